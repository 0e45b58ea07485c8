"""What actions listen to: a resolution that asks the recipient of a referral for a next step."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from coordination.access.actor import Actor
from coordination.accounts.models import Person
from coordination.actions import commands
from coordination.actions.models import Action
from coordination.actions.queries import facts
from coordination.directory.working import work_calendar
from coordination.kernel import clock
from coordination.kernel.db import db
from coordination.lang.worktime import add_working_days
from coordination.lang.zone import local_date
from coordination.outbox.events import Event, on
from coordination.resolutions.models import Resolution, ResolutionState


@on("resolution.effect_asked")
def ask_recipient(event: Event) -> None:
    """An action to the recipient's liaison, due in one working day of the recipient, verified by the group's secretary;
    once for a resolution, and issued at once where all of it is known."""
    resolution = db.session.scalar(
        select(Resolution)
        .where(Resolution.id == int(event.payload["thing_id"]))
        .options(joinedload(Resolution.referral))
    )
    if resolution is None or resolution.referral is None:
        return
    asked_before = select(Action.id).where(
        Action.resolution_id == resolution.id, Action.referral_id == resolution.referral_id
    )
    if db.session.scalar(select(asked_before.exists())):
        return
    now = clock.now()
    agency_id = resolution.referral.recipient_agency_id
    owner_id = next(iter(facts.liaisons_of(agency_id, local_date(now))), None)
    system = Actor.system("resolution.effect_asked")
    action = commands.record(
        system,
        title=resolution.text,
        group_id=resolution.group_id,
        meeting_id=resolution.meeting_id,
        entry_id=resolution.entry_id,
        resolution_id=resolution.id,
        referral_id=resolution.referral_id,
        owner=db.session.get(Person, owner_id) if owner_id is not None else None,
        due_on=local_date(add_working_days(work_calendar(agency_id), now, 1)),
        confidential=True,  # what comes from a referral is
    )
    action.agency_id = agency_id
    if action.owner_id is not None and action.verifier_id is not None:
        commands.issue(system, action, provisional=resolution.state == ResolutionState.ADOPTED)
