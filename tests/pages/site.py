"""The application under uvicorn on a free port, on a real database that the test projects into."""

import asyncio
import socket
import threading
from collections import Counter
from collections.abc import Awaitable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from typing import Any, Final, TypeVar

import uvicorn
from fastapi import FastAPI
from sqlalchemy.ext.asyncio import AsyncEngine

from enforcement.act import Act
from enforcement.envelope import Envelope
from enforcement.readmodel import queries
from enforcement.readmodel.database import open_engine
from enforcement.settings import LOOPBACK, Settings
from enforcement.web import create_app
from tests.web.conftest import Projected

T = TypeVar("T")
TODAY: Final = date(2026, 9, 3)
NOW: Final = datetime(2026, 9, 3, 10, 15, tzinfo=UTC)
WAIT_SECONDS: Final = 20.0


class Site:
    """A running application: its address, what was sent through it, and what it is fed."""

    app: FastAPI

    def __init__(self, address: str, engine: AsyncEngine, loop: asyncio.AbstractEventLoop) -> None:
        self.address = address
        self.engine = engine
        self.loop = loop
        self.sent: list[Envelope] = []
        self.broken: Exception | None = None
        self.projects = True
        self.refusals = 0
        self._projected = Projected(engine)

    def case(self, case: str, acts: Sequence[Act], **told: Any) -> None:
        """Bring a case into the read model, as worker and projector do."""
        self.wait(self._projected.case(case, TODAY.isoformat(), *acts, **told))

    def add(self, case: str, act: Act) -> None:
        """Bring one act more into a case that is there."""
        self.wait(self._add(case, act))

    def only_acts(self, case: str, *acts: Act) -> None:
        """Bring acts into the read model that no worker has reckoned."""
        self.wait(self._projected.acts(case, *acts))

    def wait(self, work: Awaitable[T]) -> T:
        async def whole() -> T:
            return await work

        return asyncio.run_coroutine_threadsafe(whole(), self.loop).result(WAIT_SECONDS)

    async def submit(
        self, acts: Sequence[Envelope], known: Mapping[tuple[str, str], str] | None = None
    ) -> None:
        """Stand where Kafka, worker and projector stand."""
        assert not known, "a finding takes nothing back"
        if self.broken is not None:
            raise self.broken
        self.sent += acts
        for each in acts if self.projects else ():
            await self._add(each.case, each.act)

    async def _add(self, case: str, act: Act) -> None:
        async with self.engine.connect() as connection:
            there = await queries.acts_of(connection, case)
        await self._projected.acts(case, act)
        await self._projected.case(case, TODAY.isoformat(), *there, act)

    def stand(self, case: str) -> str:
        """What the stream of changes tells of a case."""
        return self.wait(self._stand(case))

    async def _stand(self, case: str) -> str:
        async with self.engine.connect() as connection:
            return await queries.stand_of(connection, case)

    def counts(self) -> Counter[str]:
        """How often each act was sent."""
        return Counter(each.act.id for each in self.sent)


@contextmanager
def served(database_url: str) -> Iterator[Site]:
    """The application in a thread of its own, until the block ends."""
    with socket.socket() as listener:
        listener.bind((LOOPBACK, 0))
        listener.listen()  # from here on a visitor waits for the server and is not refused
        loop = asyncio.new_event_loop()
        engine = open_engine(database_url)
        site = Site(f"http://{LOOPBACK}:{listener.getsockname()[1]}", engine, loop)
        app = create_app(Settings(), engine, site.submit, today=lambda: TODAY, now=lambda: NOW)
        server = uvicorn.Server(uvicorn.Config(app, log_level="warning"))
        site.app = app
        app.state.live.stops = lambda: server.should_exit

        async def serve() -> None:
            await server.serve(sockets=[listener])
            await engine.dispose()

        thread = threading.Thread(target=loop.run_until_complete, args=(serve(),))
        thread.start()
        try:
            yield site
        finally:
            server.should_exit = True
            thread.join(WAIT_SECONDS)
            assert not thread.is_alive(), "an open page kept the server from ending"
            loop.close()
