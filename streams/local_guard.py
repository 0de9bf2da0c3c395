"""Runs one local part and ends it when the process that wanted it is gone, whatever way it went.

A script of its own on the standard library only: `python -I -S local_guard.py PARENT SIGNAL GRACE
UID GID COMMAND…`. It writes the pid of the part on its standard output, and polls its own parent,
so that a `kill -9` of a worker, a crash or a closed terminal leave no Kafka and no PostgreSQL.
Threads play no role: a prctl death signal alone fires already when the starting thread ends.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import time

POLL_SECONDS = 0.2
PR_SET_PDEATHSIG = 1

_asked_to_stop: list[int] = []


def die_with_guard() -> None:
    """Let Linux kill the part when even this guard is killed with -9; elsewhere do nothing."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


def start(command: list[str], uid: int, gid: int) -> subprocess.Popen[bytes]:
    """Start the part in a session of its own, so that Ctrl-C at the terminal does not reach it."""
    return subprocess.Popen(  # noqa: S603 (the command comes from local.py)
        command,
        stdin=subprocess.DEVNULL,
        stdout=sys.stderr.fileno(),
        stderr=sys.stderr.fileno(),
        start_new_session=True,
        user=uid if uid >= 0 else None,
        group=gid if gid >= 0 else None,
        extra_groups=[] if uid >= 0 else None,
        preexec_fn=die_with_guard,  # noqa: PLW1509 (this script has one thread)
    )


def end(part: subprocess.Popen[bytes], stop_signal: int, grace_seconds: float) -> None:
    """Ask the part to stop, and kill its whole process group when the grace is over."""
    part.send_signal(stop_signal)
    with contextlib.suppress(subprocess.TimeoutExpired):
        part.wait(grace_seconds)
    with contextlib.suppress(ProcessLookupError):
        os.killpg(part.pid, signal.SIGKILL)
    part.wait()


def main(arguments: list[str]) -> int:
    """Run the part until it ends by itself, this guard is asked to stop, or the parent is gone."""
    parent, stop_signal, grace, uid, gid = (int(argument) for argument in arguments[:5])
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda received, _frame: _asked_to_stop.append(received))
    part = start(arguments[5:], uid, gid)
    print(part.pid, flush=True)  # noqa: T201 (the parent reads it from the pipe)
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    while part.poll() is None:
        if _asked_to_stop or os.getppid() != parent:
            end(part, stop_signal, grace)
        else:
            time.sleep(POLL_SECONDS)
    return part.returncode


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
