"""The commit book: never past work in flight, whatever the order of acknowledgements."""

from dataclasses import dataclass, field

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from streams.ledger import Ledger, Record, Run, cut


def record(offset: int) -> Record:
    return Record("acts", 0, offset, b"case", b"{}", (), 0)


def book(position: int, *runs: tuple[int, int], generation: int = 1) -> Ledger:
    ledger = Ledger(generation, position)
    for first, last in runs:
        ledger.deliver(first, last)
    return ledger


def test_606_a_hole_at_the_committed_offset_is_not_skipped() -> None:
    """Committed 31, acknowledged 32 and 33: Faust commits 34 and record 31 is lost."""
    ledger = book(31, (31, 31), (32, 32), (33, 33))
    assert ledger.acknowledge(32, 32, generation=1)
    assert ledger.acknowledge(33, 33, generation=1)
    assert ledger.committable() is None
    assert ledger.acknowledge(31, 31, generation=1)
    assert ledger.committable() == 34


def test_606_a_leading_hole_is_not_skipped_when_nothing_was_committed() -> None:
    ledger = book(0, (0, 9), (10, 19))
    ledger.acknowledge(10, 19, generation=1)
    assert ledger.committable() is None


def test_316_a_commit_that_failed_leaves_position_and_acknowledged_runs() -> None:
    ledger = book(0, (0, 9), (10, 19))
    ledger.acknowledge(0, 9, generation=1)
    assert ledger.committable() == 10
    assert ledger.position == 0
    assert ledger.committable() == 10, "asking changes nothing, so the next try commits the same"
    ledger.confirm(10)
    assert ledger.position == 10
    assert ledger.committable() is None


def test_a_late_acknowledgement_of_an_older_generation_is_dropped() -> None:
    """The trap of engine 1.4: committed 500, an older run ends at 999, 800-1299 is in work."""
    ledger = book(500, (500, 799), (800, 1299), generation=2)
    assert not ledger.acknowledge(500, 999, generation=1)
    assert not ledger.acknowledge(500, 799, generation=1)
    assert ledger.committable() is None
    ledger.acknowledge(500, 799, generation=2)
    assert ledger.committable() == 800, "Faust says 1000, then 1300"


def test_an_acknowledgement_counts_once_and_only_of_a_run_in_the_book() -> None:
    ledger = book(0, (0, 9))
    assert not ledger.acknowledge(0, 5, generation=1)
    assert ledger.acknowledge(0, 9, generation=1)
    assert not ledger.acknowledge(0, 9, generation=1)
    ledger.confirm(10)
    assert not ledger.acknowledge(0, 9, generation=1)


def test_offsets_that_exist_in_no_run_do_not_hold_the_commit_back() -> None:
    """A transaction marker or compaction at 10 to 14."""
    ledger = book(0, (0, 9), (15, 19))
    ledger.acknowledge(0, 9, generation=1)
    ledger.acknowledge(15, 19, generation=1)
    assert ledger.committable() == 20
    assert ledger.expected == 20


def test_a_run_cannot_be_entered_twice() -> None:
    ledger = book(0, (0, 9))
    with pytest.raises(AssertionError, match="starts before 10"):
        ledger.deliver(5, 12)


def test_no_more_is_confirmed_than_was_done() -> None:
    ledger = book(0, (0, 9), (10, 19))
    ledger.acknowledge(0, 9, generation=1)
    with pytest.raises(AssertionError, match="more than was done"):
        ledger.confirm(20)


@given(
    gaps=st.lists(st.integers(1, 5), min_size=1, max_size=60),
    longest=st.integers(1, 20),
)
def test_runs_are_the_records_in_order_and_no_run_is_too_long(
    gaps: list[int], longest: int
) -> None:
    offsets = [sum(gaps[: index + 1]) for index in range(len(gaps))]
    runs = list(cut([record(offset) for offset in offsets], longest))
    assert [entry.offset for run in runs for entry in run] == offsets
    assert all(0 < len(run) <= longest for run in runs)
    assert all((run.first, run.last) == (run.records[0][2], run.records[-1][2]) for run in runs)


def test_a_run_holds_at_least_one_record() -> None:
    with pytest.raises(AssertionError, match="at least one"):
        Run(())


@dataclass
class Naive:
    """Every offset by itself: what a ledger of runs has to equal."""

    position: int
    generation: int
    delivered: list[tuple[int, int]] = field(default_factory=list)
    done: set[int] = field(default_factory=set)

    def committable(self) -> int | None:
        leading = None
        for first, last in self.delivered:
            if not set(range(first, last + 1)) <= self.done:
                break
            leading = last + 1
        return leading


class LedgerLife(RuleBasedStateMachine):
    """Deliver, acknowledge in any order, fail commits, rebalance, acknowledge late."""

    @initialize(position=st.integers(0, 1000))
    def begin(self, position: int) -> None:
        self.committed = position
        self.truth: set[int] = set()
        self.handed_out: list[tuple[int, int, int]] = []
        self.open(1)

    def open(self, generation: int) -> None:
        self.ledger = Ledger(generation, self.committed)
        self.naive = Naive(self.committed, generation)

    @rule(length=st.integers(1, 9), gap=st.integers(0, 2))
    def deliver(self, length: int, gap: int) -> None:
        first = self.ledger.expected + gap
        last = first + length - 1
        self.ledger.deliver(first, last)
        self.naive.delivered.append((first, last))
        self.handed_out.append((first, last, self.ledger.generation))

    @precondition(lambda self: self.handed_out)
    @rule(data=st.data())
    def acknowledge(self, data: st.DataObject) -> None:
        first, last, generation = data.draw(st.sampled_from(self.handed_out))
        self.ledger.acknowledge(first, last, generation)
        if generation == self.naive.generation and (first, last) in self.naive.delivered:
            self.naive.done |= set(range(first, last + 1))
        self.truth |= set(range(first, last + 1)) if generation == self.naive.generation else set()

    @rule(succeeds=st.booleans())
    def commit(self, succeeds: bool) -> None:  # noqa: FBT001
        offset = self.ledger.committable()
        if offset is None or not succeeds:
            return
        self.ledger.confirm(offset)
        self.committed = offset
        self.naive.delivered = [run for run in self.naive.delivered if run[1] >= offset]

    @rule()
    def rebalance(self) -> None:
        self.open(self.ledger.generation + 1)

    @invariant()
    def says_what_counting_each_offset_says(self) -> None:
        assert self.ledger.committable() == self.naive.committable()
        assert self.ledger.position == self.committed
        assert self.ledger.in_work == sum(
            not set(range(first, last + 1)) <= self.naive.done
            for first, last in self.naive.delivered
        )

    @invariant()
    def never_passes_a_delivered_run_that_is_not_done(self) -> None:
        offset = self.ledger.committable()
        for first, last, generation in self.handed_out:
            if offset is not None and generation == self.naive.generation and last < offset:
                assert set(range(first, last + 1)) <= self.truth


TestLedgerLife = LedgerLife.TestCase
