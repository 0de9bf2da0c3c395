"""What the letters say that decide nothing: forfeiture, a full maximum, a receipt of objection.

They tell what the law did by itself; they open no term and no remedy.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from enforcement.acts.bevinding_vastgesteld import BevindingVastgesteld
from enforcement.acts.bezwaar_gemaakt import BezwaarGemaakt
from enforcement.acts.last_opgelegd import LastOpgelegd
from enforcement.letters.facts import (
    Facts,
    about_finding,
    about_order,
    breach_of,
    day,
    maybe_day,
    proven_by,
)
from enforcement.letters.rechtsmiddel import court
from enforcement.letters.vervanging import replaced
from enforcement.reckoning.outcome import Part, Termijn, Verbeurte
from enforcement.values import Cents


def verbeurte(facts: Facts) -> dict[str, Any]:
    """The dwangsommen that one finding proved. Awb 5:33: they fell by operation of law."""
    cause = facts.notice.cause
    mine = [row for row in facts.reckoning.verbeurtes if proven_by(row, cause)]
    order = facts.order_of(row.onderdeel for row in mine)
    days = {row.betaling_until for row in mine}
    names = {row.onderdeel for row in mine}
    return {
        "titel": "Verbeurde dwangsom" if len(mine) == 1 else "Verbeurde dwangsommen",
        "datum_on": day(facts.reckoning.on),
        "kenmerk": None if order is None else order.kenmerk,
        "rechtsmiddel": None,
        "inhoud": {
            "last": about_order(order),
            "bevinding": _finding(facts),
            "vervangt": replaced(facts),
            "verbeurtes": _rows(facts, mine, None if order is None else order.cents_max),
            "aantal": len(mine),
            "in_verzuim_aantal": sum(row.betaling_until < facts.reckoning.on for row in mine),
            "totaal_cents": sum(row.cents for row in mine),
            "betaling_until": day(days.pop()) if len(days) == 1 else None,
            "delen": [
                _part(part, order) for part in facts.reckoning.onderdelen if part.onderdeel in names
            ],
            **_money(facts),
        },
    }


def _finding(facts: Facts) -> dict[str, Any] | None:
    cause = facts.cause
    return about_finding(cause) if isinstance(cause, BevindingVastgesteld) else None


def _rows(
    facts: Facts, mine: Sequence[Verbeurte], overall_max: Cents | None
) -> list[dict[str, Any]]:
    """Each dwangsom with the running total of its part and the room that it leaves.

    What is assumed but not proven fills the room as well (Awb 5:32b lid 2), and a maximum over
    all parts leaves no more room than itself.
    """
    maximum = {part.onderdeel: part.cents_max for part in facts.reckoning.onderdelen}
    proven: dict[str, Cents] = defaultdict(int)
    filled: dict[str, Cents] = defaultdict(int)
    wanted = {row.id for row in mine}
    found: list[dict[str, Any]] = []
    for row in facts.reckoning.verbeurtes:
        if row.status == "vervallen":
            continue
        filled[row.onderdeel] += row.cents
        proven[row.onderdeel] += row.cents if row.bewijs == "vastgesteld" else 0
        room = maximum[row.onderdeel] - filled[row.onderdeel]
        if overall_max is not None:
            room = min(room, overall_max - sum(filled.values()))
        if row.id in wanted:
            found.append(_row(facts, row, proven[row.onderdeel], max(0, room)))
    return found


def _row(facts: Facts, row: Verbeurte, total: Cents, room: Cents) -> dict[str, Any]:
    return {
        "id": row.id,
        "onderdeel": row.onderdeel,
        "kenmerk": breach_of(row),
        "on": day(row.on),
        "cents": row.cents,
        "opgeteld_cents": total,
        "ruimte_cents": room,
        "betaling_until": day(row.betaling_until),
        "in_verzuim": facts.reckoning.on > row.betaling_until,
        "status": row.status,
    }


def _part(part: Part, order: LastOpgelegd | None) -> dict[str, Any]:
    norms = {} if order is None else {one.onderdeel: one.norm for one in order.onderdelen}
    return {
        "onderdeel": part.onderdeel,
        "norm": norms.get(part.onderdeel),
        "status": part.status,
        "verbeurd_cents": part.verbeurd_cents,
        "cents_max": part.cents_max,
        "ruimte_cents": part.ruimte_cents,
        "max_bereikt_on": maybe_day(part.max_bereikt_on),
    }


def _money(facts: Facts) -> dict[str, Any]:
    geld = facts.reckoning.geld
    return {
        "verbeurd_cents": geld.verbeurd_cents,
        "betaald_cents": geld.betaald_cents,
        "rente_cents": geld.rente_cents,
        "kosten_cents": geld.kosten_cents,
        "openstaand_cents": geld.openstaand_cents,
    }


def maximum_bereikt(facts: Facts) -> dict[str, Any]:
    """A maximum is full. Awb 5:32b lid 2: nothing is forfeited above it."""
    cause = facts.notice.cause
    proved = {row.onderdeel for row in facts.reckoning.verbeurtes if proven_by(row, cause)}
    fallen = [part for part in facts.reckoning.onderdelen if part.verbeurd_cents]
    full = [part for part in fallen if part.verbeurd_cents >= part.cents_max]
    mine = [part for part in full if part.onderdeel in proved]
    order = facts.order_of(part.onderdeel for part in mine or fallen)
    return {
        "titel": "Maximum van de dwangsom bereikt",
        "datum_on": day(facts.reckoning.on),
        "kenmerk": None if order is None else order.kenmerk,
        "rechtsmiddel": None,
        "inhoud": {
            "last": about_order(order),
            "bevinding": _finding(facts),
            "alle_onderdelen": not mine,
            "cents_max": None if mine or order is None else order.cents_max,
            "delen": [_part(part, order) for part in mine or fallen],
            "totaal_cents": sum(part.verbeurd_cents for part in mine or fallen),
            **_money(facts),
        },
    }


def ontvangstbevestiging_bezwaar(facts: Facts) -> dict[str, Any]:
    """The receipt of an objection. Awb 6:14 lid 1; the term to decide is that of 7:10."""
    act = facts.cause
    assert isinstance(act, BezwaarGemaakt), f"{act.id} is no bezwaar-gemaakt"
    against = next((one for one in facts.acts if one.id == act.tegen), None)
    row = next((one for one in facts.reckoning.rechtsmiddelen if one.id == act.id), None)
    term = _term(facts, "bezwaar", act.tegen)
    order = facts.order_of([])
    return {
        "titel": "Ontvangstbevestiging bezwaar",
        "datum_on": day(facts.reckoning.on),
        "kenmerk": None if order is None else order.kenmerk,
        "rechtsmiddel": None,
        "inhoud": {
            "ontvangen_on": day(act.on),
            "kanaal": act.kanaal,
            "gepost_on": maybe_day(act.gepost_on),
            "adviescommissie": act.adviescommissie,
            "tegen": None
            if against is None
            else {"soort": against.kind(), "titel": against.title, "on": day(against.on)},
            "tijdig": None if row is None else row.tijdig,
            "bezwaar_until": None if term is None else maybe_day(term.until),
            "beslissing": _about_term(_term(facts, "beslissing_op_bezwaar", act.id)),
            "rechtbank": court(order),
        },
    }


def _term(facts: Facts, kind: str, of: str) -> Termijn | None:
    """The term of this kind that belongs to an act, as it was reckoned."""
    mine = (term for term in facts.reckoning.termijnen if term.kind == kind and term.of == of)
    return next(mine, None)


def _about_term(term: Termijn | None) -> dict[str, Any] | None:
    if term is None:
        return None
    return {"from_on": day(term.from_on), "until": maybe_day(term.until), "status": term.status}
