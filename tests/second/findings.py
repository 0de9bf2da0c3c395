"""What inspectors saw: whether a part is complied with on a day, which breaches there were."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from tests.second.papers import Paper
from tests.second.readings import reads


@dataclass(frozen=True, order=True)
class Word:
    """A finding's word on compliance: of which day, when it became known, what it says."""

    on: date
    recorded: datetime
    id: str
    nageleefd: bool
    on_paper: bool


@dataclass(frozen=True)
class Breach:
    """One breach by (onderdeel, on, kenmerk), as first recorded; proven unless only on paper."""

    on: date
    kenmerk: str
    plaats: str | None
    rank: tuple[datetime, int, str]
    proven: bool


def on_paper(one: Paper) -> bool:
    if reads("any-finding-proves"):
        return False
    return (one.get("rapport") or {}).get("methode") == "administratief"


def of_part(papers: list[Paper], name: str) -> list[Paper]:
    """The findings that speak of this part, by name or of all parts."""
    return [
        one
        for one in papers
        if one["act"] == "bevinding-vastgesteld" and one.get("onderdeel") in {None, name}
    ]


def words(papers: list[Paper], name: str) -> list[Word]:
    """What was said about compliance with this part, by the day that it speaks of."""
    return sorted(
        Word(day, one["recorded"], one["id"], one["nageleefd"], on_paper(one))
        for one in of_part(papers, name)
        if one["nageleefd"] is not None
        for day in _days_spoken_of(one)
    )


def _days_spoken_of(one: Paper) -> set[date]:
    """The day since when it is complied with, and the day on which that was seen."""
    since = one.get("nageleefd_on") if one["nageleefd"] else None
    if since is None:
        return {one["on"]}
    if since > one["on"]:
        return {since}
    return {since, one["on"]}


def said_on(spoken: list[Word], day: date) -> bool | None:
    """The last recorded word of that day."""
    today = [word for word in spoken if word.on == day]
    return today[-1].nageleefd if today else None


def breaches(papers: list[Paper], name: str, on: date) -> list[Breach]:
    """Every breach up to the day, in the order in which they count."""
    seen: dict[tuple[date, str], Breach] = {}
    for one in sorted(of_part(papers, name), key=lambda each: (each["recorded"], each["id"])):
        for place, told in enumerate(one.get("overtredingen", [])):
            key = (told["on"], told["kenmerk"])
            rank = (one["recorded"], place, told["kenmerk"])
            first = seen.get(key)
            if first is None:
                seen[key] = Breach(*key, told.get("plaats"), rank, proven=not on_paper(one))
            elif not on_paper(one):
                seen[key] = Breach(*key, first.plaats, first.rank, proven=True)
    return sorted((b for b in seen.values() if b.on <= on), key=lambda b: b.rank)
