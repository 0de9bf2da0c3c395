"""What holds for every answer: the NL API Design Rules, the headers, the shape of a refusal."""

from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from enforcement import envelope
from enforcement.envelope import Envelope
from enforcement.readmodel.database import open_engine
from enforcement.web.ports import House
from enforcement.web.shell import API_VERSION
from tests.readmodel import examples
from tests.web.conftest import Projected, Topics

EVERY_HEADER = {
    "api-version": API_VERSION,
    "cache-control": "no-store",
    "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
    "strict-transport-security": "max-age=31536000; includeSubDomains",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
}


@pytest.fixture
async def description(client: httpx.AsyncClient) -> Any:
    return (await client.get("/v1/openapi.json")).json()


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/v1/zaken", 200),
        ("GET", "/v1/openapi.json", 200),
        ("GET", "/healthz", 200),
        ("GET", "/metrics", 200),
        ("GET", "/", 307),
        ("GET", "/v1/zaken/", 404),
        ("GET", "/openapi.json", 404),
        ("GET", "/docs", 404),
        ("GET", "/v1/handelingen", 405),
        ("DELETE", "/v1/zaken/LOD-1", 405),
        ("POST", "/v1/handelingen", 415),
        ("GET", "/v1/zaken?x=1", 400),
    ],
)
async def test_every_answer_bears_the_headers_and_every_refusal_its_shape(
    client: httpx.AsyncClient, method: str, path: str, status: int
) -> None:
    answer = await client.request(method, path)
    assert answer.status_code == status
    assert EVERY_HEADER.items() <= dict(answer.headers).items()
    if status >= 400:
        assert answer.headers["content-type"] == "application/problem+json"
        assert {"type", "title", "status", "detail"} <= answer.json().keys()
        assert answer.json()["status"] == status


async def test_a_method_that_cannot_be_used_names_those_that_can(
    client: httpx.AsyncClient,
) -> None:
    assert (await client.get("/v1/handelingen")).headers["allow"] == "POST"


async def test_a_fault_of_ours_is_told_without_its_workings(
    client: httpx.AsyncClient, application: FastAPI, projected: Projected
) -> None:
    await projected.acts("LOD-1", examples.payment())
    here: House = application.state.house

    def broken() -> Any:
        message = "geheim"
        raise RuntimeError(message)

    application.state.house = House(here.engine, here.submit, broken, here.registry)
    answer = await client.get("/v1/zaken/LOD-1")
    assert (answer.status_code, answer.json()["status"]) == (500, 500)
    assert answer.headers["content-type"] == "application/problem+json"
    assert EVERY_HEADER.items() <= dict(answer.headers).items()
    assert "geheim" not in answer.text


@pytest.mark.parametrize("host", ["example.nl", "127.0.0.1.example.nl", "127.0.0.1@evil:80", ""])
async def test_a_name_that_another_site_points_here_is_refused(
    client: httpx.AsyncClient, host: str
) -> None:
    answer = await client.get("/v1/zaken", headers={"Host": host})
    assert answer.status_code == 400


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.1:8000", "LOCALHOST:1"])
async def test_our_own_names_are_answered(client: httpx.AsyncClient, host: str) -> None:
    assert (await client.get("/v1/zaken", headers={"Host": host})).status_code == 200


async def test_the_description_is_read_from_any_site(client: httpx.AsyncClient) -> None:
    answer = await client.get("/v1/openapi.json")
    assert answer.headers["access-control-allow-origin"] == "*"
    assert "access-control-allow-origin" not in (await client.get("/v1/zaken")).headers


async def test_the_description_says_version_server_and_contact(description: Any) -> None:
    assert description["openapi"].startswith("3.")
    assert description["info"]["version"] == API_VERSION
    assert description["info"]["contact"].keys() == {"name", "email", "url"}
    assert [server["url"] for server in description["servers"]] == ["/v1"]
    assert sorted(description["paths"]) == [
        "/handelingen",
        "/stukken/{kennisgeving}",
        "/zaken",
        "/zaken/{case}",
        "/zaken/{case}/stukken",
        "/zaken/{case}/tijdlijn",
    ]


async def test_every_operation_is_described_as_the_rules_ask(description: Any) -> None:
    operations = [each for item in description["paths"].values() for each in item.values()]
    names = {each["operationId"] for each in operations}
    for operation in operations:
        answers = operation["responses"]
        assert {"400", "500", "503"} <= answers.keys()
        assert "422" not in answers
        assert all("API-Version" in answer["headers"] for answer in answers.values())
        refusals = [answer["content"] for status, answer in answers.items() if int(status) >= 400]
        assert all(list(content) == ["application/problem+json"] for content in refusals)
        asked = [each["name"] for each in operation.get("parameters", [])]
        assert all(name.isalpha() and name[0].islower() for name in asked)
    assert names == {
        "neemHandelingenAan",
        "toonStuk",
        "toonStukken",
        "toonTijdlijn",
        "toonZaak",
        "toonZaken",
    }


async def test_every_reference_in_the_description_leads_somewhere(description: Any) -> None:
    schemas = description["components"]["schemas"]
    assert all(name[0].isupper() and name.isalpha() for name in schemas)

    def references(node: Any) -> Any:
        if isinstance(node, dict):
            if isinstance(found := node.get("$ref"), str):
                yield found
            for each in node.values():
                yield from references(each)
        if isinstance(node, list):
            for each in node:
                yield from references(each)

    named = {each.removeprefix("#/components/schemas/") for each in references(description)}
    assert named <= schemas.keys()


async def test_health_says_how_far_the_projector_is(
    client: httpx.AsyncClient, projected: Projected
) -> None:
    await projected.acts("LOD-1", examples.payment())
    told = (await client.get("/healthz")).json()
    [position] = told["projector"]
    assert (told["status"], told["database"]) == ("ok", "ok")
    assert (position["topic"], position["partition"], position["next"]) == ("payments", 0, 1)
    assert position["moved_at"].endswith("Z")


async def test_without_a_database_health_fails_and_the_counts_go_on(
    client: httpx.AsyncClient, application: FastAPI, topics: Topics
) -> None:
    unreachable = open_engine("postgresql://dwangsom:x@127.0.0.1:1/dwangsom")
    here: House = application.state.house
    application.state.house = House(unreachable, topics.submit, here.today, here.registry)
    for path in ("/healthz", "/v1/zaken", "/v1/zaken/LOD-1"):
        answer = await client.get(path)
        assert (answer.status_code, answer.json()["status"]) == (503, 503)
    answer = await client.get("/metrics")
    assert answer.status_code == 200
    assert "dwangsom_database_up 0.0" in answer.text
    event = examples.act_record(0, "LOD-1", examples.payment()).value
    headers = {"Content-Type": "application/json"}
    taken = await client.post("/v1/handelingen", content=event, headers=headers)
    assert taken.status_code == 503
    assert topics.sent == []


async def test_answers_are_counted_by_route_and_not_by_case(
    client: httpx.AsyncClient, projected: Projected
) -> None:
    await projected.acts("LOD-GEHEIM", examples.payment())
    await client.get("/v1/zaken/LOD-GEHEIM")
    await client.request("BREW", "/v1/zaken")
    told = (await client.get("/metrics")).text
    assert (
        'dwangsom_http_answers_total{method="GET",route="/v1/zaken/{case:path}",status="200"} 1.0'
    ) in told
    assert 'dwangsom_projector_next{partition="0",topic="payments"} 1.0' in told
    assert "GEHEIM" not in told
    assert "BREW" not in told


async def test_the_log_of_a_fault_holds_the_traceback_and_nothing_that_was_in_hand(
    application: FastAPI, client: httpx.AsyncClient, capsys: pytest.CaptureFixture[str]
) -> None:
    here: House = application.state.house

    def broken() -> Any:
        in_hand = "naam van " + "iemand"
        assert in_hand
        message = "stuk"
        raise RuntimeError(message)

    application.state.house = House(here.engine, here.submit, broken, here.registry)
    assert (await client.get("/zaken/LOD-GEHEIM-1/bevinding")).status_code == 500
    told = "".join(capsys.readouterr())
    assert "RuntimeError: stuk" in told
    assert "in broken" in told
    assert "route=/zaken/{case:path}/bevinding" in told
    assert "naam van iemand" not in told
    assert "LOD-GEHEIM-1" not in told


async def test_nor_does_the_log_of_an_act_that_could_not_be_sent(
    client: httpx.AsyncClient, topics: Topics, capsys: pytest.CaptureFixture[str]
) -> None:
    topics.broken = ConnectionError("no broker")
    note = "naam van iemand"
    event = envelope.write(Envelope("LOD-GEHEIM-2", examples.SOURCE, examples.payment(note=note)))
    headers = {"Content-Type": "application/cloudevents+json"}
    answer = await client.post("/v1/handelingen", content=event, headers=headers)
    assert answer.status_code == 503
    told = "".join(capsys.readouterr())
    assert "ConnectionError: no broker" in told
    assert note not in told
    assert "LOD-GEHEIM-2" not in told
