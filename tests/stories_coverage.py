"""Which rules of the law the stories show from both sides: `python -m tests.stories_coverage`.

The rules stand in enforcement/law/rules.toml. A story may name a shade of a rule by letters
behind it: `B6v` is told of `B6`. A rule without stories gives a reason there instead.
"""

from __future__ import annotations

import re
import sys
import tomllib
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import yaml

_ROOT: Final = Path(__file__).parent.parent
_SHADE: Final = re.compile(r"([A-Z]\d+)[a-z]*")
SIDES: Final = ("ja", "nee")


def rules() -> dict[str, dict[str, str]]:
    """Every rule by its id: title, article, and the reason when no code carries it out."""
    text = (_ROOT / "enforcement/law/rules.toml").read_text(encoding="utf-8")
    found: dict[str, dict[str, str]] = tomllib.loads(text)
    return found


def rule_of(name: str, known: Mapping[str, object]) -> str:
    """The rule that a story names, without its shade: `B6` of `B6v`, but `O2b` is a rule."""
    if name in known:
        return name
    whole = _SHADE.fullmatch(name)
    return name if whole is None else whole[1]


def told() -> dict[str, Counter[str]]:
    """How many stories show each rule from each side."""
    known = rules()
    found: dict[str, Counter[str]] = {name: Counter() for name in known}
    for path in sorted((_ROOT / "tests/stories").glob("*.yaml")):
        story: dict[str, Any] = yaml.safe_load(path.read_bytes())
        for rule in {rule_of(name, known) for name in story["rules"]}:
            found.setdefault(rule, Counter())[story["geldt"]] += 1
    return found


def table() -> list[str]:
    """One line a rule: id, stories in which it applies, in which it just does not, its title."""
    known = rules()
    lines = [f"{'regel':<6} {'ja':>4} {'nee':>4}  titel"]
    for name, sides in told().items():
        rule = known.get(name, {"title": "afspraak van het huis, geen regel van de wet"})
        reason = f" [geen verhaal: {rule['reason']}]" if "reason" in rule else ""
        lines.append(f"{name:<6} {sides['ja']:>4} {sides['nee']:>4}  {rule['title']}{reason}")
    return lines


if __name__ == "__main__":
    sys.stdout.write("\n".join(table()) + "\n")
