"""The pages of the directory in both languages: what they show to whom, what they save, and what they cost."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from coordination.accounts.models import Person
from coordination.directory.models import Agency, Centre, CentreKind, ClockLimit, Holiday, Installation, NeedKind
from coordination.directory.seed import seed_holidays
from coordination.kernel.db import db
from tests.pages import form_of, send
from tests.world import World, add_agency, add_centre, get

Enter = Callable[[str], FlaskClient]
Counted = Callable[[], AbstractContextManager[list[str]]]


@pytest.fixture
def addresses(app: Flask, world: World) -> list[str]:
    with app.app_context():
        seed_holidays(range(1405, 1406))
        db.session.add(ClockLimit(clock="decide", priority="normal", route="self", amount=3, unit="wd"))
        db.session.commit()
        holiday = db.session.scalars(select(Holiday)).first()
        assert holiday is not None
        centre = get(Centre, world.day_centre)
        agency = f"/agencies/{world.welfare.public_id}"
        return [
            "/agencies",
            "/agencies?q=پویا&kind=ngo",
            "/agencies?active=no",
            "/agencies/new",
            agency,
            f"{agency}/edit",
            f"{agency}/registration",
            f"{agency}/lead-group",
            f"{agency}/centres/new",
            f"/centres/{centre.public_id}",
            f"/centres/{centre.public_id}/edit",
            "/settings",
            "/settings/lead-group",
            "/settings/needs",
            "/settings/needs/shelter",
            "/settings/holidays",
            f"/settings/holidays/{holiday.public_id}",
            "/settings/clocks",
            "/import",
        ]


@pytest.mark.parametrize("language", ["fa", "en"])
def test_every_page_opens(app: Flask, world: World, admin: FlaskClient, addresses: list[str], language: str) -> None:
    with app.app_context():
        get(Person, world.administrator).language = language
        db.session.commit()
    for address in addresses:
        answer = admin.get(address)
        assert answer.status_code == 200, address
        assert f'lang="{language}"' in answer.text
        assert answer.text.count("<h1") == 1, address


def test_a_worker_sees_agencies_but_no_settings(as_person: Enter, world: World, addresses: list[str]) -> None:
    client = as_person("pouya_worker")
    assert client.get("/agencies").status_code == 200
    assert client.get(f"/agencies/{world.welfare.public_id}").status_code == 200
    for address in addresses:
        if address.endswith(("/edit", "/registration", "/lead-group", "/new")) or address.startswith("/settings"):
            assert client.get(address).status_code in (403, 404), address


def test_a_head_edits_the_own_agency_alone(as_person: Enter, world: World) -> None:
    client = as_person("pouya_head")
    assert client.get(f"/agencies/{world.pouya.public_id}/edit").status_code == 200
    assert client.get(f"/agencies/{world.welfare.public_id}/edit").status_code == 404
    assert client.get(f"/agencies/{world.pouya.public_id}/registration").status_code == 404


# --- what they cost -------------------------------------------------------------------------------------------------


def cost(client: FlaskClient, address: str, statements: Counted) -> int:
    client.get(address)
    with statements() as seen:
        assert client.get(address).status_code == 200
    return len(seen)


def test_the_list_costs_the_same_for_one_agency_and_for_many(
    app: Flask, admin: FlaskClient, statements: Counted
) -> None:
    few = cost(admin, "/agencies", statements)
    with app.app_context():
        for number in range(60):
            add_agency(f"انجمن {number}", flush=False)
        db.session.commit()
    assert cost(admin, "/agencies", statements) == few
    assert few <= 5


def test_a_page_of_an_agency_costs_the_same_for_one_centre_and_for_many(
    app: Flask, world: World, admin: FlaskClient, statements: Counted
) -> None:
    address = f"/agencies/{world.welfare.public_id}"
    few = cost(admin, address, statements)
    with app.app_context():
        for number in range(30):
            add_centre(world.welfare, f"مرکز {number}", places_free=number, places_free_on=date(2026, 11, 1))
        db.session.commit()
    assert cost(admin, address, statements) == few
    assert few <= 7


@pytest.mark.parametrize("address", ["/settings/holidays", "/settings/needs", "/settings/clocks", "/settings"])
def test_a_page_of_settings_costs_little(
    admin: FlaskClient, addresses: list[str], statements: Counted, address: str
) -> None:
    assert cost(admin, address, statements) <= 5


def test_taking_an_agency_in_costs_little(admin: FlaskClient, statements: Counted) -> None:
    page = "/agencies/new"
    send(admin, page, {"name_fa": "خانه پیشین", "kind": "ngo"})  # the first act of all begins the chain
    target, values = form_of(admin.get(page).text, page)
    with statements() as seen:
        answer = admin.post(target, data=values | {"name_fa": ["خانه مهر"], "kind": ["ngo"]})
    assert answer.status_code == 303
    assert len(seen) <= 9  # its entry in the register among them


# --- agencies -------------------------------------------------------------------------------------------------------


def agency_of(app: Flask, **where: Any) -> Agency:
    with app.app_context():
        return db.session.scalars(select(Agency).filter_by(**where)).one()


def test_an_agency_is_taken_in_with_its_hours(app: Flask, admin: FlaskClient, world: World) -> None:
    answer = send(
        admin,
        "/agencies/new",
        {"name_fa": "خانه مهر", "kind": "charity", "hours_4": "", "hours_1": "۹ تا ۱۲:۳۰", "parent": "پویا"},
    )
    assert answer.status_code == 303
    made = agency_of(app, name_fa="خانه مهر")
    assert made.parent_id == world.pouya.id
    assert made.working_hours is not None
    assert (made.working_hours["4"], made.working_hours["1"]) == (None, ["09:00", "12:30"])


def test_an_agency_taken_in_without_touching_the_hours_keeps_the_default(app: Flask, admin: FlaskClient) -> None:
    assert send(admin, "/agencies/new", {"name_fa": "خانه مهر", "kind": "ngo"}).status_code == 303
    assert agency_of(app, name_fa="خانه مهر").working_hours is None


@pytest.mark.parametrize("typed", ["8", "16 تا 8", "25:00 تا 26:00", "8:70 تا 9", "صبح تا شب"])
def test_hours_that_cannot_be_read_are_refused_in_words(admin: FlaskClient, typed: str) -> None:
    answer = send(admin, "/agencies/new", {"name_fa": "خانه مهر", "kind": "ngo", "hours_6": typed})
    assert answer.status_code == 422
    assert "ساعت کار خوانده نشد" in answer.text
    assert f'value="{typed}"' in answer.text


def test_a_week_without_hours_is_refused(admin: FlaskClient) -> None:
    empty = {f"hours_{day}": "" for day in range(1, 8)}
    assert send(admin, "/agencies/new", {"name_fa": "خانه مهر", "kind": "ngo"} | empty).status_code == 422


def test_a_wrong_organisation_id_is_kept_and_marked(app: Flask, admin: FlaskClient, world: World) -> None:
    page = f"/agencies/{world.pouya.public_id}"
    assert send(admin, f"{page}/edit", {"legal_id": "۱۲۳"}).status_code == 303
    assert agency_of(app, code="pouya").legal_id == "123"
    assert "شناسه ملی" in admin.get(page).text
    assert 'class="flash flash-warning"' not in admin.get(page).text


def test_an_edit_behind_anothers_back_shows_both_texts(app: Flask, admin: FlaskClient, world: World) -> None:
    page = f"/agencies/{world.pouya.public_id}/edit"
    target, values = form_of(admin.get(page).text, page)
    assert send(admin, page, {"city": "ساری"}).status_code == 303
    answer = admin.post(target, data=values | {"city": ["بابل"]})
    assert answer.status_code == 409
    assert "ساری" in answer.text
    assert "بابل" in answer.text
    assert agency_of(app, code="pouya").city == "ساری"


def test_a_registration_that_ended_is_said_on_the_page(app: Flask, admin: FlaskClient, world: World) -> None:
    with app.app_context():
        get(Agency, world.pouya).registered_until = date(2026, 11, 20)
        db.session.commit()
    assert "ارجاعی دریافت نمی‌کند" in admin.get(f"/agencies/{world.pouya.public_id}").text


def test_the_form_of_an_agency_does_not_change_its_registration(app: Flask, admin: FlaskClient, world: World) -> None:
    before = agency_of(app, code="pouya").registered_until
    page = f"/agencies/{world.pouya.public_id}/registration"
    assert send(admin, page, {"registered_until": "۱۴۱۰/۱/۱"}).status_code == 303
    assert agency_of(app, code="pouya").registered_until == before


# --- naming an agency -----------------------------------------------------------------------------------------------


def test_completion_gives_the_names_that_fit(admin: FlaskClient, world: World) -> None:
    answer = admin.get("/agencies/complete?field=recipient&recipient=پويا")
    assert answer.text.count("<option") == 1
    assert world.pouya.name_fa in answer.text


def test_several_agencies_that_fit_are_offered_to_choose(app: Flask, admin: FlaskClient, world: World) -> None:
    page = f"/agencies/{world.pouya.public_id}/registration"
    answer = send(admin, page, {"parent": "سروستان"})
    assert answer.status_code == 422
    assert answer.text.count('type="radio" name="parent"') == 4
    chosen = send(admin, page, {"parent": ["سروستان", world.welfare.public_id]})
    assert chosen.status_code == 303
    assert agency_of(app, code="pouya").parent_id == world.welfare.id


def test_a_choice_that_does_not_fit_the_text_counts_for_nothing(admin: FlaskClient, world: World) -> None:
    page = f"/agencies/{world.pouya.public_id}/registration"
    assert send(admin, page, {"parent": ["سروستان", world.pouya.public_id]}).status_code == 422


def test_a_name_that_fits_nothing_is_kept_in_the_field(admin: FlaskClient, world: World) -> None:
    answer = send(admin, f"/agencies/{world.pouya.public_id}/registration", {"parent": "کشتی‌رانی"})
    assert answer.status_code == 422
    assert 'value="کشتی‌رانی"' in answer.text


def test_an_agency_named_before_stays_though_it_takes_no_part(app: Flask, admin: FlaskClient, world: World) -> None:
    with app.app_context():
        get(Agency, world.pouya).parent_id = world.welfare.id
        get(Agency, world.welfare).active = False
        db.session.commit()
    page = f"/agencies/{world.pouya.public_id}/registration"
    assert send(admin, page).status_code == 303
    assert agency_of(app, code="pouya").parent_id == world.welfare.id


# --- centres --------------------------------------------------------------------------------------------------------


def test_a_centre_is_taken_in_by_the_head(app: Flask, as_person: Enter, world: World) -> None:
    answer = send(
        as_person("pouya_head"),
        f"/agencies/{world.pouya.public_id}/centres/new",
        {
            "name_fa": "مرکز یاس",
            "kind": "day",
            "services": ["legal", "health"],
            "sexes": ["girl"],
            "age_from": "۶",
            "age_to": "۱۲",
            "districts": "گلستان، بهار",
            "capacity": "۴۰",
        },
    )
    assert answer.status_code == 303
    with app.app_context():
        centre = db.session.scalars(select(Centre).where(Centre.name_fa == "مرکز یاس")).one()
        assert (centre.agency_id, centre.services, centre.districts) == (
            world.pouya.id,
            ["legal", "health"],
            ["گلستان", "بهار"],
        )
        assert (centre.age_from, centre.capacity, centre.sexes, centre.active) == (6, 40, ["girl"], True)


def test_the_address_of_a_residential_centre_is_its_agencys_alone(app: Flask, as_person: Enter, world: World) -> None:
    with app.app_context():
        centre = add_centre(world.welfare, "شبانه‌روزی نسترن", kind=CentreKind.RESIDENTIAL, address="کوچه پنهان")
        page = f"/centres/{centre.public_id}"
        db.session.commit()
    assert "کوچه پنهان" in as_person("welfare_head").get(page).text
    assert "کوچه پنهان" in as_person("welfare_liaison").get(page).text
    assert "کوچه پنهان" not in as_person("pouya_liaison").get(page).text


def test_the_liaison_counts_free_places(app: Flask, as_person: Enter, world: World) -> None:
    with app.app_context():
        page = f"/centres/{get(Centre, world.day_centre).public_id}"
    client = as_person("welfare_liaison")
    assert send(client, page, {"places_free": "۳"}, action=f"{page}/places").status_code == 303
    assert "۳ جای خالی" in client.get(page).text
    assert f"{page}/places" not in as_person("pouya_liaison").get(page).text


def test_an_old_count_is_shown_as_not_fresh(app: Flask, world: World, admin: FlaskClient) -> None:
    with app.app_context():
        centre = get(Centre, world.day_centre)
        centre.places_free, centre.places_free_on = 3, date(2026, 11, 13)
        db.session.commit()
    assert "تازه نیست" in admin.get(f"/agencies/{world.welfare.public_id}").text


# --- settings -------------------------------------------------------------------------------------------------------


def test_the_installations_name_is_changed(app: Flask, admin: FlaskClient) -> None:
    assert send(admin, "/settings", {"name_fa": "هماهنگ سروستان"}).status_code == 303
    with app.app_context():
        assert db.session.get_one(Installation, 1).name_fa == "هماهنگ سروستان"


def test_a_need_is_added_and_changed(app: Flask, admin: FlaskClient, world: World) -> None:
    added = {"name_fa": "هنر", "name_en": "Art", "code": "art", "service_kind": "education"}
    assert send(admin, "/settings/needs", added).status_code == 303
    assert send(admin, "/settings/needs/art", {"name_fa": "هنر و صنایع دستی", "active": None}).status_code == 303
    with app.app_context():
        need = db.session.get_one(NeedKind, "art")
        assert (need.name_fa, need.active) == ("هنر و صنایع دستی", False)


def test_a_closure_is_added_in_words(app: Flask, admin: FlaskClient) -> None:
    answer = send(admin, "/settings/holidays", {"on": "فردا", "name_fa": "آلودگی هوا"})
    assert answer.status_code == 303
    assert "آلودگی هوا" in admin.get(answer.location).text


def test_a_day_that_is_off_already_is_refused_beside_its_field(admin: FlaskClient) -> None:
    closure = {"on": "۱۴۰۵/۹/۱", "name_fa": "آلودگی هوا"}
    send(admin, "/settings/holidays", closure)
    answer = send(admin, "/settings/holidays", closure)
    assert answer.status_code == 422
    assert 'id="on-error"' in answer.text


def test_an_estimate_is_shown_as_one(app: Flask, admin: FlaskClient) -> None:
    filled = {"fill-first": "۱۴۰۷", "fill-last": "۱۴۰۷"}
    assert send(admin, "/settings/holidays", filled, action="/settings/holidays/fill").status_code == 303
    assert "تخمینی" in admin.get("/settings/holidays?year=۱۴۰۷").text


def test_a_holiday_is_moved(app: Flask, admin: FlaskClient) -> None:
    with app.app_context():
        holiday = Holiday(on=date(2026, 12, 1), name_fa="عید", estimated=True)
        db.session.add(holiday)
        db.session.commit()
        page = f"/settings/holidays/{holiday.public_id}"
    assert send(admin, page, {"move-to": "۱۴۰۵/۹/۱۱"}, action=f"{page}/move").status_code == 303
    with app.app_context():
        days = {row.on: row.observed for row in db.session.scalars(select(Holiday))}
    assert days == {date(2026, 12, 1): False, date(2026, 12, 2): True}


def test_a_limit_is_set_and_dropped(app: Flask, admin: FlaskClient, world: World) -> None:
    typed = {"clock": "decide", "priority": "normal", "agency": "پویا", "amount": "۵", "unit": "wd"}
    assert send(admin, "/settings/clocks", typed).status_code == 303
    with app.app_context():
        limit = db.session.scalars(select(ClockLimit)).one()
        assert (limit.agency_id, limit.route, limit.amount) == (world.pouya.id, None, 5)
        drop = f"/settings/clocks/{limit.public_id}/drop"
    assert send(admin, "/settings/clocks", action=drop).status_code == 303
    with app.app_context():
        assert db.session.scalars(select(ClockLimit)).all() == []
