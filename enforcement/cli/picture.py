"""The terminal picture of a case: where it stands, what it comes to, what comes next, and why.

A run of equal dwangsommen on following days is one line, so that a year of them still fits.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from textwrap import fill
from typing import Final

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from enforcement.reckoning.outcome import Entry, Part, Reckoning, Termijn
from enforcement.reckoning.wording import day_text, euro_text, moment_text
from enforcement.report_words import part_text, standing_text
from enforcement.values import Cents

_AHEAD_MOST: Final = 10
_ID_MOST: Final = 30
_RUN_LEAST: Final = 3
_NARROW: Final = 76
"""Below so many columns a table has no room for its words: each row becomes a line."""
_DEBT_KINDS: Final = frozenset({"betaling", "verjaring"})


def picture(console: Console, answer: Reckoning) -> None:
    """Print one reckoning for a reader."""
    console.print(f"\n[bold]{escape(answer.case)}[/bold] op {day_text(answer.on)}")
    words = standing_text(answer)
    known = ""
    if answer.known_at is not None:
        known = f", zoals bekend op {moment_text(datetime.fromisoformat(answer.known_at))}"
    console.print(f"Stand van de zaak: [bold]{words}[/bold]{known}.")
    for part in answer.onderdelen:
        console.print(_part(part))
    for flag in answer.flags:
        articles = f" ({', '.join(flag.articles)})" if flag.articles else ""
        console.print(f"[yellow]Let op[/yellow] {escape(flag.text)}{articles} \\[{flag.code}]")
    console.print(_money(answer))
    for late in answer.beslisdwangsom:
        owed = f"Het bestuursorgaan is voor te laat beslissen op {escape(late.of)} zelf"
        days = f"{day_text(late.from_on)} t/m {day_text(late.until)}"
        console.print(f"{owed} {_euro(late.cents)} verschuldigd, {days} (Awb 4:17).")
    ahead = [
        t for t in answer.termijnen if t.until is not None and t.status in {"loopt", "geschorst"}
    ]
    if ahead:
        _show(console, _ahead(ahead))
    if answer.timeline:
        _show(console, _timeline(answer.timeline))
    if answer.next_change_on is not None:
        console.print(f"Volgende dag waarop iets verandert: {day_text(answer.next_change_on)}")


def _part(part: Part) -> str:
    """One part in one sentence."""
    words = [f"Onderdeel [bold]{escape(part.onderdeel)}[/bold]: {part_text(part)}"]
    if part.begunstiging_until is not None:
        words.append(f"begunstiging t/m {day_text(part.begunstiging_until)}")
    words.append(f"verbeurd {_euro(part.verbeurd_cents)}")
    if part.aangenomen_cents:
        words.append(f"aangenomen {_euro(part.aangenomen_cents)}")
    words.append(f"ruimte {_euro(part.ruimte_cents)} van {_euro(part.cents_max)}")
    if part.max_verwacht_on is not None:
        words.append(f"maximum verwacht op {day_text(part.max_verwacht_on)}")
    for span in part.geschorst:
        end = "zonder einde" if span.until is None else f"t/m {day_text(span.until)}"
        words.append(f"geschorst {day_text(span.from_on)} {end}")
    return "; ".join(words) + "."


def _euro(cents: Cents) -> str:
    """A sum that never breaks over a line."""
    return euro_text(cents).replace(" ", "\N{NO-BREAK SPACE}")


@dataclass(frozen=True, slots=True)
class _Row:
    days: str
    title: str
    articles: str
    cents: Cents | None = None
    expected: bool = False

    @property
    def amount(self) -> str:
        """The sum as it is read; empty without one."""
        return "" if self.cents is None else _euro(self.cents)

    @property
    def style(self) -> str:
        """What is only expected is fainter."""
        return "dim" if self.expected else ""


@dataclass(frozen=True, slots=True)
class _Sheet:
    """Rows under a title; `what` heads the words, `sums` tells whether there are amounts."""

    title: str
    what: str
    rows: Sequence[_Row]
    sums: bool = False
    below: str = ""


def _show(console: Console, sheet: _Sheet) -> None:
    """The sheet as a table, or in a narrow window as a line a row: no word is cut away."""
    if console.width >= _NARROW:
        console.print(_as_table(sheet))
        return
    console.print(f"\n[bold]{sheet.title}[/bold]")
    for row in sheet.rows:
        days = " ".join(row.days.split())
        tail = f" ({row.articles})" if row.articles else ""
        words = ": ".join(word for word in (days, row.title, row.amount) if word)
        lines = fill(f"- {words}{tail}", console.width, subsequent_indent="  ")
        console.print(lines, style=row.style, highlight=False, markup=False)
    if sheet.below:
        console.print(sheet.below)


def _as_table(sheet: _Sheet) -> Table:
    names = ["dag", sheet.what, "grond", *(["bedrag"] if sheet.sums else [])]
    table = _table(sheet.title, *names)
    for row in sheet.rows:
        cells = [row.days, escape(row.title), row.articles, *([row.amount] if sheet.sums else [])]
        table.add_row(*cells, style=row.style)
    table.caption = sheet.below or None
    return table


def _table(title: str, *columns: str) -> Table:
    table = Table(title=title, title_justify="left", box=SIMPLE_HEAD, title_style="bold")
    for name in columns:
        right = name == "bedrag"
        table.add_column(
            name,
            justify="right" if right else "left",
            no_wrap=right or name == "dag",
            overflow="fold",
        )
    return table


def _money(answer: Reckoning) -> Table:
    """The sums that are not nothing; what is forfeited and open always."""
    table = _table("Geld", "som", "bedrag")
    geld = answer.geld
    always = {"verbeurd_cents", "openstaand_cents"}
    for name in geld.__slots__:
        cents: Cents = getattr(geld, name)
        if cents or name in always:
            words = name.removesuffix("_cents").replace("_", " ")
            table.add_row(words, _euro(cents))
    return table


def _ahead(running: Sequence[Termijn]) -> _Sheet:
    """The terms that run, the first of each debt kind only: there may be hundreds."""
    shown: list[Termijn] = []
    seen: set[str] = set()
    for term in running:
        if term.kind not in seen or term.kind not in _DEBT_KINDS:
            shown.append(term)
        seen.add(term.kind)
    left = len(running) - min(len(shown), _AHEAD_MOST)
    rest = "1 termijn; --json toont haar" if left == 1 else f"{left} termijnen; --json toont ze"
    rows = [_term(term) for term in shown[:_AHEAD_MOST]]
    title, below = "Eerstvolgende termijnen", f"en nog {rest}" if left else ""
    return _Sheet(title, "laatste dag van", rows, below=below)


def _term(term: Termijn) -> _Row:
    assert term.until is not None, "only terms with a last day are shown"
    kind = f"{term.kind.replace('_', ' ')} ({term.of})"
    return _Row(day_text(term.until), kind, ", ".join(term.articles))


def _timeline(entries: Sequence[Entry]) -> _Sheet:
    return _Sheet("Tijdlijn", "wat", list(_lines(entries)), sums=True)


def _lines(entries: Sequence[Entry]) -> Iterator[_Row]:
    """The entries as lines: a run of equal ones without an act between them becomes one."""
    for _, group in groupby(entries, key=_alike):
        run = list(group)
        if len(run) < _RUN_LEAST:
            yield from (_line(entry) for entry in run)
            continue
        first, last = run[0], run[-1]
        sums = [entry.cents for entry in run if entry.cents is not None]
        yield _Row(
            days=f"{day_text(first.on)}\n  t/m {day_text(last.on)}",
            title=f"{len(run)} keer: {first.title}",
            articles=", ".join(first.articles),
            cents=sum(sums) if sums else None,
            expected=first.expected,
        )


def _alike(entry: Entry) -> tuple[str, str, bool, date | None, str | None]:
    """Acts are never alike; what fell and last days are, by title."""
    alone = entry.on if entry.act else None
    return (entry.kind, entry.title, entry.expected, alone, entry.act)


def _line(entry: Entry) -> _Row:
    # an id that a machine gave says nothing to a reader, and breaks the lines
    named = entry.act is not None and len(entry.act) <= _ID_MOST
    title = f"{entry.title} ({entry.act})" if named else entry.title
    return _Row(
        day_text(entry.on), title, ", ".join(entry.articles), entry.cents, expected=entry.expected
    )
