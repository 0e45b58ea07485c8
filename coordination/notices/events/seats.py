"""What notices listen to of seats in groups."""

from __future__ import annotations

from coordination.accounts.models import PostKind
from coordination.groups.models import Seat
from coordination.kernel import clock
from coordination.lang.zone import local_date
from coordination.notices import queries
from coordination.notices.commands import tell
from coordination.notices.events.place import NOBODY, base_url
from coordination.notices.queries import gatherings
from coordination.notices.words import SEAT, Side
from coordination.outbox.events import Event, on


@on(*SEAT)
def tell_of_seat(event: Event) -> None:
    """A proposed seat is told to the host agency's head who confirms it; who is named, confirmed or ended hears it."""
    seat = gatherings.get_told_seat(int(event.payload["thing_id"]))
    if seat is None:
        return
    people = {person for side in SEAT[event.name].sides for person in _people(seat, side)}
    to_confirm = Side.HOST_HEAD in SEAT[event.name].sides
    tell(
        event,
        people - {int(event.payload.get("by", NOBODY))},
        params=_of(seat),
        url="/groups/seats-to-confirm" if to_confirm else f"/groups/{seat.group.public_id}",
        base_url=base_url(),
    )


def _people(seat: Seat, side: Side) -> list[int]:
    today = local_date(clock.now())
    match side:
        case Side.HOLDER:
            return [person for person in (seat.holder_id, seat.alternate_id) if person is not None]
        case Side.PROPOSER:
            return [seat.proposed_by_id] if seat.proposed_by_id is not None else []
        case Side.SECRETARY:
            return gatherings.secretary_ids(seat.group_id, today)
        case Side.AGENCY_LIAISON:
            return queries.post_holders(seat.agency_id, (PostKind.LIAISON,), today)
        case _:
            return queries.post_holders(seat.group.host_agency_id, (PostKind.HEAD,), today)


def _of(seat: Seat) -> dict[str, str]:
    return {
        "group_fa": seat.group.name_fa,
        "group_en": seat.group.name_en,
        "person": seat.holder.name if seat.holder else "",
        "person_en": seat.holder.name_en if seat.holder else "",
        "day": seat.to_on.isoformat() if seat.to_on else "",
    }
