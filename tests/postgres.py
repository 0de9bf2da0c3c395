"""A real PostgreSQL for tests that need no broker: started once a process, a database each test."""

import os
import secrets
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from psycopg import sql

from enforcement.delivery import migrate as record_migrate
from enforcement.readmodel import migrate
from enforcement.readmodel.database import address
from streams import local_folder, local_postgres
from streams.local_part import Part


@contextmanager
def running() -> Iterator[str]:
    """The address of a database with the newest tables, from which others are copied."""
    # pytest's own folders are closed to others, and as root PostgreSQL runs as `nobody`
    folder = Path(tempfile.mkdtemp(prefix="dwangsom-postgres-"))
    if os.geteuid() == 0:
        folder.chmod(0o711)
    parts = folder / "parts"
    local_folder.open_folder(parts)
    ports = local_folder.choose_ports(parts)
    local_postgres.set_up(parts)
    part = Part(parts, "postgres", local_postgres.launch(parts, ports))
    try:
        part.launch()
        part.wait_until_ready()
        url = local_postgres.url(parts, ports)
        migrate.upgrade(url)
        record_migrate.upgrade(address(url))
        yield url
    finally:
        part.stop()
        shutil.rmtree(folder)


@contextmanager
def copied(template: str, *, empty: bool = False) -> Iterator[str]:
    """A database of a test's own: a copy of the migrated one, or one without any table."""
    name = f"test_{secrets.token_hex(8)}"
    server, _, origin = template.rpartition("/")
    model = "template1" if empty else origin
    make = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
    drop = sql.SQL("DROP DATABASE {} WITH (FORCE)")
    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        connection.execute(make.format(sql.Identifier(name), sql.Identifier(model)))
        try:
            yield f"{server}/{name}"
        finally:
            connection.execute(drop.format(sql.Identifier(name)))
