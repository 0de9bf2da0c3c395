"""The way to PostgreSQL: one driver (psycopg 3), for the application and for the migrations."""

from __future__ import annotations

from typing import Final

from sqlalchemy import URL, make_url
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

CONNECT_SECONDS: Final = 5
POOL_SECONDS: Final = 10


def address(url: str) -> URL:
    """An address as libpq writes it (`postgresql://…`), for SQLAlchemy with psycopg 3."""
    return make_url(url).set(drivername="postgresql+psycopg")


def open_engine(url: str, *, pool_size: int = 5) -> AsyncEngine:
    """A pool of connections in UTC. A connection that a restart cut is found before its use."""
    return create_async_engine(
        address(url),
        pool_size=pool_size,
        pool_timeout=POOL_SECONDS,
        pool_pre_ping=True,
        connect_args={"connect_timeout": CONNECT_SECONDS, "options": "-c timezone=UTC"},
    )
