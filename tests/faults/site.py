"""Web, worker and clock as processes of their own over a test's application, to be killed and started again."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from urllib.parse import urlencode

import psutil
from flask import Flask

from config import ROOT, Config
from coordination import COOKIE
from tests.conftest import SECRETS
from tests.faults.test_serve import free_port
from tests.pages import form_of

LONG = os.environ.get("SOAK") == "1"
PR_SET_PDEATHSIG = 1
FLASK = (sys.executable, "-m", "flask", "--app", "wsgi")
COMMANDS = {
    "web": (sys.executable, "-m", "gunicorn", "--config", "deploy/gunicorn.conf.py", "wsgi:app"),
    "worker": (*FLASK, "work"),
    "clock": (*FLASK, "clock"),
}
START_SECONDS = 60


class Site:
    """The processes of an application; each is kept running once started, until the end."""

    def __init__(self, app: Flask, **settings: str) -> None:
        config: Config = app.config["HAMAHANG"]
        self.port, self.folder = free_port(), config.var_dir
        self.environ = {
            **{name: value for name, value in os.environ.items() if not name.endswith("_URL")},
            **SECRETS,
            "MODE": "test", "VAR_DIR": str(self.folder), "DATABASE_URL": config.database_url,
            "BIND": "127.0.0.1", "PORT": str(self.port), "WEB_WORKERS": "2", "LOG_LEVEL": "INFO",
            **({"REDIS_URL": config.redis_url} if config.redis_url else {}), **settings,
        }  # fmt: skip
        self.running: dict[str, subprocess.Popen[bytes]] = {}

    def start(self, name: str, *, also: str = "") -> None:
        """Start `web`, `worker` or `clock`; `also` tells a second one of its kind apart."""
        with self.log(name).open("ab") as log:
            self.running[name + also] = subprocess.Popen(
                COMMANDS[name], cwd=ROOT, env=self.environ, stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                start_new_session=True, preexec_fn=_die_with_parent,
            )  # fmt: skip

    def log(self, name: str) -> Path:
        return self.folder / f"{name}.log"

    def wait_for_web(self) -> None:
        assert until(self.answers, START_SECONDS), self.log("web").read_text()

    def answers(self) -> bool:
        return self.ask("GET", "/healthz")[0] == 200

    def kill(self, name: str) -> None:
        """SIGKILL to all of a process, which is then started again."""
        process = self.running[name]
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        self.start(name)

    def kill_one_web_worker(self) -> None:
        """SIGKILL to one of the processes that answer; gunicorn starts another."""
        with suppress(psutil.NoSuchProcess, IndexError):
            psutil.Process(self.running["web"].pid).children()[0].kill()

    def end(self) -> None:
        for process in self.running.values():
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
        self.running.clear()

    def ask(self, method: str, path: str, body: str = "", token: str = "") -> tuple[int, str]:
        """Status and text of an answer; 0 where none came."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=30)
        headers = {"Cookie": f"{COOKIE}={token}", "Content-Type": "application/x-www-form-urlencoded"}
        try:
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            return answer.status, answer.read().decode()
        except (OSError, HTTPException):
            return 0, ""
        finally:
            connection.close()

    def press(self, path: str, token: str, seconds: float = START_SECONDS) -> bool:
        """Fetch a form and send it as it stands, again and again until it is taken or was. True if the answer said so
        to this very press, False where an earlier one had no answer but its effect."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            status, page = self.ask("GET", path, token=token)
            if status == 200:
                target, values = form_of(page, path)
                status, page = self.ask("POST", target, urlencode(values, doseq=True), token)
                if status == 303:
                    return True
            if status == 409:
                return False
            assert status in (0, 503), (path, status, page)
            time.sleep(0.1)
        raise AssertionError(f"{path} was not taken in {seconds} s")


def until(true: Callable[[], object], seconds: float) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if true():
            return True
        time.sleep(0.1)
    return bool(true())


def _die_with_parent() -> None:
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
