"""The stage on which figures are tried: that of the referrals."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy.orm import Session

from tests.referrals.stage import Stage, set_stage


@pytest.fixture
def stage(world: Any, session: Session) -> Stage:
    return set_stage(world, session)
