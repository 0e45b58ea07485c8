"""Pages of the register and of the application by link, as a browser without JavaScript sees them."""

from __future__ import annotations

import logging
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from coordination.access.actor import Actor
from coordination.accounts.models import PostKind
from coordination.directory.models import Agency
from coordination.kernel import clock
from coordination.kernel.db import db
from coordination.notices.models import Notice
from coordination.outbox.delivery import deliver
from coordination.outbox.models import OutboxEvent
from coordination.registrations import commands
from coordination.registrations.links import token_of
from coordination.registrations.models import Registration, RegistrationState
from tests.conftest import MOMENT
from tests.issuing import add_registration
from tests.pages import form_of, send
from tests.registrations.conftest import NAME, NUMBER, PDF, handed_in, invited
from tests.world import Somebody, World, acting, add_case, add_consent, add_post, add_referral, get

Statements = Callable[[], AbstractContextManager[list[str]]]
Enter = Callable[[Somebody], FlaskClient]
UNTIL = "۱۴۰۶/۸/۳۰"


Doing = Callable[[Callable[[Actor], Any]], Any]


@pytest.fixture
def doing(app: Flask, registrar_person: Somebody) -> Doing:
    """`doing(lambda registrar: …)`: done and committed between requests; an id or a token is given back."""

    def do(act: Callable[[Actor], Any]) -> Any:
        with app.app_context():
            found = act(acting(registrar_person))
            db.session.commit()
            return found.public_id if isinstance(found, Registration) else found

    return do


@pytest.fixture
def link(doing: Doing) -> str:
    """The address of an application that was just begun."""
    return f"/apply/{doing(lambda registrar: invited(registrar)[1])}"


def attach(client: FlaskClient, page: str, content: bytes = PDF, name: str = "اساسنامه.pdf") -> int:
    target, values = form_of(client.get(page).text, page)
    return client.post(target, data=values | {"paper": (BytesIO(content), name)}).status_code


def fill(client: FlaskClient, link: str) -> None:
    assert send(client, f"{link}/organisation", {"organisation_id": "۱۰۳۲۰۸۹۴۸۷۸", "city": "ساری"}).status_code == 303
    assert send(client, f"{link}/permit", {"permit_number": "۱۲", "permit_on": "۱۴۰۰/۲/۱"}).status_code == 303
    assert send(client, f"{link}/contact", {"phone": "۰۱۱۳۳"}).status_code == 303
    assert attach(client, f"{link}/papers") == 303


def the_one(app: Flask) -> tuple[str, str, int | None]:
    """State, number and agency of the only entry."""
    with app.app_context():
        one = db.session.scalars(select(Registration)).one()
        return one.state, one.organisation_id, one.agency_id


# --- the applicant ------------------------------------------------------------------------------------------------


def test_an_application_is_filled_in_and_handed_in_without_an_account(app: Flask, link: str) -> None:
    client = app.test_client()
    fill(client, link)
    assert send(client, link, action=link).status_code == 303
    assert the_one(app)[:2] == (RegistrationState.SUBMITTED, NUMBER)


def test_what_is_missing_is_shown(app: Flask, link: str) -> None:
    client = app.test_client()
    assert "شناسه" in client.get(link).text
    answer = send(client, link, action=link)
    assert answer.status_code == 422


def test_a_number_that_does_not_fit_is_kept_and_doubted(app: Flask, link: str) -> None:
    client = app.test_client()
    assert send(client, f"{link}/organisation", {"organisation_id": "11111111112"}).status_code == 303
    assert "رقم کنترل" in client.get(link).text


def test_a_paper_that_is_no_paper_is_refused_in_words(app: Flask, link: str) -> None:
    client = app.test_client()
    assert attach(client, f"{link}/papers", b"MZ\x90\x00", "برنامه.exe") == 422


def test_a_paper_can_be_taken_away_again(app: Flask, link: str) -> None:
    client = app.test_client()
    attach(client, f"{link}/papers")
    page = client.get(f"{link}/papers").text
    action = page.split('action="')[2].split('"')[0] if "/remove" not in page else ""
    action = action or next(part.split('"')[0] for part in page.split('action="') if "/remove" in part.split('"')[0])
    assert client.post(action).status_code == 303
    assert "اساسنامه.pdf" not in client.get(f"{link}/papers").text


def test_the_reason_of_a_refusal_is_read_by_the_link(app: Flask, doing: Doing) -> None:
    def refuse(registrar: Actor) -> str:
        made = handed_in(registrar)
        commands.refuse(registrar, made, reason="مجوز باطل شده است")
        return token_of(made)

    token = doing(refuse)
    assert "مجوز باطل شده است" in app.test_client().get(f"/apply/{token}").text


def test_the_link_shows_nothing_of_another_organisation(app: Flask, doing: Doing, link: str) -> None:
    def other(registrar: Actor) -> str:
        made = handed_in(registrar, name_fa="خیریه همسایه", contact_email="other@example.org")
        return commands.attach(registrar, made, stream=BytesIO(PDF), filename="راز.pdf").public_id

    paper = doing(other)
    client = app.test_client()
    assert "خیریه همسایه" not in client.get(link).text
    assert client.get(f"{link}/papers/{paper}").status_code == 404


@pytest.mark.parametrize("path", ["", "/organisation", "/papers"])
def test_a_link_that_is_over_opens_nothing(app: Flask, link: str, path: str) -> None:
    with clock.at(MOMENT + timedelta(days=31)):
        assert app.test_client().get(link + path).status_code == 410


def test_links_are_not_guessed_often(app: Flask, world: World) -> None:
    client = app.test_client()
    answers = [client.get(f"/apply/guess{number}").status_code for number in range(31)]
    assert answers == [410] * 30 + [429]


def test_writing_by_a_link_is_counted(app: Flask, link: str) -> None:
    client = app.test_client()
    page = f"{link}/contact"
    target, values = form_of(client.get(page).text, page)
    assert [client.post(target, data=values).status_code for _time in range(61)][-1] == 429


def test_the_token_reaches_no_log(app: Flask, link: str, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        app.test_client().get(link)
        app.test_client().get(f"{link}x")
    token = link.rpartition("/")[2]
    assert all(token not in f"{record.getMessage()}{record.__dict__}" for record in caplog.records)


def test_two_who_write_at_once_see_both_texts(app: Flask, link: str) -> None:
    client = app.test_client()
    page = f"{link}/contact"
    target, values = form_of(client.get(page).text, page)
    assert send(client, page, {"address": "خیابان بهار"}).status_code == 303
    answer = client.post(target, data=values | {"address": ["خیابان پاییز"]})
    assert answer.status_code == 409
    assert "خیابان بهار" in answer.text
    assert "خیابان پاییز" in answer.text


# --- the registrar ------------------------------------------------------------------------------------------------


def test_the_registrar_checks_and_registers(app: Flask, desk: FlaskClient, doing: Doing) -> None:
    page = f"/register/{doing(handed_in)}"
    assert NAME in desk.get("/register?state=submitted").text
    paper = desk.get(page).text.split(f"{page}/papers/")[1].split('"')[0]
    assert desk.get(f"{page}/papers/{paper}").data == PDF
    assert send(desk, f"{page}/approve", {"valid_until": UNTIL, "documents_checked": "y"}).status_code == 303
    state, _number, agency = the_one(app)
    assert state == RegistrationState.REGISTERED
    assert agency is not None


def test_who_invites_the_head_is_named_where_the_registrar_may_not(
    desk: FlaskClient, doing: Doing, world: World
) -> None:
    page = f"/register/{doing(handed_in)}"
    send(desk, f"{page}/approve", {"valid_until": UNTIL, "documents_checked": "y"})
    assert world.administrator.name in desk.get(page).text


def test_a_registrar_who_is_administrator_is_offered_to_invite_the_head(
    enter: Enter, doing: Doing, world: World
) -> None:
    def approve(registrar: Actor) -> tuple[str, str]:
        add_post(world.administrator, world.municipality, PostKind.REGISTRAR)
        made = handed_in(registrar)
        until = MOMENT.date() + timedelta(days=90)
        agency = commands.approve(registrar, made, valid_until=until, documents_checked=True)
        return made.public_id, agency.public_id

    entry, agency = doing(approve)
    page = enter(world.administrator).get(f"/register/{entry}").text
    assert f"/people/invite?agency={agency}" in page


def test_an_unchecked_paper_is_refused_beside_its_field(desk: FlaskClient, doing: Doing) -> None:
    answer = send(desk, f"/register/{doing(handed_in)}/approve", {"valid_until": UNTIL})
    assert answer.status_code == 422
    assert 'id="documents_checked-error"' in answer.text


def test_a_registration_that_was_refused_resembles_no_agency_of_its_own(desk: FlaskClient, doing: Doing) -> None:
    typed = {"valid_until": "۱۴۰۰/۱/۱", "documents_checked": "y"}
    answer = send(desk, f"/register/{doing(handed_in)}/approve", typed)
    assert (answer.status_code, "در فهرست هم‌اکنون هست" in answer.text) == (422, False)


def test_a_link_is_sent_anew_from_the_page(app: Flask, desk: FlaskClient, link: str) -> None:
    with app.app_context():
        entry = db.session.scalars(select(Registration.public_id)).one()
    with clock.at(MOMENT + timedelta(minutes=1)):
        assert send(desk, f"/register/{entry}/link").status_code == 303
        assert desk.get(link).status_code == 410


@pytest.mark.parametrize(
    ("query", "there"),
    [("q=بارانِ", True), ("q=غایب", False), ("state=draft", True), ("state=lapsed", False), ("kind=ngo", False),
     ("kind=charity", True), ("ending=soon", False), ("state=nonsense&kind=x", True)],
)  # fmt: skip
def test_the_register_is_narrowed_down(desk: FlaskClient, doing: Doing, query: str, there: bool) -> None:
    doing(lambda registrar: invited(registrar)[0])
    assert (NAME in desk.get(f"/register?{query}").text) is there


def test_the_head_of_an_agency_sees_its_entry_and_no_register(enter: Enter, doing: Doing, world: World) -> None:
    entry = doing(lambda _actor: add_registration(RegistrationState.REGISTERED, agency_id=world.pouya.id))
    head = enter(world.pouya_head)
    assert head.get(f"/register/agencies/{world.pouya.public_id}").location.endswith(entry)
    assert head.get(f"/register/{entry}").status_code == 200
    assert head.get("/register").status_code == 403
    assert enter(world.welfare_head).get(f"/register/{entry}").status_code == 404


@pytest.mark.parametrize("many", [2, 40])
def test_the_register_costs_as_much_for_few_as_for_many(
    desk: FlaskClient, doing: Doing, statements: Statements, many: int
) -> None:
    doing(lambda _actor: [add_registration(name_fa=f"انجمن {number}") for number in range(many)])
    desk.get("/register")
    with statements() as seen:
        assert desk.get("/register").status_code == 200
    assert len(seen) <= 5


def test_the_page_of_a_registration_costs_little(desk: FlaskClient, doing: Doing, statements: Statements) -> None:
    def approve(registrar: Actor) -> Registration:
        made = handed_in(registrar)
        commands.approve(registrar, made, valid_until=MOMENT.date(), documents_checked=True)
        return made

    page = f"/register/{doing(approve)}"
    with statements() as seen:
        assert desk.get(page).status_code == 200
    assert len(seen) <= 7


@pytest.mark.parametrize("language", ["fa", "en"])
def test_every_page_of_the_register_is_drawn_in_both_languages(
    desk: FlaskClient, doing: Doing, link: str, language: str
) -> None:
    entry = doing(lambda registrar: handed_in(registrar, name_fa="خیریه دیگر"))
    pages = ["/register", "/register/invite"]
    pages += [f"/register/{entry}{more}" for more in ("", "/edit", "/link", "/papers", "/approve", "/refuse")]
    pages += [f"{link}{more}" for more in ("", "/organisation", "/permit", "/contact", "/papers")]
    desk.post("/language", data={"language": language})
    assert {page: desk.get(page).status_code for page in pages} == dict.fromkeys(pages, 200)


# --- what is told, and what referrals hear ------------------------------------------------------------------------


def told() -> set[tuple[int, str]]:
    for event_id in db.session.scalars(select(OutboxEvent.id).where(OutboxEvent.name.like("registration.%"))).all():
        db.session.commit()
        deliver(event_id)
    return {(one.person_id, one.name) for one in db.session.scalars(select(Notice))}


def test_an_application_is_told_to_the_registrar(registrar: Actor, registrar_person: Somebody) -> None:
    handed_in(registrar)
    assert told() == {(registrar_person.id, "registration.submit")}


def test_a_suspension_is_told_to_the_agency(registrar: Actor, world: World) -> None:
    made = add_registration(RegistrationState.REGISTERED, agency_id=world.pouya.id)
    db.session.commit()
    commands.suspend(registrar, made, reason="شکایت")
    db.session.commit()
    name = "registration.suspend"
    assert told() == {(world.pouya_head.id, name), (world.pouya_liaison.id, name)}


@pytest.mark.parametrize(
    ("state", "words"), [("suspended", "تعلیق"), ("ended", "پایان یافته"), ("never", "در دفتر سازمان‌ها نیست")]
)
def test_a_referral_to_an_agency_that_is_not_registered_is_refused_with_words(
    enter: Enter, doing: Doing, world: World, state: str, words: str
) -> None:
    def prepare(registrar: Actor) -> str:
        agency = get(Agency, world.pouya)
        if state == "suspended":
            made = add_registration(RegistrationState.REGISTERED, agency_id=agency.id)
            db.session.commit()
            commands.suspend(registrar, made, reason="شکایت")
        agency.registered_until = None if state == "never" else MOMENT.date() - timedelta(days=1)
        case = add_case(world.municipality, worker=world.municipality_worker)
        basis = add_consent(case, recorded_by=world.municipality_liaison)
        return add_referral(case, agency, drafted_by=world.municipality_liaison, basis=basis).public_id

    answer = enter(world.municipality_liaison).get(f"/referrals/{doing(prepare)}/send")
    assert words in answer.text
