"""Core and second program, written apart from the same texts, say the same of any case."""

from __future__ import annotations

from datetime import date
from typing import Final

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from enforcement.dossier import Dossier
from tests.properties.strategies import days_of_reckoning, many
from tests.second import compare, readings
from tests.second.cases import cases

# 500 cases in `make test`, 20,000 in `make deep`.
CASES: Final = 500 if many(1) == 1 else 20_000


# Shrinking compares thousands of cases more, so the case that differs is told as it was drawn.
@settings(max_examples=CASES, phases=[Phase.explicit, Phase.reuse, Phase.generate])
@given(cases(), st.data())
def test_both_programs_say_the_same_of_any_case_on_any_day(
    case: tuple[Dossier, date], data: st.DataObject
) -> None:
    dossier, origin = case
    for _ in range(3):
        on = data.draw(days_of_reckoning(origin))
        assert compare.differences(dossier, on) == []


@pytest.mark.parametrize("planted", readings.PLANTED)
def test_a_wrong_rule_is_noticed(planted: str) -> None:
    with readings.reading(planted), pytest.raises(AssertionError, match="only the"):
        _compare_many()


@settings(max_examples=5_000, phases=[Phase.generate], report_multiple_bugs=False, print_blob=False)
@given(cases(), st.data())
def _compare_many(case: tuple[Dossier, date], data: st.DataObject) -> None:
    dossier, origin = case
    assert compare.differences(dossier, data.draw(days_of_reckoning(origin))) == []
