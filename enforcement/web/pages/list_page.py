"""`GET /zaken`: the list of cases, with their status in words and their sums."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, Final, cast
from urllib.parse import urlencode

from fastapi import APIRouter, Depends
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from enforcement.acts.zaak_geopend import ZaakGeopend
from enforcement.readmodel import queries
from enforcement.readmodel.queries import Listed, Order, Wanted
from enforcement.web.pages import reading, words
from enforcement.web.pages.questions import STATUSES, ForList, for_list
from enforcement.web.pages.site import page
from enforcement.web.pages.words import Words
from enforcement.web.ports import House, house

router: Final = APIRouter(include_in_schema=False)
SIZE: Final = 25
_SORTS: Final = {
    "zaak": "Zaaknummer",
    "wijzigtOp": "Eerstvolgende wijziging",
    "-openstaand": "Hoogste openstaande bedrag",
}


@dataclass(frozen=True, slots=True)
class Row:
    """One case of the list."""

    case: str
    title: str
    overtreder: str
    fictief: bool
    status: Words
    verbeurd_cents: int
    openstaand_cents: int
    next_change_on: date | None
    reckoned_on: date | None


@router.get("/")
async def front() -> Response:
    """Lead to the list."""
    return RedirectResponse("/zaken", 307)


@router.get("/zaken")
async def show_list(request: Request, here: Annotated[House, Depends(house)]) -> Response:
    """Answer one page of the list."""
    asked = for_list(request.query_params)
    if asked.errors:
        return page(request, "list.html.j2", _context(asked, (), 0), status=400)
    wanted = Wanted(
        statuses=[asked.status] if asked.status else [],
        starts_with=asked.nummer or None,
        order=cast("Order", asked.sorteer),
        skip=(asked.pagina - 1) * SIZE,
        most=SIZE,
    )
    async with here.engine.connect() as connection:
        found = await queries.list_cases(connection, wanted)
        opened = await queries.openings(connection, [each.case for each in found.cases])
    rows = tuple(
        _row(each, reading.opening(opened[each.case], here.today())) for each in found.cases
    )
    return page(request, "list.html.j2", _context(asked, rows, found.total))


def _row(each: Listed, opened: ZaakGeopend | None) -> Row:
    status = words.STATUSES.get(each.status or "", words.NOT_RECKONED)
    return Row(
        case=each.case,
        title=each.case if opened is None else opened.onderwerp,
        overtreder="" if opened is None else opened.overtreder.naam,
        fictief=opened is not None and opened.fictief,
        status=status if each.state == "ok" else words.FAILED,
        verbeurd_cents=each.geld["verbeurd_cents"],
        openstaand_cents=each.geld["openstaand_cents"],
        next_change_on=each.next_change_on,
        reckoned_on=each.on,
    )


def _context(asked: ForList, rows: tuple[Row, ...], total: int) -> dict[str, Any]:
    last = max(1, -(-total // SIZE))
    return {
        "asked": asked,
        "rows": rows,
        "total": total,
        "last": last,
        "statuses": [(name, words.STATUSES[name].text) for name in STATUSES],
        "sorts": _SORTS,
        "newer": _link(asked, min(asked.pagina - 1, last)) if asked.pagina > 1 else None,
        "older": _link(asked, asked.pagina + 1) if asked.pagina < last else None,
    }


def _link(asked: ForList, pagina: int) -> str:
    parts = {"nummer": asked.nummer, "status": asked.status, "pagina": str(pagina)}
    parts["sorteer"] = "" if asked.sorteer == "zaak" else asked.sorteer
    return f"/zaken?{urlencode({name: value for name, value in parts.items() if value})}"
