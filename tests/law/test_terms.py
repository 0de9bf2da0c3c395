"""Counting: both sides of each boundary, and properties over many days."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enforcement.law import terms
from enforcement.law.terms import Shift, Term, days_term, set_term, weeks_term

DAYS = st.dates(date(2014, 1, 1), date(2060, 12, 31))


def test_a_term_starts_the_day_after_and_ends_on_the_same_weekday() -> None:
    # Sent Monday 2 June 2025, six weeks: Monday 14 July.
    assert weeks_term(date(2025, 6, 2), 6) == Term(
        from_on=date(2025, 6, 3),
        plain_until=date(2025, 7, 14),
        until=date(2025, 7, 14),
        shifts=(),
    )


def test_an_end_on_saturday_moves_to_monday_with_a_reason_for_each_day() -> None:
    term = weeks_term(date(2025, 3, 1), 6)
    assert term.plain_until == date(2025, 4, 12)
    assert term.until == date(2025, 4, 14)
    assert term.shifts == (
        Shift(date(2025, 4, 12), date(2025, 4, 13), "zaterdag"),
        Shift(date(2025, 4, 13), date(2025, 4, 14), "zondag"),
    )


@pytest.mark.parametrize(
    ("after", "until"),
    [
        (date(2025, 2, 28), date(2025, 4, 11)),  # Friday stays
        (date(2025, 3, 1), date(2025, 4, 14)),  # Saturday
        (date(2025, 3, 2), date(2025, 4, 14)),  # Sunday
        (date(2025, 3, 3), date(2025, 4, 14)),  # Monday stays
        (date(2025, 3, 6), date(2025, 4, 17)),  # day before Good Friday
        (date(2025, 3, 7), date(2025, 4, 22)),  # Good Friday to the Tuesday after Easter
        (date(2025, 4, 16), date(2025, 5, 28)),  # day before Ascension
        (date(2025, 4, 17), date(2025, 6, 2)),  # Ascension, equated Friday, weekend
        (date(2025, 3, 24), date(2025, 5, 6)),  # 5 May
        (date(2026, 3, 16), date(2026, 4, 28)),  # Koningsdag on a Monday
        (date(2025, 11, 13), date(2025, 12, 29)),  # Christmas, then a weekend
        (date(2025, 11, 20), date(2026, 1, 5)),  # New Year, equated Friday, weekend
    ],
)
def test_six_weeks_end_on_the_first_day_that_is_no_rest_day(after: date, until: date) -> None:
    assert weeks_term(after, 6).until == until


def test_a_rest_day_inside_the_term_does_not_lengthen_it() -> None:
    assert weeks_term(date(2025, 12, 8), 4).until == date(2026, 1, 5)
    assert weeks_term(date(2025, 12, 9), 4).until == date(2026, 1, 6)


def test_twelve_weeks_move_and_thirteen_do_not() -> None:
    # Both end on Saturday.
    assert weeks_term(date(2025, 1, 18), 12).until == date(2025, 4, 14)
    assert weeks_term(date(2025, 1, 11), 13).until == date(2025, 4, 12)


def test_ninety_days_move_and_ninety_one_do_not() -> None:
    saturday = date(2025, 4, 12)
    assert days_term(saturday - timedelta(days=90), 90).until == date(2025, 4, 14)
    assert days_term(saturday - timedelta(days=91), 91).until == saturday


def test_a_term_outside_the_act_never_moves() -> None:
    assert weeks_term(date(2025, 3, 1), 6, atw=False).until == date(2025, 4, 12)
    assert days_term(date(2025, 4, 10), 2, atw=False).until == date(2025, 4, 12)
    saturday = set_term(date(2025, 3, 15), date(2025, 4, 5))
    assert saturday == Term(date(2025, 3, 15), date(2025, 4, 5), date(2025, 4, 5), ())


def test_a_term_of_three_days_is_lengthened_until_it_holds_two_working_days() -> None:
    # 25, 26 and 27 December 2026 are no working days: Monday is the first, Tuesday the second.
    term = days_term(date(2026, 12, 24), 3)
    assert term.plain_until == date(2026, 12, 27)
    assert term.until == date(2026, 12, 29)
    assert [shift.until.day for shift in term.shifts] == [28, 29]
    assert term.shifts[0].reason == "zondag"
    assert term.shifts[1].reason == "de termijn telde nog geen twee werkdagen (Atw 2)"


def test_a_term_of_two_days_is_not_lengthened_for_working_days() -> None:
    assert days_term(date(2026, 12, 25), 2).until == date(2026, 12, 28)


def test_a_term_of_three_days_with_two_working_days_stays() -> None:
    assert days_term(date(2025, 6, 2), 3).until == date(2025, 6, 5)
    # Friday, Saturday, Sunday and then Monday: two working days under article 1 alone.
    assert days_term(date(2025, 6, 12), 3).until == date(2025, 6, 16)


def test_the_second_working_day_is_found_across_rest_days() -> None:
    # Thursday 17 April 2025 is the only working day of four; then Easter, Tuesday is the second.
    assert days_term(date(2025, 4, 16), 4).until == date(2025, 4, 22)
    # Ends on Monday with one working day; Tuesday is the second.
    assert days_term(date(2025, 4, 17), 4).until == date(2025, 4, 23)


def test_lengthening_passes_over_a_rest_day_that_follows_the_first_working_day() -> None:
    # Weekend, then tweede pinksterdag on 25 May 2015: Tuesday and Wednesday are the two.
    assert days_term(date(2015, 5, 22), 3).until == date(2015, 5, 27)
    # Ascension Day on Thursday 13 May 2021: Friday is the first, Monday the second.
    assert days_term(date(2021, 5, 12), 4).until == date(2021, 5, 17)
    # 30 April 2010 (Friday, Koninginnedag), weekend, Monday 3 May and Tuesday 4 May.
    assert days_term(date(2010, 4, 29), 3).until == date(2010, 5, 4)
    # Good Friday 2011 to Easter Monday, then Tuesday 26 and Wednesday 27 April.
    assert days_term(date(2011, 4, 21), 3).until == date(2011, 4, 27)
    # Monday 4 May 2026 is the first, 5 May is a feestdag, 6 May the second.
    passed = days_term(date(2026, 5, 1), 3)
    assert passed.until == date(2026, 5, 6)
    assert [shift.reason for shift in passed.shifts] == [
        "de termijn telde nog geen twee werkdagen (Atw 2)",
        "Bevrijdingsdag",
    ]


@given(DAYS)
def test_two_weeks_always_hold_two_working_days(after: date) -> None:
    term = days_term(after, 14, atw=False)
    days = [terms.days_after(term.from_on, day) for day in range(14)]
    assert sum(terms.rest_day_reason(day) is None for day in days) >= 2


@given(DAYS, st.integers(1, 12))
def test_a_moved_term_ends_on_the_first_working_day_and_its_shifts_chain(
    after: date, weeks: int
) -> None:
    term = weeks_term(after, weeks)
    assert term.plain_until == after + timedelta(weeks=weeks)
    assert term.until >= term.plain_until
    assert terms.rest_day_reason(term.until) is None
    chain = [term.plain_until, *(shift.until for shift in term.shifts)]
    assert [shift.from_on for shift in term.shifts] == chain[:-1]
    assert chain[-1] == term.until
    assert all(
        terms.rest_day_reason(shift.from_on) == shift.reason
        for shift in term.shifts
        if "Atw 2" not in shift.reason
    )


@given(DAYS, st.integers(1, 90))
def test_a_later_start_never_gives_an_earlier_end(after: date, days: int) -> None:
    assert days_term(after, days).until <= days_term(after + timedelta(days=1), days).until


def test_a_term_needs_a_length() -> None:
    with pytest.raises(AssertionError):
        weeks_term(date(2025, 1, 1), 0)
    with pytest.raises(AssertionError):
        days_term(date(2025, 1, 1), 0)


def test_days_are_counted_with_both_ends() -> None:
    assert terms.day_count(date(2025, 4, 1), date(2025, 4, 3)) == 3
    assert terms.day_count(date(2025, 4, 1), date(2025, 4, 1)) == 1
    assert terms.day_count(date(2025, 4, 1), date(2025, 3, 31)) == 0
    assert terms.day_count(date(2025, 4, 1), date(2025, 3, 1)) == 0


def test_days_move_both_ways() -> None:
    assert terms.days_after(date(2025, 3, 1), -1) == date(2025, 2, 28)
    assert terms.next_day(date(2024, 2, 28)) == date(2024, 2, 29)
    assert terms.day_before(date(2025, 1, 1)) == date(2024, 12, 31)


@pytest.mark.parametrize(
    ("day", "until"),
    [
        (date(2024, 5, 2), date(2025, 5, 2)),
        (date(2024, 2, 29), date(2025, 2, 28)),
        (date(2024, 2, 28), date(2025, 2, 28)),
        (date(2024, 3, 1), date(2025, 3, 1)),
        (date(2027, 2, 28), date(2028, 2, 28)),
        (date(2027, 3, 1), date(2028, 3, 1)),
    ],
)
def test_a_year_ends_on_the_same_date_next_year(day: date, until: date) -> None:
    assert terms.year_after(day) == until


def test_a_year_is_never_moved_for_a_rest_day() -> None:
    assert terms.year_after(date(2024, 4, 12)) == date(2025, 4, 12)
    assert terms.rest_day_reason(date(2025, 4, 12)) == "zaterdag"


def test_years_count_from_the_first_day_each_time() -> None:
    assert terms.years_after(date(2024, 2, 29), 4) == date(2028, 2, 29)
    assert terms.anniversary(date(2024, 2, 29), 1) == date(2025, 3, 1)
    assert terms.anniversary(date(2024, 2, 29), 4) == date(2028, 2, 29)
    assert terms.anniversary(date(2024, 3, 14), 1) == date(2025, 3, 14)


@pytest.mark.parametrize(
    ("anchor", "months", "end"),
    [
        (date(2025, 3, 31), 1, date(2025, 4, 30)),
        (date(2025, 3, 31), 2, date(2025, 5, 31)),
        (date(2025, 1, 31), 1, date(2025, 2, 28)),
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2025, 1, 30), 2, date(2025, 3, 30)),
        (date(2025, 12, 15), 1, date(2026, 1, 15)),
        (date(2025, 11, 30), 3, date(2026, 2, 28)),
        (date(2025, 1, 31), 12, date(2026, 1, 31)),
    ],
)
def test_a_month_ends_on_the_day_number_of_its_anchor(anchor: date, months: int, end: date) -> None:
    assert terms.month_unit_end(anchor, months) == end


@given(DAYS)
def test_months_and_years_know_their_length(day: date) -> None:
    first = day.replace(day=1)
    following = (first + timedelta(days=31)).replace(day=1)
    assert terms.days_in_month(day) == (following - first).days
    days = (date(day.year + 1, 1, 1) - date(day.year, 1, 1)).days
    assert terms.days_in_year(day.year) == days


def test_a_century_is_a_leap_year_only_once_in_four() -> None:
    assert terms.days_in_year(2000) == 366
    assert terms.days_in_year(2100) == 365


def test_days_by_which_a_term_ends_later_are_no_term_of_their_own() -> None:
    # Wednesday 24 December 2025 and three days: Saturday 27 December, under Atw 1 the 29th.
    later = terms.later_term(date(2025, 12, 24), 3)
    assert (later.plain_until, later.until) == (date(2025, 12, 27), date(2025, 12, 29))
    assert [shift.from_on.day for shift in later.shifts] == [27, 28]
    assert terms.days_term(date(2025, 12, 24), 3).until == date(2025, 12, 30)
    assert terms.later_term(date(2025, 12, 24), 6).shifts == ()
