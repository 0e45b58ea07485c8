"""What the demo world holds, as far as others rely on it."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select, text

from coordination.access.standing import actor_of
from coordination.accounts.commands.passwords import fits
from coordination.accounts.models import InstallationRole, Person, Post, PostKind, RoleKind
from coordination.audit.models import AuditEntry
from coordination.audit.verify import verify
from coordination.cases.models import Case, CaseState, Client
from coordination.data import rows
from coordination.demo.children import IRANIAN
from coordination.demo.signins import PASSWORD, SIGN_INS, signins
from coordination.directory.models import Agency, AgencyKind, Centre, Installation, ServiceKind
from coordination.figures.queries.scopes import Scope, scope_of_agency
from coordination.kernel.db import db
from coordination.lang.jalali import half_range
from coordination.notices.models import Notice
from coordination.outbox.models import Mail, OutboxEvent
from coordination.referrals.models import Admission, Priority, Referral, ReferralNeed, Route, Service, State
from coordination.referrals.queries.lists import Filters, list_received
from coordination.registrations.models import Registration, RegistrationState
from coordination.resolutions.models import Resolution
from coordination.vault.seal import place, unseal
from tests.conftest import MOMENT
from tests.figures import reading
from tests.world import columns_of

HALF_YEAR = half_range(1396, 1)
NEW_YEAR_FRIDAY = datetime(2027, 3, 26, 20, 15, tzinfo=UTC)


def count(column: Any, *conditions: Any) -> int:
    return db.session.scalar(select(func.count(column)).where(*conditions)) or 0


def actor(email: str) -> Any:
    return actor_of(db.session.scalar(select(Person.id).where(Person.email == email)) or 0, MOMENT)


def admitted_in_the_half_year(*conditions: Any) -> int:
    return db.session.scalar(
        select(func.count(Admission.id))
        .join(Case, Case.id == Admission.case_id)
        .join(Client, Client.id == Case.client_id)
        .join(Agency, Agency.id == Admission.agency_id)
        .where(Agency.code == "behzisti-qazvin", Admission.admitted_on.between(*HALF_YEAR), *conditions)
    ) or 0  # fmt: skip


@pytest.mark.usefixtures("within")
class TestTheHalfYear:
    def test_admits_117_children(self) -> None:
        assert admitted_in_the_half_year() == 117

    def test_of_whom_61_are_iranian(self) -> None:
        assert admitted_in_the_half_year(Client.nationality == IRANIAN) == 61

    def test_of_whom_56_are_not(self) -> None:
        assert admitted_in_the_half_year(Client.nationality != IRANIAN) == 56

    def test_gives_3713_services(self) -> None:
        given = select(func.sum(Service.times)).where(Service.on.between(*HALF_YEAR), Service.voided_at.is_(None))
        assert db.session.scalar(given) == 3713

    def test_gives_services_of_every_kind(self) -> None:
        kinds = set(db.session.scalars(select(Service.kind).where(Service.on.between(*HALF_YEAR)).distinct()))
        assert kinds == set(db.session.scalars(select(ServiceKind.code)))

    def test_gives_no_service_before_the_admission(self) -> None:
        early = (
            select(func.count(Service.id))
            .join(Admission, Admission.case_id == Service.case_id)
            .where(Service.on.between(*HALF_YEAR), Service.on < Admission.admitted_on)
        )
        assert db.session.scalar(early) == 0

    def test_left_no_case_open(self) -> None:
        admitted = select(Admission.case_id).where(Admission.admitted_on.between(*HALF_YEAR))
        assert count(Case.id, Case.id.in_(admitted), Case.state != CaseState.CLOSED) == 0


@pytest.mark.usefixtures("within")
class TestTheWorld:
    def test_holds_every_agency_and_centre_of_the_tables(self) -> None:
        in_tables = select(Agency.code).where(~Agency.code.startswith("charity-"))
        assert set(db.session.scalars(in_tables)) == {row["code"] for row in rows("agencies")}
        watching = {"tehran-mobile"}
        assert set(db.session.scalars(select(Centre.code))) == {row["code"] for row in rows("centres")} | watching

    def test_knows_that_it_is_a_demo(self) -> None:
        assert db.session.scalar(select(Installation.demo)) is True

    def test_has_somebody_in_every_post_and_role(self) -> None:
        assert set(db.session.scalars(select(Post.kind).distinct())) == set(PostKind)
        assert set(db.session.scalars(select(InstallationRole.kind).distinct())) == set(RoleKind)

    def test_has_a_liaison_at_every_agency(self) -> None:
        led = select(Post.agency_id).where(Post.kind == PostKind.LIAISON, Post.confirmed_at.is_not(None))
        assert count(Agency.id, Agency.id.not_in(led), ~Agency.code.startswith("charity-")) == 0

    def test_has_98_charities_in_its_register_in_every_state(self) -> None:
        charities = Registration.kind == AgencyKind.CHARITY
        assert count(Registration.id, charities) == 98
        assert set(db.session.scalars(select(Registration.state).where(charities).distinct())) == set(RegistrationState)

    def test_has_resolutions_that_everybody_may_read(self) -> None:
        assert count(Resolution.id, Resolution.public.is_(True)) >= 2

    def test_has_a_referral_in_every_state(self) -> None:
        assert set(db.session.scalars(select(Referral.state).distinct())) == set(State)

    def test_has_a_referral_of_every_route_and_priority(self) -> None:
        assert set(db.session.scalars(select(Referral.route).distinct())) >= set(Route)
        assert set(db.session.scalars(select(Referral.priority).distinct())) >= set(Priority)

    def test_has_a_whole_trail(self) -> None:
        assert verify().findings == ()

    def test_has_an_act_for_the_present_state_of_every_referral(self) -> None:
        acted = select(AuditEntry.thing_id).where(
            AuditEntry.kind == "referral",
            AuditEntry.thing_id == Referral.id,
            AuditEntry.at == Referral.state_since,
            AuditEntry.to_state == Referral.state,
        )
        assert count(Referral.id, Referral.state != State.DRAFT, ~acted.exists()) == 0

    def test_has_a_referral_with_a_long_history(self) -> None:
        lines = select(func.count()).where(AuditEntry.kind == "referral").group_by(AuditEntry.thing_id)
        assert max(db.session.scalars(lines)) > 20

    def test_has_told_everybody_and_mailed_nobody(self) -> None:
        assert count(Notice.id) > 0
        assert count(OutboxEvent.id, OutboxEvent.done_at.is_(None)) == 0
        assert count(Mail.id) == 0

    def test_lets_mails_go_from_now_on(self) -> None:
        assert count(Person.id, Person.mail_notices.is_(False)) == 0

    def test_speaks_of_nothing_that_lies_ahead(self) -> None:
        assert count(AuditEntry.id, AuditEntry.at > MOMENT) == 0
        assert count(Referral.id, Referral.state_since > MOMENT) == 0


@pytest.mark.usefixtures("within")
class TestTheInboxOfTheWelfareLiaison:
    def listed(self, **filters: Any) -> list[Any]:
        return list(list_received(actor("welfare@example.org"), Filters(**filters)).rows)

    def test_is_a_page_long(self) -> None:
        assert 12 <= len(self.listed()) <= 25

    def test_has_late_urgent_and_waiting_ones(self) -> None:
        found = self.listed()
        assert {row.priority for row in found} == set(Priority)
        assert any(row.due_at < MOMENT for row in found)
        assert {"sent", "received", "needs_info", "waitlisted", "objected", "accepted", "on_hold"} <= {
            row.state for row in found
        }

    def test_waits_for_her_and_for_others(self) -> None:
        assert self.listed(show="mine")
        assert self.listed(show="others")


class TestSigningIn:
    @pytest.mark.parametrize("sign_in", SIGN_INS, ids=lambda one: one.email)
    def test_opens_the_world(self, within: Flask, sign_in: Any) -> None:
        stored = db.session.scalar(select(Person.password_hash).where(Person.email == sign_in.email))
        assert fits(stored, PASSWORD)

    def test_is_shown_in_demo_mode(self, within: Flask) -> None:
        assert signins() == list(SIGN_INS)

    def test_is_shown_in_no_other_mode(self, app: Flask) -> None:
        with app.app_context():
            assert signins() == []


def content_of(app: Flask) -> str:
    """A digest of what the world says: names, texts, states and days, without what is random."""
    said: list[Any] = []
    with app.app_context():
        said += db.session.execute(select(Agency.code, Agency.lead_group_id)).all()
        said += db.session.execute(select(Person.id, Person.name, Person.email)).all()
        for client in db.session.scalars(select(Client).order_by(Client.id)):
            where = place("client.given_name_sealed", client.public_id)
            said.append((client.code, unseal(client.key_id, client.given_name_sealed or b"", where), client.district))
        said += db.session.execute(
            select(Referral.code, Referral.state, Referral.state_since, Referral.due_at, Referral.handler_id)
        ).all()
        said += db.session.execute(select(ReferralNeed.referral_id, ReferralNeed.need, ReferralNeed.result)).all()
        said += db.session.execute(select(Service.case_id, Service.kind, Service.on)).all()
        said += db.session.execute(select(AuditEntry.act, AuditEntry.at, AuditEntry.thing_id)).all()
    return hashlib.sha256(repr(said).encode()).hexdigest()


def test_the_same_seed_at_the_same_moment_gives_the_same_world(demo: Flask, make_world: Callable[..., Flask]) -> None:
    assert content_of(make_world()) == content_of(demo)


def test_every_tale_goes_to_its_end_on_holidays_and_fridays_too(
    make_world: Callable[..., Flask], caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING):
        app = make_world("--seed", "7", at=NEW_YEAR_FRIDAY)
    assert caplog.messages == []
    with app.app_context():
        assert set(db.session.scalars(select(Referral.state).distinct())) == set(State)


def admissions_by_hand() -> tuple[int, int, int]:
    """All, Iranian and other admissions of the half-year, asked of the tables without the aggregates."""
    rows_of = db.session.execute(
        text(
            "SELECT client.nationality, count(*) FROM admission"
            " JOIN case_file ON case_file.id = admission.case_id JOIN client ON client.id = case_file.client_id"
            " JOIN agency ON agency.id = admission.agency_id"
            " WHERE agency.code = 'behzisti-qazvin' AND admission.admitted_on BETWEEN :first AND :last"
            " GROUP BY client.nationality"
        ),
        {"first": HALF_YEAR[0].isoformat(), "last": HALF_YEAR[1].isoformat()},
    )
    counts = {nationality: int(n) for nationality, n in rows_of}
    return sum(counts.values()), counts[IRANIAN], sum(n for name, n in counts.items() if name != IRANIAN)


def services_by_hand() -> dict[str, int]:
    """Services of the half-year by kind, likewise."""
    rows_of = db.session.execute(
        text(
            "SELECT service.kind, sum(service.times) FROM service JOIN agency ON agency.id = service.agency_id"
            " WHERE agency.code = 'behzisti-qazvin' AND service.\"on\" BETWEEN :first AND :last"
            " AND service.voided_at IS NULL GROUP BY service.kind"
        ),
        {"first": HALF_YEAR[0].isoformat(), "last": HALF_YEAR[1].isoformat()},
    )
    return {kind: int(n) for kind, n in rows_of}


def half_year_scope() -> Scope:
    return scope_of_agency(db.session.scalars(select(Agency).where(Agency.code == "behzisti-qazvin")).one())


def figures_of_the_half_year() -> tuple[tuple[int, int, int], dict[str, int]]:
    admitted = reading.count_admissions(half_year_scope(), *HALF_YEAR)
    return (admitted.total, admitted.iranian, admitted.others), reading.count_services(half_year_scope(), *HALF_YEAR)


def test_the_figures_of_the_half_year_are_the_published_ones(within: Flask) -> None:
    admitted, services = figures_of_the_half_year()
    assert admitted == admissions_by_hand() == (117, 61, 56)
    assert services == services_by_hand()
    assert (len(services), sum(services.values())) == (8, 3713)


def test_one_more_admission_and_one_voided_service_count_at_once(within: Flask) -> None:
    one = db.session.scalars(select(Admission).where(Admission.admitted_on.between(*HALF_YEAR)).limit(1)).one()
    made = {name: value for name, value in columns_of(one).items() if name not in ("id", "public_id")}
    db.session.add(Admission(**made))
    service = db.session.scalars(select(Service).where(Service.on.between(*HALF_YEAR)).limit(1)).one()
    service.voided_at, service.void_reason_sealed = MOMENT, b"-"
    try:
        admitted, services = figures_of_the_half_year()
        assert admitted[0] == admissions_by_hand()[0] == 118
        assert sum(services.values()) == sum(services_by_hand().values()) == 3712
        assert services == services_by_hand()
    finally:
        db.session.rollback()
    assert figures_of_the_half_year()[0][0] == 117
