"""Planning a programme, changing what it says, and its moves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from coordination import workflow
from coordination.access import policy
from coordination.access.actor import Actor
from coordination.activities.openly import refuse_codes
from coordination.audit import trail
from coordination.directory.models import Agency
from coordination.groups.models import Group
from coordination.kernel import clock
from coordination.kernel.db import db
from coordination.kernel.errors import Invalid, Refused, WrongState
from coordination.kernel.messages import N_
from coordination.lang.zone import local_date
from coordination.programmes.models import Programme, ProgrammeState
from coordination.programmes.needs import ProgrammeFacts


@dataclass(frozen=True, slots=True)
class Plan:
    """What a programme says of itself; ``committee`` is the group that evaluates it."""

    title: str
    purpose: str = ""
    from_on: date | None = None
    to_on: date | None = None
    committee: Group | None = None
    evaluation: str = ""


def create(actor: Actor, *, agency_id: int, plan: Plan) -> Programme:
    """A planned programme of an agency at whose desk the actor is. Flushed. Raises Refused for another's agency,
    Invalid where the days run backwards or a code of a child's file stands in the text."""
    made = Programme(agency_id=agency_id, state=ProgrammeState.PLANNED, state_since=clock.now(), title="")
    if not policy.allows(actor, "programme.create", made):
        raise Refused(N_("This is not an agency at whose desk you are, so nothing was saved."))
    _write(made, plan)
    db.session.add(made)
    db.session.flush()
    trail.record(actor, "programme.create", made)
    return made


def edit(actor: Actor, programme: Programme, *, plan: Plan) -> None:
    """Change what the programme says. Raises WrongState once it is finished, Invalid as ``create`` does."""
    must_run_on(programme)
    _write(programme, plan)
    trail.record(actor, "programme.edit", programme)


def _write(programme: Programme, plan: Plan) -> None:
    if not plan.title:
        raise Invalid(N_("The title is empty, so nothing was saved."), field="title")
    in_order(plan.from_on, plan.to_on)
    refuse_codes(title=plan.title, purpose=plan.purpose, evaluation=plan.evaluation)
    programme.title, programme.purpose, programme.evaluation = plan.title, plan.purpose, plan.evaluation
    programme.from_on, programme.to_on = plan.from_on, plan.to_on
    programme.evaluation_group_id = plan.committee.id if plan.committee is not None else None


def start(actor: Actor, programme: Programme) -> None:
    """The programme begins; its first phase must be there."""
    workflow.perform(actor, programme, "start", facts=facts_of(programme))


def finish(actor: Actor, programme: Programme, *, evaluation: str) -> None:
    """The programme ends with its evaluation: what was reached and what was not."""
    refuse_codes(evaluation=evaluation)
    programme.evaluation = evaluation
    workflow.perform(actor, programme, "finish", facts=facts_of(programme))


def facts_of(programme: Programme) -> ProgrammeFacts:
    """What the moves of a programme ask; its phases must be loaded."""
    return ProgrammeFacts(today=local_date(clock.now()), phases=len(programme.phases))


def must_run_on(programme: Programme) -> None:
    """Raises WrongState for a programme that is finished: it stays as it was evaluated."""
    if programme.state == ProgrammeState.FINISHED:
        raise WrongState(
            N_("The programme is finished, so nothing was changed."),
            N_("It stays as it was evaluated; what follows is a new programme."),
        )


def in_order(from_on: date | None, to_on: date | None, *, field: str = "to_on") -> None:
    """Raises Invalid where the last day lies before the first, or stands without one."""
    if to_on is not None and from_on is None:
        raise Invalid(N_("The first day is missing, so nothing was saved."), field="from_on")
    if from_on is not None and to_on is not None and to_on < from_on:
        raise Invalid(
            N_("The last day lies before the first, so nothing was saved."), field=field, advice=N_("Check both days.")
        )


def agency_named(agency: Agency | None, *, field: str = "agency") -> Agency:
    """Raises Invalid where no agency was named."""
    if agency is None:
        raise Invalid(N_("No agency is named, so nothing was saved."), field=field)
    return agency
