"""The next day on which something changes by itself. It drives the clock: a day costs what is
due. A day too early costs one reckoning; a day too late would lose a notice, so all that may
change is named.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import chain
from typing import Final

from enforcement.act import Act
from enforcement.law.terms import days_after, next_day
from enforcement.reckoning.forfeited import Forfeited, PartFalls
from enforcement.reckoning.money import Settled
from enforcement.reckoning.outcome import Termijn, Verbeurte
from enforcement.reckoning.suspension import Suspension

WARNING_DAYS: Final = (90, 60, 30, 7)
"""So many days before the end of limitation it is signalled (rule book, limitation)."""


def next_change(
    on: date,
    *,
    acts: Iterable[Act],
    fallen: Forfeited,
    suspended: Iterable[Suspension],
    termijnen: Sequence[Termijn],
    settled: Settled,
    more: Iterable[date] = (),
) -> date | None:
    """The first day after `on` on which the reckoning may differ without a new act."""
    days = chain(
        (act.on for act in acts),
        _parts(fallen.parts),
        _suspensions(suspended),
        _terms(termijnen, on),
        _limitations(settled.verbeurtes, on),
        settled.rate_on,
        more,
    )
    return min((day for day in days if day > on), default=None)


def _parts(parts: Sequence[PartFalls]) -> Iterator[date]:
    for part in parts:
        line = part.line
        ahead = (part.next_fall_on, line.ended_on)
        yield from (day for day in ahead if day is not None)
        yield next_day(line.anchor)
        if part.grace_until is not None:
            yield next_day(part.grace_until)
        yield from (step.from_on for step in (*line.cents, *line.cents_max))
        yield from (grace.from_on for grace in line.new_graces)
        yield from (state.on for state in part.compliance.states)


def _suspensions(suspended: Iterable[Suspension]) -> Iterator[date]:
    for one in suspended:
        yield one.span.from_on
        if one.span.until is not None:
            yield next_day(one.span.until)


def _terms(termijnen: Sequence[Termijn], on: date) -> list[date]:
    """The first days of the terms, and of those that run the day after the last."""
    ends = [term.until for term in termijnen if term.until is not None and term.until >= on]
    first = [next_day(min(ends))] if ends else []
    return first + [term.from_on for term in termijnen if term.from_on > on]


def _limitations(verbeurtes: Iterable[Verbeurte], on: date) -> Iterator[date]:
    """The last day itself counts too: on it a pending remedy takes the day away (L6). Before it
    comes the next signal of each.
    """
    ends = [
        (row.verjaring_until, row.status)
        for row in verbeurtes
        if row.verjaring_until is not None and row.verjaring_until > on
    ]
    yield from (until for until, status in ends if status != "vervallen")
    signalled = {until for until, status in ends if status == "open"}
    for days in WARNING_DAYS:
        edge = days_after(on, days)
        later = [until for until in signalled if until > edge]
        if later:
            yield days_after(min(later), -days)
