"""A server of a test's own, the program that C2SIM_BINARY names."""

from __future__ import annotations

import asyncio
import contextlib
import os
import re
import tempfile
from collections.abc import AsyncIterator


@contextlib.asynccontextmanager
async def server(**settings: str) -> AsyncIterator[str]:
    """Its URL; it listens on a free port, with empty folders and these settings."""
    given = {name: value for name, value in os.environ.items() if not name.startswith("C2SIM_")}
    with tempfile.TemporaryDirectory() as folder:
        running = await asyncio.create_subprocess_exec(
            os.environ["C2SIM_BINARY"],
            "serve",
            cwd=folder,
            env=given | settings | {"C2SIM_BIND": "127.0.0.1:0"},
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
