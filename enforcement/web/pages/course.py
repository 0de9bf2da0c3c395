"""The course of the dwangsom: what the chart draws and what its table says. Pure.

Solid is what is proven to have been forfeited; what was only assumed is drawn apart from it, and
what lies ahead apart from both.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from heapq import merge
from typing import NamedTuple

from enforcement.law.terms import next_day
from enforcement.reckoning.forfeiture import Fall
from enforcement.reckoning.outcome import Verbeurte
from enforcement.values import Cents
from enforcement.web.pages import words
from enforcement.web.pages.reading import Worked
from enforcement.web.pages.words import day_text, euro, weekday_text


class Point(NamedTuple):
    """A day and the running total that is reached on it."""

    on: date
    cents: Cents


@dataclass(frozen=True, slots=True)
class Band:
    """Days that the chart shades: grace, or a suspension. `until` None: no end is known."""

    kind: str
    name: str
    from_on: date
    until: date | None


@dataclass(frozen=True, slots=True)
class Course:
    """All that the chart shows, in days and cents."""

    on: date
    starts_on: date
    cents_max: Cents
    proven: tuple[Point, ...]
    assumed: tuple[Point, ...]
    expected: tuple[Point, ...]
    collected: tuple[Point, ...]
    bands: tuple[Band, ...]
    max_on: date | None
    max_expected_on: date | None
    description: str


@dataclass(frozen=True, slots=True)
class Row:
    """One dwangsom in the table below the chart."""

    id: str
    on: date
    onderdeel: str
    cents: Cents
    total_cents: Cents | None
    bewijs: str
    bevindingen: tuple[str, ...]
    invordering: str | None
    betaling_until: date
    verjaring: str
    status: str


def course(worked: Worked) -> Course | None:
    """What there is to draw; None before there is an order."""
    parts = worked.workings.fallen.parts
    if not parts or not worked.cents_max:
        return None
    rows = [row for row in worked.answer.verbeurtes if row.status != "vervallen"]
    proven = _running(row for row in rows if row.bewijs == "vastgesteld")
    every = _running(rows)
    reached = every[-1].cents if every else 0
    full = [part.max_bereikt_on for part in worked.answer.onderdelen if part.max_bereikt_on]
    ahead = _ahead(worked, reached)
    return Course(
        on=worked.on,
        starts_on=min(part.line.starts_on for part in parts),
        cents_max=worked.cents_max,
        proven=proven,
        assumed=every if len(every) > len(proven) else (),
        expected=ahead,
        collected=_collected(worked),
        bands=tuple(_bands(worked)),
        max_on=max(full) if full and reached >= worked.cents_max else None,
        max_expected_on=ahead[-1].on if ahead and ahead[-1].cents >= worked.cents_max else None,
        description=_description(worked),
    )


def table(worked: Worked) -> tuple[Row, ...]:
    """Every dwangsom with its own terms; the running total counts what is proven."""
    return tuple(_rows(worked))


def _rows(worked: Worked) -> Iterator[Row]:
    total = 0
    pending = worked.term_lengthens()
    for row in worked.answer.verbeurtes:
        counts = row.bewijs == "vastgesteld" and row.status != "vervallen"
        total += row.cents if counts else 0
        yield Row(
            id=row.id,
            on=row.on,
            onderdeel=row.onderdeel,
            cents=row.cents,
            total_cents=total if counts else None,
            bewijs="vastgesteld" if row.bewijs == "vastgesteld" else "nog niet vastgesteld",
            bevindingen=row.bevindingen,
            invordering=row.invordering,
            betaling_until=row.betaling_until,
            verjaring=_limitation(row, pending=pending),
            status=words.DEBT_STATUSES[row.status],
        )


def _limitation(row: Verbeurte, *, pending: bool) -> str:
    if row.status not in {"open", "verjaard"}:
        return "niet meer van belang"
    if row.verjaring_until is None:
        return "nog geen dag: de procedure verlengt"
    day = words.short_day(row.verjaring_until)
    return f"niet vóór {day}" if pending and row.status == "open" else day


def _running(rows: Iterable[Verbeurte]) -> tuple[Point, ...]:
    found: list[Point] = []
    total = 0
    for row in rows:
        total += row.cents
        if found and found[-1].on == row.on:
            found.pop()
        found.append(Point(row.on, total))
    return tuple(found)


def _ahead(worked: Worked, reached: Cents) -> tuple[Point, ...]:
    """The steps to come while nothing changes, up to the maximum over all."""
    if worked.workings.fallen.overall_full:
        return ()
    streams: list[Sequence[Fall]] = [part.ahead for part in worked.workings.fallen.parts]
    found: list[Point] = []
    for fall in merge(*streams, key=lambda fall: (fall.on, fall.part, fall.place)):
        if reached >= worked.cents_max:
            break
        reached = min(worked.cents_max, reached + fall.cents)
        if found and found[-1].on == fall.on:
            found.pop()
        found.append(Point(fall.on, reached))
    return tuple(found)


def _collected(worked: Worked) -> tuple[Point, ...]:
    """What collection decisions cover, from the day of each."""
    acts = worked.dossier.acts
    sums: dict[date, Cents] = {}
    for row in worked.answer.verbeurtes:
        act = acts.get(row.invordering) if row.invordering else None
        if act is not None and row.status != "vervallen":
            sums[act.on] = sums.get(act.on, 0) + row.cents
    total, found = 0, []
    for on in sorted(sums):
        total += sums[on]
        found.append(Point(on, total))
    return tuple(found)


def _bands(worked: Worked) -> Iterator[Band]:
    """The grace and the suspensions of the parts; those of several parts alike once."""
    parts = worked.workings.fallen.parts
    graces: dict[tuple[date, date | None], list[str]] = {}
    holds: dict[tuple[date, date | None], list[str]] = {}
    for part in parts:
        until = part.grace_until
        if until is not None and until > part.line.starts_on:
            first = next_day(part.line.starts_on)
            graces.setdefault((first, until), []).append(part.line.name)
        for span in part.line.suspended:
            holds.setdefault((span.from_on, span.until), []).append(part.line.name)
    for kind, name, spans in (
        ("grace", "Begunstigingstermijn", graces),
        ("hold", "Opgeschort", holds),
    ):
        for (from_on, until), names in sorted(spans.items(), key=lambda item: item[0][0]):
            tail = "" if len(names) == len(parts) else f" {', '.join(names)}"
            yield Band(kind, name + tail, from_on, until)


def _description(worked: Worked) -> str:
    """The story of the chart in sentences, for who does not see it."""
    geld = worked.answer.geld
    verbeurd, most = euro(geld.verbeurd_cents), euro(worked.cents_max)
    told = [f"Op {day_text(worked.on)} is {verbeurd} verbeurd van maximaal {most}."]
    if geld.aangenomen_cents:
        told.append(f"Daarnaast is {euro(geld.aangenomen_cents)} nog niet vastgesteld.")
    if geld.in_invordering_cents:
        told.append(f"In invordering is {euro(geld.in_invordering_cents)}.")
    for band in _bands(worked):
        until = (
            "nog zonder laatste dag" if band.until is None else f"tot en met {day_text(band.until)}"
        )
        told.append(f"{band.name}: {day_text(band.from_on)} {until}.")
    if worked.max_verwacht_on is not None and worked.answer.status != "maximum_bereikt":
        day = weekday_text(worked.max_verwacht_on)
        told.append(f"Gaat de overtreding door, dan is het maximum bereikt op {day}.")
    return " ".join(told)
