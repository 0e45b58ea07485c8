"""What the configuration refuses, and that it says everything at once."""

import stat
from pathlib import Path

import pytest

from config import Config, Missing, write_secrets
from tests.conftest import SECRETS

PRODUCTION = {"MODE": "production", "BASE_URL": "https://hamahang.example.org", **SECRETS}


def problems(tmp_path: Path, **settings: str) -> str:
    with pytest.raises(Missing) as refused:
        Config.from_env({"VAR_DIR": str(tmp_path), **settings})
    return "\n".join(refused.value.problems)


def test_all_missing_secrets_are_named_at_once(tmp_path: Path) -> None:
    said = problems(tmp_path, MODE="production")
    assert all(f"{name} is missing" in said for name in ("SECRET_KEY", "VAULT_KEY", "INDEX_KEY", "AUDIT_KEY"))


@pytest.mark.parametrize("mode", ["development", "demo", "test"])
def test_no_mode_starts_without_secrets(tmp_path: Path, mode: str) -> None:
    assert "VAULT_KEY is missing" in problems(tmp_path, MODE=mode)


def test_production_starts_with_its_secrets(tmp_path: Path) -> None:
    assert Config.from_env({"VAR_DIR": str(tmp_path), **PRODUCTION}).mode == "production"


def test_production_is_the_mode_when_none_is_named(tmp_path: Path) -> None:
    assert Config.from_env({"VAR_DIR": str(tmp_path), **SECRETS}).mode == "production"


def test_production_refuses_debug(tmp_path: Path) -> None:
    assert "DEBUG is on" in problems(tmp_path, **PRODUCTION, DEBUG="1")


def test_production_refuses_clear_http_away_from_this_machine(tmp_path: Path) -> None:
    assert "https://" in problems(tmp_path, **{**PRODUCTION, "BASE_URL": "http://hamahang.example.org"})


def test_key_store_in_the_same_database_is_refused(tmp_path: Path) -> None:
    same = {"DATABASE_URL": "postgresql://host/db", "KEYS_URL": "postgres://host/db"}
    assert "apart" in problems(tmp_path, **PRODUCTION, **same)


def test_a_secret_of_the_wrong_length_is_refused(tmp_path: Path) -> None:
    assert "VAULT_KEY is not 32 bytes" in problems(tmp_path, **{**PRODUCTION, "VAULT_KEY": "c2hvcnQ="})


@pytest.mark.parametrize("value", ["0", "65536", "۸۰۰۰", "8000.5", "-1"])
def test_a_port_that_is_none_is_refused(tmp_path: Path, value: str) -> None:
    assert "PORT is" in problems(tmp_path, **PRODUCTION, PORT=value)


def test_written_secrets_are_read_and_kept(tmp_path: Path) -> None:
    file = tmp_path / "secrets.env"
    assert write_secrets(file)
    first = Config.from_env({"MODE": "demo", "VAR_DIR": str(tmp_path)})
    assert not write_secrets(file)
    assert Config.from_env({"MODE": "demo", "VAR_DIR": str(tmp_path)}) == first
    assert len({first.secret_key, first.vault_key, first.index_key, first.audit_key}) == 4


def test_written_secrets_are_for_the_owner_alone(tmp_path: Path) -> None:
    write_secrets(tmp_path / "secrets.env")
    assert stat.S_IMODE((tmp_path / "secrets.env").stat().st_mode) == 0o600


def test_secrets_that_others_can_read_are_refused(tmp_path: Path) -> None:
    file = tmp_path / "secrets.env"
    write_secrets(file)
    file.chmod(0o644)
    assert "can be read by others" in problems(tmp_path, MODE="production")


def test_the_environment_wins_over_the_file(tmp_path: Path) -> None:
    write_secrets(tmp_path / "secrets.env")
    config = Config.from_env({"VAR_DIR": str(tmp_path), "SECRET_KEY": SECRETS["SECRET_KEY"]})
    assert config.secret_key == b"session-key-of-the-tests-32-byte"


def test_secrets_are_in_no_printed_configuration(tmp_path: Path) -> None:
    printed = repr(Config.from_env({"VAR_DIR": str(tmp_path), **PRODUCTION, "DATABASE_URL": "postgresql://u:pw@h/d"}))
    assert "session-key" not in printed
    assert "pw" not in printed
