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
from coordination.notices.words import NAMED, SEAT
from coordination.outbox.events import Event, on


@on(*SEAT)
def tell_of_seat(event: Event) -> None:
    """A proposed seat is told to the host agency's head who confirms it; who is named, confirmed or ended hears it."""
    seat = gatherings.get_told_seat(int(event.payload["thing_id"]))
    if seat is None:
        return
    held = {person for person in (seat.holder_id, seat.alternate_id) if person is not None}
    today, name = local_date(clock.now()), event.name
    match event.name:
        case "seat.named" if seat.confirmed_at is None:
            people = set(queries.post_holders(seat.group.host_agency_id, (PostKind.HEAD,), today))
        case "seat.named":
            people, name = held, NAMED
        case "seat.lapses":
            people = held | set(gatherings.secretary_ids(seat.group_id, today))
            people |= set(queries.post_holders(seat.agency_id, (PostKind.LIAISON,), today))
        case _:
            people = held
    tell(
        event,
        people - {int(event.payload.get("by", NOBODY))},
        name=name,
        params=_of(seat),
        url=f"/groups/{seat.group.public_id}",
        base_url=base_url(),
    )


def _of(seat: Seat) -> dict[str, str]:
    return {
        "group_fa": seat.group.name_fa,
        "group_en": seat.group.name_en,
        "person": seat.holder.name if seat.holder else "",
        "day": seat.to_on.isoformat() if seat.to_on else "",
    }
