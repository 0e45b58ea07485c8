"""What happens to referrals when something to the left of them ends: a consent, or a person's part in an agency."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import delete, func, select, update

from coordination.access.actor import Actor
from coordination.accounts import handover
from coordination.accounts.models import Person
from coordination.cases.consequences import Consequence, count_live, foresee, on_withdrawn
from coordination.cases.models import Case, Consent
from coordination.kernel import clock
from coordination.kernel.db import db
from coordination.kernel.messages import N_, Message
from coordination.lang.zone import local_date
from coordination.referrals import commands
from coordination.referrals.models import Referral, ReferralMember, State
from coordination.referrals.queries.one import list_referrals
from coordination.referrals.states import LIVE

RULE = "consent.withdraw"
BEFORE_SERVICE = frozenset(
    {State.SENT, State.RECEIVED, State.NEEDS_INFO, State.WAITLISTED, State.OBJECTED, State.ACCEPTED}
)
IN_SERVICE = frozenset({State.IN_SERVICE, State.ON_HOLD})


@on_withdrawn
def end_what_stands_on(_actor: Actor, consent: Consent, _reason: str) -> None:
    """Withdraw what is not yet served and ask to cancel what is; a court's order, drafts, what is being cancelled and
    what is delivered stay where they are. The reason stays with the case: it may name somebody."""
    system = Actor.system(RULE)
    for referral in _affected(consent):
        if referral.state in BEFORE_SERVICE:
            commands.withdraw(system, referral, consent_id=consent.id)
        else:
            commands.request_cancel(system, referral, consent_id=consent.id)


@foresee
def tell_what_would_end(consent: Consent) -> list[Consequence]:
    """What a withdrawal would do to the referrals that stand on the consent."""
    withdrawn = N_("The referral %(code)s will be withdrawn.")
    asked = N_("The recipient of %(code)s will be asked to end the service.")
    return [
        Consequence(
            referral.code,
            f"/referrals/{referral.public_id}",
            Message(withdrawn if referral.state in BEFORE_SERVICE else asked, code=referral.code),
        )
        for referral in _affected(consent)
    ]


def _affected(consent: Consent) -> Sequence[Referral]:
    today = local_date(clock.now())
    standing = list_referrals(
        Referral.basis_id == consent.id, Referral.state.in_(BEFORE_SERVICE | IN_SERVICE), limit=None
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
