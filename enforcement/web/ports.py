"""What the web needs from outside: a way into the topics, and today. Given by who makes the app."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Protocol, TypeAlias

from prometheus_client import CollectorRegistry
from sqlalchemy.ext.asyncio import AsyncEngine
from starlette.requests import Request

from enforcement.envelope import Envelope
from enforcement.values import AMSTERDAM

Today: TypeAlias = Callable[[], date]
Now: TypeAlias = Callable[[], datetime]


class Submit(Protocol):
    """Puts acts onto their topics; returns when all are durable, raises when any may not be.

    `known` says on which topic an act travelled, by case and id: taking it back follows it there.
    """

    async def __call__(
        self, acts: Sequence[Envelope], known: Mapping[tuple[str, str], str] | None = None
    ) -> None:
        """Send them in their order."""


def system_now() -> datetime:
    """The moment by the machine's clock."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class House:
    """What every page finds in the application. `source` signs what its forms send."""

    engine: AsyncEngine
    submit: Submit
    today: Today
    registry: CollectorRegistry
    now: Now = system_now
    source: str = "urn:nld:oin:00000099000000001000:systeem:dwangsom"


def house(request: Request) -> House:
    """The house in which a request is answered."""
    found = request.app.state.house
    assert isinstance(found, House), "put there by create_app"
    return found


def system_today() -> date:
    """Today in Amsterdam by the machine's clock."""
    return datetime.now(AMSTERDAM).date()
