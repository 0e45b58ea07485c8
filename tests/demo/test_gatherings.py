"""The demo's groups, meetings, minutes, resolutions and actions: published figures, and things in every state."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from coordination.access.standing import actor_of
from coordination.accounts.models import Person
from coordination.actions.models import Action, ActionState, Extension, ExtensionState
from coordination.actions.states import OWED
from coordination.data import rows
from coordination.demo.groups import COMMITTEES
from coordination.demo.signins import SIGN_INS
from coordination.directory.models import Agency, Installation
from coordination.groups.models import Group, Seat, SeatKind
from coordination.home import waiting
from coordination.kernel import clock
from coordination.kernel.db import db
from coordination.lang.jalali import from_jalali
from coordination.lang.zone import local_date
from coordination.meetings.hours import person_hours
from coordination.meetings.models import (
    AgendaEntry,
    AgendaItem,
    Attendance,
    EntryState,
    Interval,
    ItemKind,
    ItemState,
    Meeting,
    MeetingState,
)
from coordination.minutes.models import Document, Minutes, MinutesState, Signature, SignatureState
from coordination.resolutions.models import Mandate, Resolution, ResolutionState
from tests.conftest import MOMENT
from tests.world import Somebody
from tests.world import sign_in as sign_in_as

pytestmark = pytest.mark.usefixtures("within")
TODAY = local_date(MOMENT)


def count(column: Any, *conditions: Any) -> int:
    return db.session.scalar(select(func.count(column)).where(*conditions)) or 0


def of_committees() -> list[int]:
    groups = select(Group.id).where(Group.code.in_(COMMITTEES))
    return list(db.session.scalars(select(Meeting.id).where(Meeting.group_id.in_(groups))))


def states(column: Any) -> set[Any]:
    return set(db.session.scalars(select(column).distinct()))


def interior() -> Meeting:
    return db.session.scalars(
        select(Meeting).join(Group, Group.id == Meeting.group_id).where(Group.code == "interior-ngo")
    ).one()


def test_six_committees_have_161_seats() -> None:
    groups = select(Group.id).where(Group.code.in_(COMMITTEES))
    assert (len(COMMITTEES), count(Seat.id, Seat.group_id.in_(groups))) == (6, 161)


def test_the_committees_met_13_times() -> None:
    assert len(of_committees()) == 13


def test_their_meetings_come_to_463_person_hours() -> None:
    assert sum(person_hours(of_committees()).values(), timedelta()) == timedelta(hours=463)


def test_every_group_of_the_table_is_there_with_chair_and_secretary() -> None:
    assert set(db.session.scalars(select(Group.code))) == {row["code"] for row in rows("working_groups")}
    for kind in (SeatKind.CHAIR, SeatKind.SECRETARY):
        assert count(Seat.id, Seat.kind == kind) == len(rows("working_groups"))


def test_agencies_of_qazvin_are_led_by_their_own_group_and_all_others_by_tehrans() -> None:
    codes = {row.code: row.id for row in db.session.execute(select(Group.code, Group.id))}
    led = set(db.session.scalars(select(Agency.lead_group_id).where(Agency.city == "قزوین")))
    assert led == {codes["qazvin-social"]}
    assert db.session.scalar(select(Installation.lead_group_id)) == codes["tehran-hq"]


def test_the_working_group_on_ngos_met_on_the_seventh_of_dey_1396() -> None:
    meeting = interior()
    assert local_date(meeting.starts_at) == from_jalali(1396, 10, 7)
    assert local_date(meeting.starts_at).isoweekday() == 4


def test_its_minutes_are_signed_and_frozen() -> None:
    minutes = db.session.scalars(select(Minutes).where(Minutes.meeting_id == interior().id)).one()
    assert minutes.state == MinutesState.SIGNED
    assert count(Document.id, Document.minutes_id == minutes.id) == 2


def test_it_had_an_agenda_attendance_resolutions_and_actions() -> None:
    meeting = interior().id
    attended = select(Attendance.id).where(Attendance.meeting_id == meeting)
    assert count(AgendaEntry.id, AgendaEntry.meeting_id == meeting) >= 3
    assert count(Interval.id, Interval.attendance_id.in_(attended)) >= 3
    assert count(Resolution.id, Resolution.meeting_id == meeting, Resolution.number.is_not(None)) == 2
    assert count(Action.id, Action.meeting_id == meeting, Action.state == ActionState.VERIFIED) == 2


@pytest.mark.parametrize(
    ("column", "every"),
    [
        (Meeting.state, MeetingState),
        (AgendaItem.state, ItemState),
        (AgendaEntry.state, EntryState),
        (Minutes.state, MinutesState),
        (Signature.state, SignatureState),
        (Resolution.state, ResolutionState),
        (Action.state, ActionState),
        (Extension.state, ExtensionState),
    ],
    ids=lambda value: getattr(value, "__name__", "") or str(value),
)
def test_everything_is_there_in_every_state(column: Any, every: Any) -> None:
    assert states(column) == set(every)


def test_an_action_is_late() -> None:
    assert count(Action.id, Action.state.in_(OWED), Action.due_on < TODAY) > 0


def test_an_outside_bodys_resolution_is_entered() -> None:
    assert count(Resolution.id, Resolution.outside_body != "") == 1


def test_a_resolution_in_force_binds_agencies() -> None:
    assert count(Mandate.agency_id) > 10


def test_a_referral_waits_on_an_agenda() -> None:
    assert count(AgendaItem.id, AgendaItem.kind == ItemKind.REFERRAL, AgendaItem.state == ItemState.OPEN) > 0


def test_meetings_of_a_year_ahead_are_planned() -> None:
    last = db.session.scalar(select(func.max(Meeting.starts_at)))
    assert last is not None
    assert last > MOMENT + timedelta(days=300)


def sign_in(email: str) -> Any:
    return actor_of(db.session.scalar(select(Person.id).where(Person.email == email)) or 0, MOMENT)


def test_the_secretary_finds_a_meeting_in_session_and_proposals() -> None:
    chores = {row.what for row in waiting.read(sign_in("secretary@example.org"), meetings=5, changed=5).chores}
    assert {"record", "proposal"} <= chores


@pytest.mark.parametrize("email", ["chair@example.org", "member@example.org", "secretary@example.org"])
def test_chair_member_and_secretary_have_meetings_ahead(email: str) -> None:
    assert waiting.read(sign_in(email), meetings=5, changed=5).meetings


def test_the_member_has_actions() -> None:
    assert count(Action.id, Action.owner_id == sign_in("member@example.org").person_id, Action.state.in_(OWED)) > 0


def test_the_steering_headquarters_shows_the_463_person_hours(demo: Flask) -> None:
    with clock.at(MOMENT):
        with demo.app_context():
            chair = db.session.scalars(select(Person).where(Person.email == "csr-steering.chair@example.org")).one()
            group = db.session.scalar(select(Group.public_id).where(Group.code == "csr-steering"))
            somebody = Somebody(chair.id, chair.public_id, chair.name, chair.name_en, chair.email)
        client = demo.test_client()
        sign_in_as(client, somebody)
        page = client.get(f"/groups/{group}/figures").get_data(as_text=True)
    assert "۶ کارگروه، ۱۶۱ کرسی، ۱۳ جلسه و ۴۶۳ نفرساعت" in page


@pytest.mark.parametrize("email", [one.email for one in SIGN_INS])
def test_everybody_who_signs_in_sees_today_and_the_lists(demo: Flask, email: str) -> None:
    with clock.at(MOMENT):
        with demo.app_context():
            person = db.session.scalars(select(Person).where(Person.email == email)).one()
            somebody = Somebody(person.id, person.public_id, person.name, person.name_en, person.email)
        client = demo.test_client()
        sign_in_as(client, somebody)
        answers = {path: client.get(path).status_code for path in ("/", "/actions", "/meetings", "/notices")}
    assert set(answers.values()) == {200}, answers
