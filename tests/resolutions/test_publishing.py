"""A resolution that everybody may read: in force, not confidential, without a code of a file or a referral."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy.orm import Session

from coordination.kernel.db import db
from coordination.kernel.errors import Invalid, WrongState
from coordination.resolutions import commands
from coordination.resolutions.models import Resolution, ResolutionState
from tests.conftest import MOMENT
from tests.world import World, acting


@pytest.fixture
def resolution(session: Session, world: World) -> Resolution:
    """One of an outside body, entered for the education group."""
    made = Resolution(
        group_id=world.group.id,
        kind="decision",
        text="مدارس ثبت‌نام کنند.",
        state=ResolutionState.IN_FORCE,
        state_since=MOMENT,
        number="۱۲",
        adopted_on=MOMENT.date(),
        in_force_on=MOMENT.date(),
        outside_body="شورای نمونه",
        outside_on=MOMENT.date(),
        entered_by_id=world.secretary.id,
    )
    session.add(made)
    session.commit()
    return made


def test_the_secretary_makes_it_public_and_takes_that_back(resolution: Resolution, world: World) -> None:
    commands.publish(acting(world.secretary), resolution)
    assert resolution.public
    commands.unpublish(acting(world.secretary), resolution)
    assert not resolution.public


@pytest.mark.parametrize(
    "columns",
    [{"confidential": True}, {"text": "برای C-48213 ثبت‌نام شود."}, {"text": "درباره R-1405-12 اقدام شود."},
     {"text": "برای C-۴۸۲۱۳ ثبت‌نام شود."}],
)  # fmt: skip
def test_what_names_a_file_or_is_confidential_is_refused(
    resolution: Resolution, world: World, columns: dict[str, Any]
) -> None:
    for name, value in columns.items():
        setattr(resolution, name, value)
    with pytest.raises(Invalid):
        commands.publish(acting(world.secretary), resolution)


def test_what_is_not_in_force_is_not_made_public(resolution: Resolution, world: World) -> None:
    resolution.state = ResolutionState.REVOKED
    with pytest.raises(WrongState):
        commands.publish(acting(world.secretary), resolution)


def test_another_text_is_public_only_once_it_is_made_so_again(resolution: Resolution, world: World) -> None:
    commands.publish(acting(world.secretary), resolution)
    commands.edit(acting(world.secretary), resolution, text="متن دیگر")
    db.session.flush()
    assert not resolution.public
