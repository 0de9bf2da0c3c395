"""`dwangsom report`: the half-yearly overview, of case files or of the running house."""

from __future__ import annotations

import asyncio
from collections import Counter
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from pydantic import TypeAdapter

from enforcement.cli import app, one_option, read_cases, stop
from enforcement.report import markdown, overview
from enforcement.values import Day

if TYPE_CHECKING:
    from enforcement.dossier import Dossier


@app.command()
def report(
    files: Annotated[
        list[Path] | None,
        typer.Argument(help="zaakbestanden (YAML); anders de zaken van het draaiende huis"),
    ] = None,
    *,
    from_on: Annotated[str, typer.Option("--from", help="eerste dag", show_default=False)],
    until: Annotated[str, typer.Option("--until", help="laatste dag", show_default=False)],
    database_url: Annotated[
        str | None,
        typer.Option("--database-url", envvar="DWANGSOM_DATABASE_URL", help="adres"),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="JSON in plaats van Markdown")] = False,
) -> None:
    """Write the overview of a period: opened, imposed, forfeited, collected, in court, closed."""
    first, last, wrong = _period(from_on, until)
    asked = read_cases(files or [], None, None, wrong=wrong)
    assert first is not None, "refused above"
    assert last is not None, "refused above"
    if asked:
        dossiers = _once([one.case.dossier for one in asked])
    elif database_url is not None:
        dossiers = asyncio.run(_of_the_house(database_url))
    else:
        stop(["zaakbestanden of --database-url verwacht"])
    made = overview(dossiers, first, last)
    if as_json:
        typer.echo(made.to_json())
    else:
        typer.echo(markdown(made), nl=False)


def _once(dossiers: list[Dossier]) -> list[Dossier]:
    """The cases, each in one file: two halves of a case would count as two."""
    often = [name for name, number in Counter(one.case for one in dossiers).items() if number > 1]
    if often:
        stop([f"{name}: deze zaak staat in meer dan een bestand" for name in sorted(often)])
    return dossiers


def _period(from_on: str, until: str) -> tuple[date | None, date | None, list[str]]:
    """First and last day, and what is wrong with them."""
    wrong: list[str] = []
    first = one_option(TypeAdapter(Day), from_on, "--from", wrong)
    last = one_option(TypeAdapter(Day), until, "--until", wrong)
    if first is not None and last is not None and last < first:
        wrong.append(f"--until: {until} ligt voor --from {from_on}")
    return first, last, wrong


async def _of_the_house(database_url: str) -> list[Dossier]:
    """Every case of the read model, as its acts say it."""
    from sqlalchemy.exc import SQLAlchemyError  # noqa: PLC0415 - a jurist's file needs none of it

    from enforcement.readmodel import database, queries  # noqa: PLC0415 - the same

    try:
        engine = database.open_engine(database_url)
    except SQLAlchemyError as wrong:
        stop([f"--database-url: geen adres van een databank: {wrong}"])
    try:
        async with engine.connect() as connection:
            return await queries.all_dossiers(connection)
    except SQLAlchemyError as away:
        stop([f"de databank antwoordt niet: {away}"])
    finally:
        await engine.dispose()
