"""A load of cases over all six act topics: plain, numbered, the same for the same numbers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from enforcement import acts
from enforcement.act import Act
from enforcement.envelope import Envelope

SOURCE = "urn:nld:oin:00000099000000001000:systeem:proef"
ACTS_PER_CASE = 20
FIRST_TICK, LAST_TICK = "2025-09-30", "2025-10-03"

_FORMS: tuple[dict[str, Any], ...] = (
    {"aard": "beeindigen", "per": "week", "begunstiging_until": "2025-03-02"},
    {"aard": "beeindigd_houden", "per": "dag", "begunstiging_until": "2025-03-31"},
    {"aard": "herhaling_voorkomen", "per": "overtreding", "per_dag_max": 1},
    {"aard": "beeindigen", "per": "ineens", "begunstiging_until": "2025-04-30"},
)


def envelopes(case: str, number: int) -> Iterator[Envelope]:
    """The acts of one case, in order of day."""
    for raw in _acts(number):
        act = acts.read(raw)
        assert isinstance(act, Act), act
        yield Envelope(case, SOURCE, act)


def _acts(number: int) -> Iterator[dict[str, Any]]:
    part = {
        "onderdeel": "a",
        "norm": "Spoorwegwet art. 16",
        "verplichting": "herstellen wat als hersteld is geregistreerd",
        "cents": 100_000 + number % 7 * 10_000,
        "cents_max": 2_000_000,
        **_FORMS[number % len(_FORMS)],
    }
    wie = {"naam": "ProRail B.V.", "kvk": "30124359"}
    yield _act("zaak-geopend", "open", "2025-01-31", onderwerp="wissels", overtreder=wie)
    order = {"kenmerk": f"ILT/{number}", "grondslag": "spoorwegwet", "onderdelen": [part]}
    yield _act("last-opgelegd", "last", "2025-02-03", **order)
    yield _act("bezwaar-gemaakt", "bezwaar", "2025-02-10", tegen="last")
    for index, day in enumerate(("03-20", "04-10", "05-05", "05-20", "06-02", "06-16", "07-01")):
        breach = {"on": f"2025-{day}", "kenmerk": f"W{index}"}
        fields = {"onderdeel": "a", "nageleefd": False, "overtredingen": [breach]}
        yield _act("bevinding-vastgesteld", f"b{index}", f"2025-{day}", **fields)
    yield _act("bezwaar-beslist", "bob", "2025-04-14", bezwaar="bezwaar", dictum="ongegrond")
    yield _act("beroep-ingesteld", "beroep", "2025-05-01", tegen="bob")
    yield _act("invordering-beschikt", "invordering", "2025-07-10", cents=300_000)
    yield _act("betaling-ontvangen", "p1", "2025-07-15", cents=50_000 + number % 1_000)
    yield _act("betaling-ontvangen", "p2", "2025-08-15", cents=25_000)
    ruling = {"rechtsmiddel": "beroep", "instantie": "rechtbank Rotterdam", "dictum": "ongegrond"}
    yield _act("uitspraak-gedaan", "uitspraak", "2025-08-20", **ruling)
    yield _act(
        "kennisgeving-bezorgd", "k1", "2025-08-21", notice="n1", kanaal="proef", uitkomst="bezorgd"
    )
    yield _act(
        "handeling-ingetrokken", "terug", "2025-08-25", handeling="b1", reden="verkeerd spoor"
    )
    yield _act("aangemaand", "aanmaning", "2025-09-01")
    yield _act("zaak-gesloten", "dicht", "2025-09-20", reden="proef")


def _act(kind: str, name: str, on: str, **fields: Any) -> dict[str, Any]:
    return {"act": kind, "id": name, "on": on, **fields}


def daily(case: str) -> Iterator[Envelope]:
    """A case in which a dwangsom falls every day, far from its maximum."""
    part = {
        "onderdeel": "a",
        "norm": "Spoorwegwet art. 16",
        "verplichting": "herstellen wat als hersteld is geregistreerd",
        "aard": "beeindigen",
        "per": "dag",
        "cents": 100,
        "cents_max": 10_000_000,
        "begunstiging_until": "2025-09-01",
    }
    order = {"kenmerk": "ILT/D", "grondslag": "spoorwegwet", "onderdelen": [part]}
    act = acts.read(_act("last-opgelegd", "last", "2025-08-01", **order))
    assert isinstance(act, Act), act
    yield Envelope(case, SOURCE, act)
