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

from enforcement.acts.kennisgeving_bezorgd import KennisgevingBezorgd
from enforcement.delivery import record, tables
from enforcement.letters.view import KINDS
from enforcement.reckoning.outcome import Notice
from enforcement.web.pages import words
from enforcement.web.pages.reading import Worked

SIGNAL: Final = "signaal-"
_OUTCOMES: Final = {
    "verzonden": "verzonden",
    "bezorgd": "bezorgd",
    "geopend": "geopend",
    "mislukt": "bezorging mislukt",
}


@dataclass(frozen=True, slots=True)
class Document:
    """One notice in the list. `state` says in words what became of it.

    `sent_on` is the day of the letter, None before it went out; `due_on` the day that caused it.
    """

    title: str
    sent_on: date | None
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
    by_id: Mapping[str, Document]


async def kept(connection: AsyncConnection, case: str) -> Sequence[record.Document]:
    """The letters of a case that were made; none while nothing was ever delivered here."""
    there = select(func.to_regclass(f"{tables.SCHEMA}.{tables.document.name}"))
    if (await connection.execute(there)).scalar_one() is None:
        return ()
    return await record.documents_of(connection, case)


def delivered(worked: Worked) -> Mapping[str, KennisgevingBezorgd]:
    """The receipt of each notice that counts: the first, or after a failure what came next."""
    found: dict[str, KennisgevingBezorgd] = {}
    for act in worked.workings.stand.acts:  # in order of day
        if not isinstance(act, KennisgevingBezorgd):
            continue
        there = found.get(act.notice)
        if there is None or "mislukt" in {there.uitkomst, act.uitkomst}:
            found[act.notice] = act
    return found


def documents(
    issued: Sequence[Mapping[str, Any]],
    due: Sequence[Notice],
    made: Sequence[record.Document],
    receipts: Mapping[str, KennisgevingBezorgd] | None = None,
) -> Documents:
    """The issued notices with what became of each; the newest letter first."""
    by_id = {notice.id: notice for notice in due}
    letters = {each.notice_id: each for each in made}
    sent = receipts or {}
    found = {
        str(one["id"]): _document(
            one, by_id.get(one["id"]), letters.get(one["id"]), sent.get(one["id"])
        )
        for one in issued
    }
    kinds = {str(one["id"]): str(one["kind"]) for one in issued}
    names = sorted(found, key=lambda name: _place(found[name]), reverse=True)
    return Documents(
        tuple(found[name] for name in names if not kinds[name].startswith(SIGNAL)),
        tuple(found[name] for name in names if kinds[name].startswith(SIGNAL)),
        found,
    )


def _place(one: Document) -> tuple[date, int]:
    return (one.sent_on or one.due_on or date.min, one.sequence)


def _document(
    one: Mapping[str, Any],
    due: Notice | None,
    made: record.Document | None,
    receipt: KennisgevingBezorgd | None,
) -> Document:
    known = due or made
    noted_on = None if made is None else made.delivered_on
    return Document(
        title=words.words(str(one["kind"])),
        sent_on=noted_on if receipt is None else receipt.on,
        due_on=None if known is None else known.due_on,
        sequence=int(one["sequence"]),
        to="" if known is None else known.to,
        url=None if made is None else f"/v1/stukken/{one['id']}",
        size=None if made is None else made.pdf_bytes,
        state=_state(str(one["kind"]), made, receipt),
    )


def _state(kind: str, made: record.Document | None, receipt: KennisgevingBezorgd | None) -> str:
    if receipt is not None:
        return _OUTCOMES[receipt.uitkomst]
    if made is None:
        return "wordt gemaakt" if kind in KINDS else "voor deze soort is er nog geen brief"
    if made.outcome is None:
        return "nog niet bezorgd"
    return _OUTCOMES.get(made.outcome, made.outcome)
