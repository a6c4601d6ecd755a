"""Has most requests to the file store come from the client that gateway.py connected: a made-up key is never one."""

import os

import schemathesis
from schemathesis import GenerationMode


@schemathesis.hook
def before_call(context, case, kwargs):
    """Only requests that keep to the specification are changed; a broken one must stay broken."""
    if case.meta is None or case.meta.generation.mode != GenerationMode.POSITIVE:
        return
    made_up = str(case.headers.get("x-fs-key", ""))
    if len(made_up) % 4 != 3:
        case.headers["x-fs-key"] = os.environ["C2SIM_REST_KEY"]
        case.path_parameters["client"] = "rest_check"
