"""Pages of notices: what I was told, newest first; opening one marks it read and leads to its thing."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from flask import Blueprint, Flask, current_app, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response

from coordination.access.web import sees
from coordination.lang.text import digits
from coordination.notices import (
    commands,
    events,  # noqa: F401  (its listeners register themselves)
    queries,
)
from coordination.notices.models import Notice

bp = Blueprint("notices", __name__, url_prefix="/notices")


@bp.get("")
@sees("notice.list")
def index() -> str:
    """My notices, a page at a time."""
    limit = int(current_app.config["HAMAHANG"].page_size)
    typed = digits(request.args.get("before", ""))
    rows = queries.list_notices(g.actor, before=int(typed) if typed.isdecimal() else None, limit=limit)
    shown, more = rows[:limit], len(rows) > limit
    page = SimpleNamespace(
        shown=len(shown),
        more_than=None,
        prev_url=None,
        next_url=url_for(".index", before=shown[-1].id) if more else None,
    )
    return render_template(
        "notices/index.html", rows=shown, page=page, sentence_of=commands.sentence_of, form=FlaskForm()
    )


@bp.post("/<public_id:notice_id>")
@sees("notice.read", find=queries.get_notice)
def open_notice(notice: Notice) -> Response:
    """Mark one notice read and go where it leads."""
    commands.mark_read(g.actor, notice)
    return redirect(notice.url, 303)


@bp.post("/read")
@sees("notice.list")
def read_all() -> Any:
    """Mark every notice read."""
    commands.mark_all_read(g.actor)
    flash(_("All notices are marked as read."), "done")
    return redirect(url_for(".index"), 303)


def register(app: Flask) -> None:
    """Add the pages of notices."""
    app.register_blueprint(bp)
