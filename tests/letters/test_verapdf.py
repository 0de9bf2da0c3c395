"""One letter of each kind before veraPDF, and planted faults that it must find."""

import io
from pathlib import Path

import pikepdf
import pytest

from tests.letters.made import CASES, made
from tests.letters.verapdf import judge


@pytest.fixture(scope="module")
def letters(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("letters")
    for name in CASES:
        (folder / f"{name}.pdf").write_bytes(made(name).pdf)
    return folder


@pytest.mark.parametrize("flavour", ["3a", "ua1"])
def test_every_kind_of_letter_passes(letters: Path, flavour: str) -> None:
    assert judge(letters, flavour) == []


@pytest.mark.parametrize("flavour", ["3a", "ua1"])
def test_a_letter_without_metadata_or_tags_is_found_out(tmp_path: Path, flavour: str) -> None:
    with pikepdf.open(io.BytesIO(made("verbeurte").pdf)) as pdf:
        del pdf.Root.Metadata
        pdf.save(tmp_path / "without-metadata.pdf")
    with pikepdf.open(io.BytesIO(made("verbeurte").pdf)) as pdf:
        del pdf.Root.StructTreeRoot
        del pdf.Root.MarkInfo
        pdf.save(tmp_path / "without-tags.pdf")
    found = "\n".join(judge(tmp_path, flavour))
    assert f"FAIL {tmp_path}/without-metadata.pdf" in found
    assert f"FAIL {tmp_path}/without-tags.pdf" in found
