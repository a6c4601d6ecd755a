"""A TCP proxy on loopback whose connections a test can cut."""

from __future__ import annotations

import asyncio
import contextlib


class Proxy:
    """Passes bytes between its clients and one server."""

    def __init__(self, host: str, port: int) -> None:
        self._server_at = (host, port)
        self._writers: set[asyncio.StreamWriter] = set()
        self._listener: asyncio.Server | None = None
        self.passed = 0
        """Connections that were passed on."""

    async def __aenter__(self) -> Proxy:
        self._listener = await asyncio.start_server(self._pass, "127.0.0.1", 0)
        return self

    async def __aexit__(self, *_: object) -> None:
        assert self._listener is not None
        self._listener.close()
        self.cut()

    @property
    def url(self) -> str:
        """Where clients find it."""
        assert self._listener is not None
        return f"http://127.0.0.1:{self._listener.sockets[0].getsockname()[1]}"

    def cut(self) -> None:
        """Ends every connection at once, with whatever is on its way."""
        for writer in self._writers:
            writer.transport.abort()
        self._writers.clear()

    async def _pass(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        server_reader, server_writer = await asyncio.open_connection(*self._server_at)
        self.passed += 1
        self._writers |= {writer, server_writer}
        await asyncio.gather(self._copy(reader, server_writer), self._copy(server_reader, writer))

    async def _copy(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(OSError):
            while some := await reader.read(65536):
                writer.write(some)
                await writer.drain()
        writer.close()
