"""The client while its server is started anew."""

from __future__ import annotations

import asyncio
import tempfile
import unittest
from urllib.parse import urlsplit

from c2sim_client import Backoff, Client
from tests.server import server
from tests.test_client import bounded

QUICK = Backoff(first_s=0.05, longest_s=0.2)


class RestartTest(unittest.IsolatedAsyncioTestCase):
    @bounded
    async def test_a_stream_and_what_is_published_on_it_outlive_a_restart(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            async with server(folder=folder) as url:
                port = urlsplit(url).port or 0
                c2_client, sim_client = Client(url, backoff=QUICK), Client(url, backoff=QUICK)
                c2 = await c2_client.join(system="C2")
                sim = await sim_client.join(system="SIM")
                stream = await self.enterAsyncContext(sim.stream())
                upstream = await self.enterAsyncContext(c2.stream())
                await upstream.publish(c2.compose("<SystemMessageBody><SubmitInitialization/></SystemMessageBody>"))
            await upstream.disconnected()  # The server has gone, and has said so.
            reset = c2.compose("<SystemMessageBody><ResetScenario/></SystemMessageBody>")
            waiting = asyncio.create_task(upstream.publish(reset))
            async with server(folder=folder, port=port):
                self.assertTrue((await waiting).address)
                self.assertEqual([(await anext(stream)).kind for _ in range(2)], ["SubmitInitialization", "ResetScenario"])
                self.assertEqual((stream.reconnections, upstream.reconnections), (1, 1))
                await stream.close()
                await upstream.close()
                await c2_client.close()
                await sim_client.close()
