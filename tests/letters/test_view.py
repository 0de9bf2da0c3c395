"""What the view freezes: facts of the case, gaps as gaps, and law that no template may reckon."""

import json
from datetime import date
from typing import Any

import pytest
import yaml

from enforcement import intake, notices
from enforcement.letters.faults import LetterFault
from enforcement.letters.view import KINDS, brief
from enforcement.values import notice_id
from tests.letters.made import CASES, GOLDEN, flat, notice_of, pages, renderer

LAST = {
    "act": "last-opgelegd",
    "id": "last",
    "on": "2026-04-20",
    "grondslag": "spoorwegwet",
    "kenmerk": "ILT-2026/101",
    "onderdelen": [
        {
            "onderdeel": "a",
            "norm": "artikel 16f van de Spoorwegwet",
            "verplichting": "Doe het.",
            "aard": "beeindigd_houden",
            "per": "dag",
            "cents": 2_500_000,
            "cents_max": 10_000_000,
            "begunstiging_until": "2026-05-31",
        }
    ],
}
FOUND = {"act": "bevinding-vastgesteld", "id": "b1", "on": "2026-06-03", "nageleefd": False}


def case(on: str, *acts: dict[str, Any]) -> bytes:
    return json.dumps({"case": "LOD-2026-0001", "on": on, "acts": acts}).encode()


def view(kind: str, on: str, *acts: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(notice_of(case(on, *acts), kind))["data"]["brief"]
    return found


def text(kind: str, on: str, *acts: dict[str, Any]) -> str:
    return flat("\n".join(pages(renderer().render(notice_of(case(on, *acts), kind)))))


def made_last(**changed: Any) -> dict[str, Any]:
    return {**LAST, "letter": "made", **changed}


def test_a_case_that_was_never_opened_leaves_gaps_and_no_guess() -> None:
    found = view("verbeurte", "2026-06-03", LAST, FOUND)
    assert found["geadresseerde"] == {"naam": None, "kvk": None, "adres": []}
    assert (found["fictief"], found["zaak"]["onderwerp"]) == (False, None)
    assert found["zaak"]["nummer"] == "LOD-2026-0001"


def test_every_value_of_a_view_is_plain_json() -> None:
    for name in CASES:
        content = (GOLDEN / name / "zaak.yaml").read_bytes()
        event = notice_of(content, yaml.safe_load(content)["letter"]["kind"])
        assert json.dumps(json.loads(event)["data"]["brief"], allow_nan=False)


def test_a_kind_without_a_letter_has_no_view() -> None:
    content = case("2027-05-01", LAST, FOUND)
    read = intake.read_case(content)
    assert isinstance(read, intake.CaseFile)
    answer = notices.answer(read.dossier, date(2027, 5, 1))
    signals = [notice for notice in answer.notices if notice.kind not in KINDS]
    assert signals
    assert [brief(read.dossier, answer, notice) for notice in signals] == [None] * len(signals)


@pytest.mark.parametrize(
    ("grondslag", "expected"),
    [("spoorwegwet", "rechtbank Rotterdam"), ("wvgs", None), ("overig", None)],
)
def test_the_court_follows_from_the_grondslag(grondslag: str, expected: str | None) -> None:
    last = made_last(grondslag=grondslag)
    assert view("last-onder-dwangsom", "2026-04-20", last)["rechtsmiddel"]["rechtbank"] == expected
    said = text("last-onder-dwangsom", "2026-04-20", last)
    assert ("van de rechtbank Rotterdam" in said) is (expected is not None)
    assert ("in het rechtsgebied waar u gevestigd bent" in said) is (expected is None)


def test_the_term_to_object_is_counted_from_the_sending_and_moved_by_the_termijnenwet() -> None:
    clause = view("last-onder-dwangsom", "2026-11-14", made_last(on="2026-11-14"))["rechtsmiddel"]
    # Six weeks after 14 November end on Saturday 26 December, second Christmas day: Monday 28.
    assert (clause["from_on"], clause["until"]) == ("2026-11-15", "2026-12-28")


def test_a_grace_that_ends_before_the_sending_is_none() -> None:
    last = made_last(on="2026-05-31")
    part = view("last-onder-dwangsom", "2026-05-31", last)["inhoud"]["onderdelen"][0]
    assert (part["begunstiging_until"], part["dwangsom_from_on"]) == (None, "2026-06-01")
    day_earlier = made_last(on="2026-05-30")
    part = view("last-onder-dwangsom", "2026-05-30", day_earlier)["inhoud"]["onderdelen"][0]
    assert (part["begunstiging_from_on"], part["begunstiging_until"]) == (
        "2026-05-31",
        "2026-05-31",
    )


def test_only_findings_up_to_the_order_carry_it() -> None:
    earlier = {**FOUND, "id": "b0", "on": "2026-04-20"}
    complied = {**FOUND, "id": "ok", "on": "2026-04-19", "nageleefd": True}
    found = view("last-onder-dwangsom", "2026-06-03", made_last(), earlier, complied, FOUND)
    assert [one["id"] for one in found["inhoud"]["bevindingen"]] == ["b0"]


def test_the_room_left_is_no_more_than_that_of_all_parts_together() -> None:
    rows = view("verbeurte", "2026-06-03", {**LAST, "cents_max": 6_000_000}, FOUND)["inhoud"]
    found = [(row["opgeteld_cents"], row["ruimte_cents"]) for row in rows["verbeurtes"]]
    assert found == [(2_500_000, 3_500_000), (5_000_000, 1_000_000), (6_000_000, 0)]


def test_a_second_finding_tells_only_what_it_proved_itself() -> None:
    second = {**FOUND, "id": "b2", "on": "2026-06-04"}
    rows = view("verbeurte", "2026-06-04", LAST, FOUND, second)["inhoud"]["verbeurtes"]
    assert [(row["on"], row["opgeteld_cents"]) for row in rows] == [("2026-06-04", 10_000_000)]


def test_a_last_day_that_has_passed_is_told_and_not_renewed() -> None:
    late = {**FOUND, "recorded_at": "2026-08-01T12:00:00+02:00"}
    said = text("verbeurte", "2026-08-01", LAST, late)
    assert "Van al deze bedragen is de uiterste betaaldag op de datum van deze brief" in said
    assert "13-07-2026" in said


def test_a_maximum_over_all_parts_is_told_as_that() -> None:
    parts = [*LAST["onderdelen"], {**LAST["onderdelen"][0], "onderdeel": "b"}]  # type: ignore[dict-item]
    last = {**LAST, "onderdelen": parts, "cents_max": 10_000_000}
    said = text("maximum-bereikt", "2026-06-03", last, FOUND)
    assert "dat voor alle onderdelen samen geldt: € 100.000,00" in said


def test_a_late_objection_is_told_with_the_last_day_that_it_missed() -> None:
    late = {"act": "bezwaar-gemaakt", "id": "bz", "on": "2026-06-02", "tegen": "last"}
    said = text("ontvangstbevestiging-bezwaar", "2026-06-02", LAST, late)
    assert "De bezwaartermijn liep tot en met maandag 1 juni 2026" in said
    on_time = text("ontvangstbevestiging-bezwaar", "2026-06-01", LAST, {**late, "on": "2026-06-01"})
    assert "lijkt te laat" not in on_time


def collect(name: str, on: str, **fields: Any) -> dict[str, Any]:
    return {"act": "invordering-beschikt", "id": name, "on": on, "letter": "made", **fields}


def sent(name: str, on: str) -> dict[str, Any]:
    notice = notice_id("LOD-2026-0001", "invorderingsbeschikking", name, "overtreder")
    receipt = {"act": "kennisgeving-bezorgd", "id": f"k-{name}", "on": on, "notice": notice}
    return {**receipt, "kanaal": "portaal", "uitkomst": "verzonden"}


def collected(found: dict[str, Any]) -> list[tuple[str, int]]:
    return [(row["on"], row["cents"]) for row in found["inhoud"]["verbeurtes"]]


def test_a_collection_without_names_takes_the_oldest_first_and_of_the_last_a_part() -> None:
    decision = collect("inv", "2026-09-01", cents=6_000_000)
    found = view("invorderingsbeschikking", "2026-09-01", LAST, FOUND, decision)
    days = [("2026-06-01", 2_500_000), ("2026-06-02", 2_500_000), ("2026-06-03", 1_000_000)]
    assert collected(found) == days
    assert (found["inhoud"]["gematigd_cents"], found["inhoud"]["ongedekt_cents"]) == (0, 0)


def test_a_second_collection_tells_only_the_rest_that_it_takes_up() -> None:
    first = collect("inv1", "2026-09-01", cents=6_000_000)
    second = collect("inv2", "2026-10-01", cents=1_500_000)
    acts = (LAST, FOUND, first, sent("inv1", "2026-09-01"), second)
    found = view("invorderingsbeschikking", "2026-10-01", *acts)
    assert collected(found) == [("2026-06-03", 1_500_000)]


def test_less_than_the_dwangsommen_it_names_is_moderation_without_stated_reasons() -> None:
    decision = collect("inv", "2026-09-01", cents=2_000_000, verbeurtes=["a-2026-06-02"])
    acts = (LAST, FOUND, decision)
    assert collected(view("invorderingsbeschikking", "2026-09-01", *acts)) == [
        ("2026-06-02", 2_500_000)
    ]
    said = text("invorderingsbeschikking", "2026-09-01", *acts)
    assert "Van € 5.000,00 zie ik af. De reden daarvan: niet vermeld." in said


def test_more_than_was_forfeited_is_shown_and_never_hidden() -> None:
    decision = collect("inv", "2026-09-01", cents=8_000_000)
    said = text("invorderingsbeschikking", "2026-09-01", LAST, FOUND, decision)
    assert "Van het bedrag dat ik invorder is € 5.000,00 in deze zaak niet als verbeurd" in said


def test_a_collection_of_nothing_makes_no_letter() -> None:
    decision = collect("inv", "2026-09-01", cents=100, verbeurtes=["a-2026-07-02"])
    notice = notice_of(case("2026-09-01", LAST, FOUND, decision), "invorderingsbeschikking")
    with pytest.raises(LetterFault, match="zonder één dwangsom"):
        renderer().render(notice)


def test_an_act_that_was_taken_back_leaves_no_trace_in_a_letter() -> None:
    opened = {"act": "zaak-geopend", "id": "z", "on": "2026-03-01", "onderwerp": "oud"}
    who = {"overtreder": {"naam": "Oud B.V."}}
    back = {"act": "handeling-ingetrokken", "id": "x", "on": "2026-03-02", "handeling": "z"}
    found = view("verbeurte", "2026-06-03", {**opened, **who}, {**back, "reden": "r"}, LAST, FOUND)
    assert found["geadresseerde"]["naam"] is None
