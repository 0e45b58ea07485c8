"""What journeys have in common: the child of the stage, and referrals that were made before the journey begins."""

from __future__ import annotations

from collections.abc import Callable

from flask import Flask

from coordination.kernel.db import db
from coordination.referrals.models import Referral
from tests.referrals.stage import Stage, set_stage
from tests.world import World

FAMILY_NAME = "زرین‌پر"
NAMES = ("مهرگان", FAMILY_NAME, "بهروز")
"""The child of the stage."""


def made(app: Flask, town: World, act: Callable[[Stage], Referral]) -> str:
    """The code of a referral that was made before the journey begins."""
    with app.app_context():
        return act(set_stage(town, db.session())).code
