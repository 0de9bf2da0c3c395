"""One whole example of every act: every field it may have, filled in. Tests break one at a time."""

from __future__ import annotations

import copy
from typing import Any, Final, TypeAlias

from enforcement import acts
from enforcement.acts._groups import Besluit

Raw: TypeAlias = dict[str, Any]
Steps: TypeAlias = tuple[str | int, ...]

_RELIEF: Final[Raw] = {
    "strekking": "last_geschorst",
    "from_on": "2025-05-01",
    "until": "2025-06-01",
    "begunstiging_until": "2025-07-01",
    "onderdelen": ["a"],
}
_CHANGES: Final[list[Raw]] = [
    {
        "onderdeel": "a",
        "cents": 10_000,
        "cents_max": 50_000,
        "begunstiging_until": "2025-07-01",
        "vervallen": False,
    }
]
_PART: Final[Raw] = {
    "onderdeel": "a",
    "norm": "Spoorwegwet art. 16",
    "verplichting": "herstel het wissel",
    "aard": "beeindigen",
    "per": "overtreding",
    "cents": 500_000,
    "cents_max": 5_000_000,
    "gedeelte_telt": True,
    "telt_als": "elke wissel per dag is één overtreding",
    "per_dag_max": 1,
    "per_week_max": 2,
    "per_plaats_per_dag_max": 1,
    "begunstiging_until": "2025-03-31",
    "begunstiging_tekst": "binnen vier weken na verzending",
    "concessie_boete": True,
}
_COURT: Final[Raw] = {
    "instantie": "Rechtbank Rotterdam",
    "zaaknummer": "ROT 25/1",
    "kanaal": "post",
    "gepost_on": "2025-04-10",
    "eerder_ontvangen_on": "2025-04-09",
}

_OWN: Final[dict[str, Raw]] = {
    "zaak-geopend": {
        "onderwerp": "wissels Woerden",
        "overtreder": {"naam": "ProRail B.V.", "kvk": "30124359", "adres": "Utrecht"},
        "bevoegd_gezag": "ILT",
        "behandelaar": "m-12",
        "overgenomen_on": "2025-03-01",
        "fictief": True,
    },
    "bevinding-vastgesteld": {
        "onderdeel": "a",
        "nageleefd": True,
        "nageleefd_on": "2025-04-01",
        "overtredingen": [{"on": "2025-04-01", "kenmerk": "W-1", "plaats": "Woerden"}],
        "rapport": {
            "nummer": "R-1",
            "inspecteur": "i-7",
            "ondertekend_on": "2025-04-02",
            "methode": "veldcontrole",
            "beschrijving": "gezien",
        },
    },
    "voornemen-verzonden": {"zienswijze_until": "2025-04-15"},
    "last-opgelegd": {
        "kenmerk": "ILT-2025/101",
        "grondslag": "spoorwegwet",
        "onderdelen": [_PART],
        "cents_max": 9_000_000,
        "motivering": "de overtreding raakt de veiligheid",
        "zienswijze_reactie": "de zienswijze verandert dit niet",
    },
    "last-gewijzigd": {
        "werking": "ex_tunc",
        "from_on": "2025-04-01",
        "grond": "5:34",
        "onderdelen": _CHANGES,
    },
    "last-ingetrokken": {"werking": "ex_tunc", "grond": "5:34", "onderdelen": ["a"]},
    "last-opgeschort": {
        "from_on": "2025-05-01",
        "until": "2025-06-01",
        "grond": "5:34",
        "onderdelen": ["a"],
    },
    "invordering-voorgenomen": {"zienswijze_until": "2025-05-15"},
    "invordering-beschikt": {
        "cents": 500_000,
        "verbeurtes": ["a-2025-04-01"],
        "motivering": "niets staat aan invordering in de weg",
        "zienswijze_reactie": "de zienswijze verandert dit niet",
    },
    "uitstel-verleend": {"from_on": "2025-05-01", "until": "2025-06-01", "rente_loopt": False},
    "aangemaand": {"vergoeding_cents": 900},
    "dwangbevel-uitgevaardigd": {},
    "kwijtgescholden": {"cents": 100},
    "bezwaar-beslist": {
        "bezwaar": "bez",
        "dictum": "gegrond",
        "gevolg": "gewijzigd",
        "werking": "ex_nunc",
        "onderdelen": _CHANGES,
        "kennelijk": False,
    },
    "beslistermijn-verdaagd": {"bezwaar": "bez", "weeks": 6},
    "rente-vastgesteld": {"cents": 2_500},
    "executiemaatregel-getroffen": {"soort": "beslag op een rekening"},
    "verzoek-afgewezen": {"verzoek": "verz"},
    "hersteltermijn-gegeven": {"bezwaar": "bez", "until": "2025-06-01"},
    "rechtstreeks-beroep-ingestemd": {"bezwaar": "bez"},
    "insolventie-uitgesproken": {
        "soort": "surseance",
        "from_on": "2025-05-01",
        "until": "2025-06-01",
    },
    "zaak-gesloten": {"reden": "alles betaald"},
    "zienswijze-ontvangen": {"tegen": "voornemen"},
    "bezwaar-gemaakt": {
        "tegen": "last",
        "kanaal": "post",
        "gepost_on": "2025-04-10",
        "adviescommissie": True,
        "verschoonbaar": True,
        "eerder_ontvangen_on": "2025-04-09",
        "storing": True,
        "andere_weg": True,
    },
    "beroep-ingesteld": {"tegen": "bob", **_COURT},
    "hoger-beroep-ingesteld": {"tegen": "uit", **_COURT},
    "voorlopige-voorziening-verzocht": {"bij": "bez"},
    "rechtsmiddel-ingetrokken": {"rechtsmiddel": "bez"},
    "verzoek-om-invordering": {"belanghebbende": "partij-3"},
    "verzoek-om-opheffing": {},
    "verzoek-om-uitstel": {},
    "ingebreke-gesteld": {"bezwaar": "bez", "onredelijk_laat": True},
    "voorlopige-voorziening-getroffen": {"verzoek": "vovo", **_RELIEF},
    "voorlopige-voorziening-afgewezen": {"verzoek": "vovo"},
    "uitspraak-gedaan": {
        "rechtsmiddel": "ber",
        "instantie": "Rechtbank Rotterdam",
        "verzonden_on": "2025-05-02",
        "ecli": "ECLI:NL:RBROT:2025:1",
        "dictum": "gegrond",
        "gevolg": "last_gewijzigd",
        "werking": "ex_nunc",
        "from_on": "2025-05-01",
        "onderdelen": _CHANGES,
        "schorsing": _RELIEF,
        "vereenvoudigd": True,
    },
    "griffierecht-gevraagd": {
        "rechtsmiddel": "ber",
        "voorlopige_voorziening": True,
        "until": "2025-06-01",
    },
    "gronden-toegezonden": {"rechtsmiddel": "ber"},
    "tussenuitspraak-gedaan": {"rechtsmiddel": "ber", "herstel_until": "2025-07-01"},
    "betaling-ontvangen": {"cents": 500_000, "kenmerk": "overboeking 1"},
    "terugbetaling-gedaan": {"cents": 100},
    "kennisgeving-bezorgd": {
        "notice": "593e4f62-6ad7-5f6f-985b-b966ec644f9c",
        "kanaal": "post",
        "uitkomst": "verzonden",
        "bewijs": "3S123",
    },
    "handeling-ingetrokken": {"handeling": "b1", "reden": "vergissing"},
    "dag-aangebroken": {},
}
_EVERY: Final[Raw] = {
    "on": "2025-04-20",
    "recorded_at": "2025-04-21T09:30:00+02:00",
    "by": "m-12",
    "approved_by": "m-13",
    "note": "gezien en akkoord",
    "letter": "elsewhere",
}

_SENDING: Final[Raw] = {
    "elektronisch_bereikbaar": True,
    "geattendeerd": True,
    "rechtsmiddelverwijzing": True,
}

KINDS: Final = tuple(_OWN)


def whole(kind: str) -> Raw:
    """The example of an act, each time a copy of its own."""
    sending = _SENDING if issubclass(acts.CATALOGUE[kind], Besluit) else {}
    return copy.deepcopy({"act": kind, "id": "x1", **_EVERY, **sending, **_OWN[kind]})


def value_at(raw: Raw, steps: Steps) -> Any:
    """What stands at a place."""
    found: Any = raw
    for step in steps:
        found = found[step]
    return found


def changed(kind: str, steps: Steps, value: object) -> Raw:
    """The example of an act with another value at one place."""
    raw = whole(kind)
    value_at(raw, steps[:-1])[steps[-1]] = value
    return raw


def places(kind: str) -> list[tuple[Steps, Any]]:
    """Every place of an example that holds no group, with what stands there."""
    return [(steps, value) for steps, value in _walk((), whole(kind)) if steps != ("act",)]


def groups(kind: str) -> list[Steps]:
    """Every place of an example that holds a group of fields, the act itself among them."""
    return [()] + [steps for steps, value in _walk((), whole(kind), groups=True) if value]


def path(steps: Steps) -> str:
    """A place as a person reads it."""
    text = ""
    for step in steps:
        text += f"[{step}]" if isinstance(step, int) else f".{step}" if text else step
    return text


def _walk(steps: Steps, value: Any, *, groups: bool = False) -> list[tuple[Steps, Any]]:
    if isinstance(value, dict):
        own = [(steps, value)] if groups and steps else []
        inner = [_walk((*steps, key), field, groups=groups) for key, field in value.items()]
        return [*own, *(pair for found in inner for pair in found)]
    if isinstance(value, list):
        inner = [_walk((*steps, at), field, groups=groups) for at, field in enumerate(value)]
        return [pair for found in inner for pair in found]
    return [] if groups else [(steps, value)]
