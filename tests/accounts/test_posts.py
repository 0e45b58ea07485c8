"""Posts and roles: nobody gives rights alone, and a grant opens nothing before the head who decides confirms it."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from coordination.access.standing import actor_of
from coordination.accounts.models import InstallationRole, Person, Post, PostKind, RoleKind, SessionRow
from coordination.kernel import clock
from coordination.kernel.db import db, writing
from coordination.lang.zone import local_date
from tests.accounts.acts import acts, events, row_of, rows_of
from tests.accounts.conftest import Browser
from tests.world import World, add_person, add_post, add_role, somebody


def propose(client: FlaskClient, world: World, who: str, **changed: str) -> Any:
    data = {"agency": world.pouya.code, "kind": "liaison", "from_on": "1405/8/30"} | changed
    return client.post(f"/people/{world.people[who].public_id}/posts/new", data=data)


def posts_of(app: Flask, person: Any) -> set[tuple[str, int]]:
    with app.app_context():
        return {(post.kind.value, post.agency_id) for post in actor_of(person.id).posts}


@pytest.fixture
def waiting(browser: Browser, world: World, now: datetime) -> World:
    """The administrator has proposed Pouya's worker as its liaison."""
    assert propose(browser(world.administrator), world, "pouya_worker").status_code == 303
    return world


def the_post(app: Flask, world: World) -> Post:
    post: Post = row_of(app, Post, person_id=world.pouya_worker.id, kind=PostKind.LIAISON)
    return post


def test_an_administrators_proposal_opens_nothing(app: Flask, waiting: World) -> None:
    assert posts_of(app, waiting.pouya_worker) == {("worker", waiting.pouya.id)}


def test_a_proposal_is_told_to_the_agency(app: Flask, waiting: World) -> None:
    assert events(app, "post.proposed") == ["post.proposed"]
    assert "post.propose" in acts(app)


def test_the_post_takes_effect_when_the_head_confirms(app: Flask, browser: Browser, waiting: World) -> None:
    post = the_post(app, waiting)
    assert browser(waiting.pouya_head).post(f"/posts/{post.public_id}/confirm").status_code == 303
    assert ("liaison", waiting.pouya.id) in posts_of(app, waiting.pouya_worker)
    assert events(app, "post.confirmed") == ["post.confirmed"]


@pytest.mark.parametrize("who", ["administrator", "welfare_head", "municipality_head", "pouya_liaison", "pouya_worker"])
def test_nobody_but_the_agencys_head_confirms(app: Flask, browser: Browser, waiting: World, who: str) -> None:
    post = the_post(app, waiting)
    assert browser(waiting.people[who]).post(f"/posts/{post.public_id}/confirm").status_code == 404
    assert the_post(app, waiting).confirmed_at is None


def test_the_waiting_post_stands_on_the_heads_page(browser: Browser, waiting: World) -> None:
    assert waiting.pouya_worker.name in browser(waiting.pouya_head).get("/people/posts").text
    assert waiting.pouya_worker.name not in browser(waiting.welfare_head).get("/people/posts").text


def test_a_head_who_proposes_confirms_at_once(app: Flask, browser: Browser, world: World, now: datetime) -> None:
    propose(browser(world.pouya_head), world, "pouya_worker")
    assert ("liaison", world.pouya.id) in posts_of(app, world.pouya_worker)


def test_a_head_proposes_at_the_own_agency_only(browser: Browser, world: World, now: datetime) -> None:
    answer = propose(browser(world.pouya_head), world, "pouya_worker", agency=world.welfare.code)
    assert answer.status_code == 403


def test_a_head_does_not_confirm_the_own_post(app: Flask, browser: Browser, world: World, now: datetime) -> None:
    propose(browser(world.pouya_head), world, "pouya_head")
    post = row_of(app, Post, person_id=world.pouya_head.id, kind=PostKind.LIAISON)
    assert post.confirmed_at is None
    assert browser(world.pouya_head).post(f"/posts/{post.public_id}/confirm").status_code == 404


def test_a_heads_post_is_confirmed_by_the_host_agencys_head(
    app: Flask, browser: Browser, world: World, now: datetime
) -> None:
    propose(browser(world.pouya_head), world, "pouya_worker", kind="head")
    post = row_of(app, Post, person_id=world.pouya_worker.id, kind=PostKind.HEAD)
    assert post.confirmed_at is None
    assert browser(world.pouya_head).post(f"/posts/{post.public_id}/confirm").status_code == 404
    assert browser(world.municipality_head).post(f"/posts/{post.public_id}/confirm").status_code == 303


def test_a_refused_post_never_opens_and_is_told(app: Flask, browser: Browser, waiting: World) -> None:
    post = the_post(app, waiting)
    head = browser(waiting.pouya_head)
    head.post(f"/posts/{post.public_id}/refuse")
    assert head.post(f"/posts/{post.public_id}/confirm").status_code == 409
    assert posts_of(app, waiting.pouya_worker) == {("worker", waiting.pouya.id)}
    assert events(app, "post.refused") == ["post.refused"]


def test_a_change_of_rights_begins_the_sign_ins_anew(app: Flask, browser: Browser, waiting: World) -> None:
    worker = browser(waiting.pouya_worker)
    browser(waiting.pouya_head).post(f"/posts/{the_post(app, waiting).public_id}/confirm")
    assert worker.get("/account").status_code == 303


def test_the_same_post_is_not_proposed_twice(browser: Browser, waiting: World) -> None:
    assert propose(browser(waiting.administrator), waiting, "pouya_worker").status_code == 422


def test_a_post_begins_on_its_first_day(app: Flask, browser: Browser, world: World, now: datetime) -> None:
    propose(browser(world.pouya_head), world, "pouya_worker", from_on="1405/9/5")
    assert ("liaison", world.pouya.id) not in posts_of(app, world.pouya_worker)
    with clock.at(now + timedelta(days=5)):
        assert ("liaison", world.pouya.id) in posts_of(app, world.pouya_worker)


def test_a_post_opens_nothing_after_its_last_day(app: Flask, browser: Browser, world: World, now: datetime) -> None:
    post = row_of(app, Post, person_id=world.pouya_worker.id)
    browser(world.pouya_head).post(f"/posts/{post.public_id}/end", data={"to_on": "1405/8/30"})
    assert posts_of(app, world.pouya_worker)
    with clock.at(now + timedelta(days=1)):
        assert not posts_of(app, world.pouya_worker)
    assert events(app, "post.ended") == ["post.ended"]


def test_the_last_day_is_not_put_off(app: Flask, browser: Browser, world: World, now: datetime) -> None:
    post = row_of(app, Post, person_id=world.pouya_worker.id)
    admin = browser(world.administrator)
    admin.post(f"/posts/{post.public_id}/end", data={"to_on": "1405/8/30"})
    assert admin.post(f"/posts/{post.public_id}/end", data={"to_on": "1410/1/1"}).status_code == 422
    assert row_of(app, Post, id=post.id).to_on == local_date(now)


def test_a_post_does_not_end_before_it_began(app: Flask, browser: Browser, world: World, now: datetime) -> None:
    post = row_of(app, Post, person_id=world.pouya_worker.id)
    answer = browser(world.pouya_head).post(f"/posts/{post.public_id}/end", data={"to_on": "1390/1/1"})
    assert answer.status_code == 422


def test_a_head_ends_posts_of_the_own_agency_only(app: Flask, browser: Browser, world: World) -> None:
    post = row_of(app, Post, person_id=world.welfare_worker.id)
    url = f"/posts/{post.public_id}/end"
    assert browser(world.pouya_head).post(url, data={"to_on": "1405/8/30"}).status_code == 404


# --- roles ----------------------------------------------------------------------------------------------------------


def propose_role(client: FlaskClient, world: World, who: str, kind: str) -> Any:
    data = {"kind": kind, "from_on": "1405/8/30"}
    return client.post(f"/people/{world.people[who].public_id}/roles/new", data=data)


@pytest.fixture
def role(app: Flask, browser: Browser, world: World, now: datetime) -> InstallationRole:
    """The administrator has proposed the reviewer as an auditor."""
    assert propose_role(browser(world.administrator), world, "reviewer", "auditor").status_code == 303
    found: InstallationRole = row_of(app, InstallationRole, person_id=world.reviewer.id)
    return found


def roles_of(app: Flask, person: Any) -> frozenset[RoleKind]:
    with app.app_context():
        return actor_of(person.id).roles


def test_a_proposed_role_opens_nothing(app: Flask, world: World, role: InstallationRole) -> None:
    assert roles_of(app, world.reviewer) == frozenset()


def test_a_role_takes_effect_when_the_host_agencys_head_confirms(
    app: Flask, browser: Browser, world: World, role: InstallationRole
) -> None:
    host = browser(world.municipality_head)
    assert world.reviewer.name in host.get("/people/posts").text
    host.post(f"/roles/{role.public_id}/confirm")
    assert roles_of(app, world.reviewer) == {RoleKind.AUDITOR}


@pytest.mark.parametrize("who", ["administrator", "pouya_head", "reviewer"])
def test_nobody_else_confirms_a_role(browser: Browser, world: World, role: InstallationRole, who: str) -> None:
    assert browser(world.people[who]).post(f"/roles/{role.public_id}/confirm").status_code == 404


def test_a_refused_role_opens_nothing(app: Flask, browser: Browser, world: World, role: InstallationRole) -> None:
    browser(world.municipality_head).post(f"/roles/{role.public_id}/refuse")
    assert roles_of(app, world.reviewer) == frozenset()


def test_heads_propose_no_roles(browser: Browser, world: World) -> None:
    assert propose_role(browser(world.pouya_head), world, "pouya_worker", "auditor").status_code == 404


def test_an_ended_role_is_gone_at_once(app: Flask, browser: Browser, world: World) -> None:
    role = row_of(app, InstallationRole, person_id=world.auditor.id)
    browser(world.administrator).post(f"/roles/{role.public_id}/end")
    assert roles_of(app, world.auditor) == frozenset()


def test_the_last_administrator_keeps_the_role(app: Flask, browser: Browser, world: World) -> None:
    role = row_of(app, InstallationRole, person_id=world.administrator.id)
    assert browser(world.administrator).post(f"/roles/{role.public_id}/end").status_code == 422
    assert roles_of(app, world.administrator) == {RoleKind.ADMINISTRATOR}


# --- absences ---------------------------------------------------------------------------------------------------------


def away(client: FlaskClient, world: World, who: str, deputy: str, first: str, last: str) -> Any:
    data = {"deputy": world.people[deputy].public_id, "from_on": first, "to_on": last}
    return client.post(f"/people/{world.people[who].public_id}/absences/new", data=data)


def test_the_deputy_acts_on_the_days_of_the_absence(app: Flask, browser: Browser, world: World, now: datetime) -> None:
    head = browser(world.pouya_head)
    assert away(head, world, "pouya_liaison", "pouya_worker", "1405/8/30", "1405/9/2").status_code == 303
    assert ("liaison", world.pouya.id) in posts_of(app, world.pouya_worker)
    with clock.at(now + timedelta(days=3)):
        assert ("liaison", world.pouya.id) not in posts_of(app, world.pouya_worker)
    assert events(app, "absence.recorded") == ["absence.recorded"]


def test_a_deputy_acts_no_longer_when_the_person_is_back(
    app: Flask, browser: Browser, world: World, now: datetime
) -> None:
    head = browser(world.pouya_head)
    away(head, world, "pouya_liaison", "pouya_worker", "1405/8/30", "1405/9/2")
    with app.app_context():
        absence = db.session.get_one(Person, world.pouya_liaison.id).absences[0].public_id
    head.post(f"/people/{world.pouya_liaison.public_id}/absences/{absence}/end")
    assert ("liaison", world.pouya.id) not in posts_of(app, world.pouya_worker)


def test_a_deputy_is_a_colleague(browser: Browser, world: World, now: datetime) -> None:
    """So that an administrator names nobody, and not himself, into an agency's files."""
    for deputy in ("administrator", "welfare_worker"):
        answer = away(browser(world.administrator), world, "pouya_liaison", deputy, "1405/8/30", "1405/9/2")
        assert answer.status_code == 422


def test_a_deputy_acts_only_at_agencies_of_the_own_posts(app: Flask, world: World, now: datetime) -> None:
    with app.app_context(), writing():
        add_post(world.pouya_liaison, world.welfare, PostKind.LIAISON)
        db.session.commit()
    test_the_deputy_acts = posts_of(app, world.pouya_worker)
    assert test_the_deputy_acts == {("worker", world.pouya.id)}


def test_an_absence_is_not_recorded_twice(browser: Browser, world: World, now: datetime) -> None:
    head = browser(world.pouya_head)
    away(head, world, "pouya_liaison", "pouya_worker", "1405/8/30", "1405/9/2")
    assert away(head, world, "pouya_liaison", "pouya_worker", "1405/9/1", "1405/9/9").status_code == 422


@pytest.mark.parametrize(("first", "last"), [("1405/9/2", "1405/9/1"), ("1405/8/1", "1405/8/29")])
def test_days_that_do_not_fit_are_refused(browser: Browser, world: World, now: datetime, first: str, last: str) -> None:
    answer = away(browser(world.pouya_head), world, "pouya_liaison", "pouya_worker", first, last)
    assert answer.status_code == 422


def test_a_head_records_no_absence_elsewhere(browser: Browser, world: World) -> None:
    url = f"/people/{world.welfare_liaison.public_id}/absences/new"
    assert browser(world.pouya_head).get(url).status_code == 404


def test_no_session_is_ended_by_a_proposal(app: Flask, browser: Browser, world: World, now: datetime) -> None:
    browser(world.pouya_worker)
    propose(browser(world.administrator), world, "pouya_worker")
    assert [row.ended_at for row in rows_of(app, SessionRow, person_id=world.pouya_worker.id)] == [None]


def test_an_administrator_with_two_hats_gives_no_right_alone(
    app: Flask, browser: Browser, world: World, now: datetime
) -> None:
    with app.app_context(), writing():
        person = add_person("دو کلاه", "two@example.org")
        add_role(person, RoleKind.ADMINISTRATOR)
        db.session.commit()
        both = somebody(person)
    world.people["both"] = both
    propose(browser(both), world, "both")
    assert posts_of(app, both) == set()
    assert row_of(app, Post, person_id=both.id).from_on == date(2026, 11, 21)
