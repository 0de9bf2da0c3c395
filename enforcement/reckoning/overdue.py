"""What the AUTHORITY owes for deciding late on an objection: a ledger of its own. Awb 4:17, 4:18.

It is in no sum of `geld`: the dwangsom of the order is owed by the offender. It runs from two
weeks after a notice of default that came once the term to decide had passed, for 42 days at most,
and ends with the decision, a withdrawal or direct appeal.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from enforcement.effects import RunTerm
from enforcement.law import conventions, rechtsmiddelen
from enforcement.law.quantities import OutsideValidity
from enforcement.law.terms import Term, day_before, next_day
from enforcement.reckoning.gather import Done, Gathered
from enforcement.reckoning.outcome import Beslisdwangsom, Beslisstap, Termijn
from enforcement.reckoning.remedies import Remedies, Remedy
from enforcement.reckoning.wording import day_text, euro_text, term_lines, weekday_text
from enforcement.values import Flag


@dataclass(frozen=True, slots=True)
class Overdue:
    """The rows of this ledger, what a person must know, and the days on which it changes."""

    rows: tuple[Beslisdwangsom, ...]
    flags: tuple[Flag, ...]
    changes_on: tuple[date, ...]


@dataclass(frozen=True, slots=True)
class _Run:
    """One stretch of default: from `from_on` through `until`, and why nothing is owed, if so."""

    from_on: date
    until: date
    ended_on: date | None
    exempt: str | None


def overdue(
    found: Gathered, all_remedies: Remedies, termijnen: Iterable[Termijn], on: date
) -> Overdue:
    """For each objection the first notice of default that has force, and what follows from it."""
    decide_until = {t.of: t.until for t in termijnen if t.kind == "beslissing_op_bezwaar"}
    rows: list[Beslisdwangsom] = []
    flags: list[Flag] = []
    seen: set[str] = set()
    for done in found.terms:
        remedy = all_remedies.by_id.get(done.effect.remedy or "")
        if done.effect.kind != "ingebrekestelling" or remedy is None:
            continue
        until = decide_until.get(remedy.id)
        if until is None or remedy.id in seen:
            continue
        if done.on <= until:
            flags.append(_too_early(done, until))
            continue
        seen.add(remedy.id)
        try:
            rows.extend(_rows(done, remedy, _run(done, remedy, found, until), on))
        except OutsideValidity as unknown:
            text = f"geen bedrag bekend voor te laat beslissen: {unknown}"
            flags.append(Flag("beslisdwangsom-onbekend", text, ("Awb 4:17 lid 2",), (done.id,)))
    return Overdue(tuple(rows), tuple(flags), tuple(_days(rows, on)))


def _too_early(done: Done[RunTerm], until: date) -> Flag:
    text = (
        f"de beslistermijn liep nog tot en met {day_text(until)}; "
        f"{conventions.sentence('ingebrekestelling_te_vroeg')}"
    )
    return Flag("ingebrekestelling-te-vroeg", text, ("Awb 4:17 lid 3",), (done.id,))


def _run(done: Done[RunTerm], remedy: Remedy, found: Gathered, decide_until: date) -> _Run:
    from_on = rechtsmiddelen.dwangsom_niet_tijdig_from_on(decide_until, done.on)
    closed = [(close.on, close.effect.manifest) for close in remedy.closings]
    closed += [
        (ending.on, False)
        for ending in found.endings
        if ending.effect.kind == "beslissing_op_bezwaar" and ending.effect.of == remedy.id
    ]
    ended_on, manifest = min(closed, default=(None, False), key=lambda c: (c[0], not c[1]))
    until = rechtsmiddelen.dwangsom_niet_tijdig_until(from_on)
    if ended_on is not None:
        until = min(until, day_before(ended_on))
    exempt = None
    if done.effect.void:
        exempt = "onredelijk laat in gebreke gesteld: niets verschuldigd (Awb 4:17 lid 6)"
    elif manifest:
        exempt = "kennelijk beslist: niets verschuldigd (Awb 4:17 lid 6)"
    return _Run(from_on, until, ended_on, exempt)


def _rows(done: Done[RunTerm], remedy: Remedy, run: _Run, on: date) -> Iterator[Beslisdwangsom]:
    """The row of a run that has days; a decision within the two weeks leaves none."""
    if run.until < run.from_on:
        return
    owed_until = min(run.until, on)
    steps: Sequence[rechtsmiddelen.Step] = ()
    if run.exempt is None and owed_until >= run.from_on:
        steps = rechtsmiddelen.dwangsom_niet_tijdig_steps(run.from_on, owed_until)
    fixed = rechtsmiddelen.vaststelling_term(run.until)
    yield Beslisdwangsom(
        of=remedy.id,
        ingebrekestelling=done.id,
        from_on=run.from_on,
        until=run.until,
        steps=tuple(Beslisstap(s.from_on, s.until, s.cents_per_day, s.cents) for s in steps),
        cents=sum(step.cents for step in steps),
        vaststellen_until=None if run.exempt else fixed.until,
        articles=("Awb 4:17", "Awb 4:18"),
        explained=(*_explained(done, run, steps), *(() if run.exempt else _fixed_lines(fixed))),
    )


def _explained(
    done: Done[RunTerm], run: _Run, steps: Sequence[rechtsmiddelen.Step]
) -> Iterator[str]:
    yield f"in gebreke gesteld op {day_text(done.on)}, na de beslistermijn"
    yield f"na twee weken verschuldigd vanaf {weekday_text(run.from_on)} (Awb 4:17 lid 3)"
    if run.exempt is not None:
        yield run.exempt
        return
    for step in steps:
        days = f"{day_text(step.from_on)} t/m {day_text(step.until)}"
        rate = f"{euro_text(step.cents_per_day)} per dag [{step.certainty}]"
        yield f"{days}: {rate}, {euro_text(step.cents)}"
    if run.ended_on is not None and run.until == day_before(run.ended_on):
        yield f"geëindigd door de beslissing of intrekking van {day_text(run.ended_on)}"
        yield conventions.line("dag_van_beslissing")
    else:
        yield f"ten hoogste 42 dagen, t/m {weekday_text(run.until)}; die schuiven niet"


def _fixed_lines(fixed: Term) -> tuple[str, ...]:
    """The term in which the authority says by decision what it owes (Awb 4:18)."""
    return term_lines("bij beschikking vast te stellen (Awb 4:18)", "twee weken", fixed)


def _days(rows: Iterable[Beslisdwangsom], on: date) -> Iterator[date]:
    """The first day, and while it runs each next one: the sum grows by the day."""
    for row in rows:
        yield row.from_on
        if row.vaststellen_until is not None and row.from_on <= on < row.until:
            yield next_day(on)
