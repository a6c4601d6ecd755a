"""Takes part in C2SIM sessions: join, hear, publish, go on after an interruption.

Begin with `Client`. It gives a `Member`, and that a `Stream`. What is not here is in the generated package `c2sim_api`, which
`Client.api` gives access to.
"""

from c2sim_api import DynamicSessionInfo, Picture, PictureEntity, SchemaDescription, StateType

from .backoff import Backoff
from .client import Client
from .errors import C2simError, MessagesMissed, OutcomeUnknown, Refused, StreamClosed, Unreachable, Violation
from .member import Member
from .messages import Message, Receipt, compose, system_message
from .stream import Filter, Stream

__all__ = [
    "Backoff",
    "C2simError",
    "Client",
    "DynamicSessionInfo",
    "Filter",
    "Member",
    "Message",
    "MessagesMissed",
    "OutcomeUnknown",
    "Picture",
    "PictureEntity",
    "Receipt",
    "Refused",
    "SchemaDescription",
    "StateType",
    "Stream",
    "StreamClosed",
    "Unreachable",
    "Violation",
    "compose",
    "system_message",
]
