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
from enforcement.acts.kennisgeving_bezorgd import KennisgevingBezorgd
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
)
from enforcement.letters.rechtsmiddel import objection, of_collection
from enforcement.reckoning.debt import Debt
from enforcement.values import Cents


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
            "motivering": order.motivering,
            "zienswijze_reactie": order.zienswijze_reactie,
            **facts.heard(order.on),
        },
    }


def _part(part: Onderdeel, order: LastOpgelegd) -> dict[str, Any]:
    """One part as the decision words it; a grace that ends before sending is none (Awb 3:40).

    The order works once it is made known; what it names is the first day that can bring a
    dwangsom.
    """
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
        "telt_als": part.telt_als,
        "per_dag_max": part.per_dag_max,
        "per_week_max": part.per_week_max,
        "per_plaats_per_dag_max": part.per_plaats_per_dag_max,
        "begunstiging_from_on": day(first) if has_grace else None,
        "begunstiging_until": maybe_day(until) if has_grace else None,
        "dwangsom_from_on": day(next_day(until)) if has_grace and until is not None else day(first),
    }


def invorderingsbeschikking(facts: Facts) -> dict[str, Any]:
    """The decision to collect. Awb 5:37: it opens no payment term, that of 5:33 holds."""
    decision = facts.cause
    assert isinstance(decision, InvorderingBeschikt), f"{decision.id} is no invordering-beschikt"
    debts = list(_covered(facts, decision))
    order = facts.order_of(debt.fall.onderdeel for debt, _ in debts)
    total = sum(cents for _, cents in debts)
    intended = [act for act in facts.all_of(InvorderingVoorgenomen) if act.on <= decision.on]
    last = next(reversed(intended), None)
    renewed = verjaring.limitation(decision.on, (), renewed=True).plain_until
    return {
        "titel": "Invorderingsbeschikking",
        "datum_on": day(decision.on),
        "kenmerk": None if order is None else order.kenmerk,
        "rechtsmiddel": of_collection(facts, order, decision.on),
        "inhoud": {
            "last": about_order(order),
            "cents": decision.cents,
            "totaal_cents": total,
            "gematigd_cents": max(0, total - decision.cents),
            "ongedekt_cents": max(0, decision.cents - total),
            "verbeurtes": [_debt(debt, cents, decision) for debt, cents in debts],
            "in_verzuim_aantal": sum(decision.on > debt.betaling.until for debt, _ in debts),
            "bevindingen": _proofs(facts, [debt for debt, _ in debts]),
            "motivering": decision.motivering,
            "zienswijze_reactie": decision.zienswijze_reactie,
            "voornemen_on": day(last.on) if last else None,
            "zienswijze_until": maybe_day(last.zienswijze_until) if last else None,
            "zienswijzen": facts.views(last.on, decision.on) if last else [],
            "verjaring_until": maybe_day(renewed),
        },
    }


def _covered(facts: Facts, decision: InvorderingBeschikt) -> Iterator[tuple[Debt, Cents]]:
    """The dwangsommen that the decision takes up, each with the sum taken up: what the ledger
    has covered once the letter is sent, less what it had covered without the decision.
    """
    without = [act for act in facts.dossier.acts.values() if act.id != decision.id]
    before = {debt.fall.id: debt.covered_cents for debt in facts.ledger(without).debts}
    for debt in facts.ledger([*facts.dossier.acts.values(), _sent(facts)]).debts:
        cents = debt.covered_cents - before.get(debt.fall.id, 0)
        if cents > 0:
            yield debt, cents


def _sent(facts: Facts) -> KennisgevingBezorgd:
    """The receipt that there will be when the letter is sent on the day of its decision."""
    notice = facts.notice.id
    return KennisgevingBezorgd(
        id=f"verzending-{notice}",
        on=facts.cause.on,
        recorded_at=facts.cause.known_at,
        notice=notice,
        kanaal="brief",
        uitkomst="verzonden",
    )


def _debt(debt: Debt, cents: Cents, decision: InvorderingBeschikt) -> dict[str, Any]:
    until = debt.betaling.until
    return {
        "id": debt.fall.id,
        "onderdeel": debt.fall.onderdeel,
        "on": day(debt.fall.on),
        "cents": cents,
        "verbeurd_cents": debt.fall.cents,
        "betaling_until": day(until),
        "rente_from_on": day(geldschuld.verzuim_from_on(until)),
        "in_verzuim": decision.on > until,
    }


def _proofs(facts: Facts, debts: list[Debt]) -> list[dict[str, Any]]:
    """The findings that carry these dwangsommen, each once, in the order of the case."""
    names = {name for debt in debts for name in debt.fall.findings}
    found = facts.all_of(BevindingVastgesteld)
    return [about_finding(act) for act in found if act.id in names]
