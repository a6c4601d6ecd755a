"""What client, member and stream share: the generated client, who calls, and how a refusal becomes an exception."""

from __future__ import annotations

import secrets
import string
from collections.abc import Awaitable, Callable
from typing import TypeVar

import aiohttp
from c2sim_api import ApiClient, Configuration
from c2sim_api.exceptions import ApiException

from .errors import Refused, Unreachable

T = TypeVar("T")
Token = str | Callable[[], str] | None
"""A token, or what gives the current one: it is asked before every request, so that it can be renewed."""

_CLIENT_ID_LENGTH = 10
_RETRIED = frozenset({429, 502, 503, 504})


class Transport:
    """One server as one client instance sees it."""

    def __init__(self, url: str, client_id: str | None, token: Token) -> None:
        self.client_id = client_id or "".join(
            secrets.choice(string.ascii_letters + string.digits) for _ in range(_CLIENT_ID_LENGTH)
        )
        self._token = token
        self._configuration = Configuration(host=url.rstrip("/") + "/api")
        self.api = ApiClient(self._configuration)
        self._sockets: aiohttp.ClientSession | None = None

    def token(self) -> str | None:
        """The token as it is now."""
        return self._token() if callable(self._token) else self._token

    @property
    def renews_its_token(self) -> bool:
        """Whether another attempt would come with another token."""
        return callable(self._token)

    async def call(self, operation: Callable[[], Awaitable[T]]) -> T:
        """The answer of an operation of the generated client, or what this package raises in its place."""
        self._configuration.access_token = self.token()
        try:
            return await operation()
        except ApiException as refusal:
            if not refusal.status:
                raise Unreachable(str(refusal)) from refusal
            body = refusal.body if isinstance(refusal.body, str) else None
            raise Refused.read(refusal.status, body, dict(refusal.headers or {})) from refusal
        except (aiohttp.ClientError, OSError, TimeoutError) as failure:
            raise Unreachable(str(failure) or type(failure).__name__) from failure

    def sockets(self) -> aiohttp.ClientSession:
        """Where streams are opened."""
        if self._sockets is None:
            self._sockets = aiohttp.ClientSession()
        return self._sockets

    async def close(self) -> None:
        """Ends every connection."""
        if self._sockets is not None:
            await self._sockets.close()
        await self.api.close()  # type: ignore[no-untyped-call]


def may_pass(failure: Exception) -> bool:
    """Whether another attempt may meet another answer."""
    return isinstance(failure, Unreachable) or (isinstance(failure, Refused) and failure.status in _RETRIED)
