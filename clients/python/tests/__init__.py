"""The tests of the client."""

import logging

# Of asyncio's debug mode, in which tests run, not every step that takes long on a busy machine.
logging.getLogger("asyncio").setLevel(logging.ERROR)
