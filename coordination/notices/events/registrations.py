"""What notices listen to of the register of organisations."""

from __future__ import annotations

from coordination.accounts.models import PostKind
from coordination.kernel import clock
from coordination.kernel.db import db
from coordination.lang.zone import local_date
from coordination.notices import queries
from coordination.notices.commands import tell
from coordination.notices.events.place import NOBODY, base_url, host_id
from coordination.notices.words.registrations import ALSO_TO_AGENCY, TO_AGENCY, TO_REGISTRARS
from coordination.outbox.events import Event, on
from coordination.registrations.models import Registration

DESK = (PostKind.HEAD, PostKind.LIAISON)
MOVES = tuple(name for name in TO_AGENCY if not name.startswith("registration.own_"))


@on(*TO_REGISTRARS, *MOVES)
def tell_of_registration(event: Event) -> None:
    """Registrars hear what waits for them, head and liaisons of the agency what became of its registration; not the one
    who acted."""
    registration = db.session.get(Registration, int(event.payload["thing_id"]))
    if registration is None:
        return
    today, by = local_date(clock.now()), int(event.payload.get("by", NOBODY))
    params = {
        "agency_fa": registration.name_fa,
        "agency_en": registration.name_en,
        "day": registration.valid_until.isoformat() if registration.valid_until else "",
    }
    url = f"/register/{registration.public_id}"
    if event.name in TO_REGISTRARS:
        registrars = set(queries.post_holders(host_id(), (PostKind.REGISTRAR,), today)) - {by}
        tell(event, registrars, params=params, url=url, base_url=base_url())
    name = ALSO_TO_AGENCY.get(event.name, event.name)
    if name in TO_AGENCY and registration.agency_id is not None:
        heads = set(queries.post_holders(registration.agency_id, (PostKind.HEAD,), today)) - {by}
        others = set(queries.post_holders(registration.agency_id, (PostKind.LIAISON,), today)) - heads - {by}
        tell(event, heads, params=params, url=url, base_url=base_url(), name=name)
        tell(event, others, params=params, url="/", base_url=base_url(), name=name)
