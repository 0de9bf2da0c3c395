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
TOLERATED: Final[dict[str, str]] = {}

PLANTED: Final = {
    "a-week-has-six-days": "units of a week end a day early",
    "no-room-is-asked": "the last dwangsom is not cut to the room left",
    "suspension-ends-a-day-early": "the last day of a suspension counts again",
    "the-term-forgets-sundays": "a payment term may end on a Sunday",
    "caps-are-forgotten": "every breach counts, however many the order lets count",
    "any-finding-proves": "a check on paper alone proves",
    "every-year-has-365-days": "a day of interest in a leap year is a 365th",
    "the-maximum-is-reached-anew": "a full maximum that is lowered is reached on that day",
    "finality-is-told-a-day-late": "on the day of finality no last day of limitation is named",
    "remitted-in-default": "after a remission interest bears interest at once",
    "waived-interest-takes-the-paid-along": "waived interest takes what was paid as interest along",
    "early-money-forgets-a-lapse": "what was paid before it fell counts no more after a year",
    "old-law-is-forgotten": "what fell before April 2021 lapses by the law of today",
    "set-off-takes-up-by-age": "a set-off interrupts the oldest, not what it pays",
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
    """None of them, then every set, the small ones first."""
    names = tuple(TOLERATED)
    yield ()
    for size in range(1, len(names) + 1):
        yield from combinations(names, size)
