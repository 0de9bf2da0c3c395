"""`dwangsom letter`: the letter of a notice that a case file makes due, as a PDF.

What only a letter needs (Jinja2, Babel, Typst) is imported when the command runs.
"""

from __future__ import annotations

from datetime import date, datetime, time
from pathlib import Path
from typing import Annotated

import typer

from enforcement import notices
from enforcement.cli import Asked, Delivered, KnownAt, OnDay, OneFile, app, read_cases, stop, why
from enforcement.letters import event
from enforcement.letters.view import KINDS
from enforcement.reckoning.outcome import Notice, Reckoning
from enforcement.values import AMSTERDAM

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
    delivered: Delivered = False,
) -> None:
    """Write the letter of a notice as it was issued; without --nr the last of its kind that was
    due by the day asked for.
    """
    (asked,) = read_cases([file], on, known_at, delivered=delivered)
    if kind not in KINDS:
        stop([f"{kind}: van deze soort is er geen brief; wel van {', '.join(KINDS)}"])
    answer = notices.answer(asked.case.dossier, asked.on, asked.known_at)
    chosen = _chosen(asked, answer, kind, number)
    pdf = _rendered(_event(asked, _as_issued(asked, answer, chosen), chosen))
    try:
        out.write_bytes(pdf)
    except OSError as broken:
        stop([f"{out}: niet te schrijven: {why(broken)}"])
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


def _as_issued(asked: Asked, answer: Reckoning, notice: Notice) -> Reckoning:
    """The reckoning on which the notice was issued: that of the first day on which it was due
    and all that makes it due was known, with what was known by the end of that day.
    """
    acts = asked.case.dossier.known(asked.known_at)
    cause = asked.case.dossier.acts[notice.cause]
    known_on = sorted({_day_of(act.known_at) for act in acts})
    first = max(notice.due_on, _day_of(cause.known_at))
    for day in (first, *(each for each in known_on if first < each <= asked.on)):
        end = datetime.combine(day, time.max, tzinfo=AMSTERDAM)
        known_at = end if asked.known_at is None else min(end, asked.known_at)
        then = notices.answer(asked.case.dossier, day, known_at)
        if any(one.id == notice.id for one in then.notices):
            return then
    return answer


def _day_of(moment: datetime) -> date:
    return moment.astimezone(AMSTERDAM).date()


def _event(asked: Asked, answer: Reckoning, notice: Notice) -> bytes:
    from enforcement.settings import Settings  # noqa: PLC0415 - see the module

    return event.write(
        notice,
        sequence=[one.id for one in answer.notices].index(notice.id) + 1,
        issued_by=ISSUED_BY,
        replaces=None,
        reckoning=answer,
        dossier=asked.case.dossier,
        source=Settings.model_fields["source"].default,
        sends=False,
    )


def _rendered(notice: bytes) -> bytes:
    from enforcement.letters.faults import LetterFault  # noqa: PLC0415 - see the module
    from enforcement.letters.render import TypstRenderer  # noqa: PLC0415 - see the module
    from enforcement.settings import templates_folder  # noqa: PLC0415 - see the module

    try:
        return TypstRenderer(templates_folder() / "letters").render(notice)
    except LetterFault as fault:
        stop([str(fault)])
