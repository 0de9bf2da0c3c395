"""The second answer: from acts and a day to what fell, in the words of the contract."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from tests.second import days, forfeiture, orders, papers
from tests.second.papers import Paper
from tests.second.walk import Part


def answer(acts: Iterable[Paper], on: date) -> dict[str, Any]:
    """The reckoning of the case on that day, in so far as this program knows it."""
    counting = papers.counting(acts, on)
    order = orders.read(counting)
    done = forfeiture.walk(order, counting, on)
    return {
        "verbeurtes": [_verbeurte(one) for one in done.verbeurtes],
        "onderdelen": [_part(part, done, on) for part in done.parts],
    }


def _verbeurte(one: forfeiture.Verbeurte) -> dict[str, Any]:
    return {
        "id": one.id,
        "on": str(one.on),
        "cents": one.cents,
        "bewijs": one.bewijs,
        "betaling_until": str(days.prolonged(days.add_weeks(one.on, 6))),
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
