"""Objection, appeal and further appeal: what hangs on what, what was annulled, which terms run.

A line starts with the decision that is contested: decision, objection, decision on objection,
appeal, judgment, further appeal, judgment.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from tests.second import days
from tests.second.papers import Paper

# By which field a paper hangs on the one before it in the line.
HANGS_ON: Final = {
    "bezwaar-gemaakt": "tegen",
    "bezwaar-beslist": "bezwaar",
    "beroep-ingesteld": "tegen",
    "hoger-beroep-ingesteld": "tegen",
    "uitspraak-gedaan": "rechtsmiddel",
}


@dataclass(frozen=True)
class Remedies:
    """All papers of a case, asked for the lines between them."""

    papers: list[Paper]

    def find(self, name: str | None) -> Paper | None:
        return next((one for one in self.papers if one["id"] == name), None)

    def before(self, one: Paper) -> Paper | None:
        """What this paper answers or contests."""
        return self.find(one.get(HANGS_ON.get(one["act"], "")))

    def after(self, one: Paper, act: str) -> list[Paper]:
        """The papers of this kind that hang directly on this one."""
        field = HANGS_ON[act]
        return [each for each in self.papers if each["act"] == act and each[field] == one["id"]]

    def root(self, one: Paper) -> Paper:
        """The decision with which the line of this paper started."""
        seen = {one["id"]}
        before = self.before(one)
        while before is not None and before["id"] not in seen:
            seen.add(before["id"])
            one, before = before, self.before(before)
        return one

    def is_about_the_order(self, one: Paper) -> bool:
        return bool(self.root(one)["act"] == "last-opgelegd")

    def annuls(self, ruling: Paper) -> Paper | None:
        """The decision or judgment that this judgment takes away."""
        consequence = ruling.get("gevolg")
        contested = self.before(self.before(ruling) or {"act": "", "id": ""})
        if consequence == "beslissing_op_bezwaar_vernietigd":
            while contested is not None and contested["act"] != "bezwaar-beslist":
                contested = self.before(contested)
            return contested
        if consequence == "eerdere_uitspraak_vernietigd":
            is_ruling = contested is not None and contested["act"] == "uitspraak-gedaan"
            return contested if is_ruling else None
        return None

    def annulled_by(self, one: Paper) -> Paper | None:
        """The judgment, itself standing, that took this one away."""
        for ruling in self.papers:
            target = self.annuls(ruling) if ruling["act"] == "uitspraak-gedaan" else None
            if target is not None and target["id"] == one["id"] and not self.annulled_by(ruling):
                return ruling
        return None

    def withdrawn_on(self, remedy: Paper) -> date | None:
        return min(
            (
                one["on"]
                for one in self.papers
                if one["act"] == "rechtsmiddel-ingetrokken" and one["rechtsmiddel"] == remedy["id"]
            ),
            default=None,
        )

    def pends(self, remedy: Paper, day: date) -> bool:
        """Whether a remedy was lodged and neither decided nor withdrawn before the day."""
        if remedy["act"] in {"bezwaar-beslist", "uitspraak-gedaan"} or remedy["on"] > day:
            return False
        answers = [*self.after(remedy, "bezwaar-beslist"), *self.after(remedy, "uitspraak-gedaan")]
        standing = [
            one for one in answers if (by := self.annulled_by(one)) is None or by["on"] > day
        ]
        ends = [one["on"] for one in standing]
        withdrawn = self.withdrawn_on(remedy)
        return all(end >= day for end in [*ends, *([withdrawn] if withdrawn else [])])


def sent_on(decision: Paper) -> date:
    """The day from which the term against it runs: that of sending."""
    day: date = decision.get("verzonden_on") or decision["on"]
    return day


def last_day(decision: Paper) -> date:
    """The last day of objection, appeal or further appeal: six weeks (Awb 6:7, 6:8, Atw 1)."""
    return days.prolonged(days.add_weeks(sent_on(decision), 6))


def in_time(remedy: Paper, decision: Paper) -> bool:
    """Received in the term, or posted in it and received within a week after it (Awb 6:9)."""
    until = last_day(decision)
    if remedy["on"] <= until or remedy.get("verschoonbaar"):
        return True
    posted = remedy.get("gepost_on")
    by_post = remedy.get("kanaal") == "post" and posted is not None and posted <= until
    return by_post and remedy["on"] <= days.prolonged(days.add_weeks(until, 1))


def line_of_the_order(remedies: Remedies) -> Iterator[Paper]:
    """Every paper of a remedy that goes back to the order."""
    for one in remedies.papers:
        if one["act"] in HANGS_ON and remedies.is_about_the_order(one):
            yield one
