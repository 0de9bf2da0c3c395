import json
from typing import Any

import httpx
import pytest

from enforcement.act import Act
from enforcement.envelope import Envelope, write
from enforcement.web import bodies
from tests.readmodel import examples
from tests.web.conftest import Projected, Topics

CASE = "LOD/2025-0001"
ONE = {"Content-Type": "application/cloudevents+json"}
MANY = {"Content-Type": "application/cloudevents-batch+json"}
EITHER = {"Content-Type": "application/json"}


def _event(act: Act, case: str = CASE) -> bytes:
    return write(Envelope(case, examples.SOURCE, act))


def _batch(*events: bytes) -> bytes:
    return b"[" + b",".join(events) + b"]"


async def _post(
    client: httpx.AsyncClient, content: bytes, headers: dict[str, str] = ONE
) -> httpx.Response:
    return await client.post("/v1/handelingen", content=content, headers=headers)


def _errors(answer: httpx.Response) -> list[Any]:
    assert answer.status_code == 400, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    found: list[Any] = answer.json()["errors"]
    return found


async def test_an_act_is_taken_in_once_it_is_durable(
    client: httpx.AsyncClient, topics: Topics
) -> None:
    answer = await _post(client, _event(examples.payment()))
    assert (answer.status_code, answer.json()) == (202, {"ids": [f"{CASE}/p1"]})
    [sent] = topics.sent
    assert (sent.case, sent.source) == (CASE, examples.SOURCE)
    assert sent.act.body_digest == examples.payment().body_digest


@pytest.mark.parametrize("headers", [MANY, EITHER])
async def test_a_batch_is_taken_in_in_its_order(
    client: httpx.AsyncClient, topics: Topics, headers: dict[str, str]
) -> None:
    events = [_event(examples.payment(name)) for name in ("p2", "p1")]
    answer = await _post(client, _batch(*events), headers)
    assert (answer.status_code, answer.json()["ids"]) == (202, [f"{CASE}/p2", f"{CASE}/p1"])
    assert [each.act.id for each in topics.sent] == ["p2", "p1"]


async def test_the_same_act_again_is_answered_alike(
    client: httpx.AsyncClient, projected: Projected
) -> None:
    act = examples.payment()
    first = await _post(client, _event(act))
    await projected.acts(CASE, act)
    again = await _post(client, _event(act))
    assert (again.status_code, again.content) == (first.status_code, first.content)


async def test_another_act_under_the_same_id_is_refused(
    client: httpx.AsyncClient, projected: Projected, topics: Topics
) -> None:
    await projected.acts(CASE, examples.payment(cents=100))
    answer = await _post(client, _batch(_event(examples.payment(cents=200))), MANY)
    assert answer.status_code == 409
    assert answer.headers["content-type"] == "application/problem+json"
    assert [each["place"] for each in answer.json()["errors"]] == ["[0].id"]
    assert topics.sent == []


async def test_one_id_with_two_bodies_in_one_batch_is_refused(
    client: httpx.AsyncClient, topics: Topics
) -> None:
    two = _batch(*(_event(examples.payment(cents=cents)) for cents in (1, 2)))
    answer = await _post(client, two, MANY)
    assert answer.status_code == 409
    assert [each["place"] for each in answer.json()["errors"]] == ["[1].id"]
    assert topics.sent == []


async def test_one_id_in_two_cases_is_two_acts(
    client: httpx.AsyncClient, projected: Projected
) -> None:
    await projected.acts("LOD-9", examples.payment(cents=100))
    assert (await _post(client, _event(examples.payment(cents=200)))).status_code == 202


async def test_a_taking_back_is_told_on_which_topic_its_act_came(
    client: httpx.AsyncClient, projected: Projected, topics: Topics
) -> None:
    await projected.acts(CASE, examples.payment())
    taken = examples.act(
        "handeling-ingetrokken", "t1", "2025-05-02", handeling="p1", reden="dubbel"
    )
    assert (await _post(client, _event(taken))).status_code == 202
    assert topics.known == {(CASE, "p1"): "payments"}


async def test_all_errors_come_at_once_each_with_its_place_and_nothing_is_sent(
    client: httpx.AsyncClient, topics: Topics
) -> None:
    wrong = json.loads(_event(examples.payment("fout")))
    wrong["source"] = "ergens"
    wrong["data"] |= {"cents": "veel", "on": "2025-02-30", "kleur": "rood"}
    content = _batch(_event(examples.payment()), json.dumps(wrong).encode(), b'"niets"')
    errors = _errors(await _post(client, content, MANY))
    assert [each["place"] for each in errors] == [
        "[1].source",
        "[1].data.cents",
        "[1].data.kleur",
        "[1].data.on",
        "[2].bericht",
    ]
    assert topics.sent == []


WRONG_BODIES = {
    "nothing": b"",
    "no JSON": b"{",
    "no object": b'"tekst"',
    "no event": b"{}",
    "an empty list": b"[]",
    "a key twice": b'{"id": "a", "id": "b"}',
    "a key twice within": _event(examples.payment()).replace(
        b'"cents": 100', b'"cents": 100, "cents": 200'
    ),
    "not a number": _event(examples.payment()).replace(b"100", b"NaN"),
    "infinity": _event(examples.payment()).replace(b"100", b"1e999"),
    "a very long number": _event(examples.payment()).replace(b"100", b"1" * 100_000),
    "a long number": _event(examples.payment()).replace(b"100", b"1" * 4_000),
    "a NUL": _event(examples.payment(note="x")).replace(b'"x"', b'"\\u0000"'),
    "a NUL as it is": b'{"id": "\x00"}',
    "half a character": _event(examples.payment(note="x")).replace(b'"x"', b'"\\ud800"'),
    "half a character as a name": b'{"\\ud800": 1}',
    "no UTF-8": b'{"id": "\xff"}',
    "a deep list": b"[" * 100_000 + b"]" * 100_000,
    "a deep list without an end": b"[" * 100_000,
    "a deep object": b'{"a":' * 100_000 + b"1" + b"}" * 100_000,
    "a nest deeper than an act": b'{"data":' + b"[" * 900 + b"]" * 900 + b"}",
    "a field that is deep": _event(examples.payment()).replace(b"100", b"[" * 60 + b"]" * 60),
    "an unknown act": _event(examples.payment()).replace(b"betaling-", b"betovering-"),
    "a day of the clock": write(
        Envelope("clock", examples.SOURCE, examples.act("dag-aangebroken", "dag/0/x", "2025-05-01"))
    ),
    "an act for more than a topic takes": _event(
        examples.act(
            "bevinding-vastgesteld",
            "b1",
            "2025-05-01",
            nageleefd=False,
            overtredingen=[{"on": "2025-05-01", "kenmerk": f"k{n:0100d}"} for n in range(7_000)],
        )
    ),
}


@pytest.mark.parametrize("content", WRONG_BODIES.values(), ids=WRONG_BODIES.keys())
@pytest.mark.parametrize("headers", [ONE, MANY, EITHER], ids=["one", "many", "either"])
async def test_what_cannot_be_read_is_a_wrong_request_and_never_a_fault(
    client: httpx.AsyncClient, topics: Topics, content: bytes, headers: dict[str, str]
) -> None:
    assert _errors(await _post(client, content, headers))
    if headers == MANY and content:
        assert _errors(await _post(client, _batch(content), headers))
    assert topics.sent == []


@pytest.mark.parametrize("depth", [bodies.DEPTH_MOST + 1, 900, 100_000])
async def test_a_body_deeper_than_an_act_is_refused_before_it_is_read_as_one(
    client: httpx.AsyncClient, depth: int
) -> None:
    [error] = _errors(await _post(client, b"[" * depth + b"]" * depth, EITHER))
    assert (error["place"], error["expected"]) == ("bericht", "ten hoogste 64 niveaus verwacht")


async def test_a_batch_holds_no_more_than_500_events(client: httpx.AsyncClient) -> None:
    [error] = _errors(await _post(client, _batch(*[b"{}"] * 501), MANY))
    assert error["came"] == "501"


async def test_a_thousand_errors_are_told_and_the_rest_is_counted(
    client: httpx.AsyncClient,
) -> None:
    many = json.dumps({f"kenmerk_{n}": 1 for n in range(2_000)}).encode()
    answer = await _post(client, many)
    assert len(_errors(answer)) == 1_000
    assert "de eerste 1000 van" in answer.json()["detail"]


@pytest.mark.parametrize("told", [True, False])
async def test_a_body_beyond_the_limit_is_refused_whether_or_not_it_says_so(
    client: httpx.AsyncClient, *, told: bool
) -> None:
    async def pieces() -> Any:
        for _ in range(5):
            yield b" " * (bodies.BODY_BYTES_MOST // 4)

    content = b" " * (bodies.BODY_BYTES_MOST + 1) if told else pieces()
    answer = await client.post("/v1/handelingen", content=content, headers=ONE)
    assert (answer.status_code, answer.json()["status"]) == (413, 413)


@pytest.mark.parametrize(
    "kind",
    ["", "text/plain", "application/xml", "application/json; charset=latin1", "application/jsonx"],
)
async def test_another_kind_of_content_is_refused(client: httpx.AsyncClient, kind: str) -> None:
    answer = await _post(client, _event(examples.payment()), {"Content-Type": kind})
    assert answer.status_code == 415


async def test_a_media_type_is_read_as_http_writes_it(client: httpx.AsyncClient) -> None:
    headers = {"Content-Type": 'Application/CloudEvents+JSON; charset="UTF-8"'}
    assert (await _post(client, _event(examples.payment()), headers)).status_code == 202


async def test_what_may_not_be_durable_is_not_taken_in(
    client: httpx.AsyncClient, topics: Topics
) -> None:
    topics.broken = ConnectionError("no broker")
    answer = await _post(client, _event(examples.payment()))
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "5")
    assert "broker" not in answer.text
