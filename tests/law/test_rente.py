"""Wettelijke rente: days, rates, leap years, compounding, payments, rounding."""

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enforcement.law import rente
from enforcement.law.quantities import OutsideValidity, value
from enforcement.law.rente import rente_after_payments, rente_cents, rente_over
from enforcement.law.spans import Span

KNOWN_UNTIL = date(2026, 6, 30)
STARTS = st.dates(date(2013, 1, 1), date(2026, 6, 1))
ENDS = st.dates(date(2013, 1, 1), KNOWN_UNTIL)


def test_a_full_leap_year_bears_the_full_rate() -> None:
    assert rente_cents(1_000_000, date(2024, 1, 1), date(2024, 12, 31)).cents == 70_000


def test_the_first_day_of_verzuim_and_the_day_of_payment_both_bear_rente() -> None:
    # 1,825 euro at 6% is 30 cents a day.
    assert rente_cents(182_500, date(2025, 5, 14), date(2025, 5, 14)).cents == 30
    assert rente_cents(182_500, date(2025, 5, 14), date(2025, 5, 23)).cents == 300


def test_no_day_bears_no_rente() -> None:
    assert rente_cents(182_500, date(2025, 5, 14), date(2025, 5, 13)) == rente.Rente(0, ())


def test_a_change_of_rate_splits_the_period() -> None:
    found = rente_cents(36_500_000, date(2025, 12, 30), date(2026, 1, 2))
    assert [(step.from_on, step.until, step.days, step.basis_points) for step in found.steps] == [
        (date(2025, 12, 30), date(2025, 12, 31), 2, 600),
        (date(2026, 1, 1), date(2026, 1, 2), 2, 400),
    ]
    assert [step.amount for step in found.steps] == [12_000, 8_000]
    assert found.cents == 20_000


def test_a_day_in_a_leap_year_is_one_of_366() -> None:
    found = rente_cents(36_600_000, date(2023, 12, 31), date(2024, 1, 1))
    assert [step.year_days for step in found.steps] == [365, 366]
    assert found.steps[1].amount == 7_000
    assert found.steps[0].amount == Fraction(36_600_000 * 600, 10_000 * 365)


def test_a_year_change_without_a_change_of_rate_or_length_does_not_split() -> None:
    assert len(rente_cents(100, date(2017, 12, 1), date(2018, 1, 31)).steps) == 1
    assert len(rente_cents(100, date(2019, 12, 1), date(2020, 1, 31)).steps) == 2


def test_after_a_full_year_its_rente_bears_rente() -> None:
    # 10,000 euro at 7% from 14 March 2024; the second year runs over the sum with the first.
    found = rente_cents(1_000_000, date(2024, 3, 14), date(2025, 3, 14))
    first_year = sum(step.amount for step in found.steps[:-1])
    last = found.steps[-1]
    assert (last.from_on, last.until) == (date(2025, 3, 14), date(2025, 3, 14))
    assert last.base == 1_000_000 + first_year
    assert found.steps[-2].base == 1_000_000


def test_on_the_last_day_of_the_first_year_nothing_is_compounded() -> None:
    found = rente_cents(1_000_000, date(2024, 3, 14), date(2025, 3, 13))
    assert {step.base for step in found.steps} == {Fraction(1_000_000)}


def test_verzuim_from_29_february_has_its_second_year_from_1_march() -> None:
    found = rente_cents(1_000_000, date(2024, 2, 29), date(2025, 3, 1))
    assert found.steps[-1].from_on == date(2025, 3, 1)
    assert found.steps[-1].base > 1_000_000


def test_three_years_at_one_rate_compound_twice() -> None:
    # 2% from 2017 to 2019, no leap year: 1.02 to the third.
    found = rente_cents(1_000_000_00, date(2017, 1, 1), date(2019, 12, 31))
    assert found.cents == 6_120_800


def test_beyond_the_last_known_rate_rente_stops_and_says_so() -> None:
    to_the_end = rente_cents(1_000_000, date(2026, 1, 1), KNOWN_UNTIL)
    beyond = rente_cents(1_000_000, date(2026, 1, 1), date(2026, 7, 1))
    assert to_the_end.known_until is None
    assert beyond.known_until == KNOWN_UNTIL
    assert beyond.cents == to_the_end.cents


def test_verzuim_after_the_last_known_rate_bears_nothing_yet() -> None:
    found = rente_cents(1_000_000, date(2026, 7, 1), date(2026, 9, 1))
    assert found == rente.Rente(0, (), KNOWN_UNTIL)


def test_before_the_first_known_rate_nothing_is_guessed() -> None:
    with pytest.raises(OutsideValidity):
        rente_cents(1_000_000, date(2012, 6, 30), date(2013, 1, 1))


def test_the_day_of_a_payment_still_bears_rente_over_the_old_sum() -> None:
    balances = [(date(2025, 5, 1), 365_000), (date(2025, 5, 11), 182_500)]
    found = rente_over(balances, date(2025, 5, 12))
    # Ten days at 60 cents, two at 30.
    assert found.cents == 660
    assert [step.days for step in found.steps] == [10, 2]


def test_a_hoofdsom_that_falls_to_nothing_stops_bearing_rente() -> None:
    balances = [(date(2025, 5, 1), 365_000), (date(2025, 5, 11), 0)]
    assert rente_over(balances, date(2025, 5, 10)).cents == 600
    assert rente_over(balances, date(2025, 6, 30)).cents == 600


def test_a_payment_goes_to_rente_before_hoofdsom() -> None:
    # 20 days at 60 cents: 12 euro rente; a payment of 112 euro takes 100 off the hoofdsom.
    found = rente_after_payments(
        365_000, date(2025, 5, 1), ((date(2025, 5, 20), 11_200),), date(2025, 5, 20)
    )
    assert found.rente.cents == 1_200
    assert found.rente_open_cents == 0
    assert found.principal_open_cents == 355_000


def test_a_payment_smaller_than_the_rente_leaves_the_hoofdsom() -> None:
    found = rente_after_payments(
        365_000, date(2025, 5, 1), ((date(2025, 5, 20), 700),), date(2025, 5, 21)
    )
    assert found.rente.cents == 1_260
    assert found.rente_open_cents == 560
    assert found.principal_open_cents == 365_000


def test_rente_of_a_full_year_that_was_paid_does_not_join_the_sum() -> None:
    year_end = date(2024, 12, 31)
    found = rente_after_payments(
        1_000_000, date(2024, 1, 1), ((year_end, 70_000),), date(2025, 1, 1)
    )
    assert found.rente.steps[-1].base == 1_000_000
    unpaid = rente_after_payments(1_000_000, date(2024, 1, 1), (), date(2025, 1, 1))
    assert unpaid.rente.steps[-1].base == 1_070_000


def test_a_payment_after_the_day_asked_for_does_not_count() -> None:
    payments = ((date(2025, 5, 21), 11_200),)
    found = rente_after_payments(365_000, date(2025, 5, 1), payments, date(2025, 5, 20))
    assert found.principal_open_cents == 365_000
    assert found.rente_open_cents == 1_200


def test_a_payment_beyond_the_debt_leaves_nothing_open() -> None:
    payments = ((date(2025, 5, 20), 999_999_999),)
    found = rente_after_payments(365_000, date(2025, 5, 1), payments, date(2025, 12, 31))
    assert (found.principal_open_cents, found.rente_open_cents) == (0, 0)
    assert found.rente.cents == 1_200


def test_a_payment_after_the_last_known_rate_still_lowers_the_debt() -> None:
    payments = ((date(2026, 8, 1), 100_000),)
    found = rente_after_payments(100_000, date(2026, 7, 1), payments, date(2026, 9, 1))
    assert found.principal_open_cents == 0
    assert found.rente.known_until == KNOWN_UNTIL


@pytest.mark.parametrize(
    ("cents", "by_authority", "owed"),
    [(1999, False, 0), (2000, False, 2000), (999, True, 0), (1000, True, 1000), (1500, True, 1500)],
)
def test_a_small_rente_is_not_owed(cents: int, owed: int, *, by_authority: bool) -> None:
    assert rente.owed(cents, date(2026, 5, 1), by_authority=by_authority) == owed


@pytest.mark.parametrize(
    ("amount", "cents"),
    [(Fraction(1, 2), 1), (Fraction(49, 100), 0), (Fraction(3, 2), 2), (Fraction(7), 7)],
)
def test_half_a_cent_goes_up(amount: Fraction, cents: int) -> None:
    assert rente.round_half_up(amount) == cents


@given(st.integers(0, 10**9), STARTS, ENDS)
def test_the_steps_add_up_and_cover_each_day_once(
    principal_cents: int, from_on: date, until: date
) -> None:
    found = rente_cents(principal_cents, from_on, until)
    assert rente.round_half_up(sum((s.amount for s in found.steps), Fraction(0))) == found.cents
    assert sum(step.days for step in found.steps) == max(0, (until - from_on).days + 1)
    for step in found.steps:
        assert value("wettelijke_rente", step.from_on) == step.basis_points
        assert value("wettelijke_rente", step.until) == step.basis_points


def _day_by_day(principal_cents: int, from_on: date, until: date) -> Fraction:
    """Reckon the slow way: one day at a time, closing a year on each anniversary."""
    base, year, total = Fraction(principal_cents), Fraction(0), Fraction(0)
    day = from_on
    while day <= until:
        if day != from_on and (day.month, day.day) == (from_on.month, from_on.day):
            base, year = base + year, Fraction(0)
        days = 366 if day.year % 4 == 0 else 365
        amount = base * Fraction(value("wettelijke_rente", day), 10_000 * days)
        year, total = year + amount, total + amount
        day += timedelta(days=1)
    return total


@pytest.mark.parametrize("from_on", [date(2023, 3, 1), date(2022, 12, 31), date(2024, 7, 15)])
def test_rente_equals_that_of_counting_day_by_day(from_on: date) -> None:
    slow = rente.round_half_up(_day_by_day(5_000_000, from_on, date(2026, 2, 3)))
    assert rente_cents(5_000_000, from_on, date(2026, 2, 3)).cents == slow


@given(st.integers(0, 10**8), STARTS, st.integers(0, 10**8), st.integers(0, 900))
def test_what_is_open_is_what_was_owed_less_what_was_paid(
    principal_cents: int, from_on: date, paid_cents: int, days: int
) -> None:
    paid_on = min(from_on + timedelta(days=days), KNOWN_UNTIL)
    found = rente_after_payments(principal_cents, from_on, ((paid_on, paid_cents),), KNOWN_UNTIL)
    open_cents = found.principal_open_cents + found.rente_open_cents
    owed_cents = principal_cents + found.rente.cents
    assert open_cents >= 0
    assert open_cents >= owed_cents - paid_cents
    if open_cents > 0:
        assert open_cents == owed_cents - paid_cents


def test_no_rente_runs_on_paused_days_and_it_goes_on_after_them() -> None:
    # 1,825 euro at 6% is 30 cents a day; 14 through 23 May is ten days, three of them paused.
    paused = (Span(date(2025, 5, 16), date(2025, 5, 18)),)
    found = rente_after_payments(182_500, date(2025, 5, 14), (), date(2025, 5, 23), paused=paused)
    assert found.rente.cents == 210
    assert [step.days for step in found.rente.steps] == [2, 5]


def test_a_pause_around_the_whole_verzuim_leaves_no_rente() -> None:
    paused = (Span(date(2025, 5, 1), None),)
    found = rente_after_payments(182_500, date(2025, 5, 14), (), date(2026, 8, 1), paused=paused)
    assert (found.rente.cents, found.principal_open_cents) == (0, 182_500)


def test_a_year_of_verzuim_goes_on_through_a_pause() -> None:
    # The first year, 7% over 10,000 euro less its last day, joins the sum on 1 January 2025.
    paused = (Span(date(2024, 12, 31), date(2025, 1, 1)),)
    found = rente_after_payments(1_000_000, date(2024, 1, 1), (), date(2025, 1, 2), paused=paused)
    assert found.rente.steps[-1].from_on == date(2025, 1, 2)
    assert found.rente.steps[-1].base == 1_000_000 + Fraction(70_000 * 365, 366)


def test_what_is_paid_to_the_cent_bears_nothing_more() -> None:
    # 1,000 euro x 6% x 3/365 = 49.315 cents: 49 are paid, the rest of a cent is not owed.
    paid = ((date(2025, 5, 16), 100_049),)
    on_the_day = rente_after_payments(100_000, date(2025, 5, 14), paid, date(2025, 5, 16))
    years_later = rente_after_payments(100_000, date(2025, 5, 14), paid, date(2026, 6, 30))
    assert (on_the_day.rente.cents, on_the_day.scaled) == (49, 0)
    assert (years_later.rente.cents, years_later.scaled) == (49, 0)
    assert years_later.rente.steps[-1].base == 0


def test_a_cent_less_than_all_bears_rente_on() -> None:
    paid = ((date(2025, 5, 16), 100_048),)
    found = rente_after_payments(100_000, date(2025, 5, 14), paid, date(2025, 5, 16))
    assert (found.principal_open_cents, found.rente_open_cents) == (1, 0)


def test_a_remission_gives_up_hoofdsom_and_leaves_the_rente() -> None:
    # 49 days x 5,000 euro x 6%/365 = 40.27 euro, through 1 July; nothing runs after it.
    given_up = ((date(2025, 7, 1), 500_000),)
    found = rente_after_payments(
        500_000, date(2025, 5, 14), (), date(2025, 8, 2), remissions=given_up
    )
    assert (found.rente.cents, found.principal_open_cents, found.rente_open_cents) == (
        4027,
        0,
        4027,
    )


def test_more_than_the_hoofdsom_cannot_be_remitted() -> None:
    given_up = ((date(2025, 7, 1), 900_000),)
    found = rente_after_payments(
        500_000, date(2025, 5, 14), (), date(2025, 7, 2), remissions=given_up
    )
    assert (found.principal_open_cents, found.rente_open_cents) == (0, 4027)
