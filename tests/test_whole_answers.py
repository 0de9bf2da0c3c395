"""The whole answer of each story, to the last letter: which stories does a change move?

A story says what must hold. This says that nothing else moved: each sentence, article and receipt
of each story has a checksum here, so that a change shows in the difference of one file which cases
would be answered otherwise. After a change that was meant: GOLDEN=write, and look at the list.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final

import pytest

from enforcement import intake, notices
from enforcement.reckoning import Reckoning
from enforcement.reckoning.explain import explain
from enforcement.reckoning.reckon import Workings, work_out

STORIES: Final = sorted((Path(__file__).parent / "stories").glob("*.yaml"))
GOLDEN: Final = Path(__file__).with_name("whole_answers.json")


def names_of(answer: Reckoning) -> Iterator[str]:
    """Everything in an answer that bears a name of its own."""
    yield from (row.id for row in answer.verbeurtes)
    yield from (part.onderdeel for part in answer.onderdelen)
    yield from (f"{term.kind}:{term.of}" for term in answer.termijnen)
    yield from (remedy.id for remedy in answer.rechtsmiddelen)
    yield from (notice.id for notice in answer.notices)
    yield from (flag.code for flag in answer.flags)
    yield from sorted({entry.act for entry in answer.timeline if entry.act is not None})
    yield from answer.geld.__slots__


@cache
def answered(path: Path) -> tuple[Reckoning, Workings]:
    case = intake.read_case(path.read_bytes())
    assert isinstance(case, intake.CaseFile), case
    assert case.on is not None
    answer = notices.answer(case.dossier, case.on, case.known_at)
    return answer, work_out(case.dossier, case.on, case.known_at)


def checksums(path: Path) -> list[str]:
    """Of the answer and of all its receipts, short enough to be read in a difference."""
    answer, worked = answered(path)
    receipts = {name: explain(answer, worked, name) for name in names_of(answer)}
    written = json.dumps(receipts, ensure_ascii=False).encode()
    return [hashlib.sha256(each).hexdigest()[:16] for each in (answer.to_json(), written)]


@pytest.fixture(scope="module")
def golden() -> dict[str, list[str]]:
    if os.environ.get("GOLDEN") == "write":
        lines = [f"  {json.dumps(path.stem)}: {json.dumps(checksums(path))}" for path in STORIES]
        GOLDEN.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")
    found: dict[str, list[str]] = json.loads(GOLDEN.read_text(encoding="utf-8"))
    return found


@pytest.mark.parametrize("path", STORIES, ids=lambda path: path.stem)
def test_the_whole_answer_is_the_one_that_was_looked_at(
    path: Path, golden: dict[str, list[str]]
) -> None:
    assert checksums(path) == golden[path.stem], "look at the answer, then GOLDEN=write"


def test_no_checksum_is_left_of_a_story_that_is_gone(golden: dict[str, list[str]]) -> None:
    assert golden.keys() == {path.stem for path in STORIES}


@pytest.mark.parametrize("path", STORIES, ids=lambda path: path.stem)
def test_whatever_bears_a_name_in_the_answer_has_a_receipt(path: Path) -> None:
    answer, worked = answered(path)
    bare = [name for name in names_of(answer) if not explain(answer, worked, name)]
    assert bare == []
