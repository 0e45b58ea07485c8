"""A registrar at the host agency, an application to be checked, and what the register needs around it."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from coordination.access.actor import Actor
from coordination.accounts.models import PostKind
from coordination.directory.models import AgencyKind
from coordination.kernel.db import db
from coordination.outbox.mail import BODY_PLACE
from coordination.outbox.models import Mail
from coordination.registrations import commands
from coordination.registrations.models import Registration
from coordination.vault.seal import INSTALLATION, place, unseal_json
from tests.world import Somebody, World, acting, add_person, add_post, sign_in, somebody

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
NUMBER = "10320894878"
NAME = "خیریه باران مهر"


@pytest.fixture
def registrar_person(app: Flask, world: World) -> Somebody:
    """Somebody with the post of registrar at the host agency."""
    with app.app_context():
        person = add_person("ثریا دفتردار", "registrar@example.org")
        add_post(person, world.municipality, PostKind.REGISTRAR)
        db.session.commit()
        return somebody(person)


@pytest.fixture
def registrar(registrar_person: Somebody, session: Session) -> Actor:
    return acting(registrar_person)


@pytest.fixture
def desk(app: Flask, registrar_person: Somebody) -> FlaskClient:
    """A browser in which the registrar is signed in."""
    client = app.test_client()
    sign_in(client, registrar_person)
    return client


@pytest.fixture
def enter(app: Flask) -> Callable[[Somebody], FlaskClient]:
    def signed_in(person: Somebody) -> FlaskClient:
        client = app.test_client()
        sign_in(client, person)
        return client

    return signed_in


def invited(registrar: Actor, **more: Any) -> tuple[Registration, str]:
    given = {
        "name_fa": NAME,
        "contact_name": "مینا دلگشا",
        "contact_email": "mina@example.org",
        "kind": AgencyKind.CHARITY,
    }
    made, token = commands.invite(registrar, **(given | more))
    db.session.commit()
    return made, token


def handed_in(registrar: Actor, **more: Any) -> Registration:
    """An application with its number and a paper, handed in."""
    made, _token = invited(registrar, **more)
    applicant = Actor.applicant(made.id)
    commands.save(applicant, made, organisation_id=NUMBER, city="ساری", purpose="آموزش کودکان کار")
    commands.attach(applicant, made, stream=BytesIO(PDF), filename="اساسنامه.pdf")
    commands.submit(applicant, made)
    db.session.commit()
    return made


def mail_bodies() -> list[dict[str, Any]]:
    """What every queued mail says, oldest first."""
    rows = db.session.scalars(select(Mail).order_by(Mail.id)).all()
    return [unseal_json(INSTALLATION, row.body_sealed, place(BODY_PLACE, row.public_id)) for row in rows]
