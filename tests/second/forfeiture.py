"""Which dwangsommen have fallen by a day: all parts walked through the calendar, one day at a time,
each with its maximum, and the order with its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from tests.second import days, findings, suspensions
from tests.second.orders import Order
from tests.second.papers import Paper
from tests.second.readings import reads
from tests.second.walk import Fall, Part


@dataclass
class Verbeurte:
    """A dwangsom that fell, and whether a finding carries it."""

    id: str
    onderdeel: str
    on: date
    cents: int
    bewijs: str
    fall: Fall


@dataclass
class Forfeited:
    """What fell up to the day, and where each part stands."""

    verbeurtes: list[Verbeurte]
    parts: list[Part]
    room_cents: int | None = None


def walk(order: Order | None, papers: list[Paper], on: date) -> Forfeited:
    """Everything that has fallen when the day has run."""
    if order is None:
        return Forfeited([], [])
    parts = [_part(order, name, papers, on) for name in order.names()]
    done = Forfeited([], parts, order.act.get("cents_max"))
    for day in days.every_day(order.act["on"], on):
        _one_day(day, order, done)
    for fallen in done.verbeurtes:
        if fallen.fall.proven:
            fallen.bewijs = "vastgesteld"
    return done


def _part(order: Order, name: str, papers: list[Paper], on: date) -> Part:
    spoken = findings.words(papers, name)
    shut = suspensions.days_of(papers, name, on)
    part = Part(name, order, spoken, findings.breaches(papers, name, on), shut.__contains__)
    part.breaches = list(_within_caps(part, order))
    if part.by_breach and part.per != "overtreding":
        part.breaches += _bare(findings.of_part(papers, name))
        part.breaches.sort(key=lambda breach: breach.rank)
    return part


def _bare(told: list[Paper]) -> list[findings.Breach]:
    """Non-compliance without a list of breaches is itself a breach, of the day of the finding."""
    return [
        findings.Breach(one["on"], "", None, (one["recorded"], 0, ""), not findings.on_paper(one))
        for one in told
        if one["nageleefd"] is False and not one.get("overtredingen")
    ]


def _within_caps(part: Part, order: Order) -> Iterator[findings.Breach]:
    """The breaches that count: in their order, as long as day, week and place have room."""
    counted: dict[object, int] = {}
    capped = part.per == "overtreding" and not reads("caps-are-forgotten")
    for breach in part.breaches:
        if not order.works(part.name, breach.on) or part.suspended(breach.on):
            continue
        if breach.on <= order.grace(part.name, breach.on):
            continue
        week = (breach.on - _first_day(part, order)).days // 7
        keys: dict[str, object] = {
            "per_dag_max": ("dag", breach.on),
            "per_week_max": ("week", week),
            "per_plaats_per_dag_max": ("plaats", breach.on, breach.plaats),
        }
        limits = {cap: part.terms[cap] for cap in keys if capped and part.terms.get(cap)}
        if any(counted.get(keys[cap], 0) >= most for cap, most in limits.items()):
            continue
        for cap in limits:
            counted[keys[cap]] = counted.get(keys[cap], 0) + 1
        yield breach


def _first_day(part: Part, order: Order) -> date:
    """The first day on which the order works: from it the weeks of a cap are counted."""
    day = days.next_day(order.act["on"])
    while day <= order.grace(part.name, day, early=True):
        day = days.next_day(day)
    return day


def _one_day(day: date, order: Order, done: Forfeited) -> None:
    """Morning, acts and evening of all parts; then the sums, in the order of the parts."""
    falls: dict[str, list[Fall]] = {}
    for part in done.parts:
        falls[part.name] = part.morning(day)
    for part in done.parts:
        coming = sum(fall.cents for fall in falls[part.name])
        spent = _is_full(part, order, day, done, coming)
        falls[part.name] += part.change(day, spent=spent, fell_now=coming > 0)
        falls[part.name] += part.say(day) + part.evening(day)
    for part in done.parts:
        for fall in falls[part.name]:
            _enter(fall, part, order, done)
    for part in done.parts:
        _note_maximum(part, order, day, fell_now=bool(falls[part.name]))


def _is_full(part: Part, order: Order, day: date, *rest: object) -> bool:
    done, coming = rest
    assert isinstance(done, Forfeited)
    assert isinstance(coming, int)
    most = order.reads(part.name, "cents_max", day)
    over = done.room_cents is not None and done.room_cents - coming <= 0
    return part.total_cents + coming >= most or over


def _enter(fall: Fall, part: Part, order: Order, done: Forfeited) -> None:
    """The dwangsom is no higher than the room left under the maximum of part and order."""
    room = order.reads(part.name, "cents_max", fall.on, early=fall.early) - part.total_cents
    if done.room_cents is not None:
        room = min(room, done.room_cents)
    if room <= 0:
        return
    cents = fall.cents if reads("no-room-is-asked") else min(fall.cents, room)
    part.total_cents += cents
    if done.room_cents is not None:
        done.room_cents -= cents
    name = f"{part.name}-{fall.on}"
    bewijs = _proof(fall, part) if fall.breach is None else "aangenomen"
    if fall.breach is not None and part.per == "overtreding":
        name += f"-{fall.breach.kenmerk}"
    done.verbeurtes.append(Verbeurte(name, part.name, fall.on, cents, bewijs, fall))


def _note_maximum(part: Part, order: Order, day: date, *, fell_now: bool) -> None:
    most = order.reads(part.name, "cents_max", day)
    before = order.reads(part.name, "cents_max", day, early=True)
    if most > before and fell_now:
        part.max_on = None  # there was room again, and it is filled today or later
    if most != before and reads("the-maximum-is-reached-anew"):
        part.max_on = None
    full = part.total_cents >= most
    part.max_on = (part.max_on or day) if full else None


def _proof(fall: Fall, part: Part) -> str:
    """Carried by a finding of non-compliance on or after that day, no compliance between."""
    last = {word.on: word for word in part.spoken}
    for day in sorted(day for day in last if day >= fall.on):
        word = last[day]
        if word.nageleefd:
            return "aangenomen"
        if not word.on_paper:
            return "vastgesteld"
    return "aangenomen"
