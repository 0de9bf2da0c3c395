"""A database of its own for each test, and one letter to deliver."""

from collections.abc import AsyncIterator, Iterator
from datetime import date

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from enforcement.delivery.channel import Letter
from enforcement.readmodel.database import open_engine
from tests import postgres


@pytest.fixture(scope="session")
def template() -> Iterator[str]:
    with postgres.running() as url:
        yield url


@pytest.fixture
def database_url(template: str) -> Iterator[str]:
    with postgres.copied(template) as url:
        yield url


@pytest.fixture
def empty_database_url(template: str) -> Iterator[str]:
    with postgres.copied(template, empty=True) as url:
        yield url


@pytest.fixture
async def engine(database_url: str) -> AsyncIterator[AsyncEngine]:
    opened = open_engine(database_url)
    yield opened
    await opened.dispose()


@pytest.fixture
def letter() -> Letter:
    return Letter(
        notice_id="1b4e28ba-2fa1-11d2-883f-0016d3cca427",
        case="LOD-2025-0001",
        kind="verbeurte",
        due_on=date(2025, 4, 20),
        to="overtreder",
        sequence=2,
        file_name="LOD-2025-0001_verbeurte_2025-04-20_1b4e28ba.pdf",
        event=b'{"id":"1b4e28ba"}',
        pdf=b"%PDF-1.7 een brief",
    )
