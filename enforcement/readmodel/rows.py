"""A record of a topic becomes a row of a table, or nothing when it cannot be read. Pure.

What the agent of the cases refuses is skipped here: it stands in `quarantine`, which is projected
as well. So the table `act` holds what the dossiers hold, and nothing else.
"""

from __future__ import annotations

import json
from datetime import date
from typing import Annotated, Any, Final, Literal, NamedTuple, TypeAlias

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from enforcement import acts, envelope
from enforcement.act import Act
from enforcement.envelope import Envelope
from enforcement.readmodel.tables import SUMS
from enforcement.values import CASE_NUMBER

Row: TypeAlias = dict[str, Any]

_TRAVELS_WITH_ANOTHER: Final = "handeling-ingetrokken"
_NO_DAY: Final = date.min
_OFFSET_MOST: Final = 2**63 - 1
_PARTITION_MOST: Final = 2**31 - 1

_Sum = Annotated[int, Field(ge=-(2**63), lt=2**63)]


class Record(NamedTuple):
    """A record as the topic holds it; the headers count in `quarantine` only."""

    offset: int
    key: bytes | None
    value: bytes | None
    headers: tuple[tuple[str, bytes], ...] = ()


class _Read(BaseModel):
    model_config = ConfigDict(frozen=True, strict=True, extra="ignore")


class _Geld(_Read):
    verbeurd_cents: _Sum
    aangenomen_cents: _Sum
    in_invordering_cents: _Sum
    betaald_cents: _Sum
    openstaand_cents: _Sum
    terug_te_betalen_cents: _Sum


class _Reckoning(_Read):
    case: str
    on: date
    version: Annotated[int, Field(ge=0, lt=2**31)]
    status: str
    digest: str
    geld: _Geld
    next_change_on: date | None


class _Timeline(_Read):
    reckoning: _Reckoning | None
    state: Literal["ok", "reckoning-failed"]


def zaak_row(record: Record) -> Row | None:
    """The row of a case from a record of `case-timelines`."""
    case = _case(record.key)
    if case is None or record.value is None:
        return None
    try:
        read = _Timeline.model_validate_json(record.value)
    except ValidationError:
        return None
    reckoned = read.reckoning
    if reckoned is not None and reckoned.case != case:
        return None
    geld = None if reckoned is None else reckoned.geld
    return {
        "case_number": case,
        "version": 0 if reckoned is None else reckoned.version,
        "reckoned_on": None if reckoned is None else reckoned.on,
        "status": None if reckoned is None else reckoned.status,
        "state": read.state,
        "next_change_on": None if reckoned is None else reckoned.next_change_on,
        "digest": None if reckoned is None else reckoned.digest,
        **{name: 0 if geld is None else getattr(geld, name) for name in SUMS},
        "body": record.value,
    }


def act_row(topic: str, partition: int, record: Record) -> Row | None:
    """The row of an act from a record of its topic."""
    if record.value is None:
        return None
    read = envelope.read(record.value, unknown_fields="allow")
    if not isinstance(read, Envelope) or read.case != _case(record.key):
        return None
    act = read.act
    if act.topic != topic and act.kind() != _TRAVELS_WITH_ANOTHER:
        return None
    try:
        digest = act.body_digest
    except ValueError:  # an unknown field with a number beyond what RFC 8785 can write
        return None
    return {
        "case_number": read.case,
        "act_id": act.id,
        "body_digest": digest,
        "kind": act.kind(),
        "act_on": act.on,
        "recorded_at": act.known_at,
        "source": read.source,
        "body": json.dumps(act.body, sort_keys=True, separators=(",", ":")),
        "topic": topic,
        "partition": partition,
        "offset": record.offset,
    }


def stored_act(row: Any) -> Act:  # noqa: ANN401 - a row of the table `act`
    """The act that a row of the table `act` was made from."""
    found = acts.read({**row.body, "recorded_at": _instant(row)}, unknown_fields="allow")
    assert isinstance(found, Act), f"an act that was stored cannot be read: {found}"
    return found


def refused_row(topic: str, partition: int, record: Record) -> Row:
    """The row of a refused record, under the place where it stood first."""
    headers = dict(record.headers)
    origin = _text(headers.get("dwangsom-topic"))
    first_partition = _number(headers.get("dwangsom-partition"), _PARTITION_MOST)
    first_offset = _number(headers.get("dwangsom-offset"), _OFFSET_MOST)
    told = bool(origin) and first_partition is not None and first_offset is not None
    return {
        "topic": origin if told else topic,
        "partition": first_partition if told else partition,
        "offset": first_offset if told else record.offset,
        "reason": _text(headers.get("dwangsom-reason")) or "unknown",
        "errors": _text(headers.get("dwangsom-errors")),
        "record_key": record.key,
        "raw": record.value,
    }


def newest(rows: list[Row]) -> list[Row]:
    """One row a case, the newest; of two alike the one that was written later."""
    found: dict[str, Row] = {}
    for row in rows:
        there = found.get(row["case_number"])
        if there is None or _age(there) <= _age(row):
            found[row["case_number"]] = row
    return [found[case] for case in sorted(found)]


def earliest(rows: list[Row]) -> list[Row]:
    """One row a body of an act, the one that became known first."""
    found: dict[tuple[str, str, str], Row] = {}
    for row in rows:
        name = (row["case_number"], row["act_id"], row["body_digest"])
        there = found.get(name)
        if there is None or _known(row) < _known(there):
            found[name] = row
    return [found[name] for name in sorted(found)]


def once(rows: list[Row]) -> list[Row]:
    """One row a refused record and reason."""
    names = ("topic", "partition", "offset", "reason")
    found = {tuple(row[name] for name in names): row for row in rows}
    return [found[name] for name in sorted(found)]


def _age(row: Row) -> tuple[int, date]:
    return (row["version"], row["reckoned_on"] or _NO_DAY)


def _known(row: Row) -> tuple[Any, str, int]:
    return (row["recorded_at"], row["topic"], row["offset"])


def _instant(row: Any) -> str:  # noqa: ANN401 - a row of the table `act`
    return str(row.recorded_at.isoformat())


def _case(key: bytes | None) -> str | None:
    try:
        case = (key or b"").decode("ascii")
    except UnicodeDecodeError:
        return None
    return case if CASE_NUMBER.fullmatch(case) else None


def _text(raw: bytes | None) -> str:
    return (raw or b"").decode("utf-8", "replace").replace("\x00", "\ufffd")


def _number(raw: bytes | None, most: int) -> int | None:
    text = _text(raw)
    if not text.isascii() or not text.isdigit() or len(text) > len(str(most)):
        return None
    return int(text) if int(text) <= most else None
