"""A record of an act topic becomes an arrival, or is refused with its reason. Pure.

What is refused goes to `quarantine` as it came, and the stream goes on.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from aiokafka.partitioner import murmur2

from enforcement import envelope
from enforcement.act import Act
from enforcement.envelope import EVENT_BYTES_MOST, Envelope
from streams.codec import quarantined
from streams.ledger import Record
from streams.publishing import Outgoing

ACT_TOPICS: Final = (
    "inspection-findings",
    "sanction-decisions",
    "appeals",
    "court-outcomes",
    "payments",
    "deliveries",
)
CLOCK_TOPIC: Final = "clock"
NOTICES_TOPIC: Final = "notices"
TIMELINES_TOPIC: Final = "case-timelines"
_TRAVELS_WITH_ANOTHER: Final = "handeling-ingetrokken"


@dataclass(frozen=True, slots=True)
class Arrival:
    """An act that was read, with its case and the record it came in."""

    case: str
    act: Act
    source: str
    record: Record


def partition_of(key: bytes, partitions: int) -> int:
    """The partition of a key as Java and aiokafka choose it: murmur2, sign bit off."""
    hashed: int = murmur2(key)
    return (hashed & 0x7FFFFFFF) % partitions


def arrive(records: Iterable[Record], partitions: int) -> tuple[list[Arrival], list[Outgoing]]:
    """Sort records into arrivals and refusals for `quarantine`."""
    arrivals: list[Arrival] = []
    refused: list[Outgoing] = []
    for record in records:
        found = _arrive(record, partitions)
        if isinstance(found, Arrival):
            arrivals.append(found)
        else:
            refused.append(found)
    return arrivals, refused


def _arrive(record: Record, partitions: int) -> Arrival | Outgoing:  # noqa: PLR0911 - one a reason
    if record.key is None:
        return quarantined(record, "no-key")
    if record.value is None:
        return quarantined(record, "no-value")
    if len(record.value) > EVENT_BYTES_MOST:
        return quarantined(record, "too-large", [f"ten hoogste {EVENT_BYTES_MOST} bytes"])
    if partition_of(record.key, partitions) != record.partition:
        return quarantined(record, "wrong-partition", ["de sleutel hoort op een andere partitie"])
    read = envelope.read(record.value, unknown_fields="allow")
    if not isinstance(read, Envelope):
        unknown = any(refusal.place == "type" for refusal in read)
        return quarantined(record, "unknown-act" if unknown else "unreadable", map(str, read))
    if read.case.encode("ascii") != record.key:
        return quarantined(record, "wrong-partition", [f"sleutel en zaak {read.case} verschillen"])
    topic = read.act.topic
    if topic != record.topic and read.act.kind() != _TRAVELS_WITH_ANOTHER:
        return quarantined(record, "wrong-topic", [f"{read.act.kind()} hoort op {topic}"])
    return Arrival(read.case, read.act, read.source, record)
