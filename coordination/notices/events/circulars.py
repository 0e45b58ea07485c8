"""What notices listen to of circulars sent, recalled and not read, and of occasions whose preparation begins."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select, union

from coordination.access.standing import seat_stands
from coordination.accounts.models import Post
from coordination.accounts.presence import holds_today
from coordination.activities.issuers import DESK
from coordination.activities.models import Occasion
from coordination.circulars import queries
from coordination.circulars.models import Circular, CircularState
from coordination.groups.models import Group, Seat, SeatKind
from coordination.kernel import clock
from coordination.kernel.db import db
from coordination.lang.zone import local_date
from coordination.notices.commands import tell
from coordination.notices.events.place import NOBODY, base_url
from coordination.outbox.events import Event, on

OVERDUE_FROM = 3
"""The steps of the ladder of reminders that come after the last day."""


@on("circular.send", "circular.recall")
def tell_of_circular(event: Event) -> None:
    """Everybody to whom it went hears of it, but not the one who acted."""
    circular = queries.get_told_circular(int(event.payload["thing_id"]))
    if circular is None:
        return
    readers = {one.person_id for one in circular.receipts} - {int(event.payload.get("by", NOBODY))}
    _tell(event, circular, readers)


@on("circular.remind")
def remind_of_circular(event: Event) -> None:
    """Those whom this step of the ladder reminds and who have not answered meanwhile."""
    circular, step = queries.get_told_circular(int(event.payload["thing_id"])), int(event.payload["step"])
    if circular is None or circular.state != CircularState.SENT:
        return
    name = "circular.overdue" if step >= OVERDUE_FROM else "circular.remind"
    _tell(event, circular, queries.list_reminded(circular.id, step), name=name)


@on("occasion.prepare")
def tell_of_occasion(event: Event) -> None:
    """Secretaries of active groups, and liaisons and heads of agencies: those who issue activities."""
    occasion, today = db.session.get(Occasion, int(event.payload["thing_id"])), local_date(clock.now())
    if occasion is None:
        return
    posted = select(Post.person_id).where(Post.kind.in_(DESK), holds_today(Post, today))
    seated = (
        select(Seat.holder_id)
        .join(Group, Group.id == Seat.group_id)
        .where(
            Seat.kind == SeatKind.SECRETARY,
            Seat.holder_id.is_not(None),
            Group.active.is_(True),
            seat_stands(Seat, today),
        )
    )
    people = {person_id for person_id in db.session.scalars(union(posted, seated)) if person_id is not None}
    tell(
        event,
        people,
        params={"group_fa": occasion.name_fa, "group_en": occasion.name_en, "day": str(event.payload["on"])},
        url="/occasions",
        base_url=base_url(),
    )


def _tell(event: Event, circular: Circular, people: Iterable[int], name: str | None = None) -> None:
    issuer = circular.group or circular.agency
    assert issuer is not None
    tell(
        event,
        people,
        name=name,
        params={
            "code": circular.number,
            "title": circular.title,
            "agency_fa": issuer.name_fa,
            "agency_en": issuer.name_en,
            "day": circular.due_on.isoformat() if circular.due_on else "",
        },
        url=f"/circulars/{circular.public_id}",
        base_url=base_url(),
    )
