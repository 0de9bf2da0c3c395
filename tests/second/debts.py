"""One dwangsom as a debt, and one payment that was not needed: what each bears day by day."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Final

from tests.second import interest
from tests.second.readings import reads

NOTHING: Final = Fraction(0)


@dataclass
class Bearing:
    """Interest on a sum: that of full years bears interest itself (BW 6:119 lid 2)."""

    first: date
    joined: Fraction = NOTHING
    running: Fraction = NOTHING

    @property
    def open(self) -> Fraction:
        return self.joined + self.running

    def one_day(self, principal: Fraction, day: date) -> Fraction:
        """What the day adds."""
        more = (principal + self.joined) * interest.of_one_day(day)
        self.running += more
        return more

    def evening(self, day: date) -> None:
        """After a full year that year's interest joins the principal."""
        if self.running and interest.year_is_full(self.first, day):
            self.join()

    def join(self) -> None:
        self.joined, self.running = self.joined + self.running, NOTHING

    def pay(self, sum_of_money: Fraction) -> Fraction:
        """The oldest interest first; what is left of the sum comes back."""
        joined = min(self.joined, sum_of_money)
        running = min(self.running, sum_of_money - joined)
        self.joined -= joined
        self.running -= running
        return sum_of_money - joined - running


@dataclass
class Debt:
    """A dwangsom: payable from the day it fell, in default after its six weeks (Awb 4:97)."""

    id: str
    on: date
    cents: int
    bearing: Bearing
    lapsed_after: date | None
    is_free: Callable[[date], bool]
    proven: bool = True
    principal: Fraction = NOTHING
    accrued: Fraction = NOTHING
    paid: Fraction = NOTHING
    remitted: Fraction = NOTHING
    noticed_on: date = date.max
    """The first day with a paper of money since it fell."""

    def __post_init__(self) -> None:
        self.principal = Fraction(self.cents)

    @property
    def is_settled(self) -> bool:
        return self.principal == 0

    @property
    def was_forgotten(self) -> bool:
        """Whether its year was over before the next paper of money came."""
        return self.has_lapsed(self.noticed_on) and reads("early-money-forgets-a-lapse")

    def has_lapsed(self, day: date) -> bool:
        return self.lapsed_after is not None and day > self.lapsed_after

    def one_day(self, day: date) -> None:
        """Interest, unless a deferral says that none runs (Awb 4:101)."""
        if day < self.bearing.first or self.has_lapsed(day) or self.is_free(day):
            return
        if self.principal or self.bearing.joined:
            self.accrued += self.bearing.one_day(self.principal, day)

    def take(self, sum_of_money: Fraction, day: date) -> Fraction:
        """Interest first, then principal (Awb 4:92 lid 1); how much of the payment was taken."""
        if not sum_of_money or self.has_lapsed(day):
            return NOTHING
        if self._is_under_the_floor(day) and sum_of_money >= self.principal > 0:
            self._waive()
        left = self.bearing.pay(sum_of_money)
        principal = min(self.principal, left)
        self.principal -= principal
        taken = sum_of_money - left + principal
        self.paid += taken
        return taken

    def _is_under_the_floor(self, day: date) -> bool:
        """Interest under EUR 20 at the last payment is not owed (Awb 4:98 lid 2)."""
        floor = interest.in_force("rente_drempel_cents", day) or 0
        asked = self.bearing.running if reads("remitted-in-default") else self.bearing.open
        return asked < floor

    def _waive(self) -> None:
        """What was paid as interest before stays so."""
        waived = self.bearing.open
        along = interest.cents(waived) and reads("waived-interest-takes-the-paid-along")
        self.accrued = NOTHING if along else self.accrued - waived
        self.bearing.joined = self.bearing.running = NOTHING

    def remit(self, sum_of_money: Fraction, day: date) -> Fraction:
        """So much of the dwangsom is given up (Awb 4:94a); the interest that ran stays owed.

        Awb 4:92 speaks of payments: it sends nothing that is remitted to the interest first.
        """
        if self.has_lapsed(day):
            return NOTHING
        part = min(self.principal, sum_of_money)
        if part and reads("remitted-in-default"):
            self.bearing.join()
        self.principal -= part
        self.remitted += part
        return part


@dataclass
class Credit:
    """A payment, in so far as nothing was owed for it: `left`.

    Of that, up to `changed_cents` was owed until a decision was changed or annulled: it bears
    interest from the day after the payment (Awb 4:102).
    """

    id: str
    on: date
    left: Fraction
    changed: Fraction
    bearing: Bearing
    returned: Fraction = NOTHING

    @property
    def bears(self) -> Fraction:
        return min(self.left, self.changed)

    def one_day(self, day: date) -> None:
        if day > self.on and self.bears:
            self.bearing.one_day(self.bears, day)

    def give_back(self, most: Fraction, sum_of_money: Fraction) -> Fraction:
        """Pay back of this payment, up to `most`; how much it was."""
        part = min(most, sum_of_money)
        self.left -= part
        self.returned += part
        return part
