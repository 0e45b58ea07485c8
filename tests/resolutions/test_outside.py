"""An outside body's resolution: what its entry needs, its number, who may enter it."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from typing import Any

import pytest

from coordination.access.actor import Actor
from coordination.directory.models import Agency
from coordination.groups.models import Group
from coordination.kernel.db import db
from coordination.kernel.errors import Invalid, Refused, Unmet
from coordination.resolutions import commands
from coordination.resolutions.models import Resolution, ResolutionState
from coordination.resolutions.queries import list_scans
from tests.world import acting, get

PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    b"2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF"
)
BODY = "شورای عالی آموزش"


@pytest.fixture
def liaison(world: Any, session: Any) -> Actor:
    return acting(world.welfare_liaison)


def enter(actor: Actor, agency: Any, **changed: Any) -> Resolution:
    paper: dict[str, Any] = {
        "agency": get(Agency, agency) if agency is not None else None,
        "body": BODY,
        "number": "۱۲۰/الف",
        "on": date(2026, 10, 1),
        "text": "ثبت‌نام کودکان بی‌شناسنامه بی‌قید و شرط است.",
        "stream": BytesIO(PDF),
        "filename": "paper.pdf",
    } | changed
    return commands.record_outside(actor, **paper)


def test_it_is_in_force_from_its_day_with_its_own_number(world: Any, liaison: Actor) -> None:
    made = enter(liaison, world.welfare)
    assert (made.state, made.number, made.in_force_on) == (ResolutionState.IN_FORCE, "۱۲۰/الف", date(2026, 10, 1))


def test_its_scan_is_kept(world: Any, liaison: Actor) -> None:
    made = enter(liaison, world.welfare)
    db.session.flush()
    assert len(list_scans(made)) == 1


def test_it_binds_those_named(world: Any, liaison: Actor) -> None:
    made = enter(liaison, world.welfare, agencies=[get(Agency, world.pouya), get(Agency, world.pouya)])
    assert [mandate.agency_id for mandate in made.mandates] == [world.pouya.id]


@pytest.mark.parametrize(
    ("changed", "need"),
    [
        ({"body": ""}, "outside_body"),
        ({"number": ""}, "its_number_and_date"),
        ({"on": None}, "its_number_and_date"),
        ({"stream": None, "filename": ""}, "scan"),
    ],
)
def test_resolution_record_needs(world: Any, liaison: Actor, changed: dict[str, Any], need: str) -> None:
    with pytest.raises(Unmet) as refusal:
        enter(liaison, world.welfare, **changed)
    assert set(refusal.value.needs) == {need}


def test_the_text_is_needed(world: Any, liaison: Actor) -> None:
    with pytest.raises(Invalid):
        enter(liaison, world.welfare, text="")


def test_the_same_number_of_the_same_body_is_entered_once(world: Any, liaison: Actor) -> None:
    enter(liaison, world.welfare)
    with pytest.raises(Invalid, match="was entered already"):
        enter(liaison, world.welfare, body="شوراي عالي آموزش")


def test_two_bodies_may_have_the_same_number(world: Any, liaison: Actor) -> None:
    enter(liaison, world.welfare)
    assert enter(liaison, world.welfare, body="هیئت وزیران").state == ResolutionState.IN_FORCE


def test_a_file_that_is_no_paper_is_refused(world: Any, liaison: Actor) -> None:
    with pytest.raises(Invalid):
        enter(liaison, world.welfare, stream=BytesIO(b"MZ\x90\x00"), filename="paper.exe")


def test_a_secretary_enters_for_the_group(world: Any, session: Any) -> None:
    made = enter(acting(world.secretary), None, group=get(Group, world.group))
    assert made.group_id == world.group.id


@pytest.mark.parametrize("who", ["welfare_worker", "pouya_liaison", "chair"])
def test_nobody_else_enters_for_an_agency(world: Any, session: Any, who: str) -> None:
    with pytest.raises(Refused):
        enter(acting(getattr(world, who)), world.welfare)


def test_its_text_can_be_corrected(world: Any, liaison: Actor) -> None:
    made = enter(liaison, world.welfare)
    commands.edit(liaison, made, text="متن درست")
    assert made.text == "متن درست"


def test_a_number_of_the_group_s_own_is_not_taken_from_it(world: Any, session: Any) -> None:
    prefix = get(Group, world.group).number_prefix
    with pytest.raises(Invalid, match="numbers of the group itself"):
        enter(acting(world.secretary), None, group=get(Group, world.group), number=f"{prefix.lower()} / ۱۴۰۵/۱")
