"""The catalogue is the table of the contract: every act, its topic, its fields."""

from __future__ import annotations

from typing import Final

import pytest
from pydantic import BaseModel

from enforcement import acts
from enforcement.act import Act
from tests.acts import examples

# act, topic, fields; a question mark: may be left out. Contract, section 3.
TABLE: Final = """
zaak-geopend              sanction-decisions  onderwerp overtreder bevoegd_gezag? behandelaar? overgenomen_on? fictief?
bevinding-vastgesteld     inspection-findings onderdeel? nageleefd nageleefd_on? overtredingen? rapport?
voornemen-verzonden       sanction-decisions  zienswijze_until
last-opgelegd             sanction-decisions  kenmerk grondslag onderdelen cents_max? motivering? zienswijze_reactie?
last-gewijzigd            sanction-decisions  werking? from_on? grond? onderdelen
last-ingetrokken          sanction-decisions  werking? grond? onderdelen?
last-opgeschort           sanction-decisions  from_on until grond? onderdelen?
invordering-voorgenomen   sanction-decisions  zienswijze_until?
invordering-beschikt      sanction-decisions  cents verbeurtes? motivering? zienswijze_reactie?
uitstel-verleend          sanction-decisions  from_on? until rente_loopt?
aangemaand                sanction-decisions  vergoeding_cents?
dwangbevel-uitgevaardigd  sanction-decisions
kwijtgescholden           sanction-decisions  cents
bezwaar-beslist           sanction-decisions  bezwaar dictum gevolg? werking? onderdelen? kennelijk?
beslistermijn-verdaagd    sanction-decisions  bezwaar weeks?
rente-vastgesteld         sanction-decisions  cents
executiemaatregel-getroffen sanction-decisions soort
verzoek-afgewezen         sanction-decisions  verzoek
hersteltermijn-gegeven    sanction-decisions  bezwaar until
rechtstreeks-beroep-ingestemd sanction-decisions bezwaar
insolventie-uitgesproken  court-outcomes      soort from_on? until?
zaak-gesloten             sanction-decisions  reden
zienswijze-ontvangen      appeals             tegen?
bezwaar-gemaakt           appeals             tegen kanaal? gepost_on? adviescommissie? verschoonbaar? eerder_ontvangen_on? storing? andere_weg?
beroep-ingesteld          appeals             tegen instantie? zaaknummer? kanaal? gepost_on? eerder_ontvangen_on?
hoger-beroep-ingesteld    appeals             tegen instantie? zaaknummer? kanaal? gepost_on? eerder_ontvangen_on?
voorlopige-voorziening-verzocht appeals       bij
rechtsmiddel-ingetrokken  appeals             rechtsmiddel
verzoek-om-invordering    appeals             belanghebbende
verzoek-om-opheffing      appeals
verzoek-om-uitstel        appeals
ingebreke-gesteld         appeals             bezwaar onredelijk_laat?
voorlopige-voorziening-getroffen court-outcomes verzoek? strekking from_on? until? until_after? begunstiging_until? onderdelen?
voorlopige-voorziening-afgewezen court-outcomes verzoek?
uitspraak-gedaan          court-outcomes      rechtsmiddel instantie verzonden_on? ecli? dictum gevolg? werking? from_on? onderdelen? schorsing? vereenvoudigd?
tussenuitspraak-gedaan    court-outcomes      rechtsmiddel herstel_until
griffierecht-gevraagd     court-outcomes      rechtsmiddel voorlopige_voorziening? until?
gronden-toegezonden       court-outcomes      rechtsmiddel
betaling-ontvangen        payments            cents kenmerk?
terugbetaling-gedaan      payments            cents
kennisgeving-bezorgd      deliveries          notice kanaal uitkomst bewijs?
handeling-ingetrokken     sanction-decisions  handeling reden
dag-aangebroken           clock
"""  # noqa: E501 - a table
ROWS: Final = {row.split()[0]: row.split()[1:] for row in TABLE.strip().splitlines()}
DECISIONS: Final = {
    *("last-opgelegd", "last-gewijzigd", "last-ingetrokken", "last-opgeschort"),
    *("invordering-beschikt", "uitstel-verleend", "kwijtgescholden", "bezwaar-beslist"),
    *("rente-vastgesteld", "verzoek-afgewezen"),
}
# A decision tells besides how it was sent.
BESLUIT: Final = ["elektronisch_bereikbaar?", "geattendeerd?", "rechtsmiddelverwijzing?"]
EVERY_ACT: Final = ["id", "on", "recorded_at?", "by?", "approved_by?", "note?", "letter?"]
GROUPS: Final = {
    ("last-opgelegd", "onderdelen", 0): (
        "onderdeel norm verplichting aard per cents cents_max gedeelte_telt? telt_als? "
        "per_dag_max? per_week_max? per_plaats_per_dag_max? begunstiging_until? "
        "begunstiging_tekst? concessie_boete?"
    ),
    ("last-gewijzigd", "onderdelen", 0): (
        "onderdeel cents? cents_max? begunstiging_until? vervallen?"
    ),
    ("bezwaar-beslist", "onderdelen", 0): (
        "onderdeel cents? cents_max? begunstiging_until? vervallen?"
    ),
    ("uitspraak-gedaan", "onderdelen", 0): (
        "onderdeel cents? cents_max? begunstiging_until? vervallen?"
    ),
    ("uitspraak-gedaan", "schorsing"): (
        "strekking from_on? until? until_after? begunstiging_until? onderdelen?"
    ),
    ("bevinding-vastgesteld", "overtredingen", 0): "on kenmerk plaats?",
    ("bevinding-vastgesteld", "rapport"): "nummer inspecteur ondertekend_on methode beschrijving",
    ("zaak-geopend", "overtreder"): "naam kvk? adres?",
}
DEFAULTS: Final = {
    ("zaak-geopend", "bevoegd_gezag"): "ILT",
    ("last-gewijzigd", "werking"): "ex_nunc",
    ("last-ingetrokken", "werking"): "ex_nunc",
    ("last-ingetrokken", "onderdelen"): None,
    ("uitstel-verleend", "rente_loopt"): True,
    ("bezwaar-beslist", "gevolg"): "in_stand",
    ("bezwaar-beslist", "werking"): "ex_tunc",
    ("beslistermijn-verdaagd", "weeks"): 6,
    ("bezwaar-gemaakt", "kanaal"): "elektronisch",
    ("bezwaar-gemaakt", "adviescommissie"): False,
    ("uitspraak-gedaan", "gevolg"): "in_stand",
    ("uitspraak-gedaan", "werking"): "ex_tunc",
}


def _stated(model: type[BaseModel]) -> set[str]:
    return {
        f"{field.alias or name}{'' if field.is_required() else '?'}"
        for name, field in model.model_fields.items()
    }


def test_the_catalogue_holds_every_act_of_the_contract() -> None:
    assert set(ROWS) <= set(acts.CATALOGUE)


@pytest.mark.parametrize("kind", ROWS)
def test_an_act_has_the_topic_and_the_fields_of_the_contract(kind: str) -> None:
    topic, *fields = ROWS[kind]
    model = acts.CATALOGUE[kind]
    assert model.topic == topic
    sending = BESLUIT if kind in DECISIONS else []
    assert _stated(model) == {*fields, *EVERY_ACT, *sending}


@pytest.mark.parametrize(("kind", "name"), DEFAULTS)
def test_a_field_left_out_means_what_the_contract_says(kind: str, name: str) -> None:
    assert acts.CATALOGUE[kind].model_fields[name].default == DEFAULTS[kind, name]


@pytest.mark.parametrize("place", GROUPS, ids=str)
def test_a_group_of_fields_has_the_fields_of_the_contract(place: examples.Steps) -> None:
    kind, *steps = place
    assert isinstance(kind, str)
    for field in GROUPS[place].split():
        name = field.removesuffix("?")
        raw = examples.whole(kind)
        if name == "until_after":
            _made_of_event(examples.value_at(raw, tuple(steps)))
        elif "until_after" in GROUPS[place] and name == "begunstiging_until":
            continue  # needed or not: it follows from `strekking`
        del examples.value_at(raw, tuple(steps))[name]
        found = acts.read(raw)
        missing = [(examples.path((*steps, name)), "ontbreekt")]
        told = [] if isinstance(found, Act) else [(each.place, each.expected) for each in found]
        assert told == ([] if field.endswith("?") else missing), field


def _made_of_event(relief: examples.Raw) -> None:
    del relief["until"]
    relief["until_after"] = {"weeks": 6, "after": "uitspraak", "from": "verzending"}


@pytest.mark.parametrize("kind", examples.KINDS)
def test_a_whole_example_of_every_act_can_be_read(kind: str) -> None:
    act = acts.read(examples.whole(kind))
    assert isinstance(act, Act), act
    assert act.kind() == kind


def test_there_is_an_example_of_every_act_of_the_contract() -> None:
    assert set(examples.KINDS) == set(ROWS)


@pytest.mark.parametrize("kind", examples.KINDS)
def test_an_example_fills_every_field_that_the_act_has(kind: str) -> None:
    filled = set(examples.whole(kind)) - {"act"}
    stated = {name.removesuffix("?") for name in _stated(acts.CATALOGUE[kind])}
    # Two ways to tell an end exclude each other.
    assert stated - filled <= {"until_after"}


@pytest.mark.parametrize("from_", ["verzending", "uitspraak"])
def test_an_end_after_an_event_is_read_with_the_word_from(from_: str) -> None:
    raw = examples.whole("voorlopige-voorziening-getroffen")
    del raw["until"]
    raw["until_after"] = {"weeks": 6, "after": "uitspraak", "from": from_}
    act = acts.read(raw)
    assert isinstance(act, Act), act
    assert act.body["until_after"] == raw["until_after"]
