"""A receipt shows the steps of a sum, so that whoever doubts it can reckon along on paper."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from enforcement import intake, notices
from enforcement.reckoning.explain import explain
from enforcement.reckoning.reckon import work_out

STORY: Final = (
    Path(__file__).parent / "stories/na-een-jaar-verzuim-telt-de-rente-mee-als-hoofdsom.yaml"
)


def receipt(name: str) -> tuple[str, ...]:
    """The lines of the receipt of `name` in the story."""
    case = intake.read_case(STORY.read_bytes())
    assert isinstance(case, intake.CaseFile)
    assert case.on is not None
    answer = notices.answer(case.dossier, case.on, case.known_at)
    return explain(answer, work_out(case.dossier, case.on, case.known_at), name)


def test_the_receipt_of_a_dwangsom_shows_each_period_of_rente() -> None:
    # 10,000 euro x 364/366 x 7% = 696.17; x 2/365 x 6% = 3.29; 10,699.46 x 1/365 x 6% = 1.76.
    lines = receipt("a-2023-11-20")
    at = lines.index("wettelijke rente: € 701,22 (Awb 4:98)")
    assert lines[at + 1 : at + 5] == (
        "  3 januari 2024 t/m 31 december 2024: 364 dagen van 366, 7% over € 10.000,00: € 696,17",
        "  1 januari 2025 t/m 2 januari 2025: 2 dagen van 365, 6% over € 10.000,00: € 3,29",
        "  3 januari 2025 t/m 3 januari 2025: 1 dag van 365, 6% over € 10.699,46: € 1,76",
        "  samen, pas aan het einde afgerond op hele centen",
    )
    assert lines[at + 5].startswith("conventie: rente over werkelijke dagen")


def test_the_receipt_of_all_rente_names_each_dwangsom() -> None:
    assert receipt("rente")[-1] == "  a-2023-11-20: € 701,22"


def test_the_receipt_of_a_part_has_no_rente() -> None:
    assert not [line for line in receipt("a") if "rente" in line]
