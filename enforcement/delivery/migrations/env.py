"""Run by Alembic itself, on the connection and in the transaction that `migrate` hands over."""

from __future__ import annotations

from typing import Final

from alembic import context
from sqlalchemy import Connection, text
from sqlalchemy.schema import CreateSchema

from enforcement.delivery.tables import SCHEMA, metadata

ONE_AT_A_TIME: Final = 3_41_2025  # a number of our own: whoever holds its lock migrates


def _run(connection: Connection) -> None:
    connection.execute(text("SELECT pg_advisory_xact_lock(:number)"), {"number": ONE_AT_A_TIME})
    connection.execute(CreateSchema(SCHEMA, if_not_exists=True))
    context.configure(
        connection=connection,
        target_metadata=metadata,
        version_table_schema=SCHEMA,
        include_schemas=True,
        include_name=_is_ours,
    )
    with context.begin_transaction():
        context.run_migrations()


def _is_ours(name: str | None, kind: str, _parents: object) -> bool:
    return kind != "schema" or name == SCHEMA


_run(context.config.attributes["connection"])
