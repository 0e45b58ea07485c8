"""Reads around invitations: who else could come, what is booked twice, links to answer by, and personal feeds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Row, and_, exists, or_, select
from sqlalchemy.orm import joinedload

from coordination.access.standing import seat_stands
from coordination.accounts.models import Person
from coordination.accounts.presence import hash_token
from coordination.groups import queries as groups
from coordination.groups.models import Group, Seat
from coordination.kernel import clock
from coordination.kernel.db import db
from coordination.lang.text import fold
from coordination.lang.zone import local_date
from coordination.meetings.models import CalendarFeed, Invitee, Meeting, MeetingState

TAKES_PLACE = (
    MeetingState.DRAFT,
    MeetingState.ANNOUNCED,
    MeetingState.AGENDA_PUBLISHED,
    MeetingState.IN_SESSION,
    MeetingState.RECESSED,
)
ANSWERABLE = (*TAKES_PLACE[1:], MeetingState.CANCELLED)


@dataclass(frozen=True, slots=True)
class Clash:
    """Another meeting at the same time: in the same place, or (``person``) to which the person is invited too."""

    meeting: Meeting
    person: Person | None = None


def list_clashes(meeting: Meeting) -> list[Clash]:
    """What of the meeting is booked twice: its place, then those invited; one statement. Meetings with their groups."""
    people = {one.person_id: one.person for one in meeting.invitees if one.person_id and one.removed_at is None}
    rows = db.session.execute(
        select(Meeting, Invitee.person_id)
        .outerjoin(
            Invitee,
            and_(Invitee.meeting_id == Meeting.id, Invitee.person_id.in_(people), Invitee.removed_at.is_(None)),
        )
        .where(
            Meeting.id != meeting.id,
            Meeting.starts_at < meeting.ends_at,
            Meeting.ends_at > meeting.starts_at,
            Meeting.state.in_(TAKES_PLACE),
            or_(Invitee.id.is_not(None), Meeting.place != ""),
        )
        .options(joinedload(Meeting.group))
        .order_by(Meeting.starts_at, Meeting.id, Invitee.person_id)
    ).all()
    place = fold(meeting.place)
    others = {other.id: other for other, _person_id in rows}
    found = [Clash(other) for other in others.values() if place and fold(other.place) == place]
    return found + [Clash(other, people[person_id]) for other, person_id in rows if person_id is not None]


def list_seats_to_invite(meeting: Meeting) -> list[Seat]:
    """The seats that stand on the day of the meeting and have a holder, with holder, alternate and agency."""
    seats = groups.standing_seats(meeting.group_id, local_date(meeting.starts_at))
    return [seat for seat in seats if seat.holder is not None]


def get_invitee_of_link(token: str) -> Invitee | None:
    """Who answers by the link with this secret, with his meeting and its group, until the meeting ends; else None."""
    one = db.session.scalar(
        select(Invitee)
        .where(Invitee.token_hash == hash_token(token), Invitee.removed_at.is_(None))
        .options(joinedload(Invitee.meeting).joinedload(Meeting.group), joinedload(Invitee.person))
    )
    if one is None or one.meeting.state not in ANSWERABLE or one.meeting.ends_at <= clock.now():
        return None
    return one


def get_invitation(meeting: Meeting, person_id: int | None) -> Invitee | None:
    """The person among those invited to a meeting whose invitees are loaded."""
    return next((one for one in meeting.invitees if one.person_id == person_id and one.removed_at is None), None)


# --- feeds --------------------------------------------------------------------------------------------------------


def get_feed(person_id: int) -> CalendarFeed | None:
    """The person's calendar address that works now."""
    return db.session.scalar(
        select(CalendarFeed).where(CalendarFeed.person_id == person_id, CalendarFeed.revoked_at.is_(None))
    )


def get_feed_of_link(token: str) -> CalendarFeed | None:
    """The feed of this secret with its person, while it works and the account is open."""
    return db.session.scalar(
        select(CalendarFeed)
        .join(CalendarFeed.person)
        .where(
            CalendarFeed.token_hash == hash_token(token),
            CalendarFeed.revoked_at.is_(None),
            Person.disabled_at.is_(None),
        )
        .options(joinedload(CalendarFeed.person))
    )


def stamps_of_feed(person_id: int) -> Sequence[Row[int, int, int]]:
    """The meetings of a person's feed as (number, version, version of the group): what the feed's tag is made of."""
    return db.session.execute(
        select(Meeting.id, Meeting.version, Group.version)
        .join(Group, Group.id == Meeting.group_id)
        .where(_of_person(person_id))
        .order_by(Meeting.id)
    ).all()


def list_of_feed(person_id: int) -> Sequence[Meeting]:
    """All meetings of a person that were announced: of the groups in which a seat is his or he stands in, and those to
    which he is invited; cancelled ones too. With their groups, by time; one statement."""
    return db.session.scalars(
        select(Meeting)
        .where(_of_person(person_id))
        .options(joinedload(Meeting.group))
        .order_by(Meeting.starts_at, Meeting.id)
    ).all()


def _of_person(person_id: int) -> ColumnElement[bool]:
    today = local_date(clock.now())
    seats = select(Seat.group_id).where(
        or_(Seat.holder_id == person_id, Seat.alternate_id == person_id), seat_stands(Seat, today)
    )
    invited = exists(
        select(Invitee.id).where(
            Invitee.meeting_id == Meeting.id, Invitee.person_id == person_id, Invitee.removed_at.is_(None)
        )
    )
    announced = and_(
        Meeting.state != MeetingState.DRAFT,
        or_(Meeting.state != MeetingState.CANCELLED, Meeting.number.is_not(None)),
    )
    return and_(announced, or_(Meeting.group_id.in_(seats), invited))
