"""What was paid above what is owed, and what the authority owes back for it. Awb 4:102, 4:98.

    payment = what it settled + `void_cents` (no ground from the start: no interest)
                              + `lapsed_cents` (a later decision took the ground away: interest)

Awb 4:102 lid 1: interest «over de termijn tussen de betaling en de terugbetaling» where a decision
was changed or annulled on objection or appeal; lid 4: or by the authority, working back. Not
decided here: whether the debtor gave wrong data (lid 3).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from enforcement.law import rente
from enforcement.law.quantities import OutsideValidity
from enforcement.law.terms import day_before, next_day
from enforcement.reckoning.forfeiture import Fall
from enforcement.values import Cents


@dataclass(frozen=True, slots=True)
class Open:
    """What of `lapsed_cents` and its interest is open on a day, both in cents.

    `total` is both together, not rounded. `known_until` is filled where rates end before that
    day; `unknown`: no rate on the first day.
    """

    cents: Cents
    rente_cents: Cents
    total: Fraction
    known_until: date | None = None
    unknown: bool = False


@dataclass(slots=True)
class Credit:
    """What of one payment, the act named, is not owed. `repaid` are the days and sums paid back of
    the part that bears interest, that interest included; `returned_cents` is what of the other was.
    `changed_on`: the day of the decision that took the ground away from `lapsed_cents`; `used` what
    of those counted after it for a dwangsom that fell later, with its last day of interest.
    """

    act: str
    paid_on: date
    void_cents: Cents
    lapsed_cents: Cents
    changed_on: date | None = None
    returned_cents: Cents = 0
    used: list[tuple[date, Cents]] = field(default_factory=list)
    repaid: list[tuple[date, Cents]] = field(default_factory=list)

    def open(self, on: date) -> Open:
        """The part that bears interest, from the day after payment through `on` (Awb 4:102).

        Example: 100,000 euro paid on 1 May 2025 at 6%: on 1 July 61 days, 1,002.74 euro.
        """
        gone = sum(cents for _, cents in (*self.repaid, *self.used))
        left = max(0, self.lapsed_cents - gone)
        if not self.lapsed_cents or on <= self.paid_on:
            return Open(left, 0, Fraction(left))
        try:
            run = self.run(on)
        except OutsideValidity:
            return Open(left, 0, Fraction(left), unknown=True)
        cents, rente_cents = run.principal_open_cents, run.rente_open_cents
        return Open(cents, rente_cents, run.open_exact, run.rente.known_until)

    def run(self, on: date) -> rente.RenteAfterPayments:
        """The interest of 4:102 through a day, period by period; OutsideValidity where no rate is
        known on its first day.
        """
        from_on = next_day(self.paid_on)
        return rente.rente_after_payments(
            self.lapsed_cents, from_on, tuple(self.repaid), on, remissions=tuple(self.used)
        )

    def usable(self, on: date) -> Cents:
        """What of it can still count for a dwangsom that falls on a day."""
        return self.void_cents + self.open(on).cents

    def use(self, cents: Cents, *, for_fall: Fall) -> None:
        """Count a part of it for a dwangsom that fell later, on the day it fell.

        What had fallen before the decision was owed on both readings: it lost no ground. Example:
        600 euro paid early, five dwangsommen of 100 fell before the decision and stand after it,
        one was taken away: 100 lost its ground, nothing was void. What counts for one that fell
        after the decision had lost its ground until then: its interest up to that day stays.
        """
        if self.changed_on is not None and for_fall.fell_before(self.changed_on):
            from_lapsed = min(cents, self.lapsed_cents)
            self.lapsed_cents -= from_lapsed
            self.void_cents -= cents - from_lapsed
            return
        from_void = min(cents, self.void_cents)
        self.void_cents -= from_void
        if cents > from_void:
            last_on = day_before(for_fall.on) if for_fall.at_start else for_fall.on
            self.used.append((last_on, cents - from_void))

    def clear(self) -> None:
        """All of it has been paid back."""
        self.returned_cents += self.void_cents
        self.void_cents = self.lapsed_cents = 0
        self.repaid, self.used = [], []


def owed_back_cents(held: Sequence[Credit], on: date) -> Cents:
    """What the authority owes back on a day, interest through that day included.

    Interest under ten euro is not owed (Awb 4:98 lid 2), looked at over the whole. Example: three
    times 1,000 euro paid 1, 2 and 3 May 2025, on 1 July: 61, 60 and 59 days, 29.59 euro.
    """
    return sum(credit.usable(on) for credit in held) + _rente_owed_cents(held, on)


def _rente_owed_cents(held: Sequence[Credit], on: date) -> Cents:
    """Interest owed on a day over all of it together, rounded once."""
    opens = [credit.open(on) for credit in held]
    total = rente.round_half_up(sum((each.total for each in opens), Fraction(0)))
    cents = max(0, total - sum(each.cents for each in opens))
    return rente.owed(cents, on, by_authority=True) if cents else 0


def pay_back(held: Sequence[Credit], on: date, cents: Cents) -> tuple[Cents, Cents]:
    """Pay back on a day: first what bore no interest, then of the rest interest before principal
    (Awb 4:92 lid 1), oldest first. Returns what of `cents` was interest, and what was not owed.

    Example: 100,000 euro of 1 May 2025 and 1,002.74 interest, paid back on 1 July: interest 100274.
    """
    owed_rente_cents = _rente_owed_cents(held, on)
    left = cents - sum(credit.usable(on) for credit in held) - owed_rente_cents
    if left >= 0:
        for credit in held:
            credit.clear()
        return owed_rente_cents, left
    pool, rente_cents = cents, 0
    for credit in held:
        part = min(pool, credit.void_cents)
        credit.void_cents -= part
        credit.returned_cents += part
        pool -= part
    for credit in held:
        now = credit.open(on)
        part = min(pool, now.cents + now.rente_cents)
        if part:
            credit.repaid.append((on, part))
        rente_cents += min(part, now.rente_cents)
        pool -= part
    return rente_cents, 0
