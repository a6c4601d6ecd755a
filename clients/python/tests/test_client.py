"""The client against a server, which C2SIM_URL names."""

from __future__ import annotations

import asyncio
import functools
import os
import unittest
from collections.abc import Awaitable, Callable
from urllib.parse import urlsplit

from c2sim_client import (
    Backoff,
    Client,
    Filter,
    Member,
    MessagesMissed,
    OutcomeUnknown,
    Refused,
    StateType,
    Stream,
    StreamClosed,
    Unreachable,
)
from tests.proxy import Proxy

URL = os.environ["C2SIM_URL"]
ID = "0a1b2c3d-0000-4000-8000-00000000000a"
TIME_LIMIT_S = 20
QUICK = Backoff(first_s=0.01, longest_s=0.1)
INITIALIZATION = (
    "<C2SIMInitializationBody><ObjectDefinitions/><ScenarioSetting><DateTime><IsoDateTime>2026-01-01T00:00:00Z</IsoDateTime>"
    f"</DateTime><Version>1</Version></ScenarioSetting><SystemEntityList><ActorReference>{ID}</ActorReference>"
    "<SystemName>SIM</SystemName></SystemEntityList></C2SIMInitializationBody>"
)


def report(latitude: float, number: int = 0) -> str:
    return (
        f"<DomainMessageBody><ReportBody><FromSender>{ID}</FromSender><ToReceiver>{ID}</ToReceiver><ReportContent>"
        "<PositionReportContent><TimeOfObservation><DateTime><IsoDateTime>2026-01-01T00:00:00Z</IsoDateTime></DateTime>"
        f"</TimeOfObservation><Location><GeodeticCoordinate><Latitude>{latitude}</Latitude><Longitude>4.3</Longitude>"
        f"</GeodeticCoordinate></Location><SubjectEntity>{ID}</SubjectEntity></PositionReportContent></ReportContent>"
        f"<ReportID>00000000-0000-4000-8000-{number:012}</ReportID><ReportingEntity>{ID}</ReportingEntity>"
        "</ReportBody></DomainMessageBody>"
    )


async def run_scenario(member: Member) -> None:
    await member.submit_initialization()
    await member.publish(member.compose(INITIALIZATION))
    await member.share_scenario()
    await member.start()


async def numbers(stream: Stream, count: int) -> list[int]:
    """The numbers of the next reports."""
    heard = []
    async for message in stream:
        heard.append(int(message.xml.split("<ReportID>")[1].split("<")[0].rsplit("-")[-1]))
        if len(heard) == count:
            break
    return heard


def bounded(test: Callable[[ClientTest], Awaitable[None]]) -> Callable[[ClientTest], Awaitable[None]]:
    """The test, which fails where it waits for what does not come."""

    @functools.wraps(test)
    async def within_the_limit(self: ClientTest) -> None:
        async with asyncio.timeout(TIME_LIMIT_S):
            await test(self)

    return within_the_limit


class ClientTest(unittest.IsolatedAsyncioTestCase):
    """Each test has a session of its own, with a member C2 that publishes and a client SIM."""

    async def asyncSetUp(self) -> None:
        self.session = f"py-{self.id().rsplit('.')[-1]}"
        self.c2_client = await self.enterAsyncContext(Client(URL))
        await self.c2_client.create_session(self.session, display_name="Python")
        self.c2 = await self.c2_client.join(self.session, system="C2")
        self.proxy = await self.enterAsyncContext(Proxy("127.0.0.1", urlsplit(URL).port or 80))
        self.sim_client = await self.enterAsyncContext(Client(self.proxy.url, backoff=QUICK))
        self.sim = await self.sim_client.join(self.session, system="SIM")

    async def asyncTearDown(self) -> None:
        async with Client(URL) as client:
            await client.delete_session(self.session)

    @bounded
    async def test_an_exercise_from_joining_to_resigning(self) -> None:
        async with self.sim.stream() as stream:
            await run_scenario(self.c2)
            receipt = await self.c2.publish(self.c2.compose(report(52.1)))
            kinds = []
            async for message in stream:
                kinds.append(message.kind)
                if message.kind == "ReportBody":
                    break
        expected = ["SubmitInitialization", "C2SIMInitializationBody", "ShareScenario", "StartScenario", "ReportBody"]
        self.assertEqual(kinds, expected)
        self.assertEqual((message.address, message.tracking_id), (receipt.address, receipt.tracking_id))
        self.assertEqual((await self.sim.info()).state, StateType.RUNNING)
        self.assertIn(b"C2SIMInitializationBody", await self.sim.initialization())
        self.assertEqual([entity.latitude for entity in (await self.sim.picture()).entities], [52.1])
        self.assertEqual([each.kind async for each in self.sim.history()][-1], "ReportBody")
        for step in (self.c2.pause, self.c2.resume, self.c2.stop, self.c2.reset):
            await step()
        await self.c2.resign()

    @bounded
    async def test_what_was_sent_while_the_connection_was_cut_is_heard_once_and_in_order(self) -> None:
        await run_scenario(self.c2)
        count = 400
        async with self.sim.stream(filter=Filter(kinds=("ReportBody",))) as stream, self.c2.stream() as upstream:
            publishing = asyncio.gather(*(upstream.publish(self.c2.compose(report(52, each))) for each in range(count)))
            heard: list[int] = []
            while len(heard) < count:
                heard += await numbers(stream, 50)
                self.proxy.cut()
            await publishing
            self.assertEqual(heard, list(range(count)))
            await self.c2.publish(self.c2.compose(report(52, count)))
            self.assertEqual(await numbers(stream, 1), [count])
            self.assertGreater(stream.reconnections, 0)

    @bounded
    async def test_a_stream_goes_on_where_another_one_ended(self) -> None:
        await run_scenario(self.c2)
        async with self.sim.stream() as first:
            await self.c2.publish(self.c2.compose(report(52, 1)))
            await numbers(first, 1)
        await self.c2.publish(self.c2.compose(report(52, 2)))
        async with self.sim.stream(after=first.position) as second:
            self.assertEqual(await numbers(second, 1), [2])

    @bounded
    async def test_a_refusal_has_its_code_and_what_is_wrong_with_the_document(self) -> None:
        await run_scenario(self.c2)
        async with self.c2.stream() as stream:
            for publish in (self.c2.publish, stream.publish):
                with self.assertRaises(Refused) as caught:
                    await publish(self.c2.compose(report(152.1)))
                refusal = caught.exception
                self.assertEqual((refusal.status, refusal.code), (400, "XSD_VALIDATION_ERROR"))
                self.assertTrue(refusal.tracking_id)
                (violation,) = refusal.violations
                self.assertEqual(violation.line, 1)
                self.assertTrue(violation.path.endswith("/Latitude"), violation.path)
                self.assertIn("152.1", violation.found)
            receipt = await stream.publish(self.c2.compose(report(52.1)))
            self.assertTrue(receipt.address)

    @bounded
    async def test_what_is_in_flight_when_the_connection_is_cut_is_told_of(self) -> None:
        await run_scenario(self.c2)
        async with self.sim.stream() as stream:
            publishing = [asyncio.create_task(stream.publish(self.sim.compose(report(52, each)))) for each in range(300)]
            await asyncio.wait(publishing, return_when=asyncio.FIRST_COMPLETED)
            self.proxy.cut()
            answers = await asyncio.gather(*publishing, return_exceptions=True)
            unknown = [each for each in answers if isinstance(each, OutcomeUnknown)]
            accepted = {each.address for each in answers if not isinstance(each, BaseException)}
            self.assertEqual(len(unknown) + len(accepted), 300)
            self.assertTrue((await stream.publish(self.sim.compose(report(52)))).address)
        kept = {each.address async for each in self.sim.history(filter=Filter(kinds=("ReportBody",)))}
        self.assertLessEqual(accepted, kept)

    @bounded
    async def test_a_stream_that_cannot_go_on_says_so(self) -> None:
        receipt = await self.c2.submit_initialization()
        assert receipt.address
        await self.c2_client.delete_session(self.session)
        await self.c2_client.create_session(self.session)
        with self.assertRaises(MessagesMissed) as caught:
            async with self.sim.stream(after=receipt.address):
                pass
        self.assertEqual(caught.exception.after, receipt.address)
        async with self.sim.stream(after=caught.exception.address):
            pass

    @bounded
    async def test_a_stream_ends_with_its_membership_and_a_wrong_one_does_not_begin(self) -> None:
        async with self.sim.stream() as stream:
            await self.sim.resign()
            self.assertEqual([each async for each in stream], [])
        with self.assertRaises(StreamClosed):
            async with self.sim.stream(after="nonsense"):
                pass

    @bounded
    async def test_a_slow_reader_hears_everything_and_may_publish_meanwhile(self) -> None:
        await run_scenario(self.c2)
        count = 3000
        async with self.sim.stream(filter=Filter(kinds=("ReportBody",))) as slow, self.c2.stream() as upstream:
            await asyncio.gather(*(upstream.publish(self.c2.compose(report(52, each))) for each in range(count)))
            await slow.publish(self.sim.compose(report(52)))
            self.assertEqual(await numbers(slow, count), list(range(count)))

    @bounded
    async def test_no_server_is_told_apart_from_a_refusal(self) -> None:
        async with Client("http://127.0.0.1:9") as client:
            with self.assertRaises(Unreachable):
                await client.sessions()
        with self.assertRaises(Refused) as caught:
            await self.c2_client.session("no-such-session")
        self.assertEqual(caught.exception.code, "SHARED_SESSION_NOT_FOUND")


if __name__ == "__main__":
    unittest.main()
