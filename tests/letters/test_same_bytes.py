"""The same notice gives the same letter: in one process, in another, whatever the hash seed."""

import hashlib
import os
import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest

from tests.letters.made import CASES, FOLDER, made, renderer

PROGRAM: Final = """
import hashlib, sys
from pathlib import Path
from enforcement.letters.render import TypstRenderer
renderer = TypstRenderer(Path(sys.argv[1]))
for path in sys.argv[2:]:
    print(hashlib.sha256(renderer.render(Path(path).read_bytes())).hexdigest())
"""


@pytest.mark.parametrize("name", CASES)
def test_rendered_again_it_is_the_same(name: str) -> None:
    assert renderer().render(made(name).event) == made(name).pdf


@pytest.mark.parametrize(("seed", "zone"), [("1", "Pacific/Kiritimati"), ("4711", "America/Adak")])
def test_another_process_gives_the_same_bytes(tmp_path: Path, seed: str, zone: str) -> None:
    paths = []
    for name in CASES:
        path = tmp_path / f"{name}.json"
        path.write_bytes(made(name).event)
        paths.append(str(path))
    done = subprocess.run(  # noqa: S603 - this Python, our own program
        [sys.executable, "-c", PROGRAM, str(FOLDER), *paths],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONHASHSEED": seed, "TZ": zone},
    )
    expected = [hashlib.sha256(made(name).pdf).hexdigest() for name in CASES]
    assert done.stdout.split() == expected


def test_the_fonts_are_those_that_were_made_once() -> None:
    fonts = FOLDER / "fonts"
    lines = (fonts / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    stated = {name: digest for digest, name in (line.split() for line in lines)}
    found = {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in fonts.iterdir()
        if path.name != "SHA256SUMS"
    }
    assert stated == found
