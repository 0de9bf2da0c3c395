import json
from datetime import UTC, date, datetime
from typing import Any

import httpx
import pytest

from enforcement import notices
from tests.readmodel import examples
from tests.web.conftest import TODAY, Projected

CASE = "LOD/2025/0001"


async def _get(client: httpx.AsyncClient, path: str, **query: Any) -> httpx.Response:
    return await client.get(path, params=query)


async def test_a_case_is_reckoned_for_the_day_asked_in_the_bytes_of_the_core(
    client: httpx.AsyncClient, projected: Projected
) -> None:
    dossier = await projected.case(CASE, "2025-04-20", examples.last(), examples.finding())
    answer = await _get(client, f"/v1/zaken/{CASE}", op="2025-04-25")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/json"
    assert answer.content == notices.answer(dossier, date(2025, 4, 25)).to_json()


async def test_without_a_day_a_case_is_reckoned_for_today(
    client: httpx.AsyncClient, projected: Projected
) -> None:
    dossier = await projected.case(CASE, "2025-04-20", examples.last())
    answer = await _get(client, f"/v1/zaken/{CASE}")
    assert answer.content == notices.answer(dossier, TODAY).to_json()


async def test_a_case_is_reckoned_as_known_at_a_moment_whatever_its_offset(
    client: httpx.AsyncClient, projected: Projected
) -> None:
    late = examples.finding(recorded_at="2025-04-25T12:00:00+02:00")
    dossier = await projected.case(CASE, "2025-04-30", examples.last(), late)
    for moment, findings in (("2025-04-25T10:00:00Z", 1), ("2025-04-25T11:59:59+02:00", 0)):
        answer = await _get(client, f"/v1/zaken/{CASE}", op="2025-04-30", bekendOp=moment)
        known_at = datetime.fromisoformat(moment)
        expected = notices.answer(dossier, date(2025, 4, 30), known_at)
        assert answer.content == expected.to_json()
        assert len(answer.json()["notices"]) >= findings
        told = answer.json()["known_at"]
        assert told.endswith("Z")
        assert datetime.fromisoformat(told) == known_at.astimezone(UTC)


async def test_the_timeline_of_a_case_stands_by_itself(
    client: httpx.AsyncClient, projected: Projected
) -> None:
    await projected.case(CASE, "2025-04-30", examples.last(), examples.finding())
    whole = (await _get(client, f"/v1/zaken/{CASE}", op="2025-04-30")).json()
    answer = await _get(client, f"/v1/zaken/{CASE}/tijdlijn", op="2025-04-30")
    assert answer.json() == {key: whole[key] for key in ("case", "on", "known_at", "timeline")}


async def test_a_case_number_may_be_written_with_an_escaped_slash(
    client: httpx.AsyncClient, projected: Projected
) -> None:
    await projected.case(CASE, "2025-04-30", examples.last())
    escaped = CASE.replace("/", "%2F")
    assert (await client.get(f"/v1/zaken/{escaped}")).status_code == 200
    assert (await client.get(f"/v1/zaken/{escaped}/tijdlijn")).status_code == 200


@pytest.mark.parametrize(
    "path", ["LOD-404", "klein", "LOD-1/", "LOD-1/onbekend", "%00", "%FF", "A" * 5_000, "", "//"]
)
async def test_a_case_that_is_not_there_is_not_found(client: httpx.AsyncClient, path: str) -> None:
    answer = await client.get(f"/v1/zaken/{path}")
    assert (answer.status_code, answer.json()["status"]) == (404, 404)


WRONG_QUERIES = {
    "a day that is none": ("op", "2025-02-30"),
    "a moment as a day": ("op", "2025-02-28T10:00:00Z"),
    "an empty day": ("op", ""),
    "a NUL": ("op", "\x00"),
    "a moment without an offset": ("bekendOp", "2025-02-28T10:00:00"),
    "a day as a moment": ("bekendOp", "2025-02-28"),
    "another spelling": ("bekend_op", "2025-02-28T10:00:00Z"),
    "an unknown question": ("kleur", "rood"),
}


@pytest.mark.parametrize("tail", ["", "/tijdlijn"])
@pytest.mark.parametrize("query", WRONG_QUERIES.values(), ids=WRONG_QUERIES.keys())
async def test_a_question_that_cannot_be_read_is_refused_with_its_place(
    client: httpx.AsyncClient, query: tuple[str, str], tail: str
) -> None:
    answer = await client.get(f"/v1/zaken/{CASE}{tail}", params=[query])
    assert answer.status_code == 400
    assert answer.headers["content-type"] == "application/problem+json"
    assert [each["place"] for each in answer.json()["errors"]] == [query[0]]


async def test_two_wrong_questions_are_told_together(client: httpx.AsyncClient) -> None:
    answer = await _get(client, f"/v1/zaken/{CASE}", op="x", bekendOp="y")
    assert [each["place"] for each in answer.json()["errors"]] == ["bekendOp", "op"]


async def test_a_question_asked_twice_is_refused(client: httpx.AsyncClient) -> None:
    answer = await client.get(f"/v1/zaken/{CASE}?op=2025-01-01&op=2025-01-02")
    assert answer.status_code == 400


async def test_the_list_shows_the_cases_with_their_sums_in_order(
    client: httpx.AsyncClient, projected: Projected
) -> None:
    await projected.case("LOD-B", "2025-04-30", examples.last(), examples.finding())
    await projected.case("LOD-A", "2025-04-30", examples.last())
    answer = await _get(client, "/v1/zaken")
    told = answer.json()
    assert [each["case"] for each in told["zaken"]] == ["LOD-A", "LOD-B"]
    assert told["zaken"][1]["geld"]["verbeurd_cents"] == 5_000_000
    assert told["zaken"][1]["status"] == "maximum_bereikt"
    assert {key: told[key] for key in told if key != "zaken"} == {
        "totaal": 2,
        "pagina": 1,
        "paginaGrootte": 25,
        "volgende": None,
        "vorige": None,
    }


async def test_the_list_is_read_page_by_page_without_a_gap(
    client: httpx.AsyncClient, projected: Projected
) -> None:
    names = [f"LOD-{number}" for number in range(5)]
    for name in names:
        await projected.case(name, "2025-04-30", examples.last())
    seen: list[str] = []
    path: str | None = "/v1/zaken?paginaGrootte=2&status=begunstiging&status=verbeurt&op=x"
    assert (await client.get(path or "")).status_code == 400
    path = "/v1/zaken?paginaGrootte=2&sorteer=-zaak"
    while path is not None:
        told = (await client.get(path)).json()
        seen += [each["case"] for each in told["zaken"]]
        path = told["volgende"]
    assert seen == names[::-1]


async def test_a_page_beyond_the_last_is_empty_and_leads_back(
    client: httpx.AsyncClient, projected: Projected
) -> None:
    await projected.case("LOD-A", "2025-04-30", examples.last())
    told = (await _get(client, "/v1/zaken", pagina=9)).json()
    assert (told["zaken"], told["totaal"]) == ([], 1)
    assert told["vorige"] == "/v1/zaken?pagina=1"


async def test_the_list_is_narrowed_by_all_that_is_asked(
    client: httpx.AsyncClient, projected: Projected
) -> None:
    await projected.case("ILT-1", "2025-04-30", examples.last(), examples.finding())
    await projected.case("ILT-2", "2025-03-02", examples.last())
    await projected.case("LOD-1", "2025-03-02", examples.last())

    async def found(query: str) -> list[str]:
        told = (await client.get(f"/v1/zaken?{query}")).json()
        return [each["case"] for each in told["zaken"]]

    assert await found("status=begunstiging") == ["ILT-2", "LOD-1"]
    assert await found("status=begunstiging&status=maximum_bereikt&nummer=ILT") == [
        "ILT-1",
        "ILT-2",
    ]
    assert await found("toestand=reckoning-failed") == []
    assert await found("sorteer=-openstaand&nummer=ILT") == ["ILT-1", "ILT-2"]
    assert await found("wijzigtTotEnMet=2025-04-20&nummer=I") == ["ILT-2"]
    assert await found("nummer=I_T") == []


@pytest.mark.parametrize(
    "query",
    [
        "pagina=0",
        "pagina=x",
        "paginaGrootte=101",
        "status=mooi",
        "sorteer=kleur",
        "nummer=%00",
        "pagina_grootte=5",
        "wijzigtTotEnMet=gisteren",
        "toestand=moe",
        "pagina=" + "9" * 5_000,
    ],
)
async def test_a_list_is_not_asked_for_what_it_does_not_know(
    client: httpx.AsyncClient, query: str
) -> None:
    answer = await client.get(f"/v1/zaken?{query}")
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["place"].split(".")[0] == query.split("=", maxsplit=1)[0]


async def test_what_is_listed_is_what_was_projected(
    client: httpx.AsyncClient, projected: Projected
) -> None:
    await projected.case("LOD-A", "2025-04-30", examples.last())
    reckoned = json.loads(examples.reckoned("LOD-A", "2025-04-30", [examples.last()]))
    [listed] = (await _get(client, "/v1/zaken")).json()["zaken"]
    for name in ("case", "on", "version", "status", "digest", "next_change_on"):
        assert listed[name] == reckoned[name]
    assert listed["geld"].items() <= reckoned["geld"].items()
