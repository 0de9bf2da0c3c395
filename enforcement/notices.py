"""Which notices are due: a pure function of the dossier and a day, like the reckoning itself.

A notice has the id of its cause, so one cause gives one notice however often it is asked. What
was issued before, and what a correction replaces, is history and stands elsewhere.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from datetime import date, datetime

from enforcement.dossier import Dossier
from enforcement.law.terms import days_after
from enforcement.reckoning.ahead import WARNING_DAYS
from enforcement.reckoning.forfeited import PartFalls
from enforcement.reckoning.order import value_at
from enforcement.reckoning.outcome import Notice, Reckoning
from enforcement.reckoning.reckon import Workings, outcome, work_out
from enforcement.values import notice_id


def answer(dossier: Dossier, on: date, known_at: datetime | None = None) -> Reckoning:
    """The reckoning of a case on a day with the notices that are due by then."""
    worked = work_out(dossier, on, known_at)
    return dataclasses.replace(outcome(dossier, worked, known_at), notices=due(worked))


def due(worked: Workings) -> tuple[Notice, ...]:
    """The notices due on the day reckoned, ordered by (due_on, kind, id), each once.

    In a case that was taken over, what was due before that day counts as sent elsewhere.
    """
    taken = [mark.effect.taken_over_on for mark in worked.found.marks]
    since = max((day for day in taken if day is not None), default=date.min)
    found = {
        notice.id: notice
        for notice in (*_letters(worked), *_forfeited(worked), *_full(worked), *_signals(worked))
        if since <= notice.due_on <= worked.on
    }
    return tuple(sorted(found.values(), key=lambda n: (n.due_on, n.kind, n.id)))


def _notice(worked: Workings, kind: str, due_on: date, *, to: str, cause: str) -> Notice:
    return Notice(notice_id(worked.case, kind, cause, to), kind, due_on, to, cause)


def _letters(worked: Workings) -> Iterator[Notice]:
    """The letter of an act that the house makes; the acts that owe a notice besides."""
    for act in worked.stand.acts:
        owed = act.owed()
        if owed is not None:
            yield _notice(worked, owed.kind, act.on, to=owed.to, cause=act.id)
    for done in worked.found.owed:
        yield _notice(worked, done.effect.kind, done.on, to=done.effect.to, cause=done.id)


def _forfeited(worked: Workings) -> Iterator[Notice]:
    """One notice for each finding that made dwangsommen vastgesteld; the finding is the cause."""
    for fall in worked.fallen.falls:
        if fall.proven_by is not None and fall.proven_on is not None:
            due_on = max(fall.on, fall.proven_on)
            yield _notice(worked, "verbeurte", due_on, to="overtreder", cause=fall.proven_by)


def _full(worked: Workings) -> Iterator[Notice]:
    """When a maximum is full and every dwangsom of it proven: caused by the last proof."""
    for part in worked.fallen.parts:
        yield from _full_part(worked, part)


def _full_part(worked: Workings, part: PartFalls) -> Iterator[Notice]:
    if part.full_on is None:
        return
    own = [fall for fall in worked.fallen.falls if fall.part == part.line.index]
    proven = sum(fall.cents for fall in own if fall.proven)
    if proven < value_at(part.line.cents_max, worked.on):
        return
    proofs = [
        (max(fall.on, fall.proven_on), fall.proven_by)
        for fall in own
        if fall.proven_on is not None and fall.proven_by is not None
    ]
    last = max(proofs, default=None)
    if last is not None:
        due_on = max(last[0], part.full_on)
        yield _notice(worked, "maximum-bereikt", due_on, to="overtreder", cause=last[1])


def _signals(worked: Workings) -> Iterator[Notice]:
    """Signals to the authority: limitation comes near (90, 60, 30 and 7 days before)."""
    for row in worked.settled.verbeurtes:
        until = row.verjaring_until
        if row.status != "open" or until is None or row.bewijs != "vastgesteld":
            continue
        for days in WARNING_DAYS:
            day = days_after(until, -days)
            cause = f"dag:{day}"
            yield _notice(worked, "signaal-verjaring", day, to="bestuursorgaan", cause=cause)
