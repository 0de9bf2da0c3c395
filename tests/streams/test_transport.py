"""Contract with faust-streaming 0.15.3: each override, and that plain Faust misbehaves without it.

In every test marked as contract the first half drives the plain class. When that half fails after
an upgrade, the override may have become superfluous.
"""

import asyncio
import subprocess
import sys
from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any

import faust
import pytest
from aiokafka.errors import MessageSizeTooLargeError
from aiokafka.producer.message_accumulator import BatchBuilder
from faust.transport.drivers import aiokafka as driver
from faust.transport.utils import DefaultSchedulingStrategy
from faust.types import TP
from mode.services import Service

from streams import publishing, transport
from streams.consumer import RunConsumer
from streams.halt import EXIT_UNACKNOWLEDGED
from streams.ledger import Ledger, Run
from streams.publishing import Outgoing, Place, PublishFailed, RecordTooLarge, StaleGeneration
from streams.runs import RunSchedule, RunSchema

ACTS = TP("payments", 0)
CHANGELOG = TP("app-cases-changelog", 0)


def fetched(tp: TP, *offsets: int) -> list[Any]:
    return [
        SimpleNamespace(
            topic=tp.topic,
            partition=tp.partition,
            offset=offset,
            key=b"case",
            value=b"{}",
            headers=(),
            timestamp=1_700_000_000_000,
            timestamp_type=0,
            checksum=None,
            serialized_key_size=4,
            serialized_value_size=2,
        )
        for offset in offsets
    ]


async def nothing(*_: Any) -> None: ...


#: Faust makes a loop for the thread of a consumer; one that never starts is closed by us.
_made: list[Any] = []


@pytest.fixture(autouse=True)
def close_thread_loops() -> Iterator[None]:
    yield
    for consumer in _made:
        consumer._thread.thread_loop.close()
    _made.clear()


def make(consumer: type[Any], longest: int = 3) -> Any:
    """A consumer that was never started: its bookkeeping is all there, its broker is not."""
    transport.register()
    app = faust.App(
        "contract",
        broker="dwangsom://127.0.0.1:1",
        ConsumerScheduler=RunSchedule.over([ACTS.topic], longest),
        **transport.ENGINE_SETTINGS,
    )
    app.topics.acking_topics.add(ACTS.topic)
    app.consumer_generation_id = 1
    made = consumer(
        app.transport,
        callback=nothing,
        on_partitions_revoked=nothing,
        on_partitions_assigned=nothing,
    )
    _made.append(made)
    made.assignment = lambda: {ACTS}
    app.producer.flush = nothing  # type: ignore[method-assign]
    app._consumer = made
    return made


def in_book(consumer: Any, position: int, *runs: tuple[int, int], generation: int = 1) -> Ledger:
    ledger = consumer.ledgers[ACTS] = Ledger(generation, position)
    for first, last in runs:
        ledger.deliver(first, last)
    return ledger


def delivered(consumer: Any, first: int, last: int) -> Any:
    """The message of a run, as an agent would hold it."""
    runs = RunSchedule.over([ACTS.topic], 10_000)().cut(
        ACTS, fetched(ACTS, *range(first, last + 1))
    )
    message = RunConsumer._to_message(consumer, ACTS, runs[0])
    message.incref()
    return message


# --- runs ------------------------------------------------------------------------------------


def test_contract_act_topics_are_cut_into_runs_and_changelogs_never() -> None:
    records = {ACTS: fetched(ACTS, 5, 6, 7, 8), CHANGELOG: fetched(CHANGELOG, 1, 2)}
    plain: type[Any] = DefaultSchedulingStrategy
    assert len(list(plain().iterate(records))) == 6

    handed_on = list(RunSchedule.over([ACTS.topic], 3)().iterate(records))
    runs = [record for tp, record in handed_on if tp == ACTS]
    assert [(run.first, run.last) for run in runs] == [(5, 7), (8, 8)]
    assert [record.offset for tp, record in handed_on if tp == CHANGELOG] == [1, 2]


async def test_a_changelog_cannot_be_a_run_topic() -> None:
    transport.register()
    app = faust.App(
        "contract",
        broker="dwangsom://127.0.0.1:1",
        store="memory://",
        ConsumerScheduler=RunSchedule.over(["contract-cases-changelog"], 3),
    )
    app.Table("cases")
    with pytest.raises(AssertionError, match="changelogs cannot be cut"):
        app.consumer  # noqa: B018


async def test_a_message_carries_the_run_and_the_last_offset() -> None:
    consumer = make(RunConsumer)
    message = delivered(consumer, 5, 7)
    assert isinstance(message.value, Run)
    assert (message.topic, message.partition, message.offset) == (ACTS.topic, 0, 7)
    assert message.generation_id == 1


async def test_the_schema_hands_the_run_on_untouched() -> None:
    consumer = make(RunConsumer)
    topic = consumer.app.topic(ACTS.topic, schema=RunSchema())
    message = delivered(consumer, 5, 7)
    event = await topic.decode(message, propagate=True)
    assert event.value is message.value


# --- the book of commits ---------------------------------------------------------------------


async def test_contract_606_a_hole_at_the_committed_offset_is_not_skipped() -> None:
    plain = make(driver.Consumer)
    plain._committed_offset[ACTS] = 31
    plain._acked[ACTS] = [32, 33]
    assert plain._new_offset(ACTS) == 34, "record 31 is lost"

    ours = make(RunConsumer)
    in_book(ours, 31, (31, 31), (32, 32), (33, 33))
    for offset in (32, 33):
        assert delivered(ours, offset, offset).ack(ours)
    assert list(ours._filter_tps_with_pending_acks()) == []
    assert ours._new_offset(ACTS) is None
    delivered(ours, 31, 31).ack(ours)
    assert list(ours._filter_tps_with_pending_acks()) == [ACTS]
    assert ours._new_offset(ACTS) == 34


async def test_contract_606_a_late_run_of_an_older_generation_bridges_nothing() -> None:
    """Committed 500; an older run to 999 is acknowledged late; 500-799 is done, 800-1299 is not."""
    plain = make(driver.Consumer)
    plain._committed_offset[ACTS] = 500
    late = delivered(plain, 500, 999)
    plain.app.consumer_generation_id = 2
    await plain._add_gap(ACTS, 500, 799)
    first = delivered(plain, 500, 799)
    await plain._add_gap(ACTS, 800, 1299)
    delivered(plain, 800, 1299)
    first.ack(plain)
    plain._committed_offset[ACTS] = plain._new_offset(ACTS)
    assert plain._committed_offset[ACTS] == 800
    late.ack(plain)
    assert plain._new_offset(ACTS) == 1000, "800 to 999 are in work"

    ours = make(RunConsumer)
    late = delivered(ours, 500, 999)
    ours.app.consumer_generation_id = 2
    in_book(ours, 500, (500, 799), (800, 1299), generation=2)
    await ours._add_gap(ACTS, 500, 1299)
    assert not late.ack(ours)
    assert delivered(ours, 500, 799).ack(ours)
    assert ours._new_offset(ACTS) == 800
    assert not ours._gap[ACTS]


async def test_a_dropped_acknowledgement_still_ends_the_wait_of_a_rebalance() -> None:
    ours = make(RunConsumer)
    message = delivered(ours, 0, 9)
    ours._unacked_messages.add(message)
    ours.app.consumer_generation_id = 2
    in_book(ours, 0, (0, 9), generation=2)
    assert not message.ack(ours)
    assert message not in ours._unacked_messages
    assert ours._new_offset(ACTS) is None


async def test_an_agent_without_noack_commits_nothing_rather_than_too_much() -> None:
    """The compiled stream writes into `_acked`, past `Consumer.ack`; no book there."""
    ours = make(RunConsumer)
    in_book(ours, 0, (0, 9))
    ours._acked[ACTS] = [9]
    assert list(ours._filter_tps_with_pending_acks()) == []


@pytest.mark.parametrize("answer", [False, True])
async def test_contract_316_a_failed_commit_leaves_everything_as_it_was(
    answer: bool,  # noqa: FBT001
) -> None:
    async def commit(_: Any) -> bool:
        return answer

    plain = make(driver.Consumer)
    plain._commit = commit
    plain._committed_offset[ACTS] = 0
    await plain._commit_offsets({ACTS: 10})
    assert plain._committed_offset[ACTS] == 10, "whether it succeeded or not"

    ours = make(RunConsumer)
    ours._commit = commit
    ours._committed_offset[ACTS] = 0
    ledger = in_book(ours, 0, (0, 9), (10, 19))
    delivered(ours, 0, 9).ack(ours)
    assert await ours.commit() is answer
    assert (ours._committed_offset[ACTS], ledger.position) == ((10, 10) if answer else (0, 0))
    assert ledger.committable() == (None if answer else 10), "the next try commits the same"


async def test_contract_502_what_was_done_is_committed_before_it_is_forgotten() -> None:
    def watched(consumer: type[Any]) -> tuple[Any, list[dict[TP, int]]]:
        made, commits = make(consumer), []

        async def commit(offsets: dict[TP, int]) -> bool:
            commits.append(dict(offsets))
            return True

        async def wait_empty(_: Any) -> None:
            await made.commit()

        made._commit = commit
        made._on_partitions_revoked = wait_empty
        return made, commits

    plain, commits = watched(driver.Consumer)
    plain._committed_offset[ACTS] = 0
    plain._acked[ACTS] = list(range(10))
    await plain.on_partitions_revoked({ACTS})
    assert commits == [], "ten finished records come again"

    ours, commits = watched(RunConsumer)
    in_book(ours, 0, (0, 9), (10, 19))
    delivered(ours, 0, 9).ack(ours)
    last = delivered(ours, 10, 19)

    async def finish_in_the_meantime(_: Any) -> None:
        last.ack(ours)
        await ours.commit()

    ours._on_partitions_revoked = finish_in_the_meantime
    await ours.on_partitions_revoked({ACTS})
    assert commits == [{ACTS: 10}, {ACTS: 20}]
    assert ours.ledgers == {}


async def test_502_a_commit_that_hangs_does_not_hold_the_rebalance(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("streams.consumer.COMMIT_BEFORE_REVOKE_SECONDS", 0.01)
    ours = make(RunConsumer)
    in_book(ours, 0, (0, 9))
    delivered(ours, 0, 9).ack(ours)
    ours._commit = lambda _: asyncio.sleep(60)
    await asyncio.wait_for(ours.on_partitions_revoked({ACTS}), 5)
    assert ours.ledgers == {}


# --- what is fetched -------------------------------------------------------------------------


class Broker:
    """Answers a fetch from where it was last asked; a test may let it answer from elsewhere."""

    def __init__(self, consumer: Any, monkeypatch: pytest.MonkeyPatch, *offsets: int) -> None:
        self.offsets, self.position, self.seeks = list(offsets), 0, list[int]()

        async def seek_wait(offsets: dict[TP, int]) -> None:
            self.seeks.append(offsets[ACTS])
            self.position = offsets[ACTS]

        async def getmany(*_: Any, **__: Any) -> dict[TP, list[Any]]:
            batch = [offset for offset in self.offsets if offset >= self.position][:4]
            if not batch:
                return {}
            self.position = batch[-1] + 1
            return {ACTS: fetched(ACTS, *batch)}

        consumer.seek_wait = seek_wait
        monkeypatch.setattr(driver.Consumer, "_getmany", getmany)


async def runs_of(consumer: Any, fetches: int) -> list[tuple[int, int]]:
    got: list[Run] = []
    for _ in range(fetches):
        got += (await consumer._getmany({ACTS}, 1.0)).get(ACTS, [])
    return [(run.first, run.last) for run in got]


async def test_every_fetched_run_is_in_the_book_before_it_is_handed_on(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ours = make(RunConsumer)
    ledger = in_book(ours, 0)
    Broker(ours, monkeypatch, *range(8))
    assert await runs_of(ours, 2) == [(0, 2), (3, 3), (4, 6), (7, 7)]
    assert (ledger.in_work, ledger.expected) == (4, 8)


async def test_a_fetch_that_was_lost_is_asked_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """A fetch cancelled on its way: aiokafka has gone on, nobody has the records.

    Plain Faust takes what is missing for a gap that may be bridged, and commits past it.
    """
    plain = make(driver.Consumer)
    await plain._add_gap(ACTS, 1, 4)
    plain._acked[ACTS] = [0, 4, 5]
    assert plain._new_offset(ACTS) == 5, "records 1 to 3 were never seen"

    ours = make(RunConsumer)
    in_book(ours, 0)
    broker = Broker(ours, monkeypatch, *range(12))
    broker.position = 4
    assert await runs_of(ours, 1) == []
    assert (await runs_of(ours, 3))[0] == (0, 2)
    assert broker.seeks == [0]


async def test_a_fetch_that_was_cancelled_is_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """aiokafka has gone on, and there may be no further record that would show it."""
    ours = make(RunConsumer)
    in_book(ours, 0)
    broker = Broker(ours, monkeypatch, *range(4))
    answer = driver.Consumer._getmany

    async def cancelled(*args: Any, **kwargs: Any) -> Any:
        await answer(*args, **kwargs)
        raise asyncio.CancelledError

    monkeypatch.setattr(driver.Consumer, "_getmany", cancelled)
    with pytest.raises(asyncio.CancelledError):
        await ours._getmany({ACTS}, 1.0)
    assert broker.position == 4
    monkeypatch.setattr(driver.Consumer, "_getmany", answer)
    assert await runs_of(ours, 1) == [(0, 2), (3, 3)]


async def test_what_is_fetched_before_the_end_of_a_rebalance_is_read_again_after_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Recovery resumes the flow, and that clears the queues of the agents (`clear_on_resume`)."""
    ours = make(RunConsumer)
    ledger = in_book(ours, 0)
    broker = Broker(ours, monkeypatch, *range(4))
    ours.app.rebalancing = True
    assert await runs_of(ours, 2) == []
    assert (broker.position, ledger.in_work) == (4, 0)
    ours.app.rebalancing = False
    assert await runs_of(ours, 1) == [(0, 2), (3, 3)]


async def test_offsets_that_do_not_exist_are_bridged_on_the_word_of_the_broker(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ours = make(RunConsumer)
    ledger = in_book(ours, 0)
    broker = Broker(ours, monkeypatch, 2, 3, 7, 8, 20, 21)
    assert await runs_of(ours, 4) == [(2, 7), (8, 8), (20, 21)]
    assert broker.seeks == [0], "only where the reading had not gone on by itself"
    for first, last in [(2, 7), (8, 8), (20, 21)]:
        ledger.acknowledge(first, last, 1)
    assert ledger.committable() == 22


async def test_a_log_that_went_back_stops_the_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    ours = make(RunConsumer)
    in_book(ours, 1000)
    broker = Broker(ours, monkeypatch, *range(4))

    def stop(reason: str) -> None:
        raise InterruptedError(reason)

    monkeypatch.setattr("streams.consumer.stop_worker_unacknowledged", stop)

    async def read_on() -> None:
        for _ in range(30):
            await ours._getmany({ACTS}, 1.0)
            broker.position = 0

    with pytest.raises(InterruptedError, match="does not hold offset 1000"):
        await read_on()
    assert broker.seeks == [1000] * 5


async def test_a_seek_to_the_committed_offsets_opens_new_books(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async def committed(self: Any) -> None:
        self._committed_offset.update({ACTS: 7})

    monkeypatch.setattr(driver.Consumer, "perform_seek", committed)
    ours = make(RunConsumer)
    in_book(ours, 0, (0, 9))
    ours.app.consumer_generation_id = 4
    await ours.perform_seek()
    assert (ours.ledgers[ACTS].position, ours.ledgers[ACTS].generation) == (7, 4)
    assert ours.ledgers[ACTS].in_work == 0


async def test_without_a_committed_offset_reading_begins_at_the_earliest(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What a fetch took before the rebalance was over is read again: aiokafka seeks nowhere."""

    async def earliest(*tps: TP) -> dict[TP, int]:
        return dict.fromkeys(tps, 3)

    monkeypatch.setattr(driver.Consumer, "perform_seek", nothing)
    ours = make(RunConsumer)
    ours.earliest_offsets = earliest
    broker = Broker(ours, monkeypatch, *range(3, 9))
    await ours._getmany({ACTS}, 1.0)
    assert broker.position == 7
    await ours.perform_seek()
    assert ours.ledgers[ACTS].position == 3
    assert await runs_of(ours, 1) == [(3, 5), (6, 6)]
    assert broker.seeks == [3]


async def test_a_fetch_from_before_a_seek_is_not_taken_for_a_gap(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A rebalance seeks back to 0 while a fetch from 8 on is on its way."""
    ours = make(RunConsumer)
    in_book(ours, 0)
    broker = Broker(ours, monkeypatch, *range(16))
    await runs_of(ours, 2)
    assert ours._reading_from == {ACTS: 8}
    plain_getmany = driver.Consumer._getmany

    async def overtaken(*args: Any, **kwargs: Any) -> Any:
        records = await plain_getmany(*args, **kwargs)
        monkeypatch.setattr(driver.Consumer, "perform_seek", nothing)
        ours._committed_offset[ACTS] = 4
        await ours.perform_seek()
        return records

    monkeypatch.setattr(driver.Consumer, "_getmany", overtaken)
    assert await runs_of(ours, 1) == []
    assert ours.ledgers[ACTS].in_work == 0
    monkeypatch.setattr(driver.Consumer, "_getmany", plain_getmany)
    assert (await runs_of(ours, 1))[0] == (4, 6)
    assert broker.seeks == [4]


# --- the first step by hand ------------------------------------------------------------------


async def tasks_of(wait: Callable[..., Any], *coros: Any) -> tuple[int, Any]:
    """How many tasks a wait makes, and what it says."""
    loop, made = asyncio.get_running_loop(), 0

    def count(loop: Any, coro: Any, **kwargs: Any) -> Any:
        nonlocal made
        made += 1
        return asyncio.Task(coro, loop=loop, **kwargs)

    loop.set_task_factory(count)
    try:
        return made, await wait(*coros)
    finally:
        loop.set_task_factory(None)
        tasks_of.made = made  # type: ignore[attr-defined]


async def test_contract_wait_first_makes_no_task_for_a_callback_that_does_not_block() -> None:
    async def callback() -> str:
        return "delivered"

    plain, ours = make(driver.Consumer), make(RunConsumer)
    await tasks_of(plain.wait_first, callback(), plain.suspend_flow.wait())
    assert tasks_of.made == 4  # type: ignore[attr-defined]

    _, result = await tasks_of(ours.wait_first, callback(), ours.suspend_flow.wait())
    assert tasks_of.made == 0  # type: ignore[attr-defined]
    assert (result.results, result.stopped) == (["delivered"], False)


async def test_wait_first_of_a_callback_that_blocks_then_finishes() -> None:
    room = asyncio.Event()

    async def callback() -> str:
        await asyncio.sleep(0)
        await room.wait()
        await asyncio.sleep(0.001)
        return "delivered"

    ours = make(RunConsumer)
    asyncio.get_running_loop().call_later(0.01, room.set)
    result = await ours.wait_first(callback(), ours.suspend_flow.wait())
    assert result.results == ["delivered"]


async def test_wait_first_of_a_callback_that_a_rebalance_cancels() -> None:
    """#221, #236: plain `await callback()` would wait for ever, and deliver after the revoke."""
    seen = list[str]()

    async def callback() -> None:
        try:
            await asyncio.Event().wait()
        except asyncio.CancelledError:
            seen.append("cancelled")
            raise

    ours = make(RunConsumer)
    asyncio.get_running_loop().call_later(0.01, ours.stop_flow)
    await asyncio.wait_for(ours.wait_first(callback(), ours.suspend_flow.wait()), 5)
    await asyncio.sleep(0)
    assert seen == ["cancelled"]


async def test_wait_first_hands_on_what_the_callback_raises_early_or_late() -> None:
    async def early() -> None:
        raise ValueError("early")

    async def late() -> None:
        await asyncio.sleep(0)
        raise ValueError("late")

    ours = make(RunConsumer)
    for callback in (early, late):
        with pytest.raises(ValueError, match=callback.__name__):
            await ours.wait_first(callback(), ours.suspend_flow.wait())


async def test_wait_first_leaves_all_other_waits_to_mode() -> None:
    ours = make(RunConsumer)
    ours.can_resume_flow.set()
    result = await ours.wait_first(ours.can_resume_flow)
    assert result.done == [ours.can_resume_flow]
    assert RunConsumer.wait_first is not Service.wait_first


# --- publishing ------------------------------------------------------------------------------


async def test_contract_173_the_producer_is_idempotent_and_its_buffer_holds_a_burst() -> None:
    app = make(RunConsumer).app
    plain = driver.Producer(app.transport)
    assert plain._settings_extra() == {}
    assert plain.buffer.max_messages == 100

    ours = transport.DurableProducer(app.transport)
    assert ours._settings_extra() == {"enable_idempotence": True, "acks": "all"}
    assert ours.buffer.max_messages == 10_000
    assert ours._settings_default()["request_timeout_ms"] == 40_000


class FakeKafka:
    """aiokafka's producer with a log of its own; it may refuse, or answer without an offset."""

    def __init__(self, batch_size: int = 1000, failure: BaseException | int | None = None) -> None:
        self.batch_size, self.failure = batch_size, failure
        self.batches: list[tuple[str, int, int]] = []
        self.ends: dict[tuple[str, int], int] = {}

    def create_batch(self) -> BatchBuilder:
        return BatchBuilder(self.batch_size, 0)

    async def partitions_for(self, _: str) -> set[int]:
        return {0, 1}

    def _partition(self, _: str, partition: int | None, *__: Any) -> int:
        return partition or 0

    async def send_batch(self, batch: Any, topic: str, *, partition: int) -> Any:
        future = asyncio.get_running_loop().create_future()
        base = self.ends.get((topic, partition), 100)
        self.ends[topic, partition] = base + batch.record_count()
        self.batches.append((topic, partition, batch.record_count()))
        if isinstance(self.failure, BaseException):
            future.set_exception(self.failure)
        else:
            future.set_result(SimpleNamespace(offset=self.failure or base))
        return future


def row(key: bytes, size: int = 10) -> Outgoing:
    return Outgoing("changelog", key, b"x" * size, 0)


async def test_a_step_goes_in_one_batch_and_its_base_offset_is_known() -> None:
    kafka = FakeKafka()
    steps = [[row(b"a#0"), row(b"a#1"), row(b"a")], [row(b"b#0"), row(b"b")]]
    offsets = await publishing.send_units(
        kafka, Place("changelog", 0), steps, 1000, still=lambda: True
    )
    assert kafka.batches == [("changelog", 0, 5)]
    assert offsets == [100, 101, 102, 103, 104]


async def test_a_step_is_not_split_over_two_batches_when_it_fits_in_one() -> None:
    kafka = FakeKafka()
    steps = [[row(b"a", 250), row(b"b", 250)], [row(b"c", 250), row(b"d", 250)]]
    await publishing.send_units(kafka, Place("changelog", 0), steps, 1000, still=lambda: True)
    assert kafka.batches == [("changelog", 0, 2), ("changelog", 0, 2)]


async def test_a_step_larger_than_a_batch_goes_in_several_in_order() -> None:
    kafka = FakeKafka()
    step = [row(b"%d" % index, 300) for index in range(7)]
    offsets = await publishing.send_units(
        kafka, Place("changelog", 0), [step], 1000, still=lambda: True
    )
    assert sum(count for *_, count in kafka.batches) == 7
    assert len(kafka.batches) > 1
    assert offsets == list(range(100, 107))


async def test_offsets_come_in_the_order_of_the_records_across_topics_and_partitions() -> None:
    records = [
        Outgoing("notices", b"n1", b"", 0),
        Outgoing("case-timelines", b"c1", b"", 1),
        Outgoing("notices", b"n2", b"", 1),
        Outgoing("notices", b"n3", b"", 0),
    ]
    kafka = FakeKafka()
    assert await publishing.send_all(kafka, records, 1000, still=lambda: True) == [
        100,
        100,
        100,
        101,
    ]
    assert sorted(kafka.batches) == [("case-timelines", 1, 1), ("notices", 0, 2), ("notices", 1, 1)]


async def test_any_failure_raises() -> None:
    kafka = FakeKafka(failure=MessageSizeTooLargeError())
    with pytest.raises(PublishFailed, match="MessageSizeTooLarge"):
        await publishing.send_all(kafka, [row(b"a")], 1000, lambda: True)


async def test_a_duplicate_that_the_broker_cannot_place_raises_instead_of_guessing() -> None:
    kafka = FakeKafka(failure=-1)
    with pytest.raises(PublishFailed, match="no base offset"):
        await publishing.send_all(kafka, [row(b"a")], 1000, lambda: True)


async def test_a_stale_generation_publishes_nothing_further() -> None:
    kafka, answers = FakeKafka(), iter([True, False])
    step = [row(b"%d" % index, 600) for index in range(3)]
    with pytest.raises(StaleGeneration, match="1 records stand"):
        await publishing.send_units(
            kafka, Place("changelog", 0), [step], 1000, still=lambda: next(answers)
        )
    assert len(kafka.batches) == 1


async def test_a_record_that_is_too_large_is_refused_before_anything_is_sent() -> None:
    producer = transport.DurableProducer(make(RunConsumer).app.transport)
    producer._producer = kafka = FakeKafka()
    with pytest.raises(RecordTooLarge, match="b'large'"):
        await producer.publish([row(b"small"), row(b"large", producer.max_request_size)])
    assert kafka.batches == []


async def test_a_dead_broker_does_not_hide(monkeypatch: pytest.MonkeyPatch) -> None:
    """An idempotent aiokafka producer retries for ever."""
    monkeypatch.setattr(transport, "PUBLISH_SECONDS", 0.01)
    producer = transport.DurableProducer(make(RunConsumer).app.transport)
    kafka = FakeKafka()

    async def never(*_: Any, **__: Any) -> Any:
        return asyncio.get_running_loop().create_future()

    kafka.send_batch = never  # type: ignore[method-assign]
    producer._producer = kafka
    with pytest.raises(PublishFailed, match="not durable within"):
        await producer.append("changelog", 0, [[row(b"a")]])


# --- stopping --------------------------------------------------------------------------------


def test_a_stopped_worker_ends_at_once_and_runs_no_farewell() -> None:
    """An orderly end would commit; an exception out of an agent's loop would acknowledge."""
    script = (
        "import atexit, streams.halt as halt\n"
        "atexit.register(print, 'farewell')\n"
        "try:\n    halt.stop_worker_unacknowledged(ValueError('disk full'))\n"
        "finally:\n    print('finally')\n"
    )
    ended = subprocess.run(  # noqa: S603
        [sys.executable, "-c", script], capture_output=True, text=True, check=False
    )
    assert ended.returncode == EXIT_UNACKNOWLEDGED
    assert ended.stdout == ""
    assert "disk full" in ended.stderr
