"""What the core and the second program say of one case on one day, side by side."""

from __future__ import annotations

import json
from datetime import date
from operator import eq as equal
from typing import Any, Final, TypeAlias

from enforcement.dossier import Dossier
from enforcement.reckoning import reckon
from tests.second import answer, papers, readings, terms

Rows: TypeAlias = dict[str, list[str]]

# What is compared, list by list: the fields, and by which a row is known.
COMPARED: Final[dict[str, tuple[str, ...]]] = {
    "verbeurtes": (
        "id",
        "on",
        "cents",
        "bewijs",
        "betaling_until",
        "verjaring_until",
        "invordering",
        "status",
    ),
    "geld": (
        "verbeurd_cents",
        "aangenomen_cents",
        "verjaard_cents",
        "in_invordering_cents",
        "betaald_cents",
        "terugbetaald_cents",
        "kwijtgescholden_cents",
        "kosten_cents",
        "rente_cents",
        "openstaand_cents",
        "terug_te_betalen_cents",
    ),
    "termijnen": ("kind", "of", "from_on", "until"),
    "onderdelen": (
        "onderdeel",
        "verbeurd_cents",
        "aangenomen_cents",
        "ruimte_cents",
        "max_bereikt_on",
        "nageleefd_on",
    ),
}


def core(dossier: Dossier, on: date) -> dict[str, Any]:
    """What the core says."""
    told: dict[str, Any] = json.loads(reckon(dossier, on).to_json())
    return {**told, "geld": [told["geld"]]}


def second(dossier: Dossier, on: date) -> dict[str, Any]:
    """What the second program says of the same."""
    return answer.answer([papers.paper(act) for act in dossier.acts.values()], on)


def _both(theirs: dict[str, Any], dossier: Dossier, on: date) -> tuple[Rows, Rows]:
    """The rows of core and second program, in so far as they are compared."""
    ours = second(dossier, on)
    hidden = {"invordering", "in_invordering_cents"} if collection_was_contested(dossier) else set()
    return _rows(theirs, hidden), _rows(ours, hidden)


def _rows(told: dict[str, Any], hidden: set[str]) -> Rows:
    lapsed = {row["id"] for row in told["verbeurtes"] if row.get("status") == "vervallen"}
    return {
        name: sorted(
            json.dumps({field: "?" if field in hidden else row[field] for field in fields})
            for row in told[name]
            if row.get("id", row.get("of")) not in lapsed and row.get("kind", "") in terms.KINDS
        )
        for name, fields in COMPARED.items()
    }


def collection_was_contested(dossier: Dossier) -> bool:
    """Whether a collection decision may have fallen on a remedy against itself: not built here."""
    acts = [act.body for act in dossier.acts.values()]
    collections = {act["id"] for act in acts if act["act"] == "invordering-beschikt"}
    return any(act.get("tegen") in collections for act in acts) and any(
        act.get("gevolg", "in_stand") != "in_stand" for act in acts
    )


def differences(dossier: Dossier, on: date) -> list[str]:
    """Every row that only one of them has; none when they agree, or differ as is tolerated."""
    told = core(dossier, on)
    theirs, ours = _both(told, dossier, on)
    if theirs == ours:
        return []
    for names in readings.sets_of_tolerated():
        with readings.reading(*names):
            if equal(*_both(told, dossier, on)):
                return []
    return [
        f"{who} says {row}"
        for name in COMPARED
        for who, mine, other in (
            ("only the core", theirs[name], ours[name]),
            ("only the second", ours[name], theirs[name]),
        )
        for row in mine
        if row not in other
    ]
