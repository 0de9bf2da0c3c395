"""The receipt of breaches that are no dwangsom of their own: which they are, and why.

A jurist asks as often why something did not fall as why it did. Awb 5:32b, 5:33.
"""

from __future__ import annotations

from collections.abc import Iterator

from enforcement.reckoning.breaches import BreachFalls
from enforcement.reckoning.forfeited import PartFalls, clock_of
from enforcement.reckoning.reckon import Workings
from enforcement.reckoning.wording import day_text


def passed_over_lines(worked: Workings, name: str) -> Iterator[str]:
    """The breaches of the part `name`, or that the finding `name` reports, of which no dwangsom
    fell, each with its reason, through the day reckoned.
    """
    for part in worked.fallen.parts:
        yield from _of_part(worked, part, name)


def _of_part(worked: Workings, part: PartFalls, name: str) -> Iterator[str]:
    clock = clock_of(part.line, part.compliance, worked.found)
    if not isinstance(clock, BreachFalls):
        return
    fell = [fall for fall in clock.falls() if fall.on <= worked.on]
    found = [(one.breach.on, one.key, one, reason) for one, reason in clock.passed_over]
    for on, _, one, reason in sorted(found, key=lambda each: each[:2]):
        if on <= worked.on and name in {part.line.name, *one.findings}:
            yield f"{_named(one.breach.kenmerk)} van {day_text(on)}: geen eigen dwangsom; {reason}"
    stands = {fall.id for fall in worked.fallen.falls}
    for fall in fell:
        if fall.id not in stands and name in {part.line.name, *fall.findings}:
            what = f"{_named(fall.kenmerk or '')} van {day_text(fall.on)}"
            yield f"{what}: geen dwangsom; het maximum over alle onderdelen was bereikt"


def _named(kenmerk: str) -> str:
    return f"overtreding {kenmerk}" if kenmerk else "overtreding"
