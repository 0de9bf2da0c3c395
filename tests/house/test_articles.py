"""Every article that the house refers to can be read and stands in a statute it knows."""

import ast
import re
from collections.abc import Iterator
from typing import Final

from enforcement.values import STATUTES, Article
from tests.house import tree

# A string that is nothing but a reference, whatever its statute is called.
_WHOLE: Final = re.compile(r"[A-Z][A-Za-z]* \d+[a-z]*(?::\d+[a-z]*)?(?: lid \w+)?")
# A reference within a sentence: a known statute and a number, or any statute with a colon number.
_KNOWN: Final = re.compile(
    rf"\b(?:{'|'.join(STATUTES)}) \d+[a-z]*(?::\d+[a-z]*)?(?: lid \w+)?", re.ASCII
)
_COLON: Final = re.compile(r"\b[A-Z][A-Za-z]* \d+[a-z]*:\d+[a-z]*(?: lid \w+)?", re.ASCII)


def test_every_article_in_the_code_is_of_a_known_statute() -> None:
    found = [
        f"{module.at(node)} {reference}"
        for module in tree.modules("enforcement/")
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
        for reference in _references(node.value)
        if not _is_article(reference)
    ]
    assert not found, tree.report(found)


def test_every_article_in_the_parameters_and_the_glossary_is_of_a_known_statute() -> None:
    found = [
        f"{path} {reference}"
        for path in tree.under("enforcement/law/")
        if path.suffix in {".toml", ".yaml"}
        for reference in _references(tree.text(path))
        if not _is_article(reference)
    ]
    assert not found, tree.report(found)


def test_an_article_of_a_statute_nobody_knows_is_found() -> None:
    assert not _is_article("Wabo 2:1")
    assert list(_references("zie Wabo 2:1 lid 3, en Awb 5:35")) == ["Awb 5:35", "Wabo 2:1 lid 3"]


def _references(text: str) -> Iterator[str]:
    if _WHOLE.fullmatch(text):
        yield text
        return
    yield from sorted({*_KNOWN.findall(text), *_COLON.findall(text)})


def _is_article(reference: str) -> bool:
    try:
        return str(Article.parse(reference)) == reference
    except ValueError:
        return False
