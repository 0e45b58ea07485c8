"""One frozen Config read from the environment and the secrets file; it says in words whatever is missing."""

from __future__ import annotations

import base64
import binascii
import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parent
MODES = ("production", "development", "demo", "test")
LOCAL_HOSTS = frozenset({"localhost", "127.0.0.1", "::1"})
SECRET_NAMES = ("SECRET_KEY", "VAULT_KEY", "INDEX_KEY", "AUDIT_KEY", "BACKUP_KEY")
SECRET_BYTES = 32
EVERY_ADDRESS = ("0.0.0.0", "::")  # noqa: S104 (compared with, not bound to)


class Missing(RuntimeError):
    """The installation cannot start; `problems` says, one sentence each, everything that is missing or wrong."""

    def __init__(self, problems: list[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("Hamahang cannot start:\n" + "\n".join(f"  - {problem}" for problem in problems))


@dataclass(frozen=True, kw_only=True)
class Config:
    """What one process needs to know about its installation. Durations are in the unit their name ends with."""

    mode: str
    secret_key: bytes = field(repr=False)
    vault_key: bytes = field(repr=False)
    index_key: bytes = field(repr=False)
    audit_key: bytes = field(repr=False)
    # Empty where no backup can be written or read.
    backup_key: bytes = field(default=b"", repr=False)
    database_url: str = field(repr=False)
    keys_url: str = field(repr=False)
    redis_url: str | None = field(repr=False)
    var_dir: Path
    files_dir: Path
    mail_url: str = field(repr=False)
    mail_from: str
    base_url: str
    trusted_hosts: tuple[str, ...]
    bind: str
    port: int
    web_workers: int
    web_threads: int
    trust_proxy: bool
    log_level: str
    debug: bool = False
    timezone: str = "Asia/Tehran"
    session_idle_minutes: int = 15
    session_hours: int = 8
    page_size: int = 25

    @classmethod
    def from_env(cls, environ: Mapping[str, str] = os.environ) -> Config:
        """Reads the environment, and the secrets file for names the environment lacks.

        Raises Missing naming everything that is wrong at once, so that nobody starts five times to learn five things.
        """
        return _Reader(environ).config()


class _Reader:
    """Reads settings one by one and gathers what is wrong with them."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        self.problems: list[str] = []
        self.var_dir = _var_dir(environ)
        self.secrets_file = secrets_file(environ)
        self.values = {**self._from_file(), **{name: value for name, value in environ.items() if value}}

    def config(self) -> Config:
        mode = self.text("MODE", "production")
        if mode not in MODES:
            self.problems.append(f"MODE is {mode!r}; it must be one of {', '.join(MODES)}.")
        bind, port = self.text("BIND", "127.0.0.1"), self.number("PORT", 8000, highest=65535)
        base_url = self.text("BASE_URL", f"http://{_host(bind)}:{port}").rstrip("/")
        config = Config(
            mode=mode,
            debug=self.flag("DEBUG"),
            secret_key=self.secret("SECRET_KEY"),
            vault_key=self.secret("VAULT_KEY"),
            index_key=self.secret("INDEX_KEY"),
            audit_key=self.secret("AUDIT_KEY"),
            backup_key=self.secret("BACKUP_KEY") if "BACKUP_KEY" in self.values else b"",
            database_url=_with_driver(self.text("DATABASE_URL", f"sqlite:///{self.var_dir / 'hamahang.db'}")),
            keys_url=_with_driver(self.text("KEYS_URL", f"sqlite:///{self.var_dir / 'keys' / 'keys.db'}")),
            redis_url=self.values.get("REDIS_URL"),
            var_dir=self.var_dir,
            files_dir=Path(self.text("FILES_DIR", str(self.var_dir / "files"))).absolute(),
            mail_url=self.text("MAIL_URL", "file"),
            mail_from=self.text("MAIL_FROM", "hamahang@localhost"),
            base_url=base_url,
            trusted_hosts=self.names("TRUSTED_HOSTS", _hosts_of(base_url, bind)),
            bind=bind,
            port=port,
            web_workers=self.number("WEB_WORKERS", 2),
            web_threads=self.number("WEB_THREADS", 4),
            timezone=self.text("TIMEZONE", "Asia/Tehran"),
            session_idle_minutes=self.number("SESSION_IDLE_MINUTES", 15),
            session_hours=self.number("SESSION_HOURS", 8),
            page_size=self.number("PAGE_SIZE", 25, highest=200),
            trust_proxy=self.flag("TRUST_PROXY"),
            log_level=self.text("LOG_LEVEL", "INFO").upper(),
        )
        self.check(config)
        if self.problems:
            raise Missing(self.problems)
        return config

    def check(self, config: Config) -> None:
        """Rules that concern several settings at once."""
        address = urlsplit(config.base_url)
        if address.scheme not in ("http", "https") or not address.hostname:
            self.problems.append(f"BASE_URL is {config.base_url!r}; it must look like https://hamahang.example.org.")
        mail = urlsplit(config.mail_url)
        if config.mail_url != "file" and (mail.scheme != "smtp" or not mail.hostname):
            self.problems.append("MAIL_URL must be 'file' or look like smtp://user:password@host:587?tls=1.")
        if config.keys_url == config.database_url:
            self.problems.append("KEYS_URL is the same as DATABASE_URL; the key store must be apart from the data.")
        if config.mode != "production":
            return
        if config.debug:
            self.problems.append("DEBUG is on; in production it must be off, for it shows code and data to visitors.")
        if address.scheme == "http" and address.hostname not in LOCAL_HOSTS:
            self.problems.append(
                f"BASE_URL is {config.base_url}; away from this machine it must begin with https://, "
                "else passwords travel in clear."
            )

    def text(self, name: str, default: str) -> str:
        return self.values.get(name, default)

    def names(self, name: str, default: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(part.strip() for part in self.values.get(name, "").split(",") if part.strip()) or default

    def flag(self, name: str) -> bool:
        value = self.values.get(name, "0").lower()
        if value not in ("0", "1", "no", "yes", "off", "on", "false", "true"):
            self.problems.append(f"{name} is {value!r}; it must be 1 or 0.")
        return value in ("1", "yes", "on", "true")

    def number(self, name: str, default: int, *, highest: int = 100_000) -> int:
        value = self.values.get(name, str(default))
        if not (value.isascii() and value.isdigit() and 1 <= int(value) <= highest):
            self.problems.append(f"{name} is {value!r}; it must be a whole number from 1 to {highest}.")
            return default
        return int(value)

    def secret(self, name: str) -> bytes:
        value = self.values.get(name)
        if value is None:
            self.problems.append(
                f"{name} is missing; set it in the environment or in {self.secrets_file} (`flask setup` writes one)."
            )
            return b""
        try:
            key = base64.b64decode(value, altchars=b"-_", validate=True)
        except (binascii.Error, ValueError):
            key = b""
        if len(key) != SECRET_BYTES:
            self.problems.append(f"{name} is not {SECRET_BYTES} bytes in base64; make one with `flask setup`.")
        return key

    def _from_file(self) -> dict[str, str]:
        if not self.secrets_file.is_file():
            return {}
        if self.secrets_file.stat().st_mode & 0o077:
            self.problems.append(f"{self.secrets_file} can be read by others; run chmod 600 on it.")
        lines = (line.strip() for line in self.secrets_file.read_text(encoding="utf-8").splitlines())
        pairs = (line.partition("=") for line in lines if line and not line.startswith("#"))
        return {name.strip(): value.strip() for name, _, value in pairs}


def secrets_file(environ: Mapping[str, str] = os.environ) -> Path:
    """Where the secrets lie that the environment does not hold."""
    return Path(environ.get("SECRETS_FILE") or _var_dir(environ) / "secrets.env").absolute()


def write_secrets(path: Path) -> bool:
    """Writes fresh secrets to `path`, readable by the owner alone; an existing file is kept. True if it was written."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        # O_EXCL: two set-ups at once must not leave data that one of them encrypted with a lost key.
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return False
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write("# Keys of this installation. Keep a copy apart from the data, which cannot be read without.\n")
        for name in SECRET_NAMES:
            file.write(f"{name}={base64.urlsafe_b64encode(secrets.token_bytes(SECRET_BYTES)).decode()}\n")
    return True


def _var_dir(environ: Mapping[str, str]) -> Path:
    return Path(environ.get("VAR_DIR") or ROOT / "var").absolute()


def _with_driver(url: str) -> str:
    """Database addresses are commonly written without a driver; psycopg 3 is the one installed."""
    scheme, separator, rest = url.partition("://")
    return f"postgresql+psycopg{separator}{rest}" if scheme in ("postgres", "postgresql") else url


def _host(bind: str) -> str:
    """The address a browser on this machine uses for what listens on `bind`."""
    if bind in EVERY_ADDRESS:
        return "127.0.0.1"
    return f"[{bind}]" if ":" in bind else bind


def _hosts_of(base_url: str, bind: str) -> tuple[str, ...]:
    hostname = urlsplit(base_url).hostname or ""
    hosts = {hostname, bind.strip("[]"), "localhost", "127.0.0.1"} if hostname in LOCAL_HOSTS else {hostname}
    return tuple(sorted(hosts - {"", *EVERY_ADDRESS}))
