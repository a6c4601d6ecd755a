"""Messages: as a session brings them, and the few that a client composes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4
from xml.sax.saxutils import escape, quoteattr

NAMESPACES = {
    "1.0.2": "http://www.sisostds.org/schemas/C2SIM/1.1",
    "2.0.0": "http://www.sisostds.org/schemas/C2SIM/2.0.0-cwix2026",
}
"""The namespaces of the standard's editions; of a site's own schema, the server tells it."""

PROTOCOL = "SISO-STD-C2SIM"
PROTOCOL_VERSION = "1.0.2"


@dataclass(frozen=True)
class Message:
    """A message of a session, with its place."""

    address: str
    """Its place: a stream that begins after it misses nothing."""
    tracking_id: str
    """The ticket that its publisher was given."""
    kind: str
    """The element in its body, such as `ReportBody`; for system messages the one inside, such as `StartScenario`."""
    sender: str
    """Its FromSendingSystem."""
    receivers: tuple[str, ...]
    """Every ToReceivingSystem."""
    at: datetime
    """When the server accepted it."""
    xml: str
    """The message on one line."""

    @classmethod
    def read(cls, line: Mapping[str, Any]) -> Message:
        """From a frame of the stream, or a line of the history."""
        return cls(
            address=line["address"],
            tracking_id=line["trackingId"],
            kind=line["kind"],
            sender=line["sender"],
            receivers=tuple(line["receivers"]),
            at=datetime.fromisoformat(line["at"]),
            xml=line["xml"],
        )


@dataclass(frozen=True)
class Receipt:
    """What the server answers to a message that it accepted."""

    tracking_id: str
    """Finds the message in the log of the server."""
    address: str | None
    """Its place in the session; None where the server does not tell it."""
    warning: str | None = None
    """What is wrong with it all the same, in a session that delivers messages which do not follow the schema."""


def compose(body: str, *, namespace: str, sender: str, receivers: Iterable[str] = ("ALL",)) -> str:
    """A whole message around the XML of one body, such as `<SystemMessageBody>…`, which declares no namespace itself."""
    to = "".join(f"<ToReceivingSystem>{escape(name)}</ToReceivingSystem>" for name in receivers)
    # The older edition wants to be told what a message is meant as; the newer has no such element.
    act = "<CommunicativeActTypeCode>Inform</CommunicativeActTypeCode>" if namespace == NAMESPACES["1.0.2"] else ""
    return (
        f'<Message xmlns={quoteattr(namespace)}><C2SIMHeader>{act}<ConversationID>{uuid4()}</ConversationID>'
        f"<FromSendingSystem>{escape(sender)}</FromSendingSystem><MessageID>{uuid4()}</MessageID>"
        f"<Protocol>{PROTOCOL}</Protocol><ProtocolVersion>{PROTOCOL_VERSION}</ProtocolVersion>"
        f"<SendingTime><IsoDateTime>{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}</IsoDateTime></SendingTime>"
        f"{to}</C2SIMHeader><MessageBody>{body}</MessageBody></Message>"
    )


def system_message(element: str, *, namespace: str, sender: str) -> str:
    """A system message of one empty element, such as `StartScenario`."""
    return compose(f"<SystemMessageBody><{element}/></SystemMessageBody>", namespace=namespace, sender=sender)
