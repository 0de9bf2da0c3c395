"""`/zaken/{case}/bevinding`: a finding is typed, its effect seen, and then recorded.

The act gets its id when the form is opened and keeps it: sending twice records once.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Annotated, Any, Final
from urllib.parse import urlencode

import structlog
from fastapi import APIRouter, Depends
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from enforcement.act import Act
from enforcement.dossier import Dossier
from enforcement.envelope import Envelope
from enforcement.web import bodies
from enforcement.web.faults import plain
from enforcement.web.handelingen import SUBMIT_SECONDS
from enforcement.web.pages import case_view, finding_form, reading
from enforcement.web.pages.difference import Difference, difference
from enforcement.web.pages.finding_form import Read, Typed
from enforcement.web.pages.questions import MARK_LENGTH
from enforcement.web.pages.reading import Worked
from enforcement.web.pages.site import case_path, page
from enforcement.web.ports import House, house
from enforcement.web.problems import Refused

FORM: Final = "application/x-www-form-urlencoded"

log = structlog.get_logger()
router: Final = APIRouter(include_in_schema=False)


@router.get("/zaken/{case:path}/bevinding")
async def open_form(
    request: Request, case: str, here: Annotated[House, Depends(house)]
) -> Response:
    """Answer an empty form."""
    worked = await _worked(here, case)
    return _answer(request, worked, finding_form.fresh(here.today()), Read(None))


@router.post("/zaken/{case:path}/bevinding")
async def take_form(
    request: Request, case: str, here: Annotated[House, Depends(house)]
) -> Response:
    """Show what the finding changes, or record it and lead back to the case."""
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != FORM:
        raise Refused(415, f"{FORM} verwacht")
    typed = finding_form.sent(await bodies.whole(request))
    worked = await _worked(here, case)
    if typed["actie"] == "meer":
        return _answer(request, worked, typed, Read(None))
    parts = [part.onderdeel for part in worked.answer.onderdelen]
    found = finding_form.read(typed, parts, here.now())
    if found.act is None:
        return _answer(request, worked, typed, found, status=400)
    standing = worked.dossier.acts.get(found.act.id)
    if standing is not None and standing.body_digest != found.act.body_digest:
        taken = Read(None, {"id": "onder dit kenmerk staat al een andere handeling"})
        return _answer(request, worked, typed, taken, status=409)
    if typed["actie"] != "vastleggen":
        shown = await asyncio.to_thread(_preview, worked, found.act)
        return _answer(request, worked, typed, found, shown=shown)
    if standing is None and not await _submitted(here, case, found.act):
        failed = Read(None, {"": "niet zeker vastgelegd; verstuur hetzelfde nog eens"})
        return _answer(request, worked, typed, failed, status=503)
    mark = found.act.body_digest[:MARK_LENGTH]
    query = urlencode({"vastgelegd": found.act.id, "kenmerk": mark})
    return RedirectResponse(f"{case_path(case)}?{query}", 303)


async def _worked(here: House, case: str) -> Worked:
    async with here.engine.connect() as connection:
        return await reading.read(connection, case, here.today())


def _preview(worked: Worked, act: Act) -> Difference:
    after = Dossier(worked.dossier.case, worked.dossier.acts).add(act).dossier
    return difference(worked, reading.work(after, worked.on))


async def _submitted(here: House, case: str, act: Act) -> bool:
    """Whether the act is durable on its topic."""
    try:
        async with asyncio.timeout(SUBMIT_SECONDS):
            await here.submit([Envelope(case, here.source, act)])
    except Exception as fault:  # noqa: BLE001 - told and logged
        # whatever it was, the act may not be durable; sending it again does no harm
        log.error("submit_failed", acts=1, exception=plain(fault))  # noqa: TRY400 - no locals
        return False
    return True


def _answer(
    request: Request,
    worked: Worked,
    typed: Typed,
    found: Read,
    *,
    status: int = 200,
    shown: Difference | None = None,
) -> Response:
    parts: Sequence[str] = [part.onderdeel for part in worked.answer.onderdelen]
    breaches = {
        part.line.name
        for part in worked.workings.fallen.parts
        if part.line.terms.per == "overtreding" or part.line.terms.aard == "herhaling_voorkomen"
    }
    context: dict[str, Any] = {
        "worked": worked,
        "case": worked.answer.case,
        "title": case_view.title(worked),
        "typed": typed,
        "errors": found.errors,
        "told": list(found.told()),
        "parts": parts,
        "counts_breaches": bool(breaches),
        "rows_most": finding_form.ROWS_MOST,
        "shown": shown,
        "act": found.act,
        "known": found.act is not None and found.act.id in worked.dossier.acts,
        "ahead": found.act is not None and found.act.on > worked.on,
    }
    return page(request, "finding.html.j2", context, status=status)
