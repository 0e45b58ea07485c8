"""What points add to drafts of referrals: a visit fills the mobile units' route, and points may be named in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from coordination.access import policy
from coordination.access.actor import Actor
from coordination.kernel.messages import Message
from coordination.lang import say
from coordination.points import queries
from coordination.points.districts import district_words
from coordination.points.models import WORK_SEEN_LABELS, WorkSeen
from coordination.referrals import sightings, titles

FIRST = "1"


@sightings.tells
def of_visit(actor: Actor, visit_id: str) -> Mapping[str, str]:
    """The route's data that a visit knows, as they are stored; nothing where the visit is not open to the reader."""
    if not policy.allows(actor, "point.view"):
        return {}
    visit = queries.get_sighting(actor, visit_id)
    if visit is None:
        return {}
    place = place_words(visit.point)
    return {
        "point": place,
        "seen_at": visit.at.isoformat(),
        "work_seen": say.message(titles.listed([Message(WORK_SEEN_LABELS[WorkSeen(one)]) for one in visit.work])),
        "attempt": FIRST,
        "how_found": place,
    }


@sightings.offers
def places(actor: Actor) -> Sequence[str]:
    """The points that the reader may name in a draft."""
    if not policy.allows(actor, "point.list"):
        return ()
    return [place_words(one) for one in queries.list_place_names(actor)]


def place_words(point: Any) -> str:
    """A point as it is named in a draft: code, name, district."""
    parts = [part for part in (point.code, point.name, district_words(point.district)) if part]
    return say.message(titles.listed(parts))
