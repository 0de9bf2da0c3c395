"""The last day of limitation: plain, deferred, lengthened, extended by what is pending."""

from datetime import date

from enforcement.law.spans import Span
from enforcement.law.verjaring import (
    Deferral,
    Limitation,
    lengthened,
    limitation,
    safe_day,
    under_old_law,
)

FELL = date(2024, 9, 10)
PLAIN = date(2025, 9, 10)


def deferred(
    granted_on: date, from_on: date, until: date | None, *, whole: bool = True
) -> Deferral:
    return Deferral(granted_on, Span(from_on, until), whole=whole)


def test_a_year_after_the_day_and_no_deferral_no_more() -> None:
    assert limitation(FELL, []) == Limitation(FELL, PLAIN, 0)
    assert limitation(FELL, [], renewed=True) == Limitation(FELL, PLAIN, 0)


def test_deferral_adds_its_days() -> None:
    half_a_year = deferred(date(2024, 12, 1), date(2024, 12, 1), date(2025, 5, 31))
    assert limitation(FELL, [half_a_year]) == Limitation(FELL, date(2026, 3, 11), 182)


def test_deferral_on_the_last_day_counts_and_one_of_a_day_later_does_not() -> None:
    late = deferred(PLAIN, PLAIN, date(2025, 9, 19))
    assert limitation(FELL, [late]).plain_until == date(2025, 9, 20)
    granted_too_late = deferred(date(2025, 9, 11), date(2025, 9, 1), date(2025, 9, 19))
    assert limitation(FELL, [granted_too_late]) == Limitation(FELL, PLAIN, 0)
    starts_too_late = deferred(date(2025, 9, 1), date(2025, 9, 11), date(2025, 9, 19))
    assert limitation(FELL, [starts_too_late]) == Limitation(FELL, PLAIN, 0)


def test_a_deferral_that_came_too_late_does_not_hide_one_that_did_not() -> None:
    too_late = deferred(date(2025, 8, 1), date(2026, 1, 1), date(2026, 1, 10))
    in_time = deferred(date(2025, 9, 1), date(2025, 9, 1), date(2025, 9, 5))
    assert limitation(FELL, [too_late, in_time]).extended_days == 5


def test_an_earlier_deferral_keeps_the_term_open_for_a_later_one() -> None:
    first = deferred(date(2025, 9, 1), date(2025, 9, 1), date(2025, 9, 10))
    second = deferred(date(2025, 9, 15), date(2025, 9, 15), date(2025, 9, 16))
    found = limitation(FELL, [second, first])
    assert (found.plain_until, found.extended_days) == (date(2025, 9, 22), 12)


def test_days_of_two_deferrals_count_once() -> None:
    one = deferred(date(2025, 1, 1), date(2025, 1, 1), date(2025, 1, 10))
    other = deferred(date(2025, 1, 5), date(2025, 1, 6), date(2025, 1, 12))
    assert limitation(FELL, [one, other]).extended_days == 12


def test_a_deferral_without_an_end_leaves_no_day_to_name() -> None:
    endless = deferred(date(2025, 1, 1), date(2025, 1, 1), None)
    assert limitation(FELL, [endless]) == Limitation(FELL, None, 0)


def test_in_a_renewed_term_and_for_insolvency_only_days_in_the_term_count() -> None:
    back = deferred(date(2024, 10, 1), date(2024, 9, 1), date(2024, 9, 20))
    assert limitation(FELL, [back]).extended_days == 20
    assert limitation(FELL, [back], renewed=True).extended_days == 10
    insolvent = deferred(date(2024, 10, 1), date(2024, 9, 1), date(2024, 9, 20), whole=False)
    assert limitation(FELL, [insolvent]).extended_days == 10


def test_a_deferral_that_ended_before_the_renewed_term_adds_nothing() -> None:
    over = deferred(date(2024, 10, 1), date(2024, 9, 1), FELL)
    assert limitation(FELL, [over], renewed=True) == Limitation(FELL, PLAIN, 0)
    last = deferred(date(2024, 10, 1), date(2024, 9, 1), date(2024, 9, 11))
    assert limitation(FELL, [last], renewed=True).extended_days == 1


def test_a_suspension_of_collection_adds_its_whole_length() -> None:
    found = lengthened(
        Limitation(FELL, date(2025, 5, 2), 3), Span(date(2025, 5, 1), date(2025, 5, 10))
    )
    assert found == Limitation(FELL, date(2025, 5, 12), 13)
    endless = lengthened(Limitation(FELL, date(2025, 5, 2), 3), Span(date(2025, 5, 1), None))
    assert endless == Limitation(FELL, None, 3)


def test_before_its_last_day_the_plain_day_stands_whatever_is_pending() -> None:
    pending = (Span(FELL, None),)
    term = limitation(FELL, [])
    assert term.last_day(date(2025, 9, 9), pending) == PLAIN
    assert term.last_day(PLAIN, pending) is None
    assert term.last_day(PLAIN, ()) == PLAIN
    assert term.is_alive(date(2030, 1, 1), pending)


def test_what_ended_before_the_last_day_extends_nothing() -> None:
    ended = (Span(FELL, date(2025, 9, 9)),)
    term = limitation(FELL, [])
    assert term.last_day(date(2026, 1, 1), ended) == PLAIN
    assert term.is_alive(PLAIN, ended)
    assert not term.is_alive(date(2025, 9, 11), ended)


def test_an_end_by_an_act_is_the_last_day_from_that_day_on_a_term_from_the_next() -> None:
    term = limitation(FELL, [])
    act = (Span(FELL, date(2025, 11, 3)),)
    assert term.last_day(date(2025, 11, 2), act) is None
    assert term.last_day(date(2025, 11, 3), act) == date(2025, 11, 3)
    open_term = (Span(FELL, date(2025, 11, 3), may_go_on=True),)
    assert term.last_day(date(2025, 11, 3), open_term) is None
    assert term.last_day(date(2025, 11, 4), open_term) == date(2025, 11, 3)
    assert term.is_alive(date(2025, 11, 3), open_term)
    assert not term.is_alive(date(2025, 11, 4), open_term)


def test_the_safe_day_is_one_day_earlier() -> None:
    assert safe_day(PLAIN) == date(2025, 9, 9)
    assert safe_day(None) is None


def test_the_old_law_ends_with_march_2021() -> None:
    assert under_old_law(date(2021, 3, 31))
    assert not under_old_law(date(2021, 4, 1))
