"""The append-only, chained trail of acts and readings, its check and its page."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from flask import Flask

if TYPE_CHECKING:
    from config import Config


@dataclass(frozen=True)
class Audit:
    """What the trail needs to know of the installation: the chains' key, and the file where heads are anchored."""

    key: bytes
    anchors: Path


def init_app(app: Flask, config: Config) -> None:
    """Give ``app`` its trail."""
    app.extensions["audit"] = Audit(config.audit_key, config.var_dir / "anchors.log")
