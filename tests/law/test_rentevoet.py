"""Rate and length of the year, period by period."""

from datetime import date

import pytest

from enforcement.law import rentevoet
from enforcement.law.quantities import OutsideValidity


def cut(from_on: date, until: date, *changes: date) -> list[tuple[date, date, int, int]]:
    return [
        (start, end, even.basis_points, even.year_days)
        for start, end, even in rentevoet.periods(from_on, until, set(changes))
    ]


def test_a_span_is_cut_where_the_rate_changes() -> None:
    assert cut(date(2025, 12, 30), date(2026, 1, 2)) == [
        (date(2025, 12, 30), date(2025, 12, 31), 600, 365),
        (date(2026, 1, 1), date(2026, 1, 2), 400, 365),
    ]


def test_a_span_is_cut_where_the_length_of_the_year_changes() -> None:
    assert cut(date(2019, 12, 31), date(2020, 1, 1)) == [
        (date(2019, 12, 31), date(2019, 12, 31), 200, 365),
        (date(2020, 1, 1), date(2020, 1, 1), 200, 366),
    ]
    assert cut(date(2017, 12, 31), date(2018, 1, 1)) == [
        (date(2017, 12, 31), date(2018, 1, 1), 200, 365)
    ]


def test_a_span_is_cut_on_the_days_asked_for_that_lie_inside() -> None:
    asked = (date(2025, 5, 1), date(2025, 5, 3), date(2025, 5, 4), date(2025, 5, 5))
    assert cut(date(2025, 5, 1), date(2025, 5, 4), *asked) == [
        (date(2025, 5, 1), date(2025, 5, 2), 600, 365),
        (date(2025, 5, 3), date(2025, 5, 3), 600, 365),
        (date(2025, 5, 4), date(2025, 5, 4), 600, 365),
    ]


def test_a_span_of_one_day_and_one_that_ends_before_it_starts() -> None:
    day = date(2024, 1, 1)
    assert cut(day, day) == [(day, day, 700, 366)]
    assert cut(day, date(2023, 12, 31)) == []


def test_the_first_known_rate_holds_from_its_first_day_and_no_earlier() -> None:
    first = date(2012, 7, 1)
    assert cut(first, first) == [(first, first, 300, 366)]
    with pytest.raises(OutsideValidity, match="2012-07-01"):
        cut(date(2012, 6, 30), first)


def test_a_day_weighs_its_rate_over_the_days_of_its_year() -> None:
    (leap,) = rentevoet.periods(date(2024, 3, 1), date(2024, 3, 1), ())
    (plain,) = rentevoet.periods(date(2025, 3, 1), date(2025, 3, 1), ())
    assert leap[2].weight * 366 * 10_000 == 700 * rentevoet.UNIT
    assert plain[2].weight * 365 * 10_000 == 600 * rentevoet.UNIT


def test_the_first_day_without_a_known_rate_follows_the_last_with_one() -> None:
    assert rentevoet.known_until() == date(2026, 6, 30)
    assert rentevoet.unknown_from_on() == date(2026, 7, 1)


def test_what_was_drawn_up_at_the_start_is_what_the_rates_say() -> None:
    assert tuple(rentevoet._evens()) == rentevoet._EVEN
    assert [even.from_on for even in rentevoet._EVEN[:4]] == [
        date(2012, 7, 1),
        date(2013, 1, 1),
        date(2015, 1, 1),
        date(2016, 1, 1),
    ]
