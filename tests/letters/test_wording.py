"""Words that follow the facts: one or more, on time or too late, reasons stated or not."""

import json

import pytest

from tests.letters.test_view import FOUND, LAST, collect, made_last, text

ONE = {**LAST, "onderdelen": [{**LAST["onderdelen"][0], "per": "ineens"}]}  # type: ignore[dict-item]
KIND = "invorderingsbeschikking"


def test_one_dwangsom_is_no_sum_of_several() -> None:
    said = text("verbeurte", "2026-06-03", ONE, FOUND)
    assert "dat u een dwangsom van € 25.000,00 hebt verbeurd." in said
    assert "samen" not in said
    several = text("verbeurte", "2026-06-03", LAST, FOUND)
    assert "dat u 3 dwangsommen hebt verbeurd, samen € 75.000,00." in several


@pytest.mark.parametrize(
    ("known", "expected"),
    [
        ("2026-07-13", "nieuwe betaaltermijn. Maak het bedrag over"),
        ("2026-07-14", "Van een van deze bedragen is de uiterste betaaldag op de datum"),
        ("2026-07-15", "Van 2 van deze bedragen is de uiterste betaaldag op de datum"),
        ("2026-07-16", "Van al deze bedragen is de uiterste betaaldag op de datum"),
    ],
)
def test_how_many_last_days_of_payment_have_passed_is_said_in_words(
    known: str, expected: str
) -> None:
    late = {**FOUND, "recorded_at": f"{known}T10:00:00+02:00"}
    assert expected in text("verbeurte", known, LAST, late)


def test_of_one_dwangsom_that_day_has_passed() -> None:
    late = {**FOUND, "recorded_at": "2026-08-01T10:00:00+02:00"}
    assert "betaaltermijn. Die dag is op de datum van deze brief al voorbij" in text(
        "verbeurte", "2026-08-01", ONE, late
    )


@pytest.mark.parametrize(
    ("on", "said", "unsaid"),
    [
        ("2026-07-13", "Betaalt u niet op tijd, dan stuur ik", "al voorbij"),
        ("2026-07-14", "Van een van de bedragen is de uiterste betaaldag al voorbij", "Betaal nu"),
        ("2026-07-15", "Van 2 bedragen is de uiterste betaaldag al voorbij", "Betaal nu meteen"),
        ("2026-07-16", "Die termijn is voor al deze bedragen voorbij", "Betaalt u niet op tijd"),
    ],
)
def test_a_collection_after_the_last_days_of_payment_speaks_of_default(
    on: str, said: str, unsaid: str
) -> None:
    letter = text(KIND, on, LAST, FOUND, collect("inv", on, cents=7_500_000))
    assert said in letter
    assert unsaid not in letter


def test_an_open_total_names_the_interest_and_the_fee_that_are_in_it() -> None:
    # A year for which every rate of interest is known.
    order, found = json.loads(json.dumps([LAST, FOUND]).replace("2026-", "2025-"))
    late = {**found, "id": "b2", "on": "2025-08-31"}
    first = text("verbeurte", "2025-06-03", order, found)
    assert "meegerekend" not in first
    second = text("verbeurte", "2025-08-31", order, found, late)
    assert "In dat totaal is naast de dwangsommen meegerekend:" in second
    assert "aan wettelijke rente tot en met de datum van deze brief (artikel 4:98 Awb)." in second
    collected = {**collect("inv", "2025-08-01", cents=7_500_000), "letter": "elsewhere"}
    reminded = {"act": "aangemaand", "id": "am", "on": "2025-08-10"}
    third = text("verbeurte", "2025-08-31", order, found, collected, reminded, late)
    assert "In dat totaal zijn naast de dwangsommen meegerekend:" in third
    assert "aan kosten van aanmaning (artikel 4:113 Awb)." in third


def test_reasons_and_the_answer_to_a_zienswijze_are_printed_or_their_lack_is_told() -> None:
    intended = {"act": "voornemen-verzonden", "id": "v", "on": "2026-03-20"}
    intended = {**intended, "zienswijze_until": "2026-04-03"}
    given = {"act": "zienswijze-ontvangen", "id": "zw", "on": "2026-04-02"}
    kind = "last-onder-dwangsom"
    bare = text(kind, "2026-04-20", intended, given, made_last())
    assert "Nadere motivering van de bedragen: niet vermeld." in bare
    assert "Mijn reactie daarop: niet vermeld." in bare
    assert "Wat als één telt" not in bare
    full = made_last(motivering="Dit weegt zwaar.", zienswijze_reactie="Dat volg ik niet.")
    said = text(kind, "2026-04-20", intended, given, full)
    assert "Dit weegt zwaar." in said
    assert "Dat volg ik niet." in said
    assert ": niet vermeld." not in said


def test_a_moderation_with_reasons_does_not_say_that_they_lack() -> None:
    decision = collect("inv", "2026-09-01", cents=2_000_000, verbeurtes=["a-2026-06-02"])
    said = text(KIND, "2026-09-01", LAST, FOUND, {**decision, "motivering": "U hielp mee."})
    assert "Van € 5.000,00 zie ik af. U hielp mee." in said


def test_the_order_works_from_its_publication_and_dwangsommen_fall_from_a_later_day() -> None:
    said = text("last-onder-dwangsom", "2026-04-20", made_last())
    assert "Dwangsommen vanaf 1 juni 2026" in said
    assert "De last geldt vanaf de dag waarop dit besluit is bekendgemaakt" in said
    assert "werkt vanaf" not in said
