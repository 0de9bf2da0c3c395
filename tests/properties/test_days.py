"""Stepping through the days, as the clock does, misses nothing; a reckoning never fails."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import Any, Final

from hypothesis import given, settings
from hypothesis import strategies as st

from enforcement import notices
from enforcement.dossier import Dossier
from enforcement.law.terms import rest_day_reason
from tests.properties.strategies import EXTREMES, days_of_reckoning, dossiers, many, told

ONE_DAY: Final = timedelta(days=1)
# What passes with the days: interest, and the sums that it is part of (contract section 4).
PASSING: Final = ("rente_cents", "openstaand_cents", "terug_te_betalen_cents")
# A term set in a decision, a letter or a ruling never moves (Atw 1); nor does a year (Atw 4).
MOVED_BY_THE_ATW: Final = frozenset(
    {
        "bezwaar",
        "beroep",
        "hoger_beroep",
        "betaling",
        "aanmaning",
        "invorderingsverzoek",
        "ingebrekestelling",
        "opheffingsverzoek",
        "beslissing_op_bezwaar",
    }
)
KEYS: Final = {
    "": (
        "case on known_at version status digest onderdelen verbeurtes geld rechtsmiddelen "
        "termijnen flags timeline notices next_change_on beslisdwangsom"
    ),
    "onderdelen": (
        "onderdeel status begunstiging_until verbeurd_cents aangenomen_cents cents_max "
        "ruimte_cents max_bereikt_on max_verwacht_on nageleefd_on geschorst"
    ),
    "verbeurtes": (
        "id onderdeel on cents bewijs bevindingen betaling_until verjaring_until "
        "verjaring_safe_until invordering status"
    ),
    "rechtsmiddelen": "id soort tegen tijdig status",
    "termijnen": "kind of from_on until status articles explained",
    "flags": "code text articles acts",
    "timeline": "on kind title articles act cents expected",
    "notices": "id kind due_on to cause",
}
GELD: Final = (
    "verbeurd_cents in_invordering_cents aangenomen_cents vervallen_cents verjaard_cents "
    "betaald_cents terugbetaald_cents kwijtgescholden_cents kosten_cents rente_cents "
    "openstaand_cents terug_te_betalen_cents"
)


def lasting(dossier: Dossier, on: date) -> tuple[dict[str, Any], date | None]:
    """What of the answer does not pass with the days, and the next day on which it changes."""
    reckoned = notices.answer(dossier, on)
    found = told(reckoned, "on", "next_change_on")
    for key in PASSING:
        del found["geld"][key]
    return found, reckoned.next_change_on


def _inside(on: date, until: date) -> list[date]:
    """Some of the days between two days, both left out: the first, the last, the middle."""
    days = {on + ONE_DAY, until - ONE_DAY, on + (until - on) // 2}
    return sorted(day for day in days if on < day < until)


@settings(max_examples=many(150))
@given(dossiers())
def test_between_two_changes_nothing_changes(case: tuple[Dossier, date]) -> None:
    dossier, origin = case
    on = origin - ONE_DAY
    for _ in range(10):
        now, following = lasting(dossier, on)
        for day in _inside(on, following or on + timedelta(days=1_500)):
            assert lasting(dossier, day)[0] == now, f"reckoned on {on}, changed by {day}"
        if following is None:
            return
        assert following > on
        on = following


@settings(max_examples=many(60))
@given(dossiers(), st.integers(0, 400))
def test_stepping_through_the_days_as_the_clock_does_ends_at_the_same_reckoning(
    case: tuple[Dossier, date], count: int
) -> None:
    dossier, origin = case
    kept, following = lasting(dossier, origin)
    for day in (origin + timedelta(days=number) for number in range(1, count + 1)):
        # The clock reckons a case again only when its next change has come.
        if following is not None and following <= day:
            kept, following = lasting(dossier, day)
    assert kept == lasting(dossier, origin + timedelta(days=count))[0]


@settings(max_examples=many(150))
@given(dossiers(EXTREMES), st.dates(date(1995, 1, 1), date(2190, 12, 31)))
def test_whatever_can_be_read_can_be_reckoned_on_any_day(
    case: tuple[Dossier, date], far: date
) -> None:
    dossier, origin = case
    for on in (far, origin, origin + timedelta(days=500)):
        json.loads(notices.answer(dossier, on).to_json())


@settings(max_examples=many(100))
@given(dossiers(), st.data())
def test_the_answer_has_the_keys_of_the_contract_in_their_order(
    case: tuple[Dossier, date], data: st.DataObject
) -> None:
    dossier, origin = case
    found = told(notices.answer(dossier, data.draw(days_of_reckoning(origin))))
    assert list(found) == KEYS[""].split()
    assert list(found["geld"]) == GELD.split()
    for name, keys in KEYS.items():
        for row in found[name] if name else ():
            assert list(row) == keys.split(), name
    for part in found["onderdelen"]:
        assert all(list(span) == ["from_on", "until"] for span in part["geschorst"])


@settings(max_examples=many(100))
@given(dossiers(), st.data())
def test_every_list_has_one_order(case: tuple[Dossier, date], data: st.DataObject) -> None:
    dossier, origin = case
    found = notices.answer(dossier, data.draw(days_of_reckoning(origin)))
    assert [row.on for row in found.verbeurtes] == sorted(row.on for row in found.verbeurtes)
    assert list(found.flags) == sorted(set(found.flags))
    due = [(notice.due_on, notice.kind, notice.id) for notice in found.notices]
    assert due == sorted(set(due))
    assert [entry.on for entry in found.timeline] == sorted(e.on for e in found.timeline)
    ends = [(term.until or date.max, term.kind, term.of) for term in found.termijnen]
    assert ends == sorted(ends)
    names = [row.id for row in found.verbeurtes] + [row.id for row in found.rechtsmiddelen]
    assert len(names) == len(set(names)), "an id names one thing"


@settings(max_examples=many(100))
@given(dossiers(), st.data())
def test_a_term_of_an_act_ends_on_a_working_day_and_no_term_ends_before_it_starts(
    case: tuple[Dossier, date], data: st.DataObject
) -> None:
    dossier, origin = case
    found = notices.answer(dossier, data.draw(days_of_reckoning(origin)))
    paused = {act.body.get("bezwaar") for act in dossier.acts.values() if "until" in act.body}
    for term in found.termijnen:
        if term.until is None:
            continue
        # Pauses of any number of days beyond ninety are no term that the Act moves.
        if term.kind in MOVED_BY_THE_ATW and term.of not in paused:
            assert rest_day_reason(term.until) is None, term
        if term.kind not in {"zienswijze", "herstel"}:
            assert term.from_on <= term.until, term
        if term.status == "loopt":
            assert term.until >= found.on, term


@settings(max_examples=many(100))
@given(dossiers(), st.data())
def test_nothing_of_the_past_lies_ahead_and_nothing_ahead_has_been(
    case: tuple[Dossier, date], data: st.DataObject
) -> None:
    dossier, origin = case
    found = notices.answer(dossier, data.draw(days_of_reckoning(origin)))
    assert all(row.on <= found.on for row in found.verbeurtes)
    assert all(notice.due_on <= found.on for notice in found.notices)
    assert found.next_change_on is None or found.next_change_on > found.on
    for part in found.onderdelen:
        assert part.max_bereikt_on is None or part.max_bereikt_on <= found.on
        assert part.max_verwacht_on is None or part.max_verwacht_on > found.on
        assert part.nageleefd_on is None or part.nageleefd_on <= found.on
