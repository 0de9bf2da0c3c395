"""The days on which a term may not end, recomputed and cross-checked."""

from datetime import date

import holidays
import pytest

from enforcement.law import calendar

# Day and month, * = put on a par by royal decree.
CALENDAR = {
    2024: "1/1 29/3 1/4 27/4 5/5 9/5 10/5* 20/5 25/12 26/12 27/12*",
    2025: "1/1 18/4 21/4 26/4 5/5 29/5 30/5* 9/6 25/12 26/12",
    2026: "1/1 2/1* 3/4 6/4 27/4 5/5 14/5 15/5* 25/5 25/12 26/12",
    2027: "1/1 26/3 29/3 27/4 5/5 6/5 7/5* 17/5 25/12 26/12",
    2028: "1/1 14/4 17/4 27/4 28/4* 5/5 25/5 26/5* 5/6 25/12 26/12",
}


def _listed(year: int) -> dict[date, bool]:
    found = {}
    for text in CALENDAR[year].split():
        day, month = text.rstrip("*").split("/")
        found[date(year, int(month), int(day))] = text.endswith("*")
    return found


@pytest.mark.parametrize("year", CALENDAR)
def test_the_calendar_of_a_year_has_these_days_and_no_other(year: int) -> None:
    assert list(calendar.feestdagen(year)) == list(_listed(year))


@pytest.mark.parametrize("year", CALENDAR)
def test_a_day_put_on_a_par_by_decree_says_so(year: int) -> None:
    for day, equated in _listed(year).items():
        name = calendar.feestdagen(year)[day]
        assert ("gelijkgesteld" in name) is equated


@pytest.mark.parametrize("year", range(1990, 2100))
def test_easter_agrees_with_another_source(year: int) -> None:
    others = holidays.country_holidays("NL", years=year, language="nl")
    assert "Eerste paasdag" in others[calendar.easter(year)]


@pytest.mark.parametrize("year", range(2014, 2100))
def test_the_feestdagen_by_rule_agree_with_another_source(year: int) -> None:
    others = holidays.country_holidays(
        "NL", years=year, language="nl", categories=("public", "optional")
    )
    own = set(calendar.feestdagen(year)) - calendar.GELIJKGESTELDE_DAGEN
    assert own <= set(others) | {date(year, 5, 5)}


def test_koningsdag_on_a_sunday_is_the_day_before() -> None:
    assert calendar.koningsdag(2025) == date(2025, 4, 26)
    assert calendar.koningsdag(2026) == date(2026, 4, 27)
    assert calendar.rest_day_reason(date(2026, 4, 27)) == "Koningsdag"
    assert calendar.rest_day_reason(date(2026, 4, 28)) is None


def test_before_2014_the_day_was_koninginnedag_on_30_april() -> None:
    assert calendar.feestdagen(2013)[date(2013, 4, 30)] == "Koninginnedag"
    assert calendar.koningsdag(2006) == date(2006, 4, 29)
    assert date(2013, 4, 27) not in calendar.feestdagen(2013)


@pytest.mark.parametrize("year", [2024, 2025, 2026, 2027, 2028, 2029])
def test_5_may_counts_every_year(year: int) -> None:
    assert date(year, 5, 5) in calendar.feestdagen(year)


def test_ascension_day_on_5_may_is_one_day_with_one_name() -> None:
    assert calendar.feestdagen(2016)[date(2016, 5, 5)] == "Hemelvaartsdag"


def test_a_rest_day_gives_its_reason_in_dutch() -> None:
    assert calendar.rest_day_reason(date(2025, 5, 29)) == "Hemelvaartsdag"
    assert calendar.rest_day_reason(date(2025, 4, 18)) == "Goede Vrijdag (Atw 3 lid 2)"
    reason = "gelijkgesteld met een feestdag (Atw 3 lid 3)"
    assert calendar.rest_day_reason(date(2025, 5, 30)) == reason
    assert calendar.rest_day_reason(date(2025, 5, 31)) == "zaterdag"
    assert calendar.rest_day_reason(date(2025, 6, 1)) == "zondag"
    assert calendar.rest_day_reason(date(2025, 6, 2)) is None


def test_the_days_before_and_after_good_friday_are_working_days_or_weekend() -> None:
    assert calendar.rest_day_reason(date(2025, 4, 17)) is None
    assert calendar.rest_day_reason(date(2025, 4, 22)) is None


def test_outside_the_decrees_the_feestdagen_by_rule_still_hold() -> None:
    assert date(2035, 12, 25) in calendar.feestdagen(2035)
    assert calendar.rest_day_reason(date(2029, 5, 10)) == "Hemelvaartsdag"
    assert calendar.rest_day_reason(date(2029, 5, 11)) is None


def test_it_is_known_for_which_years_the_decrees_were_read() -> None:
    assert calendar.known_until == date(2028, 12, 31)
    assert calendar.equated_days_known(date(2028, 12, 31))
    assert not calendar.equated_days_known(date(2029, 1, 1))
    assert calendar.equated_days_known(date(2023, 1, 1))
    assert not calendar.equated_days_known(date(2022, 12, 31))


def test_every_equated_day_is_an_ordinary_weekday_otherwise() -> None:
    for day in calendar.GELIJKGESTELDE_DAGEN:
        assert day.weekday() < 5
        assert calendar.equated_days_known(day)
