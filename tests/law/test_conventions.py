"""The chosen readings are named, dated and can be shown."""

import re
from datetime import date

import pytest

from enforcement.law import conventions
from enforcement.law.conventions import CONVENTIONS, convention, sentence
from enforcement.law.quantities import document

# One for each choice of the rule book, and nine of the house.
NAMES = {
    "zonder_begunstiging", "ineens_dag", "maandeinde", "naleving_in_eenheid", "laatste_dwangsom",
    "terugval_telling", "vergoeding_jaar", "rente_dagen", "deelbetaling",
    "invordering_als_vaststelling", "aanmaning_zonder_invordering", "stuiting_dag",
    "stuitingsbrief", "verlenging_tot", "schorsing_duur", "jaar_van_kracht", "dag_van_uitspraak",
    "schorsing_in_tijdseenheid", "schorsing_in_begunstiging", "intrekking_zwijgt",
    "herleving_tussentijd", "verdaging", "schrikkeldag", "einde_schorsing", "postweek",
    "terugbetaling_volgorde", "betaling_na_wijziging", "dag_van_beslissing",
    "ingebrekestelling_te_vroeg", "drempel_laatste_betaling", "vroeg_geld", "oud_recht",
    "schorsing_in_gedeelte", "schorsing_dagen", "terugval_ineens",
    "termijn_meteen_voorbij", "herhaalde_invordering",
    "rente_na_verjaring", "telling_vanaf_werking",
}  # fmt: skip


def test_every_choice_has_a_name_and_no_other_exists() -> None:
    assert set(CONVENTIONS) == NAMES


@pytest.mark.parametrize("name", sorted(NAMES))
def test_a_convention_can_be_shown_in_a_receipt(name: str) -> None:
    chosen = convention(name)
    assert chosen.value == chosen.default
    assert chosen.value in chosen.options
    assert chosen.from_on <= date(2026, 11, 30)
    assert re.fullmatch(r"(Awb|Atw|BW) [\d:a-z]+( lid \d+)?", chosen.article)
    assert re.fullmatch(r"[A-Z]\d+|6:9", chosen.rule)
    assert sentence(name)[0].islower()
    assert not sentence(name).endswith(".")


def test_the_house_readings_are_the_agreed_ones() -> None:
    assert convention("schorsing_in_begunstiging").value == "verstreken"
    assert convention("herleving_tussentijd").value == "verbeurt_niet"


def test_a_value_that_no_code_carries_out_is_stopped() -> None:
    entry = {
        "name": "x", "value": "anders", "default": "zo", "options": ["zo"],
        "from_on": date(2026, 1, 1), "rule": "A4", "article": "Awb 3:40", "sentence": "zo",
    }  # fmt: skip
    with pytest.raises(AssertionError, match="no code carries out anders"):
        conventions._read(entry)
    with pytest.raises(AssertionError, match="unknown default"):
        conventions._read(entry | {"value": "zo", "default": "nooit"})


def test_what_was_read_at_the_start_is_what_the_file_says() -> None:
    entries = document("conventions")["conventions"]
    assert {entry["name"]: conventions._read(entry) for entry in entries} == CONVENTIONS


def test_a_line_of_a_receipt_says_that_it_is_a_choice_of_the_house() -> None:
    reading = sentence("ineens_dag")
    assert conventions.line("ineens_dag") == f"conventie: {reading} [C]"
