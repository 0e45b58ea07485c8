"""In which group: whoever sits in several chooses one before he calls a meeting or proposes an item."""

from __future__ import annotations

from flask import Flask
from flask.testing import FlaskClient

from coordination.groups.models import SeatKind
from coordination.kernel.db import db
from tests.gatherings import add_group, add_meeting, add_seat
from tests.pages import send
from tests.world import World, sign_in


def test_a_secretary_of_one_group_goes_straight_to_its_meeting(client: FlaskClient, world: World) -> None:
    sign_in(client, world.secretary)
    assert client.get("/meetings/new").location == f"/groups/{world.group.public_id}/meetings/new"


def test_a_secretary_of_two_groups_chooses_one(app: Flask, client: FlaskClient, world: World) -> None:
    with app.app_context():
        board = add_group("هیئت مدیره آزمون", world.municipality)
        add_seat(board, world.secretary, SeatKind.SECRETARY)
        address = f"/groups/{board.public_id}/meetings/new"
        db.session.commit()
    sign_in(client, world.secretary)
    page = client.get("/meetings/new")
    assert page.status_code == 200
    assert address in page.text
    assert f"/groups/{world.group.public_id}/meetings/new" in page.text


def test_the_new_menu_leads_a_secretary_of_two_groups_to_the_choice(
    app: Flask, client: FlaskClient, world: World
) -> None:
    with app.app_context():
        add_seat(add_group("هیئت مدیره آزمون", world.municipality), world.secretary, SeatKind.SECRETARY)
        db.session.commit()
    sign_in(client, world.secretary)
    assert 'href="/meetings/new"' in client.get("/").text


def test_a_group_in_which_one_only_observes_is_not_offered(app: Flask, client: FlaskClient, world: World) -> None:
    with app.app_context():
        watched = add_group("شورای دیده‌شده", world.municipality)
        add_seat(watched, world.member, SeatKind.OBSERVER)
        own = add_group("هیئت مدیره آزمون", world.municipality)
        add_seat(own, world.member)
        closed, open_ = watched.public_id, own.public_id
        db.session.commit()
    sign_in(client, world.member)
    page = client.get("/items/new").text
    assert closed not in page
    assert f"/groups/{open_}/propose" in page


def test_the_choice_of_another_group_is_not_found(app: Flask, client: FlaskClient, world: World) -> None:
    sign_in(client, world.secretary)
    assert client.get(f"/meetings/new?group={world.lead.id}").status_code == 404


def test_a_liaison_without_a_seat_proposes_in_the_name_of_his_agency(
    app: Flask, client: FlaskClient, world: World
) -> None:
    sign_in(client, world.welfare_liaison)  # the welfare directorate has a seat, which somebody else holds
    assert client.get("/items/new").location == f"/groups/{world.group.public_id}/propose"
    assert f"/groups/{world.group.public_id}/propose" in client.get(f"/groups/{world.group.public_id}").text
    sent = send(client, f"/groups/{world.group.public_id}/propose", {"title": "جای خالی در مرکز روزانه"})
    assert sent.status_code == 303
    assert client.get(sent.location).status_code == 200


def test_the_group_leads_to_its_own_meetings_only(app: Flask, client: FlaskClient, world: World) -> None:
    with app.app_context():
        board = add_group("هیئت مدیره آزمون", world.municipality)
        add_seat(board, world.secretary, SeatKind.SECRETARY)
        here = add_meeting(world.group).public_id
        there = add_meeting(board).public_id
        db.session.commit()
    sign_in(client, world.secretary)
    link = f"/meetings?group={world.group.id}"
    assert f'href="{link}"' in client.get(f"/groups/{world.group.public_id}").text
    page = client.get(link).text
    assert here in page
    assert there not in page
