"""Naming who rules on objections, and finding people by name while doing so."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from coordination.accounts.models import PostKind
from coordination.directory.models import Agency, Installation
from coordination.kernel.db import db
from tests.pages import send
from tests.world import World, add_person, add_post

Enter = Callable[[str], FlaskClient]


def test_an_agency_names_its_reviewers_by_name_and_address(app: Flask, as_person: Enter, world: World) -> None:
    with app.app_context():
        add_person("نادر یکتا", "nader@example.org")
        db.session.commit()
    page = f"/agencies/{world.pouya.public_id}/reviewers"
    typed = {"first": "مهسا داورپناه", "second": "NADER@example.org"}
    assert send(as_person("pouya_head"), page, typed).status_code == 303
    with app.app_context():
        agency = db.session.get_one(Agency, world.pouya.id)
        assert agency.reviewer_id == world.reviewer.id
        assert agency.second_reviewer_id is not None


@pytest.mark.parametrize(
    ("first", "second"), [("", "مهسا داورپناه"), ("مهسا داورپناه", "مهسا داورپناه"), ("شیوا مهرآیین", ""), ("م", "")]
)
def test_reviewers_who_could_not_rule_are_refused(as_person: Enter, world: World, first: str, second: str) -> None:
    page = f"/agencies/{world.pouya.public_id}/reviewers"
    assert send(as_person("pouya_head"), page, {"first": first, "second": second}).status_code == 422


@pytest.mark.parametrize("field", ["first", "second"])
def test_nobody_names_himself_a_reviewer(app: Flask, admin: FlaskClient, world: World, field: str) -> None:
    typed = {"first": world.reviewer.email, "second": ""} | {field: world.administrator.email}
    assert send(admin, "/settings/reviewers", typed).status_code == 422
    with app.app_context():
        installation = db.session.get_one(Installation, 1)
        assert world.administrator.id not in (installation.reviewer_id, installation.second_reviewer_id)


def test_people_of_one_name_are_told_apart_by_their_address(app: Flask, admin: FlaskClient, world: World) -> None:
    with app.app_context():
        for number in (1, 2):
            add_post(add_person("نادر یکتا", f"nader{number}@example.org"), world.police, PostKind.WORKER)
        db.session.commit()
    answer = send(admin, "/settings/reviewers", {"first": "نادر یکتا"})
    assert answer.status_code == 422
    assert "nader1@example.org" in answer.text
    assert "nader2@example.org" in answer.text


def test_completion_of_people_is_not_for_workers(as_person: Enter) -> None:
    assert as_person("pouya_worker").get("/people/complete?q=سارا").status_code == 403
    assert as_person("pouya_head").get("/people/complete?q=سارا").text.count("<option") == 1


def test_nobody_is_found_by_a_single_letter(admin: FlaskClient) -> None:
    assert "<option" not in admin.get("/people/complete?q=س").text
