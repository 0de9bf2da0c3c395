import asyncio
import json
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select, text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from enforcement.envelope import Envelope, write
from enforcement.readmodel import queries
from enforcement.readmodel.projection import (
    RECORDS_MOST,
    LostPartition,
    Positions,
    positions,
    project,
)
from enforcement.readmodel.rows import Record
from enforcement.readmodel.tables import act, quarantine, zaak
from tests.readmodel import examples

CASE = "LOD-2025-0001"
KEY = CASE.encode("ascii")


async def _timelines(
    connection: AsyncConnection, records: Sequence[Record], expected: int = 0
) -> int:
    return await project(
        connection, topic="case-timelines", partition=3, records=records, expected=expected
    )


async def _acts(
    connection: AsyncConnection,
    records: Sequence[Record],
    expected: int = 0,
    *,
    topic: str = "payments",
) -> int:
    return await project(connection, topic=topic, partition=3, records=records, expected=expected)


async def _rows(connection: AsyncConnection, table: Any) -> list[Any]:
    async with connection.begin():
        return list(await connection.execute(select(table)))


async def _positions(connection: AsyncConnection) -> Positions:
    async with connection.begin():
        return await positions(connection)


async def test_a_timeline_is_kept_byte_for_byte_and_its_sums_stand_beside_it(
    connection: AsyncConnection,
) -> None:
    record = examples.timeline_record(0, CASE, "2025-04-30", [examples.last(), examples.finding()])
    assert await _timelines(connection, [record]) == 1
    [row] = await _rows(connection, zaak)
    assert row.body == record.value
    assert row.envelope == json.loads(record.value or b"")
    assert (row.version, row.status, row.state) == (2, "maximum_bereikt", "ok")
    assert (row.verbeurd_cents, row.openstaand_cents) == (5_000_000, 5_000_000)
    assert row.digest == row.envelope["reckoning"]["digest"]
    async with connection.begin():
        assert await queries.envelope_of(connection, CASE) == record.value
        assert await queries.envelope_of(connection, "LOD-404") is None


async def test_a_position_moves_with_its_rows(connection: AsyncConnection) -> None:
    assert await _positions(connection) == {}
    await _acts(connection, [examples.act_record(7, CASE, examples.payment())])
    assert await _positions(connection) == {("payments", 3): 8}


async def test_of_two_owners_the_one_that_lost_the_partition_writes_nothing(
    engine: AsyncEngine,
) -> None:
    first = [examples.act_record(0, CASE, examples.payment("p0"))]
    ours = [examples.act_record(1, CASE, examples.payment("p1"))]
    theirs = [examples.act_record(1, CASE, examples.payment("p2"))]
    async with engine.connect() as one, engine.connect() as other:
        reached = await _acts(one, first)
        await _acts(one, ours, reached)
        with pytest.raises(LostPartition, match="payments/3 stands no longer at 1"):
            await _acts(other, theirs, reached)
        assert [row.act_id for row in await _rows(other, act)] == ["p0", "p1"]
        assert await _positions(other) == {("payments", 3): 2}


async def test_two_owners_that_write_at_the_same_moment_are_told_apart(
    engine: AsyncEngine,
) -> None:
    async def owner(name: str) -> int:
        async with engine.connect() as connection:
            record = examples.act_record(0, CASE, examples.payment(name))
            return await _acts(connection, [record])

    answers = await asyncio.gather(owner("p1"), owner("p2"), return_exceptions=True)
    assert sorted(type(answer).__name__ for answer in answers) == ["LostPartition", "int"]
    async with engine.connect() as connection:
        assert len(await _rows(connection, act)) == 1


async def test_who_comes_first_waits_for_no_one_and_who_comes_second_waits_for_the_first(
    engine: AsyncEngine,
) -> None:
    async with engine.connect() as one, engine.connect() as other:
        reached = await _acts(one, [examples.act_record(0, CASE, examples.payment("p0"))])
        async with one.begin():
            await one.execute(text("UPDATE readmodel.stream_position SET next = 9"))
            late = [examples.act_record(1, CASE, examples.payment("p1"))]
            waiting = asyncio.create_task(_acts(other, late, reached))
            await asyncio.sleep(0.2)
            assert not waiting.done()
        with pytest.raises(LostPartition):
            await waiting


async def test_an_owner_notices_that_the_tables_were_built_anew(
    connection: AsyncConnection,
) -> None:
    reached = await _acts(connection, [examples.act_record(0, CASE, examples.payment("p0"))])
    async with connection.begin():
        await connection.execute(text("TRUNCATE readmodel.stream_position"))
    with pytest.raises(LostPartition):
        await _acts(connection, [examples.act_record(1, CASE, examples.payment("p1"))], reached)


async def test_what_was_projected_already_is_skipped(connection: AsyncConnection) -> None:
    records = [examples.act_record(n, CASE, examples.payment(f"p{n}")) for n in range(3)]
    reached = await _acts(connection, records)
    assert await _acts(connection, records, reached) == reached
    assert len(await _rows(connection, act)) == 3


async def test_a_replay_from_the_start_leaves_the_same_rows(connection: AsyncConnection) -> None:
    found = [examples.last(), examples.finding(), examples.payment(on="2025-05-02")]
    steps = [
        examples.timeline_record(n, CASE, "2025-05-02", found[: n + 1]) for n in range(len(found))
    ]
    payments = [examples.act_record(0, CASE, found[2]), examples.act_record(1, CASE, found[2])]
    await _timelines(connection, steps)
    await _acts(connection, payments)
    before = [await _rows(connection, table) for table in (zaak, act)]
    async with connection.begin():
        await connection.execute(text("TRUNCATE readmodel.stream_position"))
    for number, step in enumerate(steps):
        await _timelines(connection, [step], number)
    await _acts(connection, payments)
    assert [await _rows(connection, table) for table in (zaak, act)] == before


async def test_a_case_never_goes_back_to_fewer_acts_or_an_earlier_day(
    connection: AsyncConnection,
) -> None:
    found = [examples.last(), examples.finding()]
    newest = examples.timeline_record(0, CASE, "2025-05-02", found)
    fewer = examples.timeline_record(1, CASE, "2025-05-09", found[:1])
    earlier = examples.timeline_record(2, CASE, "2025-05-01", found)
    reached = await _timelines(connection, [newest])
    reached = await _timelines(connection, [fewer], reached)
    await _timelines(connection, [earlier], reached)
    [row] = await _rows(connection, zaak)
    assert row.body == newest.value


async def test_within_one_transaction_the_newest_of_a_case_stands(
    connection: AsyncConnection,
) -> None:
    found = [examples.last(), examples.finding()]
    newest = examples.timeline_record(1, CASE, "2025-05-02", found)
    await _timelines(
        connection,
        [
            examples.timeline_record(0, CASE, "2025-05-01", found),
            newest,
            examples.timeline_record(2, CASE, "2025-05-02", found[:1]),
        ],
    )
    [row] = await _rows(connection, zaak)
    assert row.body == newest.value


async def test_a_failed_reckoning_keeps_the_last_one_and_says_so(
    connection: AsyncConnection,
) -> None:
    good = examples.reckoned(CASE, "2025-05-02", [examples.last()])
    reached = await _timelines(connection, [Record(0, KEY, examples.timeline(good))])
    failed = examples.timeline(good, "reckoning-failed", [{"id": "x", "sequence": 1}])
    await _timelines(connection, [Record(1, KEY, failed)], reached)
    [row] = await _rows(connection, zaak)
    assert (row.state, row.version, row.body) == ("reckoning-failed", 1, failed)


async def test_a_case_of_which_no_reckoning_succeeded_yet_is_listed_and_mends_itself(
    connection: AsyncConnection,
) -> None:
    nothing = examples.timeline(None, "reckoning-failed")
    reached = await _timelines(connection, [Record(0, KEY, nothing)])
    [row] = await _rows(connection, zaak)
    assert (row.version, row.reckoned_on, row.status) == (0, None, None)
    mended = examples.timeline_record(1, CASE, "2025-05-02", [examples.last()])
    await _timelines(connection, [mended], reached)
    [row] = await _rows(connection, zaak)
    assert (row.state, row.body) == ("ok", mended.value)


async def test_the_smallest_moment_of_recording_of_a_body_stands_in_any_order(
    connection: AsyncConnection,
) -> None:
    early, late = (examples.payment(recorded_at=f"2025-05-0{day}T10:00:00+02:00") for day in (2, 3))
    reached = await _acts(connection, [examples.act_record(0, CASE, late)])
    reached = await _acts(connection, [examples.act_record(1, CASE, early)], reached)
    await _acts(connection, [examples.act_record(2, CASE, late)], reached)
    [row] = await _rows(connection, act)
    assert row.recorded_at == datetime(2025, 5, 2, 8, tzinfo=UTC)
    assert (row.offset, row.topic, row.partition) == (1, "payments", 3)


async def test_two_bodies_under_one_id_are_both_kept_and_the_core_says_which_stands(
    connection: AsyncConnection,
) -> None:
    first = examples.payment(cents=100, recorded_at="2025-05-02T10:00:00Z")
    second = examples.payment(cents=200, recorded_at="2025-05-01T10:00:00Z")
    records = [examples.act_record(0, CASE, first), examples.act_record(1, CASE, second)]
    await _acts(connection, records)
    async with connection.begin():
        dossier = await queries.dossier_of(connection, CASE)
        standing = await queries.standing(connection, [(CASE, "p1")])
    assert dossier is not None
    assert dossier.acts["p1"].body_digest == second.body_digest
    assert standing[CASE, "p1"].body_digest == second.body_digest


async def test_an_act_comes_out_as_it_went_in_also_with_fields_that_nobody_knows(
    connection: AsyncConnection,
) -> None:
    odd: dict[str, Any] = {"nul": "a\x00b", "breuk": 1.50, "groot": 1e300, "lijst": [{"é": None}]}
    made = examples.payment(note="Café", recorded_at="2025-05-02T10:00:00.123456+02:00", **odd)
    await _acts(connection, [examples.act_record(0, CASE, made)])
    async with connection.begin():
        [found] = await queries.acts_of(connection, CASE)
    assert found.digest == made.digest
    assert found.body == made.body


async def test_acts_are_asked_as_known_at_a_moment_inclusive(connection: AsyncConnection) -> None:
    made = [
        examples.payment(f"p{hour}", recorded_at=f"2025-05-02T{hour}:00:00Z")
        for hour in (10, 11, 12)
    ]
    await _acts(connection, [examples.act_record(n, CASE, one) for n, one in enumerate(made)])
    moment = datetime(2025, 5, 2, 11, tzinfo=UTC)
    async with connection.begin():
        known = await queries.acts_of(connection, CASE, moment)
        before = await queries.acts_of(connection, CASE, moment - timedelta(microseconds=1))
    assert [one.id for one in known] == ["p10", "p11"]
    assert [one.id for one in before] == ["p10"]


POISON = {
    "no value": Record(0, KEY, None),
    "no key": Record(0, None, write(Envelope(CASE, examples.SOURCE, examples.payment()))),
    "another key": Record(0, b"LOD-9", write(Envelope(CASE, examples.SOURCE, examples.payment()))),
    "a key that is no text": Record(0, b"\xff\xfe", b"{}"),
    "no JSON": Record(0, KEY, b"{"),
    "a deep nest": Record(0, KEY, b"[" * 100_000),
    "an act of another topic": examples.act_record(0, CASE, examples.last()),
    "a number that cannot be written again": examples.act_record(
        0, CASE, examples.payment()
    )._replace(
        value=write(Envelope(CASE, examples.SOURCE, examples.payment())).replace(
            b'"cents": 100', b'"cents": 100, "x": 1' + b"0" * 30
        )
    ),
}


@pytest.mark.parametrize("poison", POISON.values(), ids=POISON.keys())
async def test_what_the_cases_refuse_is_skipped_and_the_position_moves_on(
    connection: AsyncConnection, poison: Record
) -> None:
    good = examples.act_record(1, CASE, examples.payment("goed"))
    assert await _acts(connection, [poison, good]) == 2
    assert [row.act_id for row in await _rows(connection, act)] == ["goed"]


WRONG_TIMELINES = {
    "no JSON": b"{",
    "another case": examples.timeline(examples.reckoned("LOD-9", "2025-05-02", [examples.last()])),
    "an unknown state": examples.timeline(None, "tired"),
    "a sum beyond eight bytes": examples.timeline(
        examples.reckoned(CASE, "2025-05-02", [examples.last()])
    ).replace(b'"verbeurd_cents":0', b'"verbeurd_cents":' + b"9" * 25),
    "a sign that PostgreSQL cannot hold": examples.timeline(
        examples.reckoned(CASE, "2025-05-02", [examples.last()]), issued=["\x00"]
    ),
    "half a character": b'{"reckoning":null,"state":"ok","x":"\\ud800"}',
    "a number beyond a numeric": b'{"reckoning":null,"state":"ok","x":1e999999}',
}


@pytest.mark.parametrize("value", WRONG_TIMELINES.values(), ids=WRONG_TIMELINES.keys())
async def test_a_timeline_that_cannot_be_held_is_left_out_alone(
    connection: AsyncConnection, value: bytes
) -> None:
    good = examples.timeline_record(1, "LOD-GOED", "2025-05-02", [examples.last()])
    assert await _timelines(connection, [Record(0, KEY, value), good]) == 2
    assert [row.case_number for row in await _rows(connection, zaak)] == ["LOD-GOED"]


async def test_an_act_on_a_partition_where_its_case_does_not_live_is_skipped(
    connection: AsyncConnection,
) -> None:
    await project(
        connection,
        topic="payments",
        partition=3,
        records=[
            examples.act_record(0, "LOD-HIER", examples.payment()),
            examples.act_record(1, "LOD-DAAR", examples.payment()),
        ],
        expected=0,
        partition_of=lambda key: 3 if key == b"LOD-HIER" else 4,
    )
    assert [row.case_number for row in await _rows(connection, act)] == ["LOD-HIER"]


async def test_a_taking_back_is_read_from_the_topic_of_the_act_it_takes_back(
    connection: AsyncConnection,
) -> None:
    taken = examples.act(
        "handeling-ingetrokken", "t1", "2025-05-02", handeling="p1", reden="dubbel"
    )
    await _acts(connection, [examples.act_record(0, CASE, taken)])
    assert [row.topic for row in await _rows(connection, act)] == ["payments"]


async def test_a_refused_record_stands_under_its_first_place_once(
    connection: AsyncConnection,
) -> None:
    headers = (
        ("trace", b"\xff"),
        ("dwangsom-reason", b"unreadable"),
        ("dwangsom-errors", "bericht: é\x00".encode()),
        ("dwangsom-topic", b"appeals"),
        ("dwangsom-partition", b"5"),
        ("dwangsom-offset", b"77"),
    )
    records = [Record(n, b"\x00key", b"\x00raw", headers) for n in range(2)]
    stray = Record(2, None, None, (("dwangsom-offset", b"9" * 40),))
    await _acts(connection, [*records, stray], topic="quarantine")
    first, second = sorted(await _rows(connection, quarantine), key=lambda row: row.offset)
    assert (first.topic, first.partition, first.offset) == ("quarantine", 3, 2)
    assert (first.reason, first.raw) == ("unknown", None)
    assert (second.topic, second.partition, second.offset) == ("appeals", 5, 77)
    assert (second.reason, second.record_key, second.raw) == ("unreadable", b"\x00key", b"\x00raw")
    assert second.errors == "bericht: é\ufffd"


async def test_more_than_500_records_are_no_transaction(connection: AsyncConnection) -> None:
    records = [Record(n, KEY, b"") for n in range(RECORDS_MOST + 1)]
    with pytest.raises(AssertionError, match="at most 500"):
        await _acts(connection, records)


async def test_records_of_a_compacted_topic_have_gaps(connection: AsyncConnection) -> None:
    first = examples.timeline_record(40, CASE, "2025-05-01", [examples.last()])
    second = examples.timeline_record(900, CASE, "2025-05-02", [examples.last()])
    reached = await _timelines(connection, [first])
    assert await _timelines(connection, [second], reached) == 901
