"""Other readings of a rule, switched on by name: faults of the core that wait to be mended, and
wrong rules planted to see that the comparison notices them.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import combinations
from typing import Final

# Where the core still differs from the contract, or reads a silent text otherwise. A name that no
# longer helps is to be struck out: `test_agreement.py` tells which.
TOLERATED: Final = {
    "a-relapse-proves-the-morning": (
        "A finding of non-compliance also carries what fell in the morning of a day on which "
        "compliance came later. Contract 4: no compliance between."
    ),
    "the-maximum-is-reached-anew": (
        "A maximum that was full and is lowered from now on counts as reached on that day. "
        "The text is silent; ours names the day on which it was filled."
    ),
    "compliance-only-from-the-day-named": (
        "A finding that names an earlier day of compliance says nothing of its own day, so an "
        "older finding of non-compliance in between outweighs what was seen last."
    ),
    "the-first-breach-alone-proves": (
        "Of two breaches of one day against recurrence only the first recorded is asked for proof. "
        "Contract 7: a check on paper ALONE gives aangenomen."
    ),
    "relief-in-the-appeal-term-never-ends": (
        "Interim relief granted between decision and appeal ends by no event of Awb 8:85 lid 2. "
        "Rule book V3: in any case when the term to appeal passes unused."
    ),
    "a-new-term-counts-deferral-from-its-start": (
        "After an interruption only the days of deferral after it count, before one all of them. "
        "Contract 7: its whole period counts."
    ),
}

PLANTED: Final = {
    "a-week-has-six-days": "units of a week end a day early",
    "no-room-is-asked": "the last dwangsom is not cut to the room left",
    "suspension-ends-a-day-early": "the last day of a suspension counts again",
    "the-term-forgets-sundays": "a payment term may end on a Sunday",
    "any-finding-proves": "a check on paper alone proves",
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
