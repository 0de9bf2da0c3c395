"""How many small faults in law and reckoning the tests notice: `python -m tests.mutation`.

    a copy of the house -> mutmut makes the mutants -> a seeded sample of them is run -> the score

Wants mutmut 3.7.0 beside it, in an environment apart (see DECISIONS.md). Ends with status 1 below
the score asked for; survivors are listed, so that each can get a story or be called harmless.
mutmut works in a copy: it leaves folders behind.
"""

from __future__ import annotations

import json
import random
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from tests.house import tree

SEED: Final = 20_261_124
SAMPLE: Final = 1_000
SCORE_LEAST: Final = 0.9
TESTS: Final = (
    "tests/law",
    "tests/test_machinery_of_reckoning.py",
    "tests/test_stories.py",
    "tests/test_receipts.py",
    "tests/test_order_receipts.py",
    "tests/test_coming_receipts.py",
    "tests/test_whole_receipts.py",
    "tests/test_whole_answers.py",
)
NOT_NOTICED: Final = frozenset({0, 5, 33})
"""mutmut's statuses of a mutant that no test noticed, or that no test reaches."""

_CONFIG: Final = f"""
[tool.mutmut]
source_paths = ["enforcement"]
only_mutate = ["enforcement/law/*", "enforcement/reckoning/*"]
also_copy = ["enforcement", "streams", "deploy"]
pytest_add_cli_args = ["-q", "-p", "tests.mutmut_nodeid", "-p", "no:cacheprovider", "-W", "ignore"]
pytest_add_cli_args_test_selection = {json.dumps(TESTS)}
"""


def main(sample: int = SAMPLE) -> int:
    """Run the sample and print the score by module; 0 when it is high enough."""
    with tempfile.TemporaryDirectory(prefix="dwangsom-mutants-") as name:
        folder = Path(name)
        _copy(folder)
        _mutmut(folder, "enforcement.law.quantities*")  # makes them all, and learns what reaches
        every = sorted(_statuses(folder))
        chosen = random.Random(SEED).sample(every, min(sample, len(every)))  # noqa: S311 - a seed
        _mutmut(folder, *chosen)
        statuses = _statuses(folder)
        return report({one: statuses[one] for one in chosen})


def report(statuses: Mapping[str, int | None]) -> int:
    """Print survivors and score; 0 when the score is at least what is asked."""
    assert None not in statuses.values(), "a mutant of the sample was not run"
    lived = sorted(name for name, status in statuses.items() if status in NOT_NOTICED)
    many, few = Counter(map(_module, statuses)), Counter(map(_module, lived))
    score = 1 - len(lived) / len(statuses)
    lines = [f"{name:<28}{many[name] - few[name]:>5} of {many[name]:>4}" for name in sorted(many)]
    lines += ["not noticed:", *(f"  {name}" for name in lived)]
    lines += [f"{len(statuses) - len(lived)} of {len(statuses)} mutants noticed: {score:.1%}"]
    sys.stdout.write("\n".join(lines) + "\n")
    return 0 if score >= SCORE_LEAST else 1


def _module(mutant: str) -> str:
    return ".".join(mutant.split(".")[1:3])


def _copy(folder: Path) -> None:
    for path in tree.files():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(tree.ROOT / path, folder / path)
    with (folder / "pyproject.toml").open("a", encoding="utf-8") as file:
        file.write(_CONFIG)


def _mutmut(folder: Path, *names: str) -> None:
    """Run mutmut; its own status tells nothing, what it found stands in its files."""
    command = [str(Path(sys.executable).with_name("mutmut")), "run", *names]
    with (folder / "mutmut.log").open("ab") as log:
        subprocess.run(command, cwd=folder, stdout=log, stderr=log, check=False)  # noqa: S603 - ours
    if not any(_metas(folder)):
        told = (folder / "mutmut.log").read_text(encoding="utf-8", errors="replace")
        raise RuntimeError(f"mutmut made nothing:\n{told[-4_000:]}")


def _metas(folder: Path) -> Iterator[Path]:
    yield from (folder / "mutants").rglob("*.meta")


def _statuses(folder: Path) -> dict[str, int | None]:
    found: dict[str, int | None] = {}
    for path in _metas(folder):
        found |= json.loads(path.read_text(encoding="utf-8"))["exit_code_by_key"]
    return found


if __name__ == "__main__":
    sys.exit(main())
