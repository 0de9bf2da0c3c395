"""The receipt of breaches: in which unit of time one fell, and why another is no dwangsom of its
own.

A jurist asks as often why something did not fall as why it did. Awb 5:32b, 5:33.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from enforcement.law import dwangsom
from enforcement.law.terms import day_before, next_day
from enforcement.reckoning.breaches import BreachFalls
from enforcement.reckoning.forfeited import PartFalls, clock_of
from enforcement.reckoning.forfeiture import Fall, fall_id
from enforcement.reckoning.order import PartLine
from enforcement.reckoning.reckon import Workings
from enforcement.reckoning.wording import day_text


class PassedOver(NamedTuple):
    """A breach of which no dwangsom fell: why, and which acts say so."""

    told: str
    acts: tuple[str, ...]


def passed_over(worked: Workings, name: str) -> Iterator[PassedOver]:
    """The breaches of the part `name`, or that the finding `name` reports, of which no dwangsom
    fell, through the day reckoned; also that whose dwangsom would be called `name`.
    """
    for part in worked.fallen.parts:
        yield from _of_part(worked, part, name)


def _of_part(worked: Workings, part: PartFalls, name: str) -> Iterator[PassedOver]:
    line = part.line
    clock = clock_of(line, part.compliance, worked.found)
    if not isinstance(clock, BreachFalls):
        return
    fell = [fall for fall in clock.falls() if fall.on <= worked.on]
    found = [(one.breach.on, one.key, one, reason) for one, reason in clock.passed_over]
    for on, _, one, reason in sorted(found, key=lambda each: each[:2]):
        kenmerk = one.breach.kenmerk
        ids = {fall_id(line.name, on), fall_id(line.name, on, kenmerk)}
        if on <= worked.on and name in {line.name, *one.findings, *ids}:
            told = f"{_named(kenmerk)} van {day_text(on)}: geen eigen dwangsom; {reason}"
            yield PassedOver(told, (line.order, *one.findings))
    stands = {fall.id for fall in worked.fallen.falls}
    for fall in fell:
        if fall.id not in stands and name in {line.name, fall.id, *fall.findings}:
            what = f"{_named(fall.kenmerk or '')} van {day_text(fall.on)}"
            told = f"{what}: geen dwangsom; het maximum over alle onderdelen was bereikt"
            yield PassedOver(told, (line.order, *fall.findings))


def unit_lines(fall: Fall, line: PartLine) -> Iterator[str]:
    """The unit of time in which a breach fell, of an order against recurrence that forfeits once
    for each unit in which one was found (contract section 3).
    """
    per = line.terms.per
    if per == "overtreding":
        return
    if per == "ineens":
        yield "een bedrag ineens valt maar één keer: met de eerste overtreding"
        return
    anchor = day_before(min(next_day(line.anchor), fall.on))
    number = dwangsom.unit_of(next_day(anchor), per, fall.on)
    first = next_day(dwangsom.unit_end(anchor, per, number - 1))
    last = dwangsom.unit_end(anchor, per, number)
    yield f"één dwangsom per {per} waarin een overtreding is gevonden, op de dag van de eerste"
    days = (
        f"op {day_text(first)}" if first == last else f"van {day_text(first)} t/m {day_text(last)}"
    )
    yield f"{per} {number}, geteld vanaf de dag waarop de last ging werken: {days}"


def _named(kenmerk: str) -> str:
    return f"overtreding {kenmerk}" if kenmerk else "overtreding"
