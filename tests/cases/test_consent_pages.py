"""The pages of consents over HTTP."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from coordination.cases.models import Case, Consent, ConsentState
from coordination.kernel.db import db
from tests.cases.conftest import Kept
from tests.cases.sending import send
from tests.world import add_consent, get, sign_in


def consent_typed(**more: Any) -> dict[str, Any]:
    return {
        "kind": "guardian_consent",
        "how_given": "signed",
        "given_on": "1405/8/30",
        "groups": ["identity"],
        "all_recipients": "y",
    } | more


@pytest.mark.both
def test_a_consent_is_recorded_with_its_scan(worker: FlaskClient, kept: Kept) -> None:
    pdf = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
    url = f"{kept.url}/consents/new"
    typed = consent_typed(file=(BytesIO(pdf), "رضایت.pdf"))
    answer = send(worker, url, **typed, content_type="multipart/form-data")
    assert answer.status_code == 303
    assert "رضایت.pdf" in worker.get(kept.url).text


def test_find_offers_agencies_and_keeps_what_was_typed(world: Any, worker: FlaskClient, kept: Kept) -> None:
    answer = send(worker, f"{kept.url}/consents/new", **consent_typed(sought="بهزیستی", find="1", given_by="مادر"))
    assert answer.status_code == 200
    assert world.welfare.public_id in answer.text
    assert 'value="مادر"' in answer.text


def test_a_consent_for_an_agency_found_reaches_it(world: Any, worker: FlaskClient, kept: Kept) -> None:
    typed = consent_typed(sought="بهزیستی", recipients=[world.welfare.public_id], groups=[])
    del typed["all_recipients"]
    assert send(worker, f"{kept.url}/consents/new", **typed).status_code == 303
    with worker.application.app_context():
        consent = db.session.scalars(select(Consent)).one()
        assert [part.agency_id for part in consent.recipients] == [world.welfare.id]


def test_a_spoken_consent_without_a_witness_is_refused_beside_the_field(worker: FlaskClient, kept: Kept) -> None:
    answer = send(worker, f"{kept.url}/consents/new", **consent_typed(how_given="spoken"))
    assert answer.status_code == 422
    assert 'id="witness-error"' in answer.text


@pytest.fixture
def consent_url(world: Any, worker: FlaskClient, kept: Kept) -> str:
    with worker.application.app_context():
        consent = add_consent(get(Case, kept.id), recorded_by=world.pouya_worker, recipients=(world.welfare,))
        db.session.commit()
        return f"/cases/consents/{consent.public_id}"


@pytest.mark.parametrize("path", ["", "/extend", "/withdraw"])
def test_the_pages_of_a_consent_open(worker: FlaskClient, consent_url: str, path: str) -> None:
    assert worker.get(consent_url + path).status_code == 200


def test_the_page_of_a_consent_takes_seven_statements(worker: FlaskClient, consent_url: str, statements: Any) -> None:
    with statements() as seen:
        worker.get(consent_url)
    assert len(seen) <= 7, seen


def test_a_consent_is_extended_to_an_agency_found(world: Any, worker: FlaskClient, consent_url: str) -> None:
    typed = {"sought": "پلیس", "recipients": [world.judiciary.public_id], "note": "مادر پذیرفت"}
    assert send(worker, f"{consent_url}/extend", **typed).status_code == 303


def test_a_consent_is_withdrawn_with_a_reason(worker: FlaskClient, consent_url: str) -> None:
    send(worker, f"{consent_url}/withdraw", reason="مادر نخواست")
    with worker.application.app_context():
        assert db.session.scalars(select(Consent)).one().state == ConsentState.WITHDRAWN


def test_a_consent_of_another_agency_is_not_found(world: Any, client: FlaskClient, consent_url: str) -> None:
    sign_in(client, world.welfare_liaison)
    assert client.get(consent_url).status_code == 404
