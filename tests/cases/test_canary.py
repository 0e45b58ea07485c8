"""A child's name stands in no list, URL, log, mail, trail or file at rest: only on the pages that open it."""

from __future__ import annotations

import logging
import re
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from coordination.kernel.db import db
from coordination.outbox import relay
from tests.cases.sending import new_case, send, send_search
from tests.world import sign_in

CANARY = "قناری‌نژاد"
NUMBER = "7731946205"
IDENTITY = {
    "given_name": CANARY,
    "family_name": CANARY,
    "aliases": CANARY,
    "father_name": CANARY,
    "safe_contact": CANARY,
    "address": CANARY,
    "family": CANARY,
    "health": CANARY,
    "school_work": CANARY,
    "legal": CANARY,
    "identity_kind": "national_id",
    "identity_number": NUMBER,
    "phone": "09127731946",
}


@pytest.fixture
def opened(worker: FlaskClient) -> str:
    """A case full of the canary, with a relative, a consent and a closing; its address."""
    url = str(send(worker, "/cases/new", **new_case(**IDENTITY)).location)
    send(worker, f"{url}/family/new", relation="mother", name=CANARY, note=CANARY)
    typed = {"kind": "guardian_consent", "how_given": "spoken", "given_on": "1405/8/30", "all_recipients": "y"}
    send(worker, f"{url}/consents/new", **typed, given_by=CANARY, witness=CANARY)
    return url


def test_the_name_is_in_no_list_and_no_address(worker: FlaskClient, opened: str) -> None:
    for page in (worker.get("/cases"), worker.get("/cases?state=all"), worker.get("/search?q=C-10001")):
        assert CANARY not in page.text
    assert CANARY not in opened


def test_the_name_is_in_no_search_result(worker: FlaskClient, opened: str) -> None:
    page = send_search(worker, text=CANARY).text
    assert opened in page
    assert CANARY not in page.replace(f'value="{CANARY}"', "")


def test_the_name_is_in_no_log(worker: FlaskClient, opened: str, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        worker.get(opened)
        send(worker, f"{opened}/edit/health", health=f"{CANARY} تب دارد")
        send_search(worker, text=CANARY)
    assert CANARY not in caplog.text


def test_the_name_is_in_no_file_at_rest_nor_in_a_mail(world: Any, worker: FlaskClient, opened: str) -> None:
    app = worker.application
    send(worker, f"{opened}/close", summary=f"{CANARY} بازگشت")
    send(worker, f"{opened}/reopen", reason=f"{CANARY} بازآمد")
    consent = re.search(r'href="(/cases/consents/[^"]+)"', worker.get(opened).text)
    assert consent is not None
    sign_in(worker, world.pouya_liaison)
    send(worker, f"{consent[1]}/withdraw", reason=f"{CANARY} نخواست")
    with app.app_context():
        assert relay.step()
        db.session.execute(db.text("PRAGMA wal_checkpoint(TRUNCATE)"))
        db.session.rollback()
    folder = Path(app.config["HAMAHANG"].var_dir)
    needles = [CANARY.encode(), CANARY.replace("\u200c", "").encode(), NUMBER.encode(), b"7731946"]
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert any("mail" in path.parts for path in files)
    assert not [(path.name, needle) for path in files for needle in needles if needle in path.read_bytes()]


def test_the_name_is_not_told_to_the_auditor_or_the_data_officer(
    world: Any, client: FlaskClient, worker: FlaskClient, opened: str
) -> None:
    worker.get(opened)
    for who, url in (("auditor", "/audit"), ("data_officer", f"{opened}/log")):
        sign_in(client, getattr(world, who))
        page = client.get(url)
        assert page.status_code == 200
        assert CANARY not in page.text
