"""The command line for a jurist: reckon a case file, explain a day or a sum. No server needed.

The only clock of this part stands here: without `--on` and without `on:` in the file the day is
today in Amsterdam.
"""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Final, NoReturn, TypeVar

import typer
from pydantic import TypeAdapter, ValidationError
from rich.console import Console
from rich.panel import Panel
from rich.table import Table

from enforcement import acts, envelope, intake, notices
from enforcement.reckoning.explain import explain as explain_lines
from enforcement.reckoning.outcome import Reckoning
from enforcement.reckoning.reckon import work_out
from enforcement.reckoning.wording import day_text, euro_text
from enforcement.values import AMSTERDAM, Day, Instant

app = typer.Typer(
    help="Dwangsom: acts in, reckoning out.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

T = TypeVar("T")
UNREADABLE: Final = 2
_SCHEMAS: Final = Path(__file__).parent / "schemas"
_EXPECTED_MOST: Final = 12

Files = Annotated[list[Path], typer.Argument(help="zaakbestanden (YAML)", show_default=False)]
OneFile = Annotated[Path, typer.Argument(help="zaakbestand (YAML)", show_default=False)]
OnDay = Annotated[str | None, typer.Option("--on", help="de dag, anders `on:` in het bestand")]
KnownAt = Annotated[str | None, typer.Option("--known-at", help="zoals bekend op dit moment")]


@dataclass(frozen=True, slots=True)
class _Asked:
    path: Path
    case: intake.CaseFile
    on: date
    known_at: datetime | None


@app.callback()
def _group() -> None:
    """Dwangsom: acts in, reckoning out."""


@app.command()
def reckon(
    files: Files,
    on: OnDay = None,
    known_at: KnownAt = None,
    *,
    as_json: Annotated[bool, typer.Option("--json", help="een JSON-object per regel")] = False,
) -> None:
    """Reckon case files."""
    asked = _read(files, on, known_at)
    console = Console()
    for one in asked:
        answer = notices.answer(one.case.dossier, one.on, one.known_at)
        if as_json:
            sys.stdout.buffer.write(answer.to_json() + b"\n")
        else:
            _picture(console, answer)
    sys.stdout.flush()


@app.command()
def explain(
    file: OneFile,
    name: Annotated[str, typer.Argument(help="id van een dwangsom, handeling, termijn of som")],
    on: OnDay = None,
    known_at: KnownAt = None,
) -> None:
    """Print the receipt of one term, dwangsom or sum."""
    (one,) = _read([file], on, known_at)
    worked = work_out(one.case.dossier, one.on, one.known_at)
    answer = notices.answer(one.case.dossier, one.on, one.known_at)
    lines = explain_lines(answer, worked, name)
    if not lines:
        _stop([f"{file}: niets in deze zaak heet {name}"])
    for line in lines:
        typer.echo(line)


@app.command()
def schemas(
    folder: Annotated[Path, typer.Option("--folder", help="waarheen")] = _SCHEMAS,
) -> None:
    """Write the JSON Schema of each act."""
    folder.mkdir(parents=True, exist_ok=True)
    for kind in acts.CATALOGUE:
        text = json.dumps(envelope.schema(kind), indent=2, ensure_ascii=False, sort_keys=True)
        (folder / f"{kind}.json").write_text(text + "\n", encoding="utf-8")
    typer.echo(f"{len(acts.CATALOGUE)} schema's in {folder}")


def _read(files: list[Path], on: str | None, known_at: str | None) -> list[_Asked]:
    """Read all files and options; on any error print them all and stop with status 2."""
    wrong: list[str] = []
    day = _option(TypeAdapter(Day), on, "--on", wrong)
    moment = _option(TypeAdapter(Instant), known_at, "--known-at", wrong)
    asked: list[_Asked] = []
    for path in files:
        try:
            case = intake.read_case(path.read_bytes())
        except OSError as broken:
            wrong.append(f"{path}: niet te lezen: {broken.strerror}")
            continue
        if isinstance(case, tuple):
            wrong += [f"{path}: {refusal}" for refusal in case]
            continue
        today = datetime.now(AMSTERDAM).date()
        asked.append(_Asked(path, case, day or case.on or today, moment or case.known_at))
    if wrong:
        _stop(wrong)
    return asked


def _option(reader: TypeAdapter[T], raw: str | None, name: str, wrong: list[str]) -> T | None:
    if raw is None:
        return None
    try:
        return reader.validate_python(raw)
    except ValidationError as error:
        wrong.append(f"{name}: {error.errors()[0]['msg']} (gekregen: {raw!a})")
        return None


def _stop(lines: list[str]) -> NoReturn:
    for line in lines:
        typer.echo(line, err=True)
    raise typer.Exit(UNREADABLE)


def _picture(console: Console, answer: Reckoning) -> None:
    """What a jurist reads first: where it stands, what it comes to, what comes next, and why."""
    words = answer.status.replace("_", " ")
    head = f"[bold]{answer.case}[/bold] op {day_text(answer.on)}: [bold]{words}[/bold]"
    if answer.known_at is not None:
        head += f", zoals bekend op {answer.known_at}"
    console.print(Panel(head, expand=False))
    console.print(_parts(answer))
    console.print(_money(answer))
    _ahead(console, answer)
    for flag in answer.flags:
        articles = f" ({', '.join(flag.articles)})" if flag.articles else ""
        console.print(f"[yellow]let op[/yellow] {flag.code}: {flag.text}{articles}")
    console.print(_timeline(answer))


def _parts(answer: Reckoning) -> Table:
    table = Table(title="Onderdelen", title_justify="left")
    for name in ("onderdeel", "stand", "begunstiging t/m"):
        table.add_column(name)
    for name in ("verbeurd", "aangenomen", "ruimte", "maximum"):
        table.add_column(name, justify="right")
    for part in answer.onderdelen:
        until = part.begunstiging_until
        table.add_row(
            part.onderdeel,
            part.status.replace("_", " "),
            "-" if until is None else day_text(until),
            euro_text(part.verbeurd_cents),
            euro_text(part.aangenomen_cents),
            euro_text(part.ruimte_cents),
            euro_text(part.cents_max),
        )
    return table


def _money(answer: Reckoning) -> Table:
    table = Table(title="Geld", title_justify="left", show_header=False)
    table.add_column()
    table.add_column(justify="right")
    geld = answer.geld
    always = {"verbeurd_cents", "openstaand_cents"}
    for name in geld.__slots__:
        cents: int = getattr(geld, name)
        if cents or name in always:
            table.add_row(name.removesuffix("_cents").replace("_", " "), euro_text(cents))
    return table


def _ahead(console: Console, answer: Reckoning) -> None:
    table = Table(title="Eerstvolgende termijnen", title_justify="left")
    for name in ("t/m", "termijn", "van", "grond"):
        table.add_column(name)
    running = [t for t in answer.termijnen if t.until is not None and t.status == "loopt"]
    for term in running[:_EXPECTED_MOST]:
        until = "" if term.until is None else day_text(term.until)
        kind = term.kind.replace("_", " ")
        table.add_row(until, kind, term.of, ", ".join(term.articles))
    if running:
        console.print(table)
    if len(running) > _EXPECTED_MOST:
        console.print(f"en nog {len(running) - _EXPECTED_MOST} termijnen (--json toont alle)")


def _timeline(answer: Reckoning) -> Table:
    table = Table(title="Tijdlijn", title_justify="left")
    for name in ("dag", "wat", "grond"):
        table.add_column(name)
    table.add_column("bedrag", justify="right")
    for entry in answer.timeline:
        title = f"{entry.title} ({entry.act})" if entry.act else entry.title
        cents = "" if entry.cents is None else euro_text(entry.cents)
        style = "dim" if entry.expected else ""
        table.add_row(day_text(entry.on), title, ", ".join(entry.articles), cents, style=style)
    return table
