"""The outbox takes a letter once, whole, and never another over it."""

import hashlib
import os
from dataclasses import replace
from pathlib import Path

import pytest

from enforcement.delivery.channel import DifferentLetter, Letter
from enforcement.delivery.outbox import Outbox


def test_a_letter_lies_there_with_its_json_and_its_checksum(tmp_path: Path, letter: Letter) -> None:
    answer = Outbox(tmp_path / "uit").deliver(letter)
    pdf = tmp_path / "uit" / letter.file_name
    checksum = hashlib.sha256(letter.pdf).hexdigest()
    assert pdf.read_bytes() == letter.pdf
    assert pdf.with_suffix(".json").read_bytes() == letter.event
    assert pdf.with_suffix(".sha256").read_text() == f"{checksum}  {pdf.name}\n"
    assert (answer.outcome, answer.proof) == ("bezorgd", f"sha256:{checksum}")


def test_offered_again_it_is_the_same_file_and_the_same_answer(
    tmp_path: Path, letter: Letter
) -> None:
    box = Outbox(tmp_path)
    first = box.deliver(letter)
    seen = {path.name: path.stat().st_ino for path in tmp_path.iterdir()}
    assert box.deliver(letter) == first
    assert {path.name: path.stat().st_ino for path in tmp_path.iterdir()} == seen


def test_another_letter_under_the_same_name_is_refused_and_the_first_stays(
    tmp_path: Path, letter: Letter
) -> None:
    box = Outbox(tmp_path)
    box.deliver(letter)
    with pytest.raises(DifferentLetter, match="another letter"):
        box.deliver(replace(letter, pdf=b"%PDF-1.7 iets anders"))
    assert (tmp_path / letter.file_name).read_bytes() == letter.pdf


def test_cut_off_before_the_pdf_it_is_completed_the_next_time(
    tmp_path: Path, letter: Letter, monkeypatch: pytest.MonkeyPatch
) -> None:
    box, link = Outbox(tmp_path), os.link

    def full(name: str, target: Path) -> None:
        if target.suffix == ".pdf":
            raise OSError(28, "No space left on device")
        link(name, target)

    with monkeypatch.context() as patched:
        patched.setattr(os, "link", full)
        with pytest.raises(OSError, match="No space"):
            box.deliver(letter)
    assert not (tmp_path / letter.file_name).exists()
    box.deliver(letter)
    assert len(list(tmp_path.iterdir())) == 3, "nothing half done is left"


def test_a_path_instead_of_a_name_stops(tmp_path: Path, letter: Letter) -> None:
    with pytest.raises(AssertionError):
        Outbox(tmp_path).deliver(replace(letter, file_name="../elders.pdf"))
