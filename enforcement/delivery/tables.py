"""The tables of the schema `record`: what the topics cannot give back, so it is backed up."""

from __future__ import annotations

from typing import Final

from sqlalchemy import (
    Column,
    Date,
    DateTime,
    ForeignKey,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
)

SCHEMA: Final = "record"

metadata: Final = MetaData(
    schema=SCHEMA,
    naming_convention={
        "pk": "pk_%(table_name)s",
        "ix": "ix_%(table_name)s_%(column_0_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
    },
)

document: Final = Table(
    "document",
    metadata,
    Column("notice_id", Text, primary_key=True),
    Column("case_number", Text, nullable=False, index=True),
    Column("kind", Text, nullable=False),
    Column("due_on", Date, nullable=False),
    Column("addressed_to", Text, nullable=False),
    Column("sequence", Integer, nullable=False),
    Column("file_name", Text, nullable=False),
    Column("event", LargeBinary, nullable=False),
    Column("pdf", LargeBinary, nullable=False),
    Column("pdf_sha256", Text, nullable=False),
)

delivery: Final = Table(
    "delivery",
    metadata,
    Column("notice_id", Text, ForeignKey(document.c.notice_id), primary_key=True),
    Column("channel", Text, primary_key=True),
    Column("outcome", Text, nullable=False),
    Column("proof", Text, nullable=False),
    # the legal day and the instant of the house's clock: in a played case not the machine's
    Column("delivered_on", Date, nullable=False),
    Column("delivered_at", DateTime(timezone=True), nullable=False),
)
