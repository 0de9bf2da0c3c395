"""A database of its own for each test, on one server for each pytest process."""

from collections.abc import AsyncIterator, Iterator

import pytest
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from enforcement.readmodel.database import open_engine
from tests import postgres


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    with postgres.running() as url:
        yield url


@pytest.fixture
def database_url(server: str) -> Iterator[str]:
    with postgres.copied(server) as url:
        yield url


@pytest.fixture
def empty_database_url(server: str) -> Iterator[str]:
    with postgres.copied(server, empty=True) as url:
        yield url


@pytest.fixture
async def engine(database_url: str) -> AsyncIterator[AsyncEngine]:
    opened = open_engine(database_url)
    yield opened
    await opened.dispose()


@pytest.fixture
async def connection(engine: AsyncEngine) -> AsyncIterator[AsyncConnection]:
    async with engine.connect() as opened:
        yield opened
