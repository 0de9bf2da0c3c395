"""`dwangsom demo`: the main job on real parts, in front of a newcomer.

The made-up ProRail case is played through the topics; then what came of it is shown, and held
against the pure reckoning of the acts.
"""

from __future__ import annotations

import asyncio
import dataclasses
import hashlib
import time
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Final

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from enforcement import intake, notices
from enforcement.cli.picture import picture
from enforcement.delivery import record
from enforcement.dossier import Dossier
from enforcement.intake import CaseFile
from enforcement.readmodel import database, queries
from enforcement.readmodel.tables import quarantine
from enforcement.reckoning import Reckoning
from streams import checking, local, together
from streams.playing import LOOK_SECONDS, Player, days, evening, letters_due, player
from streams.together import Processes

CASE_FILE: Final = Path(__file__).with_name("demo.yaml")
SERVED_SECONDS: Final = 60.0
FICTITIOUS: Final = (
    "FICTIEF: bedragen, dagen en bevindingen zijn verzonnen; openbaar is alleen dat deze zaak loopt"
)


def demo(folder: Path, source: str, console: Console, *, leave: bool) -> bool:
    """Play the case in a data folder of its own, emptied first; stay up until Ctrl-C or `leave`.

    Answers whether what came of it is what the core reckons. Raises as `together.house` does, and
    PlayFailed when a letter does not come.
    """
    case = read_case()
    if (folder / "folder.json").exists():
        with together.alone(folder):
            pass  # said clearly before anything is emptied
    local.discard(folder)
    first = next(days(case)).on
    good = False
    try:
        with together.house(folder, source, played=evening(first)) as processes:
            page = f"{processes.address}/zaken/{case.dossier.case}"
            console.print(FICTITIOUS, style="yellow")
            console.print("De zaak speelt nu, dag na dag. Kijk mee:")
            console.print(page, highlight=False, soft_wrap=True)
            good = asyncio.run(_played(case, processes, console))
            console.print("\nDe zaak in de browser, en de brieven:")
            for where in (page, str(processes.outbox)):
                console.print(where, style="bold", highlight=False, soft_wrap=True)
            if not leave:
                console.print("Ctrl-C stopt alles.")
                _stay(processes)
    except KeyboardInterrupt:
        console.print("gestopt")
    return good


def read_case() -> CaseFile:
    """The case of the demo; a fault in it is ours."""
    case = intake.read_case(CASE_FILE.read_bytes())
    assert isinstance(case, CaseFile), f"the case of the demo cannot be read: {case}"
    return case


async def _played(case: CaseFile, processes: Processes, console: Console) -> bool:
    number, servers = case.dossier.case, processes.parts.bootstrap_servers
    played, source = processes.played_clock, processes.source
    started = time.monotonic()
    async with player(number, source, played, servers, look_after=processes.look_after) as playing:
        every = list(days(case))
        with _bar(console) as bar:
            task = bar.add_task("", total=len(every))
            for day in every:
                bar.update(task, advance=1, description=f"{day.on:%d-%m-%Y}")
                await playing.play(day)
        seconds = time.monotonic() - started
        engine = database.open_engine(processes.parts.database_url)
        try:
            shown = await _served(engine, playing, processes)
            assert case.on is not None, "the player asked for it"
            picture(console, notices.answer(playing.dossier, case.on))
            wrong = [] if shown else ["de zaak wordt niet getoond met al haar handelingen"]
            wrong += [line async for line in _wrong(engine, playing, processes)]
        finally:
            await engine.dispose()
    letters = len(list(processes.outbox.glob("*.pdf")))
    acts = len(playing.dossier.acts)
    console.print(f"{len(every)} dagen, {acts} handelingen, {letters} brieven in {seconds:.0f} s")
    for line in wrong:
        console.print(f"NIET GOED: {line}", style="red", highlight=False)
    if not wrong:
        mark = outcome_mark(notices.answer(playing.dossier, every[-1].on))
        console.print("Getoond is wat de kern berekent, en elke brief is eenmaal bezorgd.")
        console.print(f"Kenmerk van de uitkomst: {mark}", highlight=False, soft_wrap=True)
    return not wrong


def outcome_mark(answer: Reckoning) -> str:
    """SHA-256 of the reckoning but for its digest, the same in each play of the same file.

    The digest covers the proof of delivery, the checksum of a letter; in that stands which record
    issued it, and that may be the tick of a day or an act of it, whichever was read first.
    """
    return hashlib.sha256(dataclasses.replace(answer, digest="").to_json()).hexdigest()


def _bar(console: Console) -> Progress:
    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    return Progress(*columns, console=console, transient=True)


async def _served(engine: AsyncEngine, playing: Player, processes: Processes) -> bool:
    """Whether the read model comes to show the case with exactly its acts, waiting for it."""
    until = time.monotonic() + SERVED_SECONDS
    while time.monotonic() < until:
        processes.look_after()
        async with engine.connect() as connection:
            acts = await queries.acts_of(connection, playing.case)
            page = await queries.list_cases(connection, queries.Wanted())
        versions = [one.version for one in page.cases if one.case == playing.case]
        if versions == [len(playing.dossier.acts)] and len(acts) >= versions[0]:
            return True
        await asyncio.sleep(LOOK_SECONDS)
    return False


async def _wrong(engine: AsyncEngine, playing: Player, processes: Processes) -> AsyncIterator[str]:
    """What is not as it should be, a line each; nothing when all is well."""
    verdict = await checking.check(processes.parts.bootstrap_servers, engine)
    if not verdict.equal:
        for line in verdict.lines():
            yield line
    async with engine.connect() as connection:
        refused = await connection.execute(select(func.count()).select_from(quarantine))
        if count := refused.scalar_one():
            yield f"{count} berichten in quarantine"
        for line in await _undelivered(connection, playing, processes.outbox):
            yield line


async def _undelivered(connection: AsyncConnection, playing: Player, outbox: Path) -> list[str]:
    """Letters that are missing, that nobody owes, or that lie in the outbox otherwise."""
    dossier: Dossier = playing.dossier
    due = letters_due(dossier, notices.answer(dossier, playing.clock.now().date()))
    kept = {one.notice_id: one for one in await record.documents_of(connection, playing.case)}
    wrong = [f"geen brief van {name}" for name in sorted(due - kept.keys())]
    wrong += [
        f"{one.file_name} is niet bezorgd" for one in kept.values() if one.outcome != "bezorgd"
    ]
    there = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in _pdfs(outbox)}
    for one in kept.values():
        if there.pop(one.file_name, None) != one.pdf_sha256:
            wrong.append(f"{one.file_name} ligt niet of anders in de map")
    return wrong + [f"{name} ligt in de map en is van niemand" for name in there]


def _pdfs(outbox: Path) -> Iterator[Path]:
    yield from sorted(outbox.glob("*.pdf"))


def _stay(processes: Processes) -> None:
    while True:
        processes.look_after()
        time.sleep(LOOK_SECONDS)
