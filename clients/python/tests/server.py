"""A server of a test's own, the program that C2SIM_BINARY names."""

from __future__ import annotations

import asyncio
import contextlib
import os
import re
import tempfile
from collections.abc import AsyncIterator


@contextlib.asynccontextmanager
async def server(*, folder: str | None = None, port: int = 0, **settings: str) -> AsyncIterator[str]:
    """Its URL. It has these settings, an empty folder unless one is named, and a free port unless one is."""
    given = {name: value for name, value in os.environ.items() if not name.startswith("C2SIM_")}
    with tempfile.TemporaryDirectory() as empty:
        running = await asyncio.create_subprocess_exec(
            os.environ["C2SIM_BINARY"],
            "serve",
            cwd=folder or empty,
            env=given | settings | {"C2SIM_BIND": f"127.0.0.1:{port}"},
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
        )
        try:
            assert running.stdout is not None
            async for line in running.stdout:
                if listening := re.match(rb"c2sim listening on (http:\S+)", line):
                    yield listening[1].decode().rstrip("/")
                    break
        finally:
            running.terminate()
            await running.wait()
