"""What lies ahead can be asked by its name: room, the day of the maximum, the next change."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Final

import pytest

from enforcement import acts, intake, notices
from enforcement.act import Act
from enforcement.dossier import Dossier
from enforcement.reckoning.explain import explain
from enforcement.reckoning.outcome import Reckoning
from enforcement.reckoning.reckon import Workings, work_out
from tests.test_stories import STORIES

CASE: Final = """
case: LOD-2025-0001
on: 2025-07-03
acts:
  - {act: last-opgelegd, id: last, on: 2025-06-02, kenmerk: L/1,
     grondslag: spoorwegwet, onderdelen: [
      {onderdeel: a, norm: n, verplichting: v, aard: beeindigd_houden, per: dag, cents: 100000,
       cents_max: 650000, begunstiging_until: 2025-06-30},
      {onderdeel: b, norm: n, verplichting: v, aard: beeindigen, per: ineens, cents: 100000,
       cents_max: 100000, begunstiging_until: 2025-07-31}]}
"""
OVERALL: Final = ("grondslag: spoorwegwet,", "grondslag: spoorwegwet, cents_max: 500000,")
LAST: Final = "last (last onder dwangsom opgelegd, 2 juni 2025)"


def answered(text: str) -> tuple[Reckoning, Workings]:
    case = intake.read_case(text.encode())
    assert isinstance(case, intake.CaseFile), case
    assert case.on is not None
    answer = notices.answer(case.dossier, case.on, case.known_at)
    return answer, work_out(case.dossier, case.on, case.known_at)


def receipt(name: str, *words: tuple[str, str], rest: str = "") -> tuple[str, ...]:
    """The receipt of `name` in the case, in other words and with more acts."""
    text = CASE
    for old, new in words:
        assert old in text
        text = text.replace(old, new)
    return explain(*answered(text + rest), name)


def test_the_room_of_all_parts_and_of_one_tells_the_maximum_and_whose_it_is() -> None:
    taken = "verbeurd € 0,00 - aangenomen € 3.000,00"
    told = (
        "ruimte van onderdeel a: € 3.500,00",
        f"  maximum € 6.500,00 - {taken} = ruimte € 3.500,00, nooit minder dan niets",
        f"  het maximum is dat van {LAST}",
    )
    assert receipt("a:ruimte_cents")[:3] == receipt("ruimte")[:3] == told
    assert "ruimte van onderdeel b: € 1.000,00" in receipt("ruimte_cents")
    assert "ruimte van onderdeel b: € 1.000,00" not in receipt("a:ruimte")
    assert receipt("c:ruimte") == ()


def test_the_day_of_the_maximum_ahead_tells_room_amount_number_and_days() -> None:
    lines = receipt("a:max_verwacht_on")
    each = "3 × € 1.000,00 + 1 × € 500,00 = € 3.500,00"
    assert lines[:5] == (
        "onderdeel a: maximum verwacht op maandag 7 juli 2025",
        "  als de overtreding doorgaat en er niets anders gebeurt",
        "  bedrag € 1.000,00 per dag",
        "  maximum € 6.500,00 - verbeurd en aangenomen € 3.000,00 = € 3.500,00",
        f"  nog 4 dwangsommen: {each}, van 4 juli 2025 t/m 7 juli 2025",
    )
    assert lines[5].startswith("handelingen: last")
    once = "  nog 1 dwangsom: 1 × € 1.000,00 = € 1.000,00, op 1 augustus 2025"
    assert once in receipt("b:max_verwacht_on")


def test_the_maximum_over_all_parts_is_named_where_it_is_full_first() -> None:
    lines = receipt("a:max_verwacht_on", OVERALL)
    at = lines.index("  het maximum over alle onderdelen is dan eerder bereikt dan het eigen:")
    total = "maximum € 5.000,00 - verbeurd en aangenomen € 3.000,00 = € 2.000,00"
    days = "van 4 juli 2025 t/m 5 juli 2025"
    assert lines[at + 1 : at + 3] == (
        f"    {total}",
        f"    onderdeel a: 2 dwangsommen: 2 × € 1.000,00 = € 2.000,00, {days}",
    )


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ((("on: 2025-07-03", "on: 2025-07-10"),), "het is al bereikt op maandag 7 juli 2025"),
        (
            (OVERALL, ("on: 2025-07-03", "on: 2025-07-05")),
            "het maximum over alle onderdelen is al bereikt",
        ),
        (
            (("cents: 100000,\n", "cents: 1,\n"),),
            "ook na 1000 dwangsommen is het niet bereikt",
        ),
        (
            (("per: dag", "per: overtreding"),),
            "zonder nieuwe handeling verbeurt dit onderdeel niets meer",
        ),
    ],
)
def test_where_no_maximum_is_to_be_expected_the_reason_is_told(
    words: tuple[tuple[str, str], ...], told: str
) -> None:
    lines = receipt("a:max_verwacht_on", *words)
    assert lines[:2] == (
        "onderdeel a: geen dag waarop het maximum wordt verwacht",
        f"  {told}",
    )


def test_the_day_on_which_the_maximum_was_reached_tells_what_filled_it() -> None:
    lines = receipt("a:max_bereikt_on", ("on: 2025-07-03", "on: 2025-07-10"))
    each = "7 dwangsommen: 6 × € 1.000,00 + 1 × € 500,00 = € 6.500,00"
    assert lines[:3] == (
        "onderdeel a: maximum bereikt op maandag 7 juli 2025",
        f"  maximum € 6.500,00, dat van {LAST}",
        f"  t/m die dag {each}; de laatste is a-2025-07-07",
    )
    assert lines[3].startswith("handelingen: ")
    not_yet = receipt("a:max_bereikt_on")
    assert not_yet[0] == "onderdeel a: het eigen maximum is niet bereikt"


def test_a_maximum_reached_by_lowering_it_says_so() -> None:
    lower = (
        "  - {act: last-gewijzigd, id: w, on: 2025-07-03,\n"
        "     onderdelen: [{onderdeel: a, cents_max: 200000}]}\n"
    )
    lines = receipt("a:max_bereikt_on", ("on: 2025-07-03\n", "on: 2025-07-05\n"), rest=lower)
    assert lines[:4] == (
        "onderdeel a: maximum bereikt op donderdag 3 juli 2025",
        "  maximum € 2.000,00, dat van w (last gewijzigd, 3 juli 2025)",
        "  t/m die dag 2 dwangsommen: 2 × € 1.000,00 = € 2.000,00; de laatste is a-2025-07-02",
        "  daarna verlaagde die handeling het maximum tot wat al was verbeurd, of minder",
    )


def test_the_next_change_tells_what_falls_and_which_term_begins() -> None:
    assert receipt("next_change_on")[:2] == (
        "zonder nieuwe handeling verandert er weer iets op vrijdag 4 juli 2025",
        "  onderdeel a: € 1.000,00 verbeurt, als de overtreding doorgaat",
    )


def test_the_next_change_tells_the_act_the_suspension_and_the_term_of_that_day() -> None:
    suspended = (
        "  - {act: last-opgeschort, id: op, on: 2025-07-02, from_on: 2025-07-02,\n"
        "     until: 2025-07-13}\n"
        "  - {act: voornemen-verzonden, id: v, on: 2025-07-14, zienswijze_until: 2025-07-28}\n"
    )
    lines = receipt("next_change_on", rest=suspended)
    assert lines[0].endswith("maandag 14 juli 2025")
    assert "  schorsing door op (last opgeschort, 2 juli 2025): liep t/m 13 juli 2025" in lines
    assert "  termijn schorsing van op: liep t/m 13 juli 2025" in lines
    assert [line for line in lines if line.startswith("  handeling v (")]


def test_a_case_in_which_nothing_changes_by_itself_says_so() -> None:
    opened = """
case: LOD-2025-0001
on: 2025-07-03
acts:
  - {act: zaak-geopend, id: z, on: 2025-07-01, onderwerp: o, overtreder: {naam: ProRail}}
"""
    told = ("zonder nieuwe handeling verandert in deze zaak niets meer",)
    assert explain(*answered(opened), "next_change_on") == told


@pytest.mark.parametrize("path", STORIES, ids=lambda path: path.stem)
def test_whatever_lies_ahead_in_a_story_has_a_receipt_that_gives_a_cause(path: Path) -> None:
    answer, worked = answered(path.read_text(encoding="utf-8"))
    lines = explain(answer, worked, "next_change_on")
    assert "  wat dan verandert is niet te noemen" not in lines
    assert len(lines) == 1 if answer.next_change_on is None else len(lines) > 1
    for part in answer.onderdelen:
        for name in ("ruimte_cents", "max_bereikt_on", "max_verwacht_on"):
            assert explain(answer, worked, f"{part.onderdeel}:{name}")


def test_a_part_of_which_nothing_falls_before_the_overall_maximum_names_none_of_its_own() -> None:
    lines = receipt("b:max_verwacht_on", OVERALL)
    assert lines[0] == "onderdeel b: maximum verwacht op zaterdag 5 juli 2025"
    assert not [line for line in lines if line.startswith("  nog ")]


def test_the_next_change_tells_what_a_decision_already_taken_changes_on_that_day() -> None:
    ahead = (
        "  - {act: last-gewijzigd, id: w, on: 2025-06-20, from_on: 2025-06-25, onderdelen: [\n"
        "      {onderdeel: a, cents: 90000, begunstiging_until: 2025-07-02}]}\n"
    )
    lines = receipt("next_change_on", ("on: 2025-07-03\n", "on: 2025-06-24\n"), rest=ahead)
    by = "door w (last gewijzigd, 20 juni 2025)"
    assert lines == (
        "zonder nieuwe handeling verandert er weer iets op woensdag 25 juni 2025",
        f"  onderdeel a: het bedrag wordt € 900,00, {by}",
        f"  onderdeel a: een nieuwe begunstigingstermijn, {by}",
    )


def test_the_next_change_tells_that_the_order_ends_on_that_day() -> None:
    ends = (
        "  - {act: bezwaar-gemaakt, id: bz, on: 2025-06-04, tegen: last}\n"
        "  - {act: bezwaar-beslist, id: bob, on: 2025-06-10, bezwaar: bz, dictum: ongegrond}\n"
        "  - {act: beroep-ingesteld, id: be, on: 2025-06-12, tegen: bob}\n"
        "  - {act: uitspraak-gedaan, id: u, on: 2025-06-20, rechtsmiddel: be, instantie: r,\n"
        "     dictum: gegrond, gevolg: last_herroepen, werking: ex_nunc, from_on: 2025-06-25}\n"
    )
    lines = receipt("next_change_on", ("on: 2025-07-03\n", "on: 2025-06-24\n"), rest=ends)
    assert "  onderdeel a: de last eindigt" in lines


def test_compliance_of_a_later_day_that_was_stored_once_is_a_change_to_come() -> None:
    """Refused at the door today, and still read where it stands."""
    case = intake.read_case(CASE.encode())
    assert isinstance(case, intake.CaseFile)
    raw = {"act": "bevinding-vastgesteld", "id": "wel", "on": "2025-06-20", "onderdeel": "b"}
    late = acts.read(
        {**raw, "nageleefd": True, "nageleefd_on": "2025-06-25"}, unknown_fields="allow"
    )
    assert isinstance(late, Act)
    dossier = Dossier.of(case.dossier.case, [*case.dossier.acts.values(), late])
    answer = notices.answer(dossier, date(2025, 6, 24))
    assert answer.onderdelen[1].nageleefd_on is None
    lines = explain(answer, work_out(dossier, date(2025, 6, 24), None), "next_change_on")
    assert lines[1:] == ("  onderdeel b: nageleefd, zegt wel",)
    after = notices.answer(dossier, date(2025, 6, 25))
    assert after.onderdelen[1].nageleefd_on == date(2025, 6, 25)
