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
    "remitted-in-default": (
        "On the day of a remission the interest that ran joins the sum that bears interest, not "
        "after a full year, and a later last payment forgives it (BW 6:119 lid 2, Awb 4:98 lid 2)."
    ),
    "waived-interest-takes-the-paid-along": (
        "Interest under EUR 20 that is not owed at the last payment takes from `rente_cents` also "
        "what was paid as interest before: that is then in no figure (contract 4, 7)."
    ),
    "early-money-forgets-a-lapse": (
        "What was paid before a dwangsom fell no longer counts for it once its year is over: it "
        "is told as lapsed although it was settled on the day it fell (rule book P8, L9)."
    ),
    "set-off-takes-up-by-age": (
        "A set-off interrupts the limitation of the oldest dwangsommen, interest and proof not "
        "asked, and not of those that it pays (Awb 4:92, 4:93, 4:106)."
    ),
}

# Faults of the core that are not imitated: where the second program sees the case at hand, these
# figures are not compared.
DOUBTS: Final = {
    "refund-interest-over-early-money": (
        ("terug_te_betalen_cents", "openstaand_cents"),
        (
            "Money paid before a dwangsom fell counts for it only from the next paper on, so until "
            "then interest of Awb 4:102 is reckoned over what was needed all along (rule book P9)."
        ),
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
    """None of them, then every set, the small ones first."""
    names = tuple(TOLERATED)
    yield ()
    for size in range(1, len(names) + 1):
        yield from combinations(names, size)
