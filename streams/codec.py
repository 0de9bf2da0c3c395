"""Bytes <-> what they mean: the rows of a case, the envelope of a timeline, a notice, a refusal.

    case#0, case#1, …   pieces: at most 64 acts as they came; only the last is ever rewritten
    case!1, case!2, …   the body of each notice issued, written once; sending again sends these
    case                the head: counts, notices issued, day; its counts are a hint
    day                 the partition's own day

Pieces are the truth and only grow. An act that came again under its id with another body is kept
beside the first, so that any order of arrival ends in the same set.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from typing import Any, Final, Literal

from enforcement import acts
from enforcement.act import Act
from streams.ledger import Record
from streams.publishing import Outgoing

PIECE_ACTS: Final = 64
DAY_KEY: Final = b"day"
_DAYS: Final = ("acted_on", "next_on", "reckoned_on")
State = Literal["ok", "reckoning-failed"]


@dataclass(frozen=True, slots=True)
class Entry:
    """An act as it stands in a piece: with its source, and where it was read first."""

    act: Act
    source: str
    topic: str
    offset: int


@dataclass(frozen=True, slots=True)
class Issued:
    """A notice that was issued: its place in the row of the case, and by which reading."""

    id: str
    sequence: int
    kind: str
    cause: str
    replaces: str | None
    issued_by: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a case. `acted_on` is the partition's day of the last reading that touched it;
    `next_on` the day on which it changes by itself; `digest` that of the last reckoning, which
    was made on `reckoned_on` of the first `reckoned_entries` entries: should a later one fail,
    the last good one can be made again.
    """

    entries: int
    issued: tuple[Issued, ...] = ()
    acted_on: date | None = None
    next_on: date | None = None
    digest: str | None = None
    previous: str | None = None
    state: State = "ok"
    reckoned_on: date | None = None
    reckoned_entries: int = 0

    @property
    def version(self) -> int:
        """Tells newer from older between two writers: entries, then day, then notices."""
        day = 0 if self.acted_on is None else self.acted_on.toordinal()
        return (self.entries << 44) | (day << 20) | min(len(self.issued), (1 << 20) - 1)


def piece_key(case: str, number: int) -> bytes:
    """The key of a piece, counted from 0."""
    return f"{case}#{number}".encode("ascii")


def notice_key(case: str, sequence: int) -> bytes:
    """The key of the body of a notice, counted from 1."""
    return f"{case}!{sequence}".encode("ascii")


def is_head(key: bytes) -> bool:
    """Whether a row is the head of a case."""
    return key != DAY_KEY and b"#" not in key and b"!" not in key


def write_piece(entries: Iterable[Entry]) -> bytes:
    """A piece as JSON."""
    return _json(
        [
            {
                "body": entry.act.body,
                "recorded_at": instant(entry.act.known_at),
                "source": entry.source,
                "at": [entry.topic, entry.offset],
            }
            for entry in entries
        ]
    )


def read_piece(body: bytes) -> list[Entry]:
    """The entries of a piece. What stands in it was read before, so it can be read again."""
    found: list[Entry] = []
    for raw in json.loads(body):
        fields = {**raw["body"], "recorded_at": raw["recorded_at"]}
        act = acts.read(fields, unknown_fields="allow")
        assert isinstance(act, Act), f"an act that was stored cannot be read: {act}"
        topic, offset = raw["at"]
        found.append(Entry(act, raw["source"], topic, offset))
    return found


def write_head(head: Head) -> bytes:
    """A head as JSON."""
    raw = asdict(head)
    for name in _DAYS:
        raw[name] = None if raw[name] is None else raw[name].isoformat()
    return _json(raw)


def read_head(body: bytes) -> Head:
    """A head from JSON."""
    raw = json.loads(body)
    for name in _DAYS:
        raw[name] = None if raw[name] is None else date.fromisoformat(raw[name])
    raw["issued"] = tuple(Issued(**one) for one in raw["issued"])
    return Head(**raw)


def write_timeline(reckoning: bytes | None, head: Head) -> bytes:
    """The value on `case-timelines`: the reckoning in its own bytes, and beside it the history."""
    issued = _json([asdict(one) for one in head.issued])
    previous = _json(head.previous)
    state = _json(head.state)
    return b'{"reckoning":%b,"issued":%b,"previous_digest":%b,"state":%b}' % (
        reckoning or b"null",
        issued,
        previous,
        state,
    )


def quarantined(record: Record, reason: str, errors: Iterable[str] = ()) -> Outgoing:
    """A record for `quarantine`: key, value and headers as they came, why and from where beside."""
    told = "\n".join(errors)[:10_000]
    own = (
        ("dwangsom-reason", reason.encode("ascii")),
        ("dwangsom-errors", told.encode("utf-8")),
        ("dwangsom-topic", record.topic.encode("utf-8")),
        ("dwangsom-partition", str(record.partition).encode("ascii")),
        ("dwangsom-offset", str(record.offset).encode("ascii")),
    )
    headers = (*record.headers, *own)
    return Outgoing("quarantine", record.key, record.value, record.partition, headers)


def sha256(body: bytes) -> str:
    """Hex digest of the bytes of a notice."""
    return hashlib.sha256(body).hexdigest()


def instant(moment: datetime) -> str:
    """An instant in UTC with `Z`."""
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")


def _json(value: Mapping[str, Any] | list[Any] | str | None) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8")
