"""What notices listen to of meetings, agenda items, minutes and signatures."""

from __future__ import annotations

from coordination.kernel import clock
from coordination.lang.zone import local_date
from coordination.meetings.models import Meeting
from coordination.notices.commands import tell
from coordination.notices.events.place import NOBODY, base_url
from coordination.notices.queries import gatherings
from coordination.notices.words import ITEM, MEETING, TO_SIGN, Side
from coordination.outbox.events import Event, on


@on(*MEETING)
def tell_of_meeting(event: Event) -> None:
    """Those invited hear what became of the meeting, but not the one who acted."""
    meeting = gatherings.get_told_meeting(int(event.payload["thing_id"]))
    if meeting is None:
        return
    tell(
        event,
        set(gatherings.invitee_ids(meeting.id)) - _actor(event),
        params=_of(meeting),
        url=f"/meetings/{meeting.public_id}",
        base_url=base_url(),
    )


@on(*ITEM)
def tell_of_item(event: Event) -> None:
    """A proposal is told to the secretary, the answer to the proposer."""
    item = gatherings.get_told_item(int(event.payload["thing_id"]))
    if item is None or item.proposer is None:
        return
    to_secretary = Side.SECRETARY in ITEM[event.name].sides
    people = gatherings.secretary_ids(item.group_id, local_date(clock.now())) if to_secretary else [item.proposer.id]
    tell(
        event,
        set(people) - _actor(event),
        params={
            "group_fa": item.group.name_fa,
            "group_en": item.group.name_en,
            "person": item.proposer.name,
            "person_en": item.proposer.name_en,
            "title": "" if item.confidential else item.title,
        },
        url=f"/items/{item.public_id}",
        base_url=base_url(),
    )


@on("minutes.circulate", "minutes.approve")
def tell_of_minutes(event: Event) -> None:
    """Who attended and the members hear of circulated and approved minutes, signatories that they have to sign."""
    minutes = gatherings.get_told_minutes(int(event.payload["thing_id"]))
    if minutes is None:
        return
    meeting, told = minutes.meeting, _actor(event)
    url = f"/meetings/{meeting.public_id}/minutes"
    if event.name == "minutes.approve":
        # Who approves may have to sign as well, so the one who acted is told of that.
        signatories = set(gatherings.signatory_ids(minutes.id))
        tell(event, signatories, name=TO_SIGN, params=_of(meeting), url=url, base_url=base_url())
        told |= signatories
    members = gatherings.member_ids(meeting.group_id, local_date(clock.now()))
    people = {*gatherings.attendee_ids(meeting.id), *members} - told
    tell(event, people, params=_of(meeting), url=url, base_url=base_url())


@on("minutes.comment", "minutes.answer_comment")
def tell_of_comment(event: Event) -> None:
    """The secretary hears of a comment, who wrote it of the answer."""
    comment = gatherings.get_told_comment(int(event.payload["comment_id"]))
    if comment is None:
        return
    meeting = comment.minutes.meeting
    secretaries = gatherings.secretary_ids(meeting.group_id, local_date(clock.now()))
    people = {comment.by_id} if event.name == "minutes.answer_comment" else set(secretaries)
    url = f"/meetings/{meeting.public_id}/minutes"
    tell(event, people - _actor(event), params=_of(meeting), url=url, base_url=base_url())


@on("signature.sign", "signature.refuse", "signature.waive")
def tell_of_signature(event: Event) -> None:
    """Who signs next is told; a refused signature is the secretary's to deal with."""
    signature = gatherings.get_told_signature(int(event.payload["thing_id"]))
    if signature is None:
        return
    meeting, told = signature.minutes.meeting, _actor(event)
    url = f"/meetings/{meeting.public_id}/minutes"
    following = set(gatherings.signatory_ids(signature.minutes_id))
    tell(event, following, name=TO_SIGN, params=_of(meeting), url=url, base_url=base_url())
    if event.name == "signature.refuse":
        people = set(gatherings.secretary_ids(meeting.group_id, local_date(clock.now()))) - told - following
        tell(event, people, params=_of(meeting), url=url, base_url=base_url())


def _of(meeting: Meeting) -> dict[str, str]:
    group = meeting.group
    return {"group_fa": group.name_fa, "group_en": group.name_en, "at": meeting.starts_at.isoformat()}


def _actor(event: Event) -> set[int]:
    return {int(event.payload.get("by", NOBODY))}
