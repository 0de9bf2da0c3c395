"""Records as the topics hold them, made by the real core."""

import json
from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any

from enforcement import acts, envelope, notices
from enforcement.act import Act
from enforcement.dossier import Dossier
from enforcement.envelope import Envelope
from enforcement.readmodel.rows import Record

SOURCE = "urn:nld:oin:00000099000000001000:systeem:proef"
MORNING = datetime(2025, 5, 1, 9, tzinfo=UTC)


def act(kind: str, name: str, on: str, **fields: Any) -> Act:
    made = acts.read({"act": kind, "id": name, "on": on, **fields}, unknown_fields="allow")
    assert isinstance(made, Act), made
    return made


def last(name: str = "last", on: str = "2025-03-01") -> Act:
    part = {
        "onderdeel": "a",
        "norm": "Spoorwegwet art. 16",
        "verplichting": "herstel de overweg",
        "aard": "beeindigen",
        "per": "dag",
        "cents": 500_000,
        "cents_max": 5_000_000,
        "begunstiging_until": "2025-03-31",
    }
    return act(
        "last-opgelegd", name, on, grondslag="spoorwegwet", kenmerk="ILT/1", onderdelen=[part]
    )


def finding(name: str = "b1", on: str = "2025-04-20", **fields: Any) -> Act:
    return act("bevinding-vastgesteld", name, on, onderdeel="a", nageleefd=False, **fields)


def payment(name: str = "p1", on: str = "2025-05-01", cents: int = 100, **fields: Any) -> Act:
    return act("betaling-ontvangen", name, on, cents=cents, **fields)


def act_record(offset: int, case: str, made: Act, source: str = SOURCE) -> Record:
    value = envelope.write(Envelope(case, source, made))
    return Record(offset, case.encode("ascii"), value)


def reckoned(case: str, on: str, found: Sequence[Act]) -> bytes:
    return notices.answer(Dossier.of(case, found), date.fromisoformat(on)).to_json()


def timeline(reckoning: bytes | None, state: str = "ok", issued: Sequence[Any] = ()) -> bytes:
    told = json.dumps(list(issued)).encode("ascii")
    return b'{"reckoning":%b,"issued":%b,"previous_digest":null,"state":"%b"}' % (
        reckoning or b"null",
        told,
        state.encode("ascii"),
    )


def timeline_record(offset: int, case: str, on: str, found: Sequence[Act]) -> Record:
    return Record(offset, case.encode("ascii"), timeline(reckoned(case, on, found)))
