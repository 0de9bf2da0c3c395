"""What import-linter cannot say of the floors without naming each file."""

import tomllib
from pathlib import PurePosixPath
from typing import Any, Final

from tests.house import tree

ACTS: Final = "enforcement.acts."


def test_an_act_never_imports_another_act() -> None:
    found = [
        f"{module.at(node)} {name}"
        for module in tree.modules("enforcement/acts/")
        for name, node in module.imports()
        # Groups of fields that acts share stand in files that open with an underscore.
        if name.startswith(ACTS) and not name.removeprefix(ACTS).startswith("_")
    ]
    assert not found, tree.report(found)


def test_the_contract_of_the_core_names_every_room_of_it() -> None:
    built = [core for core in tree.CORE if any(tree.under(core))]
    rooms = {core.removesuffix("/").removesuffix(".py").replace("/", ".") for core in built}
    [contract] = [each for each in _contracts() if each["name"].startswith("The core knows no")]
    assert set(contract["source_modules"]) == rooms


def test_a_module_without_a_floor_breaks_the_build() -> None:
    [floors] = [each for each in _contracts() if each["type"] == "layers"]
    assert floors["exhaustive"] is True
    assert "exhaustive_ignores" not in floors
    assert floors["containers"] == ["enforcement"]


def _contracts() -> list[dict[str, Any]]:
    settings = tomllib.loads(tree.text(PurePosixPath("pyproject.toml")))
    contracts: list[dict[str, Any]] = settings["tool"]["importlinter"]["contracts"]
    return contracts
