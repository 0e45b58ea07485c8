"""The supervisor behind `flask serve`: starts Valkey, web, worker and clock, restarts what dies, leaves nothing."""

from __future__ import annotations

import ctypes
import fcntl
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from types import FrameType
from typing import IO
from urllib.parse import urlsplit

import click
from flask import Flask, current_app

from config import EVERY_ADDRESS, ROOT, Config
from coordination import valkey
from coordination.demo import signins

POLL_SECONDS = 0.3
FIRST_ANSWER_SECONDS = 60
STOP_SECONDS = 15
LONGEST_PAUSE_SECONDS = 30
# A child that ran this long before it died is started again without a pause.
STEADY_SECONDS = 60
LOG_BYTES = 10_000_000

WITHOUT_VALKEY = "Valkey does not run here; mails and notices leave some seconds later instead of at once."

PR_SET_PDEATHSIG = 1
PR_SET_CHILD_SUBREAPER = 36


class NotStarted(RuntimeError):
    """The services could not be started; the text says why and what would help."""


class _Stop(Exception):
    """The supervisor was told to end."""


@dataclass
class Child:
    """One supervised process and when to start it again."""

    name: str
    command: tuple[str, ...]
    environ: dict[str, str] = field(repr=False)
    log: Path
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    pause: float = 0.0
    next_start: float = 0.0

    def start(self) -> None:
        """Runs the command in a session of its own, so that Ctrl-C reaches the supervisor alone."""
        if self.log.exists() and self.log.stat().st_size > LOG_BYTES:
            self.log.replace(self.log.with_suffix(".log.1"))
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                self.command, env=self.environ, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                start_new_session=True, preexec_fn=_end_with_supervisor if _libc else None,
            )  # fmt: skip
        self.started = time.monotonic()

    def died(self) -> int | None:
        """The exit code, if it ended by itself since it was started."""
        return self.process.poll() if self.process else None

    def plan_restart(self) -> None:
        """The next start is at once after a long life, and later and later when it keeps dying."""
        if self.process is not None:
            # What it started would go on without it, and keep its port.
            _signal_group(self.process.pid, signal.SIGKILL)
        now = time.monotonic()
        steady = now - self.started > STEADY_SECONDS
        self.pause = 0.5 if steady or not self.pause else min(self.pause * 2, LONGEST_PAUSE_SECONDS)
        self.next_start, self.process = now + self.pause, None

    def stop(self, until: float) -> None:
        """Waits for the end of a process that was asked to end; at `until` (monotonic) it is killed with its group."""
        if self.process is None:
            return
        try:
            self.process.wait(max(0.0, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            _signal_group(self.process.pid, signal.SIGKILL)
            self.process.wait()


def register(app: Flask) -> None:
    """Add ``flask serve``."""

    @app.cli.command("serve")
    def serve_command() -> None:
        """Run web, worker, clock and, unless REDIS_URL is set, an embedded Valkey, until Ctrl-C."""
        config: Config = current_app.config["HAMAHANG"]
        try:
            serve(config, [f"  {one.email:<28}{one.password}  {one.label}" for one in signins()])
        except NotStarted as error:
            raise click.ClickException(str(error)) from error


def serve(config: Config, welcome: Sequence[str] = ()) -> None:
    """Runs the whole application until SIGINT or SIGTERM; once it answers, prints its address and `welcome`.

    With ENDS_WITH_PARENT set it also ends when the process that started it does. Raises NotStarted.
    """
    (config.var_dir / "log").mkdir(parents=True, exist_ok=True)
    with _only_one(config.var_dir / "serve.lock"), _signals():
        _require_free(config.bind, config.port)
        children: list[Child] = []
        _adopt_orphans()
        try:
            environ = {**os.environ, "PYTHONUNBUFFERED": "1"}
            if not config.redis_url:
                environ |= _start_valkey(config, environ, children)
            for child in _own_children(config, environ):
                children.append(child)
                child.start()
            _wait_for_answer(config, next(child for child in children if child.name == "web"))
            _say(f"Hamahang answers at {config.base_url}", *welcome, "Stop it with Ctrl-C.")
            _watch(children)
        except _Stop:
            _say("Stopping.")
        finally:
            _stop(children)


def _own_children(config: Config, environ: dict[str, str]) -> list[Child]:
    python = sys.executable
    commands = {
        "web": (python, "-m", "gunicorn", "--config", str(ROOT / "deploy" / "gunicorn.conf.py"), "wsgi:app"),
        "worker": (python, "-m", "flask", "--app", "wsgi", "work"),
        "clock": (python, "-m", "flask", "--app", "wsgi", "clock"),
    }
    if "REDIS_URL" not in environ and config.redis_url is None:
        # Nobody tells a worker of work; the relay within the clock does it, some seconds later.
        del commands["worker"]
    logs = config.var_dir / "log"
    return [Child(name, command, environ, logs / f"{name}.log") for name, command in commands.items()]


def _start_valkey(config: Config, environ: dict[str, str], children: list[Child]) -> dict[str, str]:
    """The embedded server joins ``children``; what the others find it by. Without one only time is lost."""
    if not valkey.is_here():
        _say(WITHOUT_VALKEY)
        return {}
    prepared = valkey.prepare(config.var_dir / "valkey")
    child = Child("valkey", prepared.command, environ, config.var_dir / "log" / "valkey.log")
    children.append(child)
    child.start()
    if not valkey.answers(prepared.url):
        children.remove(child)
        child.plan_restart()
        _say(WITHOUT_VALKEY, f"Its log is {child.log}.")
        return {}
    return {"REDIS_URL": prepared.url}


def _watch(children: list[Child]) -> None:
    parent = os.getppid()
    while True:
        time.sleep(POLL_SECONDS)
        if os.environ.get("ENDS_WITH_PARENT") and os.getppid() != parent:
            raise _Stop
        for child in children:
            code = child.died()
            if code is not None:
                child.plan_restart()
                _say(f"{child.name} ended (exit code {code}); it starts again. See {child.log}.")
            if child.process is None and time.monotonic() >= child.next_start:
                child.start()
        _bury(children)


def _stop(children: list[Child]) -> None:
    # The worker and the clock still write to Valkey while they end, so it goes last.
    _signals_ignored()
    until = time.monotonic() + STOP_SECONDS
    for group in ([c for c in children if c.name != "valkey"], [c for c in children if c.name == "valkey"]):
        for child in group:
            if child.process is not None:
                with suppress(ProcessLookupError):
                    child.process.terminate()
        for child in group:
            child.stop(max(until, time.monotonic() + 1))
    for orphan in _adopted(children):
        with suppress(ProcessLookupError):
            os.kill(orphan, signal.SIGKILL)


def _wait_for_answer(config: Config, web: Child) -> None:
    end = time.monotonic() + FIRST_ANSWER_SECONDS
    while time.monotonic() < end:
        if web.died() is not None:
            break
        if _answers(config):
            return
        time.sleep(0.1)
    tail = web.log.read_text(encoding="utf-8", errors="replace").splitlines()[-15:]
    raise NotStarted("\n".join(["The web server did not answer. Its log ends with:", *tail]))


def _answers(config: Config) -> bool:
    connection = HTTPConnection(_reachable(config.bind), config.port, timeout=5)
    try:
        connection.request("GET", "/healthz", headers={"Host": urlsplit(config.base_url).netloc})
        return connection.getresponse().status == 200
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()


def _reachable(bind: str) -> str:
    return "127.0.0.1" if bind in EVERY_ADDRESS else bind


def _require_free(bind: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in bind else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((bind, port))
        except OSError as error:
            raise NotStarted(
                f"Cannot listen on {bind}:{port} ({error.strerror}); choose another with PORT=."
            ) from error


@contextmanager
def _only_one(path: Path) -> Iterator[IO[str]]:
    """Two supervisors over one folder would give one append-only file two writers."""
    with path.open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise NotStarted(f"Hamahang already runs on {path.parent}; stop it first, or set VAR_DIR.") from error
        yield lock


@contextmanager
def _signals() -> Iterator[None]:
    def stop(_signal: int, _frame: FrameType | None) -> None:
        raise _Stop

    before = {number: signal.signal(number, stop) for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _signals_ignored() -> None:
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)


def _say(*lines: str) -> None:
    print(*lines, sep="\n", flush=True)


# Linux lets a child ask for a signal when its parent dies, and a parent adopt what its children leave behind.
_libc = ctypes.CDLL(None) if sys.platform == "linux" else None


def _end_with_supervisor() -> None:
    if _libc is not None:
        _libc.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def _adopt_orphans() -> None:
    if _libc is not None:
        _libc.prctl(PR_SET_CHILD_SUBREAPER, 1)


def _adopted(children: list[Child]) -> set[int]:
    """Processes that outlived the child that had started them."""
    try:
        listed = Path("/proc/self/task", str(os.getpid()), "children").read_text(encoding="ascii").split()
    except OSError:
        return set()
    return {int(pid) for pid in listed} - {child.process.pid for child in children if child.process is not None}


def _bury(children: list[Child]) -> None:
    for orphan in _adopted(children):
        with suppress(ChildProcessError):
            os.waitpid(orphan, os.WNOHANG)


def _signal_group(leader: int, number: signal.Signals) -> None:
    with suppress(ProcessLookupError):
        os.killpg(leader, number)
