"""Sealed texts, data keys and keyed hashes."""

from __future__ import annotations

from pathlib import Path

import pytest
from cryptography.exceptions import InvalidTag
from flask import Flask
from sqlalchemy.orm import Session

from coordination.vault import vault
from coordination.vault.blind import blind
from coordination.vault.keys import KeyGone, KeyStore
from coordination.vault.seal import INSTALLATION, Tampered, place, seal, seal_json, unseal, unseal_json

NAME = "سارا نمونه‌ای"
HERE = place("client.name_sealed", "aaaaaaaaaaaaaaaa")
THERE = place("client.name_sealed", "bbbbbbbbbbbbbbbb")


@pytest.fixture
def key_id(session: Session) -> str:
    return vault().keys.new_key()


def test_what_was_sealed_can_be_read(key_id: str) -> None:
    assert unseal(key_id, seal(key_id, NAME, HERE), HERE) == NAME


def test_the_text_does_not_stand_in_what_is_stored(key_id: str) -> None:
    assert NAME.encode() not in seal(key_id, NAME, HERE)


def test_equal_texts_are_sealed_differently(key_id: str) -> None:
    assert seal(key_id, NAME, HERE) != seal(key_id, NAME, HERE)


def test_json_keeps_its_shape(key_id: str) -> None:
    value = {"names": [NAME, "ب"], "age": 12, "school": None}
    assert unseal_json(key_id, seal_json(key_id, value, HERE), HERE) == value


def test_a_sealed_text_moved_to_another_row_is_refused(key_id: str) -> None:
    with pytest.raises(Tampered):
        unseal(key_id, seal(key_id, NAME, HERE), THERE)


def test_a_sealed_text_read_with_another_key_is_refused(key_id: str) -> None:
    with pytest.raises(Tampered):
        unseal(vault().keys.new_key(), seal(key_id, NAME, HERE), HERE)


@pytest.mark.parametrize("position", [0, 1, 20, -1])
def test_a_changed_byte_is_noticed(key_id: str, position: int) -> None:
    data = bytearray(seal(key_id, NAME, HERE))
    data[position] ^= 1
    with pytest.raises(Tampered):
        unseal(key_id, bytes(data), HERE)


def test_a_destroyed_key_leaves_the_text_unreadable(key_id: str) -> None:
    data = seal(key_id, NAME, HERE)
    vault().keys.destroy(key_id)
    with pytest.raises(KeyGone):
        unseal(key_id, data, HERE)


def test_the_installation_key_is_made_at_first_use(session: Session) -> None:
    data = seal(INSTALLATION, NAME, HERE)
    vault().keys.close()
    assert unseal(INSTALLATION, data, HERE) == NAME


def test_keys_lie_wrapped_in_a_file_of_their_own_that_only_the_owner_reads(app: Flask, session: Session) -> None:
    key = vault().keys.data_key(vault().keys.new_key())
    config = app.config["HAMAHANG"]
    files = list((config.var_dir / "keys").iterdir())
    assert files
    assert all(path.stat().st_mode & 0o077 == 0 for path in files if path.name == "keys.db")
    assert all(key not in path.read_bytes() for path in files)


def test_many_keys_are_loaded_by_one_statement(statements, session: Session) -> None:
    keys = vault().keys
    made = keys.new_keys(30)
    keys.close()
    keys.data_key(made[0])
    with statements() as seen:
        keys.preload(made)
        assert len({keys.data_key(key_id) for key_id in made}) == 30
    assert len(seen) == 1


def test_a_store_opened_with_another_vault_key_opens_nothing(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'keys.db'}"
    key_id = KeyStore(url, b"a" * 32).new_key()
    with pytest.raises(InvalidTag):
        KeyStore(url, b"b" * 32).data_key(key_id)


def test_two_processes_agree_on_the_installation_key(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'keys.db'}"
    one, other = KeyStore(url, b"a" * 32), KeyStore(url, b"a" * 32)
    one.ensure("installation")
    other.ensure("installation")
    assert one.data_key("installation") == other.data_key("installation")


def test_equal_values_have_equal_hashes_of_one_purpose_and_scope(session: Session) -> None:
    assert blind("name", "سارا", "agency1") == blind("name", "سارا", "agency1")
    assert (
        len(
            {
                blind("name", "سارا", "agency1"),
                blind("name", "سارا", "agency2"),
                blind("national_id", "سارا", "agency1"),
                blind("name", "ساره", "agency1"),
            }
        )
        == 4
    )
