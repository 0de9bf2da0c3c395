"""The composition root: the command line with the commands that need Kafka, and what they join.

What a command needs of the machine (Faust, the database) is imported when the command runs, so
that a jurist who reckons a file needs none of it.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Coroutine
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal, TypeVar

import typer

from enforcement.cli import UNREADABLE, app, read_cases

if TYPE_CHECKING:
    from streams.app import App, Place

__all__ = ["app"]

T = TypeVar("T")
DEFAULT_BOOTSTRAP = "127.0.0.1:9092"

Bootstrap = Annotated[str, typer.Option("--bootstrap-servers", envvar="DWANGSOM_BOOTSTRAP_SERVERS")]
Database = Annotated[
    str,
    typer.Option("--database-url", envvar="DWANGSOM_DATABASE_URL", show_envvar=True, help="adres"),
]
Folder = Annotated[Path, typer.Option("--folder", envvar="DWANGSOM_FOLDER", help="datamap")]
Source = Annotated[str, typer.Option("--source", envvar="DWANGSOM_SOURCE", help="bron (URN)")]

SessionSeconds = Annotated[
    float,
    typer.Option(
        "--session-seconds",
        envvar="DWANGSOM_SESSION_SECONDS",
        help="zo lang mag een worker zwijgen voor een ander zijn partities krijgt",
    ),
]

Played = Annotated[
    Path | None,
    typer.Option(
        "--played-clock",
        envvar="DWANGSOM_PLAYED_CLOCK",
        help="bestand met het moment van een gespeelde zaak; anders de klok van de machine",
    ),
]

DEFAULT_SOURCE = "urn:nld:oin:00000099000000001000:systeem:dwangsom"


@app.command()
def topics(
    bootstrap_servers: Bootstrap = DEFAULT_BOOTSTRAP,
    profile: Annotated[Literal["local", "production"], typer.Option()] = "production",
) -> None:
    """Make the topics of deploy/topics.yaml that are missing; compare those that are there."""
    from streams import topics as plan  # noqa: PLC0415 - see the module

    try:
        made = asyncio.run(plan.create(bootstrap_servers, profile))
    except plan.TopicsError as wrong:
        typer.echo(str(wrong), err=True)
        raise typer.Exit(UNREADABLE) from wrong
    typer.echo("\n".join(made) or "alle topics stonden er al")


@app.command()
def worker(
    bootstrap_servers: Bootstrap = DEFAULT_BOOTSTRAP,
    folder: Folder = Path(".dwangsom"),
    source: Source = DEFAULT_SOURCE,
    session_seconds: SessionSeconds = 20.0,
) -> None:
    """Run a worker of the cases until it is told to stop."""
    from streams import runtime  # noqa: PLC0415 - see the module
    from streams.agents import cases  # noqa: PLC0415 - see the module
    from streams.app import cases_app  # noqa: PLC0415 - see the module

    place = _place(bootstrap_servers, folder, source, session_seconds)
    app_of_cases: App = cases_app(place)
    cases.attach(app_of_cases, place)
    runtime.run(app_of_cases)


@app.command()
def projector(
    database_url: Database,
    bootstrap_servers: Bootstrap = DEFAULT_BOOTSTRAP,
    folder: Folder = Path(".dwangsom"),
    session_seconds: SessionSeconds = 20.0,
) -> None:
    """Run the projector into PostgreSQL until it is told to stop; brings the tables up first."""
    from enforcement.readmodel import database, migrate  # noqa: PLC0415 - see the module
    from streams import runtime  # noqa: PLC0415 - see the module
    from streams.agents import projector as agent  # noqa: PLC0415 - see the module
    from streams.app import projector_app  # noqa: PLC0415 - see the module

    migrate.upgrade(database_url)
    place = _place(bootstrap_servers, folder, DEFAULT_SOURCE, session_seconds)
    app_of_projector: App = projector_app(place)
    agent.attach(app_of_projector, place, database.open_engine(database_url))
    runtime.run(app_of_projector)


@app.command()
def postroom(
    database_url: Database,
    bootstrap_servers: Bootstrap = DEFAULT_BOOTSTRAP,
    folder: Folder = Path(".dwangsom"),
    source: Source = DEFAULT_SOURCE,
    *,
    session_seconds: SessionSeconds = 20.0,
    outbox: Annotated[
        Path | None,
        typer.Option(
            envvar="DWANGSOM_OUTBOX", help="map voor de brieven, anders uit/ in de datamap"
        ),
    ] = None,
    played_clock: Played = None,
) -> None:
    """Make letters of the notices, deliver each once into the outbox, and send the receipts."""
    from enforcement.delivery.outbox import Outbox  # noqa: PLC0415 - see the module
    from enforcement.letters.pool import LetterPool  # noqa: PLC0415 - see the module
    from enforcement.readmodel import database  # noqa: PLC0415 - see the module
    from enforcement.settings import templates_folder  # noqa: PLC0415 - see the module
    from streams import clock as days  # noqa: PLC0415 - see the module
    from streams import runtime, serving  # noqa: PLC0415 - see the module
    from streams.agents import postroom as agent  # noqa: PLC0415 - see the module
    from streams.app import postroom_app  # noqa: PLC0415 - see the module
    from streams.posting import Postroom  # noqa: PLC0415 - see the module

    serving.upgrade(database_url)
    place = _place(bootstrap_servers, folder, source, session_seconds)
    app_of_postroom: App = postroom_app(place)
    pool = LetterPool(templates_folder() / "letters")
    room = Postroom(
        engine=database.open_engine(database_url, pool_size=10),
        render=pool.render,
        channel=Outbox(outbox or folder / "uit"),
        clock=days.clock_of(played_clock),
        source=source,
    )
    agent.attach(app_of_postroom, room, pool)
    runtime.run(app_of_postroom)


@app.command()
def web(
    database_url: Database,
    bootstrap_servers: Bootstrap = DEFAULT_BOOTSTRAP,
    source: Source = DEFAULT_SOURCE,
    *,
    port: Annotated[int, typer.Option("--port", envvar="DWANGSOM_WEB_PORT")] = 8000,
    played_clock: Played = None,
) -> None:
    """Serve pages and HTTP interface on 127.0.0.1 until it is told to stop."""
    from streams import clock as days  # noqa: PLC0415 - see the module
    from streams import serving  # noqa: PLC0415 - see the module

    settings = serving.settings(database_url, bootstrap_servers, source, port)
    asyncio.run(serving.serve(settings, days.clock_of(played_clock)))


@app.command()
def submit(
    file: Annotated[Path, typer.Argument(help="zaakbestand (YAML)", show_default=False)],
    bootstrap_servers: Bootstrap = DEFAULT_BOOTSTRAP,
    source: Source = DEFAULT_SOURCE,
) -> None:
    """Send the acts of a case file to the running system; all of them, or none."""
    from enforcement.envelope import Envelope  # noqa: PLC0415 - see the module
    from streams.submit import ActProducer  # noqa: PLC0415 - see the module

    (one,) = read_cases([file], None, None)
    dossier = one.case.dossier
    acts = [Envelope(dossier.case, source, act) for act in dossier.known(None)]

    async def send() -> None:
        async with ActProducer(bootstrap_servers) as producer:
            await producer.submit(acts)

    _ask(send(), bootstrap_servers)
    typer.echo(f"{len(acts)} handelingen van {dossier.case} verzonden")


@app.command()
def up(
    folder: Folder = Path(".dwangsom"),
    source: Source = DEFAULT_SOURCE,
) -> None:
    """Start Kafka, PostgreSQL, worker, projector and clock on this machine; Ctrl-C stops all."""
    from streams import together  # noqa: PLC0415 - see the module
    from streams.local import LocalPartsError  # noqa: PLC0415 - see the module

    try:
        together.up(folder, source, typer.echo)
    except (LocalPartsError, together.HouseBroken) as broken:
        typer.echo(str(broken), err=True)
        raise typer.Exit(1) from broken


@app.command()
def demo(
    # no variable: the folder of a real house, named for the other commands, is not to be emptied
    folder: Annotated[Path, typer.Option(help="datamap van de demo, wordt eerst geleegd")] = Path(
        ".dwangsom-demo"
    ),
    source: Source = DEFAULT_SOURCE,
    *,
    leave: Annotated[
        bool, typer.Option("--exit", help="stop zelf zodra alles is nagegaan")
    ] = False,
) -> None:
    """Play the made-up ProRail case on real parts, show it, and leave the page up until Ctrl-C."""
    from rich.console import Console  # noqa: PLC0415 - see the module

    from streams import demo as theatre  # noqa: PLC0415 - see the module
    from streams.local import LocalPartsError  # noqa: PLC0415 - see the module
    from streams.playing import PlayFailed  # noqa: PLC0415 - see the module
    from streams.together import HouseBroken  # noqa: PLC0415 - see the module

    try:
        good = theatre.demo(folder, source, Console(), leave=leave)
    except (LocalPartsError, HouseBroken, PlayFailed) as broken:
        typer.echo(str(broken), err=True)
        raise typer.Exit(1) from broken
    if not good:
        raise typer.Exit(1)


@app.command()
def check(
    database_url: Database,
    bootstrap_servers: Bootstrap = DEFAULT_BOOTSTRAP,
) -> None:
    """Rebuild every case from the topics and compare it with what is served."""
    from enforcement.readmodel import database  # noqa: PLC0415 - see the module
    from streams import checking  # noqa: PLC0415 - see the module

    engine = database.open_engine(database_url)
    verdict = _ask(checking.check(bootstrap_servers, engine), bootstrap_servers)
    for line in verdict.lines():
        typer.echo(line)
    if not verdict.equal:
        raise typer.Exit(1)


@app.command()
def clock(
    bootstrap_servers: Bootstrap = DEFAULT_BOOTSTRAP,
    source: Source = DEFAULT_SOURCE,
) -> None:
    """Put the days that are missing through today on every partition, once."""
    from streams import clock as days  # noqa: PLC0415 - see the module

    today = days.today(days.SystemClock())
    put = _ask(days.put_days(bootstrap_servers, today, source), bootstrap_servers)
    typer.echo(f"{sum(put.values())} dagen op {len(put)} partities gezet")


def _ask(work: Coroutine[Any, Any, T], bootstrap_servers: str) -> T:
    """Do the work; a server that does not answer is told in one line, with status 1."""
    from aiokafka.errors import KafkaError  # noqa: PLC0415 - see the module
    from sqlalchemy.exc import OperationalError  # noqa: PLC0415 - see the module

    logging.getLogger("aiokafka").setLevel(logging.CRITICAL)  # told below, once
    try:
        return asyncio.run(work)
    except KafkaError as away:
        typer.echo(f"Kafka antwoordt niet op {bootstrap_servers}: {away!r}", err=True)
    except OperationalError as away:
        typer.echo(f"de databank antwoordt niet: {away.orig}", err=True)
    raise typer.Exit(1)


def _place(
    bootstrap_servers: str, folder: Path, source: str, session_seconds: float = 20.0
) -> Place:
    from streams import topics as plan  # noqa: PLC0415 - see the module
    from streams.app import Place  # noqa: PLC0415 - see the module

    partitions = plan.read().partitions
    return Place(bootstrap_servers, folder, partitions, source, session_seconds=session_seconds)
