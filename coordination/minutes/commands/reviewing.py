"""What is said to circulated minutes: comments, their answers, and assents."""

from __future__ import annotations

from coordination.access.actor import Actor
from coordination.audit import trail
from coordination.groups.models import ApprovalRule
from coordination.kernel import clock
from coordination.kernel.db import db
from coordination.kernel.errors import Invalid, WrongState
from coordination.kernel.messages import N_, Message
from coordination.meetings.models import AgendaEntry
from coordination.minutes.commands.approving import approve_if_all_assent
from coordination.minutes.commands.closed import TOO_LATE, still
from coordination.minutes.models import Assent, Minutes, MinutesComment, MinutesState
from coordination.outbox import events

LONGEST = 4000


def comment(actor: Actor, minutes: Minutes, *, text: str, entry: AgendaEntry | None = None) -> MinutesComment:
    """Remark on circulated minutes, or on one entry of them; the secretary answers. Raises WrongState when they are not
    circulated (any more), and where silence approves after the time for comments."""
    still(minutes, MinutesState.IN_REVIEW)
    silent = minutes.meeting.group.approval_rule == ApprovalRule.TACIT
    if silent and minutes.review_until is not None and minutes.review_until <= clock.now():
        raise WrongState(
            Message(N_("The time for comments ended on %(moment)s, so nothing was recorded."),
                    moment=minutes.review_until),
            TOO_LATE,
        )  # fmt: skip
    if not text:
        raise Invalid(N_("The comment is empty. Say what should be different."), field="text")
    assert actor.person_id is not None
    made = MinutesComment(
        minutes_id=minutes.id,
        entry_id=entry.id if entry else None,
        by_id=actor.person_id,
        at=clock.now(),
        text=text[:LONGEST],
    )
    db.session.add(made)
    db.session.flush()
    trail.record(actor, "minutes.comment", minutes, detail={"comment": made.id})
    events.emit("minutes.comment", thing_id=minutes.id, comment_id=made.id, by=actor.person_id)
    return made


def answer(actor: Actor, made: MinutesComment, *, text: str) -> None:
    """Answer a comment, once the minutes are circulated and before they are approved, or while they are revised."""
    minutes = made.minutes
    still(minutes, MinutesState.IN_REVIEW, MinutesState.DRAFTING)
    if not text:
        raise Invalid(N_("The answer is empty. Say what was changed, or why nothing was."), field="text")
    made.answer, made.answered_by_id, made.answered_at = text[:LONGEST], actor.person_id, clock.now()
    db.session.flush()
    trail.record(actor, "minutes.answer_comment", minutes, detail={"comment": made.id})
    events.emit("minutes.answer_comment", thing_id=minutes.id, comment_id=made.id, by=actor.person_id or 0)
    approve_if_all_assent(minutes)


def assent(actor: Actor, minutes: Minutes) -> None:
    """Agree with the minutes as they are circulated; the last one of those who attended approves them where the group's
    rule says so. A second assent changes nothing. Raises WrongState after they were approved or taken back."""
    still(minutes, MinutesState.IN_REVIEW)
    if actor.person_id not in minutes.attended_by:
        raise Invalid(
            N_("You did not attend this meeting, so your assent was not recorded."),
            advice=N_("You can write a comment."),
        )
    own = [one for one in minutes.sheet if one.row.person_id == actor.person_id]
    if all(one.assent for one in own):
        return
    made = Assent(minutes_id=minutes.id, person_id=actor.person_id, at=clock.now())
    db.session.add(made)
    for one in own:
        one.assent = made
    db.session.flush()
    trail.record(actor, "minutes.assent", minutes)
    approve_if_all_assent(minutes)
