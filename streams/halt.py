"""The one way to stop a worker when going on could lose something: now, and unacknowledged."""

import logging
import os
from typing import NoReturn

#: Status of a worker that stopped itself (EX_SOFTWARE): whoever runs it starts it again.
EXIT_UNACKNOWLEDGED = 70


def stop_worker_unacknowledged(reason: object) -> NoReturn:
    """End the process at once. What was not acknowledged comes again after the restart.

    An exception that leaves the loop of an agent would acknowledge the event (robinhood#75), and
    an orderly stop would commit; so neither.
    """
    failure = reason if isinstance(reason, BaseException) else None
    logging.getLogger(__name__).critical("Worker stops: %s", reason, exc_info=failure)
    logging.shutdown()
    os._exit(EXIT_UNACKNOWLEDGED)
