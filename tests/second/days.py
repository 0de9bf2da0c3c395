"""Days, weeks, months and years, and the Algemene termijnenwet, as a reader with a wall calendar
would count them.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Final

import yaml

from tests.second.readings import reads

PARAMETERS: Final = Path(__file__).parents[2] / "enforcement" / "law" / "parameters"
ONE: Final = timedelta(days=1)


def next_day(day: date) -> date:
    return day + ONE


def day_before(day: date) -> date:
    return day - ONE


def every_day(first: date, last: date) -> Iterator[date]:
    while first <= last:
        yield first
        first += ONE


def add_weeks(day: date, weeks: int) -> date:
    return day + 7 * weeks * ONE


def add_months(day: date, months: int) -> date:
    """The same day number so many months on, else the last day of that month."""
    month = day.month - 1 + months
    year, month = day.year + month // 12, month % 12 + 1
    for number in range(day.day, 27, -1):
        try:
            return date(year, month, number)
        except ValueError:
            continue
    return date(year, month, day.day)


def add_year(day: date) -> date:
    return add_months(day, 12)


def add_units(day: date, per: str, units: int) -> date:
    if per == "dag":
        return day + units * ONE
    if per == "week":
        return add_weeks(day, units) - reads("a-week-has-six-days") * ONE
    return add_months(day, units)


def easter(year: int) -> date:
    """Gauss, as in any almanac."""
    golden, century, rest = year % 19, year // 100, year % 100
    skipped = (century - (century + 8) // 25 + 1) // 3
    moon = (19 * golden + century - century // 4 - skipped + 15) % 30
    week = (32 + 2 * (century % 4) + 2 * (rest // 4) - moon - rest % 4) % 7
    late = (golden + 11 * moon + 22 * week) // 451
    total = moon + week - 7 * late + 114
    return date(year, total // 31, total % 31 + 1)


@cache
def equated() -> frozenset[date]:
    """The days that royal decrees put on a par with a feestdag."""
    read = yaml.safe_load((PARAMETERS / "gelijkgestelde_dagen.yaml").read_text(encoding="utf-8"))
    return frozenset(day for decree in read["decrees"] for day in decree["days"])


@cache
def is_free(day: date) -> bool:
    """Saturday, Sunday, recognised holiday, or a day put on a par with one (Atw 1, 3)."""
    if day.isoweekday() in {6, 7} or day in equated():
        return True
    sunday = easter(day.year)
    moving = {sunday - 2 * ONE, sunday + ONE, sunday + 39 * ONE, sunday + 50 * ONE}
    king = date(day.year, 4, 27)
    if king.isoweekday() == 7:
        king -= ONE
    fixed = {date(day.year, *md) for md in ((1, 1), (5, 5), (12, 25), (12, 26))}
    return day in moving | fixed | {king}


def prolonged(day: date) -> date:
    """The end of a term set in an Act: a free day at its end runs on to the next working day."""
    while is_free(day) and not (day.isoweekday() == 7 and reads("the-term-forgets-sundays")):
        day += ONE
    return day
