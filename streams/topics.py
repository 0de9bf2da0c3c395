"""All topics, Faust's own included: read from deploy/topics.yaml, made and compared with a cluster.

The file stands in the checkout, beside the package; the setting DWANGSOM_TOPICS names another.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator, Iterable, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Annotated, Any, Literal, Self

import yaml
from aiokafka.admin import AIOKafkaAdminClient, NewTopic
from aiokafka.admin.config_resource import ConfigResource, ConfigResourceType
from aiokafka.errors import KafkaError, TopicAlreadyExistsError, for_code
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

TOPICS_FILE = Path(__file__).parent.parent / "deploy" / "topics.yaml"
SETTING = "DWANGSOM_TOPICS"
KNOWN_WITHIN_SECONDS = 30.0
REQUEST_TIMEOUT_MS = 30_000

Cleanup = Literal["delete", "compact"]
Compression = Literal["producer", "zstd", "lz4", "uncompressed"]
Profile = Literal["local", "production"]
Count = Annotated[int, Field(ge=1)]


class TopicsError(Exception):
    """The file cannot be read, or the cluster differs from it; each problem stands by itself."""

    def __init__(self, where: str, problems: Iterable[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join([where, *(f"- {problem}" for problem in self.problems)]))


class Strict(BaseModel):
    """A part of the file: no unknown keys, no guessed types, unchanged once read."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Replication(Strict):
    """How often a record is kept, and on how many brokers before it counts as written."""

    replication_factor: Count
    min_insync_replicas: Count

    @model_validator(mode="after")
    def _can_be_met(self) -> Self:
        if self.min_insync_replicas > self.replication_factor:
            message = "min_insync_replicas is more than replication_factor"
            raise ValueError(message)
        return self


class Defaults(Strict):
    """What holds for each topic that does not state it itself; times in milliseconds."""

    cleanup: Cleanup
    retention_ms: Annotated[int, Field(ge=-1)]
    max_message_bytes: Count
    compression: Compression
    timestamp_ahead_max_ms: Count


class Topic(Strict):
    """One topic as the file states it; None means the default."""

    carries: Annotated[str, Field(min_length=1)]
    partitions: Count | None = None
    cleanup: Cleanup | None = None
    retention_ms: Annotated[int, Field(ge=-1)] | None = None
    max_message_bytes: Count | None = None
    compression: Compression | None = None
    min_compaction_lag_ms: Annotated[int, Field(ge=0)] | None = None


class Profiles(Strict):
    """The two kinds of cluster: one broker on this machine, three in production."""

    local: Replication
    production: Replication


class TopicPlan(Strict):
    """The whole file."""

    partitions: Count
    profiles: Profiles
    defaults: Defaults
    topics: Annotated[Mapping[str, Topic], Field(min_length=1)]

    @model_validator(mode="after")
    def _partitions_are_equal(self) -> Self:
        """Only the quarantine and Faust's leader topics may have a number of their own."""
        wrong = [
            name
            for name, topic in self.topics.items()
            if topic.partitions is not None
            and name != "quarantine"
            and not name.endswith("-__assignor-__leader")
        ]
        if wrong:
            message = f"states partitions of its own, but must share one number: {', '.join(wrong)}"
            raise ValueError(message)
        return self

    def partitions_of(self, name: str) -> int:
        """The number of partitions of a topic."""
        return self.topics[name].partitions or self.partitions

    def configuration(self, name: str, profile: Profile) -> dict[str, str]:
        """The settings of a topic under Kafka's own names."""
        topic = self.topics[name]
        stated = topic.model_dump(exclude_none=True)
        told = self.defaults.model_dump() | stated
        replication: Replication = getattr(self.profiles, profile)
        return {
            "cleanup.policy": told["cleanup"],
            "retention.ms": str(told["retention_ms"]),
            "retention.bytes": "-1",
            "max.message.bytes": str(told["max_message_bytes"]),
            "compression.type": told["compression"],
            "message.timestamp.after.max.ms": str(told["timestamp_ahead_max_ms"]),
            "min.compaction.lag.ms": str(told.get("min_compaction_lag_ms", 0)),
            "min.insync.replicas": str(replication.min_insync_replicas),
            "unclean.leader.election.enable": "false",
        }


def read(path: Path | None = None, *, partitions: int | None = None) -> TopicPlan:
    """Read the file; `partitions` takes the place of its one number.

    Raises TopicsError with everything that is wrong with it, each with its place.
    """
    chosen = path or Path(os.environ.get(SETTING) or TOPICS_FILE)
    try:
        told = yaml.safe_load(chosen.read_text(encoding="utf-8"))
        if partitions is not None and isinstance(told, dict):
            told["partitions"] = partitions
        return TopicPlan.model_validate(told)
    except OSError as error:
        where = f"{chosen} cannot be opened; {SETTING} can name another file"
        raise TopicsError(where, [str(error)]) from error
    except yaml.YAMLError as error:
        raise TopicsError(f"{chosen} is not YAML", [str(error)]) from error
    except ValidationError as error:
        problems = [
            f"{'.'.join(str(step) for step in problem['loc']) or 'file'}: {problem['msg']}"
            for problem in error.errors()
        ]
        raise TopicsError(f"{chosen} is wrong", problems) from error


async def create(
    bootstrap_servers: str, profile: Profile, *, plan: TopicPlan | None = None
) -> tuple[str, ...]:
    """Make the topics that are missing and compare those that are there; the names of the made.

    Raises TopicsError with every difference in partitions, replication or settings: nothing that
    exists is changed. Raises aiokafka's KafkaError when the cluster cannot be reached.
    """
    chosen = plan or read()
    async with _admin(bootstrap_servers) as admin:
        before = await _described(admin, chosen)
        missing = [name for name in chosen.topics if name not in before]
        if missing:
            await _make(admin, chosen, profile, missing)
        there = await _all_known(admin, chosen)
        problems = [*_wrong_shapes(chosen, profile, there)]
        problems += await _wrong_settings(admin, chosen, profile)
    if problems:
        raise TopicsError(f"topics at {bootstrap_servers} differ from the plan", problems)
    return tuple(missing)


@asynccontextmanager
async def _admin(bootstrap_servers: str) -> AsyncIterator[Any]:
    admin = AIOKafkaAdminClient(
        bootstrap_servers=bootstrap_servers, request_timeout_ms=REQUEST_TIMEOUT_MS
    )
    try:
        await admin.start()
        yield admin
    finally:
        await admin.close()


async def _described(admin: Any, plan: TopicPlan) -> dict[str, list[dict[str, Any]]]:
    """The partitions of those topics of the plan that the cluster knows."""
    topics = await admin.describe_topics()
    known = {topic["topic"]: topic["partitions"] for topic in topics if not topic["error_code"]}
    return {name: known[name] for name in plan.topics if name in known}


async def _make(admin: Any, plan: TopicPlan, profile: Profile, names: list[str]) -> None:
    replication: Replication = getattr(plan.profiles, profile)
    answer = await admin.create_topics(
        [
            NewTopic(
                name,
                plan.partitions_of(name),
                replication.replication_factor,
                topic_configs=plan.configuration(name, profile),
            )
            for name in names
        ],
        timeout_ms=REQUEST_TIMEOUT_MS,
    )
    problems = [
        f"{name}: {for_code(code).__name__} {message or ''}".rstrip()
        for name, code, message in answer.topic_errors
        if code not in {0, TopicAlreadyExistsError.errno}  # another starter was a moment earlier
    ]
    if problems:
        raise TopicsError("the cluster refused topics", problems)


async def _all_known(admin: Any, plan: TopicPlan) -> dict[str, list[dict[str, Any]]]:
    """The topics once the metadata names them all, a moment after their making."""
    async with asyncio.timeout(KNOWN_WITHIN_SECONDS):
        while True:
            there = await _described(admin, plan)
            if there.keys() == plan.topics.keys() and all(there.values()):
                return there
            await asyncio.sleep(0.1)


def _wrong_shapes(
    plan: TopicPlan, profile: Profile, there: dict[str, list[dict[str, Any]]]
) -> Iterable[str]:
    replication: Replication = getattr(plan.profiles, profile)
    for name, partitions in there.items():
        expected = plan.partitions_of(name)
        if len(partitions) != expected:
            yield f"{name}: {expected} partitions expected, {len(partitions)} found"
        found = {len(partition["replicas"]) for partition in partitions}
        if found != {replication.replication_factor}:
            copies = ", ".join(str(number) for number in sorted(found))
            yield f"{name}: {replication.replication_factor} replicas expected, {copies} found"


async def _wrong_settings(admin: Any, plan: TopicPlan, profile: Profile) -> list[str]:
    resources = [ConfigResource(ConfigResourceType.TOPIC, name) for name in plan.topics]
    problems = []
    for answer in await admin.describe_configs(resources):
        for code, message, _kind, name, entries in answer.resources:
            if code:
                raise KafkaError(f"{name}: {for_code(code).__name__} {message or ''}")
            found = {entry[0]: entry[1] for entry in entries}
            problems += [
                f"{name}: {key} {expected} expected, {found.get(key)} found"
                for key, expected in plan.configuration(name, profile).items()
                if found.get(key) != expected
            ]
    return problems
