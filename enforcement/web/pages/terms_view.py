"""The terms of a case: the next four as cards, and all of them with their receipts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Final

from enforcement.law.terms import day_count
from enforcement.reckoning.outcome import Termijn
from enforcement.web.pages import words
from enforcement.web.pages.reading import Worked
from enforcement.web.pages.words import euro

CARDS_MOST: Final = 4
_SOON_DAYS: Final = 14
_NEAR_DAYS: Final = 60
_OVERTREDER: Final = "overtreder"
_GEZAG: Final = "gezag"
_INDIENER: Final = "wie het instelt"

_TITLES: Final = {
    "zienswijze": ("Zienswijze geven op het voornemen", _OVERTREDER),
    "begunstiging": ("Aan de last voldoen zonder dwangsom", _OVERTREDER),
    "bezwaar": ("Bezwaar maken", _OVERTREDER),
    "beslissing_op_bezwaar": ("Beslissen op het bezwaar", _GEZAG),
    "beroep": ("Beroep instellen", _OVERTREDER),
    "hoger_beroep": ("Hoger beroep instellen", _INDIENER),
    "betaling": ("Betalen", _OVERTREDER),
    "verjaring": ("Verjaring van een dwangsom", _GEZAG),
    "aanmaning": ("Betalen na aanmaning", _OVERTREDER),
    "invorderingsverzoek": ("Beslissen op het verzoek om invordering", _GEZAG),
    "schorsing": ("Laatste dag waarop de last geschorst is", ""),
    "ingebrekestelling": ("Beslissen na ingebrekestelling", _GEZAG),
    "herstel": ("Verzuim in het bezwaar herstellen", _INDIENER),
    "opheffingsverzoek": ("Beslissen op het verzoek om opheffing", _GEZAG),
    "uitstelverzoek": ("Beslissen op het verzoek om uitstel", _GEZAG),
    "griffierecht": ("Griffierecht betalen", _INDIENER),
    "verweer": ("Verweer indienen", _GEZAG),
    "verzet": ("Verzet doen", _INDIENER),
    "incidenteel_hoger_beroep": ("Incidenteel hoger beroep instellen", _INDIENER),
}


@dataclass(frozen=True, slots=True)
class Card:
    """One thing that comes: when, what, whose move it is, on which article, and why that day."""

    on: date
    left: str
    tone: str
    what: str
    mover: str
    articles: tuple[str, ...]
    explained: tuple[str, ...]
    not_before: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One term of the whole table."""

    what: str
    of: str
    from_on: date
    last_day: str
    status: str
    articles: tuple[str, ...]
    explained: tuple[str, ...]


def cards(worked: Worked) -> tuple[Card, ...]:
    """What comes next, by date: of each kind and day one card, of limitation the first."""
    found = sorted((*_terms(worked), *_falls(worked)), key=lambda card: (card.on, card.what))
    return tuple(found[:CARDS_MOST])


def table(worked: Worked) -> tuple[Row, ...]:
    """Every term of the case, those of the dwangsommen apart in the chart's own table."""
    return tuple(
        Row(
            what=_title(term.kind),
            of=term.of,
            from_on=term.from_on,
            last_day=last_day(worked, term),
            status=words.TERM_STATUSES[term.status],
            articles=term.articles,
            explained=term.explained,
        )
        for term in worked.answer.termijnen
        if term.kind not in {"betaling", "verjaring"}
    )


def last_day(worked: Worked, term: Termijn) -> str:
    """The last day of a term in words; limitation under a pending remedy has none for certain."""
    if term.until is None:
        return "nog geen dag te noemen"
    day = words.weekday_text(term.until)
    open_ended = term.kind == "verjaring" and term.status == "loopt" and worked.term_lengthens()
    return f"niet vóór {day}" if open_ended else day


def mover(worked: Worked, who: str) -> str:
    """Whose move it is, by name where the case knows it."""
    return {_OVERTREDER: worked.overtreder, _GEZAG: worked.gezag}.get(who, who)


def _title(kind: str) -> str:
    return _TITLES.get(kind, (words.words(kind), ""))[0]


def _terms(worked: Worked) -> Iterator[Card]:
    running = [
        term
        for term in worked.answer.termijnen
        if term.until is not None and term.until >= worked.on
        if term.status in {"loopt", "geschorst"}
    ]
    seen_verjaring = False
    for (until, kind), group in groupby(running, key=lambda term: (term.until, term.kind)):
        assert until is not None, "left out above"
        terms = list(group)
        if kind == "verjaring" and seen_verjaring:
            continue
        seen_verjaring = seen_verjaring or kind == "verjaring"
        yield _card(worked, until, terms)


def _card(worked: Worked, until: date, terms: list[Termijn]) -> Card:
    first = terms[0]
    title, who = _TITLES.get(first.kind, (words.words(first.kind), ""))
    open_ended = first.kind == "verjaring" and worked.term_lengthens()
    sums = {row.id: row.cents for row in worked.answer.verbeurtes if row.bewijs == "vastgesteld"}
    total = sum(sums.get(term.of, 0) for term in terms)
    what = title
    if first.kind in {"betaling", "verjaring"}:
        if not total:
            what = f"{title} van wat nog niet is vastgesteld"
        elif first.kind == "betaling":
            what = f"{title}: {euro(total)}"
        else:
            what = f"Verjaring van {euro(total)}"
    if first.kind == "aanmaning":
        what = _reminded(worked, title, terms)
    if open_ended:
        what += "; de lopende procedure verlengt"
    return Card(
        on=until,
        left=words.days_text(_days_left(worked.on, until)),
        tone=_tone(worked.on, until),
        what=what,
        mover=mover(worked, who),
        articles=first.articles,
        explained=first.explained,
        not_before=open_ended,
    )


def _reminded(worked: Worked, title: str, terms: list[Termijn]) -> str:
    """What a reminder asks for: what is open of the dwangsommen whose limitation it interrupted."""
    acts = {term.of for term in terms}
    ledger = worked.workings.settled.ledger
    cents = sum(
        debt.open_cents
        for debt in ledger.debts
        if debt.fall.proven and ledger.is_alive(debt, worked.on)
        if any(each.act in acts for each in debt.interrupted_by)
    )
    return f"{title}: {euro(cents)} hoofdsom" if cents else f"{title} van wat is ingevorderd"


def _falls(worked: Worked) -> Iterator[Card]:
    """The next dwangsom of the part where one falls first, if the breach goes on."""
    ahead = [part.ahead[0] for part in worked.workings.fallen.parts if part.ahead]
    if worked.workings.fallen.overall_full or not ahead:
        return
    first = min(ahead, key=lambda fall: (fall.on, fall.part))
    part = worked.workings.fallen.parts[first.part]
    if part.line.ended_on is not None and part.line.ended_on <= first.on:
        return
    yield Card(
        on=first.on,
        left=words.days_text(_days_left(worked.on, first.on)),
        tone=_tone(worked.on, first.on, urgent=True),
        what=f"Volgende {euro(first.cents)} verbeurd als de overtreding voortduurt",
        mover=worked.overtreder,
        articles=("Awb 5:33",),
        explained=("de last is niet nageleefd voor zover bekend; naleving stopt de telling",),
    )


def _days_left(on: date, until: date) -> int:
    return day_count(on, until) - 1


def _tone(on: date, until: date, *, urgent: bool = False) -> str:
    left = _days_left(on, until)
    if left <= _SOON_DAYS or (urgent and left <= _NEAR_DAYS):
        return "urgent"
    return "hold" if left <= _NEAR_DAYS else "calm"
