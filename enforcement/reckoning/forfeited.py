"""What has been forfeited on a day, over all parts: proof, the overall maximum, what lapsed.

Dwangsommen that had fallen and of which a later decision, working back, took away the ground are
listed as lapsed (vervallen, Awb 5:38, 8:72); they are in no sum but their own.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from heapq import merge
from itertools import chain, islice

from enforcement.effects import ChangeOrder
from enforcement.law.spans import Span
from enforcement.reckoning.breaches import BreachFalls
from enforcement.reckoning.compliance import Compliance, compliance
from enforcement.reckoning.forfeiture import Clock, Fall
from enforcement.reckoning.gather import Done, Gathered
from enforcement.reckoning.order import Changes, PartLine, part_lines, value_at
from enforcement.reckoning.suspension import Suspension
from enforcement.reckoning.wording import dwangsommen_text
from enforcement.values import Cents, Flag

_AHEAD_MOST = 1_000


@dataclass(frozen=True, slots=True)
class PartFalls:
    """One part on the day: how it reads, what the findings say, what lies ahead.

    `next_fall_on` and `max_verwacht_on` hold if the breach goes on and nothing else happens;
    `ahead` are the falls until then, a thousand at the most.
    """

    line: PartLine
    compliance: Compliance
    grace_until: date | None
    next_fall_on: date | None
    max_verwacht_on: date | None
    full_on: date | None
    ahead: tuple[Fall, ...] = ()


@dataclass(frozen=True, slots=True)
class Changed:
    """What had fallen just before a decision that works back, as the order then read."""

    by: Done[ChangeOrder]
    falls: tuple[Fall, ...]


@dataclass(frozen=True, slots=True)
class Forfeited:
    """All that fell up to and including the day, in order; what lapsed; the parts; flags.

    `changes` tells for each decision that works back what had fallen just before it.
    """

    parts: tuple[PartFalls, ...]
    falls: tuple[Fall, ...]
    lapsed: tuple[Fall, ...]
    overall_full: bool
    flags: tuple[Flag, ...]
    changes: tuple[Changed, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """How the order is read: which changes count, when it is suspended or was gone."""

    found: Gathered
    suspended: Sequence[Suspension]
    gaps: Sequence[tuple[Done[ChangeOrder], Span]]

    def lines(self, changes: Iterable[Done[ChangeOrder]]) -> tuple[PartLine, ...]:
        """The parts as these changes make them read."""
        return part_lines(self.found, changes, self.suspended, self.gaps)


def forfeited(reading: Reading, changes: Changes, on: date) -> Forfeited:
    """Reckon the forfeitures of all parts on a day."""
    lines = reading.lines(changes.standing)
    drawn = [_part(line, reading.found, on) for line in lines]
    falls, overall_full = _capped(reading.found, [fall for _, fall, _ in drawn])
    flags = [flag for _, _, own in drawn for flag in own]
    overall = _overall_ahead(reading.found, [part for part, _, _ in drawn], falls)
    parts = tuple(_with_full(part, falls, on, overall) for part, _, _ in drawn)
    changed = tuple(_changed(reading, changes, on))
    return Forfeited(
        parts,
        falls,
        _lapsed(changed, {fall.id for fall in falls}),
        overall_full,
        (*flags, *_proof_flags(parts, falls)),
        changed,
    )


def _part(
    line: PartLine, found: Gathered, on: date
) -> tuple[PartFalls, list[Fall], tuple[Flag, ...]]:
    seen = compliance(line, found.recorded)
    clock = clock_of(line, seen, found)
    stream = clock.falls()
    falls: list[Fall] = []
    ahead = None
    for fall in stream:
        if fall.on > on:
            ahead = fall
            break
        falls.append(fall)
    flags = (*seen.flags, *clock.flags, *_unit_flags(line, falls))
    grace_until = clock.grace_until
    fallen_cents = sum(fall.cents for fall in falls)
    coming, full_on = _coming(line, fallen_cents, () if ahead is None else chain([ahead], stream))
    part = PartFalls(
        line=line,
        compliance=seen,
        grace_until=grace_until,
        next_fall_on=ahead.on if ahead is not None else None,
        max_verwacht_on=full_on,
        full_on=None,
        ahead=coming,
    )
    return part, falls, flags


def _coming(
    line: PartLine, cents: Cents, stream: Iterable[Fall]
) -> tuple[tuple[Fall, ...], date | None]:
    """The falls still to come until the own maximum is reached, a thousand at the most, and the day
    on which it is; the maximum is that of the day of each fall.

    Example: 300 euro, from 20 October 500; 100 each Sunday, the first on 12 October: 9 November.
    """
    coming: list[Fall] = []
    for fall in islice(stream, _AHEAD_MOST):
        coming.append(fall)
        cents += fall.cents
        if cents >= value_at(line.cents_max, fall.on, before=fall.before_acts):
            return tuple(coming), fall.on
    return tuple(coming), None


def _overall_ahead(
    found: Gathered, parts: Sequence[PartFalls], falls: Sequence[Fall]
) -> dict[str, date]:
    """For each order with a maximum over all parts the day on which it is reached, if all goes
    on; orders for which no day can be named are left out.
    """
    days: dict[str, date] = {}
    for order in found.orders:
        if order.effect.cents_max is None:
            continue
        mine = [part for part in parts if part.line.order == order.id]
        own = {part.line.index for part in mine}
        room = order.effect.cents_max - sum(f.cents for f in falls if f.part in own)
        for fall in merge(*(part.ahead for part in mine), key=lambda f: (f.on, f.part, f.place)):
            room -= fall.cents
            if room <= 0:
                days[order.id] = fall.on
                break
    return days


def _with_full(
    part: PartFalls, falls: Sequence[Fall], on: date, overall: dict[str, date]
) -> PartFalls:
    """The part with the day on which its own maximum was reached by what really fell, or is to
    be expected, its own or that over all parts, whichever comes first.
    """
    own = [fall for fall in falls if fall.part == part.line.index]
    full_on = _full_on(part.line, own, on)
    both = (part.max_verwacht_on, overall.get(part.line.order))
    ahead = min((day for day in both if day is not None), default=None)
    expected = ahead if full_on is None and part.ahead else None
    return dataclasses.replace(part, full_on=full_on, max_verwacht_on=expected)


def clock_of(line: PartLine, seen: Compliance, found: Gathered) -> Clock | BreachFalls:
    """What makes the dwangsommen of a part fall: a clock, or its breaches."""
    if line.terms.per == "overtreding" or line.terms.aard == "herhaling_voorkomen":
        return BreachFalls(line, seen, found.recorded)
    return Clock(line, seen)


def _full_on(line: PartLine, falls: Sequence[Fall], on: date) -> date | None:
    """The day on which the own maximum was reached: by a fall, or by lowering one that was not.

    What is full does not become full once more (G7). Example: full with 300 euro on 26 October,
    lowered to 200 on 3 November: 26 October.
    """
    total = sum(fall.cents for fall in falls)
    if not falls or total < value_at(line.cents_max, on):
        return None
    reached = falls[-1].on
    for before, step in zip(line.cents_max, line.cents_max[1:], strict=False):
        if reached < step.from_on <= on and step.value <= total < before.value:
            return step.from_on
    return reached


def _capped(found: Gathered, per_part: Sequence[Sequence[Fall]]) -> tuple[tuple[Fall, ...], bool]:
    """Merge the parts by day and in the order of the decision; cut to the overall maximum."""
    overall = {order.id: order.effect.cents_max for order in found.orders}
    order_of = {
        part.onderdeel: order.id for order in reversed(found.orders) for part in order.effect.parts
    }
    room = dict(overall)
    kept: list[Fall] = []
    for fall in merge(*per_part, key=lambda f: (f.on, f.part, f.place)):
        order = order_of[fall.onderdeel]
        left = room[order]
        if left is None:
            kept.append(fall)
            continue
        cents = min(fall.cents, left)
        room[order] = left - cents
        if cents > 0:
            kept.append(fall if cents == fall.cents else fall._replace(cents=cents))
    full = any(left == 0 for left in room.values())
    return tuple(kept), full


def _changed(reading: Reading, changes: Changes, on: date) -> Iterator[Changed]:
    """What had fallen before each decision that works back, from the start or from a past day."""
    for at, change in enumerate(changes.standing):
        if not change.effect.ex_tunc and change.effect.from_on >= change.on:
            continue
        lines = reading.lines(changes.standing[:at])
        per_part = [
            [f for f in _part(line, reading.found, on)[1] if f.fell_before(change.on)]
            for line in lines
        ]
        yield Changed(change, _capped(reading.found, per_part)[0])


def _lapsed(changed: Iterable[Changed], standing: set[str]) -> tuple[Fall, ...]:
    """What had fallen before each decision that works from the start, and no longer stands."""
    gone: dict[str, Fall] = {}
    for each in changed:
        for fall in each.falls if each.by.effect.ex_tunc else ():
            if fall.id not in standing:
                gone[fall.id] = fall
    return tuple(sorted(gone.values(), key=lambda f: (f.on, f.part, f.place)))


def _unit_flags(line: PartLine, falls: Sequence[Fall]) -> Iterator[Flag]:
    """Two places where the law does not say how a suspension counts."""
    if any(fall.cut and _suspended_in(fall, line) for fall in falls):
        partly = line.terms.gedeelte_telt  # then nothing is counted on: contract section 7
        rule = "de volgende begint erna" if partly else "alleen niet-geschorste dagen tellen"
        text = f"een schorsing ligt binnen een tijdseenheid van onderdeel {line.name}; {rule}"
        yield Flag("schorsing-in-tijdseenheid", text, ("Awb 8:81",), ())
    if suspended_in_grace(line, line.grace_until):
        text = (
            f"een schorsing valt in de begunstigingstermijn van onderdeel {line.name}; die "
            "termijn blijft hier staan zoals het besluit haar noemt, een persoon beslist"
        )
        yield Flag("schorsing-in-begunstiging", text, ("Awb 8:81",), ())


def suspended_in_grace(line: PartLine, until: date | None) -> bool:
    """Whether a suspension has a day in the begunstigingstermijn that ends on `until`, both days
    included; that term stays as the decision has it (convention schorsing_in_begunstiging).

    Example: until 31 March 2025: suspended from 31 March it has, from 1 April it has not.
    """
    return until is not None and any(
        span.from_on <= until and (span.until is None or span.until >= line.starts_on)
        for span in line.suspended
    )


def _suspended_in(fall: Fall, line: PartLine) -> bool:
    """Whether it was a suspension that cut its unit, and not days on which the order was gone."""
    spans = (span for span in line.suspended if span.from_on <= fall.on)
    return any(span.until is None or span.until > fall.anchor for span in spans)


def _proof_flags(parts: Sequence[PartFalls], falls: Sequence[Fall]) -> Iterator[Flag]:
    """Which falls no finding carries, or only a check on paper (RBSGR:2010:BN9745)."""
    for part in parts:
        own = [fall for fall in falls if fall.part == part.line.index and not fall.proven]
        if not own:
            continue
        text = f"geen bevinding draagt {dwangsommen_text(len(own))} van onderdeel {part.line.name}"
        yield Flag("verbeurte-niet-vastgesteld", text, ("Awb 5:33",), ())
        if any(fall.on_paper for fall in own):
            name = part.line.name
            text = f"onderdeel {name}: alleen een administratieve controle, geen veldcontrole"
            yield Flag("bewijs-alleen-administratief", text, ("Awb 5:33",), ())
