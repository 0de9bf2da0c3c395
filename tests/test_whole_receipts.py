"""No day and no sum of an answer without a receipt: what a row states, its receipt says.

Over all stories: of each dwangsom, term, part and sum for deciding late the receipt names every day
that the row names, in words of a letter.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path

import pytest

from enforcement import intake, notices
from enforcement.reckoning import Reckoning
from enforcement.reckoning.explain import explain
from enforcement.reckoning.reckon import Workings, work_out
from enforcement.reckoning.wording import day_text, euro_text
from tests.test_stories import STORIES

HERE = Path(__file__).parent / "stories"


def answered(path: Path) -> tuple[Reckoning, Workings]:
    case = intake.read_case(path.read_bytes())
    assert isinstance(case, intake.CaseFile)
    assert case.on is not None
    answer = notices.answer(case.dossier, case.on, case.known_at)
    return answer, work_out(case.dossier, case.on, case.known_at)


def untold(lines: Iterable[str], *days: date | None) -> list[date]:
    """The days that none of the lines names."""
    text = "\n".join(lines)
    return [day for day in days if day is not None and day_text(day) not in text]


@pytest.mark.parametrize("path", STORIES, ids=lambda path: path.stem)
def test_a_receipt_names_every_day_and_the_sum_of_its_row(path: Path) -> None:
    answer, worked = answered(path)
    for row in answer.verbeurtes:
        lines = explain(answer, worked, row.id)
        last = () if row.status == "vervallen" else (row.verjaring_until, row.verjaring_safe_until)
        assert untold(lines, row.on, row.betaling_until, *last) == []
        assert euro_text(row.cents) in lines[0]
        assert row.invordering is None or row.invordering in "\n".join(lines)
    for term in answer.termijnen:
        lines = explain(answer, worked, f"{term.kind}:{term.of}")
        assert untold(lines, term.from_on, term.until) == []
    for part in answer.onderdelen:
        lines = explain(answer, worked, part.onderdeel)
        spans = [day for span in part.geschorst for day in (span.from_on, span.until)]
        assert untold(lines, part.nageleefd_on, part.begunstiging_until, *spans) == []
        assert euro_text(part.ruimte_cents) in "\n".join(lines)
    for late in answer.beslisdwangsom:
        lines = explain(answer, worked, late.ingebrekestelling)
        assert untold(lines, late.from_on, late.vaststellen_until) == []
        assert euro_text(late.cents) in "\n".join(lines)


def test_a_dwangsom_that_is_collected_twice_says_that_the_second_repeats() -> None:
    twice = HERE / "wie-nog-eens-invordert-wat-al-is-ingevorderd-stuit-niet.yaml"
    answer, worked = answered(twice)
    lines = explain(answer, worked, "a-2025-04-01")
    assert "al ingevorderd door inv; inv2 noemt haar nog eens" in lines
    assert "inv2 (invordering-beschikt, 1 juli 2025)" in "\n".join(lines)
    assert "  a-2025-04-01: hiermee ingevorderd (Awb 5:37)" in explain(answer, worked, "inv")
    assert "  a-2025-04-01: hiermee ingevorderd (Awb 5:37)" not in explain(answer, worked, "inv2")


def test_a_second_decision_about_the_rest_repeats_nothing() -> None:
    rest = HERE / "een-tweede-invordering-dekt-alleen-wat-de-eerste-liet-liggen.yaml"
    answer, worked = answered(rest)
    for row in answer.verbeurtes:
        told = explain(answer, worked, row.id)
        assert not [line for line in told if line.startswith("al ingevorderd door")]


def test_the_day_of_compliance_names_the_finding() -> None:
    path = HERE / "op-de-dag-van-naleving-is-de-zaak-nageleefd.yaml"
    told = "nageleefd sinds maandag 29 september 2025, zegt b2"
    assert told in explain(*answered(path), "a")
