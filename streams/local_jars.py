"""Kafka's jars: resolved by jgo, downloaded whole or not at all, kept in Maven's own cache folder.

The cache is `~/.m2/repository` (or `M2_REPO`), shared by all data folders and with Maven itself.
"""

from __future__ import annotations

import hashlib
import os
import time
import zipfile
from pathlib import Path

from jgo.constants import MAVEN_CENTRAL_URL
from jgo.maven import Artifact, MavenContext, PythonResolver
from jgo.util import http
from rich.progress import Progress

from streams.local_error import LocalPartsError
from streams.local_folder import KAFKA_VERSION, lock

# "!" keeps jgo from importing the dependency management of a coordinate as a bill of materials:
# log4j's would put an older kafka-clients beside the broker.
COORDINATES = (
    f"org.apache.kafka:kafka_2.13:{KAFKA_VERSION}!",
    "org.apache.logging.log4j:log4j-slf4j-impl:2.25.4!",
)
RUNTIME_SCOPES = (None, "compile", "runtime")
TIMEOUT_SECONDS = 30
ATTEMPTS = 3
HTTP_OK = 200


class WholeFileResolver(PythonResolver):  # type: ignore[misc,unused-ignore]
    """jgo's resolver, but a file that is cut off or has another checksum never enters the cache.

    jgo 3.2.0 writes into the cache as it downloads and only warns about a wrong checksum.
    """

    def download(self, artifact: Artifact) -> Path:
        """Download a jar or a pom from the first repository that has it; checked with its SHA-1."""
        target = artifact.cached_path
        assert target is not None
        below = f"{artifact.component.path_prefix.as_posix()}/{artifact.filename}"
        answers = []
        for repository in artifact.context.remote_repos.values():
            url = f"{repository.rstrip('/')}/{below}"
            body, answer = _fetched(url)
            if body is not None:
                return _kept(body, target)
            answers.append(answer)
        raise _no_download(artifact.filename, "; ".join(answers))


def classpath(progress: Progress, *, cache: Path | None, repository: str | None) -> str:
    """The Java class path of the broker, its jars downloaded when they are not in the cache yet.

    Raises LocalPartsError when a jar is missing and the repository cannot be reached.
    """
    context = MavenContext(
        resolver=WholeFileResolver(),
        repo_cache=cache,
        remote_repos={"central": repository or MAVEN_CENTRAL_URL},
    )
    task = progress.add_task(f"Kafka {KAFKA_VERSION}: which jars it needs", total=None)
    with lock(context.repo_cache / ".dwangsom.lock"):
        inputs, others = context.resolver.resolve(
            [context.create_dependency(coordinate) for coordinate in COORDINATES]
        )
        needed = [found for found in [*inputs, *others] if found.scope in RUNTIME_SCOPES]
        progress.update(task, description=f"Kafka {KAFKA_VERSION}: jars", total=len(needed))
        jars = []
        for dependency in needed:
            jars.append(_whole_jar(dependency.artifact))
            progress.advance(task)
    return os.pathsep.join(str(jar) for jar in jars)


def _whole_jar(artifact: Artifact) -> Path:
    """The jar in the cache; one that another program left there cut off is downloaded again."""
    jar = Path(artifact.resolve())
    if not zipfile.is_zipfile(jar):
        jar.unlink()
        jar = Path(artifact.resolve())
    return jar


def _fetched(url: str) -> tuple[bytes | None, str]:
    """The body behind a URL when its SHA-1 agrees; else None and what came instead."""
    came = ""
    for attempt in range(ATTEMPTS):
        time.sleep(attempt)
        try:
            body = http.get(url, timeout=TIMEOUT_SECONDS)
            checksum = http.get(f"{url}.sha1", timeout=TIMEOUT_SECONDS)
        except OSError as error:  # every error of requests is one
            came = f"{url}: {error}"
            continue
        if body.status_code != HTTP_OK or checksum.status_code != HTTP_OK:
            return None, f"{url}: HTTP status {body.status_code}, checksum {checksum.status_code}"
        content = bytes(body.content)
        if hashlib.sha1(content, usedforsecurity=False).hexdigest() == checksum.text.split()[0]:
            return content, ""
        came = f"{url}: another SHA-1 than the repository states"
    return None, came


def _kept(body: bytes, target: Path) -> Path:
    target.parent.mkdir(parents=True, exist_ok=True)
    fresh = target.with_name(f"{target.name}.{os.getpid()}.new")
    fresh.write_bytes(body)
    return fresh.replace(target)


def _no_download(filename: str, came: str) -> LocalPartsError:
    return LocalPartsError(
        expected=f"{filename}, needed for the first set-up of Kafka {KAFKA_VERSION}, from a Maven "
        "repository",
        came=f"no network or no such file: {came}",
        look="the network and HTTPS_PROXY; later starts work without network, and a cache folder "
        "copied from another machine (~/.m2/repository, or where M2_REPO points) will do",
    )
