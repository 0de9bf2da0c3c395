"""The sizes within which the house is written; every violation is told in one run."""

import ast
from collections import Counter
from typing import Final

import yaml

from tests.house import tree

MODULE_LINES_MAX: Final = 300
FUNCTION_LINES_MAX: Final = 40
POSITIONAL_MAX: Final = 4
NESTING_MAX: Final = 3
FOLDER_FILES_MAX: Final = 40
PARAMETER_LINES_MAX: Final = 30
README_LINES_MAX: Final = 90

# One file per thing, however many there will be.
OPEN_FOLDERS: Final = frozenset({"enforcement/acts", "enforcement/schemas", "tests/stories"})
# These hold no single quantity: a table of days grows by decree, a list of choices by decision.
LONG_PARAMETERS: Final = frozenset({"gelijkgestelde_dagen.yaml", "conventions.yaml"})

_BLOCKS: Final = (ast.If, ast.For, ast.AsyncFor, ast.While, ast.With, ast.AsyncWith)
_DEEPER: Final = (*_BLOCKS, ast.Try, ast.TryStar, ast.Match)
_ON_THEIR_OWN: Final = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)


def test_no_module_is_longer_than_300_lines() -> None:
    # A file of tests may be longer: its length is a list of cases, not a thing to understand.
    found = [
        f"{module.path}: {module.lines} lines"
        for module in tree.modules("enforcement/", "streams/", "tests/house/")
        if module.lines > MODULE_LINES_MAX
    ]
    assert not found, tree.report(found)


def test_no_function_is_longer_than_40_lines() -> None:
    found = [
        f"{module.at(function)} {function.name}: {length} lines"
        for module in tree.modules(*tree.EVERYWHERE)
        for function in module.functions()
        if (length := _length(function)) > FUNCTION_LINES_MAX
    ]
    assert not found, tree.report(found)


def test_no_function_takes_more_than_four_positional_parameters() -> None:
    found = [
        f"{module.at(function)} {function.name}: {count} positional parameters"
        for module in tree.modules(*tree.EVERYWHERE)
        for function in module.functions()
        if (count := _positional(function)) > POSITIONAL_MAX
    ]
    assert not found, tree.report(found)


def test_no_function_nests_deeper_than_three_blocks() -> None:
    found = [
        f"{module.at(function)} {function.name}: {depth} blocks deep"
        for module in tree.modules(*tree.EVERYWHERE)
        for function in module.functions()
        if (depth := _nesting(function)) > NESTING_MAX
    ]
    assert not found, tree.report(found)


def test_no_folder_holds_more_than_40_files_unless_it_is_a_catalogue() -> None:
    counted = Counter(str(path.parent) for path in tree.under(*tree.EVERYWHERE))
    found = [
        f"{folder}: {count} files"
        for folder, count in counted.items()
        if count > FOLDER_FILES_MAX and folder not in OPEN_FOLDERS
    ]
    assert not found, tree.report(found)


def test_a_parameter_file_is_one_quantity_of_at_most_30_lines() -> None:
    found = [
        f"{path}: {lines} lines"
        for path in tree.under("enforcement/law/parameters/")
        if path.name not in LONG_PARAMETERS
        and (lines := len(tree.text(path).splitlines())) > PARAMETER_LINES_MAX
    ]
    assert not found, tree.report(found)


def test_a_parameter_file_says_what_it_is_its_unit_and_when_it_was_checked() -> None:
    found = [
        f"{path}: no {key}"
        for path in tree.under("enforcement/law/parameters/")
        for key in ("description", "unit", "last_checked_on")
        if key not in yaml.safe_load(tree.text(path))
    ]
    assert not found, tree.report(found)


def test_a_readme_is_at_most_90_lines() -> None:
    found = [
        f"{path}: {lines} lines"
        for path in tree.files()
        if path.name == "README.md"
        and (lines := len(tree.text(path).splitlines())) > README_LINES_MAX
    ]
    assert not found, tree.report(found)


def _length(function: tree.Function) -> int:
    return (function.end_lineno or function.lineno) - function.lineno + 1


def _positional(function: tree.Function) -> int:
    names = [each.arg for each in (*function.args.posonlyargs, *function.args.args)]
    return len(names) - (names[:1] in (["self"], ["cls"]))


def _nesting(node: ast.AST) -> int:
    """How many blocks stand inside one another; functions and classes inside count apart."""
    return max((_depth(child, node) for child in ast.iter_child_nodes(node)), default=0)


def _depth(child: ast.AST, parent: ast.AST) -> int:
    if isinstance(child, _ON_THEIR_OWN):
        return 0
    # An `elif` stands beside its `if`, although the tree hangs it below.
    beside = isinstance(parent, ast.If) and isinstance(child, ast.If) and parent.orelse == [child]
    return _nesting(child) + (isinstance(child, _DEEPER) and not beside)
