"""The words in which the reader of acts tells a person what is wrong with a field."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

_WORDS: Final = {
    "missing": "ontbreekt",
    "extra_forbidden": "onbekend veld",
    "int_type": "een geheel getal verwacht",
    "int_from_float": "een geheel getal verwacht, geen kommagetal",
    "int_parsing": "een geheel getal verwacht",
    "int_parsing_size": "een kleiner getal verwacht",
    "string_type": "tekst verwacht",
    "bool_type": "true of false verwacht",
    "list_type": "een lijst verwacht",
    "tuple_type": "een lijst verwacht",
    "model_type": "een groep velden verwacht",
    "dict_type": "een groep velden verwacht",
    "greater_than": "meer dan {gt} verwacht",
    "greater_than_equal": "ten minste {ge} verwacht",
    "less_than_equal": "ten hoogste {le} verwacht",
    "string_too_long": "ten hoogste {max_length} tekens verwacht",
    "string_too_short": "ten minste {min_length} tekens verwacht",
    "too_short": "ten minste {min_length} verwacht",
    "too_long": "ten hoogste {max_length} verwacht",
    "literal_error": "een van {expected} verwacht",
    "string_pattern_mismatch": "een waarde als {pattern} verwacht",
}


def worded(error: Mapping[str, Any]) -> str:
    """The Dutch sentence for one error of pydantic; an unknown kind keeps its own words."""
    sentence = _WORDS.get(error["type"])
    if sentence is None:
        return str(error["msg"]).removeprefix("Value error, ")
    context = {key: str(value) for key, value in error.get("ctx", {}).items()}
    return sentence.format_map(context).replace(" or ", " of ")
