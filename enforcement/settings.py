"""What differs from machine to machine: read once by the edges, never by the core.

Each stands in the environment as `DWANGSOM_<NAME>`; a wrong one stops the start with its place.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated, Final

from pydantic import AfterValidator, Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

LOOPBACK: Final = "127.0.0.1"
_SERVERS: Final = re.compile(r"[A-Za-z0-9._-]+:[0-9]{1,5}(,[A-Za-z0-9._-]+:[0-9]{1,5})*", re.ASCII)
_SOURCE: Final = r"^urn:nld:oin:[0-9]{20}:systeem:[a-z0-9][a-z0-9-]*$"


def _read_servers(value: str) -> str:
    if _SERVERS.fullmatch(value) is None:
        message = "host:port expected, more than one separated by commas"
        raise ValueError(message)
    return value


def _read_host(value: str) -> str:
    if value != LOOPBACK:
        message = f"only {LOOPBACK} until callers must log in"
        raise ValueError(message)
    return value


def _read_database(value: SecretStr) -> SecretStr:
    if not value.get_secret_value().startswith(("postgresql://", "postgresql+psycopg://")):
        message = "an address that starts with postgresql:// expected"
        raise ValueError(message)
    return value


class Settings(BaseSettings):
    """All settings; the address of the database is never printed, it holds a password."""

    model_config = SettingsConfigDict(
        env_prefix="DWANGSOM_",
        frozen=True,
        extra="forbid",
        validate_default=True,
        hide_input_in_errors=True,
    )

    database_url: Annotated[SecretStr, AfterValidator(_read_database)] = SecretStr(
        f"postgresql://dwangsom@{LOOPBACK}:5432/dwangsom"
    )
    bootstrap_servers: Annotated[str, AfterValidator(_read_servers)] = f"{LOOPBACK}:9092"
    web_host: Annotated[str, AfterValidator(_read_host)] = LOOPBACK
    web_port: Annotated[int, Field(ge=1, le=65_535)] = 8000
    source: Annotated[str, Field(pattern=_SOURCE)] = (
        "urn:nld:oin:00000099000000001000:systeem:dwangsom"
    )


def templates_folder() -> Path:
    """Where the templates stand: beside the package in a clone, inside it when installed."""
    package = Path(__file__).parent
    beside = package.parent / "templates"
    return beside if beside.is_dir() else package / "templates"
