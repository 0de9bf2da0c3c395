"""The verbeurte letter after a corrected finding: which letter it replaces, and what lapsed."""

from typing import Any

from enforcement.values import notice_id
from tests.letters.test_view import FOUND, LAST, text, view

PART = {**LAST["onderdelen"][0], "per": "overtreding"}  # type: ignore[dict-item]
ORDER = {**LAST, "onderdelen": [PART]}
BREACHES = [
    {"on": "2026-06-01", "kenmerk": "W-1"},
    {"on": "2026-06-02", "kenmerk": "W-2"},
    {"on": "2026-06-03", "kenmerk": "W-3"},
]
OLD = {
    **FOUND,
    "onderdeel": "a",
    "recorded_at": "2026-06-08T10:00:00+02:00",
    "overtredingen": BREACHES,
}
BACK = {"act": "handeling-ingetrokken", "id": "terug", "on": "2026-06-20", "handeling": "b1"}
BACK = {**BACK, "reden": "W-2 was hersteld"}
NEW = {**OLD, "id": "b2", "recorded_at": "2026-06-20T14:00:00+02:00"}
NEW = {**NEW, "overtredingen": [BREACHES[0], BREACHES[2]]}
WORDS = "Deze brief komt in de plaats van mijn brief van "


def replaced(*acts: dict[str, Any], on: str = "2026-06-20") -> Any:
    return view("verbeurte", on, ORDER, *acts)["inhoud"]["vervangt"]


def test_a_letter_after_a_correction_tells_which_letter_it_replaces_and_what_lapsed() -> None:
    said = text("verbeurte", "2026-06-20", ORDER, OLD, BACK, NEW)
    assert (
        f"{WORDS}8 juni 2026 over de bevinding van 3 juni 2026, die is ingetrokken; vervallen is de"
        " dwangsom van 2 juni 2026 van € 25.000,00 (onderdeel a, W-2)."
    ) in said


def test_several_that_lapsed_are_each_told_and_none_is_no_word_of_it() -> None:
    said = text("verbeurte", "2026-06-20", ORDER, OLD, BACK, {**NEW, "overtredingen": BREACHES[:1]})
    assert "vervallen zijn de dwangsommen van 2 juni 2026 van € 25.000,00 (onderdeel a," in said
    assert " en van 3 juni 2026 van € 25.000,00 (onderdeel a, W-3)." in said
    same = text("verbeurte", "2026-06-20", ORDER, OLD, BACK, {**NEW, "overtredingen": BREACHES})
    assert f"{WORDS}8 juni 2026 over de bevinding van 3 juni 2026, die is ingetrokken." in same


def test_the_day_of_the_earlier_letter_is_that_of_its_receipt_where_there_is_one() -> None:
    notice = notice_id("LOD-2026-0001", "verbeurte", "b1", "overtreder")
    receipt = {"act": "kennisgeving-bezorgd", "id": "k", "on": "2026-06-09", "notice": notice}
    receipt = {**receipt, "kanaal": "portaal", "uitkomst": "verzonden"}
    assert replaced(OLD, receipt, BACK, NEW)["brief_on"] == "2026-06-09"


def test_a_letter_that_replaces_none_says_nothing_of_it() -> None:
    other = {**NEW, "id": "b3", "on": "2026-06-25", "recorded_at": "2026-06-25T12:00:00+02:00"}
    other = {**other, "overtredingen": [{"on": "2026-06-24", "kenmerk": "W-9"}]}
    assert replaced(OLD, {**OLD, "id": "b2", "recorded_at": "2026-06-09T12:00:00+02:00"}) is None
    assert replaced(OLD, BACK, other, on="2026-06-25") is None
    assert replaced(OLD, BACK, NEW, other, on="2026-06-25") is None
    before_its_letter = {**BACK, "on": "2026-06-05"}
    assert replaced(OLD, before_its_letter, NEW) is None


def test_after_two_corrections_the_letter_replaces_the_second() -> None:
    again = {**BACK, "id": "terug2", "on": "2026-06-27", "handeling": "b2"}
    third = {**NEW, "id": "b3", "recorded_at": "2026-06-27T14:00:00+02:00"}
    third = {**third, "overtredingen": BREACHES[:1]}
    found = replaced(OLD, BACK, NEW, again, third, on="2026-06-27")
    assert found["brief_on"] == "2026-06-20"
    assert [row["kenmerk"] for row in found["vervallen"]] == ["W-3"]
