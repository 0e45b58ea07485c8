"""What notices listen to of outcomes: claims, rulings, the check after 90 days, another verifier."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from coordination.kernel.db import db
from coordination.notices.commands import tell
from coordination.notices.events.place import NOBODY, base_url
from coordination.notices.words import OUTCOME, Side
from coordination.outbox.events import Event, on
from coordination.outcomes.models import Outcome


@on(*OUTCOME)
def tell_of_outcome(event: Event) -> None:
    """The claimer and the verifier hear what is theirs to know, but not the one who acted."""
    outcome = db.session.scalar(
        select(Outcome)
        .where(Outcome.id == int(event.payload["thing_id"]))
        .options(joinedload(Outcome.agency), joinedload(Outcome.claimed_by))
    )
    if outcome is None:
        return
    people = {Side.OWNER: outcome.claimed_by_id, Side.VERIFIER: outcome.verifier_id}
    tell(
        event,
        {people[side] for side in OUTCOME[event.name].sides} - {int(event.payload.get("by", NOBODY))},
        params={
            "person": outcome.claimed_by.name,
            "person_en": outcome.claimed_by.name_en,
            "agency_fa": outcome.agency.name_fa,
            "agency_en": outcome.agency.name_en,
        },
        url=f"/outcomes/{outcome.public_id}",
        base_url=base_url(),
    )
