"""Secrets at rest: data keys, sealed columns, keyed hashes, encrypted files; opened once for an application."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, cast

from flask import Flask, current_app

from coordination.vault.keys import KeyStore

if TYPE_CHECKING:
    from config import Config


@dataclass(frozen=True)
class Vault:
    """What sealing, hashing and storing files need to know of the installation."""

    keys: KeyStore
    index_key: bytes
    files_dir: Path


def init_app(app: Flask, config: Config) -> None:
    """Open the vault for ``app``; nothing is written before the first key is needed."""
    app.extensions["vault"] = Vault(KeyStore(config.keys_url, config.vault_key), config.index_key, config.files_dir)


def vault() -> Vault:
    """The vault of the running application."""
    return cast(Vault, current_app.extensions["vault"])
