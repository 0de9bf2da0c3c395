"""The remedy clause of a besluit: an objection of its own, or the procedure that runs already.

An invorderingsbeschikking has no objection of its own while a case on the order is pending: that
case covers it too, as far as it is contested (Awb 5:39 lid 1). Which court: the grondslag says.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, Final

from enforcement.acts.last_opgelegd import LastOpgelegd
from enforcement.acts.rechtstreeks_beroep_ingestemd import RechtstreeksBeroepIngestemd
from enforcement.law import bevoegdheid, rechtsmiddelen
from enforcement.letters.facts import Facts, day

# The higher comes last: it is the one in which a decision is contested.
_PROCEDURES: Final = ("bezwaar", "beroep", "hoger_beroep")


def objection(order: LastOpgelegd | None, sent_on: date) -> dict[str, Any]:
    """An objection of its own (Awb 3:45): its days, and the court of a voorlopige voorziening."""
    term = rechtsmiddelen.bezwaar_term(sent_on)
    return {
        "soort": "bezwaar",
        "verzonden_on": day(sent_on),
        "from_on": day(term.from_on),
        "until": day(term.until),
        "rechtbank": court(order),
    }


def of_collection(facts: Facts, order: LastOpgelegd | None, sent_on: date) -> dict[str, Any]:
    """The clause of a collection decision: what is pending against the order decides it."""
    pending = max(_pending(facts, order), default=None) if order is not None else None
    if order is None or pending is None:
        return objection(order, sent_on)
    rank, lodged_on = pending
    route = bevoegdheid.route(order.grondslag)
    further = _PROCEDURES[rank] == "hoger_beroep"
    return {
        "soort": "lopende_procedure",
        "procedure": _PROCEDURES[rank],
        "ingesteld_on": day(lodged_on),
        "rechter": _the(route.hoger_beroep if further else route.beroep),
        "rechtbank": court(order),
    }


def _pending(facts: Facts, order: LastOpgelegd) -> Iterator[tuple[int, date]]:
    """What is pending in the line of the order, by rank and day; an objection that went straight
    to the court counts as an appeal (Awb 7:1a lid 5).
    """
    open_ids = {row.id for row in facts.reckoning.rechtsmiddelen if row.status == "aanhangig"}
    passed_on = {act.bezwaar for act in facts.all_of(RechtstreeksBeroepIngestemd)}
    for remedy in facts.worked.remedies.by_id.values():
        soort = remedy.lodged.effect.soort
        if remedy.id in open_ids and remedy.root == order.id and soort in _PROCEDURES:
            went = soort == "bezwaar" and remedy.id in passed_on
            yield _PROCEDURES.index("beroep" if went else soort), remedy.lodged.on


def _the(judge: str) -> str:
    """A court as a sentence names it."""
    return f"{'het' if judge == bevoegdheid.CBB else 'de'} {judge}"


def court(order: LastOpgelegd | None) -> str | None:
    """The court of first instance by name, or None where the addressee's place decides."""
    named = None if order is None else bevoegdheid.route(order.grondslag).beroep
    return None if named == "rechtbank" else named
