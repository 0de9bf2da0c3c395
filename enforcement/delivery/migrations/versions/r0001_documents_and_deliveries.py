"""The first tables: documents and their deliveries."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

SCHEMA = "record"


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "document",
        sa.Column("notice_id", sa.Text, nullable=False),
        sa.Column("case_number", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("due_on", sa.Date, nullable=False),
        sa.Column("addressed_to", sa.Text, nullable=False),
        sa.Column("sequence", sa.Integer, nullable=False),
        sa.Column("file_name", sa.Text, nullable=False),
        sa.Column("event", sa.LargeBinary, nullable=False),
        sa.Column("pdf", sa.LargeBinary, nullable=False),
        sa.Column("pdf_sha256", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("notice_id", name="pk_document"),
        schema=SCHEMA,
    )
    op.create_index("ix_document_case_number", "document", ["case_number"], schema=SCHEMA)
    op.create_table(
        "delivery",
        sa.Column("notice_id", sa.Text, nullable=False),
        sa.Column("channel", sa.Text, nullable=False),
        sa.Column("outcome", sa.Text, nullable=False),
        sa.Column("proof", sa.Text, nullable=False),
        sa.Column("delivered_on", sa.Date, nullable=False),
        sa.Column("delivered_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("notice_id", "channel", name="pk_delivery"),
        sa.ForeignKeyConstraint(
            ["notice_id"], [f"{SCHEMA}.document.notice_id"], name="fk_delivery_notice_id"
        ),
        schema=SCHEMA,
    )


def downgrade() -> None:
    """Drop the tables, and all letters with them."""
    for table in ("delivery", "document"):
        op.drop_table(table, schema=SCHEMA)
