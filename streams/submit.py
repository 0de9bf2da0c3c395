"""Acts onto their topics: key = case, acks = all, idempotent; returns when all are durable."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Mapping, Sequence
from types import TracebackType
from typing import Any, Final, Self

from aiokafka import AIOKafkaProducer

from enforcement import envelope
from enforcement.acts import CATALOGUE
from enforcement.effects import TakeBack
from enforcement.envelope import Envelope

UNKNOWN_TARGET_TOPIC: Final = "sanction-decisions"
REQUEST_TIMEOUT_MS: Final = 40_000

Topics = Mapping[tuple[str, str], str]
"""The topic of an act by case and id, as far as acts are known."""


def topic_of(one: Envelope, known: Topics) -> str:
    """The topic on which an act travels: its own, or for a taking back that of its target.

    A taking back of an act that is not known yet travels on `sanction-decisions`.
    """
    for effect in one.act.own_effects:
        if isinstance(effect, TakeBack):
            return known.get((one.case, effect.handeling), UNKNOWN_TARGET_TOPIC)
    return CATALOGUE[one.act.kind()].topic


class ActProducer:
    """The submit port of web and command line. An async context: it holds one producer."""

    def __init__(self, bootstrap_servers: str) -> None:
        self._bootstrap_servers = bootstrap_servers
        self._producer: Any = None

    async def __aenter__(self) -> Self:
        self._producer = AIOKafkaProducer(
            bootstrap_servers=self._bootstrap_servers,
            enable_idempotence=True,
            acks="all",
            linger_ms=5,
            max_request_size=16 << 20,
            request_timeout_ms=REQUEST_TIMEOUT_MS,
        )
        try:
            await self._producer.start()
        except BaseException:
            await self._producer.stop()
            raise
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self._producer.stop()

    async def submit(self, acts: Sequence[Envelope], known: Topics | None = None) -> None:
        """Send acts in their order; raises when any of them may not be durable.

        `known` says on which topics earlier acts travelled; those sent together are known too.
        """
        topics = dict(known or {})
        topics |= {(one.case, one.act.id): topic_of(one, topics) for one in acts}
        sent: list[Awaitable[Any]] = []
        for one in acts:
            topic = topic_of(one, topics)
            key = one.case.encode("ascii")
            sent.append(await self._producer.send(topic, envelope.write(one), key=key))
        await asyncio.gather(*sent)
