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

from enforcement.law import geldschuld, rente, verjaring
from enforcement.law.quantities import OutsideValidity
from enforcement.law.spans import Span
from enforcement.law.terms import Term
from enforcement.law.verjaring import Deferral, Limitation
from enforcement.reckoning.credit import Credit, pay_back
from enforcement.reckoning.forfeiture import Fall
from enforcement.values import Cents


@dataclass(slots=True)
class Debt:
    """One dwangsom as a debt, while the ledger walks.

    `since_on` is the day of forfeiture or of the last interruption. `covered_cents` is what
    decisions to collect have taken up, paid or not. `payments` are days and sums
    allotted to it, `remissions` what of the principal was given up. `waived_cents`: the interest
    that was below the floor at the last payment, and so was not owed; None while it was not so.
    `paid_early`: with money that came before it fell.
    `rate_unknown`: interest ran before the first rate that is known. `idle` are the days of uitstel
    on which no interest runs.
    """

    fall: Fall
    betaling: Term
    since_on: date
    open_cents: Cents
    deferrals: tuple[Deferral, ...] = ()
    payments: tuple[tuple[date, Cents], ...] = ()
    remissions: tuple[tuple[date, Cents], ...] = ()
    paid_cents: Cents = 0
    remitted_cents: Cents = 0
    covered_by: str | None = None
    covered_cents: Cents = 0
    barred_by_uitstel: tuple[Span, ...] = ()
    reminded_until: date | None = None
    under_writ: bool = False
    rente_paid_cents: Cents = 0
    waived_cents: Cents | None = None
    paid_early: bool = False
    rate_unknown: bool = False
    idle: tuple[Span, ...] = ()
    interrupted_by: tuple[tuple[date, str], ...] = ()
    _limitation: Limitation | None = None

    @classmethod
    def of(cls, fall: Fall) -> Debt:
        """The debt that a fall gives rise to, open and untouched."""
        return cls(fall, geldschuld.betaling_term(fall.on), fall.on, fall.cents)

    def limitation(self) -> Limitation:
        """The limitation term that runs now."""
        if self._limitation is None:
            self._limitation = verjaring.limitation(
                self.since_on, self.deferrals, renewed=bool(self.interrupted_by)
            )
        return self._limitation

    def interrupt(self, on: date, act: str) -> None:
        """A new year runs from the day after `on` (Awb 4:110 lid 1)."""
        self.since_on = max(self.since_on, on)
        self.interrupted_by += ((on, act),)
        self._limitation = None

    def defer(self, deferral: Deferral, *, bars_reminder: bool) -> None:
        """Limitation is longer by the days of the deferral (Awb 4:111)."""
        self.deferrals += (deferral,)
        if bars_reminder:
            self.barred_by_uitstel += (deferral.span,)
        self._limitation = None

    def uncovered(self) -> Cents:
        """What of the open sum no decision to collect has taken up yet (Awb 5:37 lid 1).

        Example: of 1,000 euro a decision took up 500: 500, also when 300 of those are paid since.
        """
        return min(self.fall.cents - self.covered_cents, self.open_cents)

    def cover(self, act: str, cents: Cents) -> None:
        """A decision to collect takes up a part; who takes up the rest later is not named."""
        rest = self.uncovered()
        if rest == 0 or self.covered_by is None:
            self.covered_by = act
        self.covered_cents = self.fall.cents - max(0, rest - cents)

    def in_default(self, on: date) -> bool:
        """Whether the debtor is in default: from the day after the payment term (Awb 4:97)."""
        return on > self.betaling.until

    def interest(self, until: date) -> rente.RenteAfterPayments | None:
        """Gross interest through `until` and what it leaves open; None when none runs or its
        rate is not known at its start. What was paid of it stays when the rest was waived.
        """
        from_on = geldschuld.verzuim_from_on(self.betaling.until)
        if until < from_on:
            return None
        if self.waived_cents is not None:
            paid = rente.Rente(self.rente_paid_cents, ())
            return rente.RenteAfterPayments(paid, 0, 0, scaled=0, scale=1)
        try:
            return rente.rente_after_payments(
                self.fall.cents,
                from_on,
                self.payments,
                until,
                paused=self.idle,
                remissions=self.remissions,
            )
        except OutsideValidity:
            self.rate_unknown = True  # told by a flag: the debt bears interest, nobody knows what
            return None

    def settle(self, on: date, pool: Cents) -> Cents:
        """Allot a payment to this debt, interest before principal (Awb 4:92); returns the rest.

        Interest below the floor is not owed at the last payment (Awb 4:98 lid 2): asked of what is
        open of it then. Example: 500 euro, 5.75 interest paid before, 3.29 open at the last
        payment: 3.29 is not owed, 5.75 stays.
        """
        running = self.interest(on)
        interest = 0 if running is None else running.rente_open_cents
        if interest and pool >= self.open_cents and rente.owed(interest, on) == 0:
            self.waived_cents, interest = interest, 0
        part = min(pool, self.open_cents + interest)
        if not part:
            return pool
        to_interest = min(part, interest)
        self.open_cents -= part - to_interest
        self.rente_paid_cents += to_interest
        self.paid_cents += part
        self.payments += ((on, part),)
        return pool - part

    def remit(self, on: date, pool: Cents) -> Cents:
        """Give up principal of this debt (Awb 4:94a); returns what is left to give up."""
        part = min(pool, self.open_cents)
        self.open_cents -= part
        self.remitted_cents += part
        self.remissions += ((on, part),)
        return pool - part


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
    request to collect (5:37a lid 2 and 3) is open or pending. `paid_void`: of the payments before
    a decision that works back, what was owed on no reading, and the day of that decision; all that
    is too much of the others is.
    `repaid_rente_cents` is interest of 4:102, `repaid_void_cents` what was paid back too much.
    `fees` are the reminders with force and what each costs, `remissions` what each act gave up.
    """

    debts: list[Debt]
    extending: Sequence[Span]
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
    remissions: list[tuple[str, Cents]] = field(default_factory=list)

    def last_day(self, debt: Debt, on: date) -> date | None:
        """Last day of limitation of a debt as it stands on `on`; None while none can be named.

        When the interim relief judge has suspended collection on the plain last day, it is later
        by the whole length of that suspension (Awb 5:37a lid 4; both days counted, convention).
        """
        limit = debt.limitation()
        plain = limit.plain_until
        if plain is not None:
            for span in self.collection_suspended:
                if span.holds(plain):
                    limit = verjaring.lengthened(limit, span)
                    break
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
                    left = debt.settle(on, pool)
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
                used = pool - debt.settle(debt.fall.on, pool)
                credit.use(used, for_fall=debt.fall)
                debt.paid_early = True
