"""The letters of a case over HTTP."""

from datetime import UTC, date, datetime

import httpx
from sqlalchemy.ext.asyncio import AsyncEngine

from enforcement.delivery import record
from enforcement.delivery.channel import Delivered, Letter
from enforcement.delivery.record import Receipt
from tests.readmodel import examples
from tests.web.conftest import Projected

CASE = "LOD-2025-0001"
LETTER = Letter(
    notice_id="1b4e28ba-2fa1-11d2-883f-0016d3cca427",
    case=CASE,
    kind="verbeurte",
    due_on=date(2025, 4, 20),
    to="overtreder",
    sequence=2,
    file_name="LOD-2025-0001_verbeurte_2025-04-20_1b4e28ba.pdf",
    event=b"{}",
    pdf=b"%PDF-1.7 een brief",
)


async def test_the_list_says_what_was_made_and_what_was_delivered(
    client: httpx.AsyncClient, engine: AsyncEngine
) -> None:
    async with engine.connect() as connection:
        await record.keep(connection, LETTER)
        delivered = Delivered("bezorgd", "sha256:00")
        at = datetime(2025, 4, 21, 16, tzinfo=UTC)
        receipt = Receipt(LETTER.notice_id, "outbox", delivered, date(2025, 4, 21), at)
        await record.note(connection, receipt)
    answer = (await client.get(f"/v1/zaken/{CASE}/stukken")).json()
    (stuk,) = answer["stukken"]
    assert (stuk["kind"], stuk["bezorgd_on"], stuk["uitkomst"]) == (
        "verbeurte",
        "2025-04-21",
        "bezorgd",
    )
    pdf = await client.get(stuk["adres"])
    assert (pdf.content, pdf.headers["content-type"]) == (LETTER.pdf, "application/pdf")
    assert pdf.headers["content-disposition"] == f'attachment; filename="{LETTER.file_name}"'
    assert pdf.headers["x-content-type-options"] == "nosniff"


async def test_a_case_without_letters_has_an_empty_list_and_no_case_has_none(
    client: httpx.AsyncClient, projected: Projected
) -> None:
    await projected.case(CASE, "2025-04-30", examples.last())
    assert (await client.get(f"/v1/zaken/{CASE}/stukken")).json() == {"case": CASE, "stukken": []}
    missing = await client.get("/v1/zaken/LOD-2099-0001/stukken")
    assert (missing.status_code, missing.headers["content-type"]) == (
        404,
        "application/problem+json",
    )


async def test_a_letter_that_is_not_there_is_not_found(client: httpx.AsyncClient) -> None:
    for name in ("nergens", "a%00b", "..%2f..%2fetc"):
        assert (await client.get(f"/v1/stukken/{name}")).status_code == 404
