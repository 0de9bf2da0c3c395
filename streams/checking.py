"""Rebuild every case from the topics and compare it with what is served, byte for byte.

The topics are the log of record, so this needs nothing of the workers: it reads all acts up to
the present end, reckons each case on the day its served reckoning names, and compares. It also
asks that no case waits for a day that its partition has already seen.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass, field
from datetime import date
from itertools import chain
from typing import Any

from aiokafka import AIOKafkaConsumer
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine

from enforcement import notices
from enforcement.act import Act
from enforcement.dossier import Dossier
from enforcement.readmodel.tables import zaak
from streams.arrivals import ACT_TOPICS, Arrival, arrive, partition_of
from streams.clock import last_days
from streams.ledger import Record


@dataclass(slots=True)
class Verdict:
    """What a check found; equal when every list is empty."""

    cases: int = 0
    acts: int = 0
    missing: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    different: list[str] = field(default_factory=list)
    behind: list[str] = field(default_factory=list)

    @property
    def equal(self) -> bool:
        """Whether what is served is what the topics say."""
        return not (self.missing or self.unknown or self.different or self.behind)

    def lines(self) -> Iterable[str]:
        """The verdict in words, a line each."""
        yield f"{self.cases} zaken uit {self.acts} handelingen"
        for words, cases in (
            ("niet getoond", self.missing),
            ("getoond zonder handelingen", self.unknown),
            ("anders dan herrekend", self.different),
            ("nog niet op de dag van vandaag", self.behind),
        ):
            if cases:
                shown = ", ".join(cases[:10])
                yield f"{words}: {len(cases)} ({shown}{', …' if len(cases) > 10 else ''})"  # noqa: PLR2004 - shown above
        yield "gelijk" if self.equal else "NIET GELIJK"


async def check(bootstrap_servers: str, engine: AsyncEngine) -> Verdict:
    """Compare what is served with what the topics say, as both stand now."""
    acts, partitions = await _acts(bootstrap_servers)
    days = await last_days(bootstrap_servers)
    verdict = Verdict(cases=len(acts), acts=sum(map(len, acts.values())))
    served: set[str] = set()
    async for case, value in _served(engine):
        served.add(case)
        if case not in acts:
            verdict.unknown.append(case)
            continue
        day = days.get(partition_of(case.encode("ascii"), partitions))
        _compare(verdict, Dossier.of(case, acts[case]), value, day)
    verdict.missing = sorted(set(acts) - served)
    return verdict


def _compare(verdict: Verdict, dossier: Dossier, value: bytes, day: date | None) -> None:
    whole = json.loads(value)
    served = whole["reckoning"]
    if served is None or whole["state"] != "ok":
        verdict.different.append(dossier.case)
        return
    on = date.fromisoformat(served["on"])
    answer = notices.answer(dossier, on)
    issued = {one["id"] for one in whole["issued"]}
    same = value.startswith(b'{"reckoning":%b,"issued"' % answer.to_json())
    if not same or any(notice.id not in issued for notice in answer.notices):
        verdict.different.append(dossier.case)
    elif day is not None and answer.next_change_on is not None and answer.next_change_on <= day:
        verdict.behind.append(dossier.case)


async def _served(engine: AsyncEngine) -> AsyncIterator[tuple[str, bytes]]:
    async with engine.connect() as connection:
        rows = await connection.stream(select(zaak.c.case_number, zaak.c.body))
        async for row in rows:
            yield row.case_number, row.body


async def _acts(bootstrap_servers: str) -> tuple[dict[str, list[Act]], int]:
    """All readable acts by case, and the number of partitions."""
    found: dict[str, list[Act]] = defaultdict(list)
    consumer: Any = AIOKafkaConsumer(
        *ACT_TOPICS,
        bootstrap_servers=bootstrap_servers,
        group_id=None,
        auto_offset_reset="earliest",
        max_partition_fetch_bytes=4 << 20,
    )
    await consumer.start()
    try:
        places = list(consumer.assignment())
        partitions = len({place.partition for place in places})
        ends = await consumer.end_offsets(places)
        while any([ends[place] > await consumer.position(place) for place in places]):
            fetched = (await consumer.getmany(timeout_ms=500)).values()
            for arrival in _arrivals(chain.from_iterable(fetched), partitions):
                found[arrival.case].append(arrival.act)
    finally:
        await consumer.stop()
    return found, partitions


def _arrivals(records: Iterable[Any], partitions: int) -> list[Arrival]:
    mine = (
        Record(r.topic, r.partition, r.offset, r.key, r.value, tuple(r.headers), r.timestamp)
        for r in records
    )
    arrivals, _ = arrive(mine, partitions)
    return arrivals
