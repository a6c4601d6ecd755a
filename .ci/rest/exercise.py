"""Brings the session `default` of a server to RUNNING, with one member, so that made-up requests meet a live session.

usage: exercise.py API_URL          (http://HOST:PORT/api)

The member and the messages are also those of c2sim_hooks.py. Every answer must be 200, and the session must end up RUNNING.
"""
import json
import sys
import urllib.error
import urllib.request

CLIENT_ID = "rest-check"
SYSTEM = "REST-CHECK"
SCHEMA_VERSION = "2.0.0"
NAMESPACE = "http://www.sisostds.org/schemas/C2SIM/2.0.0-cwix2026"
TIME_LIMIT_S = 10
SIDE = "00000000-0000-4000-8000-000000000001"
VEHICLE = "00000000-0000-4000-8000-000000000002"


def message(body):
    """A whole message around one body."""
    return (
        f'<Message xmlns="{NAMESPACE}"><C2SIMHeader>'
        "<ConversationID>00000000-0000-4000-8000-00000000000a</ConversationID>"
        f"<FromSendingSystem>{SYSTEM}</FromSendingSystem>"
        "<MessageID>00000000-0000-4000-8000-00000000000b</MessageID>"
        "<Protocol>SISO-STD-C2SIM</Protocol><ProtocolVersion>1.0.2</ProtocolVersion>"
        "<SendingTime><IsoDateTime>2026-01-01T08:00:00Z</IsoDateTime></SendingTime>"
        "<ToReceivingSystem>ALL</ToReceivingSystem>"
        f"</C2SIMHeader><MessageBody>{body}</MessageBody></Message>"
    )


def system_message(element):
    """A system message of one empty element."""
    return message(f"<SystemMessageBody><{element}/></SystemMessageBody>")


def initialization():
    """One side, and one vehicle that this system plays."""
    return message(
        "<C2SIMInitializationBody><ObjectDefinitions>"
        f"<AbstractObject><ForceSide><Name>Blue</Name><UUID>{SIDE}</UUID></ForceSide></AbstractObject>"
        "<Entity><ActorEntity><Platform><Vehicle>"
        f"<EntityDescriptor><Side>{SIDE}</Side></EntityDescriptor><Name>Scout</Name><UUID>{VEHICLE}</UUID>"
        "</Vehicle></Platform></ActorEntity></Entity></ObjectDefinitions>"
        "<ScenarioSetting><DateTime><IsoDateTime>2026-01-01T08:00:00Z</IsoDateTime></DateTime><Version>1</Version>"
        "</ScenarioSetting>"
        f"<SystemEntityList><ActorReference>{VEHICLE}</ActorReference><SystemName>{SYSTEM}</SystemName></SystemEntityList>"
        "</C2SIMInitializationBody>"
    )


def position_report():
    """Where the vehicle is."""
    return message(
        f"<DomainMessageBody><ReportBody><FromSender>{VEHICLE}</FromSender><ReportContent><PositionReportContent>"
        "<TimeOfObservation><DateTime><IsoDateTime>2026-01-01T08:05:00Z</IsoDateTime></DateTime></TimeOfObservation>"
        "<Location><GeodeticCoordinate><Latitude>58.6</Latitude><Longitude>16.2</Longitude></GeodeticCoordinate></Location>"
        f"<SubjectEntity>{VEHICLE}</SubjectEntity></PositionReportContent></ReportContent>"
        f"<ReportID>00000000-0000-4000-8000-00000000000c</ReportID><ReportingEntity>{VEHICLE}</ReportingEntity>"
        "</ReportBody></DomainMessageBody>"
    )


def call(url, method, body=None, content_type="application/json"):
    """The body of a 200; any other answer ends the program with its text."""
    headers = {"clientId": CLIENT_ID}
    if body is not None:
        headers["Content-Type"] = content_type
        body = body.encode()
    request = urllib.request.Request(url, data=body, method=method, headers=headers)
    try:
        with urllib.request.urlopen(request, timeout=TIME_LIMIT_S) as answer:
            return answer.read().decode()
    except urllib.error.HTTPError as refusal:
        sys.exit(f"{method} {url}: {refusal.code} {refusal.read().decode(errors='replace')}")


def join(api, again=False):
    """Makes the client a member; where it may be one already, a refusal changes nothing."""
    body = json.dumps({"systemName": SYSTEM, "clientIdDisplayName": "REST check"})
    try:
        call(f"{api}/c2sim/session/default/join", "POST", body)
    except SystemExit:
        if not again:
            raise


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    session = f"{sys.argv[1]}/c2sim/session/default"
    join(sys.argv[1])
    for step in (
        system_message("SubmitInitialization"),
        initialization(),
        system_message("ShareScenario"),
        system_message("StartScenario"),
        position_report(),
    ):
        call(f"{session}/send", "POST", step, "application/xml")
    info = json.loads(call(f"{session}/info", "GET"))
    if info["state"] != "RUNNING":
        sys.exit(f"the session should be RUNNING: {info}")
    print("session default: RUNNING, one member")


if __name__ == "__main__":
    main()
