"""The days on which a dwangsom falls: whole units, begun units, the one day of a lump sum."""

from collections.abc import Iterator
from datetime import date
from itertools import islice

import pytest

from enforcement.law.dwangsom import (
    LAST_DAY,
    Unit,
    UnitDay,
    lump_day,
    started_units,
    unit_end,
    unit_of,
    whole_units,
)
from enforcement.law.spans import Span

ANCHOR = date(2025, 6, 30)


def july(day: int) -> date:
    return date(2025, 7, day)


def days(stream: Iterator[UnitDay], number: int) -> list[tuple[date, int]]:
    return [(one.on, one.number) for one in islice(stream, number)]


@pytest.mark.parametrize(
    ("anchor", "unit", "number", "last"),
    [
        (ANCHOR, "dag", 1, july(1)),
        (ANCHOR, "dag", 3, july(3)),
        (ANCHOR, "week", 1, july(7)),
        (ANCHOR, "week", 2, july(14)),
        (ANCHOR, "maand", 1, july(30)),
        (date(2025, 1, 31), "maand", 1, date(2025, 2, 28)),
        (date(2025, 1, 31), "maand", 2, date(2025, 3, 31)),
        (date(2025, 11, 15), "maand", 2, date(2026, 1, 15)),
    ],
)
def test_the_last_day_of_a_unit(anchor: date, unit: Unit, number: int, last: date) -> None:
    assert unit_end(anchor, unit, number) == last


def test_whole_units_fall_at_their_end_and_are_numbered_from_one() -> None:
    assert days(whole_units(ANCHOR, "week", ()), 3) == [(july(7), 1), (july(14), 2), (july(21), 3)]


def test_a_suspension_inside_a_unit_moves_its_end_and_is_told() -> None:
    found = list(islice(whole_units(ANCHOR, "week", (Span(july(3), july(4)),)), 2))
    assert found == [UnitDay(july(9), 1, cut=True), UnitDay(july(16), 2, cut=False)]


def test_a_suspension_from_the_first_day_of_a_unit_cuts_nothing() -> None:
    found = list(islice(whole_units(ANCHOR, "week", (Span(july(8), july(9)),)), 3))
    assert found == [UnitDay(july(7), 1), UnitDay(july(16), 2), UnitDay(july(23), 3)]


def test_a_suspended_day_cuts_no_unit_of_a_day() -> None:
    found = list(islice(whole_units(ANCHOR, "dag", (Span(july(2), july(3)),)), 3))
    assert found == [UnitDay(july(1), 1), UnitDay(july(4), 2), UnitDay(july(5), 3)]


def test_of_a_suspension_that_began_before_only_the_days_after_the_anchor_count() -> None:
    early = (Span(date(2025, 6, 1), july(2)),)
    assert days(whole_units(ANCHOR, "week", early), 1) == [(july(9), 1)]
    over = (Span(date(2025, 6, 1), ANCHOR),)
    assert days(whole_units(ANCHOR, "week", over), 1) == [(july(7), 1)]


def test_a_suspension_on_the_last_day_of_a_unit_moves_it_one_on_the_next_does_not() -> None:
    assert days(whole_units(ANCHOR, "week", (Span(july(7), july(7)),)), 1) == [(july(8), 1)]
    assert days(whole_units(ANCHOR, "week", (Span(july(8), july(8)),)), 1) == [(july(7), 1)]


def test_two_suspensions_in_one_unit_both_count() -> None:
    two = (Span(july(2), july(2)), Span(july(4), july(5)))
    assert days(whole_units(ANCHOR, "week", two), 2) == [(july(10), 1), (july(17), 2)]


def test_a_suspension_without_an_end_stops_every_clock() -> None:
    still = (Span(july(10), None),)
    assert days(whole_units(ANCHOR, "week", still), 9) == [(july(7), 1)]
    assert days(started_units(ANCHOR, "week", still), 9) == [(july(1), 1), (july(8), 2)]
    assert days(lump_day(date(2025, 7, 9), still), 9) == []


def test_begun_units_fall_at_their_beginning() -> None:
    assert days(started_units(ANCHOR, "week", ()), 3) == [(july(1), 1), (july(8), 2), (july(15), 3)]


def test_after_a_suspension_the_next_begun_unit_starts_the_day_after_it() -> None:
    found = list(islice(started_units(ANCHOR, "week", (Span(july(10), july(20)),)), 4))
    assert found == [
        UnitDay(july(1), 1),
        UnitDay(july(8), 2),
        UnitDay(july(21), 3, cut=True),
        UnitDay(july(28), 4),
    ]


def test_a_suspension_from_the_day_a_unit_would_begin_cuts_none() -> None:
    found = list(islice(started_units(ANCHOR, "week", (Span(july(8), july(9)),)), 3))
    assert found == [UnitDay(july(1), 1), UnitDay(july(10), 2), UnitDay(july(17), 3)]


def test_begun_units_of_a_day_are_never_cut() -> None:
    found = list(islice(started_units(ANCHOR, "dag", (Span(july(2), july(3)),)), 3))
    assert found == [UnitDay(july(1), 1), UnitDay(july(4), 2), UnitDay(july(5), 3)]


def test_adjoining_suspensions_put_off_the_beginning_together() -> None:
    two = (Span(july(1), july(2)), Span(july(3), july(4)))
    assert days(started_units(ANCHOR, "week", two), 1) == [(july(5), 1)]
    assert days(lump_day(ANCHOR, two), 2) == [(july(5), 1)]


def test_a_lump_sum_falls_once_on_the_day_after_the_anchor() -> None:
    assert days(lump_day(ANCHOR, ()), 2) == [(july(1), 1)]
    assert days(lump_day(ANCHOR, (Span(july(1), july(3)),)), 2) == [(july(4), 1)]


def test_nothing_falls_after_the_last_day_that_is_reckoned() -> None:
    at_the_end = date(2199, 12, 30)
    assert days(lump_day(at_the_end, ()), 2) == [(LAST_DAY, 1)]
    assert days(lump_day(LAST_DAY, ()), 2) == []
    assert days(whole_units(at_the_end, "dag", ()), 9) == [(LAST_DAY, 1)]
    assert days(started_units(at_the_end, "dag", ()), 9) == [(LAST_DAY, 1)]


@pytest.mark.parametrize(
    ("works_from", "unit", "day", "number"),
    [
        (date(2025, 5, 5), "dag", date(2025, 5, 5), 1),
        (date(2025, 5, 5), "dag", date(2025, 5, 7), 3),
        (date(2025, 5, 5), "week", date(2025, 5, 11), 1),
        (date(2025, 5, 5), "week", date(2025, 5, 12), 2),
        (date(2025, 5, 5), "maand", date(2025, 6, 4), 1),
        (date(2025, 5, 5), "maand", date(2025, 6, 5), 2),
        (date(2025, 5, 5), "maand", date(2026, 5, 4), 12),
        (date(2025, 5, 5), "maand", date(2026, 5, 5), 13),
        (date(2025, 2, 1), "maand", date(2025, 2, 28), 1),
        (date(2025, 2, 1), "maand", date(2025, 3, 1), 2),
    ],
)
def test_in_which_unit_a_day_lies(works_from: date, unit: Unit, day: date, number: int) -> None:
    assert unit_of(works_from, unit, day) == number
