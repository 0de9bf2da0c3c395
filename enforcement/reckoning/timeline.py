"""The timeline of a case: what happened, what the law made of it, what is to be expected."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Final

from enforcement.act import Act
from enforcement.reckoning.outcome import Entry, Part, Termijn, Verbeurte

_TITLES: Final = {
    "zienswijze": "Laatste dag voor de zienswijze",
    "begunstiging": "Laatste dag begunstigingstermijn",
    "bezwaar": "Laatste dag om bezwaar te maken",
    "beslissing_op_bezwaar": "Laatste dag om op het bezwaar te beslissen",
    "beroep": "Laatste dag om beroep in te stellen",
    "hoger_beroep": "Laatste dag om hoger beroep in te stellen",
    "betaling": "Laatste dag om te betalen",
    "verjaring": "Laatste dag van de verjaringstermijn",
    "aanmaning": "Laatste dag om na aanmaning te betalen",
    "invorderingsverzoek": "Laatste dag om op het verzoek te beslissen",
    "schorsing": "Laatste dag van de schorsing",
    "ingebrekestelling": "Laatste dag van de twee weken na ingebrekestelling",
    "herstel": "Laatste dag om te herstellen",
    "opheffingsverzoek": "Laatste dag om op het verzoek om opheffing te beslissen",
    "uitstelverzoek": "Laatste dag om op het verzoek om uitstel te beslissen",
}
_VERBEURD: Final = ("Awb 5:33",)
_RUNNING: Final = frozenset({"loopt", "geschorst"})
_KINDS: Final = {"handeling": 0, "verbeurte": 1, "maximum": 2, "termijn": 3}


def timeline(
    acts: Iterable[Act],
    verbeurtes: Iterable[Verbeurte],
    parts: Sequence[Part],
    *,
    termijnen: Iterable[Termijn],
    on: date,
) -> tuple[Entry, ...]:
    """All entries in order: by day, acts first, then what fell, then last days."""
    entries = [
        *_acts(acts),
        *_forfeitures(verbeurtes),
        *_maxima(parts),
        *_last_days(termijnen, on),
    ]
    entries.sort(key=_place)
    return tuple(entries)


def _place(entry: Entry) -> tuple[date, int, str, str]:
    return (entry.on, _KINDS[entry.kind], entry.act or "", entry.title)


def _acts(acts: Iterable[Act]) -> Iterator[Entry]:
    for act in acts:
        yield Entry(
            act.on, "handeling", act.title, act.articles, act.id, act.amount(), expected=False
        )


def _forfeitures(verbeurtes: Iterable[Verbeurte]) -> Iterator[Entry]:
    for row in verbeurtes:
        tail = "" if row.bewijs == "vastgesteld" else ", nog niet vastgesteld"
        tail = ", vervallen" if row.status == "vervallen" else tail
        title = f"Dwangsom verbeurd, onderdeel {row.onderdeel}{tail}"
        yield Entry(row.on, "verbeurte", title, _VERBEURD, None, row.cents, expected=False)


def _maxima(parts: Iterable[Part]) -> Iterator[Entry]:
    for part in parts:
        if part.max_bereikt_on is not None:
            title = f"Maximum bereikt, onderdeel {part.onderdeel}"
            day, articles = part.max_bereikt_on, ("Awb 5:32b",)
            # What filled it: the maximum itself may have been lowered since.
            cents = part.verbeurd_cents + part.aangenomen_cents
            yield Entry(day, "maximum", title, articles, None, cents, expected=False)
        elif part.max_verwacht_on is not None:
            title = f"Maximum verwacht, onderdeel {part.onderdeel}"
            day, articles = part.max_verwacht_on, ("Awb 5:32b",)
            yield Entry(day, "maximum", title, articles, None, part.cents_max, expected=True)


def _last_days(termijnen: Iterable[Termijn], on: date) -> Iterator[Entry]:
    """What lies ahead; for debts one entry a day and kind, since there may be hundreds."""
    seen: set[tuple[str, date]] = set()
    for term in termijnen:
        until = term.until
        if until is None or until < on or term.status not in _RUNNING:
            continue
        title = _TITLES.get(term.kind, term.kind)
        if term.kind not in {"betaling", "verjaring"}:
            title = f"{title} ({term.of})"
        elif (term.kind, until) in seen:
            continue
        else:
            seen.add((term.kind, until))
        yield Entry(until, "termijn", title, term.articles, None, None, expected=True)
