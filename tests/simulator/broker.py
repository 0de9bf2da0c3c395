"""The fake broker: append-only logs, one consumer group, and a watch over what may not happen.

It judges as it goes: the owner of a partition never writes an older row, and nothing is committed
of which rows, notices or refusal are not durable.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from streams import codec, tables
from streams.ledger import Record
from streams.publishing import Outgoing
from tests.simulator.letters import Letter

CHANGELOG = "dwangsom-cases-dossiers-changelog"

Place = tuple[str, int]
Identity = tuple[str, str, str]


class Violation(AssertionError):
    """Something happened that the house promises never happens."""


@dataclass(eq=False)
class Flight:
    """A batch on its way to the broker: taken from the producer, not yet durable."""

    place: Place
    records: Sequence[Outgoing]
    sender: str
    generation: int


@dataclass
class Broker:
    """Logs by topic and partition; `fold` is what a recovery from nothing would find."""

    logs: dict[Place, list[Record]] = field(default_factory=lambda: defaultdict(list))
    letters: dict[tuple[str, int, int], Letter] = field(default_factory=dict)
    committed: dict[Place, int] = field(default_factory=lambda: defaultdict(int))
    generation: int = 0
    air: list[Flight] = field(default_factory=list)
    fold: dict[int, dict[bytes, bytes]] = field(default_factory=lambda: defaultdict(dict))
    notices_sent: dict[str, set[bytes]] = field(default_factory=lambda: defaultdict(set))
    #: Heads of cases of which a unit was torn: acts may stand that the head does not know yet.
    torn: set[bytes | None] = field(default_factory=set)
    refused: dict[tuple[str, int, int], set[str]] = field(default_factory=lambda: defaultdict(set))

    def land(self, flight: Flight) -> list[int]:
        """The batch becomes durable, whole; answers the offsets."""
        self.air.remove(flight)
        return [self.append(flight.place, record, flight.generation) for record in flight.records]

    def put(self, place: Place, letter: Letter) -> None:
        """A producer of acts or days puts a record; what it must lead to is kept beside it."""
        sent = Outgoing(place[0], letter.key, letter.value, place[1], letter.headers)
        offset = self.append(place, sent, self.generation)
        self.letters[(*place, offset)] = letter

    def append(self, place: Place, sent: Outgoing, generation: int) -> int:
        """One record more at the end of its log."""
        log = self.logs[place]
        offset = len(log)
        log.append(Record(*place, offset, sent.key, sent.value, sent.headers, 0))
        if place[0] == CHANGELOG:
            self._fold(place[1], sent, generation)
        elif place[0] == "notices":
            assert sent.key is not None
            assert sent.value is not None
            self.notices_sent[sent.key.decode()].add(sent.value)
        elif place[0] == "quarantine":
            told = dict(sent.headers)
            where = (
                told["dwangsom-topic"].decode(),
                int(told["dwangsom-partition"]),
                int(told["dwangsom-offset"]),
            )
            self.refused[where].add(told["dwangsom-reason"].decode())
        return offset

    def _fold(self, partition: int, sent: Outgoing, generation: int) -> None:
        assert sent.key is not None
        assert sent.value is not None
        rows, version = self.fold[partition], sent.value[: tables.VERSION_BYTES]
        claim = rows.get(tables.CLAIM_KEY, bytes(tables.VERSION_BYTES))
        if tables.epoch_of(sent.value) < tables.epoch_of(claim):
            return
        there = rows.get(sent.key)
        if there is None or version >= there[: tables.VERSION_BYTES]:
            rows[sent.key] = sent.value
        elif generation == self.generation:
            before = there[: tables.VERSION_BYTES]
            told = f"{before.hex()} -> {version.hex()}"
            raise Violation(f"version of {sent.key!r} went back in the changelog: {told}")

    def commit(self, place: Place, offset: int, generation: int) -> bool:
        """As the group coordinator: an older generation commits nothing."""
        if generation != self.generation:
            return False
        before = self.committed[place]
        if offset < before:
            raise Violation(f"{place}: committed {offset} after {before}")
        for passed in range(before, offset):
            self._passed((*place, passed), offset)
        self.committed[place] = offset
        return True

    def _passed(self, where: tuple[str, int, int], end: int) -> None:
        """What is committed is done: its rows and all that it led to are durable."""
        letter, rows = self.letters[where], self.fold[where[1]]
        if letter.reason is not None:
            if letter.reason not in self.refused[where]:
                told = f"refused as {self.refused[where]}"
                raise Violation(f"{where} {letter.reason} was committed, {told}")
        elif letter.day is not None:
            there = rows.get(codec.DAY_KEY)
            if there is None or there[tables.VERSION_BYTES :].decode() < letter.day.isoformat():
                raise Violation(f"{where} was committed, the day of the partition is not there")
            for key in rows:
                if codec.is_head(key):
                    self._told(rows[key], f"dag/{where[1]}/{letter.day}", (*where[:2], end))
        else:
            assert letter.identity is not None
            if letter.identity not in identities(rows, letter.case):
                raise Violation(f"{where} was committed, {letter.identity[0]} is in no dossier")
            self._told(rows[letter.case.encode()], letter.identity[0], (*where[:2], end))

    def _told(self, head: bytes, reading: str, end: tuple[str, int, int]) -> None:
        """Each notice of a reading was sent, unless the same act or day is still to be read."""
        for one in issued_in(head):
            if one["issued_by"] != reading or one["id"] in self.notices_sent:
                continue
            if not self._comes_again(reading, end):
                raise Violation(f"{reading} was committed, its notice {one['kind']} was not sent")

    def _comes_again(self, reading: str, end: tuple[str, int, int]) -> bool:
        topic, partition, offset = end
        for later in range(offset, len(self.logs[topic, partition])):
            letter = self.letters[topic, partition, later]
            if reading in {f"dag/{partition}/{letter.day}", letter.act and letter.act.id}:
                return True
        return False


def identities(rows: dict[bytes, bytes], case: str) -> list[Identity]:
    """What stands in the pieces of a case, in their order."""
    found: list[Identity] = []
    number = 0
    while (value := rows.get(codec.piece_key(case, number))) is not None:
        found += _in_piece(value)
        number += 1
    return found


@lru_cache(maxsize=20_000)
def _in_piece(value: bytes) -> tuple[Identity, ...]:
    raw = json.loads(value[tables.VERSION_BYTES :])
    return tuple(
        (one["body"]["id"], json.dumps(one["body"], sort_keys=True), one["recorded_at"])
        for one in raw
    )


@lru_cache(maxsize=20_000)
def issued_in(head: bytes) -> tuple[dict[str, str], ...]:
    """The notices issued, as a head row lists them."""
    return tuple(json.loads(head[tables.VERSION_BYTES :])["issued"])
