"""The first tables: cases, acts, refused records, positions; and the empty schema `record`."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.schema import CreateSchema

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

SCHEMA = "readmodel"
SUMS = (
    "verbeurd_cents",
    "aangenomen_cents",
    "in_invordering_cents",
    "betaald_cents",
    "openstaand_cents",
    "terug_te_betalen_cents",
)


def upgrade() -> None:
    """Make the tables."""
    op.execute(CreateSchema("record", if_not_exists=True))
    _make_zaak()
    _make_act()
    _make_quarantine()
    _make_stream_position()


def downgrade() -> None:
    """Drop the tables; `record` stays, it is never rebuilt from the topics."""
    for table in ("stream_position", "quarantine", "act", "zaak"):
        op.drop_table(table, schema=SCHEMA)


def _make_zaak() -> None:
    op.create_table(
        "zaak",
        sa.Column("case_number", sa.Text, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("reckoned_on", sa.Date),
        sa.Column("status", sa.Text),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("next_change_on", sa.Date),
        sa.Column("digest", sa.Text),
        *(sa.Column(name, sa.BigInteger, nullable=False) for name in SUMS),
        sa.Column("envelope", JSONB, nullable=False),
        sa.Column("body", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("case_number", name="pk_zaak"),
        schema=SCHEMA,
    )
    op.create_index("ix_zaak_status", "zaak", ["status"], schema=SCHEMA)
    op.create_index("ix_zaak_next_change_on", "zaak", ["next_change_on"], schema=SCHEMA)


def _make_act() -> None:
    op.create_table(
        "act",
        sa.Column("case_number", sa.Text, nullable=False),
        sa.Column("act_id", sa.Text, nullable=False),
        sa.Column("body_digest", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("act_on", sa.Date, nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("body", sa.JSON, nullable=False),
        sa.Column("topic", sa.Text, nullable=False),
        sa.Column("partition", sa.Integer, nullable=False),
        sa.Column("offset", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("case_number", "act_id", "body_digest", name="pk_act"),
        schema=SCHEMA,
    )


def _make_quarantine() -> None:
    op.create_table(
        "quarantine",
        sa.Column("topic", sa.Text, nullable=False),
        sa.Column("partition", sa.Integer, nullable=False),
        sa.Column("offset", sa.BigInteger, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("errors", sa.Text, nullable=False),
        sa.Column("record_key", sa.LargeBinary),
        sa.Column("raw", sa.LargeBinary),
        sa.PrimaryKeyConstraint("topic", "partition", "offset", "reason", name="pk_quarantine"),
        schema=SCHEMA,
    )
    op.create_index("ix_quarantine_reason", "quarantine", ["reason"], schema=SCHEMA)


def _make_stream_position() -> None:
    op.create_table(
        "stream_position",
        sa.Column("app", sa.Text, nullable=False),
        sa.Column("topic", sa.Text, nullable=False),
        sa.Column("partition", sa.Integer, nullable=False),
        sa.Column("next", sa.BigInteger, nullable=False),
        sa.Column(
            "moved_at", sa.DateTime(timezone=True), nullable=False, server_default=sa.func.now()
        ),
        sa.PrimaryKeyConstraint("app", "topic", "partition", name="pk_stream_position"),
        schema=SCHEMA,
    )
