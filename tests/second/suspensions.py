"""On which days nothing falls because the order is suspended, part by part."""

from __future__ import annotations

from datetime import date

from tests.second import days
from tests.second.papers import Paper
from tests.second.readings import reads


def days_of(papers: list[Paper], name: str, on: date) -> frozenset[date]:
    """The suspended days of a part up to the day, first and last day of each included."""
    shut: set[date] = set()
    for one in papers:
        if one["act"] == "last-opgeschort" and name in (one.get("onderdelen") or [name]):
            short = reads("suspension-ends-a-day-early")
            until = days.day_before(one["until"]) if short else one["until"]
            shut |= set(days.every_day(one["from_on"], min(until, on)))
    return frozenset(shut)
