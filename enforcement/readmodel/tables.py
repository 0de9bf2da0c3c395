"""The tables of the schema `readmodel`. All of it can be dropped and replayed from the topics.

What may not be lost (documents, persons, approvals) comes in the schema `record`, elsewhere.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import (
    JSON,
    BigInteger,
    Column,
    Date,
    DateTime,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    func,
)
from sqlalchemy.dialects.postgresql import JSONB

SCHEMA: Final = "readmodel"
RECORD_SCHEMA: Final = "record"

metadata: Final = MetaData(
    schema=SCHEMA,
    naming_convention={"pk": "pk_%(table_name)s", "ix": "ix_%(table_name)s_%(column_0_name)s"},
)

SUMS: Final = (
    "verbeurd_cents",
    "aangenomen_cents",
    "in_invordering_cents",
    "betaald_cents",
    "openstaand_cents",
    "terug_te_betalen_cents",
)
"""The sums of `geld` that a list of cases shows."""

zaak: Final = Table(
    "zaak",
    metadata,
    Column("case_number", Text, primary_key=True),
    Column("version", Integer, nullable=False),
    # NULL, like the status and the digest: no reckoning of this case has succeeded yet
    Column("reckoned_on", Date),
    Column("status", Text, index=True),
    Column("state", Text, nullable=False),
    Column("next_change_on", Date, index=True),
    Column("digest", Text),
    *(Column(name, BigInteger, nullable=False) for name in SUMS),
    Column("envelope", JSONB, nullable=False),
    # the very bytes of the topic: JSONB keeps neither the order of keys nor their spelling
    Column("body", LargeBinary, nullable=False),
)

act: Final = Table(
    "act",
    metadata,
    Column("case_number", Text, primary_key=True),
    Column("act_id", Text, primary_key=True),
    Column("body_digest", Text, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("act_on", Date, nullable=False),
    Column("recorded_at", DateTime(timezone=True), nullable=False),
    Column("source", Text, nullable=False),
    # JSON, not JSONB: a field that this version does not know may hold U+0000, which JSONB refuses
    Column("body", JSON, nullable=False),
    Column("topic", Text, nullable=False),
    Column("partition", Integer, nullable=False),
    Column("offset", BigInteger, nullable=False),
)

quarantine: Final = Table(
    "quarantine",
    metadata,
    # where the record stood first, so that a record refused twice for one reason is one row
    Column("topic", Text, primary_key=True),
    Column("partition", Integer, primary_key=True, autoincrement=False),
    Column("offset", BigInteger, primary_key=True, autoincrement=False),
    Column("reason", Text, primary_key=True),
    Column("errors", Text, nullable=False),
    Column("record_key", LargeBinary),
    Column("raw", LargeBinary),
)

stream_position: Final = Table(
    "stream_position",
    metadata,
    Column("app", Text, primary_key=True),
    Column("topic", Text, primary_key=True),
    Column("partition", Integer, primary_key=True, autoincrement=False),
    Column("next", BigInteger, nullable=False),
    Column("moved_at", DateTime(timezone=True), nullable=False, server_default=func.now()),
)

Index("ix_quarantine_reason", quarantine.c.reason)
