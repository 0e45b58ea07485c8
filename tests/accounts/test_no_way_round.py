"""No way round the head's word: lending, handing over, codes and addresses open no child's file by themselves."""

from __future__ import annotations

from datetime import datetime

import pytest
from flask import Flask

from coordination.accounts.models import Absence, OneTimeLink, Post, PostKind
from coordination.cases.models import Case
from coordination.kernel.db import db, writing
from tests.accounts.acts import CODE, code_on, events, give_password, row_of, rows_of
from tests.accounts.conftest import Browser
from tests.accounts.test_handover import hand_over
from tests.accounts.test_links import choose
from tests.accounts.test_posts import away, posts_of
from tests.world import World, add_case, add_post


def give_post(app: Flask, world: World, who: str, at: str, kind: PostKind) -> None:
    with app.app_context(), writing():
        add_post(world.people[who], getattr(world, at), kind)
        db.session.commit()


@pytest.mark.parametrize("who", ["pouya_head", "administrator"])
def test_nobody_names_himself_the_deputy(app: Flask, browser: Browser, world: World, now: datetime, who: str) -> None:
    give_post(app, world, who, "pouya", PostKind.REGISTRAR)
    assert away(browser(world.people[who]), world, "pouya_liaison", who, "1405/8/30", "1405/9/2").status_code == 422
    assert rows_of(app, Absence) == []


def test_a_head_lends_no_post_of_another_agency(app: Flask, browser: Browser, world: World, now: datetime) -> None:
    give_post(app, world, "pouya_liaison", "welfare", PostKind.LIAISON)
    give_post(app, world, "pouya_worker", "welfare", PostKind.REGISTRAR)
    answer = away(browser(world.pouya_head), world, "pouya_liaison", "pouya_worker", "1405/8/30", "1405/9/2")
    assert answer.status_code == 422
    assert rows_of(app, Absence) == []


@pytest.mark.parametrize("who", ["pouya_head", "administrator"])
def test_nobody_hands_files_over_to_himself(app: Flask, browser: Browser, world: World, who: str) -> None:
    if who == "administrator":
        give_post(app, world, who, "pouya", PostKind.WORKER)
    with app.app_context(), writing():
        add_case(world.pouya, worker=world.pouya_worker)
        db.session.commit()
    assert hand_over(browser(world.people[who]), world, who).status_code == 422
    assert [row.worker_id for row in rows_of(app, Case)] == [world.pouya_worker.id]


def test_files_go_to_nobody_whose_post_does_not_work_on_them(app: Flask, browser: Browser, world: World) -> None:
    give_post(app, world, "welfare_worker", "pouya", PostKind.REGISTRAR)
    with app.app_context(), writing():
        add_case(world.pouya, worker=world.pouya_worker)
        db.session.commit()
    assert hand_over(browser(world.pouya_head), world, "welfare_worker").status_code == 422
    assert [row.worker_id for row in rows_of(app, Case)] == [world.pouya_worker.id]


# --- somebody else's account ------------------------------------------------------------------------------------------


def code_for(browser: Browser, world: World, who: str, by: str) -> str:
    return code_on(browser(world.people[by]).post(f"/people/{world.people[who].public_id}/code"))


def readdress(browser: Browser, world: World, who: str, by: str) -> int:
    person = world.people[who]
    data = {"name": person.name, "name_en": "", "email": "another@example.org", "mobile": ""}
    return browser(world.people[by]).post(f"/people/{person.public_id}/edit", data=data).status_code


def test_after_a_code_of_an_administrator_the_posts_wait_for_their_head(
    app: Flask, browser: Browser, world: World, now: datetime
) -> None:
    give_password(app, world.pouya_liaison)
    assert choose(app.test_client(), code_for(browser, world, "pouya_liaison", "administrator")).status_code == 303
    assert posts_of(app, world.pouya_liaison) == set()
    assert events(app, "post.proposed") == ["post.proposed"]


def test_until_the_code_is_used_the_posts_stand(app: Flask, browser: Browser, world: World, now: datetime) -> None:
    give_password(app, world.pouya_liaison)
    code_for(browser, world, "pouya_liaison", "administrator")
    assert posts_of(app, world.pouya_liaison) == {("liaison", world.pouya.id)}


def test_the_head_confirms_them_again(app: Flask, browser: Browser, world: World, now: datetime) -> None:
    give_password(app, world.pouya_liaison)
    choose(app.test_client(), code_for(browser, world, "pouya_liaison", "administrator"))
    post = row_of(app, Post, person_id=world.pouya_liaison.id)
    assert browser(world.pouya_head).post(f"/posts/{post.public_id}/confirm").status_code == 303
    assert posts_of(app, world.pouya_liaison) == {("liaison", world.pouya.id)}


def test_after_a_code_of_the_head_the_posts_stand(app: Flask, browser: Browser, world: World, now: datetime) -> None:
    give_password(app, world.pouya_liaison)
    choose(app.test_client(), code_for(browser, world, "pouya_liaison", "pouya_head"))
    assert posts_of(app, world.pouya_liaison) == {("liaison", world.pouya.id)}


def test_the_host_agencys_only_head_gets_no_code_from_others(
    app: Flask, browser: Browser, world: World, now: datetime
) -> None:
    give_password(app, world.municipality_head)
    url = f"/people/{world.municipality_head.public_id}/code"
    assert browser(world.administrator).post(url).status_code == 422
    assert rows_of(app, OneTimeLink) == []


def test_an_address_changed_by_an_administrator_lets_the_posts_wait(
    app: Flask, browser: Browser, world: World, now: datetime
) -> None:
    give_password(app, world.pouya_liaison)
    assert readdress(browser, world, "pouya_liaison", "administrator") == 303
    assert posts_of(app, world.pouya_liaison) == set()


def test_an_address_changed_by_the_head_lets_them_stand(
    app: Flask, browser: Browser, world: World, now: datetime
) -> None:
    give_password(app, world.pouya_liaison)
    assert readdress(browser, world, "pouya_liaison", "pouya_head") == 303
    assert posts_of(app, world.pouya_liaison) == {("liaison", world.pouya.id)}


def test_a_code_sent_to_a_mistyped_address_ends_with_its_correction(
    app: Flask, browser: Browser, world: World, now: datetime
) -> None:
    code = code_for(browser, world, "pouya_liaison", "pouya_head")
    readdress(browser, world, "pouya_liaison", "pouya_head")
    assert choose(app.test_client(), code).status_code == 422


# --- on the server ----------------------------------------------------------------------------------------------------


def test_who_runs_commands_on_the_server_prints_a_code_for_anybody(app: Flask, world: World, now: datetime) -> None:
    give_password(app, world.municipality_head)
    printed = app.test_cli_runner().invoke(args=["code", world.municipality_head.email.upper()])
    found = CODE.search(printed.output)
    assert found, printed.output
    assert choose(app.test_client(), found.group()).status_code == 303
    assert posts_of(app, world.municipality_head) == {("head", world.municipality.id)}


def test_an_unknown_address_gets_no_code(app: Flask, world: World) -> None:
    printed = app.test_cli_runner().invoke(args=["code", "nobody@example.org"])
    assert printed.exit_code == 1
    assert rows_of(app, OneTimeLink) == []


@pytest.mark.parametrize(("by", "said"), [("administrator", True), ("pouya_head", False)])
def test_pages_say_what_will_wait(
    app: Flask, browser: Browser, world: World, now: datetime, by: str, said: bool
) -> None:
    give_password(app, world.pouya_liaison)
    client, url = browser(world.people[by]), f"/people/{world.pouya_liaison.public_id}"
    client.post("/language", data={"language": "en"})
    for page in (client.get(f"{url}/edit").text, client.post(f"{url}/code").text):
        assert ("confirmation again" in page) is said
