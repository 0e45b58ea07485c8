"""The home page: whose turn it is comes first, then what is due, the next meetings, and what changed."""

from __future__ import annotations

from flask import Blueprint, Flask, g, render_template

from coordination.access import policy
from coordination.access.web import sees
from coordination.actions.queries.lists import list_turn
from coordination.actions.views import rows as actions
from coordination.counts import nav_counts
from coordination.groups.models import SeatKind
from coordination.home import rows, waiting
from coordination.kernel import clock
from coordination.meetings.models import Answer
from coordination.notices.commands import sentence_of
from coordination.referrals.queries.turn import list_my_turn
from coordination.referrals.views.rows import home_row

bp = Blueprint("home", __name__)
SHOWN = 10
ACTIONS = 6
MEETINGS = 5
CHANGED = 6


@bp.get("/")
@sees("home.view")
def show() -> str:
    """What waits for me: referrals by time left, posts and seats to confirm, work of my groups, actions by day."""
    referrals = [home_row(g.actor, row) for row in list_my_turn(g.actor, SHOWN)]
    found = waiting.read(g.actor, meetings=MEETINGS, changed=CHANGED)
    now = clock.now()
    return render_template(
        "home/show.html",
        now=now,
        rows=referrals,
        counts=nav_counts(g.actor),
        late=sum(1 for row in referrals if row.clock is not None and row.clock.due is not None and row.clock.due < now),
        chores=[rows.chore(row) for row in found.chores],
        duties=[rows.duty(row) for row in found.duties],
        actions=[actions.line(g.actor, row) for row in list_turn(g.actor, ACTIONS)],
        days=rows.by_day(found.meetings),
        answers=(Answer.YES, Answer.NO),
        changed=found.changed,
        sentence_of=sentence_of,
        refers=policy.allows(g.actor, "referral.list"),
        leads=bool(g.actor.groups(SeatKind.SECRETARY, SeatKind.CHAIR)),
        sits=bool(g.actor.seats),
    )


def register(app: Flask) -> None:
    """Add the home page."""
    app.register_blueprint(bp)
