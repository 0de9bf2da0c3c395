"""Core and second program, written apart from the same texts, say the same of any case."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Final

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from enforcement import intake
from enforcement.dossier import Dossier
from tests.properties.strategies import days_of_reckoning, many
from tests.second import compare, readings
from tests.second.cases import cases

# 500 cases in `make test`; 20,000 in `make deep`, in shares that the cores divide: each draws its
# own, since nothing there is drawn from a fixed seed.
CASES, SHARES = (500, 1) if many(1) == 1 else (20_000, 8)


# Shrinking compares thousands of cases more, so the case that differs is told as it was drawn.
@pytest.mark.parametrize("share", range(SHARES))
@settings(max_examples=CASES // SHARES, phases=[Phase.explicit, Phase.reuse, Phase.generate])
@given(case=cases(), data=st.data())
def test_both_programs_say_the_same_of_any_case_on_any_day(
    share: int,  # noqa: ARG001 - only divides the work
    case: tuple[Dossier, date],
    data: st.DataObject,
) -> None:
    dossier, origin = case
    for _ in range(3):
        on = data.draw(days_of_reckoning(origin))
        assert compare.differences(dossier, on) == []


# Rules that a random case meets too seldom are shown by a story that is about them.
STORIES: Final = {
    "every-year-has-365-days": "na-een-jaar-verzuim-telt-de-rente-mee-als-hoofdsom",
    "the-maximum-is-reached-anew": "wat-vol-is-wordt-door-een-verlaging-niet-opnieuw-vol",
    "finality-is-told-a-day-late": "op-de-dag-van-de-einduitspraak-is-dat-de-laatste-dag",
    "remitted-in-default": "na-kwijtschelding-van-alles-loopt-de-rente-niet-verder",
    "waived-interest-takes-the-paid-along": "wat-eerder-aan-rente-is-betaald-blijft-betaald",
    "early-money-forgets-a-lapse": "wat-te-vroeg-is-betaald-blijft-betaald-als-het-jaar-om-is",
    "set-off-takes-up-by-age": "verrekenen-van-minder-stuit-alleen-de-eerste",
}


@pytest.mark.parametrize("planted", [name for name in readings.PLANTED if name not in STORIES])
def test_a_wrong_rule_is_noticed(planted: str) -> None:
    with readings.reading(planted), pytest.raises(AssertionError, match="only the"):
        _compare_many()


@pytest.mark.parametrize("planted", STORIES)
def test_a_wrong_rule_is_noticed_in_the_story_about_it(planted: str) -> None:
    path = Path(__file__).parents[1] / "stories" / f"{STORIES[planted]}.yaml"
    story = intake.read_case(path.read_bytes())
    assert isinstance(story, intake.CaseFile)
    assert story.on is not None
    assert compare.differences(story.dossier, story.on) == []
    with readings.reading(planted):
        assert compare.differences(story.dossier, story.on) != []


@settings(max_examples=5_000, phases=[Phase.generate], report_multiple_bugs=False, print_blob=False)
@given(cases(), st.data())
def _compare_many(case: tuple[Dossier, date], data: st.DataObject) -> None:
    dossier, origin = case
    assert compare.differences(dossier, data.draw(days_of_reckoning(origin))) == []
