"""The tables brought to a revision by Alembic, from within the program.

The revision is noted in the schema itself, so that dropping the schema forgets it as well. Two
processes that start together wait for one another.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from alembic import command
from sqlalchemy import Engine, NullPool, create_engine
from sqlalchemy.schema import DropSchema

from enforcement.migrating import config
from enforcement.readmodel.database import address
from enforcement.readmodel.tables import SCHEMA

NEWEST: Final = "head"
NOTHING: Final = "base"
_FOLDER: Final = Path(__file__).parent / "migrations"


def upgrade(url: str, revision: str = NEWEST) -> None:
    """Bring the tables up to a revision; what stands in them stays."""
    with _engine(url).begin() as connection:
        command.upgrade(config(_FOLDER, connection), revision)


def downgrade(url: str, revision: str = NOTHING) -> None:
    """Bring the tables down to a revision. The schema `record` is never touched."""
    with _engine(url).begin() as connection:
        command.downgrade(config(_FOLDER, connection), revision)


def rebuild(url: str) -> None:
    """Drop the schema `readmodel` and make it anew, empty: the projector then reads all again."""
    with _engine(url).begin() as connection:
        connection.execute(DropSchema(SCHEMA, cascade=True, if_exists=True))
        command.upgrade(config(_FOLDER, connection), NEWEST)


def _engine(url: str) -> Engine:
    return create_engine(address(url), poolclass=NullPool)
