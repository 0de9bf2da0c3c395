from typing import Any

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import NullPool, create_engine, inspect, text

from enforcement.readmodel import migrate
from enforcement.readmodel.database import address
from enforcement.readmodel.tables import RECORD_SCHEMA, SCHEMA, metadata


def _compared(url: str) -> list[Any]:
    """What Alembic would still write for the tables as the code has them."""
    engine = create_engine(address(url), poolclass=NullPool)
    options: dict[str, Any] = {
        "include_schemas": True,
        "include_name": lambda name, kind, _: kind != "schema" or name == SCHEMA,
        "version_table_schema": SCHEMA,
        "compare_type": True,
        "compare_server_default": True,
    }
    with engine.connect() as connection:
        found: list[Any] = compare_metadata(
            MigrationContext.configure(connection, opts=options), metadata
        )
    return found


def _tables(url: str) -> set[str]:
    with create_engine(address(url), poolclass=NullPool).connect() as connection:
        return set(inspect(connection).get_table_names(schema=SCHEMA))


def _schemas(url: str) -> set[str]:
    with create_engine(address(url), poolclass=NullPool).connect() as connection:
        return set(inspect(connection).get_schema_names())


def test_the_migrations_make_exactly_the_tables_of_the_code(empty_database_url: str) -> None:
    migrate.upgrade(empty_database_url)
    assert _compared(empty_database_url) == []
    assert {SCHEMA, RECORD_SCHEMA} <= _schemas(empty_database_url)


def test_a_missing_column_would_be_noticed(database_url: str) -> None:
    with create_engine(address(database_url), poolclass=NullPool).begin() as connection:
        connection.execute(text("ALTER TABLE readmodel.act DROP COLUMN source"))
    assert [change[0] for change in _compared(database_url)] == ["add_column"]


def test_going_down_leaves_no_table_and_going_up_again_makes_them_all(database_url: str) -> None:
    before = _tables(database_url)
    migrate.downgrade(database_url)
    assert _tables(database_url) == {"alembic_version"}
    migrate.upgrade(database_url)
    assert _tables(database_url) == before
    assert _compared(database_url) == []


def test_going_down_or_building_anew_never_touches_the_schema_record(database_url: str) -> None:
    with create_engine(address(database_url), poolclass=NullPool).begin() as connection:
        connection.execute(text("CREATE TABLE record.sealed (id int)"))
    migrate.downgrade(database_url)
    migrate.rebuild(database_url)
    with create_engine(address(database_url), poolclass=NullPool).connect() as connection:
        left = inspect(connection).get_table_names(schema=RECORD_SCHEMA)
    assert set(left) == {"alembic_version", "delivery", "document", "sealed"}


def test_going_up_twice_is_going_up_once(database_url: str) -> None:
    migrate.upgrade(database_url)
    assert _compared(database_url) == []
