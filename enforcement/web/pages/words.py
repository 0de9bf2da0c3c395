"""The words of the pages: days, sums and kinds in Dutch, and where an article can be read."""

from __future__ import annotations

import re
from datetime import date
from typing import Final, NamedTuple

from enforcement.reckoning.wording import day_text, euro_text, moment_text, weekday_text
from enforcement.values import STATUTES, Article, Cents

__all__ = ["day_text", "euro", "moment_text", "weekday_text"]

_MONTHS: Final = (
    "jan",
    "feb",
    "mrt",
    "apr",
    "mei",
    "jun",
    "jul",
    "aug",
    "sep",
    "okt",
    "nov",
    "dec",
)
_DAYS: Final = ("ma", "di", "wo", "do", "vr", "za", "zo")
_OFFICIAL: Final = "https://wetten.overheid.nl/"
_BW_BOOK: Final = "6"
_MONTH_DAYS: Final = 61
_MB: Final = 1_000_000
_ISO_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_YEARS: Final = range(1900, 2200)
YEARS_TEXT: Final = f"van {_YEARS[0]} tot en met {_YEARS[-1]}"


class Words(NamedTuple):
    """A status in words, the tone of its colour, and its icon: never the colour alone."""

    text: str
    tone: str
    icon: str


STATUSES: Final = {
    "nieuw": Words("Nieuw", "calm", "clock"),
    "voornemen": Words("Voornemen verzonden", "calm", "out"),
    "begunstiging": Words("Begunstigingstermijn loopt", "calm", "clock"),
    "geschorst": Words("Last geschorst", "hold", "pause"),
    "verbeurt": Words("Dwangsom loopt", "urgent", "clock"),
    "maximum_bereikt": Words("Maximum bereikt", "urgent", "euro"),
    "nageleefd": Words("Nageleefd", "good", "check"),
    "ingetrokken": Words("Last ingetrokken", "calm", "check"),
    "herroepen": Words("Last herroepen", "calm", "check"),
    "gesloten": Words("Gesloten", "calm", "check"),
}
FAILED: Final = Words("Berekening mislukt", "urgent", "warn")
NOT_RECKONED: Final = Words("Nog niet berekend", "calm", "clock")

TERM_STATUSES: Final = {
    "loopt": "loopt",
    "verstreken": "verstreken",
    "nageleefd": "nageleefd",
    "geschorst": "opgeschort",
    "geeindigd": "geëindigd",
}
DEBT_STATUSES: Final = {
    "open": "open",
    "betaald": "betaald",
    "vervallen": "vervallen",
    "verjaard": "verjaard",
    "kwijtgescholden": "kwijtgescholden",
}
REMEDIES: Final = {
    "bezwaar": "Bezwaar",
    "beroep": "Beroep",
    "hoger_beroep": "Hoger beroep",
    "voorlopige_voorziening": "Voorlopige voorziening",
}
REMEDY_STATUSES: Final = {
    "aanhangig": "in behandeling",
    "beslist": "beslist",
    "ingetrokken": "ingetrokken",
}
PER: Final = {
    "ineens": "ineens",
    "dag": "per dag",
    "week": "per week",
    "maand": "per maand",
    "overtreding": "per overtreding",
}


def iso_day(text: str) -> date | None:
    """The day that a text such as `2026-09-07` names, whatever its year; else None."""
    if _ISO_DAY.fullmatch(text) is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def beyond_years(text: str) -> bool:
    """Whether a text starts with a day of a year that no act and no question can bear."""
    day = iso_day(text[:10])
    return text.startswith("0000-") if day is None else day.year not in _YEARS


def euro(cents: Cents) -> str:
    """`€ 200.000` for whole euros, else with its cents; it never breaks over a line."""
    return euro_text(cents).removesuffix(",00").replace(" ", "\N{NO-BREAK SPACE}")


def short_day(day: date) -> str:
    """`7 sep 2026`."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def day_month(day: date) -> str:
    """`7 sep`."""
    return f"{day.day} {_MONTHS[day.month - 1]}"


def weekday_short(day: date) -> str:
    """`ma`."""
    return _DAYS[day.weekday()]


def month_text(day: date) -> str:
    """`September 2026`, as the heading of a group."""
    return day_text(day).partition(" ")[2].capitalize()


def days_text(days: int) -> str:
    """How far ahead a day lies: `vandaag`, `over 4 dagen`, `over 11 maanden`."""
    if days <= 0:
        return "vandaag" if days == 0 else "voorbij"
    if days == 1:
        return "morgen"
    if days <= _MONTH_DAYS:
        return f"over {days} dagen"
    return f"over {round(days / 30.44)} maanden"


def words(name: str) -> str:
    """A name of the contract as words: `beslissing_op_bezwaar`, `maximum-bereikt`."""
    spaced = name.replace("_", " ").replace("-", " ").strip()
    return spaced[:1].upper() + spaced[1:]


def file_size(size: int) -> str:
    """`184 kB`, `2,1 MB`."""
    if size < _MB:
        return f"{max(1, round(size / 1000))} kB"
    return f"{size / _MB:.1f} MB".replace(".", ",")


def article_url(text: str) -> str | None:
    """Where the official text of an article stands; None when the statute is not known."""
    try:
        article = Article.parse(text)
    except ValueError:
        return None
    if article.statute == "BW":
        book, _, number = article.number.partition(":")
        # each book of the BW is a statute of its own there, and only book 6 is known here
        known = book == _BW_BOOK and number
        return f"{_OFFICIAL}jci1.3:c:{STATUTES['BW']}&artikel={number}" if known else None
    return f"{_OFFICIAL}{article.jci}"
