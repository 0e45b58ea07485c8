"""What tests of the pages of cases share: a browser in which a worker has signed in, and a case of hers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest
from flask.testing import FlaskClient

from coordination.cases.models import Case
from coordination.kernel.db import db
from tests.world import add_case, sign_in


@dataclass(frozen=True)
class Kept:
    """What a test keeps of a case across requests."""

    id: int
    public_id: str
    code: str

    @property
    def url(self) -> str:
        return f"/cases/{self.public_id}"


def keep(case: Case) -> Kept:
    db.session.commit()
    return Kept(case.id, case.public_id, case.client.code)


@pytest.fixture
def kept(world: Any, client: FlaskClient) -> Kept:
    """A case of the worker at Pouya, committed."""
    with client.application.app_context():
        return keep(add_case(world.pouya, worker=world.pouya_worker, phone="09123456789", file_number="پ-۱۲"))


@pytest.fixture
def worker(world: Any, client: FlaskClient) -> FlaskClient:
    """The browser of the worker at Pouya."""
    sign_in(client, world.pouya_worker)
    return client
