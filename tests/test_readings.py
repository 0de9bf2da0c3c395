"""Every reading of the house is told by a receipt: some story rests on it and names it."""

from __future__ import annotations

from typing import Final

from enforcement import intake, notices
from enforcement.law.conventions import CONVENTIONS
from enforcement.reckoning.explain import explain
from enforcement.reckoning.reckon import work_out
from tests.test_stories import STORIES

_SUMS: Final = ("rente", "kosten", "terug_te_betalen")
_MARK: Final = "conventie: "


def _told_by(story: intake.CaseFile) -> set[str]:
    """The sentences that the receipts of a story's first things name."""
    assert story.on is not None
    worked = work_out(story.dossier, story.on, story.known_at)
    answer = notices.answer(story.dossier, story.on, story.known_at)
    names = {
        *_SUMS,
        *(row.id for row in answer.verbeurtes[:9]),
        *(row.onderdeel for row in answer.onderdelen),
        *(f"{term.kind}:{term.of}" for term in answer.termijnen),
        *(row.id for row in answer.rechtsmiddelen),
        *(flag.code for flag in answer.flags),
        "beslisdwangsom",
    }
    lines = (line.strip() for name in names for line in explain(answer, worked, name))
    marked = (line for line in lines if line.startswith(_MARK))
    return {line.removeprefix(_MARK).removesuffix(" [C]") for line in marked}


def test_every_reading_of_the_house_is_named_by_the_receipt_of_a_story() -> None:
    open_ones = {each.sentence: each.name for each in CONVENTIONS.values()}
    for path in STORIES:
        if not open_ones:
            break
        case = intake.read_case(path.read_bytes())
        assert isinstance(case, intake.CaseFile), case
        for sentence in _told_by(case):
            open_ones.pop(sentence, None)
    assert sorted(open_ones.values()) == []
