"""Absences: days on which a colleague acts in somebody's posts."""

from __future__ import annotations

from datetime import date

from coordination.access import policy
from coordination.access.actor import Actor
from coordination.accounts import queries
from coordination.accounts.models import Absence, Person
from coordination.audit import trail
from coordination.kernel import clock
from coordination.kernel.db import db
from coordination.kernel.errors import Invalid, WrongState
from coordination.kernel.messages import N_, Message
from coordination.lang.zone import local_date
from coordination.outbox import events


def record(actor: Actor, person: Person, *, deputy: Person, from_on: date, to_on: date) -> Absence:
    """Name who acts for an absent person. The deputy gets the posts of those agencies only at which he holds a
    confirmed post himself, and at which the actor may propose posts; nobody names himself. Raises Invalid."""
    today = local_date(clock.now())
    if to_on < from_on:
        raise Invalid(N_("The last day lies before the first."), field="to_on", advice=N_("Choose a later last day."))
    if to_on < today:
        raise Invalid(
            N_("The absence was not recorded: it is over already."), field="to_on", advice=N_("Choose today or later.")
        )
    if deputy.id == person.id:
        raise Invalid(N_("The absence was not recorded: a deputy is another person."), field="deputy")
    if deputy.id == actor.person_id:
        raise Invalid(
            N_("The absence was not recorded: nobody names himself the deputy."),
            field="deputy",
            advice=N_("Choose a colleague, or ask the administrator to record it."),
        )
    shared = queries.list_agency_ids(person.id, today) & queries.list_agency_ids(deputy.id, today)
    if not shared:
        raise Invalid(
            Message(
                N_("The absence was not recorded: %(deputy)s holds no confirmed post at an agency of %(name)s."),
                deputy=deputy.name,
                name=person.name,
            ),
            field="deputy",
            advice=N_("Choose a colleague of the same agency."),
        )
    lent = [post for post in person.posts if post.agency_id in shared]
    if not all(policy.allows(actor, "post.propose", post) for post in lent):
        raise Invalid(
            Message(
                N_("The absence was not recorded: %(deputy)s would act at another agency than yours too."),
                deputy=deputy.name,
            ),
            field="deputy",
            advice=N_("Choose a colleague of your agency alone, or ask the administrator to record it."),
        )
    for other in person.absences:
        if other.ended_at is None and other.from_on <= to_on and other.to_on >= from_on:
            raise Invalid(
                N_("The absence was not recorded: another one covers some of these days."),
                field="from_on",
                advice=N_("End the other absence first, or choose other days."),
            )
    absence = Absence(person=person, deputy=deputy, from_on=from_on, to_on=to_on, recorded_by_id=actor.person_id)
    db.session.add(absence)
    db.session.flush()
    trail.record(actor, "absence.record", absence, detail={"person": person.id, "deputy": deputy.id})
    events.emit("absence.recorded", thing_id=absence.id, by=actor.person_id or 0)
    return absence


def end(actor: Actor, absence: Absence) -> None:
    """The person is back: the deputy acts no longer. Raises WrongState."""
    if absence.ended_at is not None:
        raise WrongState(N_("Nothing was changed: this absence was ended already."))
    absence.ended_at = clock.now()
    trail.record(actor, "absence.end", absence)
    events.emit("absence.ended", thing_id=absence.id, by=actor.person_id or 0)
