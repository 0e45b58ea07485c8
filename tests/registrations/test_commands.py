"""Rules of the register: each need of each move, the link, what an agency's last day follows."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from io import BytesIO

import pytest
from sqlalchemy import func, select

from coordination.access.actor import Actor
from coordination.accounts.presence import hash_token
from coordination.audit.models import AuditEntry
from coordination.directory import commands as directory
from coordination.directory.models import Agency, AgencyKind
from coordination.kernel import clock
from coordination.kernel.db import db
from coordination.kernel.errors import Invalid, Refused, Unmet, WrongState
from coordination.registrations import commands, jobs, queries
from coordination.registrations.models import Registration, RegistrationState
from tests.conftest import MOMENT
from tests.issuing import add_registration
from tests.registrations.conftest import NAME, NUMBER, PDF, handed_in, invited, mail_bodies
from tests.world import World, acting, get

TODAY = MOMENT.date()
YEAR = timedelta(days=365)
SYSTEM = Actor.system("registration.lapse")


def unmet(act: Callable[[], object]) -> set[str]:
    with pytest.raises(Unmet) as refusal:
        act()
    return set(refusal.value.needs)


def registered(registrar: Actor, until: date = TODAY + YEAR) -> Registration:
    made = handed_in(registrar)
    commands.approve(registrar, made, valid_until=until, documents_checked=True)
    db.session.commit()
    return made


# --- needs --------------------------------------------------------------------------------------------------------


def test_registration_submit_needs_organisation_id(registrar: Actor) -> None:
    made, _token = invited(registrar)
    applicant = Actor.applicant(made.id)
    commands.attach(applicant, made, stream=BytesIO(PDF), filename="مجوز.pdf")
    assert unmet(lambda: commands.submit(applicant, made)) == {"organisation_id"}


def test_registration_submit_needs_documents(registrar: Actor) -> None:
    made, _token = invited(registrar)
    applicant = Actor.applicant(made.id)
    commands.save(applicant, made, organisation_id=NUMBER)
    assert unmet(lambda: commands.submit(applicant, made)) == {"documents"}


def test_registration_return_needs_what_is_missing(registrar: Actor) -> None:
    made = handed_in(registrar)
    assert unmet(lambda: commands.return_(registrar, made, what="")) == {"what_is_missing"}


def test_registration_approve_needs_documents_checked(registrar: Actor) -> None:
    made = handed_in(registrar)
    refused = unmet(lambda: commands.approve(registrar, made, valid_until=TODAY + YEAR, documents_checked=False))
    assert refused == {"documents_checked"}


@pytest.mark.parametrize("until", [None, TODAY - timedelta(days=1)])
def test_registration_approve_needs_valid_until(registrar: Actor, until: date | None) -> None:
    made = handed_in(registrar)
    refused = unmet(lambda: commands.approve(registrar, made, valid_until=until, documents_checked=True))
    assert refused == {"valid_until"}


def test_registration_refuse_needs_reason(registrar: Actor) -> None:
    made = handed_in(registrar)
    assert unmet(lambda: commands.refuse(registrar, made, reason="")) == {"reason"}


def test_registration_suspend_needs_reason(registrar: Actor) -> None:
    made = registered(registrar)
    assert unmet(lambda: commands.suspend(registrar, made, reason="")) == {"reason"}


def test_registration_restore_needs_still_valid(registrar: Actor) -> None:
    made = registered(registrar)
    commands.suspend(registrar, made, reason="شکایت")
    made.valid_until = TODAY - timedelta(days=1)
    assert unmet(lambda: commands.restore(registrar, made)) == {"still_valid"}


def test_registration_renew_needs_valid_until(registrar: Actor) -> None:
    made = registered(registrar)
    assert unmet(lambda: commands.renew(registrar, made, valid_until=None)) == {"valid_until"}


def test_registration_lapse_needs_date_passed(registrar: Actor) -> None:
    made = registered(registrar)
    assert unmet(lambda: commands.lapse(SYSTEM, made)) == {"date_passed"}


# --- the link -----------------------------------------------------------------------------------------------------


def test_only_a_hash_of_the_token_is_kept(registrar: Actor) -> None:
    made, token = invited(registrar)
    assert made.token_hash == hash_token(token)
    assert token not in str({column: getattr(made, column) for column in Registration.__table__.columns.keys()})  # noqa: SIM118


def test_the_mail_bears_the_link(registrar: Actor) -> None:
    _made, token = invited(registrar)
    assert f"/apply/{token}" in mail_bodies()[0]["text"]


def test_the_trail_does_not_hold_the_token(registrar: Actor) -> None:
    _made, token = invited(registrar)
    assert all(token not in str(detail) for detail in db.session.scalars(select(AuditEntry.detail)))


def test_a_link_opens_its_application_for_thirty_days(registrar: Actor) -> None:
    made, token = invited(registrar)
    found = queries.get_by_token(token)
    assert found is not None
    assert found.id == made.id
    with clock.at(MOMENT + timedelta(days=30, minutes=1)):
        assert queries.get_by_token(token) is None


def test_a_link_sent_anew_ends_the_earlier_one(registrar: Actor) -> None:
    made, token = invited(registrar)
    with clock.at(MOMENT + timedelta(minutes=5)):
        other = commands.send_link(registrar, made, contact_name="", contact_email="new@example.org")
        db.session.commit()
        assert queries.get_by_token(token) is None
        assert queries.get_by_token(other) is not None


def test_a_link_is_not_sent_once_it_is_decided(registrar: Actor) -> None:
    made = registered(registrar)
    with pytest.raises(WrongState):
        commands.send_link(registrar, made, contact_name="", contact_email="mina@example.org")


def test_an_organisation_of_the_register_is_not_invited_twice(registrar: Actor) -> None:
    invited(registrar)
    with pytest.raises(Invalid) as refusal:
        invited(registrar, name_fa="خیریهٔ بارانِ مهر".replace("ٔ", ""))
    assert refusal.value.field == "name_fa"


def test_an_address_that_is_none_is_refused(registrar: Actor) -> None:
    with pytest.raises(Invalid) as refusal:
        invited(registrar, contact_email="mina")
    assert refusal.value.field == "contact_email"


# --- applying -----------------------------------------------------------------------------------------------------


def test_an_application_that_is_handed_in_is_not_changed(registrar: Actor) -> None:
    made = handed_in(registrar)
    with pytest.raises(WrongState):
        commands.save(Actor.applicant(made.id), made, city="بابل")


def test_an_application_is_its_own_applicants_alone(registrar: Actor) -> None:
    made, _token = invited(registrar)
    other, _other_token = invited(registrar, name_fa="خیریه دیگر", contact_email="other@example.org")
    with pytest.raises(Refused):
        commands.save(Actor.applicant(other.id), made, city="بابل")


def test_digits_and_dashes_of_the_number_are_brought_to_one_form(registrar: Actor) -> None:
    made, _token = invited(registrar)
    commands.save(Actor.applicant(made.id), made, organisation_id="۱۰۳۲-۰۸۹ ۴۸۷۸")
    assert made.organisation_id == NUMBER


def test_a_thirteenth_paper_is_refused(registrar: Actor) -> None:
    made, _token = invited(registrar)
    applicant = Actor.applicant(made.id)
    for _paper in range(12):
        commands.attach(applicant, made, stream=BytesIO(PDF), filename="برگه.pdf")
    with pytest.raises(Invalid):
        commands.attach(applicant, made, stream=BytesIO(PDF), filename="برگه.pdf")


def test_a_paper_of_the_applicant_is_nobodys(registrar: Actor) -> None:
    made = handed_in(registrar)
    assert [paper.by_id for paper in queries.list_papers(made)] == [None]


def test_what_is_missing_is_told_with_the_same_link(registrar: Actor) -> None:
    made = handed_in(registrar)
    commands.return_(registrar, made, what="آگهی ثبت نیست")
    said = mail_bodies()[-1]["text"]
    assert "آگهی ثبت نیست" in said
    assert queries.get_by_token(said.split("/apply/")[1].split()[0]) is not None


# --- what becomes of the agency -----------------------------------------------------------------------------------


def test_approving_takes_the_agency_in_until_the_day(registrar: Actor) -> None:
    made = registered(registrar)
    agency = made.agency
    assert agency is not None
    assert (agency.name_fa, agency.kind, agency.legal_id) == (NAME, AgencyKind.CHARITY, NUMBER)
    assert agency.registered_until == TODAY + YEAR


def test_an_approved_agency_has_one_entry_only(registrar: Actor) -> None:
    made = registered(registrar)
    there = select(func.count()).select_from(Registration).where(Registration.agency_id == made.agency_id)
    assert db.session.scalar(there) == 1


def test_an_agency_of_the_same_number_is_not_made_twice(registrar: Actor, world: World) -> None:
    get(Agency, world.pouya).legal_id = NUMBER
    assert registered(registrar).agency_id == world.pouya.id


def test_an_application_takes_the_place_of_an_entry_without_one(registrar: Actor, world: World) -> None:
    taken_in = add_registration(RegistrationState.REGISTERED, agency_id=world.pouya.id)
    made = handed_in(registrar)
    chosen = get(Agency, world.pouya)
    commands.approve(registrar, made, valid_until=TODAY + YEAR, documents_checked=True, agency=chosen)
    db.session.commit()
    assert made.agency_id == world.pouya.id
    assert db.session.get(Registration, taken_in.id) is None


def test_an_agency_that_applied_itself_is_not_registered_twice(registrar: Actor) -> None:
    first = registered(registrar)
    second = handed_in(registrar, name_fa="نام دیگر", contact_email="other@example.org")
    with pytest.raises(Invalid) as refusal:
        commands.approve(registrar, second, valid_until=TODAY + YEAR, documents_checked=True, agency=first.agency)
    assert refusal.value.field == "agency"


def test_a_suspended_entry_is_not_lifted_by_another_application(registrar: Actor, world: World) -> None:
    add_registration(RegistrationState.SUSPENDED, agency_id=world.pouya.id)
    made = handed_in(registrar)
    with pytest.raises(Invalid):
        commands.approve(
            registrar, made, valid_until=TODAY + YEAR, documents_checked=True, agency=get(Agency, world.pouya)
        )


def test_a_public_body_is_not_registered(registrar: Actor, world: World) -> None:
    made = handed_in(registrar)
    with pytest.raises(Invalid):
        commands.approve(
            registrar, made, valid_until=TODAY + YEAR, documents_checked=True, agency=get(Agency, world.welfare)
        )


def test_a_suspended_agency_receives_nothing_at_once(registrar: Actor) -> None:
    made = registered(registrar)
    commands.suspend(registrar, made, reason="شکایت")
    assert made.agency is not None
    assert not made.agency.is_registered(TODAY)


def test_a_restored_agency_has_its_day_back(registrar: Actor) -> None:
    made = registered(registrar)
    commands.suspend(registrar, made, reason="شکایت")
    commands.restore(registrar, made)
    assert made.agency is not None
    assert made.agency.registered_until == TODAY + YEAR


def test_a_renewed_agency_is_registered_until_the_new_day(registrar: Actor) -> None:
    made = registered(registrar)
    commands.renew(registrar, made, valid_until=TODAY + 2 * YEAR)
    assert made.agency is not None
    assert made.agency.registered_until == made.valid_until == TODAY + 2 * YEAR


def test_the_clock_ends_what_has_passed(registrar: Actor) -> None:
    made = registered(registrar, TODAY)
    with clock.at(MOMENT + timedelta(days=1)):
        jobs.lapse()
    assert made.state == RegistrationState.LAPSED
    assert made.agency is not None
    assert made.agency.registered_until == TODAY


def test_an_ended_registration_is_renewed(registrar: Actor) -> None:
    made = registered(registrar, TODAY)
    with clock.at(MOMENT + timedelta(days=1)):
        jobs.lapse()
        commands.renew(registrar, made, valid_until=TODAY + YEAR)
    assert made.state == RegistrationState.REGISTERED


def test_a_suspended_registration_that_ends_keeps_its_earlier_day(registrar: Actor) -> None:
    made = registered(registrar, TODAY + timedelta(days=5))
    commands.suspend(registrar, made, reason="شکایت")
    with clock.at(MOMENT + timedelta(days=6)):
        jobs.lapse()
    assert made.agency is not None
    assert made.agency.registered_until == TODAY - timedelta(days=1)


@pytest.mark.parametrize(("days", "steps"), [(61, []), (60, [60]), (15, [60]), (14, [14]), (0, [14])])
def test_the_end_is_warned_of_once_a_step(registrar: Actor, days: int, steps: list[int]) -> None:
    made = registered(registrar, TODAY + timedelta(days=days))
    told = []
    for _time in range(2):
        before = made.warned_days
        jobs.warn()
        if made.warned_days != before:
            told.append(made.warned_days)
    assert told == steps


def test_both_warnings_come_in_their_time(registrar: Actor) -> None:
    made = registered(registrar, TODAY + timedelta(days=60))
    jobs.warn()
    assert made.warned_days == 60
    with clock.at(MOMENT + timedelta(days=46)):
        jobs.warn()
    assert made.warned_days == 14


# --- agencies that come without an application --------------------------------------------------------------------


def test_a_new_agency_of_the_administrator_is_taken_in_for_a_year(registrar: Actor, world: World) -> None:
    agency = directory.create_agency(acting(world.administrator), name_fa="انجمن تازه", kind=AgencyKind.NGO)
    there = queries.get_of_agency_id(agency.id)
    assert there is not None
    assert there.state == RegistrationState.REGISTERED
    assert there.valid_until == agency.registered_until == TODAY + YEAR


def test_a_public_body_is_in_no_register(registrar: Actor, world: World) -> None:
    agency = directory.create_agency(acting(world.administrator), name_fa="وزارت تازه", kind=AgencyKind.MINISTRY)
    assert queries.get_of_agency_id(agency.id) is None
    assert agency.registered_until is None


def change_kind(world: World, agency: Agency, kind: AgencyKind) -> None:
    directory.register_agency(acting(world.administrator), agency, kind=kind, parent=None, active=True)


def test_another_kind_brings_an_agency_into_the_register(registrar: Actor, world: World) -> None:
    agency = get(Agency, world.welfare)
    change_kind(world, agency, AgencyKind.CHARITY)
    assert agency.registered_until == TODAY + YEAR


def test_a_suspension_is_not_escaped_by_another_kind(registrar: Actor, world: World) -> None:
    made = registered(registrar)
    commands.suspend(registrar, made, reason="شکایت")
    assert made.agency is not None
    with pytest.raises(Invalid):
        change_kind(world, made.agency, AgencyKind.OTHER)
