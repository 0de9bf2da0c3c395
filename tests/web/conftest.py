"""The application on a real database, asked through ASGI; what it submits is noted."""

from collections import Counter
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from sqlalchemy.ext.asyncio import AsyncEngine

from enforcement.act import Act
from enforcement.dossier import Dossier
from enforcement.envelope import Envelope
from enforcement.readmodel.database import open_engine
from enforcement.readmodel.projection import project
from enforcement.readmodel.rows import Record
from enforcement.settings import Settings
from enforcement.web import create_app
from tests import postgres
from tests.readmodel import examples

TODAY = date(2025, 4, 30)


class Topics:
    """Stands where Kafka stands: keeps what was submitted, or fails when it is told to."""

    def __init__(self) -> None:
        self.sent: list[Envelope] = []
        self.known: dict[tuple[str, str], str] = {}
        self.broken: Exception | None = None

    async def submit(
        self, acts: Sequence[Envelope], known: Mapping[tuple[str, str], str] | None = None
    ) -> None:
        if self.broken is not None:
            raise self.broken
        self.sent += acts
        self.known |= known or {}


class Projected:
    """Brings acts and timelines into the read model with the real projection."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine
        self._next: Counter[str] = Counter()

    async def acts(self, case: str, *acts: Act) -> None:
        for act in acts:
            record = examples.act_record(self._next[act.topic], case, act)
            await self._project(act.topic, record)

    async def case(self, case: str, on: str, *acts: Act, **more: Any) -> Dossier:
        await self.acts(case, *acts)
        topic = "case-timelines"
        told = examples.timeline(examples.reckoned(case, on, acts), **more)
        await self._project(topic, Record(self._next[topic], case.encode("ascii"), told))
        return Dossier.of(case, acts)

    async def _project(self, topic: str, record: Record) -> None:
        async with self._engine.connect() as connection:
            self._next[topic] = await project(
                connection,
                topic=topic,
                partition=0,
                records=[record],
                expected=self._next[topic],
            )


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    with postgres.running() as url:
        yield url


@pytest.fixture
async def engine(server: str) -> AsyncIterator[AsyncEngine]:
    with postgres.copied(server) as url:
        opened = open_engine(url)
        yield opened
        await opened.dispose()


@pytest.fixture
def topics() -> Topics:
    return Topics()


@pytest.fixture
def projected(engine: AsyncEngine) -> Projected:
    return Projected(engine)


@pytest.fixture
def application(engine: AsyncEngine, topics: Topics) -> FastAPI:
    return create_app(Settings(), engine, topics.submit, today=lambda: TODAY)


@pytest.fixture
async def client(application: FastAPI) -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(app=application)
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:8000") as opened:
        yield opened
