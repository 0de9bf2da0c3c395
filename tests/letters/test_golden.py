"""Each letter against its golden: its source, and its text as a reader gets it.

`GOLDEN=write make test ARGS=tests/letters` writes them anew; read the difference before you commit.
"""

import json
from typing import Final

import pytest

from enforcement.letters.view import KINDS
from tests.letters.made import CASES, golden, made, normal, pages, squeezed

LINES_LEAST: Final = 5

SAID: Final = {
    "last-onder-dwangsom": (
        "kenmerk",
        "ILT-2026/101",
        "artikel 16f, vijfde lid, van de Spoorwegwet",
        "€ 25.000,00 voor elke dag dat u niet aan de last voldoet",
        "€ 500.000,00 (artikel 5:32b, tweede lid, Awb)",
        "Voor alle onderdelen samen verbeurt u ten hoogste € 600.000,00",
        "21 april 2026 tot en met zondag 31 mei 2026 (artikel 5:32a, tweede lid, Awb)",
        "ten hoogste 2 per dag",
        "elke storing die niet binnen een uur is gemeld",
        "De last geldt vanaf de dag waarop dit besluit is bekendgemaakt",
        "Een onjuiste melding brengt treinen in gevaar.",
        "de voorzieningenrechter van de rechtbank Rotterdam",
        "van 21 april 2026 tot en met maandag 1 juni 2026",
        "namens deze,",
        "Bezwaar schorst de werking van dit besluit niet (artikel 6:16 Awb)",
    ),
    "verbeurte": (
        "2 dwangsommen",
        "samen € 35.000,00",
        "STORING-2026-99812",
        "€ 475.000,00",
        "€ 140.000,00",
        "20-07-2026",
        "22-07-2026",
        "Deze brief opent geen nieuwe betaaltermijn.",
        "€ 5.000,00 betaald en staat in totaal € 30.000,00 open",
        "u kunt er daarom geen bezwaar tegen maken",
    ),
    "verbeurte-veertig": ("40 dwangsommen", "samen € 400.000,00", "10-07-2026"),
    "verbeurte-zonder-zaak": (
        "een dwangsom van € 10.000,00 hebt verbeurd",
        "niet vermeld",
        "LOD/2026.0149",
        "€ 10.000,00",
    ),
    "maximum-bereikt": (
        "het maximum van de dwangsom is bereikt voor onderdeel a",
        "04-06-2026",
        "€ 100.000,00",
        "Boven het maximum verbeurt u geen dwangsommen (artikel 5:32b, tweede lid, Awb)",
    ),
    "ontvangstbevestiging-bezwaar": (
        "Op 20 mei 2026 heb ik uw bezwaarschrift ontvangen",
        "uiterlijk zijn beslist op maandag 24 augustus 2026",
        "twaalf weken",
        "hoorzitting",
        "ten minste een week ter inzage",
        "de voorzieningenrechter van de rechtbank Rotterdam",
    ),
    "invorderingsbeschikking": (
        "vorder ik € 90.000,00",
        "deel van € 25.000,00",
        "Dit besluit opent geen nieuwe betaaltermijn.",
        "tot en met 1 september 2027",
        "artikel 5:39, eerste lid, van de Algemene wet bestuursrecht, Awb",
        "loopt al een bezwaar bij de Staatssecretaris",
        "Een apart bezwaar tegen dit besluit is daarom niet nodig.",
        "Die termijn is voor al deze bedragen voorbij: u bent in verzuim",
        "Niets wijst erop dat u niet kunt betalen.",
        "U zegt dat de wissel wel is hersteld.",
        "de voorzieningenrechter van de rechtbank Rotterdam",
    ),
}
"""What each letter must say, wherever its lines break."""


@pytest.mark.parametrize("name", CASES)
def test_the_source_is_that_of_the_golden(name: str) -> None:
    fresh = made(name).source
    assert fresh == golden(name, "source.typ", fresh)


@pytest.mark.parametrize("name", CASES)
def test_the_text_is_that_of_the_golden(name: str) -> None:
    fresh = made(name).text
    assert fresh == golden(name, "text.txt", fresh)


@pytest.mark.parametrize("name", CASES)
def test_the_view_is_that_of_the_golden(name: str) -> None:
    fresh = json.dumps(made(name).brief, indent=1, ensure_ascii=False) + "\n"
    assert fresh == golden(name, "brief.json", fresh)


@pytest.mark.parametrize("name", CASES)
def test_a_letter_says_what_it_must(name: str) -> None:
    text = squeezed(made(name).text)
    assert [words for words in SAID[name] if squeezed(words) not in text] == []


@pytest.mark.parametrize("name", CASES)
def test_a_letter_keeps_within_its_pages_and_leaves_none_nearly_empty(name: str) -> None:
    found = pages(made(name).pdf)
    assert len(found) <= made(name).pages_max
    assert all(len(normal(page).splitlines()) >= LINES_LEAST for page in found)


@pytest.mark.parametrize("name", CASES)
def test_every_page_of_a_fictitious_case_says_so_and_of_another_none(name: str) -> None:
    expected = made(name).brief["fictief"]
    found = ["FICTIEF – GEEN RECHTSGEVOLG" in page for page in pages(made(name).pdf)]
    assert found == [expected] * len(found)


@pytest.mark.parametrize("name", CASES)
def test_only_a_besluit_tells_how_to_object(name: str) -> None:
    brief = made(name).brief
    assert brief["besluit"] is (brief["rechtsmiddel"] is not None)
    assert ("Bent u het niet eens met dit besluit?" in made(name).text) is brief["besluit"]


@pytest.mark.parametrize("name", CASES)
def test_no_word_is_broken_for_who_searches_copies_or_has_it_read_aloud(name: str) -> None:
    text = "".join(pages(made(name).pdf))
    assert [sign for sign in "\u200b\u00ad\ufeff\u2060" if sign in text] == []


def test_every_kind_with_a_letter_has_a_golden() -> None:
    assert {made(name).brief["soort"] for name in CASES} == set(KINDS)
