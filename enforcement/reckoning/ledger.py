"""The debts of a case through time: collection, reminder, writ, payment, limitation.

Every dwangsom is a debt of its own (Awb 5:33), with its own payment term, limitation and status.
The ledger walks once through the acts that touch money, in order of day, since each asks what
the earlier ones left: what was open, what was not yet time-barred, what was covered.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from enforcement.law import verjaring
from enforcement.law.spans import Span, covering
from enforcement.law.verjaring import Limitation
from enforcement.reckoning.challenged import Open
from enforcement.reckoning.credit import Credit, pay_back
from enforcement.reckoning.debt import Debt
from enforcement.values import Cents


class Fee(NamedTuple):
    """What the reminder `act` costs: as it states, or by the tariff of the year of `arose_on`, with
    the mark of how sure that is.
    """

    act: str
    cents: Cents
    arose_on: date | None = None
    certainty: str | None = None


@dataclass(slots=True)
class Ledger:
    """All debts in order of day, and what of the order or a request extends limitation.

    `extending` are the merged days on which a remedy against the order (Awb 5:35 lid 2) or a
    request to collect (5:37a lid 2 and 3) is open or pending, `pending` the same one by one, with
    what it is; they do not lengthen what fell under the old law (L10). `paid_void`: of the payments
    before a decision that works back, what was owed on no reading, and the day of that decision;
    all that is too much of the others is.
    `repaid_rente_cents` is interest of 4:102, `repaid_void_cents` what was paid back too much.
    `fees` are the reminders with force and what each costs.
    """

    debts: list[Debt]
    extending: Sequence[Span]
    pending: Sequence[Open] = ()
    collection_suspended: Sequence[Span] = ()
    costs_cents: Cents = 0
    costs_open_cents: Cents = 0
    paid_cents: Cents = 0
    repaid_cents: Cents = 0
    repaid_rente_cents: Cents = 0
    repaid_void_cents: Cents = 0
    remitted_cents: Cents = 0
    paid_void: Mapping[str, tuple[Cents, date]] = field(default_factory=dict)
    credits: list[Credit] = field(default_factory=list)
    fees: list[Fee] = field(default_factory=list)

    def limit(self, debt: Debt) -> tuple[Limitation, Span | None]:
        """The limitation term of a debt as `lengthened` has it."""
        return self.lengthened(debt, debt.limitation())

    def lengthened(self, debt: Debt, limit: Limitation) -> tuple[Limitation, Span | None]:
        """A term of a debt, longer when the interim relief judge had suspended collection on its
        plain last day, with that suspension (Awb 5:37a lid 4).
        """
        plain = limit.plain_until
        if plain is None or not self.collection_suspended or debt.under_old_law:
            return limit, None
        held = covering(self.collection_suspended, plain)
        return (limit if held is None else verjaring.lengthened(limit, held)), held

    def last_day(self, debt: Debt, on: date) -> date | None:
        """Last day of limitation of a debt as it stands on `on`; None while none can be named.

        When the interim relief judge has suspended collection on the plain last day, it is later
        by the whole length of that suspension (Awb 5:37a lid 4; both days counted, convention).
        """
        limit = self.limit(debt)[0] if self.collection_suspended else debt.limitation()
        if limit.plain_until is None or on < limit.plain_until or debt.under_old_law:
            return limit.plain_until
        return limit.last_day(on, self.extending)

    def is_alive(self, debt: Debt, on: date) -> bool:
        """Whether the debt is not time-barred on a day."""
        last = self.last_day(debt, on)
        return last is None or on <= last

    def due(self, on: date) -> Iterable[Debt]:
        """The open debts that had fallen on a day and are not time-barred, oldest first."""
        for debt in self.debts:
            if debt.fall.on > on:
                return
            if debt.open_cents > 0 and self.is_alive(debt, on):
                yield debt

    def _owing(self, on: date) -> Iterator[Debt]:
        """Those that are due, and those of which the principal was remitted: interest may be open
        (Awb 4:94a gives up what it names). Example: 500 euro remitted on 1 July 2025, in default
        since 14 May: 40.27 interest stays owed.
        """
        for debt in self.debts:
            if debt.fall.on > on:
                return
            if (debt.open_cents or debt.remitted_cents) and self.is_alive(debt, on):
                yield debt

    def pay(self, on: date, cents: Cents, act: str) -> list[Debt]:
        """Book a payment: costs first, then proven debts, then assumed ones, oldest first; then
        what was paid back too much. What is left is a credit. Returns the debts it paid on.
        """
        paid: list[Debt] = []
        self.paid_cents += cents
        to_costs = min(cents, self.costs_open_cents)
        self.costs_open_cents -= to_costs
        pool = cents - to_costs
        for proven in (True, False):
            for debt in self._owing(on):
                if not pool:
                    return paid
                if debt.fall.proven is proven:
                    left = debt.settle(on, pool, act)
                    paid += [debt] if left < pool else []
                    pool = left
        back = min(pool, self.repaid_void_cents)
        self.repaid_void_cents -= back
        pool -= back
        if pool:
            void, changed_on = self.paid_void.get(act, (pool, None))
            void = min(pool, void)
            self.credits.append(Credit(act, on, void, pool - void, changed_on))
        return paid

    def repay(self, on: date, cents: Cents) -> None:
        """Book what the authority paid back (Awb 4:102), of the credits there are."""
        self.repaid_cents += cents
        rente_cents, left = pay_back(self.credits, on, cents)
        self.repaid_rente_cents += rente_cents
        self.repaid_void_cents += left

    def use_credits(self, on: date) -> None:
        """What was paid too early counts for what fell later, on the day it fell: that was paid
        then, and has nothing left to lapse. Of one day the proven ones come first, as in `pay`.
        Example: paid 15 March 2025, fell 1 April: paid.
        """
        if not self.credits:
            return
        by_day = sorted(self.debts, key=lambda debt: (debt.fall.on, not debt.fall.proven))
        for credit in self.credits:
            for debt in by_day:
                if debt.fall.on > on:
                    break
                if debt.fall.on <= credit.paid_on or not debt.open_cents:
                    continue
                pool = credit.usable(debt.fall.on)
                if not pool:
                    break
                used = pool - debt.settle(debt.fall.on, pool, credit.act)
                credit.use(used, for_fall=debt.fall)
                debt.paid_early = True
