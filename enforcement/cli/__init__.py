"""The command line for a jurist: reckon a case file, explain a day or a sum. No server needed.

The only clock of this part stands here: without `--on` and without `on:` in the file the day is
today in Amsterdam.
"""

from __future__ import annotations

import dataclasses
import errno
import gc
import json
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from io import TextIOWrapper
from pathlib import Path
from typing import Annotated, Any, Final, NoReturn, TypeVar
from unicodedata import normalize

import typer
from pydantic import TypeAdapter, ValidationError
from rich.console import Console
from typer.core import TyperGroup

from enforcement import acts, envelope, intake, notices
from enforcement.cli import differences
from enforcement.cli.picture import picture
from enforcement.comparison import compare
from enforcement.reckoning.explain import explain as explain_lines
from enforcement.reckoning.outcome import Reckoning
from enforcement.reckoning.reckon import work_out
from enforcement.reckoning.wording import day_text
from enforcement.values import AMSTERDAM, Day, Instant


class _House(TyperGroup):
    def invoke(self, ctx: Any) -> Any:  # noqa: ANN401 - its Context is private to typer
        """Run a command; a full disk behind its output is told in a line, without a traceback."""
        try:
            return super().invoke(ctx)
        except OSError as broken:
            if broken.errno != errno.ENOSPC:
                raise
            # What is still waiting would be written, and refused, once more at the end of Python.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            stop([f"niet te schrijven: {why(broken)}"])


app = typer.Typer(
    cls=_House,
    help="Dwangsom: acts in, reckoning out.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

COLLECT_AFTER: Final = 20_000
"""How many new values make Python look for circles among them; its own 700 costs a long case half
as much again, since a reckoning makes many values that live until it ends, and no circles."""

T = TypeVar("T")
UNREADABLE: Final = 2
_WHY: Final = {
    errno.ENOENT: "bestaat niet",
    errno.EISDIR: "is een map",
    errno.ENOTDIR: "is geen map",
    errno.EACCES: "geen toegang",
    errno.ENOSPC: "de schijf is vol",
}
_SCHEMAS: Final = Path(__file__).parents[1] / "schemas"


Files = Annotated[list[Path], typer.Argument(help="zaakbestanden (YAML)", show_default=False)]
OneFile = Annotated[Path, typer.Argument(help="zaakbestand (YAML)", show_default=False)]
OnDay = Annotated[str | None, typer.Option("--on", help="de dag, anders `on:` in het bestand")]
Delivered = Annotated[
    bool,
    typer.Option("--delivered", help="alsof elke eigen brief op zijn dag is bezorgd (Awb 3:40)"),
]
KnownAt = Annotated[str | None, typer.Option("--known-at", help="zoals bekend op dit moment")]


@dataclass(frozen=True, slots=True)
class Asked:
    """A case file that was read, and the day and moment for which it is asked."""

    path: Path
    case: intake.CaseFile
    on: date
    known_at: datetime | None


@app.callback()
def _group() -> None:
    """Dwangsom: acts in, reckoning out."""
    gc.set_threshold(COLLECT_AFTER)
    if isinstance(sys.stdout, TextIOWrapper):
        # A sign that the alphabet has not: a terminal shows a question mark, a file loses nothing.
        errors = "replace" if sys.stdout.isatty() else "backslashreplace"
        sys.stdout.reconfigure(errors=errors)


@app.command()
def reckon(
    files: Files,
    on: OnDay = None,
    known_at: KnownAt = None,
    *,
    delivered: Delivered = False,
    as_json: Annotated[bool, typer.Option("--json", help="een JSON-object per regel")] = False,
) -> None:
    """Reckon case files."""
    asked = read_cases(files, on, known_at, delivered=delivered)
    console = Console()
    for one in asked:
        answer = notices.answer(one.case.dossier, one.on, one.known_at)
        if as_json:
            sys.stdout.buffer.write(answer.to_json() + b"\n")
        else:
            picture(console, answer)
            _since(console, one, answer)
    sys.stdout.flush()


def _since(console: Console, one: Asked, then: Reckoning) -> None:
    """What became known after the moment asked for, and what that changes of the same day."""
    if one.known_at is None:
        return
    known = {act.id for act in one.case.dossier.known(one.known_at)}
    later = [act for act in one.case.dossier.known(None) if act.id not in known]
    number = "1 handeling" if len(later) == 1 else f"{len(later)} handelingen"
    console.print(f"\n[bold]Sindsdien bekend geworden[/bold]: {number}", highlight=False)
    for act in later:
        words = f"  {act.id}: {act.title}, {day_text(act.on)}"
        console.print(words, highlight=False, markup=False, soft_wrap=True)
    now = notices.answer(one.case.dossier, one.on)
    for line in differences.lines(compare(then, now)) if later else ():
        console.print(line, highlight=False, markup=False, soft_wrap=True)


@app.command()
def explain(
    file: OneFile,
    name: Annotated[str, typer.Argument(help="id van een dwangsom, handeling, termijn of som")],
    on: OnDay = None,
    known_at: KnownAt = None,
    *,
    delivered: Delivered = False,
) -> None:
    """Print the receipt of one term, dwangsom or sum."""
    (one,) = read_cases([file], on, known_at, delivered=delivered)
    worked = work_out(one.case.dossier, one.on, one.known_at)
    answer = notices.answer(one.case.dossier, one.on, one.known_at)
    lines = explain_lines(answer, worked, normalize("NFC", name))
    if not lines:
        stop([f"{file}: niets in deze zaak heet {name}"])
    for line in lines:
        typer.echo(line)


@app.command()
def schemas(
    folder: Annotated[Path, typer.Option("--folder", help="waarheen")] = _SCHEMAS,
) -> None:
    """Write the JSON Schema of each act."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for kind in acts.CATALOGUE:
            text = json.dumps(envelope.schema(kind), indent=2, ensure_ascii=False, sort_keys=True)
            (folder / f"{kind}.json").write_text(text + "\n", encoding="utf-8")
    except OSError as broken:
        stop([f"{folder}: niet te schrijven: {why(broken)}"])
    typer.echo(f"{len(acts.CATALOGUE)} schema's in {folder}")


def read_cases(
    files: list[Path],
    on: str | None,
    known_at: str | None,
    *,
    delivered: bool = False,
    wrong: Sequence[str] = (),
) -> list[Asked]:
    """Read all files and options; on any error, with those found before (`wrong`), print them all
    and stop with status 2.
    """
    wrong = list(wrong)
    day = one_option(TypeAdapter(Day), on, "--on", wrong)
    moment = one_option(TypeAdapter(Instant), known_at, "--known-at", wrong)
    asked: list[Asked] = []
    for path in files:
        try:
            with path.open("rb") as file:  # an endless one ends too
                case = intake.read_case(file.read(intake.BYTES_MOST + 1))
        except OSError as broken:
            wrong.append(f"{path}: niet te lezen: {why(broken)}")
            continue
        if isinstance(case, tuple):
            wrong += [f"{path}: {refusal}" for refusal in case]
            continue
        if delivered:
            case = dataclasses.replace(case, dossier=intake.as_delivered(case.dossier))
        today = datetime.now(AMSTERDAM).date()
        asked.append(Asked(path, case, day or case.on or today, moment or case.known_at))
    if wrong:
        stop(wrong)
    return asked


def one_option(reader: TypeAdapter[T], raw: str | None, name: str, wrong: list[str]) -> T | None:
    """Read one option; what is wrong with it is added to `wrong`, with its name."""
    if raw is None:
        return None
    try:
        return reader.validate_python(raw)
    except ValidationError as error:
        wrong.append(f"{name}: {error.errors()[0]['msg']} (gekregen: {raw!a})")
        return None


def why(broken: OSError) -> str:
    """What the machine says of a file, in Dutch where that is known."""
    return _WHY.get(broken.errno or 0, broken.strerror or str(broken))


def stop(lines: list[str]) -> NoReturn:
    """Print what is wrong, a line each, and end with the status of what cannot be read."""
    for line in lines:
        typer.echo(line, err=True)
    raise typer.Exit(UNREADABLE)


from enforcement.cli import letter as letter  # noqa: E402 - it adds itself to `app`
from enforcement.cli import report as report  # noqa: E402 - the same
from enforcement.cli import whatif as whatif  # noqa: E402 - the same
