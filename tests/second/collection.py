"""Which dwangsom a collection decision covers, and what a reminder is worth."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from tests.second import days, forfeiture, limitation, orders
from tests.second.forfeiture import Verbeurte
from tests.second.papers import Paper


@dataclass
class Collected:
    """For each dwangsom: the decision that covers it first, how much, and what interrupted."""

    by: dict[str, str] = field(default_factory=dict)
    cents: dict[str, int] = field(default_factory=dict)
    interrupted: dict[str, list[date]] = field(default_factory=dict)
    reminders: dict[str, Paper] = field(default_factory=dict)


def collect(papers: list[Paper]) -> Collected:
    """Every collection decision and reminder in turn, each seen as the case stood on its day."""
    done = Collected()
    for one in papers:
        if one["act"] not in {"invordering-beschikt", "aangemaand"}:
            continue
        then = [each for each in papers if each["on"] <= one["on"]]
        fallen = _fallen(then, one["on"])
        alive = [each for each in fallen if not _lapsed(each, done, then, one["on"])]
        if one["act"] == "invordering-beschikt":
            _cover(one, alive, done)
        else:
            _remind(one, alive, done, then)
    return done


def _fallen(papers: list[Paper], on: date) -> list[Verbeurte]:
    found = forfeiture.walk(orders.read(papers), papers, on).verbeurtes
    return sorted(found, key=lambda each: each.on)


def _lapsed(each: Verbeurte, done: Collected, papers: list[Paper], on: date) -> bool:
    return limitation.term_of(each, done.interrupted.get(each.id, []), papers, on).over


def _cover(one: Paper, alive: list[Verbeurte], done: Collected) -> None:
    """The ones named, whole; else the proven ones from before its day, oldest first."""
    named = one.get("verbeurtes")
    left = one["cents"]
    for each in alive:
        room = each.cents - done.cents.get(each.id, 0)
        if named is not None:
            cents = room if each.id in named else 0
        else:
            fits = each.on < one["on"] and each.bewijs == "vastgesteld"
            cents = min(room, left) if fits else 0
            left -= cents
        if cents > 0:
            done.by.setdefault(each.id, one["id"])
            done.cents[each.id] = done.cents.get(each.id, 0) + cents
            done.interrupted.setdefault(each.id, []).append(one["on"])


def _remind(one: Paper, alive: list[Verbeurte], done: Collected, papers: list[Paper]) -> None:
    """Only what is collected, in default and not deferred (Awb 4:112, 4:94)."""
    for each in alive:
        payable = days.prolonged(days.add_weeks(each.on, 6))
        deferred = any(
            limitation.starts_on(delay) <= one["on"] <= delay["until"]
            for delay in limitation.deferrals(papers, each.on)
        )
        if each.id in done.by and one["on"] > payable and not deferred:
            done.interrupted[each.id].append(one["on"])
            done.reminders[one["id"]] = one
