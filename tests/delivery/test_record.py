"""What is kept of a letter is kept once: the first stands, a repeat gets the first."""

import asyncio
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import NullPool, create_engine, inspect
from sqlalchemy.ext.asyncio import AsyncEngine

from enforcement.delivery import migrate, record
from enforcement.delivery.channel import Delivered, DifferentLetter, Letter
from enforcement.delivery.record import Receipt
from enforcement.delivery.tables import SCHEMA, metadata
from enforcement.readmodel.database import address

AT = datetime(2025, 4, 20, 16, tzinfo=UTC)


def receipt(letter: Letter, on: date = date(2025, 4, 20)) -> Receipt:
    return Receipt(letter.notice_id, "outbox", Delivered("bezorgd", "sha256:00"), on, AT)


async def test_the_letter_kept_first_stands(engine: AsyncEngine, letter: Letter) -> None:
    async with engine.connect() as connection:
        assert await record.letter_of(connection, letter.notice_id) is None
        await connection.rollback()
        assert await record.keep(connection, letter) == letter
        again = replace(letter, pdf=b"%PDF-1.7 made by another version")
        assert await record.keep(connection, again) == letter


async def test_another_content_under_the_same_notice_is_refused(
    engine: AsyncEngine, letter: Letter
) -> None:
    async with engine.connect() as connection:
        await record.keep(connection, letter)
        with pytest.raises(DifferentLetter):
            await record.keep(connection, replace(letter, event=b"{}"))
        assert await record.letter_of(connection, letter.notice_id) == letter


async def test_of_two_that_note_a_delivery_at_once_one_stands(
    engine: AsyncEngine, letter: Letter
) -> None:
    async with engine.connect() as connection:
        await record.keep(connection, letter)

    async def noted(day: int) -> Receipt:
        async with engine.connect() as connection:
            return await record.note(connection, receipt(letter, date(2025, 4, day)))

    answers = await asyncio.gather(*(noted(day) for day in (20, 21, 22)))
    assert len(set(answers)) == 1


async def test_the_list_tells_what_was_delivered_and_what_was_not(
    engine: AsyncEngine, letter: Letter
) -> None:
    other = replace(letter, notice_id="later", sequence=3)
    async with engine.connect() as connection:
        for one in (other, letter, replace(letter, notice_id="elders", case="LOD-2025-0002")):
            await record.keep(connection, one)
        await record.note(connection, receipt(letter))
        listed = await record.documents_of(connection, letter.case)
        assert [(one.notice_id, one.outcome, one.delivered_on) for one in listed] == [
            (letter.notice_id, "bezorgd", date(2025, 4, 20)),
            ("later", None, None),
        ]
        assert listed[0].pdf_bytes == len(letter.pdf)
        assert await record.pdf_of(connection, letter.notice_id) == (letter.file_name, letter.pdf)
        assert await record.pdf_of(connection, "nergens") is None


def test_the_migrations_make_exactly_the_tables_of_the_code(empty_database_url: str) -> None:
    migrate.upgrade(address(empty_database_url))
    migrate.upgrade(address(empty_database_url))
    options = {
        "include_schemas": True,
        "include_name": lambda name, kind, _: kind != "schema" or name == SCHEMA,
        "version_table_schema": SCHEMA,
        "compare_type": True,
    }
    engine = create_engine(address(empty_database_url), poolclass=NullPool)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts=options)
        assert compare_metadata(context, metadata) == []
    migrate.downgrade(address(empty_database_url))
    with engine.connect() as connection:
        assert inspect(connection).get_table_names(schema=SCHEMA) == ["alembic_version"]
