"""A referral from draft to closed, and the other ways it can go, by commands alone."""

from __future__ import annotations

import pytest

from coordination.referrals import commands
from coordination.referrals.models import State
from tests.referrals.stage import Stage


@pytest.mark.both
def test_it_goes_from_draft_to_closed(stage: Stage) -> None:
    referral = stage.delivered()
    commands.confirm(stage.sender, referral)
    assert stage.stored(referral).state == State.CLOSED
