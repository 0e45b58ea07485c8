"""What notices listen to of referrals: their moves, and what the clock does to them."""

from __future__ import annotations

from coordination.accounts.models import PostKind
from coordination.kernel import clock
from coordination.lang.zone import local_date
from coordination.notices import queries
from coordination.notices.commands import tell
from coordination.notices.events.place import NOBODY, base_url
from coordination.notices.words import REFERRAL, WITHOUT_REVIEWER, Side
from coordination.outbox.events import Event, on
from coordination.referrals.models import Referral


@on(*REFERRAL)
def tell_of_referral(event: Event) -> None:
    """Tell the sides of a referral, but not the one who acted."""
    referral = queries.get_told_referral(int(event.payload["thing_id"]))
    if referral is None:
        return
    told = {int(event.payload.get("by", NOBODY))}
    for side in REFERRAL[event.name].sides:
        if side is Side.RECIPIENT and referral.sent_at is None:
            continue  # a draft is its sender's alone
        other = referral.sender if side is Side.RECIPIENT else referral.recipient
        found, name = _people(referral, side), event.name
        if side is Side.REVIEWER and not found:
            found, name = _who_names_reviewers(referral), WITHOUT_REVIEWER
        people = set(found) - told
        told |= people
        tell(
            event,
            people,
            name=name,
            params={"code": referral.code, "agency_fa": other.name_fa, "agency_en": other.name_en},
            url=f"/referrals/{referral.public_id}",
            base_url=base_url(),
        )


def _who_names_reviewers(referral: Referral) -> list[int]:
    """Where nobody can rule, the sender's heads are told, who can name somebody on their agency's page."""
    return queries.post_holders(referral.sender_agency_id, (PostKind.HEAD,), local_date(clock.now()))


def _people(referral: Referral, side: Side) -> list[int]:
    today = local_date(clock.now())
    if side is Side.REVIEWER:
        return queries.reviewer_ids(referral, today)
    if side is Side.SENDER:
        return queries.post_holders(referral.sender_agency_id, (PostKind.LIAISON,), today)
    people = queries.post_holders(referral.recipient_agency_id, (PostKind.LIAISON,), today)
    return people + ([referral.handler_id] if referral.handler_id else [])
