"""The receipt of what lies ahead of a part and of the case: room left, when the maximum was reached
or will be, and what changes next by itself. Each is asked by its name in the answer, for one part
as `<onderdeel>:<name>`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import Final

from enforcement.law.terms import days_after, next_day
from enforcement.reckoning.ahead import WARNING_DAYS
from enforcement.reckoning.cautions import year_days
from enforcement.reckoning.forfeited import PartFalls
from enforcement.reckoning.forfeiture import Fall
from enforcement.reckoning.order import step_at, value_at
from enforcement.reckoning.outcome import Part, Reckoning
from enforcement.reckoning.reckon import Workings
from enforcement.reckoning.wording import (
    act_text,
    day_text,
    dwangsommen_text,
    euro_text,
    weekday_text,
)


def coming_lines(reckoning: Reckoning, worked: Workings, name: str) -> Iterator[str]:
    """The receipt of `ruimte_cents`, `max_bereikt_on`, `max_verwacht_on` or `next_change_on`."""
    if _asked(name)[1] == "next_change_on":
        yield from _next_change_lines(reckoning, worked)
    tell = _OF_PARTS.get(_asked(name)[1])
    for row in worked.parts:
        if tell is not None and row.onderdeel in parts_asked(worked, name):
            yield from tell(worked, row)


def parts_asked(worked: Workings, name: str) -> tuple[str, ...]:
    """The parts of which such a name asks something: one, or all; none for another name."""
    of, what = _asked(name)
    if what not in _OF_PARTS:
        return ()
    return tuple(row.onderdeel for row in worked.parts if of in {"", row.onderdeel})


def _asked(name: str) -> tuple[str, str]:
    of, _, what = name.rpartition(":")
    what = what.replace(" ", "_")
    return of, "ruimte_cents" if what == "ruimte" else what


def room_lines(worked: Workings, row: Part) -> Iterator[str]:
    """What the maximum of a part leaves, and that over all parts of the order, in which a part may
    find nothing left.
    """
    taken = f"verbeurd {euro_text(row.verbeurd_cents)}"
    taken += f" - aangenomen {euro_text(row.aangenomen_cents)}"
    room = f"ruimte {euro_text(row.ruimte_cents)}, nooit minder dan niets"
    yield f"maximum {euro_text(row.cents_max)} - {taken} = {room}"
    part = _part(worked, row)
    for order in worked.found.orders:
        if order.id == part.line.order and order.effect.cents_max is not None:
            fallen = sum(fall.cents for fall in _of_order(worked, order.id))
            left = euro_text(max(0, order.effect.cents_max - fallen))
            total = f"maximum over alle onderdelen {euro_text(order.effect.cents_max)}"
            yield f"{total} - verbeurd en aangenomen {euro_text(fallen)} = ruimte {left}"


def _part(worked: Workings, row: Part) -> PartFalls:
    return next(part for part in worked.fallen.parts if part.line.name == row.onderdeel)


def _of_order(worked: Workings, order: str) -> list[Fall]:
    own = {part.line.index for part in worked.fallen.parts if part.line.order == order}
    return [fall for fall in worked.fallen.falls if fall.part in own]


def _room_lines(worked: Workings, row: Part) -> Iterator[str]:
    yield f"ruimte van onderdeel {row.onderdeel}: {euro_text(row.ruimte_cents)}"
    yield from (f"  {line}" for line in room_lines(worked, row))
    step = step_at(_part(worked, row).line.cents_max, worked.on)
    yield f"  het maximum is dat van {_told(worked, step.act)}"


def _told(worked: Workings, act_id: str) -> str:
    return next(act_text(act) for act in worked.stand.acts if act.id == act_id)


def _reached_lines(worked: Workings, row: Part) -> Iterator[str]:
    day, part = row.max_bereikt_on, _part(worked, row)
    if day is None:
        yield f"onderdeel {row.onderdeel}: het eigen maximum is niet bereikt"
        yield from (f"  {line}" for line in room_lines(worked, row))
        return
    fell = [fall for fall in worked.fallen.falls if fall.part == part.line.index and fall.on <= day]
    step = step_at(part.line.cents_max, day)
    yield f"onderdeel {row.onderdeel}: maximum bereikt op {weekday_text(day)}"
    yield f"  maximum {euro_text(step.value)}, dat van {_told(worked, step.act)}"
    yield f"  t/m die dag {_sum_text(fell)}; de laatste is {fell[-1].id}"
    if fell[-1].on < day:
        yield "  daarna verlaagde die handeling het maximum tot wat al was verbeurd, of minder"


def _expected_lines(worked: Workings, row: Part) -> Iterator[str]:
    day, part = row.max_verwacht_on, _part(worked, row)
    if day is None:
        yield f"onderdeel {row.onderdeel}: geen dag waarop het maximum wordt verwacht"
        yield f"  {_why_never(worked, row, part)}"
        return
    yield f"onderdeel {row.onderdeel}: maximum verwacht op {weekday_text(day)}"
    yield "  als de overtreding doorgaat en er niets anders gebeurt"
    terms = part.line.terms
    per = terms.per if terms.per == "ineens" else f"per {terms.per}"
    coming = [fall for fall in part.ahead if fall.on <= day]
    before = bool(coming) and coming[-1].before_acts
    yield f"  bedrag {euro_text(value_at(part.line.cents, day, before=before))} {per}"
    fallen = row.verbeurd_cents + row.aangenomen_cents
    maximum = value_at(part.line.cents_max, day, before=before)
    room = euro_text(maximum - fallen)
    yield f"  maximum {euro_text(maximum)} - verbeurd en aangenomen {euro_text(fallen)} = {room}"
    if coming:
        yield f"  nog {_days_text(coming)}"
    if fallen + sum(fall.cents for fall in coming) < maximum:
        yield "  het maximum over alle onderdelen is dan eerder bereikt dan het eigen:"
        yield from (f"    {line}" for line in _overall_lines(worked, part.line.order, day))


def _overall_lines(worked: Workings, order: str, day: date) -> Iterator[str]:
    """The room over all parts of an order and what of each part is to fall until the day."""
    fallen = sum(fall.cents for fall in _of_order(worked, order))
    maximum = next(done.effect.cents_max for done in worked.found.orders if done.id == order)
    assert maximum is not None, "what is full before the own maximum is that over all parts"
    room = euro_text(maximum - fallen)
    yield f"maximum {euro_text(maximum)} - verbeurd en aangenomen {euro_text(fallen)} = {room}"
    for part in worked.fallen.parts:
        coming = [fall for fall in part.ahead if fall.on <= day]
        if part.line.order == order and coming:
            yield f"onderdeel {part.line.name}: {_days_text(coming)}"


def _days_text(falls: Sequence[Fall]) -> str:
    first, last = day_text(falls[0].on), day_text(falls[-1].on)
    days = f"op {first}" if len(falls) == 1 else f"van {first} t/m {last}"
    return f"{_sum_text(falls)}, {days}"


def _sum_text(falls: Sequence[Fall]) -> str:
    """`7 dwangsommen: 6 × € 1.000,00 + 1 × € 500,00 = € 6.500,00`."""
    each = Counter(fall.cents for fall in falls)
    added = " + ".join(f"{number} × {euro_text(cents)}" for cents, number in each.items())
    total = euro_text(sum(fall.cents for fall in falls))
    return f"{dwangsommen_text(len(falls))}: {added} = {total}"


def _why_never(worked: Workings, row: Part, part: PartFalls) -> str:
    if row.max_bereikt_on is not None:
        return f"het is al bereikt op {weekday_text(row.max_bereikt_on)}"
    if worked.fallen.overall_full:
        return "het maximum over alle onderdelen is al bereikt"
    if part.ahead:
        return f"ook na {dwangsommen_text(len(part.ahead))} is het niet bereikt"
    return "zonder nieuwe handeling verbeurt dit onderdeel niets meer"


def _next_change_lines(reckoning: Reckoning, worked: Workings) -> Iterator[str]:
    day = reckoning.next_change_on
    if day is None:
        yield "zonder nieuwe handeling verandert in deze zaak niets meer"
        return
    yield f"zonder nieuwe handeling verandert er weer iets op {weekday_text(day)}"
    causes = dict.fromkeys(_causes(reckoning, worked, day))
    yield from (f"  {cause}" for cause in causes or ("wat dan verandert is niet te noemen",))


def _causes(reckoning: Reckoning, worked: Workings, day: date) -> Iterator[str]:
    yield from (f"handeling {act_text(act)}" for act in worked.known if act.on == day)
    for part in worked.fallen.parts:
        yield from _part_causes(worked, part, day)
    for one in worked.suspended:
        what = f"schorsing door {act_text(one.done.act)}"
        yield from _edge_causes(what, one.span.from_on, one.span.until, day)
    for term in reckoning.termijnen:
        yield from _edge_causes(f"termijn {term.kind} van {term.of}", term.from_on, term.until, day)
    yield from _limitation_causes(reckoning, day)
    if day in worked.settled.rate_on:
        yield "het tarief van de wettelijke rente kan dan anders of onbekend zijn"
    if day in worked.overdue.changes_on:
        yield "wat het gezag over te laat beslissen verschuldigd is (Awb 4:17)"
    if day in year_days(worked.found):
        yield "de last is een jaar van kracht (Awb 5:34 lid 2)"


def _edge_causes(what: str, from_on: date, until: date | None, day: date) -> Iterator[str]:
    """That something starts on the day, or ran through the day before."""
    if from_on == day:
        yield f"{what}: eerste dag"
    if until is not None and next_day(until) == day:
        yield f"{what}: liep t/m {day_text(until)}"


def _part_causes(worked: Workings, part: PartFalls, day: date) -> Iterator[str]:
    line = part.line
    name = f"onderdeel {line.name}"
    if part.next_fall_on == day:
        yield f"{name}: {euro_text(part.ahead[0].cents)} verbeurt, als de overtreding doorgaat"
    if line.ended_on == day:
        yield f"{name}: de last eindigt"
    if day in {next_day(line.anchor), next_day(part.grace_until or line.anchor)}:
        after = "een begunstigingstermijn" if part.grace_until else "de dag van bekendmaking"
        yield f"{name}: {after} is voorbij, de last gaat werken"
    for what, steps in (("bedrag", line.cents), ("maximum", line.cents_max)):
        yield from (
            f"{name}: het {what} wordt {euro_text(step.value)}, door {_told(worked, step.act)}"
            for step in steps
            if step.from_on == day
        )
    for grace in line.new_graces:
        if grace.from_on == day:
            yield f"{name}: een nieuwe begunstigingstermijn, door {_told(worked, grace.act)}"
    for state in part.compliance.states:
        if state.on == day:
            met = "nageleefd" if state.nageleefd else "niet nageleefd"
            yield f"{name}: {met}, zegt {state.finding.id}"


def _limitation_causes(reckoning: Reckoning, day: date) -> Iterator[str]:
    for row in reckoning.verbeurtes:
        until = row.verjaring_until
        if until == day:
            yield f"verjaring van {row.id}: laatste dag"
        for days in WARNING_DAYS if row.status == "open" else ():
            if until == days_after(day, days):
                yield f"verjaring van {row.id}: nog {days} dagen, een signaal"


_OF_PARTS: Final[Mapping[str, Callable[[Workings, Part], Iterator[str]]]] = {
    "ruimte_cents": _room_lines,
    "max_bereikt_on": _reached_lines,
    "max_verwacht_on": _expected_lines,
}
