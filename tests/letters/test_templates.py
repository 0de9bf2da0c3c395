"""The rules of the templates: their length, no value bare, no law reckoned in them."""

import re
from typing import Final

from enforcement.letters.filters import FILTERS
from enforcement.letters.view import KINDS
from tests.letters.made import FOLDER

LINES_MOST: Final = 120
TEMPLATES: Final = sorted(FOLDER.rglob("*.j2"))
ALL: Final = [*TEMPLATES, *sorted(FOLDER.rglob("*.typ"))]


def test_every_kind_with_a_letter_has_a_template_and_no_template_is_left_over() -> None:
    own = {path.name.removesuffix(".typ.j2") for path in FOLDER.glob("*.typ.j2")}
    assert own == {"brief", *KINDS}


def test_no_template_is_longer_than_120_lines() -> None:
    found = [path.name for path in ALL if len(path.read_text("utf-8").splitlines()) > LINES_MOST]
    assert found == []


def test_every_value_passes_a_filter_of_the_house_last() -> None:
    found = [
        f"{path.name}: {expression}"
        for path in TEMPLATES
        for expression in re.findall(r"\{\{(.*?)\}\}", path.read_text("utf-8"))
        if expression.strip().rsplit("|", maxsplit=1)[-1] not in FILTERS
    ]
    assert found == []


def test_no_semicolon_follows_a_value_since_typst_would_swallow_it() -> None:
    found = [
        path.name for path in TEMPLATES if re.search(r"\}\}(\{%.*?%\})*;", path.read_text("utf-8"))
    ]
    assert found == []


def test_nothing_in_a_template_asks_for_today_or_reads_a_file() -> None:
    words = ("datetime.today", "read(", "json(", "plugin(", "@preview")
    found = [
        f"{path.name}: {word}" for path in ALL for word in words if word in path.read_text("utf-8")
    ]
    assert found == []


def test_every_clause_names_its_version_and_the_day_of_its_text() -> None:
    found = [
        path.name
        for path in (FOLDER / "clauses").iterdir()
        if re.match(
            r"\{#- (Clause \w+, version \d+ \(.*text as valid on|The findings)",
            path.read_text("utf-8"),
        )
        is None
    ]
    assert found == []
