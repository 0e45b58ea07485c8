"""Telling the meetings: called, held, written up, approved and signed by the commands that their pages call."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta

from sqlalchemy import select

from coordination.access import policy
from coordination.access.actor import Actor
from coordination.demo.agendas import PLANS, PROPOSALS, Goes, Held, Proposal, Topic
from coordination.demo.deeds import follow
from coordination.demo.groups import SETTINGS, officer
from coordination.demo.hours import committee_meetings
from coordination.demo.papers import order_scan
from coordination.demo.stage import ONE_DAY, Stage, Tale
from coordination.groups.models import ApprovalRule, Group, SeatKind
from coordination.kernel import clock
from coordination.kernel.db import db
from coordination.kernel.errors import DomainError
from coordination.lang import jalali
from coordination.lang.text import persian_digits
from coordination.lang.zone import at, local_date
from coordination.meetings import commands, queries
from coordination.meetings.commands import attending, inviting
from coordination.meetings.models import (
    AgendaEntry,
    Answer,
    Attendance,
    ItemKind,
    Meeting,
    MeetingState,
    Purpose,
)
from coordination.minutes import commands as minutes
from coordination.minutes.commands.approving import approve_silent
from coordination.minutes.commands.recording import save_block
from coordination.minutes.jobs import freeze
from coordination.minutes.models import Minutes, MinutesState, SignatureState
from coordination.minutes.queries import get_minutes
from coordination.referrals.models import Referral, State
from coordination.resolutions import commands as resolutions
from coordination.resolutions import queries as ruled
from coordination.resolutions.models import Replacing, Resolution, ResolutionState

SILENCE = 12
"""Days after which nobody has objected."""
SMALL = 12
"""Of a meeting with fewer seats somebody excuses himself."""

_log = logging.getLogger(__name__)


def all_gatherings(stage: Stage) -> list[Tale]:
    """Every meeting of the world and every proposal as a tale."""
    held = [*PLANS, *committee_meetings()]
    tales = [_whole(_Gathering(stage, plan)) for plan in held]
    tales += [_whole_proposal(stage, proposal) for proposal in PROPOSALS]
    for plan in held:
        told = _Gathering(stage, plan)
        issued = plan.written_in + (SILENCE if told.group.approval_rule == ApprovalRule.TACIT else 3) + 1
        for topic in plan.topics:
            tales += [follow(stage, topic.title, deed, told.after(days=issued)) for deed in topic.deeds]
    return [*tales, _table(stage), _enter_outside(stage)]


class _Gathering:
    """One meeting as it is told: its people, its moments, and what came of it."""

    def __init__(self, stage: Stage, plan: Held) -> None:
        self.stage, self.plan = stage, plan
        self.group: Group = stage.groups[plan.group]
        self.settings = SETTINGS[plan.group]
        self.starts = self._starts()
        self.meeting_id = 0

    def _starts(self) -> datetime:
        plan, stage = self.plan, self.stage
        if plan.on is not None:
            return at(jalali.from_jalali(*plan.on), plan.hour or self.settings.starts)
        if plan.goes in (Goes.IN_SESSION, Goes.RECESSED):
            return stage.now - timedelta(minutes=plan.minutes_ago)
        day = stage.today() - timedelta(days=plan.days_ago)
        moment = stage.working_moment(at(day, time(9)))
        if plan.days_ago < 0:
            while local_date(moment) <= stage.today():
                day += ONE_DAY
                moment = stage.working_moment(at(day, time(9)))
        return at(local_date(moment), plan.hour or self.settings.starts)

    @property
    def secretary(self) -> Actor:
        return self.stage.actor(officer(self.plan.group, SeatKind.SECRETARY))

    @property
    def chair(self) -> Actor:
        return self.stage.actor(officer(self.plan.group, SeatKind.CHAIR))

    @property
    def meeting(self) -> Meeting:
        """As the pages load it."""
        found = db.session.scalar(select(Meeting.public_id).where(Meeting.id == self.meeting_id))
        meeting = queries.get_meeting(found or "")
        assert meeting is not None
        return meeting

    @property
    def minutes(self) -> Minutes:
        """As the pages load them."""
        found = get_minutes(self.meeting.public_id)
        assert found is not None
        return found

    def after(self, **span: float) -> datetime:
        """So long after the meeting's end, within working hours."""
        ends = self.starts + timedelta(minutes=self.settings.minutes)
        moment = ends + timedelta(**span)
        return self.stage.working_moment(moment) if span.get("days") else moment


def _whole(told: _Gathering) -> Iterator[datetime]:
    """The tale of a meeting, which ends where the day of the calendar does not allow a step."""
    try:
        yield from _tell(told)
    except DomainError as error:
        db.session.rollback()
        _log.warning("the meeting of %s ended: %s", told.plan.group, error.message.text)


def _tell(told: _Gathering) -> Iterator[datetime]:
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


def _meet(told: _Gathering) -> Iterator[datetime]:
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
        _speak(told, entry.public_id, topic)
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
    _finish(told)
    commands.end(told.secretary, told.meeting)
    if plan.goes is not Goes.WRITTEN:
        yield from _write_up(told)


def _call(told: _Gathering) -> None:
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


def _put_topics(told: _Gathering) -> None:
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


def _answer(told: _Gathering) -> None:
    """Most of those invited say that they come, one that he does not, the sign-ins have not answered what is ahead."""
    meeting = told.meeting
    ahead = told.starts > told.stage.now
    for number, one in enumerate(meeting.invitees):
        if one.person_id is None or (number % 4 == 3) or (ahead and number % 2):
            continue
        said = Answer.NO if number % 7 == 5 else Answer.YES
        inviting.answer(told.stage.person(one.person_id), meeting, one, said=said)


def _rows(told: _Gathering) -> Sequence[Attendance]:
    """The sheet in the order of the seats: chair and secretary first."""
    return db.session.scalars(
        select(Attendance).where(Attendance.meeting_id == told.meeting_id).order_by(Attendance.id)
    ).all()


def _mark(told: _Gathering, present: int) -> None:
    """So many come, chair and secretary first; of a small group the next is excused, all others are absent."""
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


def _with_topics(told: _Gathering) -> list[tuple[AgendaEntry, Topic]]:
    """The entries that the plan speaks of; what the agenda prepared by itself is dealt with at the end."""
    by_title = {topic.title: topic for topic in told.plan.topics}
    entries = queries.list_entries(told.meeting_id)
    return [(entry, by_title[entry.title]) for entry in entries if entry.title in by_title]


def _speak(told: _Gathering, entry_id: str, topic: Topic) -> None:
    """The text is typed, resolutions are ruled on, and the entry gets its outcome."""
    entry = _entry(entry_id)
    commands.speak_of(told.secretary, entry)
    if topic.text:
        save_block(told.secretary, entry, text=_dated(topic.text, local_date(told.starts)), from_revision=0)
    for resolution, ruling in zip(_resolutions(told, entry.id), topic.rulings, strict=False):
        match ruling:
            case "adopt":
                resolutions.edit(told.secretary, resolution, agencies=[told.stage.agencies[c] for c in topic.binds])
                resolutions.settle(told.secretary, resolution)
            case "vote":
                resolutions.put(told.secretary, resolution)
                resolutions.adopt(told.secretary, resolution, votes_for=4, votes_against=1, abstentions=0)
            case "reject":
                resolutions.put(told.secretary, resolution)
                resolutions.reject(told.secretary, resolution, votes_for=1, votes_against=3, abstentions=0)
            case "put":
                resolutions.put(told.secretary, resolution)
            case "defer":
                resolutions.defer(told.secretary, resolution)
            case "withdraw":
                resolutions.withdraw(told.secretary, resolution, reason="پیشنهاددهنده آن را پس گرفت.")
            case "supersedes" | "revokes":
                _replace(told, resolution, ruling)
    _end_entry(told, _entry(entry_id), topic.outcome)


def _replace(told: _Gathering, resolution: Resolution, how: str) -> None:
    earlier = db.session.scalars(
        select(Resolution)
        .where(Resolution.group_id == told.group.id, Resolution.state == ResolutionState.IN_FORCE)
        .order_by(Resolution.id)
    ).first()
    if earlier is not None:
        resolutions.edit(told.secretary, resolution, replacing=Replacing(how), replaces=earlier)
    resolutions.settle(told.secretary, resolution)


def _entry(public_id: str) -> AgendaEntry:
    entry = queries.get_entry(public_id)
    assert entry is not None
    return entry


def _resolutions(told: _Gathering, entry_id: int) -> list[Resolution]:
    return [one for one in ruled.list_of_meeting(told.meeting_id) if one.entry_id == entry_id]


def _end_entry(told: _Gathering, entry: AgendaEntry, outcome: str) -> None:
    secretary = told.secretary
    match outcome:
        case "decide":
            commands.decide(secretary, entry, resolution_ruled_on=ruled.entry_ruled_on(entry.id))
        case "note":
            commands.note(secretary, entry)
        case "defer":
            commands.defer(secretary, entry, on=local_date(told.starts) + timedelta(days=25))
        case "refer":
            commands.refer(secretary, entry, agency=told.stage.agencies["labour-ministry"])
        case "not_reached":
            commands.not_reached(secretary, entry)
        case "withdraw":
            commands.withdraw_entry(secretary, entry, reason="مدارک آن آماده نبود.")


def _finish(told: _Gathering) -> None:
    """What the agenda prepared gets its outcome: earlier minutes are approved, the rest is noted."""
    for entry in queries.list_entries(told.meeting_id):
        if entry.state == "scheduled":
            kind = entry.item.kind
            _end_entry(told, _entry(entry.public_id), "decide" if kind == ItemKind.MINUTES else "note")


def _write_up(told: _Gathering) -> Iterator[datetime]:
    """Circulated, commented on, approved by the group's rule, signed."""
    plan, rule = told.plan, told.group.approval_rule
    yield told.after(days=plan.written_in)
    minutes.waive(told.secretary, told.minutes)
    minutes.circulate(told.secretary, told.minutes)
    yield from _comment(told)
    if rule == ApprovalRule.ALL_ATTENDEES:
        yield from _assent(told)
    if plan.goes is Goes.CIRCULATED:
        return
    yield told.after(days=plan.written_in + (SILENCE if rule == ApprovalRule.TACIT else 3))
    if rule == ApprovalRule.TACIT:
        approve_silent()
    elif rule == ApprovalRule.CHAIR:
        minutes.approve(told.chair, told.minutes)
    if plan.goes is Goes.SIGNED:
        yield from _sign(told)


def _comment(told: _Gathering) -> Iterator[datetime]:
    plan = told.plan
    if not plan.comment:
        return
    yield told.after(days=plan.written_in + 1)
    made = minutes.comment(_members(told)[0], told.minutes, text=plan.comment)
    if plan.reply:
        yield told.after(days=plan.written_in + 2)
        minutes.answer(told.secretary, made, text=plan.reply)


def _assent(told: _Gathering) -> Iterator[datetime]:
    """Everybody who attended agrees; where the minutes are still circulated the last two have not yet."""
    attended = _members(told)
    agreed = attended[:-2] if told.plan.goes is Goes.CIRCULATED else attended
    for number, member in enumerate(agreed):
        yield told.after(days=told.plan.written_in + 1, hours=number)
        if told.minutes.state == MinutesState.IN_REVIEW:
            minutes.assent(member, told.minutes)


def _sign(told: _Gathering) -> Iterator[datetime]:
    """Each signs in his turn; then the papers are made and frozen."""
    plan = told.plan
    for number in range(len(told.minutes.signatures)):
        yield told.after(days=plan.written_in + 4, hours=number)
        signature = told.minutes.signatures[number]
        if signature.state != SignatureState.PENDING:
            continue
        person = told.stage.person(signature.person_id)
        if plan.waives == number:
            minutes.waive_signature(told.secretary, signature, reason="دوره ایشان پایان یافته است.")
        elif plan.refuses == number:
            minutes.refuse_signature(person, signature, reason="با بند دوم موافق نیستم.")
        else:
            minutes.sign(person, signature, password_given=True)
    yield clock.now() + timedelta(minutes=5)
    number = told.minutes.id
    db.session.commit()
    freeze(number)


def _members(told: _Gathering) -> list[Actor]:
    """Those who attended, with their accounts."""
    return [told.stage.person(one) for one in sorted(told.minutes.attended_by)]


def _dated(text: str, day: date) -> str:
    """``{+20}`` is the day so long after the meeting, as it is typed."""
    words = text.split("{")
    found = words[0]
    for part in words[1:]:
        span, _brace, rest = part.partition("}")
        year, month, of_month = jalali.to_jalali(day + timedelta(days=int(span)))
        found += persian_digits(f"{year}/{month:02}/{of_month:02}") + rest
    return found


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
