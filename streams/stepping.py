"""Start a coroutine by hand, and go on with it elsewhere once it blocks.

Python 3.11: what runs before the first block sees the caller's `current_task()`. From 3.12 on
`asyncio.timeout` uses that, so an upgrade looks at the conductor's first steps again.
"""

import asyncio
from collections.abc import Callable, Coroutine, Generator, Iterable
from types import coroutine
from typing import Any


def close_all(waiting: Iterable[Any]) -> None:
    """Close coroutines that will not be awaited."""
    for other in waiting:
        if asyncio.iscoroutine(other):
            other.close()


async def go_on(started: Coroutine[Any, Any, Any], blocked_on: Any) -> Any:
    """The rest of `started`, which waits for `blocked_on`, as a coroutine for a task."""
    return await _steps(started, blocked_on)


@coroutine
def _steps(started: Coroutine[Any, Any, Any], blocked_on: Any) -> Generator[Any, Any, Any]:
    """Go on with a coroutine that was started elsewhere and waits for `blocked_on`."""
    while True:
        try:
            answer = yield blocked_on
        except GeneratorExit:
            started.close()
            raise
        except BaseException as thrown:  # noqa: BLE001 - a task's cancellation has to go through
            step: Callable[[Any], Any] = started.throw
            answer = thrown
        else:
            step = started.send
        try:
            blocked_on = step(answer)
        except StopIteration as finished:
            return finished.value
