"""The rentevoet of wettelijke rente through time: rate and length of the year, period by period.

BW 6:119 and 6:120 lid 1: the rate is set by decree and changes on a given day. A day counts as one
of the 365 or 366 of its year (convention rente_dagen).
"""

from bisect import bisect_right
from collections import deque
from collections.abc import Iterable, Iterator
from datetime import date
from math import lcm
from typing import Final, NamedTuple

from enforcement.law import quantities
from enforcement.law.dwangsom import LAST_DAY
from enforcement.law.terms import day_before, days_in_year, next_day

_RATE: Final = quantities.quantity("wettelijke_rente")
WHOLE: Final = 10_000
"""Basis points in one."""
_YEAR_UNITS: Final = lcm(365, 366)
UNIT: Final = WHOLE * _YEAR_UNITS
"""A whole year at a rate of one, in the unit of `Even.weight`."""


class Even(NamedTuple):
    """From a day on rate and length of the year are the same, until the next of these begins.

    `weight` is what one day adds: the rate in the unit of a year that suits both its lengths.
    """

    from_on: date
    basis_points: int
    year_days: int
    weight: int


def unknown_from_on() -> date | None:
    """First day after the last one with a known rate; None while the last rate stands.

    Example: the rate of 1 January 2026 is known until 30 June: 1 July 2026.
    """
    return None if _RATE.known_until is None else next_day(_RATE.known_until)


def known_until() -> date | None:
    """Last day with a known rate, inclusive; None while the last rate stands."""
    return _RATE.known_until


def periods(
    from_on: date, until: date, changes: Iterable[date]
) -> Iterator[tuple[date, date, Even]]:
    """Cut a span where rate or length of the year changes and on the days of `changes`.

    All days inclusive. A span that starts before the first known rate raises OutsideValidity.
    Example: 30 December 2025 through 2 January 2026, rate 6% and then 4%: two periods of two days.
    """
    if from_on > until:
        return
    _RATE.dated(from_on)  # before the first rate that is known: an error that names it
    at = bisect_right(_EVEN_FROM_ON, from_on) - 1
    evens = deque(_EVEN[at : bisect_right(_EVEN_FROM_ON, until)])
    even = evens.popleft()
    starts = {day for day in changes if from_on < day <= until}.union(e.from_on for e in evens)
    for following in (*sorted(starts), next_day(until)):
        yield from_on, day_before(following), even
        from_on = following
        if evens and evens[0].from_on == following:
            even = evens.popleft()


def _evens() -> Iterator[Even]:
    """All days on which the rate or the length of the year changes, from the first known rate."""
    rates = {value.from_on: value.value for value in _RATE.values}
    years = range(min(rates).year, LAST_DAY.year + 1)
    lengths = {date(y, 1, 1) for y in years if days_in_year(y) != days_in_year(y - 1)}
    basis_points = 0
    for day in sorted({*rates, *(day for day in lengths if day > min(rates))}):
        basis_points = rates.get(day, basis_points)
        year_days = days_in_year(day.year)
        yield Even(day, basis_points, year_days, basis_points * (_YEAR_UNITS // year_days))


_EVEN: Final = tuple(_evens())
_EVEN_FROM_ON: Final = tuple(even.from_on for even in _EVEN)
