"""What notices listen to of memoranda."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy.orm import joinedload, selectinload

from coordination.accounts.models import PostKind
from coordination.kernel import clock
from coordination.kernel.db import db
from coordination.lang.zone import local_date
from coordination.notices import queries
from coordination.notices.commands import tell
from coordination.notices.events.place import NOBODY, base_url
from coordination.notices.words import ENDING, TO_PARTIES
from coordination.outbox.events import Event, on
from coordination.programmes.models import Memorandum, MemorandumState

DESK = (PostKind.LIAISON, PostKind.HEAD)


@on(ENDING)
def tell_of_end(event: Event) -> None:
    """Liaisons and heads of the agency hear that its memorandum ends soon, while it is in force."""
    memorandum = _told(event)
    if memorandum is not None and memorandum.state == MemorandumState.SIGNED:
        _tell(event, memorandum, [memorandum.agency_id])


@on(*TO_PARTIES)
def tell_parties(event: Event) -> None:
    """Liaisons and heads of the other parties that are agencies hear what became of it."""
    memorandum = _told(event)
    if memorandum is not None:
        _tell(event, memorandum, [one.agency_id for one in memorandum.parties if one.agency_id is not None])


def _told(event: Event) -> Memorandum | None:
    loaded = [joinedload(Memorandum.agency), selectinload(Memorandum.parties)]
    return db.session.get(Memorandum, int(event.payload["thing_id"]), options=loaded)


def _tell(event: Event, memorandum: Memorandum, agency_ids: Iterable[int]) -> None:
    today = local_date(clock.now())
    people = {person for agency in agency_ids for person in queries.post_holders(agency, DESK, today)}
    tell(
        event,
        people - {int(event.payload.get("by", NOBODY))},
        params={
            "code": "",
            "title": memorandum.title,
            "agency_fa": memorandum.agency.name_fa,
            "agency_en": memorandum.agency.name_en,
            "day": memorandum.to_on.isoformat() if memorandum.to_on is not None else "",
        },
        url=f"/memoranda/{memorandum.public_id}",
        base_url=base_url(),
    )
