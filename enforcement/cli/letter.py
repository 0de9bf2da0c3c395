"""`dwangsom letter`: the letter of a notice that a case file makes due, as a PDF.

What only a letter needs (Jinja2, Babel, Typst) is imported when the command runs.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from enforcement import notices
from enforcement.cli import Asked, KnownAt, OnDay, OneFile, app, read_cases, stop
from enforcement.letters import event
from enforcement.letters.view import KINDS
from enforcement.reckoning.outcome import Notice, Reckoning

ISSUED_BY = "dwangsom letter"


@app.command()
def letter(
    file: OneFile,
    kind: Annotated[str, typer.Argument(help="soort kennisgeving", show_default=False)],
    out: Annotated[Path, typer.Option("--out", help="waarheen (PDF)", show_default=False)],
    on: OnDay = None,
    *,
    number: Annotated[
        int | None,
        typer.Option("--nr", min=1, help="de hoeveelste van die soort, anders de laatste"),
    ] = None,
    known_at: KnownAt = None,
) -> None:
    """Write the letter of a notice that is due; without --nr the last of its kind."""
    (asked,) = read_cases([file], on, known_at)
    if kind not in KINDS:
        stop([f"{kind}: van deze soort is er geen brief; wel van {', '.join(KINDS)}"])
    answer = notices.answer(asked.case.dossier, asked.on, asked.known_at)
    pdf = _rendered(_event(asked, answer, _chosen(asked, answer, kind, number)))
    try:
        out.write_bytes(pdf)
    except OSError as broken:
        stop([f"{out}: niet te schrijven: {broken.strerror}"])
    typer.echo(f"{out}: {len(pdf)} bytes")


def _chosen(asked: Asked, answer: Reckoning, kind: str, number: int | None) -> Notice:
    mine = [notice for notice in answer.notices if notice.kind == kind]
    if not mine:
        due = sorted({notice.kind for notice in answer.notices})
        told = f"wel: {', '.join(due)}" if due else "ook geen andere"
        stop([f"{asked.path}: op {asked.on} is geen kennisgeving {kind} verschuldigd; {told}"])
    if number is not None and number > len(mine):
        stop([f"--nr: er zijn er {len(mine)} van soort {kind} (gekregen: {number})"])
    return mine[-1 if number is None else number - 1]


def _event(asked: Asked, answer: Reckoning, notice: Notice) -> bytes:
    from enforcement.settings import Settings  # noqa: PLC0415 - see the module

    return event.write(
        notice,
        sequence=answer.notices.index(notice) + 1,
        issued_by=ISSUED_BY,
        replaces=None,
        reckoning=answer,
        dossier=asked.case.dossier,
        source=Settings.model_fields["source"].default,
    )


def _rendered(notice: bytes) -> bytes:
    from enforcement.letters.faults import LetterFault  # noqa: PLC0415 - see the module
    from enforcement.letters.render import TypstRenderer  # noqa: PLC0415 - see the module
    from enforcement.settings import templates_folder  # noqa: PLC0415 - see the module

    try:
        return TypstRenderer(templates_folder() / "letters").render(notice)
    except LetterFault as fault:
        stop([str(fault)])
