"""What the recipient decides until it takes the child on or does not, and the reviewer's ruling."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select, update

from coordination.access.actor import Actor
from coordination.kernel import clock
from coordination.kernel.db import db
from coordination.kernel.errors import Invalid
from coordination.kernel.messages import N_
from coordination.lang.zone import local_date
from coordination.referrals import clocks, disclosures
from coordination.referrals.commands.step import take
from coordination.referrals.models import DeclineCode, Referral, ReferralNeed, WhoDeclined
from coordination.referrals.queries.people import works_at
from coordination.referrals.states import LIVE


def receive(actor: Actor, referral: Referral, *, handler_id: int | None = None) -> None:
    """The recipient has it in hand; ``handler_id`` (a person of the recipient) is the actor unless named."""
    name_handler(actor, referral, handler_id)
    take(actor, referral, "receive")


def accept(actor: Actor, referral: Referral, *, handler_id: int | None = None, intake_on: date | None = None) -> None:
    """The recipient takes the child on; the agreed field groups open to it. The handler is the actor and the intake the
    last day of its clock, unless named."""
    name_handler(actor, referral, handler_id)
    referral.intake_on = intake_on or clocks.last_intake_day(referral)
    referral.accepted_at = clock.now()
    take(actor, referral, "accept", detail={"handler": referral.handler_id or 0})
    disclosures.open_granted(referral)


def unaccept(actor: Actor, referral: Referral, *, reason: str) -> None:
    """The acceptance is taken back within a day; what it opened closes again."""
    take(actor, referral, "unaccept", note=reason)
    referral.accepted_at = referral.intake_on = None
    disclosures.close_granted(referral)


def ask(actor: Actor, referral: Referral, *, question: str) -> None:
    """Ask the sender: the recipient's clock stops and the sender's starts. Two questions at most."""
    take(actor, referral, "ask", note=question)
    referral.questions_asked += 1


def answer(actor: Actor, referral: Referral, *, text: str) -> None:
    """The sender answers; the recipient goes on with the time that was left, one working day at least."""
    take(actor, referral, "answer", note=text)


def waitlist(actor: Actor, referral: Referral, *, review_on: date | None, safety_note: str) -> None:
    """Put (or keep) the child on the waiting list until ``review_on``; ``safety_note`` says how the child is safe."""
    referral.review_on = review_on
    take(actor, referral, "waitlist", note=safety_note)


def decline(
    actor: Actor, referral: Referral, *, code: DeclineCode | None, who: WhoDeclined | None, note: str = ""
) -> None:
    """Refuse what may be declined. Declining for capacity says that the centre has no free place today."""
    referral.decline_code, referral.who_declined = code, who
    take(actor, referral, "decline", note=note, extra={"code": code}, detail={"code": code, "who": who})
    _mark_others(referral)
    if code == DeclineCode.CAPACITY and referral.centre is not None:
        referral.centre.places_free, referral.centre.places_free_on = 0, local_date(clock.now())


def object_(actor: Actor, referral: Referral, *, reason: str, handler_id: int | None = None) -> None:
    """The only way to refuse what is not declinable: the reviewer rules on it."""
    if handler_id is not None or referral.handler_id is None:
        name_handler(actor, referral, handler_id)
    referral.objected_at = clock.now()
    take(actor, referral, "object", note=reason)


def uphold(actor: Actor, referral: Referral, *, decision: str) -> None:
    """The reviewer agrees with the objection: the referral is declined."""
    take(actor, referral, "uphold", note=decision)
    _mark_others(referral)


def overrule(actor: Actor, referral: Referral, *, decision: str) -> None:
    """The reviewer does not agree: the recipient has it again, with the time that was left."""
    take(actor, referral, "overrule", note=decision)


def _mark_others(referral: Referral) -> None:
    """The child's other drafts and referrals for one of these needs are declined no more: it was once. Quietly, so that
    nobody's open form becomes stale."""
    alike = select(ReferralNeed.referral_id).where(ReferralNeed.need.in_(referral.need_codes))
    db.session.execute(
        update(Referral)
        .where(
            Referral.case_id == referral.case_id,
            Referral.id != referral.id,
            Referral.state.in_(LIVE),
            Referral.id.in_(alike),
        )
        .values(chain_declined=True)
        .execution_options(synchronize_session=False)
    )


def name_handler(actor: Actor, referral: Referral, handler_id: int | None) -> None:
    """Name who handles it at the recipient, the actor unless somebody is named. Raises Invalid for one who does not
    work there."""
    wanted = handler_id if handler_id is not None else actor.person_id
    mine = wanted == actor.person_id and referral.recipient_agency_id in actor.agencies()
    if wanted != referral.handler_id and not mine and not works_at(wanted, referral.recipient_agency_id):
        raise Invalid(
            N_("This person has no post at your agency, so nobody was named."),
            field="handler",
            advice=N_("Choose a person of the list."),
        )
    referral.handler_id = wanted
