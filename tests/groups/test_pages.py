"""The pages of groups in both languages: what they show to whom, what they save, and what they cost."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from coordination.accounts.models import Person
from coordination.directory.models import Agency, Installation
from coordination.groups.models import Group, Phrase, Seat, SeatKind
from coordination.kernel import clock
from coordination.kernel.db import db
from tests.gatherings import add_group, add_seat
from tests.pages import form_of, send
from tests.world import World, add_agency, add_person, get

Enter = Callable[[str], FlaskClient]
Counted = Callable[[], AbstractContextManager[list[str]]]
LARGEST = 45_000


def seat_of(app: Flask, world: World, part: str) -> str:
    """Public id of the seat that this person holds in the education group."""
    with app.app_context():
        held = select(Seat.public_id).where(Seat.group_id == world.group.id, Seat.holder_id == world.people[part].id)
        return str(db.session.execute(held).scalar_one())


def cost(client: FlaskClient, address: str, statements: Counted) -> int:
    client.get(address)
    with statements() as seen:
        assert client.get(address).status_code == 200
    return len(seen)


@pytest.mark.both
@pytest.mark.parametrize("language", ["fa", "en"])
def test_every_page_opens(app: Flask, world: World, as_person: Enter, language: str) -> None:
    with app.app_context():
        for name in ("administrator", "municipality_head", "secretary"):
            get(Person, world.people[name]).language = language
        phrase = Phrase(group_id=world.group.id, text="مقرر شد «…» پیگیری کند.")
        db.session.add(phrase)
        db.session.commit()
        phrase_id = phrase.public_id
    group, seat = f"/groups/{world.group.public_id}", f"/seats/{seat_of(app, world, 'member')}"
    pages = {
        "secretary": [
            "/groups", "/groups?whose=all&q=آموزش&kind=working_group", "/groups?whose=all&active=no", group,
            f"{group}?seats=past", f"{group}/edit", f"{group}/phrases", f"/phrases/{phrase_id}", f"{group}/seats/new",
            seat, f"{seat}/edit", f"{seat}/delegate", f"{seat}/end",
        ],
        "administrator": [
            "/groups", "/groups/new", "/settings/lead-group", "/settings/phrases", f"{group}/edit",
            f"{group}/seats/new",
            f"/agencies/{world.pouya.public_id}/lead-group", f"/agencies/{world.pouya.public_id}", "/settings",
        ],
        "municipality_head": ["/groups/seats-to-confirm", "/groups/new", seat],
    }  # fmt: skip
    for who, addresses in pages.items():
        client = as_person(who)
        for address in addresses:
            answer = client.get(address)
            assert answer.status_code == 200, address
            assert f'lang="{language}"' in answer.text
            assert answer.text.count("<h1") == 1, address


def test_a_seat_of_a_closed_account_shows_as_vacant(app: Flask, world: World, as_person: Enter) -> None:
    address = f"/groups/{world.group.public_id}"
    client = as_person("secretary")
    assert "<b>" not in client.get(address).text
    with app.app_context():
        get(Person, world.member).disabled_at = clock.now()
        db.session.commit()
    assert "بی‌متصدی" in client.get(address).text


def test_closing_an_account_names_the_seats_that_fall_vacant(world: World, as_person: Enter) -> None:
    page = as_person("administrator").get(f"/people/{world.member.public_id}/disable").text
    assert "کرسی‌ها در کارگروه‌ها" in page


def test_the_list_begins_with_ones_own_groups(world: World, as_person: Enter) -> None:
    client = as_person("secretary")
    own, everything = client.get("/groups").text, client.get("/groups?whose=all").text
    assert (world.lead.name_fa in own, world.group.name_fa in own) == (False, True)
    assert world.group.name_fa in everything


def test_a_desk_finds_the_groups_of_its_agency(world: World, as_person: Enter) -> None:
    found = {who: as_person(who).get("/groups?whose=mine").text for who in ("welfare_liaison", "welfare_worker")}
    assert {who: world.group.name_fa in page for who, page in found.items()} == {
        "welfare_liaison": True,
        "welfare_worker": False,
    }


def test_who_only_sits_in_a_group_sees_no_other(world: World, as_person: Enter) -> None:
    client = as_person("observer")
    assert world.lead.name_fa not in client.get("/groups?whose=all").text
    assert client.get(f"/groups/{world.lead.public_id}").status_code == 404
    assert client.get(f"/groups/{world.group.public_id}").status_code == 200


def test_a_member_edits_nothing(app: Flask, world: World, as_person: Enter) -> None:
    client, seat = as_person("member"), seat_of(app, world, "observer")
    group = f"/groups/{world.group.public_id}"
    for address in (f"{group}/edit", f"{group}/seats/new", f"{group}/phrases", f"/seats/{seat}/edit"):
        assert client.get(address).status_code == 404, address
    for address in ("/groups/new", "/groups/seats-to-confirm", "/settings/phrases", "/settings/lead-group"):
        assert client.get(address).status_code == 403, address


# --- what they save -------------------------------------------------------------------------------------------------


def test_a_new_group_has_a_seat_of_its_host(app: Flask, world: World, as_person: Enter) -> None:
    typed = {"name_fa": "کمیته پناه", "number_prefix": "pn", "kind": "committee", "host": world.welfare.name_fa}
    answer = send(as_person("administrator"), "/groups/new", typed)
    assert answer.status_code == 303
    with app.app_context():
        group = db.session.scalars(select(Group).where(Group.number_prefix == "PN")).one()
        assert [(seat.agency_id, seat.holder_id) for seat in group.seats] == [(world.welfare.id, None)]


def test_a_quorum_above_the_voting_seats_is_saved_and_warned_of(app: Flask, world: World, as_person: Enter) -> None:
    client, page = as_person("secretary"), f"/groups/{world.group.public_id}"
    assert send(client, f"{page}/edit", {"quorum_kind": "number", "quorum_value": "۹"}).status_code == 303
    with app.app_context():
        assert get(Group, world.group).quorum_value == 9
    assert 'class="flash flash-warning"' in client.get(page).text


def test_required_agencies_are_chosen_among_the_members(app: Flask, world: World, as_person: Enter) -> None:
    client, page = as_person("secretary"), f"/groups/{world.group.public_id}"
    assert send(client, f"{page}/edit", {"quorum_agencies": [str(world.pouya.id)]}).status_code == 303
    assert world.pouya.name_fa in client.get(page).text
    assert send(client, f"{page}/edit", {"quorum_agencies": [str(world.police.id)]}).status_code == 422


def test_two_people_who_edit_a_group_see_both_texts(app: Flask, world: World, as_person: Enter) -> None:
    client, page = as_person("secretary"), f"/groups/{world.group.public_id}/edit"
    target, values = form_of(client.get(page).text, page)
    assert send(as_person("chair"), page, {"purpose": "هدف نخست"}).status_code == 303
    answer = client.post(target, data=values | {"purpose": ["هدف دوم"]})
    assert answer.status_code == 409
    assert "هدف نخست" in answer.text
    assert "هدف دوم" in answer.text


def test_the_secretary_adds_a_member(app: Flask, world: World, as_person: Enter) -> None:
    page = f"/groups/{world.group.public_id}/seats/new"
    typed = {"kind": "member", "agency": world.police.name_fa, "holder": "police.liaison@example.org"}
    assert send(as_person("secretary"), page, typed).status_code == 303
    with app.app_context():
        seat = db.session.scalars(select(Seat).where(Seat.agency_id == world.police.id)).one()
        assert (seat.holder_id, seat.confirmed_at is not None) == (world.police_liaison.id, True)


def test_the_secretary_is_not_offered_the_chair(world: World, as_person: Enter) -> None:
    page = f"/groups/{world.group.public_id}/seats/new"
    assert 'value="chair"' not in as_person("secretary").get(page).text
    assert 'value="chair"' in as_person("municipality_head").get(page).text


def test_what_an_administrator_proposes_waits_for_the_hosts_head(app: Flask, world: World, as_person: Enter) -> None:
    page = f"/groups/{world.group.public_id}/seats/new"
    typed = {"kind": "secretary", "holder": "police.liaison@example.org"}
    assert send(as_person("administrator"), page, typed).status_code == 303
    seat = f"/seats/{seat_of(app, world, 'police_liaison')}"
    head, waiting = as_person("municipality_head"), "/groups/seats-to-confirm"
    assert world.police_liaison.email in head.get(waiting).text
    assert as_person("welfare_head").post(f"{seat}/confirm").status_code == 404
    assert send(head, waiting, action=f"{seat}/confirm").status_code == 303
    assert world.police_liaison.email not in head.get(waiting).text
    with app.app_context():
        assert db.session.scalars(select(Seat).where(Seat.holder_id == world.police_liaison.id)).one().confirmed_at


def test_an_agencys_liaison_names_its_delegate(app: Flask, world: World, as_person: Enter) -> None:
    seat = seat_of(app, world, "member")
    typed = {"holder": "welfare.worker@example.org", "alternate": ""}
    assert send(as_person("welfare_liaison"), f"/seats/{seat}/delegate", typed).status_code == 303
    assert as_person("pouya_liaison").get(f"/seats/{seat}/delegate").status_code == 404
    with app.app_context():
        row = db.session.scalars(select(Seat).where(Seat.public_id == seat)).one()
        assert (row.holder_id, row.alternate_id) == (world.welfare_worker.id, None)


def test_a_seat_that_was_ended_is_among_the_past(app: Flask, world: World, as_person: Enter) -> None:
    client, seat = as_person("secretary"), seat_of(app, world, "observer")
    assert send(client, f"/seats/{seat}/end").status_code == 303
    page = f"/groups/{world.group.public_id}"
    assert world.observer.name not in client.get(page).text
    assert world.observer.name in client.get(f"{page}?seats=past").text
    assert send(client, f"/seats/{seat}/delegate", {"alternate": "police.head@example.org"}).status_code == 409


def test_the_lead_group_of_an_agency_is_named_on_its_page(app: Flask, world: World, as_person: Enter) -> None:
    head, agency = as_person("pouya_head"), f"/agencies/{world.pouya.public_id}"
    assert send(head, f"{agency}/lead-group", {"group": "CE"}).status_code == 303
    assert f"/groups/{world.group.public_id}" in head.get(agency).text
    assert send(head, f"{agency}/lead-group", {"group": ""}).status_code == 303
    with app.app_context():
        assert get(Agency, world.pouya).lead_group_id is None


def test_the_installations_lead_group_is_named_in_the_settings(app: Flask, world: World, as_person: Enter) -> None:
    admin = as_person("administrator")
    assert send(admin, "/settings/lead-group", {"group": "CE"}).status_code == 303
    assert send(admin, "/settings/lead-group", {"group": ""}).status_code == 422
    with app.app_context():
        assert get(Installation, 1).lead_group_id == world.group.id


def test_phrases_are_added_moved_and_taken_out(app: Flask, world: World, as_person: Enter) -> None:
    client, page = as_person("secretary"), f"/groups/{world.group.public_id}/phrases"
    for text in ("جمله «…» نخست", "جمله دوم"):
        assert send(client, page, {"text": text}).status_code == 303
    assert send(client, page, {"text": "جمله دوم"}).status_code == 422
    with app.app_context():
        second = db.session.scalars(select(Phrase).where(Phrase.text == "جمله دوم")).one().public_id
    assert send(client, page, action=f"/phrases/{second}/up").status_code == 303
    shown = client.get(page).text
    assert shown.index("جمله دوم") < shown.index("جمله «…» نخست")
    assert send(client, f"/phrases/{second}", action=f"/phrases/{second}/delete").status_code == 303
    assert "جمله دوم" not in client.get(page).text


def test_shared_phrases_are_the_administrators(app: Flask, world: World, as_person: Enter) -> None:
    assert send(as_person("administrator"), "/settings/phrases", {"text": "جمله همگانی"}).status_code == 303
    with app.app_context():
        phrase = db.session.scalars(select(Phrase)).one().public_id
    secretary = as_person("secretary")
    assert "جمله همگانی" in secretary.get(f"/groups/{world.group.public_id}/phrases").text
    assert secretary.get(f"/phrases/{phrase}").status_code == 404


# --- completion -----------------------------------------------------------------------------------------------------


def test_people_are_completed_by_name_for_those_who_may_name_them(world: World, as_person: Enter) -> None:
    address = "/people/complete?field=holder&holder=رؤیا"
    assert "member@example.org" in as_person("secretary").get(address).text
    assert "member@example.org" in as_person("welfare_liaison").get(address).text
    assert as_person("welfare_worker").get(address).status_code == 403


def test_groups_are_completed_by_name(world: World, as_person: Enter) -> None:
    assert "CE" in as_person("welfare_worker").get("/groups/complete?field=group&group=اموزش").text


# --- what they cost -------------------------------------------------------------------------------------------------


@pytest.mark.both
def test_the_list_costs_the_same_for_two_groups_and_for_a_hundred(
    app: Flask, world: World, as_person: Enter, statements: Counted
) -> None:
    client = as_person("secretary")
    few = cost(client, "/groups?whose=all", statements)
    with app.app_context():
        for number in range(100):
            add_group(f"کارگروه شماره {number}", world.municipality)
        db.session.commit()
    assert cost(client, "/groups?whose=all", statements) == few
    assert few <= 5


@pytest.mark.both
def test_a_group_of_161_seats_costs_what_a_small_one_does(
    app: Flask, world: World, as_person: Enter, statements: Counted
) -> None:
    client, address = as_person("secretary"), f"/groups/{world.group.public_id}"
    few = cost(client, address, statements)
    with app.app_context():
        for number in range(161):
            agency = add_agency(f"سازمان خدمات اجتماعی شماره {number}")
            holder, alternate = (add_person(f"نماینده رسمی شماره {number} {which}") for which in ("الف", "ب"))
            add_seat(world.group, holder, agency=agency, alternate=alternate, letter=f"۱۴۰۵/۳۳/{number}")
        db.session.commit()
    assert cost(client, address, statements) == few
    assert few <= 7
    assert len(client.get(address).data) <= LARGEST


@pytest.mark.parametrize("page", ["edit", "seats/new", "phrases"])
def test_pages_of_one_group_cost_little(world: World, as_person: Enter, statements: Counted, page: str) -> None:
    assert cost(as_person("secretary"), f"/groups/{world.group.public_id}/{page}", statements) <= 7


def test_naming_a_member_costs_little(app: Flask, world: World, as_person: Enter, statements: Counted) -> None:
    client, page = as_person("secretary"), f"/groups/{world.group.public_id}/seats/new"
    send(client, page, {"kind": "observer", "holder": "pouya.head@example.org"})  # the first act begins the chain
    target, values = form_of(client.get(page).text, page)
    typed = {"kind": ["member"], "holder": ["police.liaison@example.org"]}
    with statements() as seen:
        assert client.post(target, data=values | typed).status_code == 303
    assert len(seen) <= 10 + 2  # the field of people, and whether the seat is held already


def test_a_long_term_that_ends_soon_is_marked(app: Flask, world: World, as_person: Enter) -> None:
    with app.app_context():
        seat = add_seat(world.group, world.people["police_head"], SeatKind.MEMBER)
        seat.to_on = clock.now().date()
        db.session.commit()
    assert "دوره رو به پایان است" in as_person("secretary").get(f"/groups/{world.group.public_id}").text


def test_who_holds_a_seat_alone_is_led_to_no_closed_page(app: Flask, as_person: Enter, world: World) -> None:
    with app.app_context():
        above, below = get(Group, world.lead), add_group("کارگروه زیرین", world.municipality, parent_id=world.group.id)
        group = get(Group, world.group)
        group.parent_id = above.id
        db.session.commit()
        closed = [above.public_id, below.public_id, group.host_agency.public_id]
    page = as_person("chair").get(f"/groups/{world.group.public_id}").text
    assert [one for one in closed if one in page] == []
    assert "کارگروه زیرین" in page
