"""Lists and pages of people: who sees whom, how they are found, and what is changed about an account."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient

from coordination.accounts.models import OneTimeLink, Person, Post, PostKind, RoleKind, SessionRow
from coordination.kernel.db import db, writing
from tests.accounts.acts import PASSWORD, acts, code_on, events, give_password, row_of, rows_of
from tests.accounts.conftest import Browser
from tests.world import World, add_person, add_post, add_role, somebody

Statements = Callable[[], AbstractContextManager[list[str]]]


def shown(page: str) -> list[str]:
    """The names on a list, in its order."""
    return re.findall(r'<th scope="row"><a href="/people/[^"]+"><bdi>([^<]+)</bdi>', page)


def crowd(app: Flask, world: World, size: int) -> None:
    with app.app_context(), writing():
        for number in range(size):
            add_post(add_person(f"یاور {number:03d}"), world.pouya, PostKind.WORKER)
        db.session.commit()


def test_an_administrator_sees_everybody(browser: Browser, world: World) -> None:
    assert len(shown(browser(world.administrator).get("/people").text)) == len(world.people)


def test_a_head_sees_the_people_of_the_own_agency(browser: Browser, world: World) -> None:
    names = shown(browser(world.pouya_head).get("/people").text)
    assert sorted(names) == sorted([world.pouya_liaison.name, world.pouya_worker.name, world.pouya_head.name])


@pytest.mark.parametrize("who", ["pouya_liaison", "pouya_worker", "auditor", "data_officer"])
def test_others_have_no_list_of_people(browser: Browser, world: World, who: str) -> None:
    assert browser(world.people[who]).get("/people").status_code == 403


def test_a_head_does_not_see_people_of_other_agencies(browser: Browser, world: World) -> None:
    assert browser(world.pouya_head).get(f"/people/{world.welfare_liaison.public_id}").status_code == 404


def test_people_are_found_by_the_beginning_of_their_name(browser: Browser, world: World) -> None:
    page = browser(world.administrator).get("/people?q=ارش نیک").text
    assert shown(page) == []
    assert shown(browser(world.administrator).get("/people?q=آرش نيک").text) == [world.pouya_liaison.name]


def test_people_are_found_by_agency_and_post(browser: Browser, world: World) -> None:
    page = browser(world.administrator).get("/people", query_string={"agency": "انجمن", "post": "worker"}).text
    assert shown(page) == [world.pouya_worker.name]


def test_an_agency_is_found_by_its_code(browser: Browser, world: World) -> None:
    names = shown(browser(world.administrator).get("/people?agency=pouya").text)
    assert len(names) == 3


@pytest.mark.both
def test_pages_of_the_list_hold_everybody_once(app: Flask, browser: Browser, world: World) -> None:
    crowd(app, world, 60)
    client, url, names = browser(world.pouya_head), "/people", []
    while url:
        page = client.get(url).text
        names += shown(page)
        following = re.search(r'rel="next" href="([^"]+)"', page)
        url = following.group(1).replace("&amp;", "&") if following else ""
    assert len(names) == len(set(names)) == 63


def test_the_way_back_leads_to_the_page_before(app: Flask, browser: Browser, world: World) -> None:
    crowd(app, world, 60)
    client = browser(world.pouya_head)
    first = client.get("/people").text
    following = re.search(r'rel="next" href="([^"]+)"', first)
    assert following
    second = client.get(following.group(1).replace("&amp;", "&")).text
    back = re.search(r'rel="prev" href="([^"]+)"', second)
    assert back
    assert shown(client.get(back.group(1).replace("&amp;", "&")).text) == shown(first)


@pytest.mark.parametrize("size", [1, 100])
def test_the_list_asks_five_statements_however_long(
    app: Flask, browser: Browser, world: World, statements: Statements, size: int
) -> None:
    crowd(app, world, size)
    client = browser(world.administrator)
    with statements() as seen:
        client.get("/people?post=worker")
    assert len(seen) == 5, seen


def test_a_persons_page_asks_seven_statements_at_most(
    app: Flask, browser: Browser, world: World, statements: Statements
) -> None:
    with app.app_context(), writing():
        for agency in world.agencies:
            add_post(world.pouya_worker, agency, PostKind.DEPUTY)
        add_role(world.pouya_worker, RoleKind.AUDITOR)
        db.session.commit()
    client = browser(world.administrator)
    with statements() as seen:
        assert client.get(f"/people/{world.pouya_worker.public_id}").status_code == 200
    assert len(seen) <= 7, seen


def invitation(world: World, **changed: str) -> dict[str, str]:
    return {
        "name": "تازه‌وارد نمونه",
        "email": "new@example.org",
        "language": "fa",
        "agency": world.pouya.code,
        "kind": "worker",
        "from_on": "۱۴۰۵/۸/۳۰",
    } | changed


def test_an_invitation_makes_a_person_a_post_and_a_code(
    app: Flask, browser: Browser, world: World, now: datetime
) -> None:
    page = browser(world.administrator).post("/people/invite", data=invitation(world))
    assert page.status_code == 200
    assert code_on(page)
    person = row_of(app, Person, email="new@example.org")
    assert row_of(app, Post, person_id=person.id).confirmed_at is None
    assert row_of(app, OneTimeLink, person_id=person.id).kind == "invitation"
    assert {"person.invite", "post.propose"} <= set(acts(app))


def test_a_head_invites_to_the_own_agency_only(browser: Browser, world: World, now: datetime) -> None:
    page = browser(world.pouya_head).post("/people/invite", data=invitation(world, agency=world.welfare.code))
    assert page.status_code == 403


def test_a_refused_invitation_keeps_what_was_typed(app: Flask, browser: Browser, world: World, now: datetime) -> None:
    page = browser(world.pouya_head).post("/people/invite", data=invitation(world, email="no address"))
    assert page.status_code == 422
    assert "تازه‌وارد نمونه" in page.text
    assert rows_of(app, OneTimeLink) == []


def test_somebody_with_an_account_gets_a_further_post(
    app: Flask, browser: Browser, world: World, now: datetime
) -> None:
    give_password(app, world.welfare_worker)
    email = world.welfare_worker.email.upper()
    answer = browser(world.pouya_head).post("/people/invite", data=invitation(world, email=email))
    assert answer.location == f"/people/{world.welfare_worker.public_id}"
    assert row_of(app, Post, person_id=world.welfare_worker.id, agency_id=world.pouya.id).confirmed_at == now
    assert row_of(app, Person, id=world.welfare_worker.id).name == world.welfare_worker.name


def test_a_head_gets_no_code_for_an_account_that_another_agency_invited(
    app: Flask, browser: Browser, world: World, now: datetime
) -> None:
    answer = browser(world.pouya_head).post("/people/invite", data=invitation(world, email=world.welfare_worker.email))
    assert answer.status_code == 303
    assert rows_of(app, OneTimeLink) == []


def test_a_disabled_account_is_not_invited(app: Flask, browser: Browser, world: World, now: datetime) -> None:
    admin = browser(world.administrator)
    admin.post(f"/people/{world.pouya_worker.public_id}/disable")
    page = admin.post("/people/invite", data=invitation(world, email=world.pouya_worker.email))
    assert page.status_code == 422


@pytest.fixture
def admin(browser: Browser, world: World) -> FlaskClient:
    return browser(world.administrator)


def test_disabling_is_asked_first(app: Flask, admin: FlaskClient, world: World) -> None:
    assert admin.get(f"/people/{world.pouya_worker.public_id}/disable").status_code == 200
    assert row_of(app, Person, id=world.pouya_worker.id).disabled_at is None


def test_disabling_ends_sign_ins_and_can_be_taken_back(
    app: Flask, admin: FlaskClient, browser: Browser, world: World
) -> None:
    give_password(app, world.pouya_worker)
    worker = browser(world.pouya_worker)
    admin.post(f"/people/{world.pouya_worker.public_id}/disable")
    assert worker.get("/account").status_code == 303
    admin.post(f"/people/{world.pouya_worker.public_id}/enable")
    assert worker.get("/account").status_code == 303
    data = {"email": world.pouya_worker.email, "password": PASSWORD}
    assert worker.post("/sign-in", data=data).status_code == 303
    assert events(app, "person.disabled", "person.enabled") == ["person.disabled", "person.enabled"]


def test_a_head_disables_nobody(browser: Browser, world: World) -> None:
    url = f"/people/{world.pouya_worker.public_id}/disable"
    assert browser(world.pouya_head).post(url).status_code == 404


def test_nobody_disables_the_own_account(admin: FlaskClient, world: World) -> None:
    assert admin.post(f"/people/{world.administrator.public_id}/disable").status_code == 422


def test_the_last_administrator_is_not_disabled(app: Flask, browser: Browser, world: World) -> None:
    with app.app_context(), writing():
        second = add_person("فرزاد دوم", "second@example.org")
        add_role(second, RoleKind.ADMINISTRATOR)
        db.session.commit()
        unopened = somebody(second)
    give_password(app, world.administrator)
    answer = browser(unopened).post(f"/people/{world.administrator.public_id}/disable")
    assert answer.status_code == 422
    assert row_of(app, Person, id=world.administrator.id).disabled_at is None


def test_a_head_ends_the_sign_ins_of_a_lost_telephone(app: Flask, browser: Browser, world: World) -> None:
    telephone = browser(world.pouya_worker)
    browser(world.pouya_head).post(f"/people/{world.pouya_worker.public_id}/end-sessions")
    assert telephone.get("/account").status_code == 303
    assert "person.end_sessions" in acts(app)


def test_data_are_corrected(app: Flask, admin: FlaskClient, world: World) -> None:
    data = {"name": "نام درست", "email": "Right@Example.org", "mobile": "۰۹۱۲۳۴۵۶۷۸۹"}
    admin.post(f"/people/{world.pouya_worker.public_id}/edit", data=data)
    person = row_of(app, Person, id=world.pouya_worker.id)
    assert (person.name, person.email, person.mobile) == ("نام درست", "right@example.org", "+989123456789")


def test_two_people_have_no_address_in_common(admin: FlaskClient, world: World) -> None:
    data = {"name": "نام", "email": world.pouya_head.email}
    assert admin.post(f"/people/{world.pouya_worker.public_id}/edit", data=data).status_code == 422


def test_a_head_does_not_change_the_address_of_somebody_of_two_agencies(
    app: Flask, browser: Browser, world: World
) -> None:
    with app.app_context(), writing():
        add_post(world.pouya_worker, world.welfare, PostKind.WORKER)
        db.session.commit()
    assert browser(world.pouya_head).get(f"/people/{world.pouya_worker.public_id}/edit").status_code == 404


def test_people_say_who_they_are(app: Flask, browser: Browser, world: World) -> None:
    me = browser(world.pouya_worker)
    answer = me.post("/account", data={"name": "نام تازه", "name_en": "New Name", "language": "en"})
    assert answer.status_code == 303
    person = row_of(app, Person, id=world.pouya_worker.id)
    assert (person.name, person.name_en, person.language, person.mail_notices) == ("نام تازه", "New Name", "en", False)


def test_two_windows_do_not_overwrite_each_other(app: Flask, browser: Browser, world: World) -> None:
    me = browser(world.pouya_worker)
    version = str(row_of(app, Person, id=world.pouya_worker.id).version)
    me.post("/account", data={"name": "نخستین نام", "language": "fa", "version": version})
    page = me.post("/account", data={"name": "دومین نام", "language": "fa", "version": version})
    assert page.status_code == 409
    assert "نخستین نام" in page.text
    assert "دومین نام" in page.text


def test_my_sessions_are_told_in_words(app: Flask, browser: Browser, world: World) -> None:
    give_password(app, world.pouya_worker)
    client = app.test_client()
    client.post(
        "/sign-in",
        data={"email": world.pouya_worker.email, "password": PASSWORD},
        headers={"User-Agent": "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"},
    )
    assert row_of(app, SessionRow).device == "firefox/linux"
    client.post("/language", data={"language": "en"})
    assert "Firefox on Linux" in client.get("/account/sessions").text


def test_one_session_is_ended_from_another(app: Flask, browser: Browser, world: World) -> None:
    here, there = browser(world.pouya_worker), browser(world.pouya_worker)
    first, second = rows_of(app, SessionRow)
    here.post(f"/account/sessions/{second.public_id}/end")
    assert there.get("/account").status_code == 303
    assert here.get("/account").status_code == 200
    assert first.person_id == second.person_id


def test_all_other_sessions_are_ended_at_once(browser: Browser, world: World) -> None:
    here, there = browser(world.pouya_worker), browser(world.pouya_worker)
    here.post("/account/sessions/end-others")
    assert (here.get("/account").status_code, there.get("/account").status_code) == (200, 303)


def test_nobody_ends_the_session_of_another(app: Flask, browser: Browser, world: World) -> None:
    browser(world.pouya_worker)
    public_id = row_of(app, SessionRow).public_id
    assert browser(world.administrator).post(f"/account/sessions/{public_id}/end").status_code == 404


def test_the_list_of_sessions_asks_four_statements(browser: Browser, world: World, statements: Statements) -> None:
    client = browser(world.pouya_worker)
    with statements() as seen:
        client.get("/account/sessions")
    assert len(seen) == 4, seen
