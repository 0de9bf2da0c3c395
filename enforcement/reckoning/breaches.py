"""Dwangsommen for breaches: each breach, or each unit of time in which one was found.

Awb 5:32b lid 1; the day is that on which the breach occurred, not that of finding it (F6). What
counts as one breach comes from the order: (onderdeel, day, kenmerk). Caps count in the order in
which breaches became known: recording of the finding, place in its list, kenmerk.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import TypeAlias

from enforcement.effects import Breach, RecordFinding
from enforcement.law import dwangsom
from enforcement.law.spans import covering
from enforcement.law.terms import day_before, next_day
from enforcement.reckoning.compliance import Compliance
from enforcement.reckoning.forfeiture import Fall, fall_id
from enforcement.reckoning.gather import Done
from enforcement.reckoning.order import NewGrace, PartLine, value_at
from enforcement.values import Cents, Flag

Proof: TypeAlias = tuple[date, datetime, str]
"""The rank of a finding that is more than a check on paper."""


@dataclass(slots=True)
class Reported:
    """One breach with the findings that report it; `key` is its place in the order of caps,
    `proof` the rank of the first finding that is more than a check on paper.
    """

    breach: Breach
    key: tuple[datetime, int, str]
    findings: tuple[str, ...] = ()
    proof: Proof | None = None


def reported(line: PartLine, findings: Sequence[Done[RecordFinding]]) -> list[Reported]:
    """The breaches of a part, each once, in order of day and then of becoming known.

    `findings` come in the order in which they became known.
    """
    found: dict[tuple[date, str], Reported] = {}
    for done in findings:
        act, effect = done.act, done.effect
        if effect.onderdeel not in {None, line.name}:
            continue
        for place, breach in enumerate(_breaches(line, done)):
            one = found.get((breach.on, breach.kenmerk))
            if one is None:
                one = Reported(breach, (act.known_at, place, breach.kenmerk))
                found[breach.on, breach.kenmerk] = one
            if act.id not in one.findings:
                one.findings += (act.id,)
            if not effect.on_paper:
                one.proof = act.rank if one.proof is None else min(one.proof, act.rank)
    return sorted(found.values(), key=lambda one: (one.breach.on, one.key))


def _breaches(line: PartLine, done: Done[RecordFinding]) -> tuple[Breach, ...]:
    """Those that a finding lists. Against recurrence per unit of time, bare non-compliance is
    one too, on the day of the finding; per breach it is none: it has no key.
    """
    effect = done.effect
    if effect.breaches or effect.nageleefd is not False or line.terms.per == "overtreding":
        return effect.breaches
    return (Breach(effect.since_on, ""),)


@dataclass
class BreachFalls:
    """The falls of a part whose breaches are counted, and what it learnt on the way."""

    line: PartLine
    compliance: Compliance
    findings: Sequence[Done[RecordFinding]]
    flags: list[Flag] = field(default_factory=list)
    grace_until: date | None = None
    total_cents: Cents = 0

    def falls(self) -> Iterator[Fall]:
        """All falls in order of day."""
        self.grace_until = self.line.grace_until
        if self.line.gone:
            return
        counted = self._within_caps([one for one, _ in self._working(deny=False)])
        self.grace_until = self.line.grace_until
        for one, anchor in self._working(deny=True):
            if id(one) not in counted:
                continue
            fall = self._fall(one, anchor, counted[id(one)])
            if fall.cents > 0:
                self.total_cents += fall.cents
                yield fall

    @cached_property
    def _reported(self) -> list[Reported]:
        return reported(self.line, self.findings)

    def _working(self, *, deny: bool) -> Iterator[tuple[Reported, date]]:
        """The breaches on days on which the order works, with its anchor, in order of day.

        Which of them the caps let count is asked first, as if every new grace had effect; `deny`
        then looks whether a new grace comes too late because everything had fallen.
        """
        graces = list(self.line.new_graces)
        anchor = self._anchor
        for one in self._reported:
            day = one.breach.on
            while graces and graces[0].from_on <= day:
                self._renew(graces.pop(0), deny=deny)
                anchor = self._anchor
            if day > anchor and self._stands(day):
                yield one, anchor
        for grace in graces:
            self._renew(grace, deny=deny)

    @property
    def _anchor(self) -> date:
        return max(self.grace_until or self.line.starts_on, self.line.starts_on)

    def _stands(self, day: date) -> bool:
        """Whether on a day after its anchor the order is neither ended, done nor suspended."""
        line = self.line
        if line.ended_on is not None and day >= line.ended_on:
            return False
        if line.terms.aard == "beeindigen" and any(met <= day for met in self.compliance.complied):
            return False
        return covering(line.idle, day) is None

    def _renew(self, grace: NewGrace, *, deny: bool) -> None:
        room = value_at(self.line.cents_max, grace.from_on) - self.total_cents
        past = grace.until < grace.from_on
        if grace.from_on > self._anchor and (past or (deny and room <= 0)):
            name = self.line.name
            text = f"onderdeel {name}: de nieuwe begunstigingstermijn kwam te laat"
            flag = Flag("begunstiging-al-verstreken", text, ("Awb 5:32a lid 2",), (grace.act,))
            if flag not in self.flags:
                self.flags.append(flag)
            return
        self.grace_until = max(grace.until, day_before(grace.from_on))

    def _within_caps(self, working: Sequence[Reported]) -> dict[int, Proof | None]:
        """Those that the order's own caps let count, each with what first proves its dwangsom.

        Breaches count in the order in which they became known; against recurrence per unit of
        time the first *day* in a unit counts, on which the dwangsom falls, and any breach in the
        unit proves it. Example: per week, on paper on Monday and seen in the field on Tuesday:
        one dwangsom, of Monday, proven.
        """
        seen: Counter[tuple[object, ...]] = Counter()
        counted: dict[int, Proof | None] = {}
        by_breach = self.line.terms.per == "overtreding"
        first: dict[tuple[object, ...], int] = {}
        for one in sorted(working, key=lambda r: r.key) if by_breach else working:
            caps = self._caps(one)
            if all(seen[key] < cap for key, cap in caps):
                counted[id(one)] = one.proof
                for key, _ in caps:
                    seen[key] += 1
                    first.setdefault(key, id(one))
            elif not by_breach:
                unit = first[caps[0][0]]
                proofs = [each for each in (counted[unit], one.proof) if each is not None]
                counted[unit] = min(proofs, default=None)
        return counted

    def _caps(self, one: Reported) -> Sequence[tuple[tuple[object, ...], int]]:
        """The counters with a cap that a breach adds to, each with its cap. Weeks and other units
        are counted from the day on which the order first works.
        """
        terms, breach = self.line.terms, one.breach
        if terms.per == "ineens":
            return ((("ineens",), 1),)
        start = min(next_day(self.line.anchor), breach.on)
        if terms.per != "overtreding":
            return (((terms.per, dwangsom.unit_of(start, terms.per, breach.on)), 1),)
        caps: list[tuple[tuple[object, ...], int]] = []
        if terms.per_dag_max is not None:
            caps.append((("dag", breach.on), terms.per_dag_max))
        if terms.per_week_max is not None:
            week = dwangsom.unit_of(start, "week", breach.on)
            caps.append((("week", week), terms.per_week_max))
        if terms.per_plaats_per_dag_max is not None:
            caps.append((("plaats", breach.plaats, breach.on), terms.per_plaats_per_dag_max))
        return caps

    def _fall(self, one: Reported, anchor: date, proof: Proof | None) -> Fall:
        line, breach = self.line, one.breach
        each = value_at(line.cents, breach.on)
        room = value_at(line.cents_max, breach.on) - self.total_cents
        kenmerk = breach.kenmerk if line.terms.per == "overtreding" else None
        return Fall(
            id=fall_id(line.name, breach.on, kenmerk),
            part=line.index,
            onderdeel=line.name,
            on=breach.on,
            cents=max(0, min(each, room)),
            unit_cents=each,
            at_start=False,
            number=0,
            anchor=anchor,
            kenmerk=kenmerk,
            place=one.key,
            findings=_once(one.findings, proof),
            proven=proof is not None,
            proven_on=proof[0] if proof else None,
            proven_by=proof[2] if proof else None,
            on_paper=proof is None,
        )


def _once(findings: tuple[str, ...], proof: Proof | None) -> tuple[str, ...]:
    """The findings that report a breach, and the one that proves its unit when that is another."""
    if proof is None or proof[2] in findings:
        return findings
    return (*findings, proof[2])
