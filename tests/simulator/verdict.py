"""After the drain: the house is compared with the pure reckoning of all acts that can be read."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date
from typing import Any

from enforcement import notices
from enforcement.act import Act
from enforcement.dossier import Dossier
from streams import codec, tables
from streams.ledger import Record
from tests.simulator.broker import Broker, Violation, identities, issued_in
from tests.simulator.letters import PARTITIONS, Letter
from tests.simulator.world import World

WAIT_FOR_THE_DAY_ALONE = frozenset({"invorderingsbeschikking", "slotbrief", "voornemen"})


def judge(world: World) -> None:
    """Raises Violation with the first promise that was not kept."""
    broker = world.broker
    by_case: dict[str, list[Letter]] = {}
    for letter in broker.letters.values():
        if letter.act is not None and letter.reason is None:
            by_case.setdefault(letter.case, []).append(letter)
    last = _last_timelines(broker, latest=world.faults.late)
    for case, found in sorted(by_case.items()):
        _case(broker, case, found, last.get(case))
    _quarantine(broker, by_case)
    _disks(world)


def _must(holds: object, told: str) -> None:
    if not holds:
        raise Violation(told)


def _last_timelines(broker: Broker, *, latest: bool) -> dict[str, bytes]:
    """The value of each case that a reader ends with.

    `latest`: a reader that never goes back to a lower (version, on), as the projector.
    """
    found: dict[str, tuple[tuple[int, str], bytes]] = {}
    for number in range(PARTITIONS):
        for record in broker.logs["case-timelines", number]:
            assert record.key is not None
            assert record.value is not None
            reckoning = json.loads(record.value)["reckoning"]
            rank = (reckoning["version"], reckoning["on"])
            there = found.get(record.key.decode())
            if there is None or not latest or rank >= there[0]:
                found[record.key.decode()] = (rank, record.value)
    return {case: value for case, (_, value) in found.items()}


def _case(broker: Broker, case: str, found: list[Letter], timeline: bytes | None) -> None:
    rows = broker.fold[found[0].partition]
    stands = Counter(identities(rows, case))
    came = {letter.identity for letter in found}
    _must(set(stands) == came, f"{case}: {sorted(map(str, came ^ set(stands)))} differ")
    _must(max(stands.values()) == 1, f"{case}: an act stands twice: {stands.most_common(1)}")
    _must(timeline is not None, f"{case}: no timeline")
    assert timeline is not None
    told = json.loads(timeline)
    _must(told["state"] == "ok", f"{case}: {told['state']}")
    on = date.fromisoformat(told["reckoning"]["on"])
    acts: list[Act] = [letter.act for letter in found if letter.act is not None]
    answer = notices.answer(Dossier.of(case, acts), on)
    expected = b'{"reckoning":%b,"issued":' % answer.to_json()
    _must(timeline.startswith(expected), f"{case}: the timeline on {on} is not the reckoning")
    day = rows.get(codec.DAY_KEY)
    if day is not None:
        today = date.fromisoformat(day[tables.VERSION_BYTES :].decode())
        next_on = answer.next_change_on
        _must(next_on is None or next_on > today, f"{case}: {next_on} passed, it is {today}")
    issued = list(issued_in(rows[case.encode()]))
    _must(told["issued"] == issued, f"{case}: timeline and head tell of other notices")
    ids = {one["id"] for one in issued}
    for notice in answer.notices:
        _must(notice.id in ids, f"{case}: {notice.kind} of {notice.cause} was never issued")
    for sequence, one in enumerate(issued, 1):
        _notice(broker, case, one, sequence)
    _sent(broker, case, ids)


def _notice(broker: Broker, case: str, one: dict[str, Any], sequence: int) -> None:
    name = f"{case}: notice {sequence} {one['kind']} of {one['cause']}"
    _must(one["sequence"] == sequence, f"{name} has sequence {one['sequence']}")
    bodies = broker.notices_sent.get(one["id"], set())
    _must(bodies, f"{name} was never sent")
    _must(len(bodies) == 1, f"{name} was sent with {len(bodies)} bodies")
    (body,) = bodies
    _must(codec.sha256(body) == one["sha256"], f"{name} was sent with another body")
    if case.encode() not in broker.torn:
        _on_its_day(broker, name, json.loads(body)["data"])


def _on_its_day(broker: Broker, name: str, told: dict[str, Any]) -> None:
    """What a day issues is reckoned on the day it is due, though days were lost between.

    Asked of letters that wait for nothing but the day of their act.
    """
    if not told["issued_by"].startswith("dag/") or told["kind"] not in WAIT_FOR_THE_DAY_ALONE:
        return
    number = int(told["issued_by"].split("/")[1])
    first = next(
        letter.day
        for where, letter in broker.letters.items()
        if letter.day is not None and where[1] == number
    )
    reckoned_on = told["on"]
    if str(first) < told["due_on"] != reckoned_on:
        raise Violation(f"{name} was due on {told['due_on']} and reckoned on {reckoned_on}")


def _sent(broker: Broker, case: str, ids: set[str]) -> None:
    for name, bodies in broker.notices_sent.items():
        if name not in ids and any(json.loads(body)["subject"] == case for body in bodies):
            raise Violation(f"{case}: {name} was sent, and is not among the issued")


def _quarantine(broker: Broker, by_case: dict[str, list[Letter]]) -> None:
    for where, letter in broker.letters.items():
        if letter.reason is not None:
            reasons = broker.refused.get(where, set())
            _must(reasons == {letter.reason}, f"{where}: {letter.reason}, refused as {reasons}")
    told = {_name(r) for r in _all_refused(broker) if r is not None}
    for case, found in by_case.items():
        dossier = Dossier.of(case, [letter.act for letter in found if letter.act is not None])
        for letter in found:
            assert letter.act is not None
            stands = dossier.acts[letter.act.id].body_digest
            name = (case, letter.act.id, json.dumps(letter.act.body, sort_keys=True))
            if letter.act.body_digest != stands:
                _must(name in told, f"{case}: the conflict over {letter.act.id} was never told")
    for where, reasons in broker.refused.items():
        letter = broker.letters[where]
        allowed = {letter.reason} if letter.reason else {"conflicting-id"}
        _must(reasons <= allowed, f"{where}: refused as {reasons}, allowed {allowed}")


def _all_refused(broker: Broker) -> list[Record | None]:
    return [
        record if dict(record.headers)["dwangsom-reason"] == b"conflicting-id" else None
        for number in range(PARTITIONS)
        for record in broker.logs["quarantine", number]
    ]


def _name(record: Record) -> tuple[str, str, str]:
    raw = json.loads(record.value or b"")
    kind = raw["type"].removeprefix("nl.lasten-onder-dwangsom.").removesuffix(".v1")
    body = {"act": kind, **raw["data"]}
    return (raw["subject"], body["id"], json.dumps(body, sort_keys=True))


def _disks(world: World) -> None:
    """What a worker holds is what a recovery from nothing would find."""
    for worker in world.workers.values():
        for number in worker.assigned:
            mine, fold = worker.disk.rows.get(number, {}), world.broker.fold[number]
            differ = sorted(key for key in fold.keys() | mine.keys() if mine.get(key) != fold[key])
            _must(not differ, f"{worker.name}: rows {differ} differ from the changelog")
