"""On which days nothing falls because the order is suspended, part by part."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from tests.second import days
from tests.second.papers import Paper
from tests.second.readings import reads
from tests.second.remedies import Remedies, in_time, last_day, line_of_the_order, sent_on


def days_of(papers: list[Paper], name: str, on: date) -> frozenset[date]:
    """The suspended days of a part up to the day, first and last day of each included."""
    shut: set[date] = set()
    remedies = Remedies(papers)
    for one in papers:
        for relief, until in _reliefs(one, remedies):
            if name in (relief.get("onderdelen") or [name]):
                start = relief.get("from_on") or one["on"]
                shut |= set(days.every_day(start, min(_last(until or on), on)))
        shut |= set(_between_judgments(one, name, remedies))
    return frozenset(shut)


def _last(until: date) -> date:
    return days.day_before(until) if reads("suspension-ends-a-day-early") else until


def _reliefs(one: Paper, remedies: Remedies) -> Iterator[tuple[Paper, date | None]]:
    """What this act suspends, and until when; None while no end is known."""
    if one["act"] == "last-opgeschort":
        yield one, one["until"]
    if one["act"] == "voorlopige-voorziening-getroffen" and one["strekking"] == "last_geschorst":
        ends = [_own_end(one, one, remedies), _end_by_law(one, remedies)]
        yield one, min((end for end in ends if end is not None), default=None)
    relief = one.get("schorsing") if one["act"] == "uitspraak-gedaan" else None
    stands = remedies.is_about_the_order(one) and not remedies.annulled_by(one)
    if relief and relief["strekking"] == "last_geschorst" and stands:
        yield relief, _own_end(relief, one, remedies)


def _own_end(relief: Paper, ruling: Paper, remedies: Remedies) -> date | None:
    """The end that the judge set: a day, or so many weeks after an event (no Termijnenwet)."""
    until: date | None = relief.get("until")
    words = relief.get("until_after")
    if words is None:
        return until
    act = "bezwaar-beslist" if words["after"] == "beslissing_op_bezwaar" else "uitspraak-gedaan"
    sent = words.get("from", "verzending") == "verzending"
    moments = [
        sent_on(one) if sent else one["on"]
        for one in line_of_the_order(remedies)
        if one["act"] == act and one["on"] >= ruling["on"] and one["id"] != ruling["id"]
    ]
    return days.add_weeks(min(moments), words["weeks"]) if moments else None


def _end_by_law(ruling: Paper, remedies: Remedies) -> date | None:
    """Awb 8:85 lid 2: the remedy is withdrawn, the court rules, or nobody appeals in time."""
    ends = []
    line = list(line_of_the_order(remedies))
    for one in line:
        if one["act"] in {"bezwaar-gemaakt", "beroep-ingesteld", "hoger-beroep-ingesteld"}:
            ends.append(remedies.withdrawn_on(one))
        elif one["act"] == "uitspraak-gedaan":
            ends.append(one["on"])
        elif not any(in_time(a, one) for a in remedies.after(one, "beroep-ingesteld")):
            ends.append(last_day(one))
    return min((end for end in ends if end is not None and end >= ruling["on"]), default=None)


def _between_judgments(one: Paper, name: str, remedies: Remedies) -> Iterator[date]:
    """A revocation that a higher court takes away: nothing counts between the two judgments."""
    higher = remedies.annulled_by(one) if one["act"] == "uitspraak-gedaan" else None
    if higher is None or one.get("gevolg") != "last_herroepen":
        return
    gone = [part["onderdeel"] for part in one.get("onderdelen") or [] if part.get("vervallen")]
    if name in gone or not one.get("onderdelen"):
        yield from days.every_day(one["on"], higher["on"])
