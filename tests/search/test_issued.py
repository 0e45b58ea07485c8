"""What agencies and groups issue and own is found by its words, by those who may see it, and by nobody else."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask

from coordination.circulars.models import CircularState
from coordination.kernel.clock import now
from coordination.kernel.db import db, writing
from coordination.programmes.models import MemorandumState
from coordination.search import queries
from tests.issuing import (
    add_activity,
    add_call,
    add_circular,
    add_distribution,
    add_indicator,
    add_memorandum,
    add_point,
    add_programme,
    add_report,
    of_agency,
)
from tests.world import Somebody, World, acting

pytestmark = pytest.mark.both
WORD = "گل‌کاری"


@pytest.fixture
def told(app: Flask, world: World) -> World:
    """One of each at Pouya with the same word."""
    with app.app_context(), writing():
        issuer, by = of_agency(world.pouya), world.pouya_liaison
        kinds: list[Any] = [add_activity, add_circular, add_call, add_distribution]
        for add in kinds:
            add(issuer, by, title=f"جشن {WORD}")
        add_activity(issuer, by, title=f"پاک‌شده {WORD}", removed_at=now())
        add_circular(issuer, by, CircularState.DRAFT, title=f"پیش‌نویس {WORD}")
        add_programme(world.pouya, title=WORD)
        add_memorandum(world.pouya, MemorandumState.SIGNED, title=WORD, parties=(world.welfare,))
        add_indicator(issuer, label_fa=WORD)
        add_report(issuer, by, title=f"گزارش {WORD}")
        add_point(world.pouya, name=f"میدان {WORD}")
        db.session.commit()
    return world


def found(app: Flask, person: Somebody, typed: str) -> list[str]:
    with app.app_context():
        return sorted(one.what for one in queries.find(acting(person), typed))


def test_the_desk_finds_all_that_its_agency_issued_and_owns(app: Flask, told: World) -> None:
    assert found(app, told.pouya_liaison, "گلکاری") == [
        "activity",
        "circular",
        "circular",
        "data_call",
        "distribution",
        "indicator",
        "memorandum",
        "point",
        "programme",
        "report",
    ]


def test_who_works_there_finds_what_is_open_within_the_agency(app: Flask, told: World) -> None:
    assert found(app, told.pouya_worker, WORD) == ["activity", "indicator", "point", "programme"]


def test_another_agency_finds_only_what_it_is_a_party_of(app: Flask, told: World) -> None:
    assert found(app, told.welfare_liaison, WORD) == ["memorandum"]


def test_an_agency_is_found_by_its_name_by_anybody_with_a_post(app: Flask, told: World) -> None:
    assert "agency" in found(app, told.police_liaison, "پویای مهر")
    assert found(app, told.secretary, "پویای مهر") == []
