"""What can go wrong, each as a type of its own."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

_VIOLATION = re.compile(r"Line (\d+)(?:, column (\d+))?: (?:(/\S*): )?(.*)", re.DOTALL)


class C2simError(Exception):
    """Whatever this package raises by itself."""


@dataclass(frozen=True)
class Violation:
    """One place where a document does not follow its schema."""

    line: int
    """From 1; 0 where the server does not say it."""
    column: int
    """From 1; 0 where the server does not say it."""
    path: str
    """The elements down to the one that is wrong; empty where the server does not say it."""
    rule: str
    """The rule that is broken; empty where the server does not say it."""
    found: str
    """What stands there; the whole text, where the server does not tell it apart."""
    expected: tuple[str, ...]
    """What would do."""

    @classmethod
    def read(cls, told: Mapping[str, Any]) -> Violation:
        """From one of `details.violations`."""
        return cls(
            told["line"], told["column"], told["path"], told["rule"], told["found"], tuple(told["expected"])
        )

    @classmethod
    def read_text(cls, text: str) -> Violation:
        """From the text of an `XSD_ERROR_…`, which is all that other servers tell."""
        found = _VIOLATION.fullmatch(text)
        line, column, path, rest = found.groups() if found else (None, None, None, text)
        return cls(int(line or 0), int(column or 0), path or "", "", rest or "", ())


class Refused(C2simError):
    """The server refused a request or a message; nothing was changed by it."""

    def __init__(
        self,
        status: int,
        code: str,
        text: str,
        details: Mapping[str, Any],
        retry_after_s: float | None = None,
    ) -> None:
        super().__init__(f"{code}: {text}")
        self.status = status
        """The HTTP status; 400 for what was refused on a stream."""
        self.code = code
        """The code of the catalogue, for programs."""
        self.text = text
        """What is wrong and what to do, for people."""
        self.details = dict(details)
        """The particulars, by the keys of the catalogue."""
        self.retry_after_s = retry_after_s
        """When to try again, where the server says so."""

    @property
    def tracking_id(self) -> str | None:
        """The ticket under which the log of the server has the request."""
        ticket = self.details.get("trackingId")
        return ticket if isinstance(ticket, str) else None

    @property
    def violations(self) -> list[Violation]:
        """Where the document does not follow the schema, in the order of the document."""
        told = self.details.get("violations")
        if isinstance(told, list):
            return [Violation.read(each) for each in told]
        found: list[Violation] = []
        while isinstance(text := self.details.get(f"XSD_ERROR_{len(found) + 1}"), str):
            found.append(Violation.read_text(text))
        return found

    @classmethod
    def read(cls, status: int, body: str | None, headers: Mapping[str, str]) -> Refused:
        """From an answer of the server; one that is no error of the interface has the code `HTTP_` and its status."""
        try:
            error = json.loads(body or "")
            code, text = error["code"], error.get("message", error.get("title", ""))
            details = error.get("details") or {}
        except (ValueError, KeyError, TypeError, AttributeError):
            code, text, details = f"HTTP_{status}", body or "", {}
        after = next((value for name, value in headers.items() if name.lower() == "retry-after"), "")
        return cls(status, code, text, details, float(after) if after.isdigit() else None)


class Unreachable(C2simError):
    """The server could not be reached, or did not speak HTTP; the cause is in `__cause__`."""


class StreamClosed(C2simError):
    """The stream ended and is not to be opened again by itself: the request was wrong, or its token has ended."""

    def __init__(self, code: int, reason: str) -> None:
        super().__init__(f"the server closed the stream with {code}: {reason}")
        self.code = code
        self.reason = reason


class MessagesMissed(C2simError):
    """The stream cannot go on where it was left off: what lies between is gone for good. Read `Member.initialization` and
    `Member.picture` anew, and open another stream."""

    def __init__(self, after: str, address: str) -> None:
        super().__init__(f"what came after {after} is not kept any more; the session goes on after {address}")
        self.after = after
        """The address after which the stream was to begin."""
        self.address = address
        """The address after which a stream can begin now."""


class OutcomeUnknown(C2simError):
    """The connection ended before the answer to a message came: it may have been accepted, or not. `Member.history` tells."""
