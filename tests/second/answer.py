"""The second answer: from acts and a day to what fell, in the words of the contract."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from tests.second import collection, days, forfeiture, limitation, orders, papers, sums, terms
from tests.second.collection import Collected
from tests.second.papers import Paper
from tests.second.walk import Part


def answer(acts: Iterable[Paper], on: date) -> dict[str, Any]:
    """The reckoning of the case on that day, in so far as this program knows it."""
    counting = papers.counting(acts, on)
    order = orders.read(counting)
    done = forfeiture.walk(order, counting, on)
    collected = collection.collect(counting)
    rows = [_verbeurte(one, collected, counting, on) for one in done.verbeurtes]
    book = sums.book_of(done.verbeurtes, collected, counting, on)
    for row in rows:
        row["status"] = sums.status(row, book)
    reminders = [terms.reminder(one) for one in collected.reminders.values()]
    return {
        "verbeurtes": rows,
        "onderdelen": [_part(part, done, on) for part in done.parts],
        "termijnen": [*terms.terms(counting, rows), *reminders],
        "geld": [sums.money(rows, book, counting)],
    }


def _verbeurte(
    one: forfeiture.Verbeurte, collected: Collected, counting: list[Paper], on: date
) -> dict[str, Any]:
    term = limitation.term_of(one, collected.interrupted.get(one.id, []), counting, on)
    return {
        "id": one.id,
        "on": str(one.on),
        "cents": one.cents,
        "bewijs": one.bewijs,
        "betaling_until": str(days.prolonged(days.add_weeks(one.on, 6))),
        "verjaring_until": term.until and str(term.until),
        "invordering": collected.by.get(one.id),
        "lapsed": term.over,
    }


def _part(part: Part, done: forfeiture.Forfeited, on: date) -> dict[str, Any]:
    own = [one for one in done.verbeurtes if one.onderdeel == part.name]
    most = part.order.reads(part.name, "cents_max", on)
    return {
        "onderdeel": part.name,
        "verbeurd_cents": sum(one.cents for one in own if one.bewijs == "vastgesteld"),
        "aangenomen_cents": sum(one.cents for one in own if one.bewijs == "aangenomen"),
        "ruimte_cents": max(0, most - part.total_cents),
        "max_bereikt_on": part.max_on and str(part.max_on),
        "nageleefd_on": part.nageleefd_on and str(part.nageleefd_on),
    }
