import asyncio
from contextlib import aclosing

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from enforcement.readmodel.changes import changes, listening
from enforcement.readmodel.projection import project
from enforcement.readmodel.rows import Record
from tests.readmodel import examples


async def _project(engine: AsyncEngine, record: Record, topic: str = "payments") -> None:
    async with engine.connect() as connection:
        await project(
            connection, topic=topic, partition=0, records=[record], expected=record.offset
        )


async def test_a_change_is_heard_once_its_transaction_stands(engine: AsyncEngine) -> None:
    async with listening(engine) as cases:
        await _project(engine, examples.act_record(0, "LOD-EEN", examples.payment()))
        record = examples.timeline_record(0, "LOD-TWEE", "2025-05-02", [examples.last()])
        await _project(engine, record, "case-timelines")
        heard = [await asyncio.wait_for(anext(cases), 5) for _ in range(2)]
    assert heard == ["LOD-EEN", "LOD-TWEE"]


async def test_what_changes_nothing_is_not_told(engine: AsyncEngine) -> None:
    made = examples.payment()
    await _project(engine, examples.act_record(0, "LOD-EEN", made))
    async with listening(engine) as cases:
        await _project(engine, examples.act_record(1, "LOD-EEN", made))
        await _project(engine, examples.act_record(2, "LOD-TWEE", made))
        assert await asyncio.wait_for(anext(cases), 5) == "LOD-TWEE"


async def test_a_plain_loop_hears_what_changes_from_its_first_asking_on(
    engine: AsyncEngine,
) -> None:
    async with aclosing(changes(engine)) as cases:
        first = asyncio.ensure_future(anext(cases))
        await asyncio.sleep(0.3)
        await _project(engine, examples.act_record(0, "LOD-EEN", examples.payment()))
        assert await asyncio.wait_for(first, 5) == "LOD-EEN"


async def test_a_connection_that_listened_does_not_go_back_into_the_pool(
    engine: AsyncEngine,
) -> None:
    async with listening(engine):
        pass
    async with engine.connect() as connection:
        found = await connection.execute(text("SELECT count(*) FROM pg_listening_channels()"))
        assert found.scalar_one() == 0
