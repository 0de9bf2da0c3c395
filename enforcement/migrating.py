"""Alembic run from within the program, one schema and one history at a time.

The revision is noted in the schema itself, so that dropping the schema forgets it as well. Two
processes that start together wait for one another.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from alembic import context
from alembic.config import Config
from sqlalchemy import Connection, MetaData, text
from sqlalchemy.schema import CreateSchema

ONE_AT_A_TIME: Final = 5_35_2025  # a number of our own: whoever holds its lock migrates


def config(folder: Path, connection: Connection) -> Config:
    """What Alembic needs to run the revisions of a folder on an open connection."""
    made = Config()
    made.set_main_option("script_location", str(folder).replace("%", "%%"))
    made.set_main_option("path_separator", "os")
    made.attributes["connection"] = connection
    return made


def run(metadata: MetaData) -> None:
    """Run by an `env.py`, on the connection and in the transaction that `config` handed over."""
    connection: Connection = context.config.attributes["connection"]
    schema = metadata.schema
    assert schema is not None, "a history belongs to one schema"

    def is_ours(name: str | None, kind: str, _parents: object) -> bool:
        return kind != "schema" or name == schema

    connection.execute(text("SELECT pg_advisory_xact_lock(:number)"), {"number": ONE_AT_A_TIME})
    connection.execute(CreateSchema(schema, if_not_exists=True))
    context.configure(
        connection=connection,
        target_metadata=metadata,
        version_table_schema=schema,
        include_schemas=True,
        include_name=is_ours,
    )
    with context.begin_transaction():
        context.run_migrations()
