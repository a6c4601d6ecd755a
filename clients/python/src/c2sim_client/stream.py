"""The messages of a session as they come, also across interruptions, and publishing on the same socket.

What must always hold: every message of the others is handed over once, in the order of the session, whatever happens to the
connection; where that cannot be, the iteration ends with `MessagesMissed`, never silently.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from types import TracebackType
from typing import Any

import aiohttp

from .backoff import Backoff
from .errors import C2simError, MessagesMissed, OutcomeUnknown, Refused, StreamClosed, Unreachable
from .messages import Message, Receipt
from .transport import Transport, may_pass

PROTOCOL = "c2sim.v1+json"
SILENCE_S = 60.0
"""A connection of which nothing is heard for this long is lost; the server sends pings more often."""
MAX_WAITING_MESSAGES = 1024
"""Messages that are held for a reader that is slow; the server holds the rest."""
MAX_FRAME_BYTES = 256 * 1024 * 1024
"""The largest frame that is taken."""

# Close codes of the server. Whatever is not here ends a connection, not the stream.
_ENDED = 1000  # resigned, removed, replaced by another stream, or the session was deleted
_WRONG_REQUEST = 1003
_TOKEN_ENDED = 4401
_CONNECTION_OVER = (aiohttp.WSMsgType.CLOSED, aiohttp.WSMsgType.CLOSING, aiohttp.WSMsgType.ERROR)


@dataclass(frozen=True)
class Filter:
    """Which messages are wanted. A part that names nothing lets everything through."""

    kinds: tuple[str, ...] = ()
    """Kinds, such as `OrderBody` or `StartScenario`."""
    senders: tuple[str, ...] = ()
    """Systems by FromSendingSystem."""
    receivers: tuple[str, ...] = ()
    """Systems by ToReceivingSystem; what is for all is for each."""

    def query(self) -> list[tuple[str, str]]:
        """As the address of a stream has it."""
        named = (("kind", self.kinds), ("from", self.senders), ("to", self.receivers))
        return [(name, value) for name, values in named for value in values]


class Stream:
    """A stream, made by `Member.stream`. Open it with `async with`, and iterate over it: each step is a `Message`. The
    iteration ends when the client resigned, was removed, opened another stream, or the session was deleted."""

    def __init__(
        self,
        transport: Transport,
        backoff: Backoff,
        url: Callable[[], Awaitable[str]],
        join_again: Callable[[], Awaitable[None]],
        after: str | None,
        filter: Filter,
    ) -> None:
        self._transport = transport
        self._backoff = backoff
        self._url = url
        self._join_again = join_again
        self._filter = filter
        self._received = after
        self._position = after
        self._messages: deque[Message] = deque()
        self._unanswered: dict[int, asyncio.Future[Receipt]] = {}
        self._next_ref = 0
        self._socket: aiohttp.ClientWebSocketResponse | None = None
        self._changed = asyncio.Condition()
        self._over = False
        self._failure: C2simError | None = None
        self._reader: asyncio.Task[None] | None = None
        self.reconnections = 0
        """How often the connection was lost and made anew."""

    @property
    def position(self) -> str | None:
        """The address of the last message that was handed over: another stream goes on there with `after`."""
        return self._position

    @property
    def connected(self) -> bool:
        """Whether there is a connection now; while there is none, one is being made, unless the stream has ended."""
        return self._socket is not None

    async def disconnected(self) -> None:
        """Waits until there is no connection: it was lost, or the stream has ended."""
        async with self._changed:
            await self._changed.wait_for(lambda: self._socket is None)

    async def __aenter__(self) -> Stream:
        self._socket = await self._connect()
        self._position = self._received
        self._reader = asyncio.create_task(self._run(self._socket))
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    async def close(self) -> None:
        """Closes the connection; the membership stays."""
        if self._reader is not None:
            self._reader.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._reader
        if self._socket is not None:
            await self._socket.close()
        await self._end(None)

    def __aiter__(self) -> AsyncIterator[Message]:
        return self

    async def __anext__(self) -> Message:
        async with self._changed:
            await self._changed.wait_for(lambda: self._messages or self._over)
            if self._messages:
                message = self._messages.popleft()
                self._position = message.address
                self._changed.notify_all()
                return message
        if self._failure is not None:
            raise self._failure
        raise StopAsyncIteration

    async def publish(self, xml: str) -> Receipt:
        """Publishes a message on the socket. Many may be in flight: they are decided on in the order in which this was called.
        While there is no connection it waits for one. Raises `Refused`, or `OutcomeUnknown` when the connection was lost
        before the answer came."""
        async with self._changed:
            await self._changed.wait_for(lambda: self._socket is not None or self._over)
            if self._socket is None:
                raise self._failure or C2simError("the stream is closed")
            ref, self._next_ref = self._next_ref, self._next_ref + 1
            answer: asyncio.Future[Receipt] = asyncio.get_running_loop().create_future()
            self._unanswered[ref] = answer
            self._changed.notify_all()
            socket = self._socket
        try:
            await socket.send_str(json.dumps({"publish": xml, "ref": ref}))
        except (aiohttp.ClientError, OSError):
            pass  # The reader sees the loss, too, and answers for whatever was in flight.
        try:
            return await answer
        finally:
            self._unanswered.pop(ref, None)

    async def _run(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        """Reads one connection after the other until the stream is over."""
        try:
            while True:
                code, reason = await self._read(socket)
                await self._lost()
                if code == _ENDED:
                    return await self._end(None)
                if code == _WRONG_REQUEST or (code == _TOKEN_ENDED and not self._transport.renews_its_token):
                    raise StreamClosed(code, reason)
                socket = await self._connect_again()
                async with self._changed:
                    self._socket = socket
                    self._changed.notify_all()
        except C2simError as failure:
            await self._end(failure)

    async def _read(self, socket: aiohttp.ClientWebSocketResponse) -> tuple[int, str]:
        """Takes frames until the connection ends; the code and reason of that, 0 where the peer gave none."""
        while True:
            try:
                frame = await socket.receive(timeout=SILENCE_S)
            except (TimeoutError, aiohttp.ClientError, OSError):
                await socket.close()
                return 0, ""
            if frame.type == aiohttp.WSMsgType.CLOSE:
                return int(frame.data or 0), str(frame.extra or "")
            if frame.type in _CONNECTION_OVER:
                return 0, ""
            if frame.type != aiohttp.WSMsgType.TEXT or not frame.data.strip():
                continue
            heard = json.loads(frame.data)
            if "ref" in heard:
                self._answer(heard)
            elif "xml" in heard:
                await self._keep(Message.read(heard))

    async def _keep(self, message: Message) -> None:
        async with self._changed:
            # Whoever waits for an answer must get it, also when it comes behind messages that nobody takes.
            await self._changed.wait_for(lambda: len(self._messages) < MAX_WAITING_MESSAGES or self._unanswered)
            self._messages.append(message)
            self._received = message.address
            self._changed.notify_all()

    def _answer(self, heard: dict[str, Any]) -> None:
        answer = self._unanswered.get(heard["ref"]) if isinstance(heard["ref"], int) else None
        if answer is None or answer.done():
            return
        if error := heard.get("error"):
            answer.set_exception(Refused(400, error["code"], error["message"], error["details"]))
        else:
            answer.set_result(Receipt(heard["trackingId"], heard["address"]))

    async def _connect_again(self) -> aiohttp.ClientWebSocketResponse:
        failure: C2simError = Unreachable("no attempt to connect again was made")
        for wait_s in self._backoff.waits_s():
            await asyncio.sleep(wait_s)
            try:
                socket = await self._connect()
            except C2simError as again:
                if not may_pass(again):
                    raise
                failure = again
            else:
                self.reconnections += 1
                return socket
        raise failure

    async def _connect(self) -> aiohttp.ClientWebSocketResponse:
        """A connection that goes on after the last message that was received."""
        await self._join_again()
        query = [("clientId", self._transport.client_id), *self._filter.query()]
        if self._received is not None:
            query.append(("after", self._received))
        token = self._transport.token()
        try:
            socket = await self._transport.sockets().ws_connect(
                await self._url(),
                params=query,
                protocols=(PROTOCOL,),
                headers={"Authorization": f"Bearer {token}"} if token else {},
                max_msg_size=MAX_FRAME_BYTES,
            )
        except aiohttp.WSServerHandshakeError as refusal:
            raise Refused(refusal.status, f"HTTP_{refusal.status}", refusal.message, {}) from refusal
        except (aiohttp.ClientError, OSError, TimeoutError) as failure:
            raise Unreachable(str(failure)) from failure
        await self._begin(socket)
        return socket

    async def _begin(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        """Reads the first frame: whether the stream goes on where it was left off."""
        try:
            frame = await socket.receive(timeout=SILENCE_S)
        except (TimeoutError, aiohttp.ClientError, OSError) as failure:
            raise Unreachable("the stream did not begin") from failure
        if frame.type == aiohttp.WSMsgType.CLOSE and frame.data in (_ENDED, _WRONG_REQUEST, _TOKEN_ENDED):
            raise StreamClosed(frame.data, str(frame.extra or ""))
        if frame.type != aiohttp.WSMsgType.TEXT:
            raise Unreachable("the connection ended before the stream began")
        if socket.protocol != PROTOCOL:
            await socket.close()
            raise C2simError(f"the server does not speak {PROTOCOL}; use the plain stream of getStreamEndpoints")
        beginning = json.loads(frame.data)
        after, self._received = self._received, beginning["address"]
        if not beginning["recovered"] and after is not None:
            await socket.close()
            raise MessagesMissed(after, beginning["address"])

    async def _lost(self) -> None:
        """What was in flight has no answer, and what is to be published waits."""
        async with self._changed:
            self._socket = None
            for answer in self._unanswered.values():
                if not answer.done():
                    answer.set_exception(OutcomeUnknown("the connection was lost before the answer came"))
            self._unanswered.clear()
            self._changed.notify_all()

    async def _end(self, failure: C2simError | None) -> None:
        await self._lost()
        async with self._changed:
            self._over, self._failure = True, self._failure or failure
            self._changed.notify_all()

