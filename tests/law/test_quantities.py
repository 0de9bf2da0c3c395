"""Dated quantities: the day before, the day itself, and the end of what is known."""

from datetime import date

import pytest

from enforcement.law import quantities
from enforcement.law.quantities import OutsideValidity, value

RATES = [
    (date(2012, 7, 1), 300),
    (date(2014, 12, 31), 300),
    (date(2015, 1, 1), 200),
    (date(2022, 12, 31), 200),
    (date(2023, 1, 1), 400),
    (date(2023, 6, 30), 400),
    (date(2023, 7, 1), 600),
    (date(2023, 12, 31), 600),
    (date(2024, 1, 1), 700),
    (date(2024, 12, 31), 700),
    (date(2025, 1, 1), 600),
    (date(2025, 12, 31), 600),
    (date(2026, 1, 1), 400),
    (date(2026, 6, 30), 400),
]


@pytest.mark.parametrize(("on", "basis_points"), RATES)
def test_the_rente_of_a_day_is_the_one_in_force(on: date, basis_points: int) -> None:
    assert value("wettelijke_rente", on) == basis_points


def test_after_the_last_known_day_the_error_names_it() -> None:
    with pytest.raises(OutsideValidity, match="2026-06-30"):
        value("wettelijke_rente", date(2026, 7, 1))


def test_before_the_first_known_day_the_error_names_it() -> None:
    with pytest.raises(OutsideValidity, match="2012-07-01"):
        value("wettelijke_rente", date(2012, 6, 30))


def test_a_quantity_without_an_end_stands() -> None:
    assert quantities.quantity("aanmaning_grens_cents").known_until is None
    assert value("aanmaning_grens_cents", date(2040, 1, 1)) == 50000
    assert quantities.quantity("wettelijke_rente").known_until == date(2026, 6, 30)


@pytest.mark.parametrize("name", sorted(quantities.QUANTITIES))
def test_every_quantity_says_what_it_is_and_where_it_was_read(name: str) -> None:
    quantity = quantities.quantity(name)
    assert quantity.unit in {"cents", "basis_points"}
    assert len(quantity.description) > 20
    assert isinstance(quantity.last_checked_on, date)
    assert quantity.values
    for dated in quantity.values:
        assert dated.reference
        assert dated.certainty in {"V", "V2", "K", "C"}
        assert isinstance(dated.value, int)
    assert all(dated.until is None for dated in quantity.values[:-1])


@pytest.mark.parametrize(
    ("year", "beroep_cents", "hoger_beroep_cents"),
    [(2023, 36500, 54800), (2024, 37100, 55900), (2025, 38500, 57900), (2026, 39700, 59600)],
)
def test_court_fees_change_on_1_january(
    year: int, beroep_cents: int, hoger_beroep_cents: int
) -> None:
    for day in (date(year, 1, 1), date(year, 12, 31)):
        assert value("griffierecht_beroep", day) == beroep_cents
        assert value("griffierecht_hoger_beroep", day) == hoger_beroep_cents


def test_no_fee_of_a_coming_year_is_invented() -> None:
    for name in ("griffierecht_beroep", "aanmaning_vergoeding_klein", "aanmaning_vergoeding_groot"):
        with pytest.raises(OutsideValidity, match="2026-12-31"):
            value(name, date(2027, 1, 1))


def test_what_was_read_at_the_start_is_what_the_files_say() -> None:
    assert quantities._read_all() == quantities.QUANTITIES
