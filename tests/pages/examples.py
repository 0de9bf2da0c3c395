"""Cases as pages show them: one for each way in which a page looks different."""

from typing import Any, Final

from enforcement.act import Act
from tests.readmodel.examples import act

DETECTION: Final = "LOD-2026-0147"
BREACHES: Final = "LOD-2026-0200"
LUMP: Final = "LOD-2026-0300"
PARTS: Final = "LOD-2026-0400"
INTENDED: Final = "LOD-2026-0500"
HUNDREDS: Final = "LOD/2025/0600"
GRACE: Final = "LOD-2026-0700"
WITHDRAWN: Final = "LOD-2026-0800"
SUSPENDED: Final = "LOD-2026-0900"


def part(name: str = "a", **fields: Any) -> dict[str, Any]:
    standard = {
        "onderdeel": name,
        "norm": "Spoorwegwet art. 16",
        "verplichting": "Voorzie elke overweg van goedgekeurde obstakeldetectie.",
        "aard": "beeindigen",
        "per": "week",
        "cents": 2_500_000,
        "cents_max": 25_000_000,
    }
    return standard | fields


def opened(on: str, onderwerp: str, **fields: Any) -> Act:
    overtreder = {"naam": "ProRail B.V."}
    standard = {"onderwerp": onderwerp, "overtreder": overtreder, "behandelaar": "4711"}
    return act("zaak-geopend", "zaak", on, **(standard | fields))


def last(on: str, *parts: dict[str, Any], **fields: Any) -> Act:
    kenmerk = "ILT-2026/4711"
    standard = {"grondslag": "spoorwegwet", "kenmerk": kenmerk, "onderdelen": list(parts)}
    return act("last-opgelegd", "last", on, **(standard | fields))


def finding(name: str, on: str, *, nageleefd: bool | None = False, **fields: Any) -> Act:
    return act("bevinding-vastgesteld", name, on, nageleefd=nageleefd, **fields)


def detection() -> list[Act]:
    rapport = {"inspecteur": "8812", "methode": "veldcontrole", "beschrijving": "hercontrole"}
    signed = {"nummer": "HC-8", "ondertekend_on": "2026-09-01"}
    late = {"recorded_at": "2026-05-26T09:00:00+02:00"}
    hold = {"from_on": "2026-07-08", "until": "2026-08-04"}
    return [
        opened("2026-04-01", "Obstakeldetectie op overwegen niet goedgekeurd", fictief=True),
        act("voornemen-verzonden", "voornemen", "2026-04-02", zienswijze_until="2026-04-20"),
        last("2026-04-28", part(begunstiging_until="2026-06-09")),
        act("bezwaar-gemaakt", "bezwaar", "2026-05-22", tegen="last", **late),
        finding("b4", "2026-07-07", onderdeel="a"),
        act("last-opgeschort", "opschorting", "2026-07-08", **hold),
        act("invordering-beschikt", "invordering", "2026-08-20", cents=10_000_000),
        act("aangemaand", "aanmaning", "2026-08-24"),
        finding("b8", "2026-09-01", onderdeel="a", rapport=rapport | signed),
    ]


def breaches() -> list[Act]:
    terms: dict[str, Any] = {
        "aard": "herhaling_voorkomen",
        "per": "overtreding",
        "cents_max": 10_000_000,
    }
    seen = [
        {"on": "2026-06-10", "kenmerk": "sein-12", "plaats": "Utrecht"},
        {"on": "2026-06-18", "kenmerk": "sein-7", "plaats": "Zwolle"},
    ]
    return [
        opened("2026-05-01", "Rijden door rood sein"),
        last("2026-05-05", part(begunstiging_until="2026-06-01", **terms)),
        finding("f1", "2026-06-20", onderdeel="a", overtredingen=seen),
    ]


def lump() -> list[Act]:
    terms: dict[str, Any] = {"per": "ineens", "cents": 5_000_000, "cents_max": 5_000_000}
    return [
        opened("2026-06-01", "Geen veiligheidsattest voor de werkplaats"),
        last("2026-06-02", part(begunstiging_until="2026-08-01", **terms)),
        finding("g1", "2026-08-10", onderdeel="a"),
        act("betaling-ontvangen", "p1", "2026-08-20", cents=5_000_000),
    ]


def parts() -> list[Act]:
    daily: dict[str, Any] = {"per": "dag", "cents": 100_000, "cents_max": 3_000_000}
    monthly: dict[str, Any] = {"per": "maand", "cents": 4_000_000, "cents_max": 8_000_000}
    order = last(
        "2026-03-10",
        part("a", begunstiging_until="2026-04-30"),
        part("b", begunstiging_until="2026-05-31", **daily),
        part("c", begunstiging_until="2026-08-31", **monthly),
        cents_max=30_000_000,
    )
    return [
        opened("2026-03-01", "Drie gebreken aan de werkplaats Onnen"),
        order,
        finding("h1", "2026-05-20", onderdeel="a"),
        finding("h2", "2026-06-15", onderdeel="b"),
        finding("h3", "2026-07-01", nageleefd=True, onderdeel="a"),
    ]


def intended() -> list[Act]:
    until = {"zienswijze_until": "2026-09-15"}
    return [
        opened("2026-08-20", "Geluidscherm ontbreekt"),
        act("voornemen-verzonden", "voornemen", "2026-08-25", **until),
    ]


def hundreds() -> list[Act]:
    terms: dict[str, Any] = {"per": "dag", "cents": 50_000, "cents_max": 20_000_000}
    return [
        opened("2025-01-02", "Emplacement Kijfhoek: wissels niet vergrendeld"),
        last("2025-01-10", part(begunstiging_until="2025-02-10", **terms)),
        finding("k1", "2026-06-01", onderdeel="a"),
    ]


def grace() -> list[Act]:
    return [last("2026-08-20", part(begunstiging_until="2026-10-01"))]


def withdrawn() -> list[Act]:
    gone = {"handeling": "m1", "reden": "verkeerde zaak"}
    return [
        opened("2026-02-01", "Remproef niet uitgevoerd"),
        last("2026-02-02", part(begunstiging_until="2026-03-01", cents_max=10_000_000)),
        finding("m1", "2026-07-01", nageleefd=True, onderdeel="a"),
        act("handeling-ingetrokken", "terug", "2026-07-02", **gone),
        act("last-ingetrokken", "intrekking", "2026-08-01"),
    ]


def suspended() -> list[Act]:
    until = {"until_after": {"weeks": 6, "after": "beslissing_op_bezwaar"}}
    ruling = {"verzoek": "verzoek", "strekking": "last_geschorst", **until}
    return [
        opened("2026-02-01", "Spoorstaven niet geslepen"),
        last("2026-02-02", part(begunstiging_until="2026-03-01", cents_max=10_000_000)),
        act("bezwaar-gemaakt", "bezwaar", "2026-03-01", tegen="last"),
        act("voorlopige-voorziening-verzocht", "verzoek", "2026-03-02", bij="bezwaar"),
        finding("n1", "2026-03-20", onderdeel="a"),
        act("voorlopige-voorziening-getroffen", "schorsing", "2026-03-25", **ruling),
    ]


CASES: Final = {
    DETECTION: detection,
    BREACHES: breaches,
    LUMP: lump,
    PARTS: parts,
    INTENDED: intended,
    HUNDREDS: hundreds,
    GRACE: grace,
    WITHDRAWN: withdrawn,
    SUSPENDED: suspended,
}
