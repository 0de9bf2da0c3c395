"""One dwangsom as a debt: what was paid and remitted of it, its interest, its limitation."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from enforcement.law import geldschuld, rente, verjaring
from enforcement.law.quantities import OutsideValidity
from enforcement.law.spans import Span
from enforcement.law.terms import Term
from enforcement.law.verjaring import Deferral, Limitation
from enforcement.reckoning.forfeiture import Fall
from enforcement.values import Cents


class Interruption(NamedTuple):
    """An act that interrupted limitation, its day, and the article that makes it do so."""

    on: date
    act: str
    article: str


class Booked(NamedTuple):
    """What of the money of an act went to one debt: to its rente and to its hoofdsom."""

    on: date
    act: str
    rente_cents: Cents
    hoofdsom_cents: Cents
    remitted: bool = False


@dataclass(slots=True)
class Debt:
    """One dwangsom as a debt, while the ledger walks.

    `since_on` is the day of forfeiture or of the last interruption. `covered_cents` is what
    decisions to collect have taken up, paid or not. `booked` tells which act brought or gave up
    what. `waived_cents`: the interest that was below the floor at the last payment, and so was not
    owed; None while it was not so. `paid_early`: with money that came before it fell.
    `rate_unknown`: interest ran before the first rate that is known. `idle` are the days of uitstel
    on which no interest runs.
    """

    fall: Fall
    betaling: Term
    since_on: date
    open_cents: Cents
    deferrals: tuple[Deferral, ...] = ()
    paid_cents: Cents = 0
    remitted_cents: Cents = 0
    covered_by: str | None = None
    covered_cents: Cents = 0
    barred_by_uitstel: tuple[Span, ...] = ()
    reminded_until: date | None = None
    under_writ: bool = False
    waived_cents: Cents | None = None
    paid_early: bool = False
    rate_unknown: bool = False
    idle: tuple[Span, ...] = ()
    interrupted_by: tuple[Interruption, ...] = ()
    booked: tuple[Booked, ...] = ()
    _limitation: Limitation | None = None

    @classmethod
    def of(cls, fall: Fall) -> Debt:
        """The debt that a fall gives rise to, open and untouched."""
        return cls(fall, geldschuld.betaling_term(fall.on), fall.on, fall.cents)

    @property
    def under_old_law(self) -> bool:
        """Whether the law of before 1 April 2021 holds for its limitation (L10)."""
        return verjaring.under_old_law(self.fall.on)

    @property
    def payments(self) -> tuple[tuple[date, Cents], ...]:
        """The days and sums that were paid of it, remission left out."""
        if not self.booked:  # as with most debts
            return ()
        paid = (each for each in self.booked if not each.remitted)
        return tuple((each.on, each.rente_cents + each.hoofdsom_cents) for each in paid)

    @property
    def remissions(self) -> tuple[tuple[date, Cents], ...]:
        """The days and sums of the hoofdsom that were given up."""
        if not self.booked:
            return ()
        return tuple((each.on, each.hoofdsom_cents) for each in self.booked if each.remitted)

    def limitation(self) -> Limitation:
        """The limitation term that runs now."""
        if self._limitation is None:
            self._limitation = verjaring.limitation(
                self.since_on, self.deferrals, renewed=bool(self.interrupted_by)
            )
        return self._limitation

    def interrupt(self, on: date, act: str, article: str) -> None:
        """A new year runs from the day after `on` (Awb 4:110 lid 1); `article` makes it so."""
        self.since_on = max(self.since_on, on)
        self.interrupted_by += (Interruption(on, act, article),)
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
        if self.covered_by is None:
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
            paid = rente.Rente(sum(each.rente_cents for each in self.booked), ())
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

    def settle(self, on: date, pool: Cents, act: str) -> Cents:
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
        self.paid_cents += part
        self.booked += (Booked(on, act, to_interest, part - to_interest),)
        return pool - part

    def remit(self, on: date, pool: Cents, act: str) -> Cents:
        """Give up principal of this debt (Awb 4:94a); returns what is left to give up."""
        part = min(pool, self.open_cents)
        self.open_cents -= part
        self.remitted_cents += part
        if part:
            self.booked += (Booked(on, act, 0, part, remitted=True),)
        return pool - part
