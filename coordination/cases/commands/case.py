"""Writes to a case and its client: opening, editing by field groups, answering the check, closing and reopening."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import delete, insert
from sqlalchemy.orm.attributes import flag_modified

from coordination.access import policy
from coordination.access.actor import Actor
from coordination.access.fields import seal_field
from coordination.accounts.models import PostKind
from coordination.audit import trail
from coordination.cases import consequences
from coordination.cases.details import Birth, Details, Identity, Legal, SchoolWork, Triage
from coordination.cases.duplicates import resembling
from coordination.cases.models import Case, CaseState, Client, ClientNameKey, FieldGroup
from coordination.cases.names import PARTS, card_texts, find_own_names, identity_key, keys_kept
from coordination.cases.states import CaseFacts
from coordination.directory.codes import take_numbers, write_code
from coordination.directory.models import Agency
from coordination.kernel import clock
from coordination.kernel.db import db
from coordination.kernel.errors import Invalid, Refused, WrongState
from coordination.kernel.messages import N_
from coordination.lang.identifiers import mobile, number
from coordination.lang.jalali import jalali_year
from coordination.lang.zone import local_date
from coordination.vault import vault
from coordination.vault.seal import place, seal
from coordination.workflow import perform

CODES_START_ABOVE = 10_000
NONE, ANOTHER = "none", "another"
OLDEST_AGE = 100
_IDENTITY_TEXTS = ("given_name", "family_name", "aliases", "father_name", "safe_contact", "address")


def open_case(
    actor: Actor, agency: Agency, details: Details, *, worker_id: int | None = None, duplicates_answer: str = NONE
) -> Case:
    """Open the file of a child at one of the actor's agencies: client and case together, under a data key of its own.

    ``duplicates_answer`` is ``another`` where the own-agency check found files and the answer was "another child".
    Raises Refused, and Invalid where nothing tells this child from another.
    """
    relation = policy.relation_for(actor, "case.create", agency)
    if relation is None:
        raise Refused(
            N_("No case was opened: you are neither liaison nor social worker of this agency."),
            N_("Ask the liaison of the agency to open it."),
        )
    _check_told_apart(details)
    if worker_id is None and not actor.holds((PostKind.LIAISON,), agency.id):
        worker_id = actor.person_id  # else the file would close to the one who opened it
    now = clock.now()
    client = Client(
        code=write_code("C", None, CODES_START_ABOVE + take_numbers("C", None, 1).start),
        agency_id=agency.id,
        key_id=vault().keys.new_key(),
        created_at=now,
    )
    case = Case(
        client=client,
        agency_id=agency.id,
        worker_id=worker_id,
        state_since=now,
        opened_at=now,
        duplicates_checked_at=now,
        duplicates_answer=duplicates_answer,
    )
    _write_triage(case, details.triage)
    _write_identity(client, details.identity, agency.public_id)
    _write_school_work(case, details.school_work)
    _write_legal(client, details.legal)
    seal_field(client, "family", details.family)
    seal_field(client, "health", details.health)
    _check_card(client)
    db.session.add(case)
    db.session.flush()
    _keep_names(client, details.identity.names(), agency.public_id)
    trail.record(
        actor, "case.create", case, detail={"code": client.code, "check": duplicates_answer}, relation=relation.name
    )
    return case


def _check_told_apart(details: Details) -> None:
    identity, triage = details.identity, details.triage
    if not (identity.given_name or identity.birth.year or triage.district or triage.special_needs or identity.aliases):
        raise Invalid(
            N_("Nothing tells this child from another: the name, the age and the district are all empty."),
            field="given_name",
            advice=N_("Write one of them, or a nickname; what is not known may stay empty."),
        )


def _check_card(client: Client) -> None:
    if find_own_names(client, card_texts(client)):
        raise Invalid(
            N_("The triage card was not saved: its text holds the child's own name or number."),
            field="special_needs",
            advice=N_("Write what is needed without the name; everybody who gets the card reads it."),
        )


# --- editing, one group at a time -------------------------------------------------------------------------------


def edit_triage(actor: Actor, case: Case, triage: Triage) -> None:
    """Change what stands on the triage card, the risk and the file number. Cards of referrals stay as stamped."""
    must_be_open(case)
    changed = _write_triage(case, triage)
    _check_card(case.client)
    _note_edit(actor, case, FieldGroup.TRIAGE, changed)


def edit_identity(actor: Actor, case: Case, identity: Identity) -> bool:
    """Change names, papers and contact. Whether the own-agency check now finds files and must be answered again."""
    must_be_open(case)
    client = case.client
    changed = _write_identity(client, identity, case.agency.public_id)
    if changed & set(PARTS):
        db.session.execute(delete(ClientNameKey).where(ClientNameKey.client_id == client.id))
        _keep_names(client, identity.names(), case.agency.public_id)
    asked = bool(changed & {*PARTS, "identity_number"}) and _check_again(actor, case)
    _note_edit(actor, case, FieldGroup.IDENTITY, changed)
    return asked


def _check_again(actor: Actor, case: Case) -> bool:
    found = resembling(actor, case)
    case.duplicates_checked_at = None if found else clock.now()
    case.duplicates_answer = "" if found else NONE
    return bool(found)


def answer_duplicates(actor: Actor, case: Case) -> None:
    """The files that the own-agency check found are of other children."""
    must_be_open(case)
    case.duplicates_checked_at, case.duplicates_answer = clock.now(), ANOTHER
    trail.record(actor, "case.edit", case, detail={"check": ANOTHER})


def edit_school_work(actor: Actor, case: Case, school_work: SchoolWork) -> None:
    """Change school and the work the child was found doing."""
    must_be_open(case)
    _note_edit(actor, case, FieldGroup.SCHOOL_WORK, _write_school_work(case, school_work))


def edit_legal(actor: Actor, case: Case, legal: Legal) -> None:
    """Change nationality and residence."""
    must_be_open(case)
    _note_edit(actor, case, FieldGroup.LEGAL, _write_legal(case.client, legal))


def edit_text(actor: Actor, case: Case, group: FieldGroup, text: str) -> None:
    """Change the text of the family or the health group."""
    must_be_open(case)
    name = {FieldGroup.FAMILY: "family", FieldGroup.HEALTH: "health"}[group]
    _note_edit(actor, case, group, {name} if seal_field(case.client, name, text) else set())


def must_be_open(case: Case) -> None:
    """Raises WrongState where the case is closed."""
    if case.state != CaseState.OPEN:
        raise WrongState(N_("The case is closed, so nothing was saved."), N_("Reopen the case first."))


def touch(case: Case) -> None:
    """What changed beside the case's own row counts as a change of the file: forms drawn before it are stale."""
    flag_modified(case, "file_number")


def _note_edit(actor: Actor, case: Case, group: FieldGroup, changed: set[str]) -> None:
    if changed:
        touch(case)
        trail.record(actor, "case.edit", case, detail={"group": group.value, "fields": sorted(changed)})


def _set(thing: Any, values: Mapping[str, Any]) -> set[str]:
    changed = {name for name, value in values.items() if getattr(thing, name) != value}
    for name in changed:
        setattr(thing, name, values[name])
    return changed


def _write_triage(case: Case, triage: Triage) -> set[str]:
    of_client = ("sex", "city", "district", "language", "interpreter_needed", "special_needs")
    changed = _set(case.client, {name: getattr(triage, name) for name in of_client})
    return changed | _set(case, {"risk": triage.risk, "file_number": triage.file_number})


def _write_identity(client: Client, identity: Identity, scope: str) -> set[str]:
    plain = number(identity.identity_number)
    changed = {name for name in _IDENTITY_TEXTS if seal_field(client, name, getattr(identity, name))}
    if seal_field(client, "identity_number", plain):
        changed.add("identity_number")
        client.identity_digest = identity_key(plain, scope) if plain else None
    if seal_field(client, "phone", mobile(identity.phone) if identity.phone else ""):
        changed.add("phone")
    return changed | _set(client, {"identity_kind": identity.identity_kind}) | _write_birth(client, identity.birth)


def _write_birth(client: Client, birth: Birth) -> set[str]:
    _check_birth(birth)
    day = birth.on.isoformat() if birth.on else ""
    changed = _set(client, {"birth_year": birth.year, "birth_approximate": birth.approximate})
    return changed | ({"birth_on"} if seal_field(client, "birth_on", day) else set())


def _check_birth(birth: Birth) -> None:
    today = local_date(clock.now())
    if birth.year is None:
        return
    age = jalali_year(today) - birth.year
    if not 0 <= age <= OLDEST_AGE or (birth.on is not None and birth.on > today):
        raise Invalid(
            N_("The birth was not saved: it lies in the future or more than 100 years back."),
            field="birth",
            advice=N_("Write a Jalali year, a full date, or the age in years."),
        )


def _write_school_work(case: Case, given: SchoolWork) -> set[str]:
    names = ("in_school", "work_kind", "work_hours", "work_hazardous")
    changed = _set(case, {name: getattr(given, name) for name in names})
    return changed | ({"school_work"} if seal_field(case.client, "school_work", given.school_work) else set())


def _write_legal(client: Client, legal: Legal) -> set[str]:
    changed = _set(client, {"nationality": legal.nationality})
    return changed | ({"legal"} if seal_field(client, "legal", legal.legal) else set())


def _keep_names(client: Client, names: Mapping[str, str], scope: str) -> None:
    rows = [
        {"client_id": client.id, "agency_id": client.agency_id, "part": part, "digest": digest}
        for part, digest in keys_kept(names, scope)
    ]
    if rows:
        db.session.execute(insert(ClientNameKey), rows)


# --- closing and reopening --------------------------------------------------------------------------------------


def close_case(actor: Actor, case: Case, *, summary: str) -> None:
    """End the work on a case. Raises Unmet while a referral of it runs, or without a summary."""
    if summary:
        where = place("case_file.closing_summary_sealed", case.public_id)
        case.closing_summary_sealed = seal(case.key_id, summary, where)
    perform(actor, case, "close", facts=facts_of(case))


def reopen_case(actor: Actor, case: Case, *, reason: str) -> None:
    """Take the work on a closed case up again. Raises Unmet without a reason."""
    perform(actor, case, "reopen", facts=facts_of(case, note=reason), note=reason)


def facts_of(case: Case, *, note: str = "", today: date | None = None) -> CaseFacts:
    """What is known when a move of the case is tried."""
    return CaseFacts(today or local_date(clock.now()), note, consequences.live_count(case))
