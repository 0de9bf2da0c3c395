"""The documents of a case: what was issued, whether it is made, and how it was delivered.

Signals are for the authority alone and stand apart: no letter is made of them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from enforcement.delivery import record, tables
from enforcement.letters.view import KINDS
from enforcement.reckoning.outcome import Notice
from enforcement.web.pages import words

SIGNAL: Final = "signaal-"
_OUTCOMES: Final = {
    "verzonden": "verzonden",
    "bezorgd": "bezorgd",
    "geopend": "geopend",
    "mislukt": "bezorging mislukt",
}


@dataclass(frozen=True, slots=True)
class Document:
    """One notice in the list. `state` says in words what became of it."""

    title: str
    due_on: date | None
    sequence: int
    to: str
    url: str | None
    size: int | None
    state: str


@dataclass(frozen=True, slots=True)
class Documents:
    """The letters, newest first, and the signals apart."""

    letters: tuple[Document, ...]
    signals: tuple[Document, ...]


async def kept(connection: AsyncConnection, case: str) -> Sequence[record.Document]:
    """The letters of a case that were made; none while nothing was ever delivered here."""
    there = select(func.to_regclass(f"{tables.SCHEMA}.{tables.document.name}"))
    if (await connection.execute(there)).scalar_one() is None:
        return ()
    return await record.documents_of(connection, case)


def documents(
    issued: Sequence[Mapping[str, Any]],
    due: Sequence[Notice],
    made: Sequence[record.Document],
) -> Documents:
    """The issued notices with what became of each."""
    by_id = {notice.id: notice for notice in due}
    letters = {each.notice_id: each for each in made}
    found = [_document(one, by_id.get(one["id"]), letters.get(one["id"])) for one in issued]
    found.reverse()
    kinds = {int(one["sequence"]): str(one["kind"]) for one in issued}
    signal = [kinds[each.sequence].startswith(SIGNAL) for each in found]
    rows = list(zip(found, signal, strict=True))
    return Documents(
        tuple(each for each, is_signal in rows if not is_signal),
        tuple(each for each, is_signal in rows if is_signal),
    )


def _document(one: Mapping[str, Any], due: Notice | None, made: record.Document | None) -> Document:
    return Document(
        title=words.words(str(one["kind"])),
        due_on=None if due is None else due.due_on,
        sequence=int(one["sequence"]),
        to="" if due is None else due.to,
        url=None if made is None else f"/v1/stukken/{one['id']}",
        size=None if made is None else made.pdf_bytes,
        state=_state(str(one["kind"]), made),
    )


def _state(kind: str, made: record.Document | None) -> str:
    if made is None:
        return "wordt gemaakt" if kind in KINDS else "voor deze soort is er nog geen brief"
    if made.outcome is None:
        return "nog niet bezorgd"
    told = _OUTCOMES.get(made.outcome, made.outcome)
    return told if made.delivered_on is None else f"{told} {words.short_day(made.delivered_on)}"
