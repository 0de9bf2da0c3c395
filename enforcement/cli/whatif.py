"""`dwangsom whatif`: what extra acts would change, touching nothing; what became known since."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape

from enforcement import notices
from enforcement.cli import KnownAt, OnDay, OneFile, app, read_cases, stop
from enforcement.cli.differences import lines
from enforcement.comparison import compare
from enforcement.dossier import Dossier
from enforcement.reckoning.wording import day_text


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
    later = here.case.dossier if extra is None else _with(known, there, extra)
    found = compare(notices.answer(known, here.on), notices.answer(later, here.on))
    if as_json:
        typer.echo(found.to_json())
        return
    console = Console()
    console.print(f"\n[bold]{escape(there.case)}[/] op {day_text(here.on)}", highlight=False)
    for line in lines(found):
        console.print(line, highlight=False, markup=False, soft_wrap=True)


def _with(dossier: Dossier, extra: Dossier, path: Path | None) -> Dossier:
    """The dossier with the extra acts; all that stand there already with other content are told."""
    wrong: list[str] = []
    for act in extra.known(None):
        added = dossier.add(act)
        if added.outcome == "conflict":
            wrong.append(f"{path}: {act.id} staat al in de zaak, met een andere inhoud")
        dossier = added.dossier
    if wrong:
        stop(wrong)
    return dossier
