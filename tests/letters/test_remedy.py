"""The remedy clause of a collection decision: with a case on the order pending, and without one."""

from typing import Any

import pytest

from tests.letters.test_view import FOUND, LAST, collect, text, view

KIND = "invorderingsbeschikking"
OWN = "U kunt bezwaar maken bij de Staatssecretaris"
INV = collect("inv", "2026-09-01", cents=2_500_000)
BEZWAAR = {"act": "bezwaar-gemaakt", "id": "bz", "on": "2026-05-20", "tegen": "last"}
BOB = {"act": "bezwaar-beslist", "id": "bob", "on": "2026-07-01", "bezwaar": "bz"}
BOB = {**BOB, "dictum": "ongegrond"}
BEROEP = {"act": "beroep-ingesteld", "id": "br", "on": "2026-07-20", "tegen": "bob"}
UITSPRAAK = {"act": "uitspraak-gedaan", "id": "us", "on": "2026-08-10", "rechtsmiddel": "br"}
UITSPRAAK = {**UITSPRAAK, "instantie": "Rechtbank", "dictum": "ongegrond"}
HOGER = {"act": "hoger-beroep-ingesteld", "id": "hb", "on": "2026-08-20", "tegen": "us"}
TO_COURT = {"act": "rechtstreeks-beroep-ingestemd", "id": "rb", "on": "2026-06-01", "bezwaar": "bz"}


def clause(*acts: dict[str, Any], grondslag: str = "spoorwegwet") -> dict[str, Any]:
    order = {**LAST, "grondslag": grondslag}
    found: dict[str, Any] = view(KIND, "2026-09-01", order, FOUND, *acts, INV)["rechtsmiddel"]
    return found


def said(*acts: dict[str, Any], grondslag: str = "spoorwegwet") -> str:
    order = {**LAST, "grondslag": grondslag}
    return text(KIND, "2026-09-01", order, FOUND, *acts, INV)


@pytest.mark.parametrize(
    "acts",
    [
        (),
        (BEZWAAR, BOB),
        (BEZWAAR, BOB, BEROEP, UITSPRAAK),
        (BEZWAAR, {"act": "rechtsmiddel-ingetrokken", "id": "w", "on": "2026-06-02"}),
        ({**BEZWAAR, "tegen": "elders"},),
    ],
)
def test_with_no_case_on_the_order_pending_the_decision_has_its_own_objection(
    acts: tuple[dict[str, Any], ...],
) -> None:
    acts = tuple({**act, "rechtsmiddel": "bz"} if act["id"] == "w" else act for act in acts)
    assert (clause(*acts)["soort"], clause(*acts)["until"]) == ("bezwaar", "2026-10-13")
    letter = said(*acts)
    assert OWN in letter
    assert "Loopt tegen de last een bezwaar, beroep of hoger beroep" in letter
    assert "loopt al een" not in letter


@pytest.mark.parametrize(
    ("acts", "grondslag", "expected"),
    [
        (
            (BEZWAAR,),
            "spoorwegwet",
            "een bezwaar bij de Staatssecretaris van Infrastructuur en Waterstaat, ingediend",
        ),
        ((BEZWAAR, TO_COURT), "spoorwegwet", "een beroep bij de rechtbank Rotterdam"),
        ((BEZWAAR, BOB, BEROEP), "spoorwegwet", "een beroep bij de rechtbank Rotterdam, ingediend"),
        ((BEZWAAR, BOB, BEROEP), "wvgs", "een beroep bij de rechtbank, ingediend op 20 juli 2026"),
        (
            (BEZWAAR, BOB, BEROEP, UITSPRAAK, HOGER),
            "spoorwegwet",
            "een hoger beroep bij het College van Beroep voor het bedrijfsleven, ingediend",
        ),
        (
            (BEZWAAR, BOB, BEROEP, UITSPRAAK, HOGER),
            "overig",
            "een hoger beroep bij de Afdeling bestuursrechtspraak van de Raad van State",
        ),
    ],
)
def test_with_a_case_on_the_order_pending_that_case_covers_the_decision(
    acts: tuple[dict[str, Any], ...], grondslag: str, expected: str
) -> None:
    assert clause(*acts, grondslag=grondslag)["soort"] == "lopende_procedure"
    letter = said(*acts, grondslag=grondslag)
    assert f"Tegen de last onder dwangsom loopt al {expected}" in letter
    assert "Die procedure gaat ook over dit besluit, voor zover u het betwist" in letter
    assert OWN not in letter
    assert "vragen om een voorlopige voorziening (artikelen 5:39, vierde lid" in letter


def test_whom_to_tell_and_whom_to_ask_for_interim_relief_follow_the_procedure() -> None:
    objection = said(BEZWAAR)
    assert "weten aan de Staatssecretaris van Infrastructuur en Waterstaat" in objection
    assert "de voorzieningenrechter van de rechtbank Rotterdam vragen" in objection
    assert "afschrift" not in objection
    ordinary = said(BEZWAAR, grondslag="wvgs")
    assert "van de rechtbank in het rechtsgebied waar u gevestigd bent vragen" in ordinary
    further = said(BEZWAAR, BOB, BEROEP, UITSPRAAK, HOGER)
    assert "weten aan het College van Beroep voor het bedrijfsleven" in further
    assert "Stuur zo mogelijk een afschrift van dit besluit mee" in further
    assert "de voorzieningenrechter van het College van Beroep" in further


def test_a_remedy_against_an_earlier_collection_is_no_case_on_the_order() -> None:
    first = {**INV, "id": "inv0", "on": "2026-08-01", "letter": "elsewhere"}
    against = {**BEZWAAR, "id": "bz0", "on": "2026-08-10", "tegen": "inv0"}
    second = collect("inv", "2026-09-01", cents=2_500_000)
    found = view(KIND, "2026-09-01", LAST, FOUND, first, against, second)
    assert found["rechtsmiddel"]["soort"] == "bezwaar"
