"""What happens to referrals when something to the left of them ends: a consent, or a person's part in an agency."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import delete, func, select, update

from coordination.access.actor import Actor
from coordination.accounts import handover
from coordination.accounts.models import Person
from coordination.audit import trail
from coordination.cases.consequences import Consequence, count_live, foresee, on_withdrawn
from coordination.cases.models import Case, Consent
from coordination.kernel import clock
from coordination.kernel.db import db
from coordination.kernel.messages import N_, Message
from coordination.lang.zone import local_date
from coordination.referrals import commands, disclosures
from coordination.referrals.models import Referral, ReferralMember, State
from coordination.referrals.queries.one import list_referrals
from coordination.referrals.states import LIVE

RULE = "consent.withdraw"
BEFORE_SERVICE = frozenset(
    {State.SENT, State.RECEIVED, State.NEEDS_INFO, State.WAITLISTED, State.OBJECTED, State.ACCEPTED}
)
IN_SERVICE = frozenset({State.IN_SERVICE, State.ON_HOLD})
STAYING = frozenset({State.CANCEL_REQUESTED, State.DELIVERED})
"""What stays where it is when the consent is withdrawn; what was opened closes all the same."""


@on_withdrawn
def end_what_stands_on(_actor: Actor, consent: Consent, _reason: str) -> None:
    """Close what was opened; withdraw what is not yet served and ask to cancel what is. Drafts, what is being cancelled
    and what is delivered stay where they are, and so does all that stands on a court's order. The reason stays with the
    case: it may name somebody."""
    for referral in _affected(consent):
        end_without_consent(referral)


def end_without_consent(referral: Referral) -> None:
    """What the withdrawal of its consent does to one referral on which no order of a court stands (any more)."""
    system, consent_id = Actor.system(RULE), referral.basis_id
    if referral.state in BEFORE_SERVICE:
        commands.withdraw(system, referral, consent_id=consent_id)
    elif referral.state in IN_SERVICE:
        commands.request_cancel(system, referral, consent_id=consent_id)
    else:
        disclosures.close_granted(referral)
        trail.record(system, "referral.close_grant", referral, detail={"consent": consent_id})


@foresee
def tell_what_would_end(consent: Consent) -> list[Consequence]:
    """What a withdrawal would do to the referrals that stand on the consent."""
    return [
        Consequence(referral.code, f"/referrals/{referral.public_id}", Message(_sentence(referral), code=referral.code))
        for referral in _affected(consent)
    ]


def _sentence(referral: Referral) -> str:
    if referral.state in BEFORE_SERVICE:
        return N_("The referral %(code)s will be withdrawn.")
    if referral.state in IN_SERVICE:
        return N_("The child's name will close to the recipient of %(code)s, who will be asked to end the service.")
    return N_("The child's name will close to the recipient of %(code)s.")


def _affected(consent: Consent) -> Sequence[Referral]:
    today = local_date(clock.now())
    standing = list_referrals(
        Referral.basis_id == consent.id, Referral.state.in_(BEFORE_SERVICE | IN_SERVICE | STAYING), limit=None
    )
    return [referral for referral in standing if not referral.order_stands(today)]


@count_live
def count_running(case: Case) -> int:
    """How many referrals of a case still run, drafts among them."""
    running = select(func.count(Referral.id)).where(Referral.case_id == case.id, Referral.state.in_(LIVE))
    return db.session.scalar(running) or 0


def count_handled(person: Person) -> int:
    """How many running referrals a person handles."""
    handled = select(func.count(Referral.id)).where(Referral.handler_id == person.id, Referral.state.in_(LIVE))
    return db.session.scalar(handled) or 0


def hand_over(giver: Person, taker: Person) -> None:
    """Every running referral of one person, as handler or in a team, goes to the other."""
    running = select(Referral.id).where(Referral.state.in_(LIVE))
    db.session.execute(
        update(Referral)
        .where(Referral.handler_id == giver.id, Referral.state.in_(LIVE))
        .values(handler_id=taker.id, version=Referral.version + 1)
        .execution_options(synchronize_session=False)
    )
    of_taker = select(ReferralMember.referral_id).where(ReferralMember.person_id == taker.id)
    of_giver = (ReferralMember.person_id == giver.id, ReferralMember.referral_id.in_(running))
    db.session.execute(
        delete(ReferralMember)
        .where(*of_giver, ReferralMember.referral_id.in_(of_taker))
        .execution_options(synchronize_session=False)
    )
    db.session.execute(
        update(ReferralMember).where(*of_giver).values(person_id=taker.id).execution_options(synchronize_session=False)
    )


handover.register(N_("Referrals handled"), count_handled, hand_over)
