"""The page of one point: where it is, when it was visited, what was seen there."""

from __future__ import annotations

from flask import g, render_template

from coordination.access import policy
from coordination.access.web import sees
from coordination.kernel import clock
from coordination.kernel.messages import Message
from coordination.lang import locale
from coordination.points import queries
from coordination.points.districts import district_words
from coordination.points.models import WORK_SEEN_LABELS, Point, WorkSeen
from coordination.points.views.blueprint import bp, visited


@bp.get("/points/<public_id:point_id>")
@sees("point.view", find=queries.get_point)
def show(point: Point) -> str:
    """The point with its latest visits; its coordinates only to whom they are open."""
    return render_template(
        "points/show.html",
        point=point,
        late=point.active and point.due_at <= clock.now(),
        visited=visited(point.last_visited_at),
        district=district_words(point.district),
        visits=queries.list_visits(point),
        opens_place=policy.allows(g.actor, "point.coordinates", point),
        opens_rounds=policy.allows(g.actor, "round.record", point),
        work_words=work_words,
        english=locale.current() == "en",
    )


def work_words(codes: list[str]) -> list[Message]:
    """The kinds of work seen, in words."""
    return [Message(WORK_SEEN_LABELS[WorkSeen(code)]) for code in codes]
