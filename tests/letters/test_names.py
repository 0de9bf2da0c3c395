"""The file name of a letter: its parts, its length, and no way out of the folder."""

import json
from pathlib import PurePosixPath

import pytest

from enforcement.letters.faults import LetterFault
from enforcement.letters.names import NAME_MOST, file_name
from tests.letters.made import made


def _named(**fields: object) -> str:
    given = {"case": "LOD-2026-0147", "kind": "verbeurte", "due_on": "2026-11-24"}
    return file_name(json.dumps({"data": {**given, "id": "1a2b3c4d-5e", **fields}}).encode())


def test_a_name_holds_case_kind_day_and_the_first_of_the_id() -> None:
    assert _named() == "LOD-2026-0147_verbeurte_2026-11-24_1a2b3c4d.pdf"
    assert file_name(made("verbeurte").event).startswith("LOD-2026-0147_verbeurte_2026-06-13_")


@pytest.mark.parametrize(
    "case",
    ["../../etc/passwd", "/", "..", "", "A\\B", "A/B", "Ä\n\x00", "C:x", "~/x", "X" * 300, ".x"],
)
def test_no_case_number_leads_out_of_the_folder(case: str) -> None:
    name = _named(case=case)
    assert PurePosixPath(name).name == name
    assert name.isascii()
    assert name.isprintable()
    assert not name.startswith(".")
    assert len(name) <= NAME_MOST
    assert name.endswith("_verbeurte_2026-11-24_1a2b3c4d.pdf")


def test_a_hostile_kind_or_id_stays_a_name_too() -> None:
    name = _named(kind="../" * 60, id="../../..")
    assert PurePosixPath(name).name == name
    assert len(name) <= NAME_MOST


@pytest.mark.parametrize("content", [b"", b"{}", b"[]", b'{"data": []}'])
def test_what_is_no_notice_has_no_name(content: bytes) -> None:
    with pytest.raises(LetterFault):
        file_name(content)
