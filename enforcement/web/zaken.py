"""`GET /v1/zaken`: the list of cases, one case reckoned for a day, its timeline."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import date, datetime
from typing import Annotated, Any, Final, Literal
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Query
from msgspec import json
from pydantic import BaseModel, ConfigDict, Field
from starlette.requests import Request
from starlette.responses import Response

from enforcement import notices
from enforcement.readmodel import queries
from enforcement.readmodel.queries import Listed, Order, Page, Wanted
from enforcement.reckoning.outcome import CaseStatus, Entry, Reckoning
from enforcement.values import CASE_NUMBER, Day, Instant
from enforcement.web.openapi import refusals
from enforcement.web.ports import House, house
from enforcement.web.problems import Refused

router: Final = APIRouter(tags=["zaken"])
_JSON: Final = "application/json"
_PAGE_MOST: Final = 100
_START: Final = r"^[A-Z0-9][A-Z0-9/._-]{0,39}$"


class Asked(BaseModel):
    """What may be asked: names in camelCase, and none that we do not know."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class ForWhen(Asked):
    """The day for which a case is reckoned, and the moment up to which acts count."""

    op: Annotated[Day | None, Field(description="de dag; anders vandaag")] = None
    known_at: Annotated[
        Instant | None, Field(alias="bekendOp", description="zoals bekend op dit moment")
    ] = None


class ForList(Asked):
    """Which cases of the list."""

    status: Annotated[list[CaseStatus], Field(description="een of meer")] = []
    state: Annotated[Literal["ok", "reckoning-failed"] | None, Field(alias="toestand")] = None
    starts_with: Annotated[
        str | None, Field(alias="nummer", pattern=_START, description="begin van het zaaknummer")
    ] = None
    changes_until: Annotated[
        Day | None, Field(alias="wijzigtTotEnMet", description="verandert op of voor deze dag")
    ] = None
    order: Annotated[Order, Field(alias="sorteer")] = "zaak"
    page: Annotated[int, Field(alias="pagina", ge=1, le=100_000)] = 1
    size: Annotated[int, Field(alias="paginaGrootte", ge=1, le=_PAGE_MOST)] = 25


class Bladzijde(BaseModel):
    """One page of the list; `volgende` and `vorige` are null at either end."""

    zaken: Sequence[Listed]
    totaal: int
    pagina: int
    pagina_grootte: Annotated[int, Field(serialization_alias="paginaGrootte")]
    volgende: str | None
    vorige: str | None


class Tijdlijn(BaseModel):
    """The timeline of a case on a day."""

    case: str
    on: date
    known_at: str | None
    timeline: Sequence[Entry]


@router.get(
    "/v1/zaken",
    operation_id="toonZaken",
    summary="De lijst van zaken, met de bedragen van hun laatste berekening",
    response_model=Bladzijde,
    responses=refusals(400, 500, 503),
)
async def list_cases(
    request: Request,
    asked: Annotated[ForList, Query()],
    here: Annotated[House, Depends(house)],
) -> Response:
    """Answer one page."""
    _refuse_doubles(request, may_repeat="status")
    wanted = Wanted(
        statuses=asked.status,
        state=asked.state,
        changes_until=asked.changes_until,
        starts_with=asked.starts_with,
        order=asked.order,
        skip=(asked.page - 1) * asked.size,
        most=asked.size,
    )
    async with here.engine.connect() as connection:
        page = await queries.list_cases(connection, wanted)
    return _plain(_bladzijde(request, asked, page).model_dump_json(by_alias=True))


@router.get(
    "/v1/zaken/{case:path}/tijdlijn",
    operation_id="toonTijdlijn",
    summary="De tijdlijn van een zaak op een dag, zoals bekend op een moment",
    response_model=Tijdlijn,
    responses=refusals(400, 404, 500, 503),
)
async def show_timeline(
    request: Request,
    case: str,
    asked: Annotated[ForWhen, Query()],
    here: Annotated[House, Depends(house)],
) -> Response:
    """Answer the timeline alone."""
    _refuse_doubles(request)
    answer = await _reckoned(here, case, asked.op, asked.known_at)
    shown: dict[str, Any] = {
        "case": answer.case,
        "on": answer.on,
        "known_at": answer.known_at,
        "timeline": answer.timeline,
    }
    return _plain(json.encode(shown))


@router.get(
    "/v1/zaken/{case:path}",
    operation_id="toonZaak",
    summary="Een zaak, berekend voor een dag, zoals bekend op een moment",
    response_model=Reckoning,
    responses=refusals(400, 404, 500, 503),
)
async def show_case(
    request: Request,
    case: str,
    asked: Annotated[ForWhen, Query()],
    here: Annotated[House, Depends(house)],
) -> Response:
    """Answer the reckoning, in the very bytes of the core."""
    _refuse_doubles(request)
    answer = await _reckoned(here, case, asked.op, asked.known_at)
    return _plain(answer.to_json())


async def _reckoned(
    here: House, case: str, on: date | None, known_at: datetime | None
) -> Reckoning:
    """The case reckoned with the core: what passes with the days is never stored."""
    if CASE_NUMBER.fullmatch(case) is None:
        raise Refused(404, "er is geen zaak met dit nummer")
    async with here.engine.connect() as connection:
        dossier = await queries.dossier_of(connection, case)
    if dossier is None:
        raise Refused(404, "er is geen zaak met dit nummer")
    return await asyncio.to_thread(notices.answer, dossier, on or here.today(), known_at)


def _refuse_doubles(request: Request, may_repeat: str = "") -> None:
    """A question asked twice has no one answer."""
    names = [name for name, _ in request.query_params.multi_items() if name != may_repeat]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise Refused(400, f"een keer verwacht: {', '.join(twice)}")


def _bladzijde(request: Request, asked: ForList, page: Page) -> Bladzijde:
    last = max(1, -(-page.total // asked.size))
    return Bladzijde(
        zaken=page.cases,
        totaal=page.total,
        pagina=asked.page,
        pagina_grootte=asked.size,
        volgende=_link(request, asked.page + 1) if asked.page < last else None,
        vorige=_link(request, min(asked.page - 1, last)) if asked.page > 1 else None,
    )


def _link(request: Request, page: int) -> str:
    kept = [(k, v) for k, v in request.query_params.multi_items() if k != "pagina"]
    return f"{request.url.path}?{urlencode([*kept, ('pagina', str(page))])}"


def _plain(content: str | bytes) -> Response:
    return Response(content, media_type=_JSON)
