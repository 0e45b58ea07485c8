"""What the commands on cases store, refuse and put on the trail."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from coordination.access.fields import identity_of
from coordination.audit import trail
from coordination.audit.models import AuditEntry
from coordination.cases.commands import case as commands
from coordination.cases.commands import people
from coordination.cases.details import Birth, Details, Identity, Legal, Relative, SchoolWork, Triage
from coordination.cases.duplicates import SAME_FATHER, SAME_IDENTITY, SAME_NAME, find_duplicates
from coordination.cases.models import (
    Case,
    CaseState,
    ClientNameKey,
    FieldGroup,
    IdentityKind,
    Kin,
    Sex,
    age_band,
)
from coordination.directory.models import Agency
from coordination.kernel.clock import now as present
from coordination.kernel.errors import Invalid, Refused, Unmet, WrongState
from coordination.lang.zone import local_date
from tests.world import acting, add_case, get

GIRL = Details(
    Triage(Sex.GIRL, city="سروستان", district="محله گلستان"),
    Identity("علی‌رضا", "کاظمی", "ریزه", "رحمان", Birth(1394), IdentityKind.NATIONAL_ID, "۰۰۸۴۵۷۵۹۴۸", "۰۹۱۲۳۴۵۶۷۸۹"),
    SchoolWork(False, "گل‌فروشی", 30, True, "شب‌ها"),
    Legal("ایران", ""),
    family="با مادر",
    health="سالم",
)


@pytest.fixture
def opened(world: Any, session: Session) -> Case:
    return commands.open_case(acting(world.pouya_worker), get(Agency, world.pouya), GIRL)


def duplicates(world: Any, details: Details, **more: Any) -> list[Any]:
    return find_duplicates(
        acting(world.pouya_worker), get(Agency, world.pouya), details, today=local_date(present()), **more
    )


def named(given: str, family: str = "", father: str = "", **more: Any) -> Details:
    return Details(Triage(Sex.BOY, **more), Identity(given, family, father_name=father))


def test_a_new_case_has_a_code_of_its_own(opened: Case) -> None:
    assert opened.client.code == "C-10001"


def test_a_liaison_elsewhere_opens_no_case(world: Any, session: Session) -> None:
    with pytest.raises(Refused):
        commands.open_case(acting(world.welfare_liaison), get(Agency, world.pouya), GIRL)


def test_a_head_opens_no_case(world: Any, session: Session) -> None:
    with pytest.raises(Refused):
        commands.open_case(acting(world.pouya_head), get(Agency, world.pouya), GIRL)


def test_a_case_that_tells_nothing_is_refused(world: Any, session: Session) -> None:
    with pytest.raises(Invalid):
        commands.open_case(acting(world.pouya_worker), get(Agency, world.pouya), Details(Triage(Sex.GIRL)))


def test_the_card_takes_no_name_of_the_child(world: Any, session: Session, opened: Case) -> None:
    with pytest.raises(Invalid) as refused:
        commands.edit_triage(acting(world.pouya_worker), opened, Triage(Sex.GIRL, special_needs="کاظمی عینک می‌خواهد"))
    assert refused.value.field == "special_needs"


def test_names_are_stored_sealed(opened: Case) -> None:
    assert "کاظمی".encode() not in (opened.client.family_name_sealed or b"")


def test_what_was_written_is_read_back(world: Any, opened: Case) -> None:
    values = identity_of(acting(world.pouya_worker), opened.client, [FieldGroup.IDENTITY])
    assert (values["given_name"], values["identity_number"], values["phone"]) == (
        "علی‌رضا",
        "0084575948",
        "+989123456789",
    )


def test_opening_is_on_the_trail(session: Session, opened: Case) -> None:
    trail.write_pending(session)
    entry = session.scalars(select(AuditEntry).where(AuditEntry.act == "case.create")).one()
    assert (entry.kind, entry.thing_id, entry.relation) == ("case", opened.id, "agency.worker")


def test_the_trail_of_an_edit_names_fields_without_what_they_hold(world: Any, session: Session, opened: Case) -> None:
    commands.edit_identity(acting(world.pouya_worker), opened, Identity("علی‌رضا", "کاظمی‌نژاد", "ریزه", "رحمان"))
    trail.write_pending(session)
    entry = session.scalars(select(AuditEntry).where(AuditEntry.act == "case.edit")).one()
    fields = ["birth_approximate", "birth_year", "family_name", "identity_kind", "identity_number", "phone"]
    assert entry.detail == {"group": "identity", "fields": [f for f in fields if f != "birth_approximate"]}


def test_an_edit_of_the_clients_fields_counts_as_a_change_of_the_file(
    world: Any, session: Session, opened: Case
) -> None:
    session.flush()
    before = opened.version
    commands.edit_text(acting(world.pouya_worker), opened, FieldGroup.HEALTH, "تب دارد")
    session.flush()
    assert opened.version == before + 1


def test_an_edit_that_changes_nothing_is_no_change(world: Any, session: Session, opened: Case) -> None:
    session.flush()
    before = opened.version
    commands.edit_text(acting(world.pouya_worker), opened, FieldGroup.HEALTH, "سالم")
    session.flush()
    assert opened.version == before


@pytest.mark.both
def test_name_keys_follow_the_names(world: Any, session: Session, opened: Case) -> None:
    commands.edit_identity(acting(world.pouya_worker), opened, Identity("زهرا"))
    assert session.scalar(select(func.count()).select_from(ClientNameKey)) == 1


def test_a_birth_in_the_future_is_refused(world: Any, opened: Case) -> None:
    with pytest.raises(Invalid):
        commands.edit_identity(acting(world.pouya_worker), opened, Identity("زهرا", birth=Birth(1420)))


def test_the_same_names_in_the_other_order_are_found(world: Any, opened: Case) -> None:
    assert [one.code for one in duplicates(world, named("كاظمي", "علی رضا"))] == ["C-10001"]


def test_a_given_name_alone_finds_nobody(world: Any, opened: Case) -> None:
    assert duplicates(world, named("علی‌رضا")) == []


@pytest.mark.both
def test_a_given_name_with_the_fathers_finds_the_child(world: Any, opened: Case) -> None:
    found = duplicates(world, named("علیرضا", father="رحمان"))
    assert found[0].words == (SAME_NAME, SAME_FATHER)


def test_the_same_identity_number_finds_the_child_under_any_name(world: Any, opened: Case) -> None:
    other = Details(Triage(Sex.GIRL), Identity("مریم", "نوری", identity_number="008-457594-8"))
    assert [one.words for one in duplicates(world, other)] == [(SAME_IDENTITY,)]


def test_another_agencys_files_are_never_compared(world: Any, session: Session) -> None:
    add_case(world.welfare, given_name="مهرگان", family_name="زرین‌پر")
    assert duplicates(world, named("مهرگان", "زرین‌پر")) == []


def test_a_child_is_not_its_own_duplicate(world: Any, opened: Case) -> None:
    assert duplicates(world, GIRL, but=opened.client) == []


def test_names_that_resemble_another_file_ask_the_check_again(world: Any, session: Session, opened: Case) -> None:
    add_case(world.pouya, given_name="مهرگان", family_name="زرین‌پر")
    asked = commands.edit_identity(acting(world.pouya_worker), opened, Identity("مهرگان", "زرین‌پر"))
    assert (asked, opened.duplicates_answer, opened.duplicates_checked_at) == (True, "", None)


def test_the_check_is_answered_by_another_child(world: Any, opened: Case) -> None:
    commands.answer_duplicates(acting(world.pouya_worker), opened)
    assert opened.duplicates_answer == "another"


def test_a_worker_of_another_agency_is_refused(world: Any, opened: Case) -> None:
    with pytest.raises(Invalid):
        people.set_people(acting(world.pouya_liaison), opened, worker_id=world.welfare_worker.id, team_ids=())


def test_worker_and_team_are_named(world: Any, session: Session, opened: Case) -> None:
    people.set_people(
        acting(world.pouya_liaison), opened, worker_id=world.pouya_worker.id, team_ids=[world.pouya_head.id]
    )
    session.flush()
    assert (opened.worker_id, [m.person_id for m in opened.team]) == (world.pouya_worker.id, [world.pouya_head.id])


def test_a_sibling_is_linked_by_the_code_of_the_same_agency(world: Any, session: Session, opened: Case) -> None:
    sister = add_case(world.pouya, given_name="نسیم")
    member = people.add_relative(
        acting(world.pouya_worker), opened, Relative(Kin.SIBLING, code=sister.client.code.lower())
    )
    assert member.client_id == sister.client_id


def test_a_code_of_another_agency_links_nobody(world: Any, session: Session, opened: Case) -> None:
    stranger = add_case(world.welfare)
    with pytest.raises(Invalid):
        people.add_relative(acting(world.pouya_worker), opened, Relative(Kin.SIBLING, code=stranger.client.code))


def test_a_relative_without_anything_is_refused(world: Any, opened: Case) -> None:
    with pytest.raises(Invalid):
        people.add_relative(acting(world.pouya_worker), opened, Relative(Kin.MOTHER))


def test_case_close_needs_closing_summary(world: Any, opened: Case) -> None:
    with pytest.raises(Unmet) as refused:
        commands.close_case(acting(world.pouya_liaison), opened, summary="")
    assert set(refused.value.needs) == {"closing_summary"}


def test_case_close_needs_no_live_referral(world: Any, opened: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("coordination.cases.consequences._counted", [lambda _case: 1])
    with pytest.raises(Unmet) as refused:
        commands.close_case(acting(world.pouya_liaison), opened, summary="به خانه بازگشت.")
    assert set(refused.value.needs) == {"no_live_referral"}


def test_a_case_is_closed_with_its_summary(world: Any, session: Session, opened: Case) -> None:
    commands.close_case(acting(world.pouya_liaison), opened, summary="به خانه بازگشت.")
    session.flush()
    assert opened.state == CaseState.CLOSED


def test_nothing_is_saved_in_a_closed_case(world: Any, opened: Case) -> None:
    commands.close_case(acting(world.pouya_liaison), opened, summary="به خانه بازگشت.")
    with pytest.raises(WrongState):
        commands.edit_text(acting(world.pouya_worker), opened, FieldGroup.HEALTH, "تب")


def test_case_reopen_needs_reason(world: Any, opened: Case) -> None:
    commands.close_case(acting(world.pouya_liaison), opened, summary="به خانه بازگشت.")
    with pytest.raises(Unmet) as refused:
        commands.reopen_case(acting(world.pouya_liaison), opened, reason="")
    assert set(refused.value.needs) == {"reason"}


def test_open_cases_are_handed_over(world: Any, session: Session) -> None:
    from coordination.accounts.models import Person

    case = add_case(world.pouya, worker=world.pouya_worker)
    people.hand_over(get(Person, world.pouya_worker), get(Person, world.pouya_liaison))
    assert case.worker_id == world.pouya_liaison.id


@pytest.mark.parametrize(
    ("year", "band"),
    [(1405, (0, 2)), (1402, (3, 5)), (1397, (6, 8)), (1396, (9, 11)), (1388, (15, 17)), (1387, (18, None))],
)
def test_an_age_is_told_as_a_band(now: Any, year: int, band: tuple[int, int | None]) -> None:
    assert age_band(year, local_date(now)) == band
