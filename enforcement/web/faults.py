"""A fault in the log: what went wrong and where, never what was in hand.

The pretty traceback of structlog prints local variables, and those hold a case.
"""

from __future__ import annotations

from traceback import TracebackException


def plain(fault: BaseException) -> str:
    """The traceback as the machine writes it, without local variables."""
    return "".join(TracebackException.from_exception(fault, capture_locals=False).format())
