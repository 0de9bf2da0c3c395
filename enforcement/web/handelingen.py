"""`POST /v1/handelingen`: acts come in, all of them or none."""

from __future__ import annotations

import asyncio
from typing import Annotated, Any, Final

import structlog
from fastapi import APIRouter, Depends
from pydantic import BaseModel, Field
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from enforcement.acts import CATALOGUE
from enforcement.effects import TakeBack
from enforcement.envelope import type_of
from enforcement.readmodel import queries
from enforcement.readmodel.queries import Standing
from enforcement.values import Refusal
from enforcement.web import bodies
from enforcement.web.bodies import Placed
from enforcement.web.faults import plain
from enforcement.web.openapi import refusals
from enforcement.web.ports import House, house
from enforcement.web.problems import Refused

SUBMIT_SECONDS: Final = 30.0

log = structlog.get_logger()
router: Final = APIRouter(tags=["handelingen"])

_EVENT: Final[dict[str, Any]] = {"$ref": "#/components/schemas/CloudEvent"}
_EVENTS: Final[dict[str, Any]] = {
    "type": "array",
    "items": _EVENT,
    "minItems": 1,
    "maxItems": bodies.EVENTS_MOST,
}
_BODY: Final[dict[str, Any]] = {
    "required": True,
    "content": {
        bodies.ONE: {"schema": _EVENT},
        bodies.MANY: {"schema": _EVENTS},
        bodies.EITHER: {"schema": {"oneOf": [_EVENT, _EVENTS]}},
    },
}
_ATTRIBUTES: Final = ("specversion", "type", "source", "subject", "id", "time", "datacontenttype")
CLOUD_EVENT: Final[dict[str, Any]] = {
    "type": "object",
    "description": "Een handeling als CloudEvent (NL GOV-profiel); `time` is het moment van "
    "vastleggen, `data` heeft de velden van de handeling.",
    "required": [
        "specversion",
        "type",
        "source",
        "subject",
        "id",
        "time",
        "datacontenttype",
        "data",
    ],
    "properties": {
        "specversion": {"const": "1.0"},
        "type": {"enum": [type_of(k) for k, act in CATALOGUE.items() if act.topic != "clock"]},
        "source": {"type": "string", "examples": ["urn:nld:oin:00000099000000001000:systeem:x"]},
        "subject": {"type": "string", "description": "het zaaknummer"},
        "id": {"type": "string", "description": "<zaaknummer>/<id van de handeling>"},
        "time": {"type": "string", "format": "date-time"},
        "datacontenttype": {"const": "application/json"},
        "data": {"type": "object"},
    },
}


class Aanvaard(BaseModel):
    """What was taken in and is durable."""

    ids: Annotated[list[str], Field(description="<zaaknummer>/<id>, in de volgorde van de vraag")]


@router.post(
    "/v1/handelingen",
    operation_id="neemHandelingenAan",
    summary="Handelingen aanbieden: één CloudEvent of een lijst, alles of niets",
    status_code=202,
    response_model=Aanvaard,
    responses=refusals(400, 409, 413, 415, 500, 503),
    openapi_extra={"requestBody": _BODY},
)
async def take_in(request: Request, here: Annotated[House, Depends(house)]) -> Response:
    """Answer 202 once all acts are durable. The same act again is no new act and answers alike."""
    kind = bodies.media_type(request)
    content = await bodies.whole(request)
    found = await asyncio.to_thread(bodies.read, content, kind)
    targets = {target for each in found for target in _targets(each)}
    async with here.engine.connect() as connection:
        known = await queries.standing(connection, {each.name for each in found} | targets)
    conflicts = _conflicts(found, known)
    if conflicts:
        raise Refused(409, "een andere handeling draagt dit id al; niets is aangenomen", conflicts)
    topics = {name: standing.topic for name, standing in known.items()}
    await _submit(here, found, topics)
    return JSONResponse({"ids": ["/".join(each.name) for each in found]}, status_code=202)


async def _submit(here: House, found: list[Placed], topics: dict[tuple[str, str], str]) -> None:
    try:
        async with asyncio.timeout(SUBMIT_SECONDS):
            await here.submit([each.envelope for each in found], topics)
    except Exception as wrong:
        # whatever it was, some act may not be durable; sending all again does no harm
        log.error("submit_failed", acts=len(found), exception=plain(wrong))  # noqa: TRY400 - no locals
        detail = "niet alles is zeker vastgelegd; bied hetzelfde nog eens aan"
        raise Refused(503, detail) from wrong


def _targets(each: Placed) -> list[tuple[str, str]]:
    """The acts that this one takes back: it travels on their topic."""
    case = each.envelope.case
    effects = each.envelope.act.own_effects
    return [(case, effect.handeling) for effect in effects if isinstance(effect, TakeBack)]


def _conflicts(found: list[Placed], known: dict[tuple[str, str], Standing]) -> list[Refusal]:
    """Acts whose id stands with another body, in the case or earlier in the same request."""
    bodies_by_name = {name: standing.body_digest for name, standing in known.items()}
    refused: list[Refusal] = []
    for each in found:
        digest = each.envelope.act.body_digest
        if bodies_by_name.setdefault(each.name, digest) != digest:
            expected = "een eigen id of dezelfde inhoud verwacht"
            refused.append(Refusal(each.at("id"), expected, ascii("/".join(each.name))))
    return refused
