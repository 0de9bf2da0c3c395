"""How a value enters the source of a letter: only as Typst code that a filter made.

    #{{ zaak.nummer|t }}    text, quoted     #{{ rij.on|datum }}    24 november 2026
    #{{ x|vermeld }}        text, or "niet vermeld" where the case says nothing
    #{{ rij.cents|euro }}   € 25.000,00      #{{ rij.on|dag }}      24-11-2026

A place where a word may break is a space of no width that Typst sets and no reader meets: no sign
in the text, so that search, copy and reading aloud find the word whole.

`finalize` refuses whatever no filter made, so that neither a bare number nor hostile text can
become markup.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Any, Final

from babel.dates import format_date
from babel.numbers import format_currency
from jinja2 import Undefined

NOT_STATED: Final = "niet vermeld"
_SPACE: Final = "\u00a0"
_LONG: Final = re.compile(r"(\S{25,})")
_NARROW: Final = re.compile(r"(\S{12,})")
_PIECE_MOST: Final = 11
_BREAK: Final = "h(0pt)"
_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_REFERENCE_MOST: Final = 32


class Code(str):
    """Typst code that a filter of this file made; nothing else may enter a letter."""

    __slots__ = ()


def finalize(value: object) -> object:
    """Let through what a filter made; a hole raises its own error, anything else TypeError."""
    if isinstance(value, Undefined):
        str(value)  # StrictUndefined says which name is missing
    if not isinstance(value, Code):
        raise TypeError(f"een filter verwacht, gekregen zonder: {value!r:.80}")
    return value


def quoted(text: str) -> Code:
    """A Typst string with exactly this text."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    escaped = _CONTROL.sub(lambda sign: f"\\u{{{ord(sign[0]):x}}}", escaped)
    return Code(f'"{escaped}"')


def text(value: object) -> Code:
    """Text or a count. A word that is too long for a line may break anywhere in it."""
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise _wrong("tekst of een aantal", value)
    return _breakable(_LONG, str(value))


def cell(value: object) -> Code:
    """Text in a narrow cell of a table, where a reference may break after its dashes; a word
    breaks elsewhere only when no cell can hold it.
    """
    if not isinstance(value, str):
        raise _wrong("tekst", value)
    return _breakable(_NARROW, value)


def plain(value: object) -> Code:
    """Text as it is, with no place to break added: for names inside the file, not on the page."""
    if not isinstance(value, str):
        raise _wrong("tekst", value)
    return quoted(value)


def joined(values: object) -> Code:
    """Texts joined by a comma, those that are not stated left out."""
    if not isinstance(values, tuple):
        raise _wrong("een rij teksten", values)
    return plain(", ".join(str(value) for value in values if value is not None))


def stated(value: object) -> Code:
    """Text, or the words that say that the case does not state it."""
    return text(NOT_STATED if value is None else value)


def reference(value: object) -> Code:
    """A reference that keeps together on one line, as long as a line can hold it."""
    if value is None:
        return text(NOT_STATED)
    if isinstance(value, str) and len(value) <= _REFERENCE_MOST:
        return Code(f"box({quoted(value)})")
    return text(value)


def euro(value: object) -> Code:
    """A sum in eurocents as a Dutch letter writes it: `€ 25.000,00`."""
    if isinstance(value, bool) or not isinstance(value, int):
        raise _wrong("een bedrag in eurocenten", value)
    whole = Decimal(value).scaleb(-2)
    return quoted(format_currency(whole, "EUR", locale="nl_NL"))


def datum(value: object) -> Code:
    """A day in full, kept on one line: `24 november 2026`."""
    return quoted(format_date(_day(value), "d MMMM y", locale="nl_NL").replace(" ", _SPACE))


def weekdag(value: object) -> Code:
    """A day with its weekday: `dinsdag 24 november 2026`."""
    written = format_date(_day(value), "EEEE d MMMM y", locale="nl_NL")
    weekday, rest = written.split(" ", maxsplit=1)
    return quoted(f"{weekday} {rest.replace(' ', _SPACE)}")


def dag(value: object) -> Code:
    """A day in figures, for a table: `24-11-2026`."""
    return Code(f"box({quoted(format_date(_day(value), 'dd-MM-y', locale='nl_NL'))})")


def _day(value: object) -> date:
    if not isinstance(value, str):
        raise _wrong("een dag", value)
    try:
        return date.fromisoformat(value)
    except ValueError as error:
        raise _wrong("een dag", value) from error


def _breakable(long: re.Pattern[str], value: str) -> Code:
    """The text, with places to break in its long words."""
    parts = [
        _broken(part) if at % 2 else quoted(part)
        for at, part in enumerate(long.split(value))
        if part or value == part
    ]
    return parts[0] if len(parts) == 1 else Code(f"({', '.join(parts)}).join()")


def _broken(word: str) -> Code:
    """A long word: it may break after its dashes, and anywhere in what is still too long."""
    pieces = [piece for piece in re.split(r"(?<=[-/])", word) if piece]
    codes = [
        quoted(piece) if len(piece) <= _PIECE_MOST else f"..{quoted(piece)}.clusters()"
        for piece in pieces
    ]
    whole = len(codes) == 1 and codes[0].startswith('"')
    return Code(codes[0] if whole else f"({', '.join(codes)},).join({_BREAK})")


def _wrong(expected: str, value: object) -> TypeError:
    if isinstance(value, Undefined):
        str(value)  # a hole says which name is missing
    return TypeError(f"{expected} verwacht, gekregen: {value!r:.80}")


FILTERS: Final[Mapping[str, Callable[[Any], Code]]] = MappingProxyType(
    {
        "t": text,
        "zuiver": plain,
        "samen": joined,
        "vermeld": stated,
        "vast": reference,
        "cel": cell,
        "euro": euro,
        "datum": datum,
        "weekdag": weekdag,
        "dag": dag,
    }
)
