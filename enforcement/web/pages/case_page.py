"""`GET /zaken/{case}`: the page of a case, in the order of a lawyer's questions."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Annotated, Any, Final
from urllib.parse import urlencode

from fastapi import APIRouter, Depends
from starlette.requests import Request
from starlette.responses import Response

from enforcement.delivery.record import Document
from enforcement.values import CASE_NUMBER
from enforcement.web.pages import (
    case_view,
    chart,
    course,
    documents_view,
    facts_view,
    reading,
    terms_view,
    timeline_view,
    underway,
    words,
)
from enforcement.web.pages.questions import ForCase, for_case
from enforcement.web.pages.reading import Served, Worked
from enforcement.web.pages.sentence import sentence
from enforcement.web.pages.site import case_path, page
from enforcement.web.ports import House, house
from enforcement.web.problems import Refused

router: Final = APIRouter(include_in_schema=False)


@router.get("/zaken/{case:path}")
async def show_case(
    request: Request, case: str, here: Annotated[House, Depends(house)]
) -> Response:
    """Answer the page of a case, for today or for another day, as known now or earlier."""
    if CASE_NUMBER.fullmatch(case) is None:
        raise Refused(404, "er is geen zaak met dit nummer")
    asked = for_case(request.query_params)
    today = here.today()
    async with here.engine.connect() as connection:
        # what stands is read first: a change in between is then told, not missed
        served = await reading.served(connection, case)
        dossier = await reading.dossier(connection, case)
        kept = await documents_view.kept(connection, case)
        sent = await underway.sent(connection, dossier, served, asked)
    worked = await asyncio.to_thread(reading.work, dossier, asked.op or today, asked.known_at)
    context = await asyncio.to_thread(_context, worked, served, asked=asked, today=today)
    papers = await asyncio.to_thread(_papers, worked, served, kept, asked)
    whole = {**context, **papers, "sent": sent}
    return await asyncio.to_thread(page, request, "case.html.j2", whole)


def _context(
    worked: Worked,
    served: Served,
    *,
    asked: ForCase,
    today: date,
) -> Mapping[str, Any]:
    """Everything that the template may say."""
    drawn = course.course(worked)
    answer = worked.answer
    title = "Verloop van de dwangsom"
    day = "vandaag" if worked.on == today else words.day_month(worked.on)
    return {
        "worked": worked,
        "answer": answer,
        "served": served,
        "title": case_view.title(worked),
        "status": words.STATUSES[answer.status],
        "sentence": sentence(worked),
        "reasons": case_view.reasons(worked),
        "phases": case_view.phases(worked),
        "sums": case_view.sums(worked),
        "cards": terms_view.cards(worked),
        "terms": terms_view.table(worked),
        "parts": facts_view.parts(worked),
        "drawings": []
        if drawn is None
        else [chart.draw(drawn, frame, title, day) for frame in (chart.WIDE, chart.NARROW)],
        "debts": course.table(worked),
        "filters": timeline_view.FILTERS,
        "asked": asked,
        "today": today,
        "elsewhen": asked.known_at is not None or worked.on != today,
        "waiting": underway.waiting(worked.dossier, served),
        "link": lambda **changed: _link(answer.case, asked, changed),
    }


def _papers(
    worked: Worked, served: Served, kept: Sequence[Document], asked: ForCase
) -> Mapping[str, Any]:
    """The documents, and the timeline, which names them."""
    papers = documents_view.documents(
        served.issued, worked.answer.notices, kept, documents_view.delivered(worked)
    )
    line = timeline_view.line(worked, asked.soort, asked.volgorde, papers.by_id)
    return {"documents": papers, "line": line}


def _link(case: str, asked: ForCase, changed: Mapping[str, str]) -> str:
    query = asked.query(**changed)
    return f"{case_path(case)}?{urlencode(query)}" if query else case_path(case)
