"""The pages of programmes and memoranda: lists, one of each, forms as a browser sends them, and what they cost."""

from __future__ import annotations

from datetime import date, timedelta
from io import BytesIO
from typing import Any

import pytest
from sqlalchemy import select

from coordination.actions.models import ActionState
from coordination.kernel.db import db
from coordination.programmes import commands
from coordination.programmes.models import (
    BudgetLine,
    Memorandum,
    MemorandumState,
    Phase,
    Programme,
    ProgrammePartner,
    ProgrammeState,
    Term,
)
from tests.gatherings import add_action
from tests.issuing import add_activity, add_memorandum, add_programme, of_agency
from tests.pages import send
from tests.resolutions.test_outside import PDF
from tests.world import acting, sign_in

TODAY = date(2026, 11, 21)


@pytest.fixture
def liaison(client: Any, world: Any) -> Any:
    sign_in(client, world.welfare_liaison)
    return client


@pytest.fixture
def head(client: Any, world: Any) -> Any:
    sign_in(client, world.welfare_head)
    return client


@pytest.fixture
def made(world: Any, app: Any) -> Any:
    """Writes a programme of the welfare directorate with so many of everything; gives its public id."""

    def make(rows: int = 1, **columns: Any) -> str:
        with app.app_context():
            one = add_programme(
                world.welfare, partners=(world.pouya, world.judiciary), evaluation_group_id=world.group.id, **columns
            )
            one.phases = [
                Phase(
                    term=Term.SHORT, title=f"گام {n}", position=n, from_on=TODAY, to_on=TODAY + timedelta(days=90 + n)
                )
                for n in range(rows)
            ]
            one.budget_lines = [
                BudgetLine(title=f"اعتبار {n}", from_on=TODAY, to_on=TODAY, allocated=1000, spent=250)
                for n in range(rows)
            ]
            for _row in range(rows):
                add_memorandum(world.welfare, parties=(world.pouya,), programme_id=one.id)
                activity = add_activity(of_agency(world.welfare), world.welfare_liaison)
                action = issued(world)
                if one.state != ProgrammeState.FINISHED:
                    commands.link(acting(world.welfare_liaison), one, activities=[activity.id], actions=[action.id])
            db.session.commit()
            return one.public_id

    return make


def issued(world: Any) -> Any:
    """An action of the liaison."""
    return add_action(
        ActionState.ISSUED,
        owner=world.welfare_liaison,
        agency=world.welfare,
        verifier=world.secretary,
        group=world.group,
    )


def stored(app: Any, model: Any) -> Any:
    with app.app_context():
        return db.session.scalars(select(model).order_by(model.id.desc())).first()


# --- programmes ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("rows", [2, 40])
def test_the_list_costs_the_same_with_few_and_many(
    liaison: Any, world: Any, app: Any, statements: Any, rows: int
) -> None:
    with app.app_context():
        for _row in range(rows):
            add_programme(world.welfare, partners=(world.pouya,))
        db.session.commit()
    with statements() as seen:
        assert liaison.get("/programmes").status_code == 200
    assert len(seen) <= 5


@pytest.mark.parametrize(
    "query", [{"state": "running"}, {"q": "گام دوم"}, {"agency": "پویای"}], ids=["state", "words", "a partner"]
)
def test_a_filter_leaves_the_others_out(liaison: Any, world: Any, app: Any, query: dict[str, str]) -> None:
    with app.app_context():
        add_programme(world.welfare, title="برنامه یکم")
        add_programme(world.welfare, ProgrammeState.RUNNING, title="برنامه گام دوم", partners=(world.pouya,))
        db.session.commit()
    page = liaison.get("/programmes", query_string=query).text
    assert ("برنامه یکم" in page, "برنامه گام دوم" in page) == (False, True)


def test_an_empty_list_says_what_a_programme_is(liaison: Any) -> None:
    assert 'class="empty"' in liaison.get("/programmes").text


@pytest.mark.parametrize("language", ["fa", "en"])
@pytest.mark.parametrize("state", list(ProgrammeState))
def test_its_page_is_there_in_every_state_and_language(
    liaison: Any, made: Any, state: ProgrammeState, language: str
) -> None:
    public_id = made(state=state, evaluation="برآورده شد.")
    liaison.post("/language", data={"language": language})
    assert liaison.get(f"/programmes/{public_id}").status_code == 200


@pytest.mark.both
@pytest.mark.parametrize("rows", [1, 12])
def test_its_page_costs_at_most_seven_statements(liaison: Any, made: Any, statements: Any, rows: int) -> None:
    public_id = made(rows)
    with statements() as seen:
        page = liaison.get(f"/programmes/{public_id}").text
    assert len(seen) <= 7, "\n".join(one[:160] for one in seen)
    assert page.count("/memoranda/") >= rows


def test_money_is_summed_with_its_share(liaison: Any, made: Any) -> None:
    public_id = made(3)
    liaison.post("/language", data={"language": "en"})
    page = liaison.get(f"/programmes/{public_id}").text
    assert ["3,000" in page, "750" in page, "2,250" in page, "25%" in page] == [True] * 4


def test_the_schedule_is_drawn_beside_its_table(liaison: Any, made: Any) -> None:
    page = liaison.get(f"/programmes/{made(2)}").text
    assert (page.count('class="schedule-bar"'), page.count("گام ")) == (2, 4)


def test_a_partner_reads_what_he_may_open(client: Any, world: Any, made: Any) -> None:
    public_id = made()
    sign_in(client, world.judiciary_liaison)
    page = client.get(f"/programmes/{public_id}").text
    assert ("گام 0" in page, "/actions/" in page.split("<main")[1], f"{public_id}/edit" in page) == (
        True, False, False,
    )  # fmt: skip


def test_who_has_no_part_in_it_finds_nothing(client: Any, world: Any, made: Any) -> None:
    sign_in(client, world.police_liaison)
    assert client.get(f"/programmes/{made()}").status_code == 404


def test_it_is_planned_by_its_form(liaison: Any, world: Any, app: Any, statements: Any) -> None:
    typed = {"agency": str(world.welfare.id), "title": "بازگشت به مدرسه", "committee": world.group.name_fa}
    liaison.post("/programmes/new", data=typed)  # the first of all acts begins the trail
    with statements() as seen:
        answer = liaison.post("/programmes/new", data=typed)
    assert (answer.status_code, len(seen) <= 8) == (303, True), "\n".join(one[:160] for one in seen)
    assert stored(app, Programme).evaluation_group_id == world.group.id


def test_a_programme_without_a_title_is_told_beside_its_field(liaison: Any, world: Any) -> None:
    answer = liaison.post("/programmes/new", data={"agency": str(world.welfare.id), "title": ""})
    assert (answer.status_code, 'id="title-error"' in answer.text) == (422, True)


def test_what_is_stored_survives_its_form(liaison: Any, made: Any, app: Any, world: Any) -> None:
    public_id = made(purpose="مدرسه برای همه")
    assert send(liaison, f"/programmes/{public_id}/edit", {"title": "نام تازه"}).status_code == 303
    one = stored(app, Programme)
    assert (one.title, one.purpose, one.evaluation_group_id) == ("نام تازه", "مدرسه برای همه", world.group.id)


@pytest.mark.parametrize(
    ("part", "typed", "model", "column"),
    [
        ("phases", {"term": "long", "title": "پایش", "from_on": "۱۴۰۵/۱/۱", "to_on": "۱۴۰۵/۶/۳۱"}, Phase, "title"),
        (
            "budget",
            {"title": "پایش", "period": "نیمه نخست ۱۴۰۵", "allocated": "۲٬۵۲۱٬۰۰۰٬۰۰۰"},
            BudgetLine,
            "title",
        ),
        ("partners", {"agency": "police", "part": "پایش"}, ProgrammePartner, "part"),
    ],
)
def test_each_part_is_added_changed_and_taken_off(
    liaison: Any, made: Any, app: Any, part: str, typed: dict[str, str], model: Any, column: str
) -> None:
    page = f"/programmes/{made()}"
    assert send(liaison, f"{page}/{part}/new", typed).status_code == 303
    one = stored(app, model)
    assert getattr(one, column) == "پایش"
    with app.app_context():
        one = db.session.get_one(model, one.id)
        where = f"{page}/{part}/{one.agency.public_id if part == 'partners' else one.public_id}"
    assert send(liaison, where, {column: "پایش دوم"}).status_code == 303
    assert getattr(stored(app, model), column) == "پایش دوم"
    assert send(liaison, where, action=f"{where}/remove").status_code == 303
    assert stored(app, model).id != one.id


def test_a_budget_line_keeps_the_days_of_its_half_year(liaison: Any, made: Any, app: Any) -> None:
    typed = {"title": "اعتبار", "period": "نیمه نخست ۱۳۹۶", "allocated": "2335000000", "spent": "۱۰"}
    send(liaison, f"/programmes/{made()}/budget/new", typed)
    line = stored(app, BudgetLine)
    assert (line.from_on, line.to_on, line.allocated) == (date(2017, 3, 21), date(2017, 9, 22), 2_335_000_000)


def test_a_period_that_cannot_be_read_is_told_beside_its_field(liaison: Any, made: Any) -> None:
    answer = send(liaison, f"/programmes/{made()}/budget/new", {"title": "م", "period": "بعداً", "allocated": "1"})
    assert (answer.status_code, 'id="period-error"' in answer.text) == (422, True)


def test_what_was_changed_meanwhile_is_a_clash(liaison: Any, made: Any, app: Any) -> None:
    public_id = made()
    phase = stored(app, Phase).public_id
    answer = liaison.post(
        f"/programmes/{public_id}/phases/{phase}", data={"version": "999", "title": "دیگر", "term": "short"}
    )
    assert (answer.status_code, "دیگر" in answer.text, "گام 0" in answer.text) == (409, True, True)


def test_a_clash_over_a_programme_says_stored_days_as_they_are_typed(liaison: Any, made: Any) -> None:
    page = f"/programmes/{made()}/edit"
    typed = {"title": "دیگر", "from_on": "۱۴۰۵/۱/۱", "to_on": "۱۴۰۵/۱۲/۲۹"}
    assert send(liaison, page, typed).status_code == 303
    answer = liaison.post(page, data=typed | {"version": "1", "from_on": "۱۴۰۴/۱/۱"})
    assert (answer.status_code, "۱۴۰۵/۱/۱" in answer.text, "2026-03" in answer.text) == (409, True, False)


def test_what_is_ticked_is_linked_and_unlinked(liaison: Any, world: Any, app: Any) -> None:
    with app.app_context():
        public_id = add_programme(world.welfare).public_id
        activity = add_activity(of_agency(world.welfare), world.welfare_liaison).public_id
        action = issued(world).public_id
        db.session.commit()
    page = f"/programmes/{public_id}"
    assert send(liaison, f"{page}/links", {"activities": [activity], "actions": [action]}).status_code == 303
    shown = liaison.get(page).text
    assert (f"/activities/{activity}" in shown, f"/actions/{action}" in shown) == (True, True)
    assert send(liaison, page, action=f"{page}/links/{activity}/remove").status_code == 303
    assert f"/activities/{activity}" not in liaison.get(page).text


def test_it_starts_and_finishes_by_its_forms(liaison: Any, made: Any, app: Any, statements: Any) -> None:
    page = f"/programmes/{made()}"
    liaison.get(f"{page}/start")
    with statements() as seen:
        assert liaison.post(f"{page}/start").status_code == 303
    assert len(seen) <= 10, "\n".join(one[:120] for one in seen)
    assert liaison.post(f"{page}/finish", data={"evaluation": ""}).status_code == 422
    assert send(liaison, f"{page}/finish", {"evaluation": "برآورده شد."}).status_code == 303
    assert stored(app, Programme).state == ProgrammeState.FINISHED


# --- memoranda -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("rows", [2, 40])
def test_the_list_of_memoranda_costs_the_same_with_few_and_many(
    liaison: Any, world: Any, app: Any, statements: Any, rows: int
) -> None:
    with app.app_context():
        for _row in range(rows):
            add_memorandum(world.welfare, parties=(world.pouya, world.police))
        db.session.commit()
    with statements() as seen:
        assert liaison.get("/memoranda").status_code == 200
    assert len(seen) <= 5


@pytest.mark.both
def test_every_memorandum_stands_on_one_page_of_the_list(liaison: Any, world: Any, app: Any) -> None:
    with app.app_context():
        for number in range(27):
            add_memorandum(world.welfare, title=f"تفاهم {number:02}", to_on=TODAY + timedelta(days=number % 3))
        add_memorandum(world.welfare, title="تفاهم 27", from_on=None, to_on=None)
        db.session.commit()
    first = liaison.get("/memoranda").text
    following = first.split('rel="next" href="')[1].split('"')[0].replace("&amp;", "&")
    second = liaison.get(following).text
    assert [f"تفاهم {n:02}" for n in range(28) if (f"تفاهم {n:02}" in first) == (f"تفاهم {n:02}" in second)] == []


@pytest.mark.parametrize("language", ["fa", "en"])
@pytest.mark.parametrize("state", list(MemorandumState))
def test_the_page_of_a_memorandum_is_there_in_every_state_and_language(
    head: Any, world: Any, app: Any, state: MemorandumState, language: str, statements: Any
) -> None:
    with app.app_context():
        public_id = add_memorandum(world.welfare, state, parties=(world.pouya,)).public_id
        db.session.commit()
    head.post("/language", data={"language": language})
    with statements() as seen:
        assert head.get(f"/memoranda/{public_id}").status_code == 200
    assert len(seen) <= 7


def test_a_memorandum_is_drafted_and_signed_with_its_scan(head: Any, world: Any, app: Any) -> None:
    typed = {
        "title": "همکاری",
        "parties-0": world.pouya.name_fa,
        "parties-1": "شرکت نمونه",
        "from_on": "۱۴۰۵/۱/۱",
        "to_on": "۱۴۰۶/۱/۱",
    }
    assert send(head, "/memoranda/new", typed).status_code == 303
    with app.app_context():
        one = db.session.scalars(select(Memorandum)).one()
        assert [(party.agency_id, party.name) for party in one.parties] == [
            (world.pouya.id, ""),
            (None, "شرکت نمونه"),
        ]
        page = f"/memoranda/{one.public_id}"
    typed_scan = {"signed_on": "۱۴۰۵/۸/۱", "scan": (BytesIO(PDF), "تفاهم.pdf")}
    assert head.post(f"{page}/sign", data=typed_scan).status_code == 303
    assert (stored(app, Memorandum).state, "تفاهم.pdf" in head.get(page).text) == (MemorandumState.SIGNED, True)


def test_a_party_by_its_name_survives_the_form(liaison: Any, world: Any, app: Any) -> None:
    send(liaison, "/memoranda/new", {"title": "همکاری", "parties-0": "شرکت نمونه"})
    page = f"/memoranda/{stored(app, Memorandum).public_id}/edit"
    assert send(liaison, page, {"title": "همکاری دوم"}).status_code == 303
    with app.app_context():
        one = db.session.scalars(select(Memorandum)).one()
        assert (one.title, [party.name for party in one.parties]) == ("همکاری دوم", ["شرکت نمونه"])


def test_of_a_signed_one_the_form_offers_the_programme_alone(liaison: Any, world: Any, app: Any) -> None:
    with app.app_context():
        public_id = add_memorandum(world.welfare, MemorandumState.SIGNED).public_id
        programme = add_programme(world.welfare).public_id
        db.session.commit()
    page = liaison.get(f"/memoranda/{public_id}/edit").text
    assert ('name="programme"' in page, 'name="title"' in page) == (True, False)
    assert send(liaison, f"/memoranda/{public_id}/edit", {"programme": programme}).status_code == 303
    assert stored(app, Memorandum).programme_id is not None


def test_terminating_without_a_reason_is_told_beside_its_field(head: Any, world: Any, app: Any) -> None:
    with app.app_context():
        page = f"/memoranda/{add_memorandum(world.welfare, MemorandumState.SIGNED).public_id}"
        db.session.commit()
    head.get(f"{page}/terminate")
    answer = head.post(f"{page}/terminate", data={"reason": ""})
    assert (answer.status_code, 'id="reason-error"' in answer.text) == (422, True)
    assert head.post(f"{page}/terminate", data={"reason": "طرف دیگر کنار کشید."}).status_code == 303
