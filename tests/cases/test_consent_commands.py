"""Consents: what they cover, how they are recorded, extended, withdrawn and expire."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from coordination.cases import consequences
from coordination.cases.commands import consent as commands
from coordination.cases.consents import covers
from coordination.cases.details import Terms
from coordination.cases.jobs import expire_consents
from coordination.cases.models import BasisKind, Case, Consent, ConsentState, FieldGroup, HowGiven
from coordination.kernel.clock import now as present
from coordination.kernel.errors import Invalid, Refused, Unmet, WrongState
from coordination.lang.zone import local_date
from coordination.outbox.models import OutboxEvent
from tests.world import acting, add_case, add_consent

TODAY = date(2026, 11, 21)


@pytest.fixture
def case(world: Any, session: Session) -> Case:
    return add_case(world.pouya, worker=world.pouya_worker)


def terms(**more: Any) -> Terms:
    given = {"kind": BasisKind.GUARDIAN_CONSENT, "how_given": HowGiven.SIGNED, "given_on": TODAY} | more
    return Terms(**given)


def reaches(consent: Consent, recipient: Any, groups: Any = ("identity",), needs: Any = ("health",)) -> bool:
    return covers(consent, recipient_id=recipient.id, groups=groups, needs=needs, today=local_date(present()))


def test_it_covers_the_recipient_it_names(world: Any, case: Case) -> None:
    assert reaches(add_consent(case, recorded_by=world.pouya_worker, recipients=(world.welfare,)), world.welfare)


def test_it_covers_no_other_recipient(world: Any, case: Case) -> None:
    consent = add_consent(case, recorded_by=world.pouya_worker, recipients=(world.welfare,))
    assert not reaches(consent, world.municipality)


def test_one_for_all_covers_every_recipient(world: Any, case: Case) -> None:
    assert reaches(add_consent(case, recorded_by=world.pouya_worker), world.municipality)


def test_it_covers_no_group_beyond_its_own(world: Any, case: Case) -> None:
    assert not reaches(add_consent(case, recorded_by=world.pouya_worker), world.welfare, ("identity", "health"))


def test_the_triage_card_needs_no_group(world: Any, case: Case) -> None:
    assert reaches(add_consent(case, recorded_by=world.pouya_worker, groups=()), world.welfare, ("triage",))


def test_it_covers_no_need_beyond_its_own(world: Any, case: Case) -> None:
    consent = add_consent(case, recorded_by=world.pouya_worker, needs=("legal",))
    assert not reaches(consent, world.welfare, needs=("legal", "health"))


def test_it_covers_through_its_last_day(world: Any, case: Case) -> None:
    assert reaches(add_consent(case, recorded_by=world.pouya_worker, valid_until=TODAY), world.welfare)


def test_it_covers_nothing_after_its_last_day(world: Any, case: Case) -> None:
    consent = add_consent(case, recorded_by=world.pouya_worker, valid_until=TODAY - timedelta(days=1))
    assert not reaches(consent, world.welfare)


def test_a_withdrawn_one_covers_nothing(world: Any, case: Case) -> None:
    consent = add_consent(case, recorded_by=world.pouya_worker)
    commands.withdraw_consent(acting(world.pouya_worker), consent, reason="مادر نخواست")
    assert not reaches(consent, world.welfare)


def test_a_spoken_consent_needs_a_witness(world: Any, case: Case) -> None:
    with pytest.raises(Invalid) as refused:
        commands.record_consent(acting(world.pouya_worker), case, terms(how_given=HowGiven.SPOKEN, all_recipients=True))
    assert refused.value.field == "witness"


def test_a_consent_for_nobody_is_refused(world: Any, case: Case) -> None:
    with pytest.raises(Invalid) as refused:
        commands.record_consent(acting(world.pouya_worker), case, terms())
    assert refused.value.field == "recipients"


def test_a_consent_given_tomorrow_is_refused(world: Any, case: Case) -> None:
    tomorrow = terms(given_on=TODAY + timedelta(days=1), all_recipients=True)
    with pytest.raises(Invalid) as refused:
        commands.record_consent(acting(world.pouya_worker), case, tomorrow)
    assert refused.value.field == "given_on"


def test_a_consent_that_has_ended_already_is_refused(world: Any, case: Case) -> None:
    ended = terms(valid_until=TODAY - timedelta(days=1), all_recipients=True)
    with pytest.raises(Invalid) as refused:
        commands.record_consent(acting(world.pouya_worker), case, ended)
    assert refused.value.field == "valid_until"


def test_a_recorded_consent_reaches_its_scope(world: Any, session: Session, case: Case) -> None:
    consent = commands.record_consent(
        acting(world.pouya_worker), case, terms(recipient_ids=(world.welfare.id,), groups=(FieldGroup.IDENTITY,))
    )
    session.flush()
    assert reaches(consent, world.welfare)


def test_who_gave_it_is_stored_sealed(world: Any, session: Session, case: Case) -> None:
    consent = commands.record_consent(
        acting(world.pouya_worker), case, terms(given_by="گلنار مادرپور", all_recipients=True)
    )
    assert "گلنار".encode() not in (consent.given_by_sealed or "گلنار".encode())


def test_an_extended_basis_reaches_the_new_recipient(world: Any, session: Session, case: Case) -> None:
    consent = add_consent(case, recorded_by=world.pouya_worker, recipients=(world.welfare,))
    commands.extend_consent(
        acting(world.pouya_worker),
        consent,
        recipient_ids=[world.municipality.id],
        valid_until=None,
        note="مادر تلفنی پذیرفت",
    )
    assert reaches(consent, world.municipality)


def test_an_ended_basis_is_not_extended(world: Any, session: Session, case: Case) -> None:
    consent = add_consent(case, recorded_by=world.pouya_worker, recipients=(world.welfare,))
    commands.withdraw_consent(acting(world.pouya_worker), consent, reason="نخواست")
    with pytest.raises(WrongState):
        commands.extend_consent(
            acting(world.pouya_worker), consent, recipient_ids=[world.police.id], valid_until=None, note="گفت"
        )


def test_consent_withdraw_needs_reason(world: Any, case: Case) -> None:
    consent = add_consent(case, recorded_by=world.pouya_worker)
    with pytest.raises(Unmet) as refused:
        commands.withdraw_consent(acting(world.pouya_worker), consent, reason="")
    assert set(refused.value.needs) == {"reason"}


def test_only_case_staff_withdraw(world: Any, case: Case) -> None:
    consent = add_consent(case, recorded_by=world.pouya_worker)
    with pytest.raises(Refused):
        commands.withdraw_consent(acting(world.welfare_liaison), consent, reason="نخواست")


def test_a_withdrawal_carries_out_what_follows_in_the_same_transaction(
    world: Any, case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[tuple[str, str]] = []
    monkeypatch.setattr(consequences, "_withdrawn", [lambda _actor, c, reason: told.append((c.state, reason))])
    consent = add_consent(case, recorded_by=world.pouya_worker)
    commands.withdraw_consent(acting(world.pouya_worker), consent, reason="نخواست")
    assert told == [(ConsentState.WITHDRAWN, "نخواست")]


def test_consent_expire_needs_date_passed(world: Any, case: Case) -> None:
    consent = add_consent(case, recorded_by=world.pouya_worker, valid_until=TODAY)
    with pytest.raises(Unmet) as refused:
        commands.expire_consent(consent)
    assert set(refused.value.needs) == {"date_passed"}


def test_the_clock_expires_what_is_past_and_nothing_else(world: Any, session: Session, case: Case) -> None:
    past = add_consent(case, recorded_by=world.pouya_worker, valid_until=TODAY - timedelta(days=1))
    last_day = add_consent(case, recorded_by=world.pouya_worker, valid_until=TODAY)
    expire_consents()
    assert (past.state, last_day.state) == (ConsentState.EXPIRED, ConsentState.GIVEN)


def test_an_expiry_is_told(world: Any, session: Session, case: Case) -> None:
    consent = add_consent(case, recorded_by=world.pouya_worker, valid_until=TODAY - timedelta(days=1))
    expire_consents()
    session.flush()
    event = session.scalars(select(OutboxEvent).where(OutboxEvent.name == "consent.expire")).one()
    assert event.payload["thing_id"] == consent.id
