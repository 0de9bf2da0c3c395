"""The facts of the order: what each part demands, what it costs, and how it stands."""

from __future__ import annotations

from collections.abc import Iterator

from enforcement.acts._groups import Onderdeel
from enforcement.acts.last_opgelegd import LastOpgelegd
from enforcement.reckoning.forfeited import PartFalls
from enforcement.reckoning.order import value_at
from enforcement.reckoning.outcome import Geschorst, Part
from enforcement.web.pages import words
from enforcement.web.pages.case_view import Fact, PartFacts
from enforcement.web.pages.reading import Worked
from enforcement.web.pages.words import day_text, euro, weekday_text

_CAPS = (
    ("per_dag_max", "per dag"),
    ("per_week_max", "per week"),
    ("per_plaats_per_dag_max", "per plaats per dag"),
)


def parts(worked: Worked) -> tuple[PartFacts, ...]:
    """Every part of every order, in the order of the decisions."""
    stated = {
        part.onderdeel: (act, part) for act in reversed(worked.lasten) for part in act.onderdelen
    }
    rows = zip(worked.answer.onderdelen, worked.workings.fallen.parts, strict=True)
    return tuple(
        PartFacts(
            name=row.onderdeel,
            status=words.STATUSES[row.status],
            duty=stated[row.onderdeel][1].verplichting,
            facts=tuple(_facts(worked, row, fallen, stated[row.onderdeel])),
        )
        for row, fallen in rows
        if row.onderdeel in stated
    )


def _facts(
    worked: Worked, row: Part, fallen: PartFalls, stated: tuple[LastOpgelegd, Onderdeel]
) -> Iterator[Fact]:
    act, part = stated
    line = fallen.line
    yield Fact("Overtreden norm", part.norm)
    each = f"{euro(value_at(line.cents, worked.on))} {words.PER[part.per]}"
    units = " (of gedeelte daarvan)" if part.gedeelte_telt else ""
    yield Fact("Bedrag", each + units, ("Awb 5:32b lid 1",))
    for name, text in _CAPS:
        if getattr(part, name):
            yield Fact("Ten hoogste geteld", f"{getattr(part, name)} {text}")
    yield Fact("Maximum", euro(row.cents_max), ("Awb 5:32b lid 2",))
    if act.cents_max is not None:
        yield Fact("Maximum over alle onderdelen", euro(act.cents_max))
    working = {work.act.id: work.on for work in worked.workings.stand.working}
    told = working.get(act.id)
    published = "nog niet bekendgemaakt" if told is None else weekday_text(told)
    yield Fact("Bekendgemaakt", published, ("Awb 3:41",))
    grace = row.begunstiging_until
    until = (
        "geen: dwangsommen vanaf de dag na de bekendmaking"
        if grace is None
        else f"tot en met {day_text(grace)}"
    )
    yield Fact("Begunstigingstermijn", until, ("Awb 5:32a lid 2",))
    for span in row.geschorst:
        yield Fact("Opschorting", span_text(span))
    if row.nageleefd_on is not None:
        yield Fact("Nageleefd", f"sinds {day_text(row.nageleefd_on)}")
    if row.max_bereikt_on is not None:
        yield Fact("Maximum bereikt", weekday_text(row.max_bereikt_on))
    yield from _remedies(worked, act)


def _remedies(worked: Worked, act: LastOpgelegd) -> Iterator[Fact]:
    acts = worked.dossier.acts
    for row in worked.answer.rechtsmiddelen:
        if row.tegen != act.id:
            continue
        in_time = {True: "tijdig", False: "te laat", None: "tijdigheid niet te zeggen"}[row.tijdig]
        state = words.REMEDY_STATUSES[row.status]
        text = f"{day_text(acts[row.id].on)}, {in_time}, {state}"
        yield Fact(words.REMEDIES.get(row.soort, words.words(row.soort)), text)


def span_text(span: Geschorst) -> str:
    """The days of a suspension, both included."""
    if span.until is None:
        return f"vanaf {day_text(span.from_on)}, nog zonder laatste dag"
    return f"{day_text(span.from_on)} tot en met {day_text(span.until)}"
