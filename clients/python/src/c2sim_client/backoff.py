"""How long to wait before the next attempt."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class Backoff:
    """Waits that double, each with a random part, so that clients that lost a server do not come back all at once."""

    first_s: float = 0.2
    """The first wait, at most."""
    longest_s: float = 15.0
    """The longest wait."""
    attempts: int | None = None
    """How many attempts are made; without it, there is no end."""

    def waits_s(self) -> Iterator[float]:
        """One wait for each attempt: between half and all of what it has grown to."""
        wait_s, made = self.first_s, 0
        while self.attempts is None or made < self.attempts:
            yield wait_s * random.uniform(0.5, 1.0)
            wait_s, made = min(wait_s * 2, self.longest_s), made + 1
