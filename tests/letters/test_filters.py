"""The only ways by which a value enters a letter, and what they refuse."""

from typing import Any

import jinja2
import pytest

from enforcement.letters import filters
from enforcement.letters.filters import FILTERS, finalize


@pytest.fixture
def templates() -> jinja2.Environment:
    made = jinja2.Environment(undefined=jinja2.StrictUndefined, finalize=finalize)  # noqa: S701
    made.filters.update(FILTERS)
    return made


@pytest.mark.parametrize(
    "expression", ["x", "3", "x|upper", "x ~ 'y'", "n", "x|t ~ 'y'", "(x|t)|lower"]
)
def test_a_value_that_no_filter_made_is_refused(
    templates: jinja2.Environment, expression: str
) -> None:
    with pytest.raises(TypeError):
        templates.from_string("{{ " + expression + " }}").render(x="a", n=2_500_000)


@pytest.mark.parametrize("expression", ["y", "y|t", "x.y|t", "y|euro", "y|datum", "y|vermeld"])
def test_a_hole_is_told_by_its_name(templates: jinja2.Environment, expression: str) -> None:
    with pytest.raises(jinja2.UndefinedError, match="y"):
        templates.from_string("{{ " + expression + " }}").render(x={})


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("t", 'a "b" \\ #c', '"a \\"b\\" \\\\ #c"'),
        ("t", 12, '"12"'),
        ("t", "a\nb\u2028", '"a\\u{a}b\\u{2028}"'),
        ("zuiver", "x" * 40, '"' + "x" * 40 + '"'),
        ("vermeld", None, '"niet vermeld"'),
        ("vast", "ILT-RAP-2026-0914", 'box("ILT-RAP-2026-0914")'),
        ("vast", None, '"niet vermeld"'),
        ("cel", "registratie", '"registratie"'),
        ("cel", "", '""'),
        ("cel", "STORING-2026-99812", '("STORING-", "2026-", "99812",).join(h(0pt))'),
        (
            "t",
            "z " + "x" * 26 + '" y',
            '("z ", (.."' + "x" * 26 + '\\"".clusters(),).join(h(0pt)), " y").join()',
        ),
        ("euro", 2_500_000, '"€\u00a025.000,00"'),
        ("euro", -123_450, '"€\u00a0-1.234,50"'),
        ("euro", 1, '"€\u00a00,01"'),
        ("euro", 10**15, '"€\u00a010.000.000.000.000,00"'),
        ("datum", "2026-11-24", '"24\u00a0november\u00a02026"'),
        ("weekdag", "2026-11-24", '"dinsdag 24\u00a0november\u00a02026"'),
        ("dag", "2026-03-01", 'box("01-03-2026")'),
        ("samen", ("a", None, "b"), '"a, b"'),
    ],
)
def test_a_filter_writes_code_of_typst(name: str, value: Any, expected: str) -> None:
    found = FILTERS[name](value)
    assert (type(found), found) == (filters.Code, expected)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("t", None),
        ("t", 1.5),
        ("t", True),
        ("zuiver", 3),
        ("samen", "ab"),
        ("cel", 3),
        ("euro", 1.0),
        ("euro", "1"),
        ("euro", True),
        ("euro", None),
        ("datum", "24-11-2026"),
        ("datum", "2026-02-30"),
        ("datum", None),
        ("dag", 20261124),
        ("weekdag", ""),
    ],
)
def test_a_filter_refuses_what_it_is_not_for(name: str, value: Any) -> None:
    with pytest.raises(TypeError):
        FILTERS[name](value)
