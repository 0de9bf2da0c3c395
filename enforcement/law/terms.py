"""Counting days, weeks, months and years, with the Algemene termijnenwet where it applies.

Awb terms and Atw art. 1 to 4, text read late in 2026. This is the only room that adds to a date.
Each term starts the day after its trigger and is named by its last day, inclusive. Not coded:
terms in hours and terms counted back from a day (Atw 1 lid 2), which never move.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Final

from enforcement.law import calendar

ONE_DAY: Final = timedelta(days=1)
_DAYS_IN_WEEK: Final = 7
_MONTHS_IN_YEAR: Final = 12
_LEAP_DAY: Final = (2, 29)

# Atw 4: beyond these lengths the Act does not apply.
_ATW_WEEKS_MAX: Final = 12
_ATW_DAYS_MAX: Final = 90
# Atw 2: a term of three days or more must hold two working days.
_ATW_DAYS_MIN: Final = 3
_WORKING_DAYS_MIN: Final = 2
# A term of this length always holds two working days: rest days never fill two weeks.
_ALWAYS_WORKING_DAYS: Final = 14
_TOO_SHORT: Final = "de termijn telde nog geen twee werkdagen (Atw 2)"


@dataclass(frozen=True, slots=True)
class Shift:
    """One day passed over: the term would have ended on `from_on` and moved on to `until`."""

    from_on: date
    until: date
    reason: str


@dataclass(frozen=True, slots=True)
class Term:
    """A span of days, both ends inclusive, with the day it would have ended without the Atw.

    The shifts chain: the first leaves `plain_until`, the last arrives at `until`.
    """

    from_on: date
    plain_until: date
    until: date
    shifts: tuple[Shift, ...]


def days_after(day: date, days: int) -> date:
    """Day that lies a number of days after a day; before it when negative."""
    return date.fromordinal(day.toordinal() + days)


def next_day(day: date) -> date:
    """Day after a day."""
    return day + ONE_DAY


def day_before(day: date) -> date:
    """Day before a day."""
    return day - ONE_DAY


def day_count(from_on: date, until: date) -> int:
    """Count the days of a span, both ends inclusive; 0 for a span that ends before it starts.

    Example: 1 up to and including 3 April 2025 is 3 days.
    """
    return max(0, (until - from_on).days + 1)


def rest_day_reason(day: date) -> str | None:
    """Why a term may not end on this day under the Atw; None on a working day (Atw 1 and 3)."""
    return calendar.rest_day_reason(day)


@lru_cache(maxsize=65536)
def weeks_term(after: date, weeks: int, *, atw: bool = True) -> Term:
    """Term of whole weeks that starts the day after its trigger.

    Atw 1 lid 1: a wettelijke termijn ending on a rest day is «verlengd tot en met de eerstvolgende
    dag die niet een zaterdag, zondag of algemeen erkende feestdag is» [V]. Only the end matters.
    More than twelve weeks: never moved (Atw 4) [V]. `atw=False` for a term not set in an Act.

    Example: bekendgemaakt 1 March 2025, six weeks: Saturday 12 April, moved to Monday 14 April.
    """
    assert weeks > 0, f"a term of {weeks} weeks"
    plain_until = after + timedelta(days=_DAYS_IN_WEEK * weeks)
    return _term(after, plain_until, atw=atw and weeks <= _ATW_WEEKS_MAX)


@lru_cache(maxsize=65536)
def days_term(after: date, days: int, *, atw: bool = True) -> Term:
    """Term of days that starts the day after its trigger.

    Atw 2: a term of at least three days is lengthened «dat daarin ten minste twee dagen
    voorkomen» that are working days, counted on the term as art. 1 leaves it [V]. More than ninety
    days: never moved (Atw 4) [V]. A term of one or two days moves under art. 1 only.

    Example: three days after Thursday 24 December 2026 end on Sunday 27 December; moved to Monday
    28 December under art. 1, to Tuesday 29 December under art. 2.
    """
    assert days > 0, f"a term of {days} days"
    return _term(after, after + timedelta(days=days), atw=atw and days <= _ATW_DAYS_MAX)


def later_term(until: date, days: int) -> Term:
    """The days by which a running term of an Act ends later, because it stood still.

    They are no term of their own, so Atw 2 asks no two working days of them; the new last day
    moves under Atw 1. Example: until Wednesday 24 December 2025, three days: Saturday 27 December,
    moved to Monday 29 December.
    """
    assert days > 0, f"a term that ends {days} days later"
    plain_until = until + timedelta(days=days)
    shifts = tuple(_to_working_day(plain_until))
    return Term(until + ONE_DAY, plain_until, shifts[-1].until if shifts else plain_until, shifts)


def set_term(from_on: date, until: date) -> Term:
    """Term whose ends stand in a decision, an agreement or a ruling: never moved (Atw 1) [K].

    A begunstigingstermijn until Saturday 5 April 2025 ends that Saturday.
    """
    return Term(from_on, until, until, ())


def _term(after: date, plain_until: date, *, atw: bool) -> Term:
    from_on = after + ONE_DAY
    length = (plain_until - after).days
    short = _ATW_DAYS_MIN <= length < _ALWAYS_WORKING_DAYS
    if not atw or not (short or calendar.rest_day_reason(plain_until)):
        return Term(from_on, plain_until, plain_until, ())
    shifts = list(_to_working_day(plain_until))
    if short:
        until = shifts[-1].until if shifts else plain_until
        shifts += _to_two_working_days(from_on, until)
    return Term(from_on, plain_until, shifts[-1].until if shifts else plain_until, tuple(shifts))


def _to_working_day(day: date) -> list[Shift]:
    shifts: list[Shift] = []
    while reason := calendar.rest_day_reason(day):
        shifts.append(Shift(day, day + ONE_DAY, reason))
        day += ONE_DAY
    return shifts


def _to_two_working_days(from_on: date, until: date) -> list[Shift]:
    span = range(day_count(from_on, until))
    working = sum(calendar.rest_day_reason(days_after(from_on, day)) is None for day in span)
    shifts: list[Shift] = []
    while working < _WORKING_DAYS_MIN:
        shifts.append(Shift(until, until + ONE_DAY, _TOO_SHORT))
        shifts += _to_working_day(until + ONE_DAY)
        until = shifts[-1].until
        working += 1
    return shifts


def years_after(day: date, years: int) -> date:
    """Find the same date years later; 28 February after 29 February (convention schrikkeldag).

    As last day of a year that starts the day after: year after 2 May 2024 ends on 2 May 2025.
    """
    if (day.month, day.day) == _LEAP_DAY and not _is_leap(day.year + years):
        return day.replace(year=day.year + years, day=28)
    return day.replace(year=day.year + years)


def year_after(day: date) -> date:
    """Last day of the year that starts the day after: the same date next year [C] for 29 February.

    A term in years is never moved (Atw 4) [V]. Example: 29 February 2024 gives 28 February 2025; 28
    February 2027 gives 28 February 2028, the safe one of two readings.
    """
    return years_after(day, 1)


def anniversary(from_on: date, years: int) -> date:
    """First day after a number of whole years that started on a day.

    Whole years from 14 March 2024: the second starts on 14 March 2025. From 29 February 2024 the
    first year ends on 28 February 2025 and the second starts on 1 March 2025 [C].
    """
    if (from_on.month, from_on.day) == _LEAP_DAY and not _is_leap(from_on.year + years):
        return date(from_on.year + years, 3, 1)
    return from_on.replace(year=from_on.year + years)


def month_unit_end(anchor: date, months: int) -> date:
    """Day number of the anchor, a number of months later; else the last day of that month [C].

    Counted from the anchor each time (convention maandeinde): 31 January 2025 gives 28 February,
    then 31 March. Not a wettelijke termijn: never moved.
    """
    years, month = divmod(anchor.month - 1 + months, _MONTHS_IN_YEAR)
    first = date(anchor.year + years, month + 1, 1)
    return first.replace(day=min(anchor.day, days_in_month(first)))


def days_in_month(day: date) -> int:
    """Count the days of the month of a day: 28, 29, 30 or 31."""
    # Four days past the 28th always lie in the next month.
    return day_before(days_after(day.replace(day=28), 4).replace(day=1)).day


def days_in_year(year: int) -> int:
    """Count the days of a year: 366 in a leap year, else 365."""
    return 366 if _is_leap(year) else 365


def _is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
