"""Which notices are due: a pure function of the dossier and a day, like the reckoning itself.

A notice has the id of its cause, so one cause gives one notice however often it is asked. What
was issued before, and what a correction replaces, is history and stands elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import NamedTuple

from enforcement.dossier import Dossier
from enforcement.law.terms import days_after
from enforcement.reckoning.ahead import WARNING_DAYS
from enforcement.reckoning.forfeited import PartFalls
from enforcement.reckoning.order import value_at
from enforcement.reckoning.outcome import Notice, Reckoning
from enforcement.reckoning.reckon import Workings, outcome, work_out
from enforcement.values import Cents, notice_id


def answer(dossier: Dossier, on: date, known_at: datetime | None = None) -> Reckoning:
    """The reckoning of a case on a day with the notices that are due by then."""
    worked = work_out(dossier, on, known_at)
    return outcome(dossier, worked, known_at, notices=due(worked))


def due(worked: Workings) -> tuple[Notice, ...]:
    """The notices due on the day reckoned, ordered by (due_on, kind, id), each once.

    In a case that was taken over, what was due before that day counts as sent elsewhere.
    """
    taken = [mark.effect.taken_over_on for mark in worked.found.marks]
    since = max((day for day in taken if day is not None), default=date.min)
    due_on: dict[_Owed, date] = {}
    for owed, day in (
        *_letters(worked),
        *_forfeited(worked),
        *_full(worked),
        *_signals(worked),
    ):
        if since <= day <= worked.on:
            due_on[owed] = max(day, due_on.get(owed, day))
    found = (
        Notice(notice_id(worked.case, owed.kind, owed.cause, owed.to), owed.kind, day, *owed[1:])
        for owed, day in due_on.items()
    )
    return tuple(sorted(found, key=lambda n: (n.due_on, n.kind, n.id)))


class _Owed(NamedTuple):
    """What makes a notice one and the same: its kind, to whom, and because of what."""

    kind: str
    to: str
    cause: str


def _letters(worked: Workings) -> Iterator[tuple[_Owed, date]]:
    """The letter of an act that the house makes; the acts that owe a notice besides."""
    for act in worked.stand.acts:
        owed = act.owed()
        if owed is not None:
            yield _Owed(owed.kind, owed.to, act.id), act.on
    for done in worked.found.owed:
        yield _Owed(done.effect.kind, done.effect.to, done.id), done.on


def _forfeited(worked: Workings) -> Iterator[tuple[_Owed, date]]:
    """One notice for each finding that made dwangsommen vastgesteld; the finding is the cause."""
    last_on: dict[str, date] = {}
    for fall in worked.fallen.falls:
        if fall.proven_by is not None and fall.proven_on is not None:
            last_on[fall.proven_by] = max(fall.on, fall.proven_on)  # falls come in order of day
    for finding, day in last_on.items():
        yield _Owed("verbeurte", "overtreder", finding), day


def _full(worked: Workings) -> Iterator[tuple[_Owed, date]]:
    """When a maximum is full and every dwangsom of it proven: caused by the last proof."""
    for part in worked.fallen.parts:
        yield from _full_part(worked, part)
    for order in worked.found.orders:
        parts = [part for part in worked.fallen.parts if part.line.order == order.id]
        own = {part.line.index for part in parts}
        if order.effect.cents_max is not None:
            yield from _filled(worked, own, order.effect.cents_max)


def _full_part(worked: Workings, part: PartFalls) -> Iterator[tuple[_Owed, date]]:
    if part.full_on is None:
        return
    maximum = value_at(part.line.cents_max, worked.on)
    for owed, day in _filled(worked, {part.line.index}, maximum):
        yield owed, max(day, part.full_on)


def _filled(worked: Workings, parts: set[int], maximum: Cents) -> Iterator[tuple[_Owed, date]]:
    """The notice that proven dwangsommen of these parts fill a maximum, if they do."""
    own = [fall for fall in worked.fallen.falls if fall.part in parts]
    if sum(fall.cents for fall in own if fall.proven) < maximum:
        return
    proofs = [
        (max(fall.on, fall.proven_on), fall.proven_by)
        for fall in own
        if fall.proven_on is not None and fall.proven_by is not None
    ]
    last = max(proofs, default=None)
    if last is not None:
        yield _Owed("maximum-bereikt", "overtreder", last[1]), last[0]


def _signals(worked: Workings) -> Iterator[tuple[_Owed, date]]:
    """Signals to the authority: limitation comes near (90, 60, 30 and 7 days before)."""
    near = days_after(worked.on, WARNING_DAYS[0])
    ends = {
        row.verjaring_until
        for row in worked.settled.verbeurtes
        if row.status == "open" and row.bewijs == "vastgesteld"
    }
    for until in ends:
        if until is None or until > near:
            continue
        for days in WARNING_DAYS:
            day = days_after(until, -days)
            if day > worked.on:
                break
            yield _Owed("signaal-verjaring", "bestuursorgaan", f"dag:{day}"), day
