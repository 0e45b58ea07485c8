"""What claiming, verifying and what follows ask for, and who verifies."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from sqlalchemy import select

from coordination.accounts import handover
from coordination.accounts.models import Person, Post, PostKind
from coordination.cases.models import Case
from coordination.kernel import clock
from coordination.kernel.db import db
from coordination.kernel.errors import Invalid, Refused, Unmet, WrongState
from coordination.lang.zone import local_date
from coordination.notices.events.outcomes import tell_of_outcome
from coordination.notices.models import Notice
from coordination.outbox.events import Event
from coordination.outbox.models import OutboxEvent
from coordination.outcomes import commands, jobs, queries
from coordination.outcomes.models import Outcome, OutcomeKind, OutcomeState
from coordination.referrals.models import State
from coordination.vault import files
from tests.access.matrix import PDF
from tests.outcomes.conftest import Child, referral_of
from tests.world import acting, add_person, add_post, add_referral, get

WHY = "مدرسه گواهی نمی‌دهد."


def claim(child: Child, **more: Any) -> Outcome:
    more = {"kind": OutcomeKind.RETURN_TO_SCHOOL, "on": local_date(clock.now()), "no_evidence": WHY} | more
    by = more.pop("by", child.world.pouya_worker)
    return commands.claim(acting(by), get(Case, child.case_id), **more)


def events_of(outcome: Outcome) -> list[str]:
    db.session.flush()
    return [row.name for row in db.session.scalars(select(OutboxEvent).order_by(OutboxEvent.id)) if
            row.payload.get("thing_id") == outcome.id and row.name.startswith("outcome.")]  # fmt: skip


def test_the_claim_of_a_referred_child_goes_to_the_senders_liaison(child: Child) -> None:
    assert claim(child).verifier_id == child.world.pouya_liaison.id


def test_the_claim_of_a_child_never_referred_goes_to_the_head(child: Child) -> None:
    db.session.delete(referral_of(child))
    db.session.flush()
    assert claim(child).verifier_id == child.world.pouya_head.id


def test_a_liaison_who_claims_leaves_it_to_the_head(child: Child) -> None:
    assert claim(child, by=child.world.pouya_liaison).verifier_id == child.world.pouya_head.id


def test_the_recipients_claim_counts_under_the_recipient(child: Child) -> None:
    made = claim(child, by=child.world.welfare_worker, referral=referral_of(child))
    assert made.agency_id == child.world.welfare.id


def test_the_recipients_claim_goes_to_the_senders_liaison(child: Child) -> None:
    made = claim(child, by=child.world.welfare_worker, referral=referral_of(child))
    assert made.verifier_id == child.world.pouya_liaison.id


def test_another_verifier_may_be_chosen(child: Child) -> None:
    assert claim(child, verifier=child.world.welfare_head.public_id).verifier_id == child.world.welfare_head.id


def test_the_claimer_cannot_be_chosen(child: Child) -> None:
    with pytest.raises(Invalid) as refused:
        claim(child, by=child.world.pouya_liaison, verifier=child.world.pouya_liaison.public_id)
    assert refused.value.field == "verifier"


def test_a_recipient_is_not_told_which_other_agency_took_the_child_on(child: Child) -> None:
    world, case = child.world, get(Case, child.case_id)
    other = world.municipality_liaison
    add_referral(
        case, world.municipality, drafted_by=world.pouya_worker, basis=referral_of(child).basis,
        state=State.IN_SERVICE, handler=other,
    )  # fmt: skip
    offered = queries.list_candidates(case.id, but=(), referral=referral_of(child))
    assert {one.agency_id for one in offered} == {world.pouya.id, world.welfare.id}
    assert other.public_id in {one.public_id for one in queries.list_candidates(case.id, but=())}
    with pytest.raises(Invalid):
        claim(child, by=world.welfare_worker, referral=referral_of(child), verifier=other.public_id)


def test_nobody_of_an_agency_that_does_not_know_the_child_can_be_chosen(child: Child) -> None:
    with pytest.raises(Invalid):
        claim(child, verifier=child.world.police_liaison.public_id)


def test_a_day_to_come_is_refused(child: Child) -> None:
    with pytest.raises(Invalid) as refused:
        claim(child, on=local_date(clock.now()) + timedelta(days=1))
    assert refused.value.field == "on"


def test_the_same_is_not_claimed_twice(child: Child) -> None:
    claim(child)
    with pytest.raises(Invalid) as refused:
        claim(child)
    assert refused.value.field == "kind"


def test_what_was_rejected_can_be_claimed_again(child: Child) -> None:
    child.claim(OutcomeState.REJECTED)
    assert claim(child).state == OutcomeState.CLAIMED


def test_the_childs_name_is_refused_in_the_note(child: Child) -> None:
    with pytest.raises(Invalid) as refused:
        claim(child, note="مهرگان به مدرسه برگشت.")
    assert refused.value.field == "note"


def test_nothing_is_claimed_on_a_referral_that_was_not_accepted(child: Child) -> None:
    referral = referral_of(child)
    referral.accepted_at = None
    with pytest.raises(Invalid):
        claim(child, by=child.world.welfare_worker, referral=referral)


def test_a_claim_without_evidence_needs_a_reason(child: Child) -> None:
    with pytest.raises(Unmet) as refused:
        claim(child, no_evidence="")
    assert set(refused.value.needs) == {"evidence_or_none_and_why"}


def test_evidence_is_kept_under_the_clients_key(child: Child) -> None:
    made = claim(child, no_evidence="", uploads=[(BytesIO(PDF), "برگه.pdf")])
    db.session.flush()
    (paper,) = queries.list_evidence(made)
    assert (paper.key_id, files.open_bytes(paper)) == (get(Case, child.case_id).key_id, PDF)


def test_the_verifier_is_told_of_a_claim(child: Child) -> None:
    assert events_of(claim(child)) == ["outcome.claim"]


# --- moves ------------------------------------------------------------------------------------------------------


def test_verifying_notes_the_day(child: Child) -> None:
    outcome = child.claim()
    commands.verify(acting(child.world.pouya_liaison), outcome)
    assert (outcome.state, outcome.verified_on) == (OutcomeState.VERIFIED, local_date(clock.now()))


def test_the_claimer_does_not_verify(child: Child) -> None:
    with pytest.raises(Refused):
        commands.verify(acting(child.world.pouya_worker), child.claim())


def test_outcome_verify_needs_evidence_or_none_and_why(child: Child) -> None:
    outcome = child.claim()
    outcome.no_evidence_sealed = None
    with pytest.raises(Unmet) as refused:
        commands.verify(acting(child.world.pouya_liaison), outcome)
    assert set(refused.value.needs) == {"evidence_or_none_and_why"}


def test_outcome_reject_needs_reason(child: Child) -> None:
    with pytest.raises(Unmet) as refused:
        commands.reject(acting(child.world.pouya_liaison), child.claim(), reason="")
    assert set(refused.value.needs) == {"reason"}


def test_outcome_sustain_needs_check_at_90_days_or_later(child: Child) -> None:
    outcome = child.claim(OutcomeState.VERIFIED, verified_on=local_date(clock.now()) - timedelta(days=89))
    with pytest.raises(Unmet) as refused:
        commands.sustain(acting(child.world.pouya_liaison), outcome)
    assert set(refused.value.needs) == {"check_at_90_days_or_later"}


def test_outcome_relapse_needs_reason(child: Child) -> None:
    with pytest.raises(Unmet) as refused:
        commands.relapse(acting(child.world.pouya_liaison), child.claim(OutcomeState.VERIFIED), reason="")
    assert set(refused.value.needs) == {"reason"}


def test_after_90_days_it_is_sustained(child: Child) -> None:
    outcome = child.claim(OutcomeState.VERIFIED, verified_on=local_date(clock.now()) - timedelta(days=90))
    commands.sustain(acting(child.world.pouya_liaison), outcome)
    assert (outcome.state, outcome.sustained_on) == (OutcomeState.SUSTAINED, local_date(clock.now()))


def test_the_cases_worker_records_a_relapse(child: Child) -> None:
    outcome = child.claim(OutcomeState.SUSTAINED, verified_on=local_date(clock.now()))
    commands.relapse(acting(child.world.pouya_worker), outcome, reason="به کار برگشت.")
    assert (outcome.state, outcome.relapsed_on) == (OutcomeState.RELAPSED, local_date(clock.now()))


def test_no_evidence_is_added_to_what_was_verified(child: Child) -> None:
    with pytest.raises(WrongState):
        commands.attach(
            acting(child.world.pouya_worker), child.claim(OutcomeState.VERIFIED), stream=BytesIO(PDF), filename="b.pdf"
        )


# --- the clock, hand-over ------------------------------------------------------------------------------------------


def test_after_90_days_the_verifier_is_asked_once(child: Child) -> None:
    outcome = child.claim(OutcomeState.VERIFIED, verified_on=local_date(clock.now()) - timedelta(days=90))
    jobs.ask()
    jobs.ask()
    assert events_of(outcome) == ["outcome.check_due"]


def test_before_90_days_nobody_is_asked(child: Child) -> None:
    outcome = child.claim(OutcomeState.VERIFIED, verified_on=local_date(clock.now()) - timedelta(days=89))
    jobs.ask()
    assert events_of(outcome) == []


def end_posts(person: Any) -> None:
    for post in db.session.scalars(select(Post).where(Post.person_id == person.id)):
        post.to_on = local_date(clock.now()) - timedelta(days=1)
    db.session.flush()


def test_where_the_verifier_has_gone_the_head_verifies(child: Child) -> None:
    outcome = child.claim()
    end_posts(child.world.pouya_liaison)
    jobs.name_verifiers()
    assert outcome.verifier_id == child.world.pouya_head.id


def test_a_post_elsewhere_does_not_keep_a_verifier(child: Child) -> None:
    outcome = child.claim()
    end_posts(child.world.pouya_liaison)
    add_post(child.world.pouya_liaison, child.world.judiciary, PostKind.LIAISON)
    jobs.name_verifiers()
    assert outcome.verifier_id == child.world.pouya_head.id


def test_a_verifier_in_post_stays(child: Child) -> None:
    outcome = child.claim()
    jobs.name_verifiers()
    assert outcome.verifier_id == child.world.pouya_liaison.id


def test_an_ended_outcome_needs_no_other_verifier(child: Child) -> None:
    outcome = child.claim(OutcomeState.REJECTED)
    end_posts(child.world.pouya_liaison)
    jobs.name_verifiers()
    assert outcome.verifier_id == child.world.pouya_liaison.id


def test_a_hand_over_takes_what_is_to_be_verified_along(child: Child) -> None:
    outcome = child.claim()
    taker = add_person("جانشین رابط")
    add_post(taker, child.world.pouya, PostKind.LIAISON)
    handover.hand_over(acting(child.world.pouya_head), get(Person, child.world.pouya_liaison), to=taker)
    assert outcome.verifier_id == taker.id


def test_a_hand_over_to_the_claimer_goes_by_the_rule(child: Child) -> None:
    outcome = child.claim()
    handover.hand_over(
        acting(child.world.pouya_head),
        get(Person, child.world.pouya_liaison),
        to=get(Person, child.world.pouya_worker),
    )
    assert outcome.verifier_id == child.world.pouya_head.id


# --- what is told --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("outcome.claim", {"pouya_liaison"}),
        ("outcome.reject", {"pouya_worker"}),
        ("outcome.check_due", {"pouya_liaison"}),
    ],
)
def test_each_side_hears_what_is_its_own(child: Child, name: str, told: set[str]) -> None:
    outcome = child.claim()
    tell_of_outcome(Event(1, name, clock.now(), {"thing_id": outcome.id, "by": 0}))
    notices = db.session.scalars(select(Notice)).all()
    assert {one.person_id for one in notices} == {getattr(child.world, who).id for who in told}
    assert not any("C-9" in str(one.params) for one in notices)
