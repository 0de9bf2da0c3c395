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
from typing import Final, TypeAlias

from enforcement.effects import Breach, Per, RecordFinding
from enforcement.law import dwangsom
from enforcement.law.spans import covering
from enforcement.law.terms import day_before, next_day
from enforcement.reckoning.compliance import Compliance
from enforcement.reckoning.forfeiture import Fall, fall_id
from enforcement.reckoning.gather import Done
from enforcement.reckoning.order import NewGrace, PartLine, value_at
from enforcement.reckoning.wording import day_text
from enforcement.values import Cents, Flag

_IN_GRACE: Final = "binnen de begunstigingstermijn, of voor de last gold"
_SAME: Final = {
    "ineens": "het bedrag ineens viel al met",
    "dag": "op dezelfde dag als",
    "week": "in dezelfde week als",
    "maand": "in dezelfde maand als",
}
_GONE: Final = "het onderdeel is van het begin af vervallen"
_NO_ROOM: Final = "het maximum van het onderdeel was bereikt"

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
        if effect.onderdeel != line.name and effect.onderdeel is not None:
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
    """The falls of a part whose breaches are counted, and what it learnt on the way: flags, and
    each breach that is no dwangsom of its own with the reason, in the words of a receipt.
    """

    line: PartLine
    compliance: Compliance
    findings: Sequence[Done[RecordFinding]]
    flags: list[Flag] = field(default_factory=list)
    grace_until: date | None = None
    total_cents: Cents = 0
    passed_over: list[tuple[Reported, str]] = field(default_factory=list)

    def falls(self) -> Iterator[Fall]:
        """All falls in order of day."""
        self.grace_until = self.line.grace_until
        if self.line.gone:
            self.passed_over += [(one, _GONE) for one in self._reported]
            return
        if self.line.terms.per == "overtreding":
            yield from self._each_breach()
        else:
            yield from self._first_of_each_unit()

    def _each_breach(self) -> Iterator[Fall]:
        """Which breaches the caps let count is asked first, as if every new grace had effect; the
        second walk then looks whether a new grace comes too late because everything had fallen.
        """
        counted = self._within_caps([one for one, _ in self._working(deny=False)])
        self.grace_until = self.line.grace_until
        for one, anchor in self._working(deny=True):
            over = counted.get(id(one), _IN_GRACE)
            fall = self._fall(one, anchor) if over is None else None
            if fall is None or fall.cents <= 0:
                self.passed_over.append((one, over or _NO_ROOM))
                continue
            self.total_cents += fall.cents
            yield fall

    def _first_of_each_unit(self) -> Iterator[Fall]:
        """Against recurrence per unit of time the first *day* with a breach in a unit counts, on
        which the dwangsom falls, and any breach in the unit proves it.

        Example: per week, on paper on Monday and seen in the field on Tuesday: one dwangsom, of
        Monday, proven. Is that of Monday found later, then it is still the dwangsom that was called
        after Tuesday.
        """
        terms = self.line.terms
        first: dict[int, Fall] = {}
        units: dict[int, list[Reported]] = {}
        for one, anchor in self._working(deny=True):
            unit = self._unit(one.breach.on, terms.per)
            if unit not in first:
                first[unit] = self._fall(one, anchor)
                self.total_cents += first[unit].cents
            else:
                same = f"{_SAME[terms.per]} de overtreding van {day_text(first[unit].on)}"
                self.passed_over.append((one, same))
            units.setdefault(unit, []).append(one)
        for unit, fall in first.items():
            if fall.cents <= 0:
                self.passed_over.append((units[unit][0], _NO_ROOM))
                continue
            proofs = (one.proof for one in units[unit] if one.proof is not None)
            later = dict.fromkeys(one.breach.on for one in units[unit] if one.breach.on > fall.on)
            also = tuple(fall_id(self.line.name, day) for day in later)
            yield _carried(fall._replace(also=also), min(proofs, default=None))

    @cached_property
    def _reported(self) -> list[Reported]:
        return reported(self.line, self.findings)

    def _working(self, *, deny: bool) -> Iterator[tuple[Reported, date]]:
        """The breaches on days on which the order works, with its anchor, in order of day.

        `deny`: a new grace is refused that comes when everything has fallen, and what is passed
        over is kept; else all have effect.
        """
        graces = list(self.line.new_graces)
        anchor = self._anchor
        for one in self._reported:
            day = one.breach.on
            while graces and graces[0].from_on <= day:
                self._renew(graces.pop(0), deny=deny)
                anchor = self._anchor
            obstacle = _IN_GRACE if day <= anchor else self._obstacle(day)
            if obstacle is None:
                yield one, anchor
            elif deny:
                self.passed_over.append((one, obstacle))
        for grace in graces:
            self._renew(grace, deny=deny)

    @property
    def _anchor(self) -> date:
        return max(self.grace_until or self.line.starts_on, self.line.starts_on)

    def _obstacle(self, day: date) -> str | None:
        """Why on a day after its anchor the order is broken without a dwangsom: None when it is
        neither ended, done nor suspended.
        """
        line = self.line
        if line.ended_on is not None and day >= line.ended_on:
            return "de last gold op die dag niet meer"
        if line.terms.aard == "beeindigen" and any(met <= day for met in self.compliance.complied):
            return "aan de last was al voldaan, en beëindigen vraagt niet meer"
        if covering(line.gaps, day) is not None:
            return "de last was op die dag herroepen of ingetrokken, en herleefde pas later"
        if covering(line.suspended, day) is not None:
            return "de last was op die dag geschorst"
        return None

    def _renew(self, grace: NewGrace, *, deny: bool) -> None:
        once = self.line.terms.per == "ineens" and self.total_cents > 0
        spent = once or value_at(self.line.cents_max, grace.from_on) <= self.total_cents
        past = grace.until < grace.from_on
        if grace.from_on > self._anchor and (past or (deny and spent)):
            name = self.line.name
            text = f"onderdeel {name}: de nieuwe begunstigingstermijn kwam te laat"
            flag = Flag("begunstiging-al-verstreken", text, ("Awb 5:32a lid 2",), (grace.act,))
            if flag not in self.flags:
                self.flags.append(flag)
            return
        self.grace_until = max(grace.until, day_before(grace.from_on))

    def _within_caps(self, working: Sequence[Reported]) -> dict[int, str | None]:
        """Which of them the order's own caps let count, in the order in which they became known:
        None for those, for the others the cap that is full.
        """
        terms = self.line.terms
        if (terms.per_dag_max, terms.per_week_max, terms.per_plaats_per_dag_max) == (None,) * 3:
            return dict.fromkeys(map(id, working))
        seen: Counter[tuple[object, ...]] = Counter()
        counted: dict[int, str | None] = {}
        for one in sorted(working, key=lambda r: r.key):
            caps = list(self._caps(one))
            full = next(((key[0], cap) for key, cap in caps if seen[key] >= cap), None)
            counted[id(one)] = None
            if full is None:
                seen.update(key for key, _ in caps)
            else:
                counted[id(one)] = f"de last laat er per {full[0]} niet meer dan {full[1]} tellen"
        return counted

    def _caps(self, one: Reported) -> Iterator[tuple[tuple[object, ...], int]]:
        """The counters with a cap that a breach adds to, each with its cap."""
        terms, breach = self.line.terms, one.breach
        if terms.per_dag_max is not None:
            yield ("dag", breach.on), terms.per_dag_max
        if terms.per_week_max is not None:
            yield ("week", self._unit(breach.on, "week")), terms.per_week_max
        if terms.per_plaats_per_dag_max is not None:
            yield ("plaats en dag", breach.plaats, breach.on), terms.per_plaats_per_dag_max

    def _unit(self, on: date, per: Per) -> int:
        """In which unit of time a day lies, counted from the day on which the order first works."""
        if per == "ineens":
            return 0
        assert per != "overtreding", "breaches are not counted by unit"
        return dwangsom.unit_of(min(next_day(self.line.anchor), on), per, on)

    def _fall(self, one: Reported, anchor: date) -> Fall:
        """The fall of a breach, proven when one of its own findings proves it."""
        line, breach = self.line, one.breach
        each = value_at(line.cents, breach.on)
        room = value_at(line.cents_max, breach.on) - self.total_cents
        kenmerk = breach.kenmerk if line.terms.per == "overtreding" else None
        proven_on, _, proven_by = one.proof or (None, None, None)
        return Fall(
            fall_id(line.name, breach.on, kenmerk),
            line.index,
            line.name,
            breach.on,
            max(0, min(each, room)),
            each,
            at_start=False,
            number=0,
            anchor=anchor,
            kenmerk=kenmerk,
            place=one.key,
            findings=one.findings,
            proven=proven_by is not None,
            proven_on=proven_on,
            proven_by=proven_by,
            on_paper=proven_by is None,
        )


def _carried(fall: Fall, proof: Proof | None) -> Fall:
    """The fall as the first finding in the field of its unit proves it, named also when another
    reports the breach of its day.
    """
    if proof is None:
        return fall
    on, _, finding = proof
    findings = fall.findings if finding in fall.findings else (*fall.findings, finding)
    return fall._replace(
        findings=findings, proven=True, proven_on=on, proven_by=finding, on_paper=False
    )
