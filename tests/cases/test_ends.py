"""Files of cases, closing and reopening, and the log of looks, over HTTP."""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any

import pytest
from flask.testing import FlaskClient

from coordination.audit import trail
from coordination.cases.models import Case, CaseState
from coordination.kernel.db import db
from tests.cases.conftest import Kept
from tests.cases.sending import send
from tests.world import acting, add_consent, add_referral, get, sign_in


def attach(client: FlaskClient, kept: Kept) -> str:
    """A text file attached; the address of its download."""
    content = (BytesIO("گزارش دیدار".encode()), "گزارش.txt")
    send(client, f"{kept.url}/files/new", file=content, content_type="multipart/form-data")
    found = re.search(rf'href="({kept.url}/files/[^"]+)"', client.get(kept.url).text)
    assert found is not None
    return found[1]


def test_a_file_comes_back_as_a_download(worker: FlaskClient, kept: Kept) -> None:
    answer = worker.get(attach(worker, kept))
    assert answer.data == "گزارش دیدار".encode()
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_a_file_that_is_gone_from_the_store_is_said(worker: FlaskClient, kept: Kept) -> None:
    url = attach(worker, kept)
    store = worker.application.config["HAMAHANG"].files_dir
    for path in store.rglob("*"):
        if path.is_file():
            path.unlink()
    answer = worker.get(url)
    assert answer.status_code == 503
    assert "Content-Disposition" not in answer.headers


def test_a_removed_file_is_opened_to_nobody(worker: FlaskClient, kept: Kept) -> None:
    url = attach(worker, kept)
    send(worker, f"{url}/remove", reason="از کودکی دیگر بود")
    assert worker.get(url).status_code == 404


def test_a_program_is_not_attached(worker: FlaskClient, kept: Kept) -> None:
    content = (BytesIO(b"MZ\x90\x00"), "گزارش.exe")
    answer = send(worker, f"{kept.url}/files/new", file=content, content_type="multipart/form-data")
    assert answer.status_code == 422


@pytest.mark.both
def test_a_case_is_closed_and_reopened(worker: FlaskClient, kept: Kept) -> None:
    send(worker, f"{kept.url}/close", summary="به خانه بازگشت.")
    with worker.application.app_context():
        assert get(Case, kept.id).state == CaseState.CLOSED
    assert "به خانه بازگشت." in worker.get(kept.url).text
    send(worker, f"{kept.url}/reopen", reason="دوباره دیده شد")
    with worker.application.app_context():
        assert get(Case, kept.id).state == CaseState.OPEN


def test_a_closed_case_is_not_edited(worker: FlaskClient, kept: Kept) -> None:
    send(worker, f"{kept.url}/close", summary="به خانه بازگشت.")
    assert worker.get(f"{kept.url}/edit/health").status_code == 409


def test_the_log_names_who_looked(world: Any, worker: FlaskClient, kept: Kept) -> None:
    worker.get(kept.url)
    assert world.pouya_worker.name in worker.get(f"{kept.url}/log").text


@pytest.mark.both
def test_the_log_holds_the_looks_of_a_recipient(world: Any, worker: FlaskClient, kept: Kept) -> None:
    with worker.application.app_context():
        case = get(Case, kept.id)
        basis = add_consent(case, recorded_by=world.pouya_worker)
        referral = add_referral(case, world.welfare, drafted_by=world.pouya_worker, basis=basis)
        db.session.commit()
        code = referral.code
        actor = acting(world.welfare_worker)
        trail.record_reading(actor, "referral.identity", "referral", (referral.id,), {"groups": ["identity"]})
        db.session.commit()
    page = worker.get(f"{kept.url}/log").text
    assert code in page
    assert world.welfare_worker.name in page


def test_the_log_is_open_to_the_data_officer_without_notes(world: Any, client: FlaskClient, kept: Kept) -> None:
    sign_in(client, world.pouya_worker)
    send(client, f"{kept.url}/close", summary="به خانه بازگشت.")
    send(client, f"{kept.url}/reopen", reason="دوباره دیده شد")
    sign_in(client, world.data_officer)
    page = client.get(f"{kept.url}/log")
    assert page.status_code == 200
    assert "دوباره دیده شد" not in page.text
