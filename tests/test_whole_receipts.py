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
from tests.test_receipts import answered
from tests.test_stories import STORIES

HERE = Path(__file__).parent / "stories"
ORDER = """
case: LOD-2025-0001
on: 2025-06-30
acts:
  - {act: last-opgelegd, id: last, on: 2025-03-03, kenmerk: ILT/1, grondslag: spoorwegwet,
     onderdelen: [{onderdeel: a, norm: n, verplichting: v, aard: beeindigen, per: ineens,
                   cents: 100000, cents_max: 100000, begunstiging_until: 2025-03-31}]}
"""


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


def of(text: str) -> tuple[Reckoning, Workings]:
    """What a case answers that is written out here: an order of a lump sum and what follows."""
    case = intake.read_case((ORDER + text).encode())
    assert isinstance(case, intake.CaseFile), case
    assert case.on is not None
    return notices.answer(case.dossier, case.on), work_out(case.dossier, case.on, None)


def test_a_decision_that_came_before_the_first_does_not_repeat_it() -> None:
    early = (
        "  - {act: invordering-beschikt, id: vroeg, on: 2025-03-20, cents: 100000,\n"
        "     verbeurtes: [a-2025-04-01]}\n"
        "  - {act: bevinding-vastgesteld, id: b1, on: 2025-04-10, onderdeel: a, nageleefd: false}\n"
        "  - {act: invordering-beschikt, id: goed, on: 2025-05-20, cents: 100000}\n"
    )
    told = explain(*of(early), "a-2025-04-01")
    assert not [line for line in told if line.startswith("al ingevorderd door")]


def test_two_decisions_over_one_dwangsom_each_say_what_they_collect() -> None:
    parts = (
        "  - {act: bevinding-vastgesteld, id: b1, on: 2025-04-10, onderdeel: a, nageleefd: false}\n"
        "  - {act: invordering-beschikt, id: i1, on: 2025-05-20, cents: 30000}\n"
    )
    only = explain(*of(parts), "i1")
    taken = "  a-2025-04-01: hiermee ingevorderd (Awb 5:37)"
    assert f"{taken}; alle beschikkingen samen: € 300,00 van € 1.000,00" in only
    rest = "  - {act: invordering-beschikt, id: i2, on: 2025-05-21, cents: 70000}\n"
    assert taken in explain(*of(parts + rest), "i1")
    second = "  a-2025-04-01: hiermee ingevorderd, voor zover nog niet ingevorderd (Awb 5:37)"
    assert second in explain(*of(parts + rest), "i2")


def test_a_suspension_names_what_ended_it_and_not_what_else_came_that_day() -> None:
    ended = (
        "  - {act: bezwaar-gemaakt, id: bz, on: 2025-03-10, tegen: last}\n"
        "  - {act: bezwaar-gemaakt, id: bz2, on: 2025-03-11, tegen: last}\n"
        "  - {act: voorlopige-voorziening-verzocht, id: vraag, on: 2025-03-12, bij: bz}\n"
        "  - {act: voorlopige-voorziening-getroffen, id: vv, on: 2025-03-14, verzoek: vraag,\n"
        "     strekking: last_geschorst}\n"
        "  - {act: rechtsmiddel-ingetrokken, id: terug, on: 2025-05-20, rechtsmiddel: bz}\n"
        "  - {act: bezwaar-beslist, id: ander, on: 2025-05-20, bezwaar: bz2, dictum: ongegrond}\n"
    )
    lines = explain(*of(ended), "schorsing:vv")
    assert "  geëindigd door terug (Awb 8:85 lid 2)" in lines
    assert "ander" not in "\n".join(lines)


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
