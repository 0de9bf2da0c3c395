"""Terms of bezwaar and beroep, in time or late, and what a late authority owes."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from enforcement.law import conventions, rechtsmiddelen
from enforcement.law.quantities import OutsideValidity
from enforcement.law.rechtsmiddelen import is_tijdig
from enforcement.law.terms import Term

SIX_WEEKS = [
    rechtsmiddelen.bezwaar_term,
    rechtsmiddelen.beroep_term,
    rechtsmiddelen.hoger_beroep_term,
    rechtsmiddelen.incidenteel_hoger_beroep_term,
    rechtsmiddelen.verzet_term,
]


@pytest.mark.parametrize("term_of", SIX_WEEKS)
def test_six_weeks_run_from_the_day_after_sending(term_of: Callable[[date], Term]) -> None:
    term = term_of(date(2025, 3, 1))
    assert term.from_on == date(2025, 3, 2)
    assert term.plain_until == date(2025, 4, 12)
    assert term.until == date(2025, 4, 14)
    assert term_of(date(2025, 2, 28)).until == date(2025, 4, 11)


def test_a_bezwaar_on_the_last_day_is_in_time_and_a_day_later_is_late() -> None:
    term = rechtsmiddelen.bezwaar_term(date(2025, 3, 1))
    assert is_tijdig(term, date(2025, 4, 14), by_post=False, posted_on=None)
    assert not is_tijdig(term, date(2025, 4, 15), by_post=False, posted_on=None)
    assert not is_tijdig(term, date(2025, 4, 15), by_post=False, posted_on=date(2025, 4, 14))


def test_a_bezwaar_before_the_term_is_in_time() -> None:
    term = rechtsmiddelen.bezwaar_term(date(2025, 3, 1))
    assert is_tijdig(term, date(2025, 2, 27), by_post=False, posted_on=None)


@pytest.mark.parametrize(
    ("posted_on", "received_on", "tijdig"),
    [
        (date(2025, 4, 14), date(2025, 4, 22), True),  # the week ends on tweede paasdag
        (date(2025, 4, 14), date(2025, 4, 23), False),
        (date(2025, 4, 15), date(2025, 4, 16), False),  # posted a day late
        (date(2025, 4, 15), date(2025, 4, 14), True),  # received in the term: posting is no matter
        (None, date(2025, 4, 14), True),
        (None, date(2025, 4, 15), False),  # without a postmark the receipt counts
    ],
)
def test_by_post_a_week_is_added_to_what_was_posted_in_time(
    posted_on: date | None, received_on: date, *, tijdig: bool
) -> None:
    term = rechtsmiddelen.bezwaar_term(date(2025, 3, 1))
    assert is_tijdig(term, received_on, by_post=True, posted_on=posted_on) is tijdig


def test_an_ordinary_week_of_post_ends_seven_days_after_the_term() -> None:
    term = rechtsmiddelen.bezwaar_term(date(2025, 6, 2))
    assert term.until == date(2025, 7, 14)
    posted_on = date(2025, 7, 14)
    assert is_tijdig(term, date(2025, 7, 21), by_post=True, posted_on=posted_on)
    assert not is_tijdig(term, date(2025, 7, 22), by_post=True, posted_on=posted_on)


def test_the_other_reading_of_the_week_of_post_can_be_chosen(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    bare = replace(conventions.convention("postweek"), value="zonder_termijnenwet")
    monkeypatch.setitem(conventions.CONVENTIONS, "postweek", bare)
    assert rechtsmiddelen.postweek_term(date(2025, 4, 14)).until == date(2025, 4, 21)


def test_the_term_to_decide_starts_after_the_moved_end_of_the_objection_term() -> None:
    until = rechtsmiddelen.bezwaar_term(date(2025, 3, 1)).until
    six = rechtsmiddelen.beslissing_op_bezwaar_term(until, adviescommissie=False)
    twelve = rechtsmiddelen.beslissing_op_bezwaar_term(until, adviescommissie=True)
    assert (six.from_on, six.until) == (date(2025, 4, 15), date(2025, 5, 26))
    assert twelve.until == date(2025, 7, 7)


def test_twelve_weeks_to_decide_are_moved_by_the_termijnenwet() -> None:
    # 12 weeks after Thursday 6 March 2025 is Ascension Day; Friday is equated, then a weekend.
    term = rechtsmiddelen.beslissing_op_bezwaar_term(date(2025, 3, 6), adviescommissie=True)
    assert term.plain_until == date(2025, 5, 29)
    assert term.until == date(2025, 6, 2)


def test_a_verdaging_is_a_term_of_its_own_after_the_moved_end() -> None:
    first = rechtsmiddelen.beslissing_op_bezwaar_term(date(2025, 3, 6), adviescommissie=True)
    assert rechtsmiddelen.verdaging_term(first.until, 6).until == date(2025, 7, 14)


@pytest.mark.parametrize(
    ("term", "until"),
    [
        (rechtsmiddelen.ingebrekestelling_term(date(2025, 6, 2)), date(2025, 6, 16)),
        (rechtsmiddelen.ingebrekestelling_term(date(2025, 5, 26)), date(2025, 6, 10)),
        (rechtsmiddelen.invorderingsverzoek_term(date(2025, 6, 2)), date(2025, 6, 30)),
        (rechtsmiddelen.invorderingsverzoek_term(date(2025, 5, 12)), date(2025, 6, 10)),
        (rechtsmiddelen.opheffingsverzoek_term(date(2025, 6, 2)), date(2025, 7, 28)),
        (rechtsmiddelen.opheffingsverzoek_term(date(2025, 4, 14)), date(2025, 6, 10)),
        (rechtsmiddelen.verweer_term(date(2025, 6, 2)), date(2025, 6, 30)),
        (rechtsmiddelen.verweer_term(date(2025, 5, 12)), date(2025, 6, 10)),
        (
            rechtsmiddelen.griffierecht_term(date(2025, 6, 2), voorlopige_voorziening=False),
            date(2025, 6, 30),
        ),
        (
            rechtsmiddelen.griffierecht_term(date(2025, 6, 2), voorlopige_voorziening=True),
            date(2025, 6, 16),
        ),
    ],
)
def test_the_other_terms_of_the_act_have_their_length_and_move(term: Term, until: date) -> None:
    assert term.until == until


def test_the_court_fee_is_that_of_the_year_in_which_the_decision_was_made_known() -> None:
    eve, day = date(2024, 12, 31), date(2025, 1, 1)
    assert rechtsmiddelen.griffierecht_cents(eve, hoger_beroep=False) == 37100
    assert rechtsmiddelen.griffierecht_cents(day, hoger_beroep=False) == 38500
    assert rechtsmiddelen.griffierecht_cents(day, hoger_beroep=True) == 57900
    with pytest.raises(OutsideValidity):
        rechtsmiddelen.griffierecht_cents(date(2022, 12, 31), hoger_beroep=True)


def test_a_late_authority_owes_from_the_day_after_two_weeks() -> None:
    until = date(2025, 5, 26)
    after_notice = rechtsmiddelen.dwangsom_niet_tijdig_from_on(until, date(2025, 6, 2))
    assert after_notice == date(2025, 6, 17)
    # A notice before the end of the term: the fortnight counts from the end of the term.
    early = rechtsmiddelen.dwangsom_niet_tijdig_from_on(until, date(2025, 5, 1))
    assert early == date(2025, 6, 11)  # 9 June is tweede pinksterdag


@pytest.mark.parametrize(
    ("days", "cents"),
    [
        (0, 0),
        (1, 2300),
        (14, 14 * 2300),
        (15, 14 * 2300 + 3500),
        (28, 14 * (2300 + 3500)),
        (29, 14 * (2300 + 3500) + 4500),
        (41, 144200 - 4500),
        (42, 144200),
        (43, 144200),
        (400, 144200),
    ],
)
def test_the_sum_of_a_late_authority_rises_in_three_steps_and_stops(days: int, cents: int) -> None:
    first_day = date(2025, 6, 17)
    until = first_day + timedelta(days=days - 1)
    assert rechtsmiddelen.dwangsom_niet_tijdig_cents(first_day, until) == cents


def test_what_a_late_authority_owes_comes_in_three_steps_of_fourteen_days() -> None:
    first = date(2025, 6, 17)
    last = rechtsmiddelen.dwangsom_niet_tijdig_until(first)
    assert last == date(2025, 7, 28)
    steps = rechtsmiddelen.dwangsom_niet_tijdig_steps(first, last)
    assert [step.cents for step in steps] == [32_200, 49_000, 63_000]
    assert [step.cents_per_day for step in steps] == [2_300, 3_500, 4_500]
    assert [step.until for step in steps] == [date(2025, 6, 30), date(2025, 7, 14), last]


def test_a_step_that_has_not_begun_is_not_told() -> None:
    first = date(2025, 6, 17)
    until_now = rechtsmiddelen.dwangsom_niet_tijdig_steps(first, date(2025, 6, 30))
    assert [step.cents for step in until_now] == [32_200]
    next_day = rechtsmiddelen.dwangsom_niet_tijdig_steps(first, date(2025, 7, 1))
    assert [step.cents for step in next_day] == [32_200, 3_500]
    assert rechtsmiddelen.dwangsom_niet_tijdig_steps(first, date(2025, 6, 16)) == ()


def test_what_is_owed_for_deciding_late_is_fixed_within_two_weeks() -> None:
    assert rechtsmiddelen.vaststelling_term(date(2025, 7, 28)).until == date(2025, 8, 11)
    # Two weeks after 11 May 2026 end on 25 May, tweede pinksterdag.
    assert rechtsmiddelen.vaststelling_term(date(2026, 5, 11)).until == date(2026, 5, 26)
