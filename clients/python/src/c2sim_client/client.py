"""The way in: a server, as one client instance uses it."""

from __future__ import annotations

from collections.abc import Sequence
from types import TracebackType
from typing import Literal

from c2sim_api import (
    ApiClient,
    DynamicSessionInfo,
    RequestCreateSession,
    RequestJoinSession,
    SchemaDescription,
    SchemasApi,
    SessionApi,
    SessionInfo,
    ValidationType,
)

from .backoff import Backoff
from .errors import C2simError
from .member import Member
from .messages import NAMESPACES
from .transport import Token, Transport

Validation = Literal["reject", "warn", "off"]


class Client:
    """One client instance of a server. Use it with `async with`, or `close` it.

    `url` is what the server says at its start, such as `http://127.0.0.1:7777`. `client_id` is made up where it is left out: 5
    to 10 characters, the same for the life of the instance. `token` is a token, or a function that gives the current one.
    """

    def __init__(
        self, url: str, *, client_id: str | None = None, token: Token = None, backoff: Backoff | None = None
    ) -> None:
        self._transport = Transport(url, client_id, token)
        self._backoff = backoff or Backoff()
        self._sessions = SessionApi(self._transport.api)

    @property
    def client_id(self) -> str:
        """The name of this client instance."""
        return self._transport.client_id

    @property
    def api(self) -> ApiClient:
        """The generated client, for operations that are not here."""
        return self._transport.api

    async def __aenter__(self) -> Client:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    async def close(self) -> None:
        """Ends every connection. Memberships stay: the server removes a member of which it hears nothing."""
        await self._transport.close()

    async def sessions(self) -> list[DynamicSessionInfo]:
        """Every session as it is now."""
        return await self._transport.call(lambda: self._sessions.get_sessions(self.client_id))

    async def session(self, name: str) -> DynamicSessionInfo:
        """One session as it is now."""
        return await self._transport.call(lambda: self._sessions.get_session_info(self.client_id, name))

    async def schemas(self) -> list[SchemaDescription]:
        """The versions of the schema that sessions can have."""
        api = SchemasApi(self._transport.api)
        return (await self._transport.call(lambda: api.get_schemas(self.client_id))).schemas

    async def create_session(
        self,
        name: str,
        *,
        schemas: Sequence[str] = ("2.0.0",),
        display_name: str | None = None,
        description: str = "",
        validation: Validation | None = None,
    ) -> DynamicSessionInfo:
        """Creates a session, or changes how an existing one is shown. Messages may follow any of the `schemas`."""
        info = SessionInfo(
            c2sim_schema_version=schemas[0], display_name=display_name or name, description=description
        )
        request = RequestCreateSession(
            data=info,
            schema_versions=list(schemas) if len(schemas) > 1 else None,
            validation=ValidationType(validation) if validation else None,
        )
        answer = await self._transport.call(lambda: self._sessions.create_session(self.client_id, name, request))
        return answer.session

    async def delete_session(self, name: str, *, force: bool = True) -> None:
        """Deletes a session; without `force` only when it has no members."""
        await self._transport.call(lambda: self._sessions.delete_session(self.client_id, name, force))

    async def join(
        self, session: str = "default", *, system: str, display_name: str | None = None, schema: str | None = None
    ) -> Member:
        """Becomes a member as the system of this name, which is FromSendingSystem in its messages. Who is a member already
        stays one. With `schema`, messages are received in that version."""
        request = RequestJoinSession(
            system_name=system, client_id_display_name=display_name or system, schema_version=schema
        )
        namespace = await self._namespace((await self.session(session)).info.c2sim_schema_version)
        member = Member(self._transport, session, request, namespace, self._backoff)
        await member.join_again()
        return member

    async def _namespace(self, version: str) -> str:
        """What messages of this version declare."""
        if version in NAMESPACES:
            return NAMESPACES[version]
        for schema in await self.schemas():
            if schema.version == version and schema.namespace:
                return schema.namespace
        raise C2simError(f"the server names no namespace of its schema {version}")
