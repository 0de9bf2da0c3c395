"""The receipt of the text of a part: which act set a day, an amount or a maximum, what stood there
before, and what a later decision undid or brought to life again. Awb 5:34, 7:11, 8:72.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from datetime import date

from enforcement.effects import ChangeOrder
from enforcement.reckoning.forfeited import PartFalls, Reading, clock_of
from enforcement.reckoning.forfeiture import Fall
from enforcement.reckoning.gather import Done
from enforcement.reckoning.order import (
    PartLine,
    Step,
    ends_part,
    revival_gaps,
    step_at,
)
from enforcement.reckoning.reckon import Workings
from enforcement.reckoning.termlines import set_by, works_text
from enforcement.reckoning.wording import act_text, day_text, euro_text
from enforcement.values import Cents


def concerns(effect: ChangeOrder, name: str) -> bool:
    """Whether a change speaks of a part."""
    return ends_part(effect, name) or any(part.onderdeel in {None, name} for part in effect.changes)


def text_lines(worked: Workings, name: str) -> Iterator[str]:
    """Each change of the part `name`: what it sets and what stood there, by which act, from when;
    also one that has no effect or was undone.
    """
    for at, done in enumerate(worked.changes.standing):
        if concerns(done.effect, name):
            yield from _change_lines(worked, name, at)
    yield from undone_lines(worked, name)


def _change_lines(worked: Workings, name: str, at: int) -> Iterator[str]:
    done = worked.changes.standing[at]
    before, after = (_read_after(worked, name, number) for number in (at, at + 1))
    by = f"{act_text(done.act)}, {works_text(done.effect)}"
    if ends_part(done.effect, name):
        yield f"{how_it_ends(done)} door {by}"
        return
    for part in done.effect.changes:
        if part.onderdeel not in {None, name}:
            continue
        if part.cents is not None:
            was = euro_text(before.line.cents[-1].value)
            yield f"gewijzigd door {by}: bedrag {_instead(euro_text(part.cents), was)}"
        if part.cents_max is not None:
            was = euro_text(before.line.cents_max[-1].value)
            yield f"gewijzigd door {by}: maximum {_instead(euro_text(part.cents_max), was)}"
        if part.begunstiging_until is None:
            continue
        new, was = _grace_text(part.begunstiging_until), _grace_text(before.grace_until)
        late = after.grace_until == before.grace_until and done.effect.from_on <= worked.on
        if late and new != was:
            yield f"zonder gevolg bleef {by}: begunstigingstermijn {new} kwam te laat"
        else:
            yield f"gewijzigd door {by}: begunstigingstermijn {_instead(new, was)}"


def _instead(new: str, was: str) -> str:
    return f"{new}, zoals het al was" if new == was else f"{new} in plaats van {was}"


def how_it_ends(done: Done[ChangeOrder]) -> str:
    """In words of law: revoked when it was decided on a remedy, else withdrawn."""
    revoked = done.effect.how == "herroepen" or done.effect.remedy is not None
    return "herroepen" if revoked else "ingetrokken"


def _grace_text(until: date | None) -> str:
    return "geen" if until is None else f"t/m {day_text(until)}"


def undone_lines(worked: Workings, name: str, on: date | None = None) -> Iterator[str]:
    """What a decision had changed or ended and a later one undid, with the days between on which
    there was no order; of a day `on` only what would have worked on it.
    """
    gaps = dict(_gaps(worked))
    for done in worked.changes.annulled:
        ahead = on is not None and not done.effect.ex_tunc and done.effect.from_on > on
        if ahead or not concerns(done.effect, name):
            continue
        undo = worked.remedies.annulled[done.id]
        court = undo.act.topic == "court-outcomes"
        by = f"{'vernietigd' if court else 'herroepen'} door {act_text(undo.act)}"
        article = "Awb 8:72" if court else "Awb 7:11 lid 2"
        if ends_part(done.effect, name):
            from_on, until = gaps[done.id]
            days = f"{day_text(from_on)} t/m {day_text(until)}"
            yield f"{how_it_ends(done)} door {act_text(done.act)}; dat is {by}"
            yield f"de last herleeft ({article}); van {days} was hij er niet, die dagen tellen niet"
        else:
            yield f"gewijzigd door {act_text(done.act)}: {sets_text(done, name)}; dat is {by}"
            yield f"de eerdere tekst herleeft ({article})"


def _gaps(worked: Workings) -> Iterator[tuple[str, tuple[date, date]]]:
    for done, span in revival_gaps(worked.changes, worked.remedies):
        assert span.until is not None, "a gap ends with the judgment that annulled"
        yield done.id, (span.from_on, span.until)


def sets_text(done: Done[ChangeOrder], name: str | None) -> str:
    """The amount, maximum and begunstigingstermijn that a change sets for a part."""
    told: list[str] = []
    for part in done.effect.changes:
        if part.onderdeel not in {None, name}:
            continue
        if part.cents is not None:
            told.append(f"bedrag {euro_text(part.cents)}")
        if part.cents_max is not None:
            told.append(f"maximum {euro_text(part.cents_max)}")
        if part.begunstiging_until is not None:
            told.append(f"begunstigingstermijn t/m {day_text(part.begunstiging_until)}")
    return ", ".join(told)


def _step_lines(what: str, step: Step, first: Cents, worked: Workings) -> Iterator[str]:
    """By which act a sum came that the order itself stated as `first`; nothing when it stands."""
    done = next((done for done in worked.found.changes if done.id == step.act), None)
    if done is not None:
        by = f"{act_text(done.act)}, {works_text(done.effect)}"
        yield f"{what} is dat van {by}; in de last stond {euro_text(first)}"


def amount_lines(fall: Fall, line: PartLine, worked: Workings) -> Iterator[str]:
    """By which act the amount of a dwangsom came, when not by the order itself."""
    step = step_at(line.cents, fall.on, before=fall.before_acts)
    yield from _step_lines("het bedrag", step, line.terms.cents, worked)


def maximum_lines(fall: Fall, line: PartLine, worked: Workings) -> Iterator[str]:
    """By which act the maximum came that cut a dwangsom; not told when one over all parts may
    have done it.
    """
    order = next(done for done in worked.found.orders if done.id == line.order)
    if order.effect.cents_max is None:
        step = step_at(line.cents_max, fall.on, before=fall.before_acts)
        yield from _step_lines("het maximum", step, line.terms.cents_max, worked)


def anchor_lines(fall: Fall, line: PartLine, worked: Workings) -> Iterator[str]:
    """By which act the begunstigingstermijn ended on the day after which the clock of a dwangsom
    runs; nothing when the order itself says so.
    """
    by = set_by(line, fall.anchor, fall.on)
    if by is not None:
        done = _change(worked, by)
        was = _grace_text(line.terms.begunstiging_until)
        told = f"{act_text(done.act)}, {works_text(done.effect)}"
        grace = "t/m die dag liep de begunstigingstermijn"
        yield f"{grace}, gesteld door {told}; in de last stond {was}"


def suspended_lines(fall: Fall, line: PartLine, worked: Workings) -> Iterator[str]:
    """The days since its clock started on which the part was suspended, and by which act."""
    for one in worked.suspended:
        span = one.span
        if not one.speaks_of(line.name) or span.from_on > fall.on or span.until is None:
            continue
        if span.until > fall.anchor:
            days = f"{day_text(span.from_on)} t/m {day_text(span.until)}"
            told = f"geschorst {days} door {act_text(one.done.act)}"
            yield f"{told}: {_after_it(fall, line)}"


def _after_it(fall: Fall, line: PartLine) -> str:
    """How the clock goes on; where a part of a unit counts, a new unit starts the day after."""
    per = line.terms.per
    if line.terms.gedeelte_telt and fall.at_start and per in {"week", "maand"}:
        return f"de volgende {per} begint op de dag erna"
    return "die dagen tellen niet"


def _change(worked: Workings, name: str) -> Done[ChangeOrder]:
    return next(done for done in worked.found.changes if done.id == name)


def as_it_fell(fall: Fall, worked: Workings) -> tuple[PartFalls, Done[ChangeOrder] | None]:
    """The part as it read when a dwangsom fell, and the decision by which it lapsed, if it did."""
    part = worked.fallen.parts[fall.part]
    if fall in worked.fallen.falls:
        return part, None
    by = next(
        each.by
        for each in reversed(worked.fallen.changes)
        if each.by.effect.ex_tunc and any(each.id == fall.id for each in each.falls)
    )
    return _read_after(worked, part.line.name, worked.changes.standing.index(by)), by


def _read_after(worked: Workings, name: str, number: int) -> PartFalls:
    """A part as the first `number` changes make it read."""
    part = next(each for each in worked.fallen.parts if each.line.name == name)
    gaps = revival_gaps(worked.changes, worked.remedies)
    reading = Reading(worked.found, worked.suspended, gaps)
    line = reading.lines(worked.changes.standing[:number])[part.line.index]
    clock = clock_of(line, part.compliance, worked.found)
    for fall in clock.falls():  # the new ends of grace are judged while the dwangsommen fall
        if fall.on > worked.on:
            break
    return dataclasses.replace(part, line=line, grace_until=clock.grace_until)
