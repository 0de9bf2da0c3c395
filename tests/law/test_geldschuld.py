"""Payment term, verzuim, aanmaning and dwangbevel: the day before and the day after."""

from datetime import date

import pytest

from enforcement.law import geldschuld
from enforcement.law.quantities import OutsideValidity


@pytest.mark.parametrize(
    ("verbeurd_on", "until"),
    [
        (date(2025, 4, 1), date(2025, 5, 13)),
        (date(2025, 3, 24), date(2025, 5, 6)),  # 5 May is a feestdag
        (date(2025, 3, 23), date(2025, 5, 6)),  # Sunday 4 May, then 5 May
        (date(2025, 3, 21), date(2025, 5, 2)),  # Friday
        (date(2025, 3, 22), date(2025, 5, 6)),  # Saturday 3 May
    ],
)
def test_a_dwangsom_is_paid_within_six_weeks_of_verbeurte(verbeurd_on: date, until: date) -> None:
    assert geldschuld.betaling_term(verbeurd_on).until == until


def test_verzuim_starts_the_day_after_the_last_day_of_payment() -> None:
    assert geldschuld.verzuim_from_on(date(2025, 5, 13)) == date(2025, 5, 14)


def test_an_aanmaning_gives_two_weeks_from_the_day_after_sending() -> None:
    term = geldschuld.aanmaning_term(date(2025, 5, 20))
    assert (term.from_on, term.until) == (date(2025, 5, 21), date(2025, 6, 3))
    # Ends on tweede pinksterdag.
    assert geldschuld.aanmaning_term(date(2025, 5, 26)).until == date(2025, 6, 10)


def test_a_dwangbevel_comes_at_the_earliest_the_day_after_the_aanmaning_ended() -> None:
    assert geldschuld.earliest_dwangbevel_on(date(2025, 6, 3)) == date(2025, 6, 4)


@pytest.mark.parametrize(
    ("debt_cents", "arose_on", "fee_cents"),
    [
        (49999, date(2025, 1, 1), 900),
        (50000, date(2025, 1, 1), 2000),
        (49999, date(2024, 12, 31), 800),
        (50000, date(2024, 12, 31), 1900),
        (50000, date(2024, 1, 1), 1900),
        (50000, date(2023, 12, 31), 1800),
        (50000, date(2023, 1, 1), 1800),
        (49999, date(2023, 1, 1), 800),
        (49999, date(2022, 12, 31), 700),
        (50000, date(2026, 12, 31), 2000),
    ],
)
def test_the_fee_follows_the_size_of_the_debt_and_the_year_it_arose(
    debt_cents: int, arose_on: date, fee_cents: int
) -> None:
    assert geldschuld.aanmaning_vergoeding(debt_cents, arose_on).value == fee_cents


def test_the_higher_fee_before_2023_is_not_guessed() -> None:
    with pytest.raises(OutsideValidity, match="2023-01-01"):
        geldschuld.aanmaning_vergoeding(50000, date(2022, 12, 31))
