"""The home page: whose turn it is comes first, then what changed."""

from __future__ import annotations

from flask import Blueprint, Flask, g, render_template

from coordination.access import policy
from coordination.access.web import sees
from coordination.counts import nav_counts
from coordination.kernel import clock
from coordination.notices import queries as notices
from coordination.notices.commands import sentence_of
from coordination.referrals.queries.turn import list_my_turn
from coordination.referrals.views.rows import home_row

bp = Blueprint("home", __name__)
SHOWN = 10
CHANGED = 6


@bp.get("/")
@sees("home.view")
def show() -> str:
    """What waits for me: referrals by time left, posts to confirm, and the last notices."""
    rows = [home_row(g.actor, row) for row in list_my_turn(g.actor, SHOWN)]
    changed = notices.list_notices(g.actor, before=None, limit=CHANGED)[:CHANGED]
    now = clock.now()
    return render_template(
        "home/show.html",
        now=now,
        rows=rows,
        counts=nav_counts(g.actor),
        late=sum(1 for row in rows if row.clock is not None and row.clock.due is not None and row.clock.due < now),
        changed=changed,
        sentence_of=sentence_of,
        refers=policy.allows(g.actor, "referral.list"),
    )


def register(app: Flask) -> None:
    """Add the home page."""
    app.register_blueprint(bp)
