"""A notice as a CloudEvent: what made it due, on which reckoning it rests, what its letter says.

These bytes are the notice. They are sent, kept, and ride inside the letter that is made of them.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from cloudevents.core.formats.json import JSONFormat
from cloudevents.core.v1.event import CloudEvent

from enforcement import envelope
from enforcement.dossier import Dossier
from enforcement.letters.view import brief
from enforcement.reckoning.outcome import Notice, Reckoning


def write(
    notice: Notice,
    *,
    sequence: int,
    issued_by: str,
    replaces: str | None,
    reckoning: Reckoning,
    dossier: Dossier,
    source: str,
    sends: bool = True,
) -> bytes:
    """The notice in structured JSON. `time` is noon (UTC) of the day reckoned, never a clock:
    the same notice of the same reckoning gives the same bytes. `sends` as in `view.brief`.
    """
    on = reckoning.on
    data: dict[str, Any] = {
        "id": notice.id,
        "sequence": sequence,
        "kind": notice.kind,
        "cause": notice.cause,
        "replaces": replaces,
        "issued_by": issued_by,
        "case": reckoning.case,
        "to": notice.to,
        "due_on": notice.due_on.isoformat(),
        "on": on.isoformat(),
        "digest": reckoning.digest,
        "brief": brief(dossier, reckoning, notice, sends=sends),
    }
    attributes = {
        "specversion": "1.0",
        "type": envelope.type_of("kennisgeving"),
        "source": source,
        "subject": reckoning.case,
        "id": notice.id,
        "time": datetime(on.year, on.month, on.day, 12, tzinfo=UTC),
        "datacontenttype": "application/json",
    }
    return JSONFormat().write(CloudEvent(attributes, data))
