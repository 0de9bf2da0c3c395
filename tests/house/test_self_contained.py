"""The project stands by itself: no machine's path, no registry's host, no neighbour's folder."""

from pathlib import PurePosixPath
from typing import Final

from tests.house import tree

# Put together from parts, so that this file does not find itself.
FOREIGN: Final = tuple(
    "".join(parts)
    for parts in (
        ("/wo", "rk/"),
        ("/ro", "ot/"),
        ("../sha", "red"),
        (".libr", "ary/"),
        ("issues ", "show"),
        ("py", "pi.org"),
        ("python", "hosted"),
        ("--index", "-url"),
        ("registry.np", "mjs"),
        ("repo1.", "maven"),
        ("repo.", "maven"),
        ("deb.", "debian"),
        ("crates", ".io"),
        ("proxy.", "golang"),
    )
)


def test_no_file_names_a_registry_a_machine_or_a_neighbour() -> None:
    found = [
        f"{path}:{number} {foreign}"
        for path in tree.files()
        for number, line in enumerate(_lines(path), start=1)
        for foreign in FOREIGN
        if foreign in line
    ]
    assert not found, tree.report(found)


def test_only_what_the_design_names_stands_at_the_top() -> None:
    known = {
        ".ci",
        ".gitignore",
        "CHANGELOG.md",
        "DECISIONS.md",
        "LICENSE",
        "Makefile",
        "README.md",
        "deploy",
        "docker-compose.yml",
        "enforcement",
        "pyproject.toml",
        "streams",
        "templates",
        "tests",
    }
    assert sorted({path.parts[0] for path in tree.files()} - known) == []


def test_the_readme_names_only_targets_that_can_be_made() -> None:
    made = {line.split(":")[0] for line in _lines(PurePosixPath("Makefile")) if "##" in line}
    said = tree.text(PurePosixPath("README.md")).split("`make ")[1:]
    named = {rest.split("`")[0].split()[0] for rest in said}
    assert sorted(named - made) == []


def _lines(path: PurePosixPath) -> list[str]:
    # A picture or a font holds no words; whatever of it happens to decode is looked at as well.
    return (tree.ROOT / path).read_text(encoding="utf-8", errors="replace").splitlines()
