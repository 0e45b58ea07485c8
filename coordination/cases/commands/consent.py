"""Writes to consents: recording, extending, withdrawing, and the clock's expiry."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from coordination.access.actor import Actor
from coordination.audit import trail
from coordination.cases import consequences
from coordination.cases.commands.case import must_be_open
from coordination.cases.details import Terms
from coordination.cases.models import Case, Consent, ConsentRecipient, ConsentState, FieldGroup, HowGiven
from coordination.cases.states import CaseFacts
from coordination.kernel import clock
from coordination.kernel.db import db, new_public_id
from coordination.kernel.errors import Invalid, WrongState
from coordination.kernel.messages import N_
from coordination.lang.zone import local_date
from coordination.vault.seal import place, seal
from coordination.workflow import perform


def record_consent(actor: Actor, case: Case, terms: Terms) -> Consent:
    """Record a consent or legal basis of a case. Raises Invalid, WrongState when the case is closed."""
    must_be_open(case)
    _check_terms(terms, local_date(clock.now()))
    consent = Consent(
        public_id=new_public_id(),
        case=case,
        state_since=clock.now(),
        kind=terms.kind,
        how_given=terms.how_given,
        given_on=terms.given_on,
        language=terms.language,
        valid_until=terms.valid_until,
        all_recipients=terms.all_recipients,
        field_groups=[group.value for group in terms.groups if group != FieldGroup.TRIAGE],
        needs=list(terms.needs),
        recorded_by_id=actor.person_id,
        recipients=[]
        if terms.all_recipients
        else [ConsentRecipient(agency_id=agency_id) for agency_id in terms.recipient_ids],
    )
    for name in ("given_by", "witness"):
        if text := getattr(terms, name):
            setattr(
                consent, f"{name}_sealed", seal(case.key_id, text, place(f"consent.{name}_sealed", consent.public_id))
            )
    db.session.add(consent)
    trail.record(
        actor,
        "consent.record",
        consent,
        detail={
            "basis": terms.kind.value,
            "recipients": "all" if terms.all_recipients else list(terms.recipient_ids),
            "groups": consent.field_groups,
            "needs": consent.needs,
        },
    )
    return consent


def _check_terms(terms: Terms, today: date) -> None:
    if terms.how_given == HowGiven.SPOKEN and not terms.witness:
        raise Invalid(
            N_("The consent was not saved: what is spoken needs a witness."),
            field="witness",
            advice=N_("Write who heard it, or choose another way it was given."),
        )
    if not terms.all_recipients and not terms.recipient_ids:
        raise Invalid(
            N_("The consent was not saved: it names no recipient."),
            field="recipients",
            advice=N_("Find and tick the agencies it is for, or tick that it is for every agency."),
        )
    if terms.given_on > today:
        raise Invalid(N_("The consent was not saved: the day it was given lies in the future."), field="given_on")
    _check_end(terms.valid_until, today)


def _check_end(valid_until: date | None, today: date) -> None:
    if valid_until is not None and valid_until < today:
        raise Invalid(
            N_("The consent was not saved: its last day has passed already."),
            field="valid_until",
            advice=N_("Write a day from today on, or leave it empty where it has no end."),
        )


def extend_consent(
    actor: Actor, consent: Consent, *, recipient_ids: Collection[int], valid_until: date | None, note: str
) -> None:
    """Let a basis that stands reach further agencies, or last longer; ``note`` says how that was given.

    Raises Invalid, WrongState where it has ended.
    """
    if consent.state != ConsentState.GIVEN:
        raise WrongState(
            N_("The scope was not extended: this consent or basis has ended."), N_("Record a new one instead.")
        )
    if not note:
        raise Invalid(N_("The scope was not extended: it is not said how that was given."), field="note")
    _check_end(valid_until, local_date(clock.now()))
    present = {part.agency_id for part in consent.recipients}
    added = sorted(set(recipient_ids) - present)
    if not added and valid_until == consent.valid_until:
        raise Invalid(N_("The scope was not extended: nothing new was chosen."), field="recipients")
    consent.recipients.extend(ConsentRecipient(agency_id=agency_id) for agency_id in added)
    consent.valid_until = valid_until
    consent.detail = {**consent.detail, "extended": consent.detail.get("extended", 0) + 1}
    until = valid_until.isoformat() if valid_until else ""
    trail.record(actor, "consent.extend", consent, detail={"added": added, "until": until}, note=note)


def withdraw_consent(actor: Actor, consent: Consent, *, reason: str) -> None:
    """The child or guardian takes the consent back: it ends, and with it, in the same transaction, what stands on it.

    Raises Refused, WrongState, Unmet without a reason.
    """
    facts = CaseFacts(local_date(clock.now()), reason)
    perform(actor, consent, "withdraw", facts=facts, note=reason)
    consequences.carry_out(actor, consent, reason)


def expire_consent(consent: Consent) -> None:
    """The last day has passed: nothing new may stand on it; what runs goes on, and the worker is told by the event."""
    perform(Actor.system("consent.expire"), consent, "expire", facts=CaseFacts(local_date(clock.now())))
