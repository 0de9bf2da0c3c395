"""The description of the API (OpenAPI 3.1), as the NL API Design Rules ask for it."""

from __future__ import annotations

from typing import Any, Final

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from enforcement.web.problems import MEDIA_TYPE, TITLES, Probleem
from enforcement.web.shell import API_VERSION

PREFIX: Final = "/v1"
CONTACT: Final = {
    "name": "Beheer Dwangsom",
    "email": "dwangsom@example.nl",
    "url": "https://example.nl/dwangsom",
}
_VERSION_HEADER: Final = {
    "description": "de volledige versie van de API",
    "schema": {"type": "string", "examples": [API_VERSION]},
}


def refusals(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """How a path may refuse, for its description."""
    schema = {"$ref": "#/components/schemas/Probleem"}
    return {
        status: {"description": TITLES[status], "content": {MEDIA_TYPE: {"schema": schema}}}
        for status in statuses
    }


def describe(app: FastAPI, schemas: dict[str, Any]) -> dict[str, Any]:
    """The whole description. Paths stand below the server, which bears the major version."""
    made = get_openapi(
        title="Dwangsom",
        version=API_VERSION,
        summary="De last onder dwangsom: handelingen erin, rechtsgevolgen eruit",
        description="Elke dag en elk bedrag legt zichzelf uit.",
        license_info={"name": "EUPL-1.2", "identifier": "EUPL-1.2"},
        routes=app.routes,
        servers=[{"url": PREFIX}],
    )
    made["info"]["contact"] = CONTACT
    made["paths"] = {
        path.removeprefix(PREFIX).replace(":path}", "}"): _mended(item)
        for path, item in made["paths"].items()
    }
    held = made.setdefault("components", {}).setdefault("schemas", {})
    for name in ("HTTPValidationError", "ValidationError"):
        held.pop(name, None)
    problem = Probleem.model_json_schema(ref_template="#/components/schemas/{model}")
    held.update(problem.pop("$defs"))
    held.update({"Probleem": problem, **schemas})
    return made


def _mended(item: dict[str, Any]) -> dict[str, Any]:
    """No 422, and the version in the headers of every answer."""
    for operation in item.values():
        operation["responses"].pop("422", None)
        for answer in operation["responses"].values():
            answer.setdefault("headers", {})["API-Version"] = _VERSION_HEADER
    return item
