"""Telling the meetings: called, held, written up, approved and signed by the commands that their pages call."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from sqlalchemy import select

from coordination.access import policy
from coordination.demo.agendas import PLANS, PROPOSALS, Goes, Proposal, Topic
from coordination.demo.deeds import follow
from coordination.demo.gathering import Gathering
from coordination.demo.groups import officer
from coordination.demo.hours import committee_meetings
from coordination.demo.papers import order_scan
from coordination.demo.stage import ONE_DAY, Stage, Tale
from coordination.demo.writing_up import SILENCE, finish, speak, write_up
from coordination.groups.models import ApprovalRule, SeatKind
from coordination.kernel import clock
from coordination.kernel.db import db
from coordination.kernel.errors import DomainError
from coordination.lang.zone import local_date
from coordination.meetings import commands, queries
from coordination.meetings.commands import attending, inviting
from coordination.meetings.models import (
    AgendaEntry,
    Answer,
    Attendance,
    Meeting,
    MeetingState,
    Purpose,
)
from coordination.referrals.models import Referral, State
from coordination.resolutions import commands as resolutions

SMALL = 12
"""Of a meeting with fewer seats somebody excuses himself."""

_log = logging.getLogger(__name__)


def all_gatherings(stage: Stage) -> list[Tale]:
    """Every meeting of the world and every proposal as a tale."""
    held = [*PLANS, *committee_meetings()]
    tales = [_whole(Gathering(stage, plan)) for plan in held]
    tales += [_whole_proposal(stage, proposal) for proposal in PROPOSALS]
    for plan in held:
        told = Gathering(stage, plan)
        issued = plan.written_in + (SILENCE if told.group.approval_rule == ApprovalRule.TACIT else 3) + 1
        for topic in plan.topics:
            tales += [follow(stage, topic.title, deed, told.after(days=issued)) for deed in topic.deeds]
    return [*tales, _table(stage), _enter_outside(stage)]


def _whole(told: Gathering) -> Iterator[datetime]:
    """The tale of a meeting, which ends where the day of the calendar does not allow a step."""
    try:
        yield from _tell(told)
    except DomainError as error:
        db.session.rollback()
        _log.warning("the meeting of %s ended: %s", told.plan.group, error.message.text)


def _tell(told: Gathering) -> Iterator[datetime]:
    plan, stage = told.plan, told.stage
    called = min(told.starts - timedelta(days=plan.called_before), stage.now - timedelta(hours=20))
    yield stage.working_moment(called) if plan.on is None else called
    _call(told)
    if plan.goes is Goes.PLANNED:
        return
    yield clock.now() + timedelta(hours=1)
    commands.invite_members(told.secretary, told.meeting)
    commands.announce(told.secretary, told.meeting)
    _put_topics(told)
    _answer(told)
    if plan.goes is Goes.ANNOUNCED:
        return
    if plan.goes is Goes.CANCELLED:
        yield min(told.starts - ONE_DAY, stage.now - timedelta(hours=2))
        commands.cancel(told.secretary, told.meeting, reason=plan.reason)
        return
    yield clock.now() + timedelta(hours=2)
    commands.publish_agenda(told.secretary, told.meeting)
    if plan.goes is not Goes.PUBLISHED:
        yield from _meet(told)


def _meet(told: Gathering) -> Iterator[datetime]:
    """From the sheet to the end of the meeting, and what comes after."""
    plan = told.plan
    yield told.starts - timedelta(minutes=10)
    attending.make_sheet(told.secretary, told.meeting)
    if plan.goes is Goes.NO_QUORUM:
        yield told.starts + timedelta(minutes=30)
        _mark(told, plan.present)
        commands.declare_no_quorum(told.secretary, told.meeting)
        return
    yield told.starts
    commands.open_(told.secretary, told.meeting)
    _mark(told, plan.present)
    for entry, topic in _with_topics(told):
        yield clock.now() + timedelta(minutes=topic.spent)
        speak(told, entry.public_id, topic)
        if not topic.outcome:
            break
    if plan.goes is Goes.RECESSED:
        commands.recess(told.secretary, told.meeting)
    if plan.goes in (Goes.IN_SESSION, Goes.RECESSED):
        return
    if plan.leaves_early:
        yield told.starts + timedelta(minutes=60)
        attending.leave(told.secretary, _rows(told)[plan.present - 1])
    yield told.starts + timedelta(minutes=told.settings.minutes)
    finish(told)
    commands.end(told.secretary, told.meeting)
    if plan.goes is not Goes.WRITTEN:
        yield from write_up(told)


def _call(told: Gathering) -> None:
    """A meeting of its own, or the planned one of the cadence that comes first."""
    if told.plan.next_of_cadence:
        found = db.session.scalars(
            select(Meeting)
            .where(
                Meeting.group_id == told.group.id,
                Meeting.state == MeetingState.DRAFT,
                Meeting.starts_at > told.stage.now + timedelta(hours=12),
            )
            .order_by(Meeting.starts_at)
            .limit(1)
        ).first()
        if found is not None:
            told.meeting_id, told.starts = found.id, found.starts_at
            return
    meeting = commands.create(
        told.secretary,
        told.group,
        starts_at=told.starts,
        ends_at=told.starts + timedelta(minutes=told.settings.minutes),
        place=told.settings.place,
        title=told.plan.title,
    )
    told.meeting_id = meeting.id


def _put_topics(told: Gathering) -> None:
    meeting = told.meeting
    for topic in told.plan.topics:
        item = commands.new_topic(told.secretary, meeting, title=topic.title, confidential=topic.confidential)
        commands.add_entry(
            told.secretary,
            meeting,
            item,
            purpose=Purpose.DECISION if "مصوبه" in topic.text else Purpose.DISCUSSION,
            minutes_planned=topic.planned,
            presenter=topic.presenter,
        )


def _answer(told: Gathering) -> None:
    """Most of those invited say that they come, one that he does not, the sign-ins have not answered what is ahead."""
    meeting = told.meeting
    ahead = told.starts > told.stage.now
    for number, one in enumerate(meeting.invitees):
        if one.person_id is None or (number % 4 == 3) or (ahead and number % 2):
            continue
        said = Answer.NO if number % 7 == 5 else Answer.YES
        inviting.answer(told.stage.person(one.person_id), meeting, one, said=said)


def _rows(told: Gathering) -> Sequence[Attendance]:
    """The sheet in the order of the seats, the secretary who keeps it first."""
    rows = db.session.scalars(
        select(Attendance).where(Attendance.meeting_id == told.meeting_id).order_by(Attendance.id)
    ).all()
    return sorted(rows, key=lambda row: row.person_id != told.secretary.person_id)


def _mark(told: Gathering, present: int) -> None:
    """So many come, the secretary first; of a small group the next is excused, all others are absent."""
    rows, secretary = _rows(told), told.secretary
    away = list(rows[present:])
    if away and len(rows) < SMALL:
        attending.excuse(secretary, away.pop(0), note="مأموریت")
    if len(away) > present:
        for row in rows[:present]:
            attending.arrive(secretary, row)
        attending.rest_absent(secretary, told.meeting)
        return
    for row in away:
        attending.absent(secretary, row)
    attending.all_present(secretary, told.meeting)


def _with_topics(told: Gathering) -> list[tuple[AgendaEntry, Topic]]:
    """The entries that the plan speaks of; what the agenda prepared by itself is dealt with at the end."""
    by_title = {topic.title: topic for topic in told.plan.topics}
    entries = queries.list_entries(told.meeting_id)
    return [(entry, by_title[entry.title]) for entry in entries if entry.title in by_title]


def _whole_proposal(stage: Stage, proposal: Proposal) -> Iterator[datetime]:
    """A member proposes an item; the secretary answers where the plan says so."""
    group, secretary = stage.groups[proposal.group], stage.actor(officer(proposal.group, SeatKind.SECRETARY))
    moment = stage.working_moment(stage.now - timedelta(days=proposal.days_ago))
    yield moment
    agency = stage.agencies[proposal.agency]
    actor = stage.actor(proposal.by)
    item = commands.propose(
        actor, group, title=proposal.title, body=proposal.body, agency=agency, confidential=proposal.confidential
    )
    db.session.flush()
    if not proposal.answer:
        return
    yield moment + timedelta(hours=3)
    found = queries.get_item(item.public_id)
    assert found is not None
    match proposal.answer:
        case "accept":
            commands.accept_item(secretary, found, answer="در دستور جلسه بعدی می‌آید.")
        case "decline":
            commands.decline_item(secretary, found, reason="بیرون از وظیفه این کارگروه است.")
        case "withdraw":
            commands.withdraw_item(actor, found, reason="موضوع با گفت‌وگو حل شد.")


def _table(stage: Stage) -> Iterator[datetime]:
    """The secretary of the group of Qazvin puts an objection that waits for a ruling on its next agenda."""
    yield stage.now - timedelta(minutes=50)
    reviewer = stage.actor("reviewer")
    referral = db.session.scalars(
        select(Referral)
        .where(policy.visible(reviewer, "referral.list_to_rule"), Referral.state == State.OBJECTED)
        .order_by(Referral.id)
    ).first()
    if referral is not None:
        commands.table_referral(reviewer, referral)


def _enter_outside(stage: Stage) -> Iterator[datetime]:
    """A liaison enters what an outside body resolved, with its number and the paper."""
    moment = stage.working_moment(stage.now - timedelta(days=30))
    yield moment
    resolutions.record_outside(
        stage.actor("pouya.liaison"),
        agency=stage.agencies["pouya"],
        body="شورای عالی آموزش و پرورش",
        number="۱۰۲/۴۱۷",
        on=local_date(moment) - timedelta(days=12),
        text="مدرسه‌ها کودکان بازمانده از تحصیل را در هر زمان از سال بپذیرند.",
        agencies=[stage.agencies["education"], stage.agencies["pouya"]],
        stream=order_scan(),
        filename="مصوبه.pdf",
    )
