"""What notices listen to of watched points: those that wait for a visit, told to the unit and to the group, and to
nobody of the police."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select

from coordination.access.standing import actor_of, seat_stands
from coordination.accounts.models import PostKind
from coordination.directory.models import Agency
from coordination.groups.models import Seat, SeatKind
from coordination.kernel import clock
from coordination.kernel.db import db
from coordination.lang.zone import local_date
from coordination.notices import queries
from coordination.notices.commands import tell
from coordination.notices.events.place import base_url
from coordination.notices.words import POINT
from coordination.outbox.events import Event, on
from coordination.points.queries import list_groups_with_late


@on(*POINT)
def tell_of_points(event: Event) -> None:
    """The liaisons of the agency, and the secretaries of the groups that answer for such points of it."""
    agency, today = db.session.get_one(Agency, int(event.payload["thing_id"])), local_date(clock.now())
    people = set(queries.post_holders(agency.id, (PostKind.LIAISON,), today)) | _secretaries(agency.id, today)
    tell(
        event,
        [one for one in people if not actor_of(one).in_police],
        params={"agency_fa": agency.name_fa, "agency_en": agency.name_en},
        url="/points?late=1",
        base_url=base_url(),
    )


def _secretaries(agency_id: int, today: date) -> set[int]:
    holders = db.session.scalars(
        select(Seat.holder_id).where(
            Seat.group_id.in_(list_groups_with_late(agency_id)),
            Seat.kind == SeatKind.SECRETARY,
            Seat.holder_id.is_not(None),
            seat_stands(Seat, today),
        )
    )
    return {one for one in holders if one is not None}
