"""The application: its rooms joined, with what the defaults of FastAPI get wrong put right."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import cache
from typing import Any, Final

from fastapi import FastAPI
from prometheus_client import CollectorRegistry
from sqlalchemy.ext.asyncio import AsyncEngine
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from enforcement.settings import LOOPBACK, Settings
from enforcement.web import handelingen, openapi, problems, stukken, upkeep, zaken
from enforcement.web.pages import routes
from enforcement.web.pages.live import Live
from enforcement.web.ports import House, Now, Submit, Today, system_now, system_today
from enforcement.web.shell import Shell

OPENAPI_PATH: Final = "/v1/openapi.json"


def create_app(
    settings: Settings,
    engine: AsyncEngine,
    submit: Submit,
    *,
    today: Today = system_today,
    now: Now = system_now,
) -> FastAPI:
    """The application over a read model and a way into the topics; it owns neither of them.

    `today` is the day reckoned when none is asked, `now` the moment at which a form records; a
    played clock hands over both.
    """
    assert settings.web_host == LOOPBACK, "no caller logs in yet"
    registry = CollectorRegistry()
    app = FastAPI(
        openapi_url=None, docs_url=None, redoc_url=None, redirect_slashes=False, lifespan=_life
    )
    app.state.house = House(engine, submit, today, registry, now, settings.source)
    app.state.live = Live(engine)
    for room in (handelingen, stukken, zaken, upkeep):
        app.include_router(room.router)
    routes.install(app)
    problems.install(app)
    _describe(app)
    app.add_middleware(Shell, registry=registry)
    return app


@asynccontextmanager
async def _life(app: FastAPI) -> AsyncIterator[None]:
    """Nothing is left listening when the application ends."""
    yield
    await app.state.live.close()


def _describe(app: FastAPI) -> None:
    """The description stands within its version, for anyone to read, from any site."""

    @cache
    def description() -> dict[str, Any]:
        return openapi.describe(app, {"CloudEvent": handelingen.CLOUD_EVENT})

    async def answer(_request: Request) -> Response:
        headers = {"Access-Control-Allow-Origin": "*"}
        headers["Cross-Origin-Resource-Policy"] = "cross-origin"
        return JSONResponse(description(), headers=headers)

    app.add_route(OPENAPI_PATH, answer, methods=["GET"], include_in_schema=False)
