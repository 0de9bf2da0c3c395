"""What the findings say of one part through time: complied, not complied, relapsed.

A finding of compliance speaks of the day since which it says the duty was met and of its own
day, one of non-compliance of its own day. Of two that speak of one day the later recorded counts.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from enforcement.effects import RecordFinding
from enforcement.law.terms import next_day
from enforcement.reckoning.gather import Done
from enforcement.reckoning.order import PartLine
from enforcement.values import Flag


@dataclass(frozen=True, slots=True)
class State:
    """From a day on the duty is met or not, says this finding."""

    on: date
    nageleefd: bool
    finding: Done[RecordFinding]


@dataclass(frozen=True, slots=True)
class Compliance:
    """The states of one part in order of day, one for each day that a finding speaks of.

    `ended_on`: the first compliance with a duty that asks no more than ending the breach; what
    is found after it changes nothing, the order has done its work (F9).
    """

    states: tuple[State, ...]
    complied: tuple[date, ...]
    proving: tuple[State, ...]
    proving_on: tuple[date, ...]
    on_paper_on: tuple[date, ...]
    flags: tuple[Flag, ...]

    @property
    def nageleefd_on(self) -> date | None:
        """Since when the duty is met; None when it is not, or no more after a relapse."""
        since = None
        for state in self.states:
            if not state.nageleefd:
                since = None
            elif since is None:
                since = state.on
        return since

    def relapse(self, anchor: date) -> tuple[State, State] | None:
        """The first compliance and the relapse after it by which a clock started anew after the day
        `anchor`; None when another event started it.
        """
        met: State | None = None
        for state in self.states:
            if state.nageleefd:
                met = met or state
            elif met is not None and next_day(anchor) == state.on:
                return met, state
            else:
                met = None
        return None

    def proof(self, fell_on: date, *, at_start: bool) -> Done[RecordFinding] | None:
        """The first finding of non-compliance on or after the day, with no compliance between.

        What fell at the start of its day has compliance of that same day behind it. Example: fell
        in the morning of 1 February, met on 1 February, relapse on 7 February: not proven.
        """
        at = bisect_left(self.proving_on, fell_on)
        if at == len(self.proving):
            return None
        found = self.proving[at]
        return found.finding if self._unbroken(fell_on, found.on, at_start=at_start) else None

    def on_paper(self, fell_on: date, *, at_start: bool) -> bool:
        """Whether an administrative check carries what fell on that day; see `proof` for better."""
        at = bisect_left(self.on_paper_on, fell_on)
        if at == len(self.on_paper_on):
            return False
        return self._unbroken(fell_on, self.on_paper_on[at], at_start=at_start)

    def _unbroken(self, fell_on: date, found_on: date, *, at_start: bool) -> bool:
        if not self.complied:
            return True
        before = bisect_left if at_start else bisect_right
        return before(self.complied, fell_on) == bisect_right(self.complied, found_on)


def compliance(line: PartLine, findings: Sequence[Done[RecordFinding]]) -> Compliance:
    """The states of a part as the findings since bekendmaking of the order tell them.

    `findings` come in the order in which they became known.
    """
    by_day: dict[date, State] = {}
    contradicting: list[Flag] = []
    for done in findings:
        effect = done.effect
        if effect.nageleefd is None or effect.onderdeel not in (None, line.name):
            continue
        since_on, seen_on = effect.since_on, done.act.on
        for day in (since_on, seen_on) if since_on < seen_on else (since_on,):
            if day < line.starts_on:
                continue
            there = by_day.get(day)
            if there is not None and there.nageleefd != effect.nageleefd:
                contradicting.append(_contradiction(line.name, day, there.finding.id, done.id))
            by_day[day] = State(day, effect.nageleefd, done)
    states = [by_day[day] for day in sorted(by_day)]
    contradicting.extend(_backdated(line.name, states))
    if line.terms.aard == "beeindigen":
        first = next((i for i, state in enumerate(states) if state.nageleefd), None)
        states = states if first is None else states[: first + 1]
    seen = [state for state in states if not state.nageleefd]
    proving = tuple(state for state in seen if not state.finding.effect.on_paper)
    return Compliance(
        states=tuple(states),
        complied=tuple(state.on for state in states if state.nageleefd),
        proving=proving,
        proving_on=tuple(state.on for state in proving),
        on_paper_on=tuple(s.on for s in seen if s.finding.effect.on_paper),
        flags=tuple(contradicting),
    )


def _contradiction(name: str, day: date, one: str, other: str) -> Flag:
    text = (
        f"bevindingen over onderdeel {name} op {day:%d-%m-%Y} spreken elkaar tegen; "
        "de laatst vastgelegde telt"
    )
    return Flag("bevindingen-spreken-elkaar-tegen", text, (), tuple(sorted((one, other))))


def _backdated(name: str, states: Sequence[State]) -> list[Flag]:
    """Non-compliance seen after the day from which a later finding says the duty was met."""
    flags: list[Flag] = []
    met: State | None = None
    for state in states:
        if state.nageleefd:
            met = state
        elif met is not None and state.on < met.finding.act.on:
            flags.append(_contradiction(name, state.on, met.finding.id, state.finding.id))
    return flags
