"""A whole exercise with the generated Python client. Usage: exercise.py URL MESSAGES_FOLDER"""

import asyncio
import pathlib
import sys
import xml.etree.ElementTree as ElementTree

from c2sim_api import (
    ApiClient,
    Configuration,
    HistoryApi,
    PictureApi,
    PublishApi,
    RequestCreateSession,
    RequestJoinSession,
    RequestResignSession,
    SchemasApi,
    SessionApi,
    SessionInfo,
    StateType,
)
from c2sim_api.exceptions import BadRequestException

SESSION = "sdk-python"
WHO = "sdk-python"


async def main(url: str, messages: pathlib.Path) -> None:
    async with ApiClient(Configuration(host=f"{url}/api")) as api:
        sessions, publishing = SessionApi(api), PublishApi(api)

        async def send(name: str) -> None:
            ticket = await publishing.send(WHO, SESSION, (messages / f"{name}.xml").read_text("utf-8"))
            assert ticket.tracking_id

        async def send_file(name: str) -> None:
            ticket = await publishing.send_file(WHO, SESSION, file=str(messages / f"{name}.xml"))
            assert ticket.tracking_id

        info = SessionInfo(c2sim_schema_version="2.0.0", display_name="SDK", description="An exercise")
        created = await sessions.create_session(WHO, SESSION, RequestCreateSession(data=info))
        assert created.creation == "CREATED" and created.session.state == StateType.UNINITIALIZED
        assert any(each.version == "2.0.0" for each in (await SchemasApi(api).get_schemas(WHO)).schemas)
        await sessions.join_session(WHO, SESSION, RequestJoinSession(system_name="C2", client_id_display_name="SDK"))

        await send("submit-initialization")
        await send("initialization")
        await send_file("initialization")
        await send("share-scenario")
        await send_file("start-scenario")
        assert (await sessions.get_session_info(WHO, SESSION)).state == StateType.RUNNING
        await send("order")
        await send_file("order")
        await send("report")
        await send_file("report")

        initialization = ElementTree.fromstring(await sessions.get_session_initialization(WHO, SESSION))
        assert initialization.tag.endswith("}Message")
        lines = (await HistoryApi(api).get_session_messages(WHO, SESSION, kind=["OrderBody", "ReportBody"])).splitlines()
        assert len(lines) == 4, lines
        history = ElementTree.fromstring(await HistoryApi(api).get_session_messages_xml(WHO, SESSION, limit=2))
        assert len(history) == 2
        picture = await PictureApi(api).get_session_picture(WHO, SESSION)
        assert [entity.latitude for entity in picture.entities] == [52.1]
        assert b"PositionReportContent" in await PictureApi(api).get_session_picture_xml(WHO, SESSION)

        try:
            await send("invalid")
        except BadRequestException as refusal:
            assert refusal.status == 400 and refusal.data.code == "XSD_VALIDATION_ERROR", refusal
            assert "Latitude" in refusal.data.details["XSD_ERROR_1"]
        else:
            raise AssertionError("a report from beyond the pole was accepted")

        await sessions.resign_from_session(WHO, SESSION, RequestResignSession(reason="done"))
        assert SESSION in (await sessions.delete_session(WHO, SESSION, force=False)).message


asyncio.run(main(sys.argv[1], pathlib.Path(sys.argv[2])))
print("python: the exercise ended as it should")
