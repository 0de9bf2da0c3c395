"""The sums of the case (contract 4, geld; contract 7, Money), and where each dwangsom stands."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any, Final

from tests.second import collection, forfeiture, ledger, orders
from tests.second.collection import Collected
from tests.second.debts import NOTHING
from tests.second.forfeiture import Verbeurte
from tests.second.interest import cents
from tests.second.ledger import Ledger
from tests.second.orders import works_back
from tests.second.papers import Paper

REFUNDS: Final = "terugbetaling-gedaan"


def book_of(fallen: list[Verbeurte], collected: Collected, papers: list[Paper], on: date) -> Ledger:
    """The books on the evening of the day, with the interest over what must be paid back."""
    fees = fees_of(fallen, collected)
    changed = _changed(papers) if any(one["act"] in ledger.PAYS for one in papers) else {}
    debts = ledger.debts_of(fallen, collected.interrupted, papers, on)
    return ledger.walk(debts, papers, fees, on, changed=changed)


def fees_of(fallen: list[Verbeurte], collected: Collected) -> dict[str, int]:
    """The fees of the reminders of which something is still owed: the others lost their ground."""
    standing = {each.id for each in fallen}
    return {
        name: fee
        for name, fee in collected.fees.items()
        if standing.intersection(collected.reminded[name])
    }


def _changed(papers: list[Paper]) -> dict[str, Fraction]:
    """How much of each payment was owed until a decision was changed or annulled (Awb 4:102)."""
    found: dict[str, Fraction] = {}
    first = min(one["on"] for one in papers if one["act"] in ledger.PAYS)
    for place, one in enumerate(papers):
        if not works_back(one) or one["on"] < first:
            continue
        left = _left(papers[:place], one["on"])
        for name, now in _left(papers[: place + 1], one["on"]).items():
            found[name] = max(NOTHING, found.get(name, NOTHING) + now - left[name])
    return found


def _left(papers: list[Paper], on: date) -> dict[str, Fraction]:
    """What of each payment was not needed, as the case stands by these papers."""
    fallen = forfeiture.walk(orders.read(papers), papers, on).verbeurtes
    collected = collection.collect(papers)
    debts = ledger.debts_of(fallen, collected.interrupted, papers, on)
    book = ledger.walk(debts, papers, fees_of(fallen, collected), on)
    return {credit.id: credit.left for credit in book.credits}


def status(row: dict[str, Any], book: Ledger) -> str:
    """Where a dwangsom stands: nothing of it is open any more, or it has lapsed, or it is open."""
    debt = book.find(row["id"])
    if debt is not None and debt.is_settled:
        return "kwijtgescholden" if debt.remitted else "betaald"
    return "verjaard" if row["lapsed"] else "open"


def money(rows: list[dict[str, Any]], book: Ledger, papers: list[Paper]) -> dict[str, Any]:
    """The sums of what is proven; what is only assumed is in no other figure."""
    proven = [row for row in rows if row["bewijs"] == "vastgesteld"]
    principal = {debt.id: debt.principal for debt in book.debts}
    told = {
        "verbeurd_cents": sum(row["cents"] for row in proven),
        "aangenomen_cents": sum(row["cents"] for row in rows if row not in proven),
        "verjaard_cents": cents(_sum(principal[r["id"]] for r in proven if r["lapsed"])),
        "in_invordering_cents": cents(
            _sum(principal[r["id"]] for r in proven if r["invordering"] and not r["lapsed"])
        ),
        "betaald_cents": sum(one["cents"] for one in papers if one["act"] in ledger.PAYS),
        "terugbetaald_cents": sum(one["cents"] for one in papers if one["act"] == REFUNDS),
        "kwijtgescholden_cents": cents(book.remitted),
        "kosten_cents": book.fees,
        "rente_cents": sum(cents(debt.accrued) for debt in book.debts),
    }
    debts = [*book.debts, *book.assumed]
    left = _sum(each.left for each in book.credits)
    # Each dwangsom is paid in whole cents; while one is open the parts of a cent are still in it.
    parts = _sum(each.paid - cents(each.paid) for each in debts) if left else NOTHING
    credit = left + parts + book.interest_owed()
    return {
        **told,
        "openstaand_cents": max(0, _open(told) - cents(book.interest_returned)),
        "terug_te_betalen_cents": max(0, cents(credit)),
    }


def _open(told: dict[str, int]) -> int:
    plus = ("verbeurd_cents", "terugbetaald_cents", "rente_cents", "kosten_cents")
    minus = ("verjaard_cents", "betaald_cents", "kwijtgescholden_cents")
    return sum(told[name] for name in plus) - sum(told[name] for name in minus)


def _sum(parts: Any) -> Fraction:
    return sum(parts, NOTHING)
