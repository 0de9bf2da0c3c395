"""`GET /zaken/{case}/wijzigingen`: an open page hears at once that its case changed (SSE).

One process listens once to PostgreSQL, however many pages are open, and only while any is. A
page that comes back after a gap is told what stands, and sees by itself whether that differs.
"""

from __future__ import annotations

import asyncio
import signal
from collections.abc import AsyncGenerator, AsyncIterator, Callable
from contextlib import aclosing, suppress
from typing import Annotated, Final

import structlog
from fastapi import APIRouter, Depends
from sqlalchemy.ext.asyncio import AsyncEngine
from starlette.requests import Request
from starlette.responses import StreamingResponse

from enforcement.readmodel import queries
from enforcement.readmodel.changes import listening
from enforcement.values import CASE_NUMBER
from enforcement.web.faults import plain
from enforcement.web.pages.site import HEADERS
from enforcement.web.ports import House, house
from enforcement.web.problems import Refused

HEARTBEAT_SECONDS: Final = 15.0
AGAIN_SECONDS: Final = 2.0
LOOK_SECONDS: Final = 0.5
PAGES_MOST: Final = 500

log = structlog.get_logger()
router: Final = APIRouter(include_in_schema=False)


class Live:
    """Who waits for which case. It belongs to one event loop."""

    def __init__(self, engine: AsyncEngine) -> None:
        """Listen in this read model. `stops` says that the server is about to end."""
        self.stops: Callable[[], bool] = _uvicorn_stops
        self._engine = engine
        self._waiting: dict[asyncio.Event, str] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._ending: set[asyncio.Task[None]] = set()
        self._closed = False
        self._ready = asyncio.Event()

    @property
    def pages(self) -> int:
        """How many pages are open."""
        return len(self._waiting)

    async def close(self) -> None:
        """End every stream and stop listening."""
        self._closed = True
        self._wake()
        self._rest()
        for task in tuple(self._ending):
            with suppress(asyncio.CancelledError):
                await task

    async def changes(self, case: str) -> AsyncGenerator[bool, None]:
        """True each time that the case changed, False as a heartbeat; ends when the house does."""
        if len(self._waiting) >= PAGES_MOST:
            raise Refused(503, "er staan te veel pagina's open")
        changed = asyncio.Event()
        self._waiting[changed] = case
        try:
            if not self._tasks:
                self._start()
            with suppress(TimeoutError):
                await asyncio.wait_for(self._ready.wait(), AGAIN_SECONDS)
            changed.set()  # what stands now is told first: it may differ from what the page shows
            while not self._closed:
                yield await _heard(changed)
        finally:
            del self._waiting[changed]
            if not self._waiting:
                self._rest()

    def _start(self) -> None:
        loop = asyncio.get_running_loop()
        self._tasks = {loop.create_task(self._listen()), loop.create_task(self._look())}

    def _rest(self) -> None:
        """Stop listening. Nothing is awaited here: a page that leaves is cancelled at each wait."""
        for task in self._tasks:
            task.cancel()
            self._ending.add(task)
            task.add_done_callback(self._ending.discard)
        self._tasks = set()
        self._ready.clear()

    async def _listen(self) -> None:
        """Hear until stopped. After a gap every page is told, since anything may have changed."""
        while True:
            try:
                await self._hear()
            except Exception as fault:  # noqa: BLE001 - logged
                log.error("listening_failed", exception=plain(fault))  # noqa: TRY400 - no locals
            self._ready.clear()
            await asyncio.sleep(AGAIN_SECONDS)

    async def _hear(self) -> None:
        async with listening(self._engine) as cases:
            self._ready.set()
            self._wake()
            async for case in cases:
                self._wake(case)

    async def _look(self) -> None:
        """A server that stops waits for its open answers, so these must end before it does."""
        while not self.stops():  # noqa: ASYNC110 - uvicorn sets a flag and no event
            await asyncio.sleep(LOOK_SECONDS)
        self._closed = True
        self._wake()

    def _wake(self, case: str | None = None) -> None:
        for changed, wanted in self._waiting.items():
            if case is None or wanted == case:
                changed.set()


async def _heard(changed: asyncio.Event) -> bool:
    try:
        await asyncio.wait_for(changed.wait(), HEARTBEAT_SECONDS)
    except TimeoutError:
        return False
    changed.clear()
    return True


def _uvicorn_stops() -> bool:
    """Whether the uvicorn that runs this process was told to stop.

    It takes SIGTERM itself and ends the lifespan only after the open answers have ended, so there
    is no other place to hear of it (Kludex/uvicorn#451).
    """
    server = getattr(signal.getsignal(signal.SIGTERM), "__self__", None)
    return bool(getattr(server, "should_exit", False))


@router.get("/zaken/{case:path}/wijzigingen")
async def tell_changes(
    request: Request, case: str, here: Annotated[House, Depends(house)]
) -> StreamingResponse:
    """Answer a stream that says what stands of the case, now and whenever it changed."""
    if CASE_NUMBER.fullmatch(case) is None:
        raise Refused(404, "er is geen zaak met dit nummer")
    live: Live = request.app.state.live
    stream = _events(here, live, case)
    headers = {**HEADERS, "X-Accel-Buffering": "no"}
    return StreamingResponse(stream, headers=headers, media_type="text/event-stream")


async def _events(here: House, live: Live, case: str) -> AsyncIterator[str]:
    yield "retry: 2000\n\n"
    async with aclosing(live.changes(case)) as changes:
        async for changed in changes:
            if not changed:
                yield ": hartslag\n\n"
                continue
            async with here.engine.connect() as connection:
                stand = await queries.stand_of(connection, case)
            yield f"event: stand\ndata: {stand}\n\n"
