"""Putting a resolution to the vote and what the vote says; its effect on a referral follows as it is adopted."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select

from coordination import workflow
from coordination.access.actor import Actor
from coordination.groups.models import Majority
from coordination.kernel import clock
from coordination.kernel.db import db
from coordination.kernel.errors import Invalid, WrongState
from coordination.kernel.messages import N_, Message
from coordination.lang.zone import local_date
from coordination.meetings import quorum
from coordination.meetings.consequences import minutes_state
from coordination.meetings.models import Meeting, MeetingState
from coordination.resolutions import effects, queries
from coordination.resolutions.models import Resolution, ResolutionState
from coordination.resolutions.needs import ResolutionFacts

DRAFTING = "drafting"
HELD = (MeetingState.IN_SESSION, MeetingState.RECESSED, MeetingState.ENDED)
"""While a meeting is recorded, decisions are taken; what ended an hour ago may still be written down."""


def put(actor: Actor, resolution: Resolution) -> None:
    """Put it to the vote and keep what was counted: the quorum of the meeting now, without those recused from its
    entry. Raises Unmet without a quorum, Invalid for an empty text, WrongState once the minutes left drafting."""
    _must_be_drafting(resolution)
    if not resolution.text.strip():
        raise Invalid(
            N_("The resolution has no text, so it was not put to the vote."),
            field="text",
            advice=N_("Write what is to be decided."),
        )
    meeting, entry = _meeting_of(resolution), resolution.entry
    counted = quorum.now(meeting, entry)
    with db.session.no_autoflush:
        resolution.quorum = counted.as_dict()
        facts = _facts(resolution, quorum_met=counted.met and meeting.state in HELD)
        workflow.perform(actor, resolution, "put", facts=facts)


def adopt(
    actor: Actor,
    resolution: Resolution,
    *,
    consensus: bool = False,
    votes_for: int | None = None,
    votes_against: int | None = None,
    abstentions: int | None = None,
) -> None:
    """Record it as adopted, by consensus or by votes, with its provisional number; what it does to a referral is
    performed at once. Raises Unmet where the group's majority is not reached, Invalid for more votes than voting seats
    were in."""
    _must_be_drafting(resolution)
    meeting = _meeting_of(resolution)
    number = resolution.provisional_number or _provisional_number(resolution, meeting)
    votes = (None, None, None) if consensus else (votes_for, votes_against, abstentions)
    _check_votes(resolution, *votes)
    with db.session.no_autoflush:
        resolution.consensus = consensus
        resolution.votes_for, resolution.votes_against, resolution.abstentions = votes
        resolution.provisional_number, resolution.adopted_on = number, _day_of(meeting)
        workflow.perform(actor, resolution, "adopt", facts=_facts(resolution, majority=meeting.group.majority))
    effects.take(actor, resolution)


def settle(actor: Actor, resolution: Resolution) -> None:
    """Put it to the vote, unless it was, and adopt it by consensus: one press for what nobody speaks against."""
    if resolution.state != ResolutionState.PUT:
        put(actor, resolution)
    adopt(actor, resolution, consensus=True)


def reject(
    actor: Actor,
    resolution: Resolution,
    *,
    votes_for: int | None = None,
    votes_against: int | None = None,
    abstentions: int | None = None,
) -> None:
    """Record it as rejected, with the votes where they were counted. Raises Invalid as ``adopt``."""
    _must_be_drafting(resolution)
    _check_votes(resolution, votes_for, votes_against, abstentions)
    with db.session.no_autoflush:
        resolution.consensus = False
        resolution.votes_for, resolution.votes_against = votes_for, votes_against
        resolution.abstentions = abstentions
        workflow.perform(actor, resolution, "reject", facts=_facts(resolution))


def defer(actor: Actor, resolution: Resolution, *, reason: str = "") -> None:
    """Leave it for later; ``reason`` goes into its history."""
    workflow.perform(actor, resolution, "defer", facts=_facts(resolution, note=reason), note=reason)


def withdraw(actor: Actor, resolution: Resolution, *, reason: str) -> None:
    """Take the proposal back. Raises Unmet without a reason."""
    workflow.perform(actor, resolution, "withdraw", facts=_facts(resolution, note=reason), note=reason)


def reopen(actor: Actor, resolution: Resolution, *, reason: str = "") -> None:
    """Take the vote back while the minutes are drafted; it is put to the vote again and keeps its provisional number.
    Raises WrongState where its effect on a referral was already performed."""
    if resolution.effect_at is not None:
        raise WrongState(
            N_("The vote was not taken back, because what the resolution does to the referral has been performed."),
            N_("Let a further resolution decide otherwise."),
        )
    drafting = _minutes_state(resolution) == DRAFTING
    with db.session.no_autoflush:
        facts = _facts(resolution, note=reason, minutes_drafting=drafting)
        workflow.perform(actor, resolution, "reopen", facts=facts, note=reason)
        resolution.adopted_on = resolution.votes_for = resolution.votes_against = resolution.abstentions = None
        resolution.consensus = False


def _facts(
    _resolution: Resolution,
    *,
    note: str = "",
    quorum_met: bool = False,
    majority: Majority = Majority.SIMPLE,
    minutes_drafting: bool = False,
) -> ResolutionFacts:
    return ResolutionFacts(
        today=local_date(clock.now()),
        note=note,
        quorum_met=quorum_met,
        majority=majority,
        minutes_drafting=minutes_drafting,
    )


def _meeting_of(resolution: Resolution) -> Meeting:
    """The meeting that votes; an outside body's resolution has none."""
    if resolution.meeting is None:
        raise WrongState(
            N_("This resolution belongs to no meeting, so nothing was voted on."),
            N_("Resolutions are put to the vote in the minutes of a meeting."),
        )
    return resolution.meeting


def _minutes_state(resolution: Resolution) -> str | None:
    return minutes_state(resolution.meeting_id) if resolution.meeting_id is not None else None


def _must_be_drafting(resolution: Resolution) -> None:
    if _minutes_state(resolution) not in (None, DRAFTING):
        raise WrongState(
            N_("The minutes have left drafting, so the vote was not recorded."),
            N_("Take the minutes back for revision first."),
        )


def _day_of(meeting: Meeting) -> date:
    """The day of adoption: today, or the meeting's last day where it is written down later."""
    return local_date(min(clock.now(), meeting.ended_at or clock.now()))


def _provisional_number(resolution: Resolution, meeting: Meeting) -> str:
    """CE/23-2: the second of meeting 23. On PostgreSQL the meeting's row is held, so that two recorders get two;
    SQLite's writing transaction holds the whole file already."""
    if db.session.get_bind().dialect.name == "postgresql":
        db.session.execute(select(Meeting.id).where(Meeting.id == meeting.id).with_for_update())
    n = queries.count_numbered(meeting.id, besides=resolution.id) + 1
    return f"{meeting.group.number_prefix}/{meeting.number}-{n}"


def _check_votes(
    resolution: Resolution, votes_for: int | None, votes_against: int | None, abstentions: int | None
) -> None:
    given = [votes_for, votes_against, abstentions]
    if any(votes is not None and votes < 0 for votes in given):
        raise Invalid(N_("A number of votes cannot be below zero."), field="votes_for", advice=N_("Type it again."))
    total = sum(votes or 0 for votes in given)
    present = (resolution.quorum or {}).get("present")
    if isinstance(present, int) and total > present:
        raise Invalid(
            Message(
                N_("%(votes)s votes are more than the %(seats)s voting seats that were in, so nothing was recorded."),
                votes=total,
                seats=present,
            ),
            field="votes_for",
            advice=N_("Count again, or correct the attendance and put it to the vote again."),
        )
