"""`GET /v1/zaken/{case}/stukken` and `GET /v1/stukken/{id}`: the letters of a case, and one PDF."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import Response

from enforcement.delivery import record
from enforcement.delivery.record import Document
from enforcement.readmodel import queries
from enforcement.values import CASE_NUMBER
from enforcement.web.openapi import refusals
from enforcement.web.ports import House, house
from enforcement.web.problems import Refused

router: Final = APIRouter(tags=["stukken"])
_PDF: Final = "application/pdf"
_ANSWERED: Final[Mapping[int | str, dict[str, Any]]] = {
    200: {"content": {_PDF: {}}, "description": "de brief"}
}


class Stuk(BaseModel):
    """A letter: what it is, where it is fetched, and whether it was delivered."""

    model_config = ConfigDict(frozen=True)

    id: Annotated[str, Field(description="de kennisgeving waarvan het is gemaakt")]
    kind: str
    due_on: date
    to: str
    sequence: int
    bestandsnaam: str
    pdf_bytes: int
    pdf_sha256: str
    bezorgd_on: date | None
    uitkomst: str | None
    adres: str


class Stukken(BaseModel):
    """The letters of a case, in the order in which their notices were issued."""

    model_config = ConfigDict(frozen=True)

    case: str
    stukken: Sequence[Stuk]


@router.get(
    "/v1/zaken/{case:path}/stukken",
    operation_id="toonStukken",
    summary="De brieven van een zaak, in de volgorde waarin zij zijn uitgegaan",
    response_model=Stukken,
    responses=refusals(400, 404, 500, 503),
)
async def list_documents(case: str, here: Annotated[House, Depends(house)]) -> Stukken:
    """Answer the list; empty while no letter was made."""
    if CASE_NUMBER.fullmatch(case) is None:
        raise Refused(404, "er is geen zaak met dit nummer")
    async with here.engine.connect() as connection:
        found = await record.documents_of(connection, case)
        if not found and not await queries.acts_of(connection, case):
            raise Refused(404, "er is geen zaak met dit nummer")
    return Stukken(case=case, stukken=[_stuk(one) for one in found])


@router.get(
    "/v1/stukken/{kennisgeving}",
    operation_id="toonStuk",
    summary="De brief van een kennisgeving, zoals hij is bezorgd",
    response_class=Response,
    responses={**_ANSWERED, **refusals(400, 404, 500, 503)},
)
async def show_document(kennisgeving: str, here: Annotated[House, Depends(house)]) -> Response:
    """Answer the PDF, to be saved and never shown within our own pages."""
    if "\0" in kennisgeving:  # PostgreSQL has no text with it
        raise Refused(404, "er is geen stuk met dit kenmerk")
    async with here.engine.connect() as connection:
        found = await record.pdf_of(connection, kennisgeving)
    if found is None:
        raise Refused(404, "er is geen stuk met dit kenmerk")
    name, pdf = found
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(pdf, media_type=_PDF, headers=headers)


def _stuk(one: Document) -> Stuk:
    return Stuk(
        id=one.notice_id,
        kind=one.kind,
        due_on=one.due_on,
        to=one.to,
        sequence=one.sequence,
        bestandsnaam=one.file_name,
        pdf_bytes=one.pdf_bytes,
        pdf_sha256=one.pdf_sha256,
        bezorgd_on=one.delivered_on,
        uitkomst=one.outcome,
        adres=f"/v1/stukken/{one.notice_id}",
    )
