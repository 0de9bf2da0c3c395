"""How a worker process runs: one app under uvloop where there is one, ended by SIGTERM or Ctrl-C.

A worker that could lose something ends itself with status 70, unacknowledged (`streams.halt`);
whoever runs it starts it again.
"""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any

import faust

from streams.app import App


def run(app: App, *, loglevel: str = "WARNING") -> None:
    """Run an app until it is told to stop; does not return before it has committed and left."""
    folder = Path(app.faust.conf.datadir)
    folder.mkdir(parents=True, exist_ok=True)
    logging.getLogger("faust").setLevel(loglevel)
    worker: Any = faust.Worker(app.faust, loglevel=loglevel, redirect_stdouts=False, quiet=True)
    worker.execute_from_commandline()
