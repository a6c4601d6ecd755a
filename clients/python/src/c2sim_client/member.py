"""A member of a session: what a system does in an exercise."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Iterable
from types import TracebackType

from c2sim_api import (
    DynamicSessionInfo,
    HistoryApi,
    NotificationsApi,
    Picture,
    PictureApi,
    PublishApi,
    RequestJoinSession,
    RequestResignSession,
    SessionApi,
)

from .backoff import Backoff
from .errors import Refused
from .messages import Message, Receipt, compose, system_message
from .stream import Filter, Stream
from .transport import Transport

_ALREADY_JOINED = "C2SIM_CLIENT_ALREADY_JOINED"
_PAGE_MESSAGES = 1000


class Member:
    """A membership, made by `Client.join`. With `async with` it resigns at the end."""

    def __init__(
        self, transport: Transport, session: str, request: RequestJoinSession, namespace: str, backoff: Backoff
    ) -> None:
        self._transport = transport
        self._request = request
        self._backoff = backoff
        self._sessions = SessionApi(transport.api)
        self._publishing = PublishApi(transport.api)
        self.session = session
        """The name of the session."""
        self.namespace = namespace
        """The namespace of the session's messages."""

    @property
    def system(self) -> str:
        """FromSendingSystem of its messages."""
        return self._request.system_name or "UNKNOWN"

    async def __aenter__(self) -> Member:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.resign("failed" if error else "done")

    async def join_again(self) -> None:
        """Becomes a member anew where the server removed it meanwhile; a stream does so by itself."""
        who, session, request = self._transport.client_id, self.session, self._request
        try:
            await self._transport.call(lambda: self._sessions.join_session(who, session, request))
        except Refused as refusal:
            if refusal.code != _ALREADY_JOINED:
                raise

    async def resign(self, reason: str = "done") -> None:
        """Leaves; its streams end."""
        who, request = self._transport.client_id, RequestResignSession(reason=reason)
        await self._transport.call(lambda: self._sessions.resign_from_session(who, self.session, request))

    async def info(self) -> DynamicSessionInfo:
        """The session as it is now, its state among it."""
        who = self._transport.client_id
        return await self._transport.call(lambda: self._sessions.get_session_info(who, self.session))

    def stream(self, after: str | None = None, *, filter: Filter | None = None) -> Stream:
        """The messages of the others, from now on or after an address; open it with `async with`."""
        return Stream(self._transport, self._backoff, self._stream_url, self.join_again, after, filter or Filter())

    async def _stream_url(self) -> str:
        api, who = NotificationsApi(self._transport.api), self._transport.client_id
        return (await self._transport.call(lambda: api.get_stream_endpoints(who, self.session))).websocket.url

    async def publish(self, xml: str) -> Receipt:
        """Publishes a message. Many at once are cheaper on a stream: `Stream.publish`."""
        who = self._transport.client_id
        answer = await self._transport.call(lambda: self._publishing.send_with_http_info(who, self.session, xml))
        headers = {name.lower(): value for name, value in (answer.headers or {}).items()}
        tracking_id = answer.data.tracking_id or ""
        return Receipt(tracking_id, headers.get("c2sim-address"), headers.get("c2sim-warning"))

    def compose(self, body: str, *, receivers: Iterable[str] = ("ALL",)) -> str:
        """A message of this system around the XML of one body, in the session's namespace."""
        return compose(body, namespace=self.namespace, sender=self.system, receivers=receivers)

    async def command(self, element: str) -> Receipt:
        """Publishes a system message of one empty element, such as `StartScenario`."""
        return await self.publish(system_message(element, namespace=self.namespace, sender=self.system))

    async def submit_initialization(self) -> Receipt:
        """UNINITIALIZED → INITIALIZING: initializations are taken from now on."""
        return await self.command("SubmitInitialization")

    async def initialization_complete(self) -> Receipt:
        """Tells that this system has submitted its part of the initialization."""
        return await self.command("InitializationComplete")

    async def share_scenario(self) -> Receipt:
        """INITIALIZING → INITIALIZED: everyone gets the initialization."""
        return await self.command("ShareScenario")

    async def start(self) -> Receipt:
        """INITIALIZED → RUNNING."""
        return await self.command("StartScenario")

    async def pause(self) -> Receipt:
        """RUNNING → PAUSED."""
        return await self.command("PauseScenario")

    async def resume(self) -> Receipt:
        """PAUSED → RUNNING."""
        return await self.command("ResumeScenario")

    async def stop(self) -> Receipt:
        """RUNNING or PAUSED → INITIALIZED."""
        return await self.command("StopScenario")

    async def reset(self) -> Receipt:
        """INITIALIZING or INITIALIZED → UNINITIALIZED: the initialization is forgotten."""
        return await self.command("ResetScenario")

    async def initialization(self) -> bytes:
        """The initialization as it was shared, a whole message in XML."""
        who = self._transport.client_id
        return bytes(await self._transport.call(lambda: self._sessions.get_session_initialization(who, self.session)))

    async def picture(self) -> Picture:
        """The latest of every entity, for whoever joins late; a stream goes on after its `address`."""
        api, who = PictureApi(self._transport.api), self._transport.client_id
        return await self._transport.call(lambda: api.get_session_picture(who, self.session))

    async def history(self, after: str | None = None, *, filter: Filter | None = None) -> AsyncIterator[Message]:
        """What went out in the session, its own messages included, from the beginning or after an address."""
        api, only = HistoryApi(self._transport.api), filter or Filter()
        while True:
            text = await self._transport.call(
                lambda: api.get_session_messages(
                    self._transport.client_id,
                    self.session,
                    after=after,
                    limit=_PAGE_MESSAGES,
                    kind=list(only.kinds),
                    var_from=list(only.senders),
                    to=list(only.receivers),
                )
            )
            page = [Message.read(json.loads(line)) for line in text.splitlines()]
            for message in page:
                yield message
            if len(page) < _PAGE_MESSAGES:
                return
            after = page[-1].address
