"""Other readings of a rule, switched on by name: faults of the core that wait to be mended, and
wrong rules planted to see that the comparison notices them.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import combinations
from typing import Final

# Where the core still differs from the contract, or reads a silent text otherwise. A name that no
# longer helps is to be struck out.
TOLERATED: Final = {
    "the-maximum-is-reached-anew": (
        "A maximum that was full and is lowered from now on counts as reached on that day. "
        "The text is silent; ours names the day on which it was filled."
    ),
    "finality-is-told-a-day-late": (
        "On the very day on which the order becomes final, the last on which to act, no day is "
        "named yet. Contract 7: null UNTIL it is final, then the day of finality."
    ),
}

PLANTED: Final = {
    "a-week-has-six-days": "units of a week end a day early",
    "no-room-is-asked": "the last dwangsom is not cut to the room left",
    "suspension-ends-a-day-early": "the last day of a suspension counts again",
    "the-term-forgets-sundays": "a payment term may end on a Sunday",
    "any-finding-proves": "a check on paper alone proves",
    "every-year-has-365-days": "a day of interest in a leap year is a 365th",
}

_active: set[str] = set()


def reads(name: str) -> bool:
    """Whether this other reading is switched on."""
    assert name in TOLERATED or name in PLANTED
    return name in _active


@contextmanager
def reading(*names: str) -> Iterator[None]:
    """Reckon with these other readings."""
    before = set(_active)
    _active.update(names)
    try:
        yield
    finally:
        _active.clear()
        _active.update(before)


def sets_of_tolerated() -> Iterator[tuple[str, ...]]:
    """None of them, all of them, then every other set."""
    names = tuple(TOLERATED)
    yield ()
    for size in range(len(names), 0, -1):
        yield from combinations(names, size)
