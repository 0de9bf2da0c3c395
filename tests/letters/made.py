"""Letters to test: each folder under golden/ is a case, the letter it asks for, and its goldens."""

import json
import os
import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

import pypdfium2  # type: ignore[import-untyped]
import yaml

from enforcement import intake, notices
from enforcement.letters import event
from enforcement.letters.render import TypstRenderer
from enforcement.letters.view import KINDS
from enforcement.reckoning.outcome import Notice, Reckoning
from enforcement.settings import templates_folder

GOLDEN: Final = Path(__file__).parent / "golden"
CASES: Final = sorted(folder.name for folder in GOLDEN.iterdir())
FOLDER: Final = templates_folder() / "letters"
SOURCE: Final = "urn:nld:oin:00000099000000001000:systeem:dwangsom"

_GONE: Final = str.maketrans({"\u00ad": None, "\u200b": None, "\ufeff": None})


@dataclass(frozen=True)
class Made:
    """A letter with what it was made of."""

    event: bytes
    pdf: bytes
    source: str
    pages_max: int

    @property
    def brief(self) -> dict[str, Any]:
        brief: dict[str, Any] = json.loads(self.event)["data"]["brief"]
        return brief

    @property
    def text(self) -> str:
        return normal("\n".join(pages(self.pdf)))


@cache
def renderer() -> TypstRenderer:
    return TypstRenderer(FOLDER)


@cache
def made(name: str) -> Made:
    """The letter of a golden case."""
    content = (GOLDEN / name / "zaak.yaml").read_bytes()
    asked = yaml.safe_load(content)["letter"]
    notice = notice_of(content, asked["kind"])
    return Made(notice, renderer().render(notice), renderer().source(notice), asked["pages_max"])


def notice_of(content: bytes, kind: str) -> bytes:
    """The notice of this kind that the case file makes due last, as a CloudEvent."""
    case = intake.read_case(content)
    assert isinstance(case, intake.CaseFile), [str(refusal) for refusal in case]
    assert case.on is not None
    answer = notices.answer(case.dossier, case.on)
    mine = [notice for notice in answer.notices if notice.kind == kind]
    assert mine, f"{kind} is not due"
    return written(case, answer, mine[-1])


def notices_of(content: bytes) -> list[bytes]:
    """Every notice of the case file that has a letter."""
    case = intake.read_case(content)
    assert isinstance(case, intake.CaseFile), [str(refusal) for refusal in case]
    assert case.on is not None
    answer = notices.answer(case.dossier, case.on)
    return [written(case, answer, one) for one in answer.notices if one.kind in KINDS]


def written(case: intake.CaseFile, answer: Reckoning, notice: Notice) -> bytes:
    return event.write(
        notice,
        sequence=1,
        issued_by="tests",
        replaces=None,
        reckoning=answer,
        dossier=case.dossier,
        source=SOURCE,
    )


def pages(pdf: bytes) -> list[str]:
    """The text of each page, as a reader gets it."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [page.get_textpage().get_text_range() for page in document]
    finally:
        document.close()


def normal(text: str) -> str:
    """Text without what differs only to the eye: soft breaks, kinds of space, line ends."""
    plain = unicodedata.normalize("NFC", text.translate(_GONE)).replace("\u00a0", " ")
    lines = (re.sub(r"[ \t]+", " ", line).strip() for line in plain.splitlines())
    return "\n".join(line for line in lines if line) + "\n"


def flat(text: str) -> str:
    """Normalised text as one line, to look for a sentence in it wherever its lines break."""
    return " ".join(normal(text).split())


def squeezed(text: str) -> str:
    """Text without any space: a narrow cell breaks a word where no reader minds."""
    return "".join(normal(text).split())


def golden(name: str, file: str, fresh: str) -> str:
    """What the golden says; with GOLDEN=write in the environment it is written anew first."""
    path = GOLDEN / name / file
    if os.environ.get("GOLDEN") == "write":
        path.write_text(fresh, encoding="utf-8")
    return path.read_text(encoding="utf-8")
