"""What an onlooker saw of the topics: read once, kept as small as the questions need."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from enforcement import envelope, notices
from enforcement.act import Act
from enforcement.dossier import Dossier
from enforcement.envelope import Envelope
from streams import codec
from streams.arrivals import ACT_TOPICS
from streams.tables import CLAIM_KEY, decode

CHANGELOG: Final = "dwangsom-cases-dossiers-changelog"
TOPICS: Final = (*ACT_TOPICS, "case-timelines", "notices", "quarantine", CHANGELOG)


@dataclass(slots=True)
class Seen:
    """Acts by case, the last timeline of each, bodies of notices, rows of the changelog."""

    acts: dict[str, list[Act]] = field(default_factory=lambda: defaultdict(list))
    unreadable: int = 0
    timelines: dict[str, bytes] = field(default_factory=dict)
    bodies: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    sequences: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    sent: int = 0
    quarantine: list[Any] = field(default_factory=list)
    pieces: dict[bytes, bytes] = field(default_factory=dict)
    versions: dict[tuple[int, bytes], int] = field(default_factory=dict)
    back: list[tuple[bytes, int, int]] = field(default_factory=list)

    def take(self, record: Any) -> None:
        """Take in one record of `TOPICS`."""
        if record.topic in ACT_TOPICS:
            self._act(record)
        elif record.topic == "case-timelines":
            self.timelines[record.key.decode()] = record.value
        elif record.topic == "notices":
            self._notice(record)
        elif record.topic == CHANGELOG:
            self._row(record)
        else:
            self.quarantine.append(record)

    def _act(self, record: Any) -> None:
        read = envelope.read(record.value or b"", unknown_fields="allow")
        if isinstance(read, Envelope):
            self.acts[read.case].append(read.act)
        else:
            self.unreadable += 1

    def _notice(self, record: Any) -> None:
        self.sent += 1
        self.bodies[record.key.decode()].add(hashlib.sha256(record.value).hexdigest())
        data = json.loads(record.value)["data"]
        self.sequences[data["case"]].add(data["sequence"])

    def _row(self, record: Any) -> None:
        if record.key == CLAIM_KEY:
            return
        version = decode(record.key, record.value).version
        row = (record.partition, record.key)  # the day has one key in every partition
        newest = self.versions.get(row, 0)
        if version < newest:
            self.back.append((record.key, newest, version))
        self.versions[row] = max(version, newest)
        if b"#" in record.key and version >= newest:
            self.pieces[record.key] = record.value

    def digests_sent(self) -> dict[str, list[str]]:
        """The digests of the acts on the act topics by case, each once."""
        return {case: sorted({act.digest for act in found}) for case, found in self.acts.items()}

    def digests_held(self) -> dict[str, list[str]]:
        """The digests of the entries in the rows by case, as often as they stand there."""
        held: dict[str, list[str]] = defaultdict(list)
        for key, value in self.pieces.items():
            case = key.decode().partition("#")[0]
            entries = codec.read_piece(decode(key, value).body)
            held[case] += [entry.act.digest for entry in entries]
        return {case: sorted(found) for case, found in held.items()}

    def served_otherwise(self) -> list[str]:
        """The cases whose timeline is not the pure reckoning of the acts, byte for byte."""
        wrong: list[str] = []
        for case, value in self.timelines.items():
            whole = json.loads(value)
            on = date.fromisoformat(whole["reckoning"]["on"])
            expected = notices.answer(Dossier.of(case, self.acts[case]), on)
            issued = {one["id"] for one in whole["issued"]}
            same = value.startswith(b'{"reckoning":%b,"issued"' % expected.to_json())
            if not same or any(notice.id not in issued for notice in expected.notices):
                wrong.append(case)
        return wrong
