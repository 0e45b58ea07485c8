"""What `make run` does before it serves: it prepares once, and leaves what is there alone."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from config import ROOT
from tests.conftest import SECRETS

SETTINGS = ("DATABASE_URL", "REDIS_URL", "KEYS_URL", "BASE_URL", "SECRETS_FILE", "FILES_DIR", *SECRETS)


def prepare(var: Path, mode: str) -> subprocess.CompletedProcess[str]:
    environ = {name: value for name, value in os.environ.items() if name not in SETTINGS}
    environ |= {"VAR_DIR": str(var), "MODE": mode}
    command = [sys.executable, "-m", "tools.prepare"]
    return subprocess.run(command, cwd=ROOT, env=environ, capture_output=True, text=True, timeout=120)


def test_a_fresh_installation_gets_secrets_and_tables_once(tmp_path: Path) -> None:
    first = prepare(tmp_path, "development")
    assert first.returncode == 0, first.stderr
    secrets = (tmp_path / "secrets.env").read_bytes()
    size = (tmp_path / "hamahang.db").stat().st_size
    assert size > 100_000
    assert prepare(tmp_path, "development").returncode == 0
    assert (tmp_path / "secrets.env").read_bytes() == secrets
    assert (tmp_path / "hamahang.db").stat().st_size == size


def test_production_makes_no_secrets_of_its_own(tmp_path: Path) -> None:
    refused = prepare(tmp_path, "production")
    assert refused.returncode == 1
    assert "VAULT_KEY is missing" in refused.stderr
    assert not list(tmp_path.iterdir())
