"""What the letters of besluiten say: the order itself, and the decision to collect.

The house makes these letters before they work (Awb 3:40), so what a besluit will do is drawn
from its own text and from the law, counted from the day on which it is sent.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from enforcement.acts._groups import Onderdeel
from enforcement.acts.bevinding_vastgesteld import BevindingVastgesteld
from enforcement.acts.invordering_beschikt import InvorderingBeschikt
from enforcement.acts.invordering_voorgenomen import InvorderingVoorgenomen
from enforcement.acts.last_opgelegd import LastOpgelegd
from enforcement.law import bekendmaking, geldschuld, verjaring
from enforcement.law.terms import next_day
from enforcement.letters.facts import (
    Facts,
    about_finding,
    about_order,
    day,
    findings_against,
    maybe_day,
    objection,
)
from enforcement.reckoning.outcome import Verbeurte


def last_onder_dwangsom(facts: Facts) -> dict[str, Any]:
    """The order. Awb 5:9, 5:32a, 5:32b: breach, provision, measures, form, amount, maximum."""
    order = facts.cause
    assert isinstance(order, LastOpgelegd), f"{order.id} is no last-opgelegd"
    return {
        "titel": "Last onder dwangsom",
        "datum_on": day(order.on),
        "kenmerk": order.kenmerk,
        "rechtsmiddel": objection(order, order.on),
        "inhoud": {
            "last": about_order(order),
            "onderdelen": [_part(part, order) for part in order.onderdelen],
            "cents_max": order.cents_max,
            "bevindingen": [about_finding(one) for one in findings_against(facts, order.on)],
            **facts.heard(order.on),
        },
    }


def _part(part: Onderdeel, order: LastOpgelegd) -> dict[str, Any]:
    """One part as the decision words it; a grace that ends before sending is none (Awb 3:40)."""
    until = part.begunstiging_until
    has_grace = until is not None and until > order.on
    first = bekendmaking.works_from_on(order.on)
    return {
        "onderdeel": part.onderdeel,
        "norm": part.norm,
        "verplichting": part.verplichting,
        "aard": part.aard,
        "per": part.per,
        "cents": part.cents,
        "cents_max": part.cents_max,
        "gedeelte_telt": part.gedeelte_telt,
        "per_dag_max": part.per_dag_max,
        "per_week_max": part.per_week_max,
        "per_plaats_per_dag_max": part.per_plaats_per_dag_max,
        "begunstiging_from_on": day(first) if has_grace else None,
        "begunstiging_until": maybe_day(until) if has_grace else None,
        "werkt_from_on": day(next_day(until)) if has_grace and until is not None else day(first),
    }


def invorderingsbeschikking(facts: Facts) -> dict[str, Any]:
    """The decision to collect. Awb 5:37: it opens no payment term, that of 5:33 holds."""
    decision = facts.cause
    assert isinstance(decision, InvorderingBeschikt), f"{decision.id} is no invordering-beschikt"
    rows = list(_covered(facts, decision))
    order = facts.order_of(row.onderdeel for row in rows)
    total = sum(row.cents for row in rows)
    intended = [act for act in facts.all_of(InvorderingVoorgenomen) if act.on <= decision.on]
    last = next(reversed(intended), None)
    renewed = verjaring.limitation(decision.on, (), renewed=True).plain_until
    return {
        "titel": "Invorderingsbeschikking",
        "datum_on": day(decision.on),
        "kenmerk": None if order is None else order.kenmerk,
        "rechtsmiddel": objection(order, decision.on),
        "inhoud": {
            "last": about_order(order),
            "cents": decision.cents,
            "totaal_cents": total,
            "matiging_cents": max(0, total - decision.cents),
            "verbeurtes": [_debt(row, decision) for row in rows],
            "bevindingen": _proofs(facts, rows),
            "voornemen_on": day(last.on) if last else None,
            "zienswijze_until": maybe_day(last.zienswijze_until) if last else None,
            "zienswijzen": facts.heard(decision.on)["zienswijzen"] if last else [],
            "verjaring_until": maybe_day(renewed),
            "last_aangevochten": order is not None and _contested(facts, order.id),
        },
    }


def _covered(facts: Facts, decision: InvorderingBeschikt) -> Iterator[Verbeurte]:
    """The dwangsommen that the decision collects: those it names, or by the rule of the contract
    the open and proven ones from before its day, oldest first, until its sum is used up.
    """
    rows = facts.reckoning.verbeurtes
    linked = [row for row in rows if row.invordering == decision.id]
    if linked or decision.verbeurtes is not None:
        named = set(decision.verbeurtes or ()) | {row.id for row in linked}
        yield from (row for row in rows if row.id in named)
        return
    left = decision.cents
    for row in rows:
        free = row.status == "open" and row.invordering is None
        if left > 0 and free and row.on < decision.on and _is_proven(facts, row, decision):
            left -= row.cents
            yield row


def _is_proven(facts: Facts, row: Verbeurte, decision: InvorderingBeschikt) -> bool:
    proofs = (facts.dossier.acts.get(name) for name in row.bevindingen)
    on_time = any(act is not None and act.on <= decision.on for act in proofs)
    return row.bewijs == "vastgesteld" and on_time


def _debt(row: Verbeurte, decision: InvorderingBeschikt) -> dict[str, Any]:
    return {
        "id": row.id,
        "onderdeel": row.onderdeel,
        "on": day(row.on),
        "cents": row.cents,
        "betaling_until": day(row.betaling_until),
        "rente_from_on": day(geldschuld.verzuim_from_on(row.betaling_until)),
        "in_verzuim": decision.on > row.betaling_until,
        "bevindingen": list(row.bevindingen),
    }


def _proofs(facts: Facts, rows: list[Verbeurte]) -> list[dict[str, Any]]:
    """The findings that carry these dwangsommen, each once, in the order of the case."""
    names = {name for row in rows for name in row.bevindingen}
    found = facts.all_of(BevindingVastgesteld)
    return [about_finding(act) for act in found if act.id in names]


def _contested(facts: Facts, order: str) -> bool:
    """Whether a remedy against the order, or against what was decided on one, is pending."""
    pending = [row for row in facts.reckoning.rechtsmiddelen if row.status == "aanhangig"]
    appeals = any(row.soort in {"beroep", "hoger_beroep"} for row in pending)
    return appeals or any(row.tegen == order and row.soort == "bezwaar" for row in pending)
