"""A receipt shows the steps of a sum, so that whoever doubts it can reckon along on paper."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pytest

from enforcement import intake, notices
from enforcement.reckoning.breaches import reported
from enforcement.reckoning.explain import explain
from enforcement.reckoning.outcome import Reckoning
from enforcement.reckoning.reckon import Workings, work_out
from enforcement.reckoning.sums import MEANINGS, pieces
from tests.test_stories import STORIES

STORY: Final = (
    Path(__file__).parent / "stories/na-een-jaar-verzuim-telt-de-rente-mee-als-hoofdsom.yaml"
)


def answered(path: Path) -> tuple[Reckoning, Workings]:
    """What a story answers, with the workings behind it."""
    case = intake.read_case(path.read_bytes())
    assert isinstance(case, intake.CaseFile)
    assert case.on is not None
    answer = notices.answer(case.dossier, case.on, case.known_at)
    return answer, work_out(case.dossier, case.on, case.known_at)


def receipt(name: str) -> tuple[str, ...]:
    """The lines of the receipt of `name` in the story."""
    return explain(*answered(STORY), name)


def test_the_receipt_of_a_dwangsom_shows_each_period_of_rente() -> None:
    # 10,000 euro x 364/366 x 7% = 696.17; x 2/365 x 6% = 3.29; 10,699.46 x 1/365 x 6% = 1.76.
    lines = receipt("a-2023-11-20")
    at = lines.index("wettelijke rente: € 701,22 (Awb 4:98, BW 6:119)")
    first = "  3 januari 2024 t/m 31 december 2024: 364 dagen van 366, 7% [V] over € 10.000,00"
    assert lines[at + 1 : at + 5] == (
        f"{first}: € 696,17",
        "  1 januari 2025 t/m 2 januari 2025: 2 dagen van 365, 6% [V2] over € 10.000,00: € 3,29",
        "  3 januari 2025 t/m 3 januari 2025: 1 dag van 365, 6% [V2] over € 10.699,46: € 1,76",
        "  samen, pas aan het einde afgerond op hele centen",
    )
    assert lines[at + 5].startswith("conventie: rente over werkelijke dagen")


def test_the_receipt_of_all_rente_names_each_dwangsom() -> None:
    assert "  a-2023-11-20: € 701,22" in receipt("rente")


def test_the_receipt_of_a_part_has_no_rente() -> None:
    assert not [line for line in receipt("a") if "rente" in line]


def test_a_receipt_ends_with_its_acts_the_texts_read_and_how_sure_they_are() -> None:
    lines = receipt("a-2023-11-20")
    at = next(i for i, line in enumerate(lines) if line.startswith("handelingen: "))
    acts = "last (last-opgelegd, 16 oktober 2023), b1 (bevinding-vastgesteld, 4 december 2023)"
    assert lines[at:] == (
        f"handelingen: {acts}, inv (invordering-beschikt, 4 maart 2024)",
        "wet: Awb (BWBR0005537), tekst zoals geldig op 1 januari 2026 [V]",
        "wet: Atw (BWBR0002448), tekst zoals geldig sinds 2010 [V]",
        "wet: BW (BWBR0005289), alleen de genoemde artikelen, uit een tweede bron [V2]",
        "[V] tekst of uitspraak gezien",
        "[V2] uit een tweede bron",
        "[K] niet nagekeken",
        "[C] keuze van dit huis waar de wet geen antwoord geeft",
    )


def test_a_name_that_is_not_there_has_no_receipt_not_even_a_foot() -> None:
    assert receipt("z-2023-11-20") == ()


@pytest.mark.parametrize("path", STORIES, ids=lambda path: path.stem)
def test_the_pieces_of_a_sum_add_up_to_it(path: Path) -> None:
    answer, worked = answered(path)
    reckoned_from_others = {"openstaand_cents", "terug_te_betalen_cents"}
    found = {
        name: sum(piece.cents for piece in pieces(answer, worked, name))
        for name in MEANINGS
        if name not in reckoned_from_others
    }
    assert found == {name: getattr(answer.geld, name) for name in found}


NOT_COUNTED: Final = {
    "ten-hoogste-twee-per-week-dan-telt-de-derde-niet": "overtreding W3 van 12 oktober 2025: geen "
    "eigen dwangsom; de last laat er per week niet meer dan 2 tellen",
    "een-overtreding-op-de-eerste-dag-van-de-schorsing-verbeurt-niets": "overtreding W7 van "
    "10 oktober 2025: geen eigen dwangsom; de last was op die dag geschorst",
    "een-overtreding-op-de-laatste-dag-van-de-begunstigingstermijn-kost-niets": "overtreding W7 "
    "van 30 september 2025: geen eigen dwangsom; binnen de begunstigingstermijn, of voor de last "
    "gold",
    "een-oudere-overtreding-in-dezelfde-week-laat-de-invordering-staan": "overtreding W1 van "
    "9 oktober 2025: geen eigen dwangsom; in dezelfde week als de overtreding van 6 oktober 2025",
}


@pytest.mark.parametrize("name", NOT_COUNTED)
def test_the_receipt_of_a_part_tells_why_a_breach_is_no_dwangsom(name: str) -> None:
    lines = explain(*answered(STORY.with_stem(name)), "a")
    assert [line for line in lines if line.startswith("overtreding")] == [NOT_COUNTED[name]]


@pytest.mark.parametrize("path", STORIES, ids=lambda path: path.stem)
def test_every_breach_is_a_dwangsom_or_has_a_reason_why_not(path: Path) -> None:
    answer, worked = answered(path)
    by_breach = [
        part
        for part in worked.fallen.parts
        if part.line.terms.per == "overtreding" or part.line.terms.aard == "herhaling_voorkomen"
    ]
    for part in by_breach:
        lines = explain(answer, worked, part.line.name)
        told = [line for line in lines if line.startswith("overtreding")]
        seen = reported(part.line, worked.found.recorded)
        fell = [fall for fall in worked.fallen.falls if fall.part == part.line.index]
        until = [one for one in seen if one.breach.on <= worked.on]
        assert len(told) + len(fell) == len(until)


AGAINST_RECURRENCE: Final = """
case: LOD-2025-0001
on: 2025-06-30
acts:
  - {act: last-opgelegd, id: last, on: 2025-05-01, kenmerk: L/1, grondslag: spoorwegwet,
     onderdelen: [{onderdeel: a, norm: n, verplichting: v, aard: herhaling_voorkomen, per: week,
       cents: 100000, cents_max: 1000000}]}
  - {act: bevinding-vastgesteld, id: b1, on: 2025-05-20, onderdeel: a, nageleefd: false,
     overtredingen: [{on: 2025-05-08, kenmerk: B}, {on: 2025-05-09, kenmerk: C},
       {on: 2025-05-09, kenmerk: D}]}
"""
ONCE: Final = "één dwangsom per week waarin een overtreding is gevonden, op de dag van de eerste"


def of_recurrence(name: str, *words: tuple[str, str]) -> tuple[str, ...]:
    """The receipt of `name` in that case, with other words."""
    text = AGAINST_RECURRENCE
    for old, new in words:
        assert old in text
        text = text.replace(old, new)
    case = intake.read_case(text.encode())
    assert isinstance(case, intake.CaseFile), case
    assert case.on is not None
    answer = notices.answer(case.dossier, case.on, None)
    return explain(answer, work_out(case.dossier, case.on, None), name)


@pytest.mark.parametrize(
    ("name", "per", "told"),
    [
        ("a-2025-05-08", "week", "week 1{}: van 2 mei 2025 t/m 8 mei 2025"),
        ("a-2025-05-09", "week", "week 2{}: van 9 mei 2025 t/m 15 mei 2025"),
        ("a-2025-05-09", "dag", "dag 8{}: op 9 mei 2025"),
        ("a-2025-05-08", "maand", "maand 1{}: van 2 mei 2025 t/m 1 juni 2025"),
    ],
)
def test_one_dwangsom_per_unit_names_the_unit_from_its_first_to_its_last_day(
    name: str, per: str, told: str
) -> None:
    lines = of_recurrence(name, ("per: week", f"per: {per}"))
    at = lines.index(ONCE.replace("week", per))
    assert lines[at + 1] == told.format(", geteld vanaf de dag waarop de last ging werken")


def test_a_lump_sum_falls_once_and_a_dwangsom_per_breach_has_no_unit() -> None:
    once = "een bedrag ineens valt maar één keer: met de eerste overtreding"
    lines = of_recurrence("a-2025-05-08", ("per: week", "per: ineens"))
    assert once in lines
    assert not [line for line in lines if "de dag na de begunstigingstermijn" in line]
    lines = of_recurrence("a-2025-05-08-B", ("per: week", "per: overtreding"))
    assert not [line for line in lines if line == once or "waarin een overtreding" in line]


@pytest.mark.parametrize("name", ["a-2025-05-09-C", "a-2025-05-09"])
def test_a_breach_is_asked_by_the_id_that_its_dwangsom_would_have(name: str) -> None:
    lines = of_recurrence(name, ("per: week", "per: maand"))
    same = "in dezelfde maand als de overtreding van 8 mei 2025"
    assert lines[0] == f"overtreding C van 9 mei 2025: geen eigen dwangsom; {same}"
    acts = "last (last-opgelegd, 1 mei 2025), b1 (bevinding-vastgesteld, 20 mei 2025)"
    assert f"handelingen: {acts}" in lines
    assert (f"overtreding D van 9 mei 2025: geen eigen dwangsom; {same}" in lines) == (
        name == "a-2025-05-09"
    )


def test_a_breach_that_a_cap_does_not_count_is_asked_by_its_kenmerk() -> None:
    words = (("per: week", "per: overtreding, per_dag_max: 1"),)
    reason = "de last laat er per dag niet meer dan 1 tellen"
    told = f"overtreding D van 9 mei 2025: geen eigen dwangsom; {reason}"
    assert of_recurrence("a-2025-05-09-D", *words)[0] == told
    assert told not in of_recurrence("a-2025-05-09-C", *words)
    assert of_recurrence("a-2025-05-09-E", *words) == ()


def test_a_breach_over_the_overall_maximum_is_asked_by_its_id() -> None:
    words = (("spoorwegwet,", "spoorwegwet, cents_max: 100000,"),)
    told = "overtreding van 9 mei 2025: geen dwangsom; het maximum over alle onderdelen was bereikt"
    assert told in of_recurrence("a-2025-05-09", *words)
    assert told not in of_recurrence("a-2025-05-08", *words)
