"""The money of a case, day by day: what falls, what is paid, remitted, set off and paid back.

Each morning the dwangsommen of the day are owed, then a day of interest is added, then come the
papers of the day in their order.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from types import MappingProxyType
from typing import Final

from tests.second import days, limitation
from tests.second.debts import NOTHING, Bearing, Credit, Debt
from tests.second.forfeiture import Verbeurte
from tests.second.papers import Paper

PAYS: Final = frozenset({"betaling-ontvangen", "dwangsom-verrekend"})
LOWERS: Final = PAYS | {"kwijtgescholden"}
BOOKED: Final = LOWERS | {"terugbetaling-gedaan", "rente-vastgesteld"}


@dataclass
class Ledger:
    """All debts and payments as they stand on the day last walked; sums in cents, unrounded."""

    debts: list[Debt] = field(default_factory=list)
    credits: list[Credit] = field(default_factory=list)
    assumed: list[Debt] = field(default_factory=list)
    fees: int = 0
    fees_open: Fraction = NOTHING
    remitted: Fraction = NOTHING
    returned_too_much: Fraction = NOTHING
    interest_returned: Fraction = NOTHING

    def find(self, name: str) -> Debt | None:
        return next((debt for debt in (*self.debts, *self.assumed) if debt.id == name), None)

    def owe(self, debt: Debt) -> None:
        """A dwangsom falls; what was paid too early counts for it."""
        self.debts.append(debt)
        self.use_credits(debt.on)

    def use_credits(self, day: date) -> None:
        for credit in self.credits:
            needed = self.pay(credit.left, day, paid_on=credit.on)
            credit.left -= needed
            self.returned_too_much -= credit.give_back(self.returned_too_much, credit.left)

    def pay(self, sum_of_money: Fraction, day: date, paid_on: date) -> Fraction:
        """Costs, then what is proven, then what is only assumed, oldest first; how much was needed
        (Awb 4:92). What was paid stays paid, also when more is proven later.
        """
        left = sum_of_money
        costs = min(self.fees_open, left)
        self.fees_open -= costs
        left -= costs
        for debt in sorted(self.debts, key=lambda each: not each.proven):
            if debt.on <= paid_on or not debt.was_forgotten:
                left -= debt.take(left, day)
        return sum_of_money - left

    def remit(self, cents: int, day: date) -> None:
        """Of the dwangsommen of that day, the oldest first."""
        left = Fraction(cents)
        for debt in self.debts:
            left -= debt.remit(left, day) if debt.proven else NOTHING
        self.remitted += cents - left

    def give_back(self, cents: int) -> None:
        """First what bore no interest, then interest, then the rest, the oldest payment first."""
        left = Fraction(cents)
        for credit in self.credits:
            left -= credit.give_back(credit.left - credit.bears, left)
        if self.interest_owed() > 0:
            for credit in self.credits:
                rest = credit.bearing.pay(left)
                self.interest_returned += left - rest
                left = rest
        for credit in self.credits:
            left -= credit.give_back(credit.left, left)
        self.returned_too_much += left

    def interest_owed(self) -> Fraction:
        """Interest over what must be paid back and is not; none under EUR 10 (Awb 4:98, 4:102)."""
        found = sum((credit.bearing.open for credit in self.credits), NOTHING)
        return NOTHING if found < 1_000 else found


def debts_of(
    fallen: list[Verbeurte],
    interruptions: Mapping[str, list[date]],
    papers: list[Paper],
    on: date,
) -> list[Debt]:
    """The dwangsommen, oldest first, each with the day after which it had lapsed."""
    found = []
    for one in sorted(fallen, key=lambda each: each.on):
        term = limitation.term_of(one, interruptions.get(one.id, []), papers, on)
        default = days.next_day(days.prolonged(days.add_weeks(one.on, 6)))
        lapsed = term.until if term.over else None
        free = _without_interest(papers, one.on)
        proven = one.bewijs == "vastgesteld"
        found.append(
            Debt(one.id, one.on, one.cents, Bearing(default), lapsed, free.__contains__, proven)
        )
    return found


def _without_interest(papers: list[Paper], fell_on: date) -> set[date]:
    """The days of a deferral that says that no interest runs (Awb 4:101)."""
    return {
        day
        for one in limitation.deferrals(papers, fell_on)
        if not one.get("rente_loopt", True)
        for day in days.every_day(limitation.starts_on(one), one["until"])
    }


def walk(
    debts: list[Debt],
    papers: list[Paper],
    fees: Mapping[str, int],
    on: date,
    *,
    changed: Mapping[str, Fraction] = MappingProxyType({}),
) -> Ledger:
    """The books from the first paper to the evening of the day, one day after the other."""
    booked = [one["on"] for one in papers if one["act"] in BOOKED or one["id"] in fees]
    for debt in debts:
        debt.noticed_on = min([day for day in booked if day >= debt.on], default=on)
    book = Ledger()
    first = min([each["on"] for each in papers] + [debt.on for debt in debts], default=on)
    for day in days.every_day(first, on):
        for debt in sorted(debts, key=lambda each: not each.proven):
            if debt.on == day:
                book.owe(debt)
        for debt in book.debts:
            debt.one_day(day)
        for credit in book.credits:
            credit.one_day(day)
        for one in papers:
            if one["on"] == day:
                _book(one, book, fees.get(one["id"], 0), changed)
        for bearing in [each.bearing for each in book.debts] + [c.bearing for c in book.credits]:
            bearing.evening(day)
    book.assumed = [debt for debt in book.debts if not debt.proven]
    book.debts = [debt for debt in book.debts if debt.proven]
    return book


def _book(one: Paper, book: Ledger, fee: int, changed: Mapping[str, Fraction]) -> None:
    day = one["on"]
    if one["act"] in PAYS:
        bearing = Bearing(days.next_day(day))
        credit = Credit(
            one["id"], day, Fraction(one["cents"]), changed.get(one["id"], NOTHING), bearing
        )
        book.credits.append(credit)
        book.use_credits(day)
    elif one["act"] == "kwijtgescholden":
        book.remit(one["cents"], day)
    elif one["act"] == "terugbetaling-gedaan":
        book.give_back(one["cents"])
    elif one["act"] == "aangemaand":
        book.fees += fee
        book.fees_open += fee
        book.use_credits(day)
