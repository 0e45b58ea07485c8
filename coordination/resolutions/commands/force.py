"""Entering into force: the definitive number, and the end of what a resolution replaces."""

from __future__ import annotations

from coordination import workflow
from coordination.access.actor import Actor
from coordination.directory.codes import take_numbers
from coordination.kernel import clock
from coordination.kernel.db import db
from coordination.kernel.errors import WrongState
from coordination.kernel.messages import N_
from coordination.lang.jalali import jalali_year
from coordination.lang.zone import local_date
from coordination.meetings.consequences import minutes_state
from coordination.resolutions.models import Replacing, Resolution
from coordination.resolutions.needs import ResolutionFacts
from coordination.resolutions.states import RUNNING

APPROVED = ("approved", "signed")
ENDS = {Replacing.SUPERSEDES: "supersede", Replacing.REVOKES: "revoke"}


def enter_into_force(resolution: Resolution) -> None:
    """By the system, once the minutes are approved: the number is given, and what it replaces ends with it.

    The number is ``<prefix>/<Jalali year of adoption>/<n>`` in order of approval. Its counter is held until the
    caller's transaction ends and goes back where that one is rolled back: no gap, no double. Raises Unmet before the
    minutes are approved, WrongState for what was not adopted.
    """
    system = Actor.system("resolution.enter_into_force")
    today = local_date(clock.now())
    approved = resolution.meeting_id is not None and minutes_state(resolution.meeting_id) in APPROVED
    facts = ResolutionFacts(today=today, minutes_approved=approved)
    number = resolution.number
    if approved and resolution.adopted_on is not None:
        number = number or _next_number(resolution)
    with db.session.no_autoflush:
        resolution.number, resolution.in_force_on = number, today
        workflow.perform(system, resolution, "enter_into_force", facts=facts)
    _end_replaced(system, resolution)


def _next_number(resolution: Resolution) -> str:
    """The slash keeps the counters of resolutions apart from those of codes (R, C, A)."""
    if resolution.group is None or resolution.adopted_on is None:
        raise WrongState(
            N_("An outside body's resolution has its own number."), N_("It is in force from its entry on.")
        )
    prefix, year = resolution.group.number_prefix, jalali_year(resolution.adopted_on)
    return f"{prefix}/{year}/{take_numbers(f'{prefix}/', year, 1).start}"


def _end_replaced(system: Actor, resolution: Resolution) -> None:
    """What was carried out or given up meanwhile has ended already."""
    earlier = resolution.replaces
    if earlier is None or resolution.replacing is None or earlier.state not in RUNNING:
        return
    facts = ResolutionFacts(today=local_date(clock.now()), replaced_by_in_force=True)
    workflow.perform(
        system, earlier, ENDS[Replacing(resolution.replacing)], facts=facts, detail={"resolution": resolution.id}
    )
