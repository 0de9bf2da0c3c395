"""Every rule of the law is told in stories from both sides, or says why no code carries it out."""

from __future__ import annotations

from typing import Final

from enforcement.values import Article
from tests import stories_coverage

# Rules of the contract and not of the law: references that wait, status, the next change.
OF_THE_HOUSE: Final = {"C3", "C4", "C5"}


def test_every_rule_is_told_from_both_sides_or_says_why_not() -> None:
    told = stories_coverage.told()
    found = [
        f"{name}: geldt {side} ontbreekt"
        for name, rule in stories_coverage.rules().items()
        for side in stories_coverage.SIDES
        if "reason" not in rule and not told[name][side]
    ]
    assert found == []


def test_a_reason_falls_when_the_stories_are_there() -> None:
    told = stories_coverage.told()
    rules = stories_coverage.rules()
    assert [name for name, rule in rules.items() if "reason" in rule and told[name]] == []


def test_a_story_names_no_rule_that_nobody_knows() -> None:
    assert set(stories_coverage.told()) - set(stories_coverage.rules()) == OF_THE_HOUSE


def test_a_rule_has_a_title_and_an_article_that_can_be_read() -> None:
    for name, rule in stories_coverage.rules().items():
        assert set(rule) - {"reason"} == {"title", "article"}, name
        assert str(Article.parse(rule["article"])) == rule["article"], name


def test_the_table_holds_a_line_for_every_rule() -> None:
    lines = stories_coverage.table()
    assert [line.split()[0] for line in lines[1:]] == list(stories_coverage.told())
    assert stories_coverage.rule_of("B6v", stories_coverage.rules()) == "B6"
    assert stories_coverage.rule_of("O2b", stories_coverage.rules()) == "O2b"
