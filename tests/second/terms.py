"""The terms of the case: grace, objection, decision, appeal, payment, limitation, reminder."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, Final

from tests.second import days
from tests.second.papers import Paper
from tests.second.remedies import Remedies, last_day, sent_on

OPEN_TO_OBJECTION: Final = frozenset(
    {
        "last-opgelegd",
        "last-gewijzigd",
        "last-ingetrokken",
        "last-opgeschort",
        "invordering-beschikt",
        "uitstel-verleend",
        "kwijtgescholden",
        "dwangsom-verrekend",
        "rente-vastgesteld",
    }
)
KINDS: Final = frozenset(
    {"", "bezwaar", "beslissing_op_bezwaar", "beroep", "hoger_beroep", "betaling", "aanmaning"}
)
"""The kinds that are compared; what is no term has none."""


def terms(papers: list[Paper], verbeurtes: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Every term of these kinds, whether it runs or is over."""
    remedies = Remedies(papers)
    for one in papers:
        if one["act"] in OPEN_TO_OBJECTION:
            yield _term("bezwaar", one["id"], days.next_day(one["on"]), last_day(one))
        elif one["act"] == "bezwaar-gemaakt":
            yield from _decide(one, remedies)
        elif one["act"] == "bezwaar-beslist":
            yield _term("beroep", one["id"], days.next_day(one["on"]), last_day(one))
        elif one["act"] == "uitspraak-gedaan":
            remedy = remedies.before(one)
            if remedy and remedy["act"] == "beroep-ingesteld":
                yield _term("hoger_beroep", one["id"], days.next_day(sent_on(one)), last_day(one))
    for row in verbeurtes:
        first = days.next_day(date.fromisoformat(row["on"]))
        yield _term("betaling", row["id"], first, date.fromisoformat(row["betaling_until"]))


def _decide(objection: Paper, remedies: Remedies) -> Iterator[dict[str, Any]]:
    """Six weeks, twelve with a committee, from the day after the objection term (Awb 7:10)."""
    contested = remedies.before(objection)
    if contested is None:
        return
    from_on = last_day(contested)
    weeks = 12 if objection.get("adviescommissie") else 6
    until = days.prolonged(days.add_weeks(from_on, weeks))
    yield _term("beslissing_op_bezwaar", objection["id"], days.next_day(from_on), until)


def reminder(one: Paper) -> dict[str, Any]:
    """Two weeks after sending (Awb 4:112)."""
    until = days.prolonged(days.add_weeks(one["on"], 2))
    return _term("aanmaning", one["id"], days.next_day(one["on"]), until)


def _term(kind: str, of: str, from_on: date, until: date) -> dict[str, Any]:
    return {"kind": kind, "of": of, "from_on": str(from_on), "until": str(until)}
