"""`dwangsom whatif`: what extra acts would change, touching nothing; what became known since."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Annotated, TypeVar

import typer
from rich.console import Console
from rich.markup import escape

from enforcement import notices
from enforcement.cli import KnownAt, OnDay, OneFile, app, read_cases, stop
from enforcement.comparison import Changed, Comparison, compare
from enforcement.dossier import Dossier
from enforcement.reckoning.outcome import (
    Beslisdwangsom,
    Notice,
    Part,
    Rechtsmiddel,
    Termijn,
    Verbeurte,
)
from enforcement.reckoning.wording import day_text, euro_text
from enforcement.values import Flag

T = TypeVar("T")


@app.command()
def whatif(
    file: OneFile,
    extra: Annotated[
        Path | None,
        typer.Argument(help="de extra handelingen: een bestand van dezelfde zaak"),
    ] = None,
    on: OnDay = None,
    known_at: KnownAt = None,
    *,
    as_json: Annotated[bool, typer.Option("--json", help="JSON in plaats van zinnen")] = False,
) -> None:
    """Tell what extra acts would change; without them, with --known-at, what became known since.

    With both, the extra acts are added to what was known then.
    """
    asked = read_cases([file] if extra is None else [file, extra], on, known_at)
    here = asked[0]
    if extra is None and here.known_at is None:
        stop(["een bestand met extra handelingen of --known-at verwacht"])
    there = asked[-1].case.dossier
    if there.case != here.case.dossier.case:
        stop([f"{extra}: is van zaak {there.case}, niet van {here.case.dossier.case}"])
    known = Dossier.of(there.case, here.case.dossier.known(here.known_at))
    later = here.case.dossier if extra is None else _with(known, there)
    found = compare(notices.answer(known, here.on), notices.answer(later, here.on))
    if as_json:
        typer.echo(found.to_json())
        return
    console = Console()
    console.print(f"\n[bold]{escape(there.case)}[/] op {day_text(here.on)}", highlight=False)
    for line in lines(found):
        console.print(line, highlight=False, markup=False, soft_wrap=True)


def _with(dossier: Dossier, extra: Dossier) -> Dossier:
    for act in extra.known(None):
        added = dossier.add(act)
        if added.outcome == "conflict":
            stop([f"acts: {act.id} staat al in de zaak, met een andere inhoud"])
        dossier = added.dossier
    return dossier


def lines(found: Comparison) -> Iterator[str]:
    """The comparison in Dutch, a line each; at least one."""
    if found.nothing:
        yield "Dit verandert niets."
    if found.status is not None:
        before, after = (status.replace("_", " ") for status in found.status)
        yield f"De zaak gaat van {before} naar {after}."
    for each in found.geld:
        name = each.name.removesuffix("_cents").replace("_", " ")
        yield f"{name}: {euro_text(each.before_cents)} wordt {euro_text(each.after_cents)}"
    yield from _told(found.onderdelen, _part)
    yield from _told(found.verbeurtes, _fall)
    yield from _told(found.termijnen, _term)
    yield from _told(found.rechtsmiddelen, _remedy)
    yield from _told(found.notices, _notice)
    yield from _told(found.flags, _flag)
    yield from _told(found.beslisdwangsom, _late)


def _told(
    rows: Sequence[Changed[T]], words: Callable[[T | None, T | None], Iterator[str]]
) -> Iterator[str]:
    for row in rows:
        yield from words(row.before, row.after)


def _remedy(before: Rechtsmiddel | None, after: Rechtsmiddel | None) -> Iterator[str]:
    was = "nieuw" if before is None else before.status
    now = "vervallen" if after is None else after.status
    one = _either(before, after)
    yield f"{one.soort.replace('_', ' ')} {one.id}: {was}, wordt {now}"


def _notice(before: Notice | None, after: Notice | None) -> Iterator[str]:
    one = _either(before, after)
    what = "was niet verschuldigd" if after is None else "gaat uit"
    yield f"kennisgeving {one.kind} aan {one.to}: {what}"


def _flag(before: Flag | None, after: Flag | None) -> Iterator[str]:
    one = _either(before, after)
    yield f"{'niet meer' if after is None else 'let op'}: {one.text} [{one.code}]"


def _late(before: Beslisdwangsom | None, after: Beslisdwangsom | None) -> Iterator[str]:
    sums = [euro_text(0 if each is None else each.cents) for each in (before, after)]
    name = f"dwangsom voor te laat beslissen op {_either(before, after).of} (Awb 4:17)"
    yield f"{name}: {sums[0]} wordt {sums[1]}"


def _either(before: T | None, after: T | None) -> T:
    one = before if after is None else after
    assert one is not None, "one of both is there"
    return one


def _part(before: Part | None, after: Part | None) -> Iterator[str]:
    if after is None or before is None:
        what = "vervalt" if after is None else "komt erbij"
        yield f"onderdeel {_either(before, after).onderdeel} {what}"
    elif before.status != after.status:
        words = [status.replace("_", " ") for status in (before.status, after.status)]
        yield f"onderdeel {after.onderdeel}: {words[0]} wordt {words[1]}"


def _fall(before: Verbeurte | None, after: Verbeurte | None) -> Iterator[str]:
    if after is None:
        one = _either(before, after)
        yield f"dwangsom {one.id}: valt weg ({euro_text(one.cents)})"
    elif before is None:
        yield f"dwangsom {after.id}: {euro_text(after.cents)}, {after.bewijs}, {after.status}"
    else:
        changes = [
            f"{name.replace('_', ' ')} {_shown(was)} wordt {_shown(now)}"
            for name in ("cents", "bewijs", "status", "invordering", "verjaring_until")
            if (was := getattr(before, name)) != (now := getattr(after, name))
        ]
        if changes:
            yield f"dwangsom {after.id}: {'; '.join(changes)}"


def _term(before: Termijn | None, after: Termijn | None) -> Iterator[str]:
    one = _either(before, after)
    name = f"termijn {one.kind.replace('_', ' ')} ({one.of})"
    if before is None:
        yield f"{name}: begint, laatste dag {_shown(one.until)}"
    elif after is None:
        yield f"{name}: vervalt"
    elif before.until != after.until:
        yield f"{name}: {_shown(before.until)} wordt {_shown(after.until)}"
    elif before.status != after.status:
        yield f"{name}: {before.status} wordt {after.status}"


def _shown(value: object) -> str:
    return "nog niet te noemen" if value is None else str(value)
