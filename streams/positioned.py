"""A consumer that starts where the database stands, whatever Kafka's commit says.

The projector's rows and position are one transaction, so the position is the truth: a database
put back to yesterday reads on from yesterday. Kafka's commit is only what a monitor looks at.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Any, ClassVar, TypeAlias

from faust.transport import drivers
from faust.types import TP

from streams.consumer import RunConsumer
from streams.ledger import Ledger
from streams.transport import Transport

SCHEME = "dwangsom-positioned"
Positions: TypeAlias = Callable[[], Awaitable[Mapping[tuple[str, int], int]]]


class PositionedConsumer(RunConsumer):
    """Opens each book at the stored position; the app says where that is (`app.positions`)."""

    async def perform_seek(self) -> None:
        """As the driver does, and then from the stored positions."""
        await super().perform_seek()
        app: Any = self.app
        ask: Positions = app.positions
        stored = await ask()
        places = [tp for tp in self.assignment() if tp in self.ledgers]
        starts: dict[TP, int] = {tp: stored.get((tp.topic, tp.partition), 0) for tp in places}
        unread = [tp for tp, start in starts.items() if start == 0]
        starts |= await self.earliest_offsets(*unread) if unread else {}
        generation = self.app.consumer_generation_id
        self.ledgers = {tp: Ledger(generation, start) for tp, start in starts.items()}
        self._missed |= starts.keys()  # so that the next fetch begins where the books do


class PositionedTransport(Transport):
    """The driver behind `dwangsom-positioned://host:port`."""

    Consumer: ClassVar[type[Any]] = PositionedConsumer


def register() -> None:
    """Make the scheme known to Faust; before the App is made."""
    drivers.TRANSPORTS.aliases[SCHEME] = f"{__name__}:PositionedTransport"
