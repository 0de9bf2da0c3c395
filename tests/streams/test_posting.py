"""The postroom: a letter once for a notice, whatever is read again, cut off or refused."""

import asyncio
import json
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from enforcement import envelope
from enforcement.acts.kennisgeving_bezorgd import KennisgevingBezorgd
from enforcement.delivery.channel import Delivered, Letter
from enforcement.delivery.outbox import Outbox
from enforcement.envelope import Envelope
from enforcement.letters.faults import LetterFault
from enforcement.readmodel.database import open_engine
from enforcement.values import AMSTERDAM
from streams.clock import PlayedClock
from streams.ledger import Record
from streams.posting import Postroom
from tests import postgres

SOURCE = "urn:nld:oin:00000099000000001000:systeem:proef"
NOTICE = "78d5beea-beb8-5433-85cf-dba6996412b1"


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with postgres.running() as url:
        yield url


@pytest.fixture
async def engine(server: str) -> AsyncIterator[AsyncEngine]:
    with postgres.copied(server) as url:
        opened = open_engine(url, pool_size=10)
        yield opened
        await opened.dispose()


@dataclass
class Renderer:
    """Stands where the pool stands; each call gives other bytes, so that a repeat would show."""

    calls: int = 0
    fault: LetterFault | None = None

    async def render(self, event: bytes) -> bytes:
        self.calls += 1
        await asyncio.sleep(0)
        if self.fault is not None:
            raise self.fault
        return b"%PDF " + str(self.calls).encode() + event[:10]


@dataclass
class CutOff:
    """A channel that delivers and then dies, as often as is asked."""

    channel: Outbox
    deaths: int
    name: str = "outbox"
    calls: int = field(default=0)

    def deliver(self, letter: Letter) -> Delivered:
        self.calls += 1
        answer = self.channel.deliver(letter)
        if self.calls <= self.deaths:
            raise OSError(5, "cut off after the letter was out")
        return answer


def notice(**changes: Any) -> Record:
    """A notice as it stands on the topic."""
    data = {
        "id": NOTICE,
        "case": "LOD-2025-0066",
        "kind": "verbeurte",
        "due_on": "2025-05-14",
        "to": "overtreder",
        "sequence": 3,
        "brief": {"titel": "een brief"},
    } | changes
    value = json.dumps({"id": data["id"], "data": data}).encode()
    return Record("notices", 1, 7, str(data["id"]).encode(), value, (), 0)


def room(engine: AsyncEngine, folder: Path, renderer: Renderer) -> Postroom:
    clock = PlayedClock(folder / "klok")
    clock.put(datetime(2025, 5, 15, 18, tzinfo=AMSTERDAM))
    return Postroom(engine, renderer.render, Outbox(folder / "uit"), clock, SOURCE)


async def test_a_notice_becomes_one_letter_and_one_receipt(
    engine: AsyncEngine, tmp_path: Path
) -> None:
    renderer = Renderer()
    (out,) = await room(engine, tmp_path, renderer).handle([notice()])
    read = envelope.read(out.value or b"", unknown_fields="forbid")
    assert isinstance(read, Envelope)
    assert isinstance(read.act, KennisgevingBezorgd)
    assert (out.topic, out.key, read.case) == ("deliveries", b"LOD-2025-0066", "LOD-2025-0066")
    assert (read.act.notice, read.act.uitkomst) == (NOTICE, "bezorgd")
    assert (read.act.on, read.act.known_at.hour) == (date(2025, 5, 15), 16)
    (pdf,) = (tmp_path / "uit").glob("*.pdf")
    assert pdf.name == "LOD-2025-0066_verbeurte_2025-05-14_78d5beea.pdf"


async def test_read_again_it_is_not_made_again_and_the_receipt_is_the_same_though_days_passed(
    engine: AsyncEngine, tmp_path: Path
) -> None:
    renderer = Renderer()
    postroom = room(engine, tmp_path, renderer)
    first = await postroom.handle([notice()])
    assert isinstance(postroom.clock, PlayedClock)
    postroom.clock.put(datetime(2025, 6, 1, 9, tzinfo=AMSTERDAM))
    assert await postroom.handle([notice(), notice()]) == [*first, *first]
    assert renderer.calls == 1


async def test_cut_off_between_channel_and_note_the_same_letter_is_offered_again(
    engine: AsyncEngine, tmp_path: Path
) -> None:
    renderer = Renderer()
    postroom = room(engine, tmp_path, renderer)
    assert isinstance(postroom.channel, Outbox)
    dying = CutOff(postroom.channel, deaths=1)
    with pytest.raises(OSError, match="cut off"):
        await replace(postroom, channel=dying).handle([notice()])
    (pdf,) = (tmp_path / "uit").glob("*.pdf")
    there = pdf.read_bytes()
    (out,) = await replace(postroom, channel=dying).handle([notice()])
    assert out.topic == "deliveries"
    assert (renderer.calls, dying.calls) == (1, 2)
    assert [path.read_bytes() for path in (tmp_path / "uit").glob("*.pdf")] == [there]


async def test_a_signal_without_a_letter_is_passed_over(
    engine: AsyncEngine, tmp_path: Path
) -> None:
    renderer = Renderer()
    assert await room(engine, tmp_path, renderer).handle([notice(brief=None)]) == []
    assert renderer.calls == 0
    assert not (tmp_path / "uit").exists()


@pytest.mark.parametrize(
    "record",
    [
        Record("notices", 1, 7, b"k", b"\x00\xff", (), 0),
        Record("notices", 1, 7, b"k", b"[]", (), 0),
        Record("notices", 1, 7, b"k", b'{"data": {"brief": {}}}', (), 0),
        notice(due_on="gisteren"),
        notice(sequence="3"),
        notice(case=["LOD"]),
    ],
    ids=["bytes", "list", "empty", "day", "sequence", "case"],
)
async def test_what_is_no_notice_goes_to_quarantine_and_the_next_one_is_delivered(
    engine: AsyncEngine, tmp_path: Path, record: Record
) -> None:
    good = notice(id="other", sequence=4)
    refused, receipt = await room(engine, tmp_path, Renderer()).handle([record, good])
    assert (refused.topic, receipt.topic) == ("quarantine", "deliveries")
    assert dict(refused.headers)["dwangsom-reason"] == b"letter-fault"
    assert refused.value == record.value


async def test_what_cannot_be_set_goes_to_quarantine_with_its_reason(
    engine: AsyncEngine, tmp_path: Path
) -> None:
    renderer = Renderer(fault=LetterFault("geen teken voor U+1F600", "onderwerp"))
    (refused,) = await room(engine, tmp_path, renderer).handle([notice()])
    assert "U+1F600" in dict(refused.headers)["dwangsom-errors"].decode()


async def test_another_content_under_the_same_notice_is_never_sent(
    engine: AsyncEngine, tmp_path: Path
) -> None:
    postroom = room(engine, tmp_path, Renderer())
    await postroom.handle([notice()])
    (refused,) = await postroom.handle([notice(sequence=9)])
    assert dict(refused.headers)["dwangsom-reason"] == b"notice-differs"
    assert len(list((tmp_path / "uit").glob("*.pdf"))) == 1


async def test_the_letter_is_kept_before_the_channel_is_called(
    engine: AsyncEngine, tmp_path: Path
) -> None:
    postroom = room(engine, tmp_path, Renderer())
    assert isinstance(postroom.channel, Outbox)
    dying = CutOff(postroom.channel, deaths=9)
    with pytest.raises(OSError, match="cut off"):
        await replace(postroom, channel=dying).handle([notice()])
    async with engine.connect() as connection:
        kept = await connection.execute(text("SELECT count(*) FROM record.document"))
        noted = await connection.execute(text("SELECT count(*) FROM record.delivery"))
        assert (kept.scalar_one(), noted.scalar_one()) == (1, 0)
