"""Whatever acts a case is made of: each notice that has a letter gets one, and it adds up."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from enforcement import notices
from enforcement.dossier import Dossier
from enforcement.intake import CaseFile
from enforcement.letters.faults import LetterFault
from enforcement.letters.view import KINDS
from tests.letters.made import renderer, written
from tests.properties.strategies import days_of_reckoning, dossiers, many


@settings(max_examples=many(100))
@given(dossiers(), st.data())
def test_every_notice_with_a_letter_gets_one_and_it_adds_up(
    case: tuple[Dossier, date], data: st.DataObject
) -> None:
    dossier, origin = case
    on = data.draw(days_of_reckoning(origin))
    answer = notices.answer(dossier, on)
    for notice in answer.notices:
        event = written(CaseFile(dossier, on, None), answer, notice)
        found = json.loads(event)["data"]["brief"]
        assert (found is not None) is (notice.kind in KINDS)
        if found is not None and found["inhoud"].get("verbeurtes") != []:
            assert renderer().source(event)
            _adds_up(found["inhoud"])


@settings(max_examples=many(15))
@given(dossiers(), st.data())
def test_every_letter_can_be_set(case: tuple[Dossier, date], data: st.DataObject) -> None:
    dossier, origin = case
    on = data.draw(days_of_reckoning(origin))
    answer = notices.answer(dossier, on)
    for notice in {each.kind: each for each in answer.notices if each.kind in KINDS}.values():
        event = written(CaseFile(dossier, on, None), answer, notice)
        if json.loads(event)["data"]["brief"]["inhoud"].get("verbeurtes") == []:
            with pytest.raises(LetterFault, match="zonder één dwangsom"):
                renderer().render(event)
        else:
            assert renderer().render(event).startswith(b"%PDF-1.7")


def _adds_up(contents: dict[str, Any]) -> None:
    rows = contents.get("verbeurtes", [])
    if "totaal_cents" in contents and rows:
        assert contents["totaal_cents"] == sum(row["cents"] for row in rows)
    for row in rows:
        assert row["cents"] > 0
        assert row.get("ruimte_cents", 0) >= 0
