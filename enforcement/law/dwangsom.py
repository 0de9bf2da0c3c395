"""The days on which a dwangsom falls. Awb 5:32b lid 1, 5:33: by operation of law.

Three forms: a lump sum, an amount for each time unit in which the order is not carried out, an
amount for each breach. Here only the days; amounts, maximum and proof are reckoned elsewhere.
A clock starts at an *anchor*: the last day of the begunstigingstermijn, or the day before a
relapse. Suspended days do not count; an open suspension stops the clock.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final, Literal, NamedTuple, TypeAlias

from enforcement.law.spans import Span, covering
from enforcement.law.terms import day_count, days_after, month_unit_end, next_day

Unit: TypeAlias = Literal["dag", "week", "maand"]

LAST_DAY: Final = date(2199, 12, 31)
"""No day beyond this one is reckoned: the readers refuse later dates."""

_DAYS: Final = {"dag": 1, "week": 7}


class UnitDay(NamedTuple):
    """The day on which unit `number` (from 1) falls; `cut` when a suspension lies inside it."""

    on: date
    number: int
    cut: bool = False


def unit_end(anchor: date, unit: Unit, number: int) -> date:
    """Last day of the nth whole unit after the anchor, suspensions left out of account.

    Example: anchor 30 June 2025: the first week ends on 7 July, the first month on 30 July.
    A month ends on the day number of the anchor, else on its last day (convention F4): anchor
    31 January 2025 gives 28 February and 31 March.
    """
    if unit == "maand":
        return month_unit_end(anchor, number)
    return days_after(anchor, _DAYS[unit] * number)


def whole_units(anchor: date, unit: Unit, suspended: Sequence[Span]) -> Iterator[UnitDay]:
    """The days on which whole units have run: a dwangsom falls at the *end* of such a day.

    Suspended days are passed over, so a suspension inside a unit moves its end by the suspended
    days (convention V4). Example: anchor 30 June 2025, weeks, suspended 3 and 4 July: the first
    week ends on 9 July, the second on 16 July.
    """
    ahead = [s for s in suspended if s.until is None or s.until > anchor]
    shift = 0
    start = next_day(anchor)
    number = 0
    while True:
        number += 1
        on = unit_end(anchor, unit, number)
        if shift:
            on = days_after(on, shift)
        cut = False
        while ahead and ahead[0].from_on <= on:
            span = ahead.pop(0)
            if span.until is None:
                return
            cut = cut or span.from_on > start
            days = day_count(max(span.from_on, next_day(anchor)), span.until)
            shift += days
            on = days_after(on, days)
        if on > LAST_DAY:
            return
        yield UnitDay(on, number, cut and unit != "dag")
        start = next_day(on)


def started_units(anchor: date, unit: Unit, suspended: Sequence[Span]) -> Iterator[UnitDay]:
    """The days on which units begin, for "of gedeelte daarvan": it falls at the *start*.

    After a suspension the next unit starts the day after it. Example: anchor 30 June 2025,
    weeks: 1, 8, 15 July; suspended 10 through 20 July: 1, 8, 21, 28 July.
    """
    number = 0
    base, step = anchor, 0
    while True:
        start = next_day(unit_end(base, unit, step))
        hit = _first_between(suspended, next_day(base), start)
        cut = hit is not None and hit.from_on < start and step > 0
        while hit is not None:
            if hit.until is None:
                return
            base, step = hit.until, 0
            start = next_day(base)
            hit = covering(suspended, start)
        if start > LAST_DAY:
            return
        number += 1
        yield UnitDay(start, number, cut=cut and unit != "dag")
        step += 1


def _first_between(spans: Sequence[Span], from_on: date, until: date) -> Span | None:
    """The first span with a day in `from_on` through `until`."""
    for span in spans:
        if span.from_on <= until and (span.until is None or span.until >= from_on):
            return span
    return None


def lump_day(anchor: date, suspended: Sequence[Span]) -> Iterator[UnitDay]:
    """The one day of a lump sum: the day after the anchor (convention F3), or when that day is
    suspended the first day after the suspension.

    Example: begunstiging until 29 September 2025: it falls on 30 September, at its start.
    """
    day = next_day(anchor)
    span = covering(suspended, day)
    while span is not None:
        if span.until is None:
            return
        day = next_day(span.until)
        span = covering(suspended, day)
    if day <= LAST_DAY:
        yield UnitDay(day, 1)


def unit_of(works_from_on: date, unit: Unit, day: date) -> int:
    """Which unit, counted from the day the order works, a day lies in (from 1).

    Example: works from 5 May 2025 (a Monday), weeks: 11 May is in unit 1, 12 May in unit 2.
    """
    assert day >= works_from_on, "a breach before the order works is in no unit"
    if unit != "maand":
        return (day_count(works_from_on, day) - 1) // _DAYS[unit] + 1
    anchor = days_after(works_from_on, -1)
    number = max(1, (day.year - anchor.year) * 12 + day.month - anchor.month)
    while day > month_unit_end(anchor, number):
        number += 1
    return number
