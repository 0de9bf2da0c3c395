"""Statutory interest for one day, and the two sums under which it is not owed (Awb 4:98)."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from functools import cache
from typing import Any, Final

import yaml

from tests.second.days import PARAMETERS, next_day
from tests.second.readings import reads

HUNDRED_PER_CENT: Final = 10_000  # in basis points


@cache
def _values(name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = yaml.safe_load(
        (PARAMETERS / f"{name}.yaml").read_text(encoding="utf-8")
    )["values"]
    return found


def in_force(name: str, day: date) -> int | None:
    """The value of a dated parameter on a day; None when none is known for it."""
    last = None
    for each in _values(name):
        if each["from_on"] <= day:
            last = each
    if last is None or day > last.get("until", date.max):
        return None
    value: int = last["value"]
    return value


def of_one_day(day: date) -> Fraction:
    """The part of a sum that it bears on that day; nothing when the rate is not known (P7).

    Actual days over 365, in a leap year over 366.
    """
    leap = day.year % 4 == 0 and not reads("every-year-has-365-days")
    return _part(day, 366 if leap else 365)


@cache
def _part(day: date, year_days: int) -> Fraction:
    return Fraction(in_force("wettelijke_rente", day) or 0, HUNDRED_PER_CENT * year_days)


def year_is_full(first: date, day: date) -> bool:
    """Whether a full year since its first day of interest ends with this day (BW 6:119 lid 2).

    From 29 February on, a year is full on 28 February when there is no 29th.
    """
    after = next_day(day)
    if first.month == 2 and first.day == 29 and after.year % 4 != 0:
        return after.month == 3 and after.day == 1 and after.year > first.year
    return (after.month, after.day) == (first.month, first.day) and after.year > first.year


def cents(sum_of_money: Fraction) -> int:
    """Whole cents, half a cent up."""
    return int((sum_of_money + Fraction(1, 2)) // 1)
