"""One part of the order, carried through the calendar from morning to evening.

In the morning falls what falls at the start of a day: the sum at once (`ineens`), and units of
which a part counts. Then come the acts of the day. In the evening falls what needs the whole day:
full units, and breaches.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from tests.second import days, findings
from tests.second.orders import Order
from tests.second.papers import Paper

UNITS: Final = frozenset({"dag", "week", "maand"})


@dataclass
class Fall:
    """A dwangsom that falls, before the maximum is asked: the day, the sum, the breach."""

    on: date
    cents: int
    early: bool
    breach: findings.Breach | None = None
    proven: bool = False
    also: list[date] = field(default_factory=list)
    """Against recurrence: later days in the same unit on which a breach was found."""


@dataclass
class Part:
    """The state of one part, as it stands on the day last walked."""

    name: str
    order: Order
    spoken: list[findings.Word]
    breaches: list[findings.Breach]
    suspended: Callable[[date], bool]
    complied: bool = False
    ended: bool = False
    nageleefd_on: date | None = None
    grace: date = date.min
    anchor: date = date.min
    clock: date = date.min
    units: int = 0
    hit: Fall | None = None
    fell: bool = False
    total_cents: int = 0
    max_on: date | None = None
    falls: list[Fall] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.terms: Paper = self.order.part(self.name)
        self.per: str = self.terms["per"]
        self.partial: bool = self.terms.get("gedeelte_telt", False)
        self.by_breach = self.terms["aard"] == "herhaling_voorkomen" or self.per == "overtreding"
        self.grace = self.order.grace(self.name, self.order.act["on"], early=True)
        self._start_clock(self.grace)

    def morning(self, day: date) -> list[Fall]:
        """What falls at the start of the day, by the text of before its acts."""
        if self.by_breach or not self.order.works(self.name, day, early=True):
            return []
        if self.complied or day <= self.grace:
            return []
        due = self._at_once(day) if self.per == "ineens" else self.partial and self._step(day)
        return [self._fall(day, early=True)] if due else []

    def change(self, day: date, *, spent: bool, fell_now: bool) -> list[Fall]:
        """A new grace period that works from this day; without effect when all has fallen.

        One that lies in the past ends the old one now: the clock starts on this day, by the text as
        this act leaves it. When the old one had passed as well, nothing new was given.
        """
        before = self.order.grace(self.name, day, early=True)
        now = self.order.grace(self.name, day)
        past = now < day and self.grace < day
        if now == before or past or spent or (self.per == "ineens" and self.fell):
            return []
        self.grace = now
        self._start_clock(max(now, days.day_before(day)))
        gone = not self.order.works(self.name, day)
        if gone or self.by_breach or self.complied or now >= day:
            return []
        due = self._at_once(day) if self.per == "ineens" else self.partial and self._step(day)
        return [self._fall(day, early=False)] if due and not fell_now else []

    def say(self, day: date) -> list[Fall]:
        """What was found that day: compliance, or a relapse, which may at once cost a sum."""
        word = findings.said_on(self.spoken, day)
        if word is True and not self.complied:
            self.complied, self.nageleefd_on = True, day
            self.ended = self.terms["aard"] == "beeindigen"
        if word is not False or not self.complied or self.ended:
            return []
        self.complied, self.nageleefd_on = False, None
        if self.by_breach or not self.order.works(self.name, day):
            return []
        if self.per in UNITS:
            self._start_clock(max(self.grace, days.day_before(day)))
        if day <= self.grace:
            return []
        due = self._at_once(day) if self.per == "ineens" else self.partial and self._step(day)
        return [self._fall(day, early=False)] if due else []

    def evening(self, day: date) -> list[Fall]:
        """What falls now that the whole day has run."""
        if day <= self.grace or not self.order.works(self.name, day):
            return []
        if self.by_breach:
            return self._evening_of_breaches(day)
        if self.per not in UNITS or self.partial or self.complied:
            return []
        return [self._fall(day, early=False)] if self._step(day) else []

    def _evening_of_breaches(self, day: date) -> list[Fall]:
        if self.per in UNITS:
            self._pass_window(day)
        if self.suspended(day) or self.ended:
            return []
        found = [breach for breach in self.breaches if breach.on == day]
        if self.per == "overtreding":
            return [self._fall(day, early=False, breach=breach) for breach in found]
        if self.hit is not None:
            self.hit.proven |= any(breach.proven for breach in found)
            self.hit.also += [breach.on for breach in found]
        if self.hit is not None or not found:
            return []
        found.sort(key=lambda breach: not breach.proven)
        self.hit = self._fall(day, early=False, breach=found[0])
        return [self.hit]

    def _pass_window(self, day: date) -> None:
        """Against recurrence a unit is a window, in which the first breach counts."""
        if self.suspended(day):
            if self.partial:
                self._start_clock(day)
            return
        self.clock = days.next_day(self.clock)
        if self.clock > days.add_units(self.anchor, self.per, self.units):
            self.units += 1
            self.hit = None

    def _at_once(self, day: date) -> bool:
        return not self.fell and not self.suspended(day)

    def _start_clock(self, anchor: date) -> None:
        self.anchor = self.clock = anchor
        self.units, self.hit = 0, None

    def _step(self, day: date) -> bool:
        """One more day of non-compliance: does a unit start (partial) or become full by it?"""
        if self.suspended(day):
            if self.partial:
                self._start_clock(day)
            return False
        ends = days.add_units(self.anchor, self.per, self.units + (not self.partial))
        self.clock = day if self.partial else days.next_day(self.clock)
        due = self.clock == (days.next_day(ends) if self.partial else ends)
        self.units += due
        return due

    def _fall(self, day: date, *, early: bool, breach: findings.Breach | None = None) -> Fall:
        self.fell = True
        cents = self.order.reads(self.name, "cents", day, early=early)
        return Fall(day, cents, early, breach, proven=breach is not None and breach.proven)
