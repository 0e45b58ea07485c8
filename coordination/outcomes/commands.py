"""All writes of outcomes: claiming, attaching what shows it, and what its verifier finds."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import IO

from coordination import workflow
from coordination.access.actor import Actor
from coordination.audit import trail
from coordination.cases.models import Case
from coordination.cases.names import find_own_names
from coordination.kernel import clock
from coordination.kernel.db import db
from coordination.kernel.errors import Invalid, Unmet, WrongState
from coordination.kernel.messages import N_
from coordination.lang.zone import local_date
from coordination.outbox import events
from coordination.outcomes import queries
from coordination.outcomes.models import Outcome, OutcomeKind, OutcomeState
from coordination.outcomes.queries.people import was_referred
from coordination.outcomes.states import OUTCOME, OutcomeFacts
from coordination.referrals.models import Referral
from coordination.vault import files
from coordination.vault.models import Attachment, OwnerKind
from coordination.vault.seal import place, seal

Upload = tuple[IO[bytes], str]


def claim(
    actor: Actor,
    case: Case,
    *,
    kind: OutcomeKind,
    on: date | None,
    note: str = "",
    verifier: str = "",
    no_evidence: str = "",
    uploads: Sequence[Upload] = (),
    referral: Referral | None = None,
) -> Outcome:
    """Claim that this became of the case's child on a day; ``referral`` where its recipient claims it. Counted under
    the claimer's agency. ``verifier`` is the public id of one of ``queries.list_candidates``; empty for the default.

    Raises Invalid (a day to come, the same claimed before, nobody to verify, the child's name in a text, a file that is
    not kept), Unmet where nothing shows it and no reason says why.
    """
    now = clock.now()
    _check(case, kind, on, referral, note=note, no_evidence=no_evidence)
    assert on is not None
    assert actor.person_id is not None
    outcome = Outcome(
        case=case,
        agency_id=referral.recipient_agency_id if referral is not None else case.agency_id,
        referral_id=referral.id if referral is not None else None,
        kind=kind,
        on=on,
        state=OutcomeState.CLAIMED,
        state_since=now,
        claimed_by_id=actor.person_id,
        claimed_at=now,
        verifier_id=_verifier(case, actor.person_id, verifier, referral),
        key_id=case.key_id,
    )
    outcome.note_sealed = _sealed(outcome, "note", note)
    outcome.no_evidence_sealed = _sealed(outcome, "no_evidence", no_evidence)
    facts = OutcomeFacts(today=local_date(now), has_evidence=bool(uploads))
    missing = {n.code: n.message for n in OUTCOME.moves["verify"].needs if not n(actor, outcome, facts)}
    if missing:
        raise Unmet(missing)
    stored = [_stored(stream, name, case.key_id) for stream, name in uploads]
    db.session.add(outcome)
    db.session.flush()
    for one in stored:
        files.attach(one, OwnerKind.OUTCOME, outcome.id, by_id=actor.person_id)
    trail.record(actor, "outcome.claim", outcome, detail={"kind": kind.value, "verifier": outcome.verifier_id})
    events.emit("outcome.claim", thing_id=outcome.id, by=actor.person_id)
    return outcome


def _check(
    case: Case, kind: OutcomeKind, on: date | None, referral: Referral | None, *, note: str, no_evidence: str
) -> None:
    if on is None or on > local_date(clock.now()):
        raise Invalid(
            N_("The day lies ahead or is missing, so nothing was claimed."),
            field="on",
            advice=N_("Give the day on which it came about."),
        )
    if referral is not None and referral.accepted_at is None:
        raise Invalid(
            N_("The child was not taken on through this referral, so nothing can be claimed on it."),
            advice=N_("Accept the referral first."),
        )
    if queries.is_claimed(case.id, kind):
        raise Invalid(
            N_("This outcome was claimed for the child before, so it was not claimed again."),
            field="kind",
            advice=N_("Look at the outcomes on the page of the case or referral."),
        )
    for field, text in (("note", note), ("no_evidence", no_evidence)):
        if find_own_names(case.client, {field: text}):
            raise Invalid(
                N_("The child's name or number stands in this text, and the verifier reads it; nothing was saved."),
                field=field,
                advice=N_("Say it without naming the child."),
            )


def _verifier(case: Case, claimer_id: int, chosen: str, referral: Referral | None) -> int:
    candidates = queries.list_candidates(case.id, but=(claimer_id,), referral=referral)
    if chosen:
        found = next((one for one in candidates if one.public_id == chosen), None)
    else:
        found = queries.default_of(candidates, case.agency_id, referred=referral is not None or was_referred(case.id))
    if found is None:
        raise Invalid(
            N_("There is nobody to verify it, so nothing was claimed."),
            field="verifier",
            advice=N_("Choose a liaison or head of the list; who claims does not verify."),
        )
    return found.person_id


def _sealed(outcome: Outcome, name: str, text: str) -> bytes | None:
    return seal(outcome.key_id, text, place(f"outcome.{name}_sealed", outcome.public_id)) if text else None


def _stored(stream: IO[bytes], filename: str, key_id: str) -> files.StoredFile:
    try:
        return files.store(stream, filename, key_id)
    except Invalid as error:
        error.field = error.field or "files"
        raise


def attach(actor: Actor, outcome: Outcome, *, stream: IO[bytes], filename: str) -> Attachment:
    """Attach a paper that shows it, sealed under the client's key, while it is only claimed. Raises WrongState,
    Invalid."""
    if outcome.state != OutcomeState.CLAIMED:
        raise WrongState(N_("The outcome was looked at already, so no evidence was attached."))
    stored = _stored(stream, filename, outcome.key_id)
    attachment = files.attach(stored, OwnerKind.OUTCOME, outcome.id, by_id=actor.person_id)
    trail.record(actor, "outcome.attach", outcome, detail={"file": attachment.public_id})
    return attachment


def verify(actor: Actor, outcome: Outcome) -> None:
    """The verifier finds that it is so."""
    facts = OutcomeFacts(today=local_date(clock.now()), has_evidence=bool(queries.count_evidence(outcome)))
    outcome.verified_on = facts.today
    workflow.perform(actor, outcome, "verify", facts=facts)


def reject(actor: Actor, outcome: Outcome, *, reason: str) -> None:
    """The verifier finds that it is not so, and says why."""
    workflow.perform(actor, outcome, "reject", facts=_facts(reason), note=reason)


def sustain(actor: Actor, outcome: Outcome) -> None:
    """The verifier finds, 90 days later or more, that it held."""
    facts = _facts()
    workflow.perform(actor, outcome, "sustain", facts=facts)
    outcome.sustained_on = facts.today


def relapse(actor: Actor, outcome: Outcome, *, reason: str) -> None:
    """It did not last."""
    facts = _facts(reason)
    workflow.perform(actor, outcome, "relapse", facts=facts, note=reason)
    outcome.relapsed_on = facts.today


def _facts(note: str = "") -> OutcomeFacts:
    return OutcomeFacts(today=local_date(clock.now()), note=note)


def ask_whether_it_held(outcome: Outcome) -> None:
    """The verifier is asked, once, after 90 days."""
    outcome.asked_on = local_date(clock.now())
    events.emit("outcome.check_due", thing_id=outcome.id, by=0)


def name_verifier(actor: Actor, outcome: Outcome, *, person_id: int, act: str = "outcome.name_verifier") -> None:
    """Another verifies it from now on; what waits for him is told to him."""
    trail.record(actor, act, outcome, detail={"from": outcome.verifier_id, "to": person_id})
    outcome.verifier_id = person_id
    events.emit("outcome.verifier", thing_id=outcome.id, by=actor.person_id or 0)
