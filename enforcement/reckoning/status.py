"""How a part and the case as a whole stand, in one word each."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from enforcement.law.spans import covering
from enforcement.reckoning.forfeited import Forfeited, PartFalls
from enforcement.reckoning.forfeiture import Fall
from enforcement.reckoning.gather import Gathered
from enforcement.reckoning.order import value_at
from enforcement.reckoning.outcome import CaseStatus, Geschorst, Part, PartStatus

_FROM_BEST: Final[tuple[PartStatus, ...]] = (
    "herroepen",
    "ingetrokken",
    "nageleefd",
    "begunstiging",
    "geschorst",
    "verbeurt",
    "maximum_bereikt",
)


def part_rows(fallen: Forfeited, on: date) -> tuple[Part, ...]:
    """Each part as it stands on the day, in the order of the decision."""
    return tuple(_row(part, fallen, on) for part in fallen.parts)


def _row(part: PartFalls, fallen: Forfeited, on: date) -> Part:
    line = part.line
    own = [fall for fall in fallen.falls if fall.part == line.index]
    verbeurd = sum(fall.cents for fall in own if fall.proven)
    aangenomen = sum(fall.cents for fall in own) - verbeurd
    maximum = value_at(line.cents_max, on)
    met = part.compliance.nageleefd_on
    return Part(
        onderdeel=line.name,
        status=_part_status(part, fallen, own, on),
        begunstiging_until=part.grace_until,
        verbeurd_cents=verbeurd,
        aangenomen_cents=aangenomen,
        cents_max=maximum,
        ruimte_cents=max(0, maximum - verbeurd - aangenomen),
        max_bereikt_on=part.full_on if own else None,
        max_verwacht_on=None if fallen.overall_full else part.max_verwacht_on,
        nageleefd_on=met if met is not None and met <= on else None,
        geschorst=tuple(Geschorst(span.from_on, span.until) for span in line.suspended),
    )


def _part_status(part: PartFalls, fallen: Forfeited, own: Sequence[Fall], on: date) -> PartStatus:
    line = part.line
    if line.ended_on is not None and line.ended_on <= on:
        return "herroepen" if line.ended_how == "herroepen" else "ingetrokken"
    if part.full_on is not None or fallen.overall_full:
        return "maximum_bereikt"
    met = part.compliance.nageleefd_on
    if met is not None and met <= on:
        return "nageleefd"
    if covering(line.suspended, on) is not None:
        return "geschorst"
    if on <= (part.grace_until or line.starts_on):
        return "begunstiging"
    counts_breaches = line.terms.per == "overtreding" or line.terms.aard == "herhaling_voorkomen"
    return "nageleefd" if counts_breaches and not own else "verbeurt"


def case_status(found: Gathered, parts: Sequence[Part]) -> CaseStatus:
    """Closed when the last mark says so; else that of the part that stands worst."""
    marks = sorted(found.marks, key=lambda mark: mark.rank)
    last = marks[-1].effect.status if marks else "nieuw"
    if last == "gesloten":
        return "gesloten"
    if not parts:
        return last
    return max((part.status for part in parts), key=_FROM_BEST.index)
