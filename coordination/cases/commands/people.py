"""Writes to the people of a case: its worker, its named team, and the members of the child's family."""

from __future__ import annotations

from collections.abc import Collection

from coordination.access.actor import Actor
from coordination.accounts.models import Person
from coordination.audit import trail
from coordination.cases import queries
from coordination.cases.commands.case import must_be_open, touch
from coordination.cases.details import Relative
from coordination.cases.models import Case, CaseMember, FamilyMember
from coordination.kernel import clock
from coordination.kernel.db import db, new_public_id
from coordination.kernel.errors import Invalid
from coordination.kernel.messages import N_
from coordination.lang.text import digits
from coordination.lang.zone import local_date
from coordination.vault.seal import place, seal


def set_people(actor: Actor, case: Case, *, worker_id: int | None, team_ids: Collection[int]) -> None:
    """Name the worker and the team; both must hold a post at the case's agency today. Raises Invalid."""
    must_be_open(case)
    wanted = set(team_ids) - {worker_id}
    known = {row.id for row in queries.list_staff(case.agency_id, local_date(clock.now()))}
    if not (wanted | ({worker_id} if worker_id else set())) <= known:
        raise Invalid(
            N_("Nothing was saved: somebody chosen has no post at the agency of this case today."),
            field="worker",
            advice=N_("Choose among the people of the agency."),
        )
    if worker_id != case.worker_id:
        trail.record(actor, "case.worker", case, detail={"from": case.worker_id, "to": worker_id})
        case.worker_id = worker_id
    _set_team(actor, case, wanted)


def _set_team(actor: Actor, case: Case, wanted: set[int]) -> None:
    present = {member.person_id for member in case.team}
    if wanted == present:
        return
    for member in [member for member in case.team if member.person_id not in wanted]:
        case.team.remove(member)
    case.team.extend(CaseMember(person_id=person_id) for person_id in sorted(wanted - present))
    touch(case)
    trail.record(
        actor, "case.team", case, detail={"added": sorted(wanted - present), "removed": sorted(present - wanted)}
    )


def add_relative(actor: Actor, case: Case, relative: Relative) -> FamilyMember:
    """Add a member of the family; ``code`` links their own file at the same agency. Raises Invalid."""
    must_be_open(case)
    if not (relative.name or relative.note or relative.code):
        raise Invalid(N_("Nobody was added: the name, the note and the code are all empty."), field="name")
    member = FamilyMember(public_id=new_public_id(), relation=relative.relation, client_id=_linked(case, relative.code))
    for name, text in (("name", relative.name), ("note", relative.note)):
        if text:
            where = place(f"family_member.{name}_sealed", member.public_id)
            setattr(member, f"{name}_sealed", seal(case.key_id, text, where))
    case.family.append(member)
    touch(case)
    trail.record(
        actor, "case.edit", case, detail={"group": "family", "added": relative.relation.value, "client": relative.code}
    )
    return member


def _linked(case: Case, code: str) -> int | None:
    if not code:
        return None
    client = queries.get_client_at(case.agency_id, digits(code).strip().upper())
    if client is None or client.id == case.client_id:
        raise Invalid(
            N_("Nobody was linked: your agency has no other file with this code."),
            field="code",
            advice=N_("Copy the code from the page of that case, or leave it empty."),
        )
    return client.id


def remove_relative(actor: Actor, case: Case, public_id: str) -> None:
    """Take a member of the family off the file."""
    must_be_open(case)
    member = next((member for member in case.family if member.public_id == public_id), None)
    if member is None:
        return
    case.family.remove(member)
    touch(case)
    trail.record(actor, "case.edit", case, detail={"group": "family", "removed": member.relation})


def count_open_of(person: Person) -> int:
    """How many open cases the person is the worker of."""
    return len(queries.get_open_cases_of(person))


def hand_over(person: Person, to: Person) -> None:
    """The open cases of one worker become another's, for the hand-over of everything open."""
    for case in queries.get_open_cases_of(person):
        case.worker_id = to.id
    db.session.flush()
