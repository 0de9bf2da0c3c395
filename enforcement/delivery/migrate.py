"""The tables of the schema `record` brought to a revision by Alembic, from within the program.

They have a history of their own: the read model is dropped and made anew, these never are.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from alembic import command
from sqlalchemy import URL, NullPool, create_engine

from enforcement.migrating import config

NEWEST: Final = "head"
NOTHING: Final = "base"
_FOLDER: Final = Path(__file__).parent / "migrations"


def upgrade(address: URL, revision: str = NEWEST) -> None:
    """Bring the tables up to a revision; what stands in them stays."""
    with create_engine(address, poolclass=NullPool).begin() as connection:
        command.upgrade(config(_FOLDER, connection), revision)


def downgrade(address: URL, revision: str = NOTHING) -> None:
    """Bring the tables down to a revision; what stood in the dropped ones is gone."""
    with create_engine(address, poolclass=NullPool).begin() as connection:
        command.downgrade(config(_FOLDER, connection), revision)
