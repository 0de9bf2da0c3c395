"""What is on its way: the finding that a visitor just sent, and acts that wait for the stream."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncConnection

from enforcement import envelope
from enforcement.dossier import Dossier
from enforcement.envelope import Envelope
from enforcement.readmodel import queries
from enforcement.web.pages import words
from enforcement.web.pages.questions import ForCase
from enforcement.web.pages.reading import Served

_COUNTS: str = "reckoning-failed"


@dataclass(frozen=True, slots=True)
class Sent:
    """What became of the finding that was just sent; `lost`: it must be recorded anew."""

    text: str
    lost: bool = False


async def sent(
    connection: AsyncConnection, dossier: Dossier, served: Served, asked: ForCase
) -> Sent | None:
    """What to say of the finding just sent, by its own body; None when none was."""
    name, mark = asked.vastgelegd, asked.kenmerk
    if name is None or mark is None:
        return None
    there = dossier.acts.get(name)
    if there is None:
        refused = await queries.refused_of(connection, dossier.case)
        reason = _reason(refused, name, mark)
        if reason is None:
            return Sent("De bevinding is aangenomen. Zodra zij is verwerkt, staat zij hieronder.")
        return Sent(f"Niet vastgelegd: de bevinding is afgekeurd ({reason}).", lost=True)
    if not there.body_digest.startswith(mark):
        text = f"Niet vastgelegd: onder {name} staat een andere handeling dan u verstuurde."
        return Sent(text, lost=True)
    if served.failed or served.version < dossier.version:
        return Sent(f"Bevinding {name} is vastgelegd. Zij wacht nog op verwerking.")
    return Sent(f"Bevinding {name} is vastgelegd en verwerkt.")


def waiting(dossier: Dossier, served: Served) -> str | None:
    """How many acts the stream has not reckoned yet, and since when; None when there are none.

    Which acts they are is not told by a number: taken are those that became known last.
    """
    count = dossier.version - served.version
    if count <= 0:
        return None
    since = sorted(act.known_at for act in dossier.acts.values())[-count]
    many = "1 handeling wacht" if count == 1 else f"{count} handelingen wachten"
    return f"{many} op verwerking sinds {words.moment_text(since)}."


def _reason(refused: Iterable[tuple[str, bytes]], name: str, mark: str) -> str | None:
    """Why an act lies in quarantine; what only failed to be reckoned stands in its dossier."""
    for reason, raw in refused:
        if reason == _COUNTS:
            continue
        read = envelope.read(raw, unknown_fields="allow")
        if not isinstance(read, Envelope) or read.act.id != name:
            continue
        if read.act.body_digest.startswith(mark):
            return reason
    return None
