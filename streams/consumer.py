"""The consumer of the driver: it delivers runs and commits by its own ledger.

Every override names the issue of faust-streaming (robinhood: the old Faust) that it repairs, and
has a test in tests/streams/test_transport.py in which plain Faust misbehaves.
"""

import asyncio
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from aiokafka.errors import IllegalStateError
from faust.transport.consumer import RecordMap
from faust.transport.drivers import aiokafka as driver
from faust.types import TP, ConsumerMessage, Message
from faust.types.transports import TPorTopicSet
from faust.types.tuples import ack_lock
from mode.services import Service, WaitResults
from mode.utils.futures import notify

from streams.halt import stop_worker_unacknowledged
from streams.lease import Lease
from streams.ledger import Ledger, Run
from streams.runs import RunSchedule
from streams.stepping import close_all, go_on

#: How long a revoke may wait for the commit before it: well under the rebalance time-out.
COMMIT_BEFORE_REVOKE_SECONDS = 5.0
#: One answer may have been on its way before a seek; a broker that lost its log never agrees.
ASK_AT_MOST = 5


class RunConsumer(driver.Consumer):
    """Delivers runs, and commits by the ledger of what it delivered."""

    scheduler: RunSchedule
    #: The book of every assigned partition of a run topic, made anew at each seek to the committed
    #: offset; acknowledgements of an older book's generation are dropped by it.
    ledgers: dict[TP, Ledger]
    #: From which offset the next fetch surely reads, per partition; empty when we cannot know.
    _reading_from: dict[TP, int]
    #: Partitions of which something was fetched, or may have been, and handed to nobody.
    _missed: set[TP]
    #: How often in a row a fetch did not start where the book expects.
    _asks: Counter[TP]

    def __init__(self, transport: Any, *args: Any, **kwargs: Any) -> None:
        schedule: type[Any] = transport.app.conf.ConsumerScheduler
        assert issubclass(schedule, RunSchedule), "set ConsumerScheduler=RunSchedule.over(...)"
        shared = schedule.topics & set(transport.app.tables.changelog_topics)
        assert not shared, f"changelogs cannot be cut into runs: {shared}"
        super().__init__(transport, *args, **kwargs)
        self.ledgers = {}
        self._reading_from = {}
        self._missed = set()
        self.lease = Lease(transport.app.conf.broker_session_timeout)
        self._asks = Counter()

    def _keeps_book(self, tp: TP) -> bool:
        return tp.topic in self.scheduler.topics

    async def perform_seek(self) -> None:
        """Open a new book at each committed offset.

        Where nothing was committed it begins at the earliest offset. aiokafka then seeks nowhere;
        `_getmany` sees to it that reading begins where the book does.
        """
        await super().perform_seek()
        mine = [tp for tp in self.assignment() if self._keeps_book(tp)]
        unknown = [tp for tp in mine if self._committed_offset[tp] is None]
        earliest = await self.earliest_offsets(*unknown) if unknown else {}
        generation = self.app.consumer_generation_id
        self.ledgers = {
            tp: Ledger(generation, self._committed_offset[tp] or earliest.get(tp) or 0)
            for tp in mine
        }
        self._reading_from = {}
        self._asks.clear()

    async def _getmany(self, active_partitions: set[TP] | None, timeout: float) -> RecordMap:
        """Enter every fetched run into its book before anyone sees it.

        A fetch that does not start where the book expects was taken before a seek, or part of it
        was lost on the way, or the offsets between do not exist. So the broker is asked again
        from the expected offset; only its answer to that proves a gap. Plain Faust takes every
        gap as one that may be bridged.
        """
        if self._missed and not self.app.rebalancing:
            await self._read_missed()
        wanted = {tp for tp in active_partitions or () if self._keeps_book(tp)}
        # empty while a fetch is on its way: we do not know yet what it takes
        reading_from, self._reading_from = self._reading_from, {}
        books = self.ledgers
        try:
            records = dict(await super()._getmany(active_partitions, timeout))
        except BaseException:
            self._missed |= wanted  # aiokafka may have gone on already
            raise
        for tp in [tp for tp in records if self._keeps_book(tp)]:
            book, first = self.ledgers.get(tp), records[tp][0].offset
            # what reaches a queue before the end of a rebalance is cleared from it (flow_control)
            if book is None or self.app.rebalancing:
                self._miss(tp, records)
            elif first == book.expected or book.expected == reading_from.get(tp, -1) < first:
                records[tp] = self._enter(book, self.scheduler.cut(tp, records[tp]))
                reading_from[tp] = book.expected
                self._asks.pop(tp, None)
            else:
                self._asks[tp] += 1
                self._miss(tp, records)
        if books is self.ledgers:
            self._reading_from = reading_from
        return records

    def _miss(self, tp: TP, records: dict[TP, Any]) -> None:
        del records[tp]
        self._missed.add(tp)

    async def _read_missed(self) -> None:
        """Read again from where the books expect, whatever aiokafka has taken since."""
        books = self.ledgers
        offsets = {tp: books[tp].expected for tp in self._missed if tp in books}
        if not offsets:
            return
        for tp, expected in offsets.items():
            if self._asks[tp] > ASK_AT_MOST:
                stop_worker_unacknowledged(f"{tp}: the log does not hold offset {expected}")
        self.log.info("Reading again: %s", offsets)
        try:
            await self.seek_wait(offsets)
        except IllegalStateError:
            self.log.info("Revoked before it was read again: %s", offsets)
            return
        if books is self.ledgers:
            self._missed -= offsets.keys()
            self._reading_from |= offsets

    def _enter(self, book: Ledger, runs: list[Run]) -> list[Run]:
        for run in runs:
            book.deliver(run.first, run.last)
        return runs

    @Service.task
    async def _renew_lease(self) -> None:
        """A pause as long as the session time-out: the partitions are another worker's by now."""
        while not self.should_stop:
            if not self.lease.renew():
                stop_worker_unacknowledged(f"away for {self.lease.away_seconds:.0f} s")
            await self.sleep(1.0)

    def _to_message(self, tp: TP, record: Any) -> ConsumerMessage:
        """One message of a run: the run is its value, the last offset its offset."""
        if not isinstance(record, Run):
            return super()._to_message(tp, record)
        last = record.records[-1]
        value: Any = record  # Faust says bytes; the run passes through RunSchema
        return ConsumerMessage(
            tp.topic,
            tp.partition,
            last.offset,
            last.timestamp_ms / 1000.0,
            0,
            None,
            None,
            value,
            None,
            tp=tp,
            generation_id=self.app.consumer_generation_id,
        )

    def ack(self, message: Message) -> bool:
        """Enter it in the book. Plain `ack` looks at no generation (#606 and the trap in runs).

        Also an acknowledgement that the book drops ends the wait of a rebalance for this message.
        """
        run: Any = message.value
        if not isinstance(run, Run):
            return super().ack(message)
        with ack_lock:
            if message.acked:
                return False
            message.acked = True
            self._unacked_messages.discard(message)
            notify(self._waiting_for_ack)
            book, generation = self.ledgers.get(message.tp), message.generation_id
            if book is None or generation != self.app.consumer_generation_id:
                return False
            if not book.acknowledge(run.first, run.last, generation):
                return False
            self._n_acked += len(run)
            return True

    async def _add_gap(self, tp: TP, offset_from: int, offset_to: int) -> None:
        """No gap bookkeeping where a ledger is kept: it would bridge work in flight (#606)."""
        if not self._keeps_book(tp):
            await super()._add_gap(tp, offset_from, offset_to)

    def _filter_tps_with_pending_acks(self, topics: TPorTopicSet | None = None) -> Iterator[TP]:
        """Partitions that have something to commit, ours by the ledger alone (#606)."""
        for tp in super()._filter_tps_with_pending_acks(topics):
            if not self._keeps_book(tp):
                yield tp
        for tp, book in self.ledgers.items():
            asked_for = topics is None or tp in topics or tp.topic in topics
            if asked_for and book.committable() is not None:
                yield tp

    def _new_offset(self, tp: TP) -> int | None:
        """The ledger's offset: last + 1 of the leading acknowledged runs (#606)."""
        if not self._keeps_book(tp):
            return super()._new_offset(tp)
        book = self.ledgers.get(tp)
        return book.committable() if book else None

    async def _commit_offsets(
        self,
        offsets: Mapping[TP, int],
        start_new_transaction: bool = True,  # noqa: FBT001, FBT002 - Faust's signature
    ) -> bool:
        """A failed commit leaves position and acknowledged runs as they were (#316)."""
        before = {tp: self._committed_offset[tp] for tp in offsets}
        books = dict(self.ledgers)
        committed = await super()._commit_offsets(offsets, start_new_transaction)
        if not committed:
            self._committed_offset.update(before)
            return False
        for tp, offset in offsets.items():
            # those that were no longer ours have been left out by super()
            if tp in books and self._committed_offset[tp] == offset:
                books[tp].confirm(offset)
        return True

    async def on_partitions_revoked(self, revoked: set[TP]) -> None:
        """Commit first, and keep the books until the work in hand is done and committed (#502).

        Plain Faust forgets all that was acknowledged since the last periodic commit, before it
        waits and commits: every rebalance repeats it.
        """
        try:
            await asyncio.wait_for(self.commit(), COMMIT_BEFORE_REVOKE_SECONDS)
        except TimeoutError:
            self.log.warning("No commit within %s s before revoke", COMMIT_BEFORE_REVOKE_SECONDS)
        await super().on_partitions_revoked(revoked)
        for tp in revoked:
            self.ledgers.pop(tp, None)
            self._reading_from.pop(tp, None)
            self._missed.discard(tp)

    async def wait_first(self, *coros: Any, timeout: Any = None) -> WaitResults:
        """Take the first step by hand; only what blocks pays for four tasks (19 to 43 µs an event).

        What blocks still races with `suspend_flow`: that race cures lost events (#221, #236).
        """
        callback, *others = coros
        if not asyncio.iscoroutine(callback):
            return await super().wait_first(*coros, timeout=timeout)
        try:
            blocked_on = callback.send(None)
        except StopIteration as finished:
            close_all(others)
            stopped = self._stopped.is_set() or self._crashed.is_set()
            return WaitResults([callback], [finished.value], stopped)
        except BaseException:
            close_all(others)
            raise
        return await super().wait_first(go_on(callback, blocked_on), *others, timeout=timeout)
