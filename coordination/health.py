"""What a watcher asks: whether the web, its database and its queue answer; nothing of the data."""

from __future__ import annotations

from flask import Blueprint, Flask
from sqlalchemy import func, select, text

from coordination.access.web import opens_to_all
from coordination.kernel.db import db
from coordination.outbox import outbox
from coordination.outbox.models import OutboxEvent

bp = Blueprint("health", __name__)


@bp.get("/healthz")
@opens_to_all
def show() -> dict[str, object]:
    """``database``: true (else the answer is 503); ``queue``: whether rq is told; ``waiting``: events not yet done."""
    db.session.execute(text("SELECT 1"))
    waiting = db.session.scalar(select(func.count()).where(OutboxEvent.done_at.is_(None)))
    return {"database": True, "queue": outbox().queue is not None, "waiting": waiting or 0}


def register(app: Flask) -> None:
    """Add the page."""
    app.register_blueprint(bp)
