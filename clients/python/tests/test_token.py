"""The client where every request needs a token."""

from __future__ import annotations

import time
import unittest

import jwt
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from c2sim_client import Backoff, Client, Refused, StreamClosed
from tests.server import server
from tests.test_client import bounded

KEY = Ed25519PrivateKey.generate()
PUBLIC_KEY = KEY.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()
STRICT = {"C2SIM_AUTH_MODE": "STRICT_AUTH", "C2SIM_BEARER_PUBLIC_KEY": PUBLIC_KEY, "C2SIM_TOKEN_LEEWAY_SEC": "0"}
QUICK = Backoff(first_s=0.01, longest_s=0.1)


def token(system: str, lives_s: int = 600) -> str:
    claims = {"aud": "c2sim", "iss": "test", "sub": system, "azp": "test", "exp": int(time.time()) + lives_s}
    rights = {"fromSendingSystem": system, "replyToSystem": "ANY", "messageType": "ANY"}
    return jwt.encode(claims | rights, KEY, algorithm="EdDSA")


class TokenTest(unittest.IsolatedAsyncioTestCase):
    @bounded
    async def test_a_stream_goes_on_with_the_token_that_is_current(self) -> None:
        async with server(**STRICT) as url, Client(url, token=token("C2")) as c2_client:
            given: list[str] = []

            def renewed() -> str:
                given.append(token("SIM", lives_s=2))
                return given[-1]

            async with Client(url, token=renewed, backoff=QUICK) as sim_client:
                c2 = await c2_client.join(system="C2")
                sim = await sim_client.join(system="SIM")
                async with sim.stream() as stream:
                    await c2.submit_initialization()
                    heard = [(await anext(stream)).kind]
                    await stream.disconnected()  # The token has ended.
                    await c2.reset()
                    heard.append((await anext(stream)).kind)
                self.assertEqual(heard, ["SubmitInitialization", "ResetScenario"])
                self.assertGreater(stream.reconnections, 0, "it went on with another token")
                self.assertGreater(len(set(given)), 1, "which was asked for anew")

    @bounded
    async def test_a_stream_ends_with_a_token_that_nobody_renews(self) -> None:
        async with server(**STRICT) as url, Client(url, token=token("SIM", lives_s=2)) as client:
            sim = await client.join(system="SIM")
            with self.assertRaises(StreamClosed) as caught:
                async with sim.stream() as stream:
                    await anext(stream)
            self.assertEqual(caught.exception.code, 4401)

    @bounded
    async def test_what_a_token_does_not_permit_is_refused_with_its_code(self) -> None:
        async with server(**STRICT) as url:
            async with Client(url) as nobody:
                with self.assertRaises(Refused) as caught:
                    await nobody.sessions()
                self.assertEqual((caught.exception.status, caught.exception.code), (401, "AUTHORISATION_HEADER_MISSING"))
                self.assertTrue(caught.exception.tracking_id)
            async with Client(url, token=token("C2")) as client:
                with self.assertRaises(Refused) as caught:
                    await client.join(system="SIM")
                self.assertEqual(caught.exception.code, "AUTHORIZATION_FAILURE")
