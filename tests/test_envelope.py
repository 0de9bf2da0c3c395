"""CloudEvent there and back, and everything that is wrong with one at once."""

import json
from typing import Any

import pytest

from enforcement import acts, envelope
from enforcement.act import Act
from enforcement.envelope import Envelope
from enforcement.values import Refusal

SOURCE = "urn:nld:oin:00000099000000001000:systeem:proef"
CASE = "LOD/2025-0001"


def payment(**fields: Any) -> Act:
    raw = {"act": "betaling-ontvangen", "id": "p1", "on": "2025-03-01", "cents": 5, **fields}
    act = acts.read(raw)
    assert isinstance(act, Act), act
    return act


def event(**attributes: Any) -> bytes:
    raw = json.loads(envelope.write(Envelope(CASE, SOURCE, payment())))
    whole = {**raw, **attributes}
    return json.dumps({k: v for k, v in whole.items() if v is not None}).encode()


def refused(content: bytes) -> list[str]:
    found = envelope.read(content)
    assert isinstance(found, tuple), found
    return [str(one) for one in found]


def test_an_act_goes_out_and_comes_back_the_same() -> None:
    sent = Envelope(CASE, SOURCE, payment(recorded_at="2025-03-02T08:00:00+01:00"))
    back = envelope.read(envelope.write(sent))
    assert isinstance(back, Envelope)
    assert (back.case, back.source, back.act.digest) == (CASE, SOURCE, sent.act.digest)


def test_time_is_the_moment_of_recording_and_the_day_in_law_stands_in_data() -> None:
    raw = json.loads(envelope.write(Envelope(CASE, SOURCE, payment())))
    assert (raw["time"], raw["data"]["on"]) == ("2025-03-01T11:00:00Z", "2025-03-01")
    assert (raw["id"], raw["subject"]) == (f"{CASE}/p1", CASE)
    assert raw["type"] == "nl.lasten-onder-dwangsom.betaling-ontvangen.v1"
    assert "act" not in raw["data"]
    assert "recorded_at" not in raw["data"]


@pytest.mark.parametrize("kind", acts.CATALOGUE)
def test_every_act_has_a_type_without_an_organisation_and_with_one_version(kind: str) -> None:
    assert envelope.type_of(kind) == f"nl.lasten-onder-dwangsom.{kind}.v1"


@pytest.mark.parametrize(
    ("attributes", "place"),
    [
        ({"source": "urn:nld:oin:123:systeem:x"}, "source"),
        ({"source": None}, "source"),
        ({"type": "nl.lasten-onder-dwangsom.betaling-ontvangen.v2"}, "type"),
        ({"type": "nl.lasten-onder-dwangsom.iets-anders.v1"}, "type"),
        ({"time": "2025-03-01T12:00:00"}, "time"),
        ({"time": None}, "time"),
        ({"specversion": "0.3"}, "specversion"),
        ({"datacontenttype": "text/plain"}, "datacontenttype"),
        ({"subject": "lod-1"}, "subject"),
        ({"id": "p1"}, "id"),
        ({"attributenaamvanmeerdan20": "x"}, "attributenaamvanmeerdan20"),
        ({"data": None}, "data"),
        ({"data": {"id": "p1", "on": "2025-03-01", "cents": -5}}, "data.cents"),
        ({"data": {"id": "p1", "on": "2025-03-01", "cents": 5, "act": "x"}}, "data.act"),
    ],
)
def test_what_the_profile_asks_is_refused_at_its_place(
    attributes: dict[str, Any], place: str
) -> None:
    found = envelope.read(event(**attributes))
    assert isinstance(found, tuple)
    assert place in {one.place for one in found}


def test_all_errors_are_told_at_once() -> None:
    places = {one.partition(":")[0] for one in refused(b'{"type": "x", "data": {}}')}
    assert places >= {"type", "time", "source", "id", "specversion", "datacontenttype"}


@pytest.mark.parametrize(
    "content", [b"", b"\xff", b"[]", b'"x"', b'{"a":1,"a":2}', b'{"a":NaN}', b"[" * 100_000]
)
def test_what_is_no_event_is_refused_in_one_line(content: bytes) -> None:
    (only,) = refused(content)
    assert only.startswith("bericht: ")


def test_an_unknown_field_is_kept_on_the_stream_and_refused_at_the_door() -> None:
    newer = event(data={"id": "p1", "on": "2025-03-01", "cents": 5, "nieuw": "x"})
    assert envelope.read(newer) == (Refusal("data.nieuw", "onbekend veld", "'x'"),)
    kept = envelope.read(newer, unknown_fields="allow")
    assert isinstance(kept, Envelope)
    assert kept.act.body["nieuw"] == "x"
