"""A small worker for the tests on real Kafka: it counts records per key.

    fold_worker.py ours|plain APP BOOTSTRAP FOLDER NAME COMMIT_SECONDS

`ours` runs on the driver, `plain` is the same fold as Faust's own documentation writes it.
A record's value is its number within its key; a state that misses one stops the worker.
"""

import sys
from pathlib import Path
from typing import Any

import faust

from streams import transport
from streams.halt import stop_worker_unacknowledged
from streams.ledger import Record, Run
from streams.publishing import Outgoing, StaleGeneration
from streams.runs import RunSchedule, RunSchema
from streams.tables import Row, VersionedTable

PARTITIONS = 4
#: A value that starts with this makes the state as large as the value.
LARGE = b"large"


def settings(folder: str, name: str, commit_seconds: str) -> dict[str, Any]:
    return {
        **transport.ENGINE_SETTINGS,
        "store": "rocksdb://",
        "datadir": Path(folder) / name,
        "broker_commit_interval": float(commit_seconds),
        "broker_session_timeout": 6.0,
        "broker_heartbeat_interval": 1.0,
        "topic_partitions": PARTITIONS,
        "table_standby_replicas": 0,
        "consumer_max_fetch_size": 4096,
    }


def _step(row: Row | None, key: bytes, records: list[Record]) -> Row:
    count, body = (row.version, row.body) if row else (0, b"")
    for record in records:
        assert record.value is not None
        number = int(record.value.removeprefix(LARGE).strip(b"x"))
        if number > count:
            stop_worker_unacknowledged(f"lost {key!r}: {number} comes after {count}")
        if number == count:
            count += 1
        body = record.value if record.value.startswith(LARGE) else b""
    return Row(key, count, body)


def ours(name: str, bootstrap: str, rest: dict[str, Any]) -> faust.App:
    transport.register()
    topic = f"{name}-in"
    app = faust.App(
        name,
        broker=f"dwangsom://{bootstrap}",
        Table=VersionedTable,
        ConsumerScheduler=RunSchedule.over([topic], 50),
        **rest,
    )
    table: Any = app.Table("counts", partitions=PARTITIONS)

    async def handle(run: Run, partition: int, generation: int) -> None:
        by_key: dict[bytes, list[Record]] = {}
        for record in run:
            by_key.setdefault(record.key or b"", []).append(record)
        stored = table.read(partition, list(by_key))
        rows = [_step(row, *item) for row, item in zip(stored, by_key.items(), strict=True)]
        await table.write(partition, [[row] for row in rows], generation=generation)
        producer: Any = app.producer
        out = [Outgoing(f"{name}-out", r.key, r.value, partition) for r in run]
        await producer.publish(out, generation=generation)

    async def count(stream: Any) -> None:
        async for event in stream.noack().events():
            message = event.message
            try:
                await handle(event.value, message.partition, message.generation_id)
            except StaleGeneration:
                pass
            except Exception as failure:  # noqa: BLE001
                stop_worker_unacknowledged(failure)
            await stream.ack(event)

    app.agent(app.topic(topic, schema=RunSchema(), maxsize=16), concurrency=1)(count)
    return app


def plain(name: str, bootstrap: str, rest: dict[str, Any]) -> faust.App:
    app = faust.App(name, broker=f"kafka://{bootstrap}", **rest)
    table: Any = app.Table("counts", partitions=PARTITIONS, key_type=bytes, value_type=bytes)
    source = app.topic(f"{name}-in", key_type=bytes, value_type=bytes)

    async def count(stream: Any) -> None:
        async for event in stream.events():
            table[event.key] = event.value

    app.agent(source, concurrency=1)(count)
    return app


if __name__ == "__main__":
    kind, name, bootstrap, *rest = sys.argv[1:]
    make = {"ours": ours, "plain": plain}[kind]
    app = make(name, bootstrap, settings(*rest))
    faust.Worker(app, loglevel="info", redirect_stdouts=False).execute_from_commandline()
