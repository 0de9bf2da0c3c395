"""The databases of the read model's tests, and one letter to deliver."""

from datetime import date

import pytest

from enforcement.delivery.channel import Letter
from tests.readmodel.conftest import database_url, empty_database_url, engine, server

__all__ = ["database_url", "empty_database_url", "engine", "server"]


@pytest.fixture
def letter() -> Letter:
    return Letter(
        notice_id="1b4e28ba-2fa1-11d2-883f-0016d3cca427",
        case="LOD-2025-0001",
        kind="verbeurte",
        due_on=date(2025, 4, 20),
        to="overtreder",
        sequence=2,
        file_name="LOD-2025-0001_verbeurte_2025-04-20_1b4e28ba.pdf",
        event=b'{"id":"1b4e28ba"}',
        pdf=b"%PDF-1.7 een brief",
    )
