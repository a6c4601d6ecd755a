"""Gives `send` something to accept: a made-up string is never a message, so every other one is exchanged for a real one."""
import os
import sys

import schemathesis
from schemathesis import GenerationMode

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
sys.dont_write_bytecode = True
import exercise

MESSAGES = (
    exercise.position_report(),
    exercise.system_message("PauseScenario"),
    exercise.system_message("ResumeScenario"),
    exercise.initialization(),  # refused: the session runs
)


@schemathesis.hook
def before_call(context, case, kwargs):
    """Only requests that keep to the specification are changed; a broken one must stay broken."""
    if case.operation.definition.raw.get("operationId") != "send" or case.media_type != "application/xml":
        return
    if case.meta is None or case.meta.generation.mode != GenerationMode.POSITIVE or not isinstance(case.body, str):
        return
    choice = len(case.body) % (2 * len(MESSAGES))
    if choice < len(MESSAGES):
        case.body = MESSAGES[choice]
        # Other requests may have made the member leave; to join twice is refused and does no harm.
        exercise.join(os.environ["C2SIM_REST_URL"], again=True)
