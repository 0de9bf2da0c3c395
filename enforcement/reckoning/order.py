"""The order as it must be read through time: text, changes, end and suspensions of each part.

    text of the decision
      + changes that work back (ex tunc): read as if it had always said so
      + changes from a day on (ex nunc): what fell before stays
      - days on which it is suspended, or was gone and revived

A change that works back wins over an earlier change from a day on of the same field.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from enforcement.effects import ChangeOrder, PartChange, PartTerms
from enforcement.law.spans import Span, merged
from enforcement.reckoning.gather import Done, Gathered
from enforcement.reckoning.remedies import Remedies
from enforcement.reckoning.suspension import Suspension
from enforcement.values import Cents, Flag


@dataclass(frozen=True, slots=True)
class Step:
    """A value of a field from a day on, and the act that set it."""

    from_on: date
    value: int
    act: str


@dataclass(frozen=True, slots=True)
class NewGrace:
    """A new end of the begunstigingstermijn, set by an act that works from `from_on` on."""

    from_on: date
    until: date
    act: str


@dataclass(slots=True)
class PartLine:
    """One part through time. `grace_until` is the first end of grace; None: there is none.

    `starts_on` is the day of bekendmaking; the order works from the day after it or, with a
    begunstigingstermijn, from the day after that. `ended_on`: from that day on it is no more.
    `idle` are the days that do not count: suspended, or between annulment and revival.
    `grace_by`: the act that set `grace_until` from the start, None when the order itself did.
    """

    terms: PartTerms
    index: int
    order: str
    starts_on: date
    grace_until: date | None
    cents: list[Step]
    cents_max: list[Step]
    new_graces: list[NewGrace] = field(default_factory=list)
    grace_by: str | None = None
    ended_on: date | None = None
    ended_how: str | None = None
    ended_by: str | None = None
    gone: bool = False
    suspended: tuple[Span, ...] = ()
    gaps: tuple[Span, ...] = ()
    idle: tuple[Span, ...] = ()

    @property
    def name(self) -> str:
        """The short name of the part."""
        return self.terms.onderdeel

    @property
    def anchor(self) -> date:
        """The day after which the order works: the end of grace, else bekendmaking (A4).

        Nothing works before bekendmaking (Awb 3:40), so a grace that ended before it is none.
        """
        return max(self.grace_until or self.starts_on, self.starts_on)


def value_at(steps: Sequence[Step], day: date, *, before: bool = False) -> Cents:
    """The value that holds on a day; with `before` that of the day's very start, when the acts
    of the day had not yet come.
    """
    if len(steps) == 1:  # as with most orders; asked for each dwangsom
        return steps[0].value
    return step_at(steps, day, before=before).value


def step_at(steps: Sequence[Step], day: date, *, before: bool = False) -> Step:
    """The step whose value holds on a day, see `value_at`."""
    held = steps[0]
    for step in steps[1:]:
        if step.from_on < day or (step.from_on == day and not before):
            held = step
    return held


@dataclass(frozen=True, slots=True)
class Changes:
    """The changes of the order that stand, and those that a court annulled."""

    standing: tuple[Done[ChangeOrder], ...]
    annulled: tuple[Done[ChangeOrder], ...]


def order_changes(found: Gathered, all_remedies: Remedies) -> Changes:
    """Sort the changes: annulled ones fall away, and those that concern something else."""
    mine = [
        c
        for c in found.changes
        if all_remedies.line_of(c.effect.remedy) == "last" and not all_remedies.undoes_another(c)
    ]
    return Changes(
        tuple(c for c in mine if c.id not in all_remedies.annulled),
        tuple(c for c in mine if c.id in all_remedies.annulled),
    )


def part_lines(
    found: Gathered,
    changes: Iterable[Done[ChangeOrder]],
    suspended: Sequence[Suspension],
    gaps: Sequence[tuple[Done[ChangeOrder], Span]],
) -> tuple[PartLine, ...]:
    """Each part as it must be read after these changes, in the order of the decision."""
    lines: dict[str, PartLine] = {}
    for done in found.orders:
        for terms in done.effect.parts:
            if terms.onderdeel not in lines:
                lines[terms.onderdeel] = _line(terms, len(lines), done.id, done.on)
    for change in changes:
        for line in lines.values():
            _apply(line, change)
    for line in lines.values():
        line.suspended = merged(s.span for s in suspended if s.speaks_of(line.name))
        line.gaps = merged(span for change, span in gaps if ends_part(change.effect, line.name))
        line.idle = merged((*line.suspended, *line.gaps))
    return tuple(lines.values())


def _line(terms: PartTerms, index: int, order: str, on: date) -> PartLine:
    return PartLine(
        terms=terms,
        index=index,
        order=order,
        starts_on=on,
        grace_until=terms.begunstiging_until,
        cents=[Step(on, terms.cents, order)],
        cents_max=[Step(on, terms.cents_max, order)],
    )


def ends_part(effect: ChangeOrder, name: str) -> bool:
    """Whether the change ends a part, as one of several or with the whole order."""
    if effect.ended is None or name in effect.ended:
        return True
    return any(part.ends and part.onderdeel in {None, name} for part in effect.changes)


def _apply(line: PartLine, done: Done[ChangeOrder]) -> None:
    effect = done.effect
    for part in effect.changes:
        if part.onderdeel in {None, line.name}:
            _apply_fields(line, done, part)
    if not ends_part(effect, line.name):
        return
    if effect.ex_tunc:
        line.gone = True
    first = line.ended_on is None or effect.from_on < line.ended_on
    if first or effect.ex_tunc:
        line.ended_on = line.starts_on if effect.ex_tunc else effect.from_on
        court_or_objection = effect.how == "herroepen" or effect.remedy is not None
        line.ended_how = "herroepen" if court_or_objection else "ingetrokken"
        line.ended_by = done.id


def _apply_fields(line: PartLine, done: Done[ChangeOrder], part: PartChange) -> None:
    effect = done.effect
    if part.cents is not None:
        line.cents = _stepped(line.cents, done, part.cents)
    if part.cents_max is not None:
        line.cents_max = _stepped(line.cents_max, done, part.cents_max)
    if part.begunstiging_until is None:
        return
    if effect.ex_tunc:
        line.grace_until = part.begunstiging_until
        line.grace_by = done.id
        line.new_graces = []
    else:
        later = [grace for grace in line.new_graces if grace.from_on < effect.from_on]
        new = NewGrace(effect.from_on, part.begunstiging_until, done.id)
        line.new_graces = [*later, new]


def _stepped(steps: list[Step], done: Done[ChangeOrder], value: Cents) -> list[Step]:
    if done.effect.ex_tunc:
        return [Step(steps[0].from_on, value, done.id)]
    from_on = max(done.effect.from_on, steps[0].from_on)
    kept = [step for step in steps if step.from_on < from_on]
    return [*kept, Step(from_on, value, done.id)]


def revival_gaps(
    changes: Changes, all_remedies: Remedies
) -> tuple[tuple[Done[ChangeOrder], Span], ...]:
    """The days between a revocation and the judgment that annulled it: the order revives, what
    of those days counts is for a person (convention `herleving_tussentijd`: nothing counts).
    """
    return tuple(
        (done, Span(done.on, all_remedies.annulled[done.id].on))
        for done in changes.annulled
        if done.effect.ended is None or any(part.ends for part in done.effect.changes)
    )


def order_flags(found: Gathered, changes: Changes, lines: Sequence[PartLine]) -> Iterator[Flag]:
    """What a person must judge about the text of the order."""
    for done in changes.annulled:
        revoked = done.effect.ended is None or any(part.ends for part in done.effect.changes)
        if done.effect.remedy is not None and done.act.topic != "court-outcomes":
            text = (
                "de beslissing op bezwaar die de last wijzigde is vernietigd; "
                "de eerdere tekst herleeft"
            )
            yield Flag("werking-onduidelijk", text, ("Awb 8:72",), (done.id,))
        if revoked:
            text = (
                "de last herleeft; over de tijd daartussen beslist een persoon, hier telt zij niet"
            )
            yield Flag("last-herleeft", text, ("Awb 8:72",), (done.id,))
    names = {line.name for line in lines}
    for name, act in _named(found):
        if name not in names and names:
            text = f"onderdeel {name} komt in de last niet voor"
            yield Flag("verwijst-naar-onbekend-onderdeel", text, (), (act,))
    seen: dict[str, str] = {}
    for order in found.orders:
        for part in order.effect.parts:
            if seen.setdefault(part.onderdeel, order.id) != order.id:
                text = f"onderdeel {part.onderdeel} stond al in een eerdere last; de eerste telt"
                yield Flag("werking-onduidelijk", text, ("Awb 5:6",), (order.id,))


def _named(found: Gathered) -> Iterator[tuple[str, str]]:
    for finding in found.findings:
        if finding.effect.onderdeel is not None:
            yield finding.effect.onderdeel, finding.id
    for change in found.changes:
        for part in change.effect.changes:
            if part.onderdeel is not None:
                yield part.onderdeel, change.id
        for name in change.effect.ended or ():
            yield name, change.id
    for suspension in found.suspensions:
        for name in suspension.effect.onderdelen or ():
            yield name, suspension.id
