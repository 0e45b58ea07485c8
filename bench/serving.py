"""A server under measurement: gunicorn with two workers, and the processor time that its processes have used."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from pathlib import Path

import psutil

from bench.data import own_environment
from config import ROOT

START_SECONDS = 60
STOP_SECONDS = 10


@dataclass(slots=True)
class Server:
    """What answers on a port of this machine; ``database`` are further processes that work for it."""

    port: int
    process: subprocess.Popen[bytes]
    database: tuple[psutil.Process, ...] = field(default=())

    def seconds(self) -> float:
        """Processor time so far, of the server and of its database, processes that have ended included."""
        roots = (psutil.Process(self.process.pid), *self.database)
        return sum(_own_seconds(one) for root in roots for one in (root, *root.children(recursive=True)))

    def memory(self) -> int:
        """Bytes that its processes hold for themselves."""
        root = psutil.Process(self.process.pid)
        return sum(one.memory_full_info().uss for one in (root, *root.children(recursive=True)))


def _own_seconds(process: psutil.Process) -> float:
    with suppress(psutil.NoSuchProcess):
        times = process.cpu_times()
        return float(times.user + times.system + times.children_user + times.children_system)
    return 0.0


@contextmanager
def serving(
    wsgi: str, environ: Mapping[str, str], *, log: Path, workers: int = 2, database: tuple[psutil.Process, ...] = ()
) -> Iterator[Server]:
    """Gunicorn for ``wsgi`` on a free port, from its first answer until the block ends."""
    port = _free_port()
    command = [
        sys.executable, "-m", "gunicorn", "--worker-class", "gthread", "--workers", str(workers), "--threads", "4",
        "--bind", f"127.0.0.1:{port}", "--worker-tmp-dir", "/dev/shm", "--keep-alive", "75",
        "--no-control-socket", wsgi,
    ]  # fmt: skip
    with log.open("ab") as file:
        process = subprocess.Popen(
            command, cwd=ROOT, env={**own_environment(), **environ}, stdin=subprocess.DEVNULL, stdout=file, stderr=file
        )
    try:
        _wait(process, port, log)
        yield Server(port, process, database)
    finally:
        process.terminate()
        try:
            process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def database_processes() -> tuple[psutil.Process, ...]:
    """The PostgreSQL server that this process started, if it did."""
    own = psutil.Process().children()
    return tuple(one for one in own if one.name() == "postgres")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end and process.poll() is None:
        with suppress(OSError, HTTPException):
            connection = HTTPConnection("127.0.0.1", port, timeout=5)
            connection.request("GET", "/favicon.ico")
            connection.getresponse().read()
            connection.close()
            return
        time.sleep(0.1)
    raise RuntimeError(f"the server did not start:\n{log.read_text(errors='replace')[-3000:]}")
