"""Coroutines driven by hand: each `point` is a place where a worker can be cut."""

from __future__ import annotations

from collections.abc import Generator


class Halted(BaseException):
    """The worker stopped itself, unacknowledged; stands for `os._exit`."""


class _Point:
    def __init__(self, label: str) -> None:
        self.label = label

    def __await__(self) -> Generator[str, None, None]:
        yield self.label


async def point(label: str) -> None:
    """Between two steps: here others go on, and here a crash may fall."""
    await _Point(label)


def halt(reason: object) -> None:
    """In the place of `stop_worker_unacknowledged`."""
    raise Halted(repr(reason))
