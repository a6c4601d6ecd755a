"""Gives the relay tokens that it knows: a made-up text is never one, so every other one in a body is exchanged for a real one.
And has no poll wait."""

import os

import schemathesis
from schemathesis import GenerationMode


@schemathesis.hook
def before_call(context, case, kwargs):
    """Only requests that keep to the specification are changed; a broken one must stay broken."""
    # An example waits ten seconds, also where something else of it is broken.
    if isinstance(case.body, dict) and isinstance(case.body.get("wait"), (int, float)):
        case.body = case.body | {"wait": 0}
    if case.meta is None or case.meta.generation.mode != GenerationMode.POSITIVE or not isinstance(case.body, dict):
        return
    token = case.body.get("token")
    if isinstance(token, str) and len(token) % 2 == 0:
        case.body = case.body | {"token": os.environ["C2SIM_REST_TOKEN"]}
