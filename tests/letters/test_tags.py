"""What a screen reader gets: paragraphs, one subject, headings in order, heads of columns."""

import io
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pikepdf
import pytest

from tests.letters.made import CASES, made


def _tags(node: Any, above: str = "") -> Iterator[tuple[str, str, str | None]]:
    """Each tag with the one it stands in and its scope, in the order of reading."""
    if isinstance(node, pikepdf.Array):
        for each in node:
            yield from _tags(each, above)
    elif isinstance(node, pikepdf.Dictionary) and "/S" in node:
        tag = str(node.S).removeprefix("/")
        yield tag, above, _scope(node.A) if tag == "TH" else None
        if "/K" in node:
            yield from _tags(node.K, tag)


def _scope(attributes: Any) -> str | None:
    """The scope among the attributes of a tag, which stand alone or in a list."""
    listed = list(attributes) if isinstance(attributes, pikepdf.Array) else [attributes]
    return next((str(each.Scope) for each in listed if "/Scope" in each), None)


def _tree(name: str) -> list[tuple[str, str, str | None]]:
    with pikepdf.open(io.BytesIO(made(name).pdf)) as pdf:
        return list(_tags(pdf.Root.StructTreeRoot.K))


@pytest.mark.parametrize("name", CASES)
def test_a_letter_has_one_subject_and_below_it_headings_without_a_skip(name: str) -> None:
    levels = [int(tag[1:]) for tag, _, _ in _tree(name) if tag[0] == "H" and tag[1:].isdigit()]
    assert (levels[0], levels.count(1)) == (1, 1)
    assert all(after - before <= 1 for before, after in pairwise(levels))


@pytest.mark.parametrize("name", CASES)
def test_no_text_stands_outside_a_paragraph(name: str) -> None:
    outer = {tag for tag, above, _ in _tree(name) if above == "Document"}
    assert outer <= {"P", "H1", "H2", "H3", "L", "Table", "Div"}


@pytest.mark.parametrize("name", CASES)
def test_every_head_of_a_table_heads_its_column_and_every_table_has_a_caption(name: str) -> None:
    tree = _tree(name)
    heads = [scope for tag, _, scope in tree if tag == "TH"]
    assert heads == ["/Column"] * len(heads)
    tables = [tag for tag, _, _ in tree if tag == "Table"]
    # Typst 0.15.2 leaves the caption beside its table when the table ends near the foot of a page.
    captions = [above for tag, above, _ in tree if tag == "Caption"]
    assert len(captions) == len(tables)
    assert set(captions) <= {"Table", "Div"}
