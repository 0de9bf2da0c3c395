"""From a topic into the tables: rows and position in one transaction, behind a fence.

    positions(connection)                              ->  where each partition goes on
    project(connection, topic=…, records=…, expected)  ->  the next expected offset

Whatever is read again leaves the same rows; a row never goes back. When another process has moved
the position, it owns the partition: `LostPartition`, and nothing of this transaction stays.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final, TypeAlias

from sqlalchemy import (
    Column,
    Date,
    Subquery,
    Table,
    Text,
    cast,
    column,
    func,
    literal,
    select,
    tuple_,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB, insert
from sqlalchemy.exc import DataError
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.sql.dml import ReturningInsert
from sqlalchemy.sql.expression import bindparam
from sqlalchemy.types import JSON, TypeEngine

from enforcement.readmodel import rows
from enforcement.readmodel.rows import Record, Row
from enforcement.readmodel.tables import act, quarantine, stream_position, zaak

APP: Final = "dwangsom-projector"
TIMELINES: Final = "case-timelines"
REFUSED: Final = "quarantine"
CHANNEL: Final = "zaak_changed"
RECORDS_MOST: Final = 500

Positions: TypeAlias = dict[tuple[str, int], int]
PartitionOf: TypeAlias = Callable[[bytes], int]
_Upsert: TypeAlias = ReturningInsert[str]


class LostPartition(Exception):
    """Another process moved the position of this partition; nothing was written."""

    def __init__(self, topic: str, partition: int, expected: int) -> None:
        """Say which partition, and where this process thought that it stood."""
        super().__init__(f"{topic}/{partition} stands no longer at {expected}: another owns it")
        self.topic = topic
        self.partition = partition
        self.expected = expected


async def positions(connection: AsyncConnection, app: str = APP) -> Positions:
    """The next offset to read by (topic, partition); a partition never read is not in it (0)."""
    table = stream_position.c
    chosen = select(table.topic, table.partition, table.next).where(table.app == app)
    found = await connection.execute(chosen)
    return {(row.topic, row.partition): row.next for row in found}


async def project(
    connection: AsyncConnection,
    *,
    topic: str,
    partition: int,
    records: Sequence[Record],
    expected: int,
    partition_of: PartitionOf | None = None,
    app: str = APP,
) -> int:
    """Bring records of one partition, in their order, into the tables, and move its position.

    `expected` is where this process left the partition (0 when it was never read); what lies
    below it is skipped. `partition_of` tells where a key belongs: an act that stands elsewhere is
    no act of the case. Returns the next `expected`. Raises LostPartition.
    """
    assert len(records) <= RECORDS_MOST, f"{len(records)} records, at most {RECORDS_MOST}"
    fresh = [Record(*record) for record in records if record[0] >= expected]
    if not fresh:
        return expected
    place = {"app": app, "topic": topic, "partition": partition}
    reached = fresh[-1].offset + 1
    if topic == TIMELINES:
        work = _ZAAK, rows.newest(_kept([rows.zaak_row(record) for record in fresh]))
    elif topic == REFUSED:
        found = [rows.refused_row(topic, partition, record) for record in fresh]
        work = _QUARANTINE, rows.once(found)
    else:
        home = _at_home(fresh, partition, partition_of)
        found_acts = _kept([rows.act_row(topic, partition, record) for record in home])
        work = _ACT, rows.earliest(found_acts)
    async with connection.begin():
        await _move(connection, place, expected, reached)
        changed = await _write(connection, *work)
        if topic != REFUSED:
            await _tell(connection, changed)
    return reached


def _kept(found: list[Row | None]) -> list[Row]:
    return [row for row in found if row is not None]


def _at_home(
    records: list[Record], partition: int, partition_of: PartitionOf | None
) -> list[Record]:
    if partition_of is None:
        return records
    return [one for one in records if one.key is not None and partition_of(one.key) == partition]


async def _move(
    connection: AsyncConnection, place: Mapping[str, Any], expected: int, reached: int
) -> None:
    """The fence. Its row is taken first, so that a second owner waits here and then finds out."""
    table = stream_position.c
    step: Any
    if expected == 0:
        first = insert(stream_position).values(**place, next=reached)
        step = first.on_conflict_do_update(
            index_elements=[table.app, table.topic, table.partition],
            set_={"next": reached, "moved_at": func.now()},
            where=table.next == 0,
        )
    else:
        ours = [table[name] == value for name, value in place.items()]
        step = stream_position.update().where(*ours, table.next == expected)
        step = step.values(next=reached, moved_at=func.now())
    moved = await connection.execute(step.returning(table.next))
    if moved.scalar_one_or_none() is None:
        raise LostPartition(place["topic"], place["partition"], expected)


async def _write(connection: AsyncConnection, upsert: _Upsert, found: list[Row]) -> set[str]:
    """Write rows at once; the names of those that changed something.

    A row that PostgreSQL cannot hold (a number or a sign beyond its JSON) is left out alone, so
    that one record never stops a partition.
    """
    if not found:
        return set()
    try:
        async with connection.begin_nested():
            arrays = {name: [row[name] for row in found] for name in found[0]}
            return set((await connection.execute(upsert, arrays)).scalars())
    except DataError:
        if len(found) == 1:
            return set()
    changed: set[str] = set()
    for row in found:
        changed |= await _write(connection, upsert, [row])
    return changed


async def _tell(connection: AsyncConnection, cases: set[str]) -> None:
    """Tell the pages which cases changed; heard when this transaction stands, not before."""
    if cases:
        each = func.unnest(bindparam("cases", sorted(cases), type_=ARRAY(Text)))
        await connection.execute(select(func.pg_notify(CHANNEL, each)))


def _upsert_zaak() -> _Upsert:
    """Never back: by version, then by day; of two alike the later one."""
    given = _given(zaak, but="envelope")
    parsed = cast(func.convert_from(given.c.body, "UTF8"), JSONB)
    made = insert(zaak).from_select(
        [*given.c.keys(), "envelope"], select(*given.c, parsed.label("envelope"))
    )
    new, there = made.excluded, zaak.c
    no_day = literal("-infinity", Text).cast(Date)
    return made.on_conflict_do_update(
        index_elements=[there.case_number],
        set_={column.name: new[column.name] for column in zaak.c if not column.primary_key},
        where=tuple_(new.version, func.coalesce(new.reckoned_on, no_day))
        >= tuple_(there.version, func.coalesce(there.reckoned_on, no_day)),
    ).returning(there.case_number)


def _upsert_act() -> _Upsert:
    """One body of one id once; the place where it became known first stands, in any order."""
    given = _given(act)
    made = insert(act).from_select(given.c.keys(), select(*given.c))
    new, there = made.excluded, act.c
    names = ("recorded_at", "source", "topic", "partition", "offset")
    return made.on_conflict_do_update(
        index_elements=[there.case_number, there.act_id, there.body_digest],
        set_={name: new[name] for name in names},
        where=tuple_(new.recorded_at, new.topic, new.offset)
        < tuple_(there.recorded_at, there.topic, there.offset),
    ).returning(there.case_number)


def _upsert_quarantine() -> _Upsert:
    given = _given(quarantine)
    made = insert(quarantine).from_select(given.c.keys(), select(*given.c))
    return made.on_conflict_do_nothing().returning(quarantine.c.topic)


def _given(table: Table, but: str = "") -> Subquery:
    """Rows handed over as one array a column: the statement is short however many there are."""
    columns = [each for each in table.c if each.name != but]
    arrays = [bindparam(each.name, type_=ARRAY(_sent(each))) for each in columns]
    names = [column(each.name, _sent(each)) for each in columns]
    rowset = func.unnest(*arrays).table_valued(*names).render_derived()
    typed = [cast(rowset.c[each.name], each.type).label(each.name) for each in columns]
    return select(*typed).subquery("given")


def _sent(each: Column[Any]) -> TypeEngine[Any]:
    return Text() if isinstance(each.type, JSON) else each.type


_ZAAK: Final = _upsert_zaak()
_ACT: Final = _upsert_act()
_QUARANTINE: Final = _upsert_quarantine()
