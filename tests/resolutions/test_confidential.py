"""What was resolved stays as closed as its agenda item."""

from __future__ import annotations

from coordination.access import policy
from coordination.kernel.db import db
from coordination.meetings import commands as meetings
from tests.gatherings import add_action, add_resolution
from tests.resolutions.conftest import Sitting
from tests.world import World, acting, add_case, add_referral


def close(sitting: Sitting, *, confidential: bool = True) -> None:
    item = sitting.entry.item
    meetings.edit_item(sitting.secretary, item, title="یک موضوع", body="", confidential=confidential)
    db.session.flush()


def test_a_resolution_closes_with_its_item(sitting: Sitting) -> None:
    made = sitting.adopt()
    close(sitting)
    db.session.refresh(made)
    assert not policy.allows(acting(sitting.world.observer), "resolution.view", made)


def test_an_action_closes_with_its_item(sitting: Sitting) -> None:
    action = add_action(group=sitting.meeting.group, entry_id=sitting.entry.id)
    close(sitting)
    db.session.refresh(action)
    assert action.confidential


def test_both_open_with_their_item(sitting: Sitting) -> None:
    close(sitting)
    made, action = sitting.adopt(), add_action(entry_id=sitting.entry.id, confidential=True)
    close(sitting, confidential=False)
    db.session.refresh(made)
    db.session.refresh(action)
    assert (made.confidential, action.confidential) == (False, False)


def test_what_is_about_a_referral_stays_closed(sitting: Sitting, world: World) -> None:
    referral = add_referral(add_case(world.municipality), world.welfare, drafted_by=world.municipality_liaison)
    close(sitting)
    made = add_resolution(sitting.entry, confidential=True, referral_id=referral.id)
    close(sitting, confidential=False)
    db.session.refresh(made)
    assert made.confidential
