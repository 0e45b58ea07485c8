"""Events written with the change, delivered once in effect; mails; the one list of periodic jobs."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, cast

from flask import Flask, current_app

from coordination.outbox.queue import RqQueue

if TYPE_CHECKING:
    from config import Config


@dataclass(frozen=True)
class Outbox:
    """What delivery needs to know of the installation; without Redis there is no ``queue``, and the relay does all."""

    queue: RqQueue | None
    redis_url: str | None
    mail_url: str
    mail_from: str
    mail_dir: Path
    base_url: str
    """What addresses in mails begin with, without a stroke at its end."""


def init_app(app: Flask, config: Config) -> None:
    """Give ``app`` its outbox; nothing is connected before the first event."""
    queue = RqQueue(config.redis_url) if config.redis_url else None
    app.extensions["outbox"] = Outbox(
        queue,
        config.redis_url,
        config.mail_url,
        config.mail_from,
        config.var_dir / "mail",
        config.base_url.rstrip("/"),
    )


def outbox() -> Outbox:
    """The outbox of the running application."""
    return cast(Outbox, current_app.extensions["outbox"])
