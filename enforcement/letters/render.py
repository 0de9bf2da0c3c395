"""A notice becomes a letter: Jinja2 makes the source, Typst the PDF/A-3a and PDF/UA-1.

The same event gives the same bytes, in any process: time comes from the event, fonts from the
templates, nothing from the machine.
"""

from __future__ import annotations

import json
import tomllib
from datetime import datetime
from pathlib import Path
from typing import Any, Final, Protocol

import jinja2
import typst

from enforcement.letters.faults import LetterFault
from enforcement.letters.filters import FILTERS, finalize
from enforcement.letters.view import KINDS, VERSION

SENDER: Final = "afzender.toml"
_STANDARDS: Final[list[typst.PDFStandard]] = ["a-3a", "ua-1"]


class Renderer(Protocol):
    """What makes a letter of the bytes of a notice."""

    def render(self, event: bytes) -> bytes:
        """The letter as PDF. Raises LetterFault when this notice can give none."""
        ...


class TypstRenderer:
    """Renders with the templates in `folder` (…/templates/letters) and the data of a sender.

    It holds one compiler, so it belongs to one thread. `sender` names another file than the
    `afzender.toml` beside the templates.
    """

    def __init__(self, folder: Path, sender: Path | None = None) -> None:
        self._sender = tomllib.loads((sender or folder / SENDER).read_text(encoding="utf-8"))
        self._templates = jinja2.Environment(
            loader=jinja2.FileSystemLoader(folder),
            autoescape=False,  # noqa: S701 - the target is Typst; `finalize` lets no bare text in
            undefined=jinja2.StrictUndefined,
            finalize=finalize,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            auto_reload=False,
        )
        self._templates.filters.update(FILTERS)
        fonts = typst.Fonts(
            include_system_fonts=False,
            include_embedded_fonts=False,
            font_paths=[folder / "fonts"],
        )
        self._compiler = typst.Compiler(root=folder, font_paths=fonts)

    def render(self, event: bytes) -> bytes:
        """The letter as PDF, with the event inside as `/kennisgeving.json`, and a newline."""
        notice = _read(event)
        source = self._source(notice)
        try:
            pdf = self._compiler.compile(
                source.encode("utf-8"),
                format="pdf",
                sys_inputs={"kennisgeving": event.decode("utf-8")},
                pdf_standards=_STANDARDS,
                timestamp=_moment(notice),
            )
        except typst.TypstError as error:
            raise LetterFault(f"Typst weigert: {error.message}", _place(notice)) from error
        assert isinstance(pdf, bytes), "one document was asked for"
        return pdf + b"\n"

    def source(self, event: bytes) -> str:
        """The Typst source of the letter."""
        return self._source(_read(event))

    def _source(self, notice: dict[str, Any]) -> str:
        brief = notice["data"]["brief"]
        template = self._templates.get_template(f"{brief['soort']}.typ.j2")
        try:
            return template.render(brief=brief, afzender=self._sender)
        except (jinja2.UndefinedError, TypeError) as error:
            raise LetterFault(f"de gegevens passen niet: {error}", _place(notice)) from error


def _read(event: bytes) -> dict[str, Any]:
    """The notice with a brief in it that there is a template for."""
    try:
        notice = json.loads(event)
        brief = notice["data"]["brief"]
    except (KeyError, TypeError, ValueError) as error:
        raise LetterFault(f"een kennisgeving verwacht: {error!r}", "de kennisgeving") from error
    kind = notice["data"].get("kind")
    if not isinstance(brief, dict):
        raise LetterFault(f"kennisgevingen van soort {kind} hebben geen brief", _place(notice))
    if brief.get("soort") not in KINDS or brief.get("versie") != VERSION:
        raise LetterFault(f"onbekende soort of versie van de brief: {kind}", _place(notice))
    contents = brief.get("inhoud")
    if isinstance(contents, dict) and contents.get("verbeurtes") == []:
        raise LetterFault("een brief over dwangsommen zonder één dwangsom", _place(notice))
    return dict(notice)


def _moment(notice: dict[str, Any]) -> int:
    try:
        return int(datetime.fromisoformat(notice["time"]).timestamp())
    except (KeyError, TypeError, ValueError) as error:
        raise LetterFault(f"een moment in `time` verwacht: {error!r}", _place(notice)) from error


def place_of(event: bytes) -> str:
    """Which notice these bytes are, as far as they say."""
    try:
        return _place(dict(json.loads(event)))
    except (TypeError, ValueError):
        return "de kennisgeving"


def _place(notice: dict[str, Any]) -> str:
    return f"kennisgeving {notice.get('id')} van zaak {notice.get('subject')}"
