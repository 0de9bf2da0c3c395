"""The postroom: each notice a letter, kept and delivered, receipted, and then acknowledged."""

from __future__ import annotations

import asyncio
import logging
from typing import Any, Final

from sqlalchemy.exc import InterfaceError, OperationalError

from enforcement.letters.pool import LetterPool
from streams.app import App
from streams.halt import stop_worker_unacknowledged
from streams.ledger import Run
from streams.posting import Postroom
from streams.publishing import Outgoing, StaleGeneration

RETRY_SECONDS: Final = 1.0
_log = logging.getLogger(__name__)


class PostroomAgent:
    """Hands each run to the postroom, and waits with it while the database is away."""

    def __init__(self, app: App, postroom: Postroom, pool: LetterPool) -> None:
        self._app, self._postroom, self._pool = app, postroom, pool

    async def _sends(self, run: Run) -> list[Outgoing]:
        while True:
            try:
                return await self._postroom.handle(run.records)
            except (OperationalError, InterfaceError) as away:
                _log.warning("The database does not answer, waiting: %s", away)
                await asyncio.sleep(RETRY_SECONDS)

    async def read(self, stream: Any) -> None:
        """The agent: what could lose something stops the process, unacknowledged."""
        try:
            async with self._pool:
                await self._read(stream)
        except Exception as failure:  # noqa: BLE001 - going on could lose it
            stop_worker_unacknowledged(failure)

    async def _read(self, stream: Any) -> None:
        async for event in stream.noack().events():
            generation = event.message.generation_id
            try:
                sends = await self._sends(event.value)
                await self._app.faust.producer.publish(sends, generation=generation)
            except StaleGeneration as stale:
                _log.warning("%s", stale)
            await stream.ack(event)


def attach(app: App, postroom: Postroom, pool: LetterPool) -> PostroomAgent:
    """Let the agent read the notices, one run at a time; it opens the pool, and ends it."""
    agent = PostroomAgent(app, postroom, pool)
    app.faust.agent(app.source, concurrency=1, name="postroom")(agent.read)
    return agent
