"""What the sender does before the recipient knows: drafting, editing, sending; and making void what was a mistake."""

from __future__ import annotations

from coordination.access.actor import Actor
from coordination.access.fields import card_columns
from coordination.audit import trail
from coordination.cases.models import Case, CaseState
from coordination.directory.codes import next_code
from coordination.directory.models import Agency, Centre
from coordination.kernel import clock
from coordination.kernel.db import db
from coordination.kernel.errors import Invalid, WrongState
from coordination.kernel.messages import N_
from coordination.lang.jalali import jalali_year
from coordination.lang.zone import local_date
from coordination.referrals import clocks
from coordination.referrals.commands.step import take
from coordination.referrals.content import Content, Order
from coordination.referrals.models import Referral, ReferralNeed, State
from coordination.referrals.queries.facts import was_declined
from coordination.vault.seal import place, seal, seal_json


def draft(
    actor: Actor, case: Case, *, recipient: Agency, centre: Centre | None = None, content: Content | None = None
) -> Referral:
    """A draft of a referral of this case's client, with the card stamped as the client is now, and with what the sender
    wrote already.

    Raises WrongState for a closed case, Invalid as ``edit_draft``. Unflushed.
    """
    if case.state != CaseState.OPEN:
        raise WrongState(N_("The case is closed, so no referral was drafted."), N_("Reopen the case first."))
    now = clock.now()
    today = local_date(now)
    referral = Referral(
        code=next_code("R", jalali_year(today)),
        case=case,
        sender_agency_id=case.agency_id,
        state=State.DRAFT,
        state_since=now,
        drafted_by_id=actor.person_id,
        drafted_at=now,
        sender_file_number=case.file_number,
        risk=case.risk,
        field_groups=[],
        need_codes=[],
        hops=0,
    )
    address(referral, recipient, centre)
    if content is not None:
        _fill(referral, content)
    stamp_card(referral)
    clocks.restart(referral, State.DRAFT)
    db.session.add(referral)
    trail.record(actor, "referral.draft", referral)
    return referral


def edit_draft(actor: Actor, referral: Referral, *, content: Content) -> None:
    """Store what the sender wrote; every field is replaced. Raises WrongState once it is sent, Invalid for a basis of
    another case or a recipient that is the sender."""
    if referral.state != State.DRAFT:
        raise WrongState(
            N_("The referral has left your desk, so its text was not changed."), N_("Write a comment instead.")
        )
    _fill(referral, content)
    stamp_card(referral)
    trail.record(actor, "referral.edit_draft", referral)


def _fill(referral: Referral, content: Content) -> None:
    if content.basis is not None and content.basis.case_id != referral.case.id:
        raise Invalid(N_("This consent belongs to another case."), field="basis", advice=N_("Choose one of the list."))
    address(referral, content.recipient, content.centre)
    write_content(referral, content)
    referral.chain_declined = was_declined(referral)


def send(actor: Actor, referral: Referral, *, disclosure_confirmed: bool) -> None:
    """Send the draft; ``disclosure_confirmed`` says that the sender saw what the recipient will see."""
    referral.sent_at = clock.now()
    take(actor, referral, "send", disclosure_confirmed=disclosure_confirmed)


def void(actor: Actor, referral: Referral, *, comment: str) -> None:
    """Make void what was written or sent by mistake."""
    take(actor, referral, "void", note=comment)


def address(referral: Referral, recipient: Agency, centre: Centre | None) -> None:
    """Address it to an agency, or to a centre of that agency."""
    if recipient.id == referral.sender_agency_id:
        raise Invalid(
            N_("A referral goes to another agency, so it was not addressed to your own."),
            field="recipient",
            advice=N_("Record services of your own agency on the case's page."),
        )
    if centre is not None and centre.agency_id != recipient.id:
        raise Invalid(
            N_("This centre belongs to another agency."), field="centre", advice=N_("Choose one of the list.")
        )
    referral.recipient_agency_id, referral.recipient = recipient.id, recipient
    referral.centre = centre


def write_content(referral: Referral, content: Content) -> None:
    """Put what the sender wrote into the referral's columns; texts are sealed by the client's key."""
    referral.route, referral.priority, referral.risk = content.route, content.priority, content.risk
    referral.basis, referral.field_groups = content.basis, list(content.field_groups)
    referral.sender_file_number = content.file_number
    referral.sender_letter_number, referral.sender_letter_on = content.letter_number, content.letter_on
    referral.reason_sealed = _sealed(referral, "reason", content.reason)
    data = {name: text for name, text in content.route_data.items() if text}
    where = place("referral.route_data_sealed", referral.public_id)
    referral.route_data_sealed = seal_json(referral.key_id, data, where) if data else None
    order = content.order or Order(None)
    referral.order_agency = order.agency
    referral.order_number, referral.order_branch = order.number, order.branch
    referral.order_on, referral.order_valid_until = order.on, order.valid_until
    _write_needs(referral, content)


def _write_needs(referral: Referral, content: Content) -> None:
    kept = {need.need: need for need in referral.needs}
    referral.need_codes = [asked.need for asked in content.asked]
    referral.needs = [
        kept.get(asked.need) or ReferralNeed(need=asked.need, position=position)
        for position, asked in enumerate(content.asked)
    ]
    for position, (need, asked) in enumerate(zip(referral.needs, content.asked, strict=True)):
        where = place("referral_need.asked_sealed", need.public_id)
        need.position = position
        need.asked_sealed = seal(referral.key_id, asked.text, where) if asked.text else None


def _sealed(referral: Referral, name: str, text: str) -> bytes | None:
    where = place(f"referral.{name}_sealed", referral.public_id)
    return seal(referral.key_id, text, where) if text else None


def stamp_card(referral: Referral) -> None:
    """Copy the triage card onto the referral: lists then ask nothing of the client, and what was sent stays."""
    for name, value in card_columns(referral.case.client, local_date(clock.now())).items():
        setattr(referral, name, value)
