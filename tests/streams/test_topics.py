"""The plan of the topics and what a real cluster makes of it."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import yaml
from aiokafka.admin import AIOKafkaAdminClient, NewTopic

from streams import local, topics

ACTS = {
    "inspection-findings",
    "sanction-decisions",
    "appeals",
    "court-outcomes",
    "payments",
    "deliveries",
}


@pytest.fixture
async def admin(parts: local.LocalParts) -> AsyncIterator[AIOKafkaAdminClient]:
    client = AIOKafkaAdminClient(bootstrap_servers=parts.bootstrap_servers)
    await client.start()
    yield client
    await client.close()


def changed(tmp_path: Path, **changes: object) -> Path:
    told = yaml.safe_load(topics.TOPICS_FILE.read_text(encoding="utf-8"))
    path = tmp_path / "topics.yaml"
    path.write_text(yaml.safe_dump(told | changes), encoding="utf-8")
    return path


def test_the_plan_has_every_topic_of_the_contract_and_fausts_own() -> None:
    plan = topics.read()
    leaders = {f"dwangsom-{app}-__assignor-__leader" for app in ("cases", "projector", "postroom")}
    others = {"clock", "case-timelines", "notices", "quarantine"}
    assert plan.topics.keys() == ACTS | others | leaders | {"dwangsom-cases-dossiers-changelog"}
    assert {plan.partitions_of(name) for name in leaders} == {1}
    assert {plan.partitions_of(name) for name in plan.topics.keys() - leaders} == {8}


def test_acts_and_days_are_kept_for_ever() -> None:
    plan = topics.read()
    for name in ACTS | {"clock", "quarantine"}:
        settings = plan.configuration(name, "production")
        assert settings["cleanup.policy"] == "delete"
        assert settings["retention.ms"] == settings["retention.bytes"] == "-1"


def test_timelines_are_compacted_zstd_and_up_to_sixteen_mebibytes() -> None:
    settings = topics.read().configuration("case-timelines", "production")
    assert settings["cleanup.policy"] == "compact"
    assert settings["compression.type"] == "zstd"
    assert settings["max.message.bytes"] == str(16 * 1024 * 1024)


def test_the_changelog_keeps_rows_seven_days_before_compaction() -> None:
    settings = topics.read().configuration("dwangsom-cases-dossiers-changelog", "local")
    assert settings["cleanup.policy"] == "compact"
    assert settings["min.compaction.lag.ms"] == str(7 * 24 * 3600 * 1000)


def test_production_keeps_three_copies_of_which_two_are_in_sync() -> None:
    plan = topics.read()
    assert plan.profiles.production.replication_factor == 3
    assert plan.configuration("notices", "production")["min.insync.replicas"] == "2"
    assert plan.configuration("notices", "local")["min.insync.replicas"] == "1"


def test_one_number_of_partitions_can_take_the_place_of_the_file() -> None:
    assert topics.read(partitions=24).partitions_of("clock") == 24


def test_everything_wrong_with_the_file_is_said_at_once(tmp_path: Path) -> None:
    path = changed(
        tmp_path,
        partitions="8",
        topics={"clock": {"carries": "days", "cleanup": "erase", "retention": 3}},
    )
    with pytest.raises(topics.TopicsError) as caught:
        topics.read(path)
    places = {problem.split(":")[0] for problem in caught.value.problems}
    assert places == {"partitions", "topics.clock.cleanup", "topics.clock.retention"}


def test_a_topic_that_must_share_the_number_may_not_state_its_own(tmp_path: Path) -> None:
    path = changed(tmp_path, topics={"clock": {"carries": "days", "partitions": 4}})
    with pytest.raises(topics.TopicsError, match="share one number: clock"):
        topics.read(path)


def test_a_setting_names_another_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(topics.SETTING, str(tmp_path / "none.yaml"))
    with pytest.raises(topics.TopicsError, match="DWANGSOM_TOPICS can name another file"):
        topics.read()
    monkeypatch.setenv(topics.SETTING, str(changed(tmp_path, partitions=3)))
    assert topics.read().partitions == 3


async def test_a_cluster_gets_all_topics_once(
    parts: local.LocalParts, admin: AIOKafkaAdminClient
) -> None:
    plan = topics.read()
    await topics.create(parts.bootstrap_servers, "local")
    assert await topics.create(parts.bootstrap_servers, "local") == ()
    assert plan.topics.keys() <= set(await admin.list_topics())


async def test_a_topic_that_nobody_made_is_not_made_by_asking_for_it(
    admin: AIOKafkaAdminClient,
) -> None:
    await admin.describe_topics(["nobody-made-this"])
    assert "nobody-made-this" not in await admin.list_topics()


async def test_other_partitions_are_an_error_and_nothing_is_changed(
    parts: local.LocalParts,
) -> None:
    await topics.create(parts.bootstrap_servers, "local")
    with pytest.raises(topics.TopicsError) as caught:
        await topics.create(parts.bootstrap_servers, "local", plan=topics.read(partitions=4))
    assert "clock: 4 partitions expected, 8 found" in caught.value.problems
    assert len(caught.value.problems) == 11
    assert await topics.create(parts.bootstrap_servers, "local") == ()


async def test_another_setting_of_an_existing_topic_is_an_error(
    parts: local.LocalParts, admin: AIOKafkaAdminClient, tmp_path: Path
) -> None:
    await admin.create_topics([NewTopic("other-clock", 8, 1)])
    path = changed(tmp_path, topics={"other-clock": {"carries": "days"}})
    with pytest.raises(topics.TopicsError) as caught:
        await topics.create(parts.bootstrap_servers, "local", plan=topics.read(path))
    assert any("timestamp.after.max.ms" in problem for problem in caught.value.problems)
