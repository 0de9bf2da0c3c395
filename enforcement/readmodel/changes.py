"""Hearing which case changed, by PostgreSQL's own LISTEN: no polling, nothing to keep.

    async with listening(engine) as cases:
        ...                      # read what stands: whatever changes from here on is heard
        async for case in cases:
            ...

A connection that breaks raises; whoever listens again reads anew what stands.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import asynccontextmanager

from psycopg import AsyncConnection as Driver
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from enforcement.readmodel.projection import CHANNEL


@asynccontextmanager
async def listening(engine: AsyncEngine) -> AsyncIterator[AsyncIterator[str]]:
    """The case numbers that change, from the moment this is entered."""
    async with engine.connect() as plain:
        connection = await plain.execution_options(isolation_level="AUTOCOMMIT")
        await connection.execute(text(f"LISTEN {CHANNEL}"))
        driver = (await connection.get_raw_connection()).driver_connection
        assert isinstance(driver, Driver), f"psycopg 3 expected, came {type(driver)}"
        try:
            yield _heard(driver)
        finally:
            await connection.invalidate()  # it listens for ever: not back into the pool


async def changes(engine: AsyncEngine) -> AsyncGenerator[str, None]:
    """The case numbers that change from the first asking on."""
    async with listening(engine) as cases:
        async for case in cases:
            yield case


async def _heard(driver: Driver) -> AsyncIterator[str]:
    async for notice in driver.notifies():
        yield notice.payload
