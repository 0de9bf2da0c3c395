"""The work on a partition by itself: pieces, repeats, conflicts, days, and a core that fails."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any
from unittest.mock import patch

from enforcement import acts, envelope, notices
from enforcement.act import Act
from enforcement.dossier import Dossier
from enforcement.envelope import Envelope
from streams import clock, codec
from streams.ledger import Record
from streams.partition import PartitionWork, Step, dossier_of
from streams.tables import Row
from tests.system import load

CASE = "LOD-2025-0001"


class Rows:
    """A table in memory that refuses to go back."""

    def __init__(self) -> None:
        self.rows: dict[bytes, Row] = {}

    def read(self, _partition: int, keys: Sequence[bytes]) -> list[Row | None]:
        return [self.rows.get(key) for key in keys]

    def scan(self, _partition: int) -> Iterator[Row]:
        yield from list(self.rows.values())

    def write(self, step: Step) -> Step:
        for unit in step.rows:
            for row in unit:
                assert row.version >= self.rows.get(row.key, row).version
                self.rows[row.key] = row
        return step


def work(rows: Rows) -> PartitionWork:
    return PartitionWork.taken_up(0, 1, rows, source=load.SOURCE)


def record(raw: dict[str, Any], offset: int = 0, case: str = CASE) -> Record:
    act = acts.read(raw)
    assert isinstance(act, Act), act
    value = envelope.write(Envelope(case, load.SOURCE, act))
    return Record(act.topic, 0, offset, case.encode(), value, (), 0)


def tick(day: str) -> Record:
    value = clock.tick(0, date.fromisoformat(day), load.SOURCE)
    return Record("clock", 0, 0, None, value, (), 0)


def finding(name: str, on: str, **fields: Any) -> dict[str, Any]:
    return {"act": "bevinding-vastgesteld", "id": name, "on": on, "nageleefd": False, **fields}


def opened(rows: Rows, day: str = "2025-09-30") -> PartitionWork:
    """A partition on a day, with the order of the daily case."""
    mine = work(rows)
    for step in mine.days([tick(day)]):
        rows.write(step)
    (order,) = load.daily(CASE)
    value = envelope.write(order)
    sent = Record(order.act.topic, 0, 0, CASE.encode(), value, (), 0)
    rows.write(mine.acts([sent]))
    return mine


def sent(step: Step, topic: str) -> list[Any]:
    return [out for out in step.sends if out.topic == topic]


def served(step: Step) -> dict[str, Any]:
    (timeline,) = sent(step, "case-timelines")
    whole: dict[str, Any] = json.loads(timeline.value)
    return whole


def test_a_case_of_many_acts_lies_in_pieces_of_sixty_four_and_only_the_last_is_rewritten() -> None:
    rows = Rows()
    mine = opened(rows)
    steps = [
        rows.write(mine.acts([record(finding(f"b{number}", "2025-09-10"), number)]))
        for number in range(130)
    ]
    written = [row.key for unit in steps[-1].rows for row in unit]
    assert written == [b"%b#2" % CASE.encode(), CASE.encode()]
    assert [rows.rows[codec.piece_key(CASE, n)].version for n in range(3)] == [64, 64, 3]
    assert dossier_of(rows, 0, CASE).version == 131


def test_what_is_read_again_gives_the_same_rows_and_sends_the_same_bytes() -> None:
    rows = Rows()
    mine = opened(rows)
    came = [record(finding("b1", "2025-09-10"))]
    first = rows.write(mine.acts(came))
    again = rows.write(work(rows).acts(came))
    assert sent(first, "notices")
    assert again.sends == first.sends
    written = {row for unit in first.rows for row in unit}
    assert {row for unit in again.rows for row in unit} <= written, "bodies are written once"


def test_of_two_acts_under_one_id_the_same_stands_whatever_came_first() -> None:
    one = record(finding("b1", "2025-09-10", recorded_at="2025-09-10T10:00:00Z"), 1)
    other = record(finding("b1", "2025-09-11", recorded_at="2025-09-11T10:00:00Z"), 2)
    told = []
    for order in ((one, other), (other, one)):
        rows = Rows()
        mine = opened(rows)
        steps = [rows.write(mine.acts([each])) for each in order]
        assert dossier_of(rows, 0, CASE).acts["b1"].on == date(2025, 9, 10)
        refused = {out.value for step in steps for out in sent(step, "quarantine")}
        told.append({json.loads(value)["data"]["on"] for value in refused})
    assert told == [{"2025-09-11"}, {"2025-09-11"}]


def test_a_tick_fills_the_gap_day_by_day_and_never_goes_back() -> None:
    rows = Rows()
    mine = opened(rows)
    seen: list[date] = []
    real = notices.answer

    def answer(dossier: Dossier, on: date) -> Any:
        seen.append(on)
        return real(dossier, on)

    with patch.object(notices, "answer", answer):
        for step in mine.days([tick("2025-10-03"), tick("2025-10-01")]):
            rows.write(step)
    assert seen == [date(2025, 10, day) for day in (1, 2, 3)]
    assert rows.rows[codec.DAY_KEY].body == b"2025-10-03"
    assert work(rows).day == date(2025, 10, 3)


def test_a_fault_of_the_core_parks_that_case_alone_and_a_replay_after_the_mend_takes_it_up() -> (
    None
):
    rows = Rows()
    mine = opened(rows)
    bad, good = record(finding("b1", "2025-09-10")), record(finding("x", "2025-09-10"), 1, "LOD-2")
    real = notices.answer

    def answer(dossier: Dossier, on: date) -> Any:
        if "b1" in dossier.acts:
            message = "a fault of ours"
            raise ZeroDivisionError(message)
        return real(dossier, on)

    with patch.object(notices, "answer", answer):
        step = rows.write(mine.acts([bad, good]))
    states = {out.key: json.loads(out.value) for out in sent(step, "case-timelines")}
    assert states[b"LOD-2"]["state"] == "ok"
    parked = states[CASE.encode()]
    assert (parked["state"], parked["reckoning"]["version"]) == ("reckoning-failed", 1)
    (refused,) = sent(step, "quarantine")
    assert dict(refused.headers)["dwangsom-reason"] == b"reckoning-failed"
    assert refused.value == bad.value
    mended = served(rows.write(work(rows).acts([bad])))
    assert (mended["state"], mended["reckoning"]["version"]) == ("ok", 2)
