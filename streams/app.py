"""The apps: one worker of cases, one projector, one postroom; what each needs of Faust is set here.

Settings that do not depend on the place stand in `streams.transport.ENGINE_SETTINGS`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

import faust

from streams import positioned, transport
from streams.arrivals import ACT_TOPICS, CLOCK_TOPIC, NOTICES_TOPIC
from streams.runs import RunSchedule, RunSchema
from streams.tables import VersionedTable

CASES_APP: Final = "dwangsom-cases"
PROJECTOR_APP: Final = "dwangsom-projector"
POSTROOM_APP: Final = "dwangsom-postroom"
POSTROOM_RUN: Final = 32
"""Letters in one run at most: a run is acknowledged when all of it was delivered."""
DOSSIERS: Final = "dossiers"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a worker runs: its broker, its folder, how the topics are cut.

    `source` is the URN under which it sends; `run_records` how many records a run holds at most.
    """

    bootstrap_servers: str
    folder: Path
    partitions: int
    source: str
    store: str = "rocksdb://"
    run_records: int = 500
    session_seconds: float = 20.0


@dataclass(frozen=True, slots=True)
class App:
    """A Faust app with its table, if it has one, and the topic object that its agent reads."""

    faust: Any
    table: Any
    source: Any


def _settings(place: Place, app_id: str, scheme: str) -> dict[str, Any]:
    return {
        **transport.ENGINE_SETTINGS,
        "broker": f"{scheme}://{place.bootstrap_servers.replace(',', ';')}",
        "store": place.store,
        "datadir": place.folder / app_id,
        "topic_partitions": place.partitions,
        "table_standby_replicas": 0,
        "broker_session_timeout": place.session_seconds,
        "producer_max_request_size": 16 << 20,
        "producer_compression_type": "zstd",
    }


def cases_app(place: Place) -> App:
    """The app of the cases agent: acts and days in, dossiers in a table."""
    transport.register()
    topics = (*ACT_TOPICS, CLOCK_TOPIC)
    return _app(CASES_APP, topics, _settings(place, CASES_APP, "dwangsom"), place, table=DOSSIERS)


def projector_app(place: Place) -> App:
    """The app of the projector: timelines, acts and refusals in, no table."""
    positioned.register()
    topics = ("case-timelines", *ACT_TOPICS, "quarantine")
    settings = _settings(place, PROJECTOR_APP, positioned.SCHEME)
    return _app(PROJECTOR_APP, topics, settings, place, table=None)


def postroom_app(place: Place) -> App:
    """The app of the postroom: notices in, no table."""
    transport.register()
    few = replace(place, run_records=POSTROOM_RUN)
    settings = _settings(few, POSTROOM_APP, "dwangsom")
    return _app(POSTROOM_APP, (NOTICES_TOPIC,), settings, few, table=None)


def _app(
    app_id: str,
    topics: tuple[str, ...],
    settings: dict[str, Any],
    place: Place,
    *,
    table: str | None,
) -> App:
    app: Any = faust.App(
        app_id,
        Table=VersionedTable,
        ConsumerScheduler=RunSchedule.over(topics, place.run_records),
        **settings,
    )
    rows = None if table is None else app.Table(table, partitions=place.partitions)
    source = app.topic(*topics, schema=RunSchema(), maxsize=16)
    return App(app, rows, source)
