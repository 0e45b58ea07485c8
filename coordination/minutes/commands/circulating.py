"""Checks let pass, minutes circulated and taken back."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import delete

from coordination import workflow
from coordination.access.actor import Actor
from coordination.actions import commands as actions
from coordination.audit import trail
from coordination.directory.working import work_calendar
from coordination.groups.models import IssueAt
from coordination.kernel import clock
from coordination.kernel.db import db
from coordination.lang.worktime import add_working_days
from coordination.minutes import checks
from coordination.minutes.commands.closed import still
from coordination.minutes.models import Assent, Minutes, MinutesState
from coordination.minutes.needs import MinutesFacts


def waive(actor: Actor, minutes: Minutes, keys: Collection[str] | None = None) -> int:
    """Let findings pass (all that may, where no ``keys`` are named); how many. A client's name never does."""
    still(minutes, MinutesState.DRAFTING)
    found = [one for one in checks.find_open(minutes) if one.waivable and (keys is None or one.key in keys)]
    if found:
        minutes.waived = sorted({*minutes.waived, *(one.key for one in found)})
        trail.record(actor, "minutes.waive_check", minutes, detail={"checks": [one.key for one in found]})
    return len(found)


def circulate(actor: Actor, minutes: Minutes) -> None:
    """Give the minutes to those who attended, for comments within the group's working days; actions reach their owners
    now where the group says so, marked provisional. Raises Unmet while a check stands open."""
    now, group = clock.now(), minutes.meeting.group
    facts = MinutesFacts(now=now, checks_open=len(checks.find_open(minutes)))
    minutes.circulated_at = now
    minutes.review_until = add_working_days(work_calendar(group.host_agency), now, group.tacit_days)
    workflow.perform(actor, minutes, "circulate", facts=facts)
    if group.issue_at == IssueAt.CIRCULATION:
        actions.issue_of_meeting(actor, minutes.meeting, provisional=True)


def revise(actor: Actor, minutes: Minutes) -> None:
    """Take the minutes back to be written on: comments stay, assents to the old text end."""
    workflow.perform(actor, minutes, "revise", facts=MinutesFacts(now=clock.now()))
    minutes.review_until = None
    db.session.execute(delete(Assent).where(Assent.minutes_id == minutes.id))
