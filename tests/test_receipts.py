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
