"""`GET /healthz` and `GET /metrics`: for who keeps the machine, outside the API."""

from __future__ import annotations

from typing import Annotated, Final

from fastapi import APIRouter, Depends
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Gauge, generate_latest
from pydantic_core import to_json
from sqlalchemy.exc import SQLAlchemyError
from starlette.responses import Response

from enforcement.readmodel import queries
from enforcement.readmodel.queries import Position
from enforcement.web.ports import House, house
from enforcement.web.problems import problem

router: Final = APIRouter(include_in_schema=False)


@router.get("/healthz")
async def health(here: Annotated[House, Depends(house)]) -> Response:
    """Say whether the read model answers, how far each partition was read, and when it moved."""
    try:
        positions = await _positions(here)
    except SQLAlchemyError as wrong:
        return problem(503, f"de databank antwoordt niet: {type(wrong).__name__}")
    shown = {"status": "ok", "database": "ok", "projector": positions}
    return Response(to_json(shown), media_type="application/json")


@router.get("/metrics")
async def metrics(here: Annotated[House, Depends(house)]) -> Response:
    """Answer what was counted, and where the projector stands, as Prometheus reads it."""
    own = CollectorRegistry()
    reachable = Gauge("dwangsom_database_up", "1 when the read model answers", registry=own)
    read = Gauge(
        "dwangsom_projector_next",
        "Next offset that the projector reads; less than the end of the partition: the lag",
        ["topic", "partition"],
        registry=own,
    )
    moved = Gauge(
        "dwangsom_projector_moved_seconds",
        "Unix time at which the partition was last moved on",
        ["topic", "partition"],
        registry=own,
    )
    try:
        for each in await _positions(here):
            read.labels(each.topic, each.partition).set(each.next)
            moved.labels(each.topic, each.partition).set(each.moved_at.timestamp())
        reachable.set(1)
    except SQLAlchemyError:
        reachable.set(0)
    content = generate_latest(here.registry) + generate_latest(own)
    return Response(content, headers={"Content-Type": CONTENT_TYPE_LATEST})


async def _positions(here: House) -> list[Position]:
    async with here.engine.connect() as connection:
        return await queries.read_positions(connection)
