"""Run by Alembic itself, on the connection and in the transaction that `migrate` hands over."""

from __future__ import annotations

from enforcement import migrating
from enforcement.readmodel.tables import metadata

migrating.run(metadata)
