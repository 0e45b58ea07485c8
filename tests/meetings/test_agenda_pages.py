"""The pages of meetings and agendas: who sees what, in how many statements, and that they work as plain forms."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from contextvars import Context
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from coordination.accounts.models import Person
from coordination.groups.models import SkippedDay
from coordination.kernel import clock
from coordination.kernel.clock import now as moment
from coordination.kernel.db import db
from coordination.lang.zone import local_date
from coordination.meetings.models import (
    AgendaEntry,
    AgendaItem,
    EntryState,
    ItemKind,
    ItemState,
    Meeting,
    MeetingState,
    Purpose,
)
from coordination.minutes.models import MinutesState
from coordination.referrals.models import State
from tests.gatherings import add_entry, add_invitee, add_item, add_meeting, add_minutes
from tests.pages import send
from tests.world import Somebody, World, add_case, add_consent, add_referral, get, sign_in

Counted = Callable[[], AbstractContextManager[list[str]]]


class Apart(FlaskClient):
    """Each request runs as if no test stood around it, so that nothing of one is left for the next."""

    def open(self, *args: Any, **kwargs: Any) -> Any:
        time, ask = moment(), super().open

        def run() -> Any:
            with clock.at(time):
                return ask(*args, **kwargs)

        return Context().run(run)


@pytest.fixture
def client(app: Flask, monkeypatch: pytest.MonkeyPatch) -> FlaskClient:
    monkeypatch.setattr(app, "test_client_class", Apart)
    return app.test_client()


@pytest.fixture(autouse=True)
def _context(app: Flask, world: World) -> Iterator[None]:
    with app.app_context():
        yield


def stored(*, entries: int = 0, state: MeetingState = MeetingState.DRAFT, world: World) -> Meeting:
    meeting = add_meeting(world.group, state=state)
    add_invitee(meeting, world.member)
    for number in range(entries):
        add_entry(meeting, add_item(world.group, f"موضوع {number}"))
    db.session.commit()
    return meeting


def page(client: FlaskClient, person: object, path: str, status: int = 200) -> str:
    sign_in(client, person)  # type: ignore[arg-type]
    answer = client.get(path)
    assert answer.status_code == status, answer.get_data(as_text=True)[:2000]
    return answer.get_data(as_text=True)


def read_in(language: str, person: Somebody) -> None:
    get(Person, person).language = language
    db.session.commit()


@pytest.mark.parametrize("entries", [2, 40])
@pytest.mark.parametrize("state", list(MeetingState))
def test_a_meeting_costs_seven_statements_with_any_agenda(
    client: FlaskClient, world: World, statements: Counted, entries: int, state: MeetingState
) -> None:
    path = f"/meetings/{stored(entries=entries, state=state, world=world).public_id}"
    sign_in(client, world.secretary)
    with statements() as seen:
        answer = client.get(path)
    assert answer.status_code == 200
    assert len(seen) <= 7, "\n".join(seen)


def test_an_agenda_of_forty_entries_is_light(client: FlaskClient, world: World) -> None:
    meeting = stored(entries=40, world=world)
    assert len(page(client, world.secretary, f"/meetings/{meeting.public_id}").encode()) <= 90_000


@pytest.mark.parametrize("years", [1, 20])
@pytest.mark.parametrize("show", ["coming", "past", "all"])
def test_the_list_costs_five_statements_with_any_past(
    client: FlaskClient, world: World, statements: Counted, years: int, show: str
) -> None:
    for month in range(12 * years):
        add_meeting(
            world.group,
            starts_at=moment() - timedelta(days=30 * month),
            state=MeetingState.CLOSED if month else MeetingState.DRAFT,
        )
    db.session.commit()
    sign_in(client, world.member)
    with statements() as seen:
        answer = client.get(f"/meetings?show={show}")
    assert answer.status_code == 200
    assert len(seen) <= 5, "\n".join(seen)
    assert answer.get_data(as_text=True).count("<tr>") > 1


def test_the_list_reads_on_where_a_page_ends(client: FlaskClient, world: World) -> None:
    for day in range(30):
        add_meeting(world.group, starts_at=moment() + timedelta(days=day + 1), place=f"جای {day:02d}")
    db.session.commit()
    first = page(client, world.member, "/meetings")
    assert "جای 00" in first
    assert "جای 29" not in first
    rest = client.get(first.split('rel="next" href="')[1].split('"')[0].replace("&amp;", "&")).get_data(as_text=True)
    assert "جای 29" in rest


@pytest.mark.parametrize("language", ["fa", "en"])
def test_pages_are_drawn_in_both_languages(client: FlaskClient, world: World, language: str) -> None:
    meeting = stored(entries=1, world=world)
    item = db.session.scalars(select(AgendaItem)).one()
    read_in(language, world.secretary)
    sign_in(client, world.secretary)
    number, group = meeting.public_id, world.group.public_id
    for path in (
        "/meetings",
        f"/meetings/{number}",
        f"/meetings/{number}/edit",
        f"/meetings/{number}/history",
        f"/meetings/{number}/print",
        f"/meetings/{number}/announce",
        f"/meetings/{number}/cancel",
        f"/meetings/{number}/entries/new",
        f"/groups/{group}/meetings/new",
        f"/groups/{group}/propose",
        "/items",
        "/items?show=mine",
        f"/items/{item.public_id}",
        f"/items/{item.public_id}/edit",
        f"/items/{item.public_id}/withdraw",
        f"/items/{item.public_id}/papers/new",
        f"/entries/{item.entries[0].public_id}/edit",
        f"/entries/{item.entries[0].public_id}/take-off",
    ):
        assert client.get(path).status_code == 200, path


def test_an_observer_is_not_shown_confidential_entries(client: FlaskClient, world: World) -> None:
    meeting = stored(world=world)
    add_entry(meeting, add_item(world.group, "موضوع آشکار"))
    hidden = add_entry(meeting, add_item(world.group, "موضوع بسته", confidential=True))
    path, item = f"/meetings/{meeting.public_id}", hidden.item.public_id
    db.session.commit()
    seen = page(client, world.observer, path)
    assert "موضوع آشکار" in seen
    assert "موضوع بسته" not in seen
    assert "موضوع بسته" in page(client, world.member, path)
    page(client, world.observer, f"/items/{item}", 404)
    assert "موضوع بسته" not in page(client, world.observer, "/items?show=all")
    assert "موضوع بسته" not in page(client, world.observer, path + "/print")


def test_somebody_of_no_seat_finds_no_meeting(client: FlaskClient, world: World) -> None:
    meeting = stored(world=world)
    page(client, world.police_worker, f"/meetings/{meeting.public_id}", 404)


def test_a_meeting_is_called_from_its_page(client: FlaskClient, world: World) -> None:
    path = f"/groups/{world.group.public_id}/meetings/new"
    page(client, world.secretary, path)
    answer = send(client, path, {"starts_at": "۱۴۰۵/۱۰/۸ ۱۴:۰۰", "ends_at": "۱۶:۰۰", "place": "تالار شهرداری"})
    assert answer.status_code == 303
    made = db.session.scalars(select(Meeting)).one()
    assert (made.place, made.ends_at - made.starts_at) == ("تالار شهرداری", timedelta(hours=2))


@pytest.mark.parametrize(
    ("starts_at", "ends_at", "said"),
    [
        ("۱۴۰۵/۱۰/۸ ۱۴:۰۰", "۱۳:۰۰", "end is not after its start"),
        ("۱۴۰۵/۱/۸ ۱۴:۰۰", "۱۵:۰۰", "this time has passed"),
        ("۱۴۰۵/۱۲/۳۰ ۱۴:۰۰", "۱۵:۰۰", "29"),
    ],
)
def test_a_wrong_time_is_answered_in_words(
    client: FlaskClient, world: World, starts_at: str, ends_at: str, said: str
) -> None:
    path = f"/groups/{world.group.public_id}/meetings/new"
    read_in("en", world.secretary)
    sign_in(client, world.secretary)
    answer = send(client, path, {"starts_at": starts_at, "ends_at": ends_at, "place": "تالار آفتاب"})
    text = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert "تالار آفتاب" in text
    assert starts_at in text
    assert said in text
    assert 'class="error"' in text


def test_creating_costs_eight_statements(client: FlaskClient, world: World, statements: Counted) -> None:
    sign_in(client, world.secretary)
    client.post(f"/groups/{world.group.public_id}/meetings/new", data={"starts_at": "فردا ۹:۰۰", "ends_at": "۱۰:۰۰"})
    typed = {"starts_at": "1405/10/8 14:00", "ends_at": "16:00", "place": "تالار"}
    with statements() as seen:
        answer = client.post(f"/groups/{world.group.public_id}/meetings/new", data=typed)
    assert answer.status_code == 303
    assert len(seen) <= 8, "\n".join(seen)


def test_an_agenda_is_ordered_with_a_button(client: FlaskClient, world: World) -> None:
    meeting = stored(entries=3, world=world)
    ids = [one.public_id for one in db.session.scalars(select(AgendaEntry).order_by(AgendaEntry.position))]
    sign_in(client, world.secretary)
    answer = client.post(f"/meetings/{meeting.public_id}/order", data={"entry": ids, "up": ids[2]})
    assert answer.status_code == 303
    db.session.rollback()
    after = [one.public_id for one in db.session.scalars(select(AgendaEntry).order_by(AgendaEntry.position))]
    assert after == [ids[0], ids[2], ids[1]]


def test_an_agenda_is_ordered_by_its_rows(client: FlaskClient, world: World) -> None:
    meeting = stored(entries=3, world=world)
    ids = [one.public_id for one in db.session.scalars(select(AgendaEntry).order_by(AgendaEntry.position))]
    sign_in(client, world.secretary)
    client.post(f"/meetings/{meeting.public_id}/order", data={"entry": ids[::-1]})
    db.session.rollback()
    after = [one.public_id for one in db.session.scalars(select(AgendaEntry).order_by(AgendaEntry.position))]
    assert after == ids[::-1]


def test_a_new_topic_is_put_on_the_agenda_directly(client: FlaskClient, world: World) -> None:
    meeting = stored(world=world)
    path = f"/meetings/{meeting.public_id}/entries/new"
    sign_in(client, world.secretary)
    answer = send(client, path, {"title": "زمان جلسه بعد", "minutes_planned": "۵", "purpose": "discussion"})
    assert answer.status_code == 303
    db.session.rollback()
    entry = db.session.scalars(select(AgendaEntry)).one()
    assert (entry.title, entry.minutes_planned, entry.purpose) == ("زمان جلسه بعد", 5, Purpose.DISCUSSION)
    assert entry.item.state == ItemState.OPEN


def test_an_entry_after_publishing_needs_its_reason(client: FlaskClient, world: World) -> None:
    meeting = stored(entries=1, state=MeetingState.AGENDA_PUBLISHED, world=world)
    path = f"/meetings/{meeting.public_id}/entries/new"
    sign_in(client, world.secretary)
    assert send(client, path, {"title": "خبر تازه", "minutes_planned": "5"}).status_code == 422
    assert (
        send(client, path, {"title": "خبر تازه", "minutes_planned": "5", "late_reason": "امروز رسید"}).status_code
        == 303
    )
    assert "امروز رسید" in page(client, world.member, f"/meetings/{meeting.public_id}")


def test_a_proposal_comes_with_papers_and_is_answered(client: FlaskClient, world: World) -> None:
    sign_in(client, world.pouya_liaison)
    answer = client.post(
        f"/groups/{world.group.public_id}/propose",
        data={
            "title": "کلاس جبرانی",
            "body": "سی کودک کلاس می‌خواهند.",
            "agency": world.pouya.public_id,
            "papers": [(io.BytesIO(b"%PDF-1.4\n%%EOF\n"), "plan.pdf")],
        },
        content_type="multipart/form-data",
    )
    assert answer.status_code == 303, answer.get_data(as_text=True)
    item = db.session.scalars(select(AgendaItem)).one()
    path = f"/items/{item.public_id}"
    assert item.agency_id == world.pouya.id
    seen = page(client, world.secretary, path)
    assert "plan.pdf" in seen
    assert "کلاس جبرانی" in page(client, world.secretary, "/items")
    assert client.post(path + "/decline", data={"answer": ""}).status_code == 422
    assert client.post(path + "/decline", data={"answer": "بودجه نیست"}).status_code == 303
    assert "بودجه نیست" in page(client, world.pouya_liaison, path)


def test_an_item_costs_seven_statements(client: FlaskClient, world: World, statements: Counted) -> None:
    item = add_item(world.group)
    for _number in range(12):
        add_entry(add_meeting(world.group), item)
    path = f"/items/{item.public_id}"
    db.session.commit()
    sign_in(client, world.secretary)
    with statements() as seen:
        assert client.get(path).status_code == 200
    assert len(seen) <= 7, "\n".join(seen)


@pytest.mark.parametrize("count", [2, 60])
def test_the_list_of_items_costs_five_statements(
    client: FlaskClient, world: World, statements: Counted, count: int
) -> None:
    for number in range(count):
        add_item(world.group, f"موضوع {number}")
    db.session.commit()
    sign_in(client, world.secretary)
    with statements() as seen:
        assert client.get("/items?show=open").status_code == 200
    assert len(seen) <= 5, "\n".join(seen)


def test_a_cancelled_meeting_says_why(client: FlaskClient, world: World) -> None:
    meeting = stored(entries=1, state=MeetingState.ANNOUNCED, world=world)
    path = f"/meetings/{meeting.public_id}"
    sign_in(client, world.secretary)
    assert send(client, path + "/cancel", {"reason": ""}).status_code == 422
    assert send(client, path + "/cancel", {"reason": "برف سنگین"}).status_code == 303
    assert "برف سنگین" in page(client, world.member, path)
    db.session.rollback()
    assert db.session.scalars(select(AgendaEntry.state)).one() == EntryState.NOT_REACHED


def test_the_agenda_is_a_paper(client: FlaskClient, world: World) -> None:
    meeting = stored(entries=3, world=world)
    sign_in(client, world.member)
    answer = client.get(f"/meetings/{meeting.public_id}/agenda.pdf")
    assert answer.mimetype == "application/pdf"
    assert answer.data.startswith(b"%PDF-")


def test_preparing_twice_brings_nothing_twice(client: FlaskClient, world: World) -> None:
    meeting = stored(world=world)
    add_item(world.group, "به امروز افتاد", not_before=meeting.starts_at.date())
    db.session.commit()
    sign_in(client, world.secretary)
    path = f"/meetings/{meeting.public_id}/prepare"
    db.session.rollback()
    for _press in range(2):
        assert client.post(path).status_code == 303
    assert db.session.scalar(select(func.count()).select_from(AgendaEntry)) == 1


@pytest.mark.parametrize(
    ("start", "move", "end"),
    [
        (MeetingState.DRAFT, "announce", MeetingState.ANNOUNCED),
        (MeetingState.ANNOUNCED, "publish-agenda", MeetingState.AGENDA_PUBLISHED),
        (MeetingState.ANNOUNCED, "open", MeetingState.IN_SESSION),
        (MeetingState.IN_SESSION, "recess", MeetingState.RECESSED),
        (MeetingState.RECESSED, "resume", MeetingState.IN_SESSION),
        (MeetingState.ENDED, "reopen", MeetingState.IN_SESSION),
    ],
)
def test_a_step_is_taken_by_its_button(
    client: FlaskClient, world: World, start: MeetingState, move: str, end: MeetingState
) -> None:
    meeting = stored(entries=1, state=start, world=world)
    meeting.ended_at = moment() if start == MeetingState.ENDED else meeting.ended_at
    db.session.commit()
    sign_in(client, world.secretary)
    answer = client.post(f"/meetings/{meeting.public_id}/{move}")
    assert answer.status_code == 303, answer.get_data(as_text=True)
    db.session.rollback()
    assert db.session.get_one(Meeting, meeting.id).state == end


def test_an_item_prepared_by_itself_is_named_in_the_readers_language(client: FlaskClient, world: World) -> None:
    item = add_item(world.group, "", kind=ItemKind.ACTIONS)
    db.session.commit()
    read_in("en", world.member)
    assert "Actions that are due or overdue" in page(client, world.member, f"/items/{item.public_id}")


@pytest.mark.parametrize(("who", "led"), [("member", True), ("observer", False)])
def test_the_item_of_actions_leads_to_them_where_they_are_open(
    client: FlaskClient, world: World, who: str, led: bool
) -> None:
    item = add_item(world.group, "", kind=ItemKind.ACTIONS)
    db.session.commit()
    assert ("/actions/group" in page(client, getattr(world, who), f"/items/{item.public_id}")) is led


@pytest.mark.parametrize(
    ("start", "move"),
    [
        (MeetingState.ANNOUNCED, "publish-agenda"),
        (MeetingState.IN_SESSION, "recess"),
        (MeetingState.RECESSED, "resume"),
        (MeetingState.ENDED, "reopen"),
    ],
)
def test_a_step_costs_ten_statements(
    client: FlaskClient, world: World, statements: Counted, start: MeetingState, move: str
) -> None:
    meeting = stored(entries=3, state=start, world=world)
    meeting.ended_at = moment() if start == MeetingState.ENDED else meeting.ended_at
    path = f"/meetings/{meeting.public_id}/{move}"
    db.session.commit()
    sign_in(client, world.secretary)
    with statements() as seen:
        assert client.post(path).status_code == 303
    assert len([one for one in seen if "audit_" not in one]) <= 10, "\n".join(seen)


def test_an_objection_is_tabled_from_its_ruling_page(client: FlaskClient, world: World) -> None:
    case = add_case(world.municipality, worker=world.municipality_worker)
    basis = add_consent(case, recorded_by=world.municipality_worker)
    referral = add_referral(
        case, world.welfare, drafted_by=world.municipality_liaison, basis=basis, state=State.OBJECTED
    )
    path, code = f"/referrals/{referral.public_id}", referral.code
    db.session.commit()
    sign_in(client, world.reviewer)
    answer = send(client, path + "/uphold", action=path + "/table")
    assert answer.status_code == 303
    shown = client.get(answer.headers["Location"]).get_data(as_text=True)
    assert code in shown
    assert path in shown


def test_somebody_who_may_not_rule_tables_nothing(client: FlaskClient, world: World) -> None:
    case = add_case(world.municipality, worker=world.municipality_worker)
    basis = add_consent(case, recorded_by=world.municipality_worker)
    referral = add_referral(
        case, world.welfare, drafted_by=world.municipality_liaison, basis=basis, state=State.OBJECTED
    )
    path = f"/referrals/{referral.public_id}/table"
    db.session.commit()
    sign_in(client, world.secretary)
    assert client.post(path).status_code == 404


def test_a_second_call_is_offered_and_then_named(client: FlaskClient, world: World) -> None:
    meeting = stored(entries=1, state=MeetingState.NO_QUORUM, world=world)
    path = f"/meetings/{meeting.public_id}"
    db.session.rollback()
    sign_in(client, world.secretary)
    assert path + "/second-call" in client.get(path).get_data(as_text=True)
    answer = send(client, path + "/second-call", {"starts_at": "1405/10/8 14:00", "ends_at": "15:00"})
    assert answer.status_code == 303
    shown = client.get(path).get_data(as_text=True)
    assert answer.headers["Location"] in shown
    assert path + "/second-call" not in shown


@pytest.mark.parametrize(
    ("who", "state", "led"),
    [
        ("member", MinutesState.DRAFTING, False),
        ("chair", MinutesState.DRAFTING, True),
        ("member", MinutesState.IN_REVIEW, True),
    ],
)
def test_the_way_to_the_minutes_is_open_where_the_minutes_are(
    client: FlaskClient, world: World, who: str, state: MinutesState, led: bool
) -> None:
    meeting = stored(state=MeetingState.ENDED, world=world)
    add_minutes(meeting, state)
    db.session.commit()
    shown = page(client, getattr(world, who), f"/meetings/{meeting.public_id}")
    assert (f'/meetings/{meeting.public_id}/minutes"' in shown) is led


def test_an_announced_meeting_says_how_many_items_wait_for_its_agenda(client: FlaskClient, world: World) -> None:
    meeting = add_meeting(world.group, state=MeetingState.ANNOUNCED, starts_at=moment() + timedelta(days=5))
    add_item(world.group, not_before=local_date(meeting.starts_at))
    add_item(world.group, not_before=local_date(meeting.starts_at) + timedelta(days=1))
    get(Person, world.secretary).language = "en"
    db.session.commit()
    sign_in(client, world.secretary)
    assert "1 item waits to come onto it" in client.get(f"/meetings/{meeting.public_id}").text


def test_days_left_out_stand_below_the_meetings_of_a_group(client: FlaskClient, world: World) -> None:
    db.session.add(SkippedDay(group_id=world.group.id, on=local_date(moment()), reason="عید غدیر"))
    db.session.commit()
    sign_in(client, world.secretary)
    assert "عید غدیر" in client.get(f"/meetings?group={world.group.id}").text
    assert "عید غدیر" not in client.get("/meetings").text


def test_the_chair_finds_the_projector_of_a_meeting_in_session(client: FlaskClient, world: World) -> None:
    meeting = add_meeting(world.group, state=MeetingState.IN_SESSION)
    db.session.commit()
    sign_in(client, world.chair)
    assert f"/meetings/{meeting.public_id}/project" in client.get(f"/meetings/{meeting.public_id}").text
