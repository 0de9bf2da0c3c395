"""What is put on the topics: acts of a few cases, days, and what nobody can read.

Each `Letter` says what it must lead to: an act in a dossier, a day passed, or a refusal.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from random import Random
from typing import Any

from enforcement import acts, envelope
from enforcement.act import Act
from enforcement.envelope import Envelope
from streams import clock, codec
from streams.arrivals import CLOCK_TOPIC, partition_of
from streams.ledger import Headers

PARTITIONS = 2
SOURCES = tuple(f"urn:nld:oin:0000000400000000000{n}:systeem:proef" for n in (1, 2))
FIRST_ON = date(2025, 3, 3)


@dataclass(frozen=True)
class Letter:
    """A record with what it must lead to; `reason` for what belongs in quarantine."""

    topic: str
    partition: int
    key: bytes | None
    value: bytes | None
    headers: Headers = ()
    case: str = ""
    act: Act | None = None
    day: date | None = None
    reason: str | None = None

    @property
    def identity(self) -> tuple[str, str, str] | None:
        """Id, body and moment of recording, as a piece holds them."""
        if self.act is None:
            return None
        body = json.dumps(self.act.body, sort_keys=True)
        return (self.act.id, body, codec.instant(self.act.known_at))


def day_after(start: date, days: int) -> date:
    return start + timedelta(days=days)


def case_numbers(random: Random) -> list[str]:
    """A few cases over all partitions, some of them together on one."""
    first = random.randrange(1000)
    return [f"LOD-2025-{first + n:04}" for n in range(random.randint(2, 4))]


@lru_cache(maxsize=5_000)
def tick(partition: int, on: date, source: str) -> Letter:
    """A day for a partition."""
    return Letter(CLOCK_TOPIC, partition, None, clock.tick(partition, on, source), day=on)


def letter(random: Random, case: str, raw: dict[str, Any], recorded_at: datetime) -> Letter:
    """An act on its topic."""
    act = acts.read({**raw, "recorded_at": recorded_at.isoformat()})
    assert isinstance(act, Act), act
    return _on_topic(case, act, random.choice(SOURCES))


def _on_topic(case: str, act: Act, source: str) -> Letter:
    value = envelope.write(Envelope(case, source, act))
    key = case.encode()
    place = partition_of(key, PARTITIONS)
    return Letter(act.topic, place, key, value, (("trace", b"1"),), case=case, act=act)


def drawn(random: Random, case: str) -> Iterator[dict[str, Any]]:
    """The acts of a case as bodies, in no order that matters; some lie ahead of the clock."""
    part = {
        "onderdeel": "a",
        "norm": "n",
        "verplichting": "v",
        "aard": "beeindigen",
        "per": random.choice(["ineens", "dag"]),
        "cents": 1_000,
        "cents_max": 1_000 * random.randint(1, 3),
        "begunstiging_until": str(day_after(FIRST_ON, random.randint(0, 6))),
    }
    if part["per"] == "ineens":
        part["cents_max"] = part["cents"]
    made = {"letter": "made"} if random.random() < 0.7 else {}
    decided = {"grondslag": "spoorwegwet", "kenmerk": case, "onderdelen": [part], **made}
    yield _act(random, "last-opgelegd", "last", **decided)
    yield _act(random, "bevinding-vastgesteld", "b1", onderdeel="a", nageleefd=False)
    more: list[tuple[str, dict[str, Any]]] = [
        ("bevinding-vastgesteld", {"onderdeel": "a", "nageleefd": random.random() < 0.3}),
        ("bezwaar-gemaakt", {"tegen": "last"}),
        ("betaling-ontvangen", {"cents": 100 * random.randint(1, 20)}),
        ("invordering-beschikt", {"cents": 1_000, "letter": "made"}),
        ("handeling-ingetrokken", {"handeling": random.choice(["b1", "last"]), "reden": "r"}),
        ("zaak-gesloten", {"reden": "r", "letter": "made"}),
        ("kennisgeving-bezorgd", {"notice": "n", "kanaal": "post", "uitkomst": "bezorgd"}),
        ("voornemen-verzonden", {"zienswijze_until": "2025-03-20", "letter": "made"}),
    ]
    for number in range(random.randint(1, 5)):
        kind, fields = random.choice(more)
        yield _act(random, kind, f"x{number}", **fields)


def _act(random: Random, kind: str, name: str, **fields: Any) -> dict[str, Any]:
    on = day_after(FIRST_ON, random.randint(0, 14))
    return {"act": kind, "id": name, "on": str(on), **fields}


def recorded(random: Random, on: str) -> datetime:
    """Some moment around the day, at times a little later or before it."""
    moment = datetime.fromisoformat(f"{on}T12:00:00+01:00")
    return moment + timedelta(hours=random.randint(-72, 24))


def poison(random: Random, good: Letter) -> Letter:
    """What nobody can read, in the place of a good letter."""
    raw = json.loads(good.value or b"{}")
    other = f"{good.case}-X"
    key, place = good.key, good.partition
    assert good.act is not None
    other_case = _with(raw, subject=other, id=f"{other}/{good.act.id}")
    taken_back = good.act.kind() == "handeling-ingetrokken"  # travels with any act
    elsewhere = (
        _with(raw, type=envelope.type_of("verzoek-om-uitstel")) if taken_back else good.value
    )
    wrong_place = (place + 1) % PARTITIONS
    kinds: list[tuple[str, bytes | None, int, str, bytes | None]] = [
        ("no-key", None, place, good.topic, good.value),
        ("no-value", key, place, good.topic, None),
        ("wrong-partition", key, wrong_place, good.topic, good.value),
        ("wrong-partition", key, place, good.topic, other_case),
        ("unreadable", key, place, good.topic, b"{"),
        ("unreadable", key, place, good.topic, b"\xff\xfe"),
        ("unreadable", key, place, good.topic, b"[" * 2_000),
        ("unreadable", key, place, good.topic, b"[]"),
        ("unreadable", key, place, good.topic, _with(raw, time="yesterday")),
        ("unreadable", key, place, good.topic, _with(raw, data={"id": "y"})),
        ("unknown-act", key, place, good.topic, _with(raw, type=envelope.type_of("iets-anders"))),
        ("wrong-topic", key, place, "court-outcomes", elsewhere),
        ("unreadable", None, place, CLOCK_TOPIC, b"?"),
        ("no-value", None, place, CLOCK_TOPIC, None),
        ("wrong-topic", None, place, CLOCK_TOPIC, good.value),
        ("invalid-day", None, place, CLOCK_TOPIC, tick(place, date(2095, 1, 1), SOURCES[0]).value),
    ]
    reason, key, place, topic, value = random.choice(kinds)
    return Letter(topic, place, key, value, (("trace", b"2"),), reason=reason)


def _with(raw: dict[str, Any], **changed: Any) -> bytes:
    return json.dumps({**raw, **changed}).encode()
