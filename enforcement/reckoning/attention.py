"""Flags about the case as a whole: late remedies, a full maximum, limitation that comes near."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from enforcement.effects import RaiseFlag
from enforcement.law.terms import day_count, next_day
from enforcement.reckoning.ahead import WARNING_DAYS
from enforcement.reckoning.gather import Done, Gathered
from enforcement.reckoning.money import Settled
from enforcement.reckoning.outcome import Part
from enforcement.reckoning.remedies import Remedies
from enforcement.reckoning.wording import day_text
from enforcement.values import Flag


def attention(
    found: Gathered, all_remedies: Remedies, parts: Sequence[Part], *, money: Settled, on: date
) -> Iterator[Flag]:
    """All flags of this kind, in no order."""
    yield from _late(all_remedies)
    yield from _reopened(all_remedies)
    full = [part.onderdeel for part in parts if part.status == "maximum_bereikt"]
    if full or any(part.max_bereikt_on is not None for part in parts):
        names = full or [p.onderdeel for p in parts if p.max_bereikt_on is not None]
        text = f"het maximum is bereikt: {', '.join(names)}"
        yield Flag("maximum-bereikt", text, ("Awb 5:32b lid 2",))
    yield from _near_limitation(money, on)
    yield from _undecided(found)
    yield from (_raised(done) for done in found.raised)


def _late(all_remedies: Remedies) -> Iterator[Flag]:
    for remedy in all_remedies.by_id.values():
        if remedy.tijdig or remedy.term is None:
            continue
        effect = remedy.lodged.effect
        until = day_text(remedy.term.until)
        soort = effect.soort.replace("_", " ")
        text = f"het {soort} kwam na de laatste dag ({until})"
        code = f"{effect.soort.replace('_', '-')}-te-laat"
        yield Flag(code, text, ("Awb 6:7", "Awb 6:9"), (remedy.id,))
        if effect.outage:
            text = "er was een storing; of te laat hier wordt tegengeworpen, beslist een persoon"
            yield Flag("te-laat-bij-storing", text, ("Awb 2:21",), (remedy.id,))


def _reopened(all_remedies: Remedies) -> Iterator[Flag]:
    """After annulment of the decision on objection no term to decide again stands in the Awb."""
    for remedy in all_remedies.by_id.values():
        gone = [c for c in remedy.closings if c.id in all_remedies.annulled]
        if remedy.lodged.effect.soort != "bezwaar" or not gone:
            continue
        if all_remedies.standing_close(remedy) is None:
            text = (
                "op het bezwaar moet opnieuw worden beslist; de termijn daarvoor geeft de uitspraak"
            )
            yield Flag("nieuwe-beslissing-op-bezwaar", text, ("Awb 8:72",), (remedy.id,))


def _undecided(found: Gathered) -> Iterator[Flag]:
    """A request for deferral that nobody decided on is no deferral (RVS:2017:1229)."""
    for asked in found.terms:
        if asked.effect.kind != "uitstelverzoek":
            continue
        decided = any(
            ending.effect.kind in {None, "uitstelverzoek"}
            and ending.effect.of in {None, asked.id}
            and ending.on >= asked.on
            for ending in found.endings
        )
        if not decided:
            text = "op het verzoek om uitstel is niet beslist; zonder besluit is er geen uitstel"
            yield Flag("uitstel-zonder-besluit", text, ("Awb 4:94",), (asked.id,))


def _near_limitation(money: Settled, on: date) -> Iterator[Flag]:
    """The open dwangsom that is first to be time-barred, when that is near (90, 60, 30, 7 days)."""
    ends = [
        row.verjaring_until
        for row in money.verbeurtes
        if row.status == "open" and row.verjaring_until is not None
    ]
    first = min(ends, default=None)
    if first is None or first < on:
        return
    left = day_count(next_day(on), first)
    near = [days for days in WARNING_DAYS if left <= days]
    if near:
        text = f"binnen {min(near)} dagen verjaart een dwangsom: laatste dag {day_text(first)}"
        yield Flag("verjaring-nadert", text, ("Awb 5:35",))


def _raised(done: Done[RaiseFlag]) -> Flag:
    """What an act itself says that a person must judge."""
    return Flag(done.effect.code, done.effect.text, done.effect.articles, (done.id,))
