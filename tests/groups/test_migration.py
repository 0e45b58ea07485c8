"""Reviewers that were named on pages become lead groups on the way up, and reviewers again on the way down."""

from __future__ import annotations

import pytest
from flask import Flask
from flask_migrate import downgrade, upgrade
from sqlalchemy import text

from coordination.directory.models import Agency, Installation
from coordination.groups.models import Group, GroupKind, SeatKind
from coordination.kernel.db import db
from tests.gatherings import add_seat
from tests.world import World, build_world, get

pytestmark = pytest.mark.both
BEFORE = "0002_add_groups_and_meetings"


def named(table: str) -> dict[int, tuple[int | None, int | None]]:
    rows = db.session.execute(text(f"SELECT id, reviewer_id, second_reviewer_id FROM {table}")).all()
    db.session.rollback()
    return {row[0]: (row[1], row[2]) for row in rows}


def name(table: str, row_id: int, first: int | None, second: int | None) -> None:
    db.session.execute(
        text(
            f"UPDATE {table} SET reviewer_id = :first, second_reviewer_id = :second, lead_group_id = NULL "
            "WHERE id = :id"
        ),
        {"first": first, "second": second, "id": row_id},
    )


def go(revision: str) -> None:
    db.session.remove()
    (downgrade if revision == BEFORE else upgrade)(revision=revision)


def with_reviewers(world: World) -> None:
    """The state before groups gave the reviewers: one pair twice, one reviewer alone, a default."""
    name("agency", world.welfare.id, world.municipality_head.id, world.municipality_worker.id)
    name("agency", world.police.id, world.municipality_head.id, world.municipality_worker.id)
    name("agency", world.pouya.id, world.reviewer.id, None)
    name("installation", 1, world.reviewer.id, world.chair.id)
    db.session.commit()


def officers(group: Group) -> list[tuple[SeatKind, int | None, int | None]]:
    return [(seat.kind, seat.holder_id, seat.agency_id) for seat in group.seats]


def test_every_pair_of_reviewers_becomes_one_group(app: Flask) -> None:
    world = build_world(app)
    with app.app_context():
        go(BEFORE)
        with_reviewers(world)
        go("head")
        welfare, pouya, police = (get(Agency, body) for body in (world.welfare, world.pouya, world.police))
        default = get(Installation, 1)
        assert welfare.lead_group_id == police.lead_group_id
        assert len({welfare.lead_group_id, pouya.lead_group_id, default.lead_group_id}) == 3
        assert get(Agency, world.municipality).lead_group_id is None
        host, group = world.municipality.id, get(Group, welfare.lead_group_id)
        assert (group.kind, group.host_agency_id, group.active) == (GroupKind.HEADQUARTERS, host, True)
        assert officers(group) == [
            (SeatKind.CHAIR, world.municipality_worker.id, None),
            (SeatKind.SECRETARY, world.municipality_head.id, None),
            (SeatKind.MEMBER, None, host),
        ]
        assert officers(get(Group, pouya.lead_group_id)) == [
            (SeatKind.SECRETARY, world.reviewer.id, None),
            (SeatKind.MEMBER, None, host),
        ]
        assert sorted(get(Group, one.lead_group_id).code for one in (welfare, pouya, default)) == [
            "lead-1",
            "lead-2",
            "lead-3",
        ]


def test_going_down_names_the_same_reviewers_again(app: Flask) -> None:
    world = build_world(app)
    with app.app_context():
        go(BEFORE)
        with_reviewers(world)
        before = named("agency"), named("installation")
        go("head")
        go(BEFORE)
        assert (named("agency"), named("installation")) == before


def test_a_group_that_leads_already_is_kept_on_the_way_up(app: Flask) -> None:
    world = build_world(app)
    with app.app_context():
        go(BEFORE)
        assert named("installation") == {1: (world.reviewer.id, None)}
        go("head")
        assert get(Installation, 1).lead_group_id == world.lead.id


def test_a_chair_alone_goes_down_as_the_reviewer(app: Flask) -> None:
    world = build_world(app)
    with app.app_context():
        group = get(Group, world.lead)
        group.seats[0].kind = SeatKind.CHAIR
        add_seat(world.lead, None, SeatKind.SECRETARY, agency=world.pouya)
        db.session.commit()
        go(BEFORE)
        assert named("installation") == {1: (world.reviewer.id, None)}
        go("head")
