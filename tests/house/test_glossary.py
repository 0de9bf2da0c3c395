"""Every Dutch word in a name is in the glossary, and the glossary holds no word nobody uses.

A word in a name is Dutch and explained in enforcement/law/glossary.toml, or English and listed
in english.txt beside this file.
"""

import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path, PurePosixPath
from typing import Final

from tests.house import tree

GLOSSARY: Final = PurePosixPath("enforcement/law/glossary.toml")
ENGLISH: Final = Path(__file__).with_name("english.txt")
# Here every field name is a word of the contract or of the reckoning.
FIELDS: Final = ("enforcement/act.py", "enforcement/acts/", "enforcement/reckoning/")


def test_every_word_in_the_name_of_an_act_is_explained() -> None:
    found = [f"{act}: {word}" for act, word in _words_of_acts() if not _is_explained(word)]
    assert not found, tree.report(found)


def test_every_word_in_a_field_name_is_explained() -> None:
    found = [f"{place}: {word}" for place, word in _words_of_fields() if not _is_explained(word)]
    assert not found, tree.report(sorted(set(found)))


def test_every_word_of_the_glossary_is_used() -> None:
    used = _everything_said()
    found = [name for name in _glossary() if f" {' '.join(tree.words_of(name))} " not in used]
    assert not found, tree.report(found)


def test_every_word_of_the_glossary_has_a_gloss() -> None:
    found = [name for name, entry in _glossary().items() if not entry.get("gloss")]
    assert not found, tree.report(found)


def test_every_word_of_the_glossary_lives_in_a_room_that_is_there() -> None:
    found = [
        f"{name}: {entry.get('lives_in')}"
        for name, entry in _glossary().items()
        if not any(_is_or_holds(entry.get("lives_in", ""), path) for path in tree.files())
    ]
    assert not found, tree.report(found)


def test_every_english_word_is_used_in_a_name_and_in_no_glossary() -> None:
    used = {word for _, word in (*_words_of_acts(), *_words_of_fields())}
    found = sorted(word for word in _english() if word not in used or word in _dutch())
    assert not found, tree.report(found)


@cache
def _glossary() -> dict[str, dict[str, str]]:
    words: dict[str, dict[str, str]] = tomllib.loads(tree.text(GLOSSARY))["words"]
    return words


@cache
def _dutch() -> frozenset[str]:
    return frozenset(word for name in _glossary() for word in tree.words_of(name))


@cache
def _english() -> frozenset[str]:
    return frozenset(ENGLISH.read_text(encoding="utf-8").split())


def _is_or_holds(place: str, path: PurePosixPath) -> bool:
    return place == str(path) or place.rstrip("/") in map(str, path.parents)


def _is_explained(word: str) -> bool:
    return word.isdigit() or word in _dutch() or word in _english()


def _words_of_acts() -> Iterator[tuple[str, str]]:
    for path in tree.under("enforcement/acts/"):
        if path.suffix == ".py" and not path.name.startswith("_"):
            yield from ((path.name, word) for word in tree.words_of(path.stem))


def _words_of_fields() -> Iterator[tuple[str, str]]:
    for module in tree.modules(*FIELDS):
        for field in module.fields():
            place = f"{module.at(field)} {field.id}"
            yield from ((place, word) for word in tree.words_of(field.id))


@cache
def _everything_said() -> str:
    """All words of enforcement/ but the glossary's own, between spaces."""
    texts = (
        tree.text(path)
        for path in tree.under("enforcement/")
        if path != GLOSSARY and path.suffix in {".py", ".yaml"}
    )
    return f" {' '.join(word for text in texts for word in tree.words_of(text))} "
