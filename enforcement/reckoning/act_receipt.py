"""The receipt of an act: what it is, what it says and did by itself, to which dwangsommen, and by
which act it was taken back. What came of it (a term, a remedy, a notice) has lines of its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from enforcement.effects import ChangeOrder, DeferPayment, RecordFinding, TakeBack
from enforcement.reckoning.debt import Booked
from enforcement.reckoning.gather import Done
from enforcement.reckoning.order_receipt import how_it_ends, sets_text
from enforcement.reckoning.reckon import Workings
from enforcement.reckoning.termlines import works_text
from enforcement.reckoning.wording import act_text, day_text, euro_text


def act_lines(worked: Workings, name: str) -> Iterator[str]:
    """The lines of the act `name`; none when no act is called so."""
    for act in worked.stand.acts:
        if act.id == name:
            cents = act.amount()
            tail = "" if cents is None else f": {euro_text(cents)}"
            grounds = f" ({', '.join(act.articles)})" if act.articles else ""
            yield f"{act.title}, {day_text(act.on)}{tail}{grounds}"
            yield from _effect_lines(worked, name)
            yield from _debt_lines(worked, name)
    by = [back.act for back in _taking_back(worked) if back.handeling == name]
    for act in worked.known:
        if act.id == name and name in worked.stand.taken_back:
            yield f"{act_text(act)}: ingetrokken door {', '.join(by)}, telt niet mee"


def _effect_lines(worked: Workings, name: str) -> Iterator[str]:
    for change in worked.found.changes:
        yield from _change_lines(change) if change.id == name else ()
    for deferral in worked.found.deferrals:
        yield from _deferral_lines(deferral) if deferral.id == name else ()
    for seen in worked.found.findings:
        yield from _seen_lines(seen) if seen.id == name else ()
    for close in worked.found.closed:
        if close.id == name and close.effect.remedy is not None:
            yield f"  {close.effect.remedy}: {close.effect.how}"
    for gone, undo in worked.remedies.annulled.items():
        if undo.id == name:
            yield f"  {gone} werkt daardoor niet meer"
    for back in _taking_back(worked):
        if back.act == name:
            yield f"  trekt {back.handeling} in"


def _change_lines(done: Done[ChangeOrder]) -> Iterator[str]:
    """What it ends or sets of the order, and from when; whether that had effect the parts tell."""
    ended = done.effect.ended
    if ended is None:
        yield f"  de hele last {how_it_ends(done)}, {works_text(done.effect)}"
    for part in ended or ():
        yield f"  onderdeel {part} {how_it_ends(done)}, {works_text(done.effect)}"
    for each in done.effect.changes:
        sets = sets_text(done, each.onderdeel) or "vervalt"
        yield f"  {_of(each.onderdeel)}: {sets}, {works_text(done.effect)}"


def _deferral_lines(done: Done[DeferPayment]) -> Iterator[str]:
    effect = done.effect
    end = "nog zonder bekend einde" if effect.until is None else f"t/m {day_text(effect.until)}"
    what = "uitstel" if effect.bars_reminder else "insolventie"
    rente = "de rente loopt door" if effect.rente_loopt else "er loopt geen rente"
    yield f"  {what} vanaf {day_text(effect.from_on)}, {end}; {rente}"


def _seen_lines(done: Done[RecordFinding]) -> Iterator[str]:
    """Compliance as a finding has it, and how it was seen."""
    effect = done.effect
    if effect.nageleefd is not None:
        seen = (
            f"nageleefd sinds {day_text(effect.since_on)}" if effect.nageleefd else "niet nageleefd"
        )
        yield f"  {_of(effect.onderdeel)}: {seen}"
    if effect.on_paper:
        yield "  alleen een administratieve controle: bewijst de feitelijke toestand niet"


def _of(onderdeel: str | None) -> str:
    return "alle onderdelen" if onderdeel is None else f"onderdeel {onderdeel}"


def _debt_lines(worked: Workings, name: str) -> Iterator[str]:
    """To which dwangsommen its money went, which it collects, of which it interrupts limitation."""
    collects = any(done.id == name for done in worked.found.collections)
    for debt in worked.settled.ledger.debts:
        of, stopped = debt.fall.id, any(each.act == name for each in debt.interrupted_by)
        if debt.covered_by == name:
            taken = f"{euro_text(debt.covered_cents)} van {euro_text(debt.fall.cents)}"
            part = f"; alle beschikkingen samen: {taken}" if debt.uncovered() else ""
            yield f"  {of}: hiermee ingevorderd (Awb 5:37){part}"
        elif collects and stopped and debt.covered_by is not None:
            yield f"  {of}: hiermee ingevorderd, voor zover nog niet ingevorderd (Awb 5:37)"
        mine = (each for each in debt.booked if each.act == name)
        yield from (f"  {of}: {booked_line(each)}" for each in mine)
        if stopped:
            yield f"  {of}: verjaring gestuit"


class _Back(NamedTuple):
    """The act that takes back, and which one."""

    act: str
    handeling: str


def _taking_back(worked: Workings) -> Iterator[_Back]:
    for act in worked.stand.acts:
        for effect in act.own_effects:
            if isinstance(effect, TakeBack):
                yield _Back(act.id, effect.handeling)


def booked_line(each: Booked) -> str:
    """What of a debt was paid or given up, when and by which act."""
    day = day_text(each.on)
    if each.remitted:
        sum_text = euro_text(each.hoofdsom_cents)
        return f"{sum_text} hoofdsom kwijtgescholden op {day} door {each.act} (Awb 4:94a)"
    parts = f"{euro_text(each.rente_cents)} rente en {euro_text(each.hoofdsom_cents)} hoofdsom"
    return f"{parts} voldaan op {day} door {each.act} (Awb 4:92)"
