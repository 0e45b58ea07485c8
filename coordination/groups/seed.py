"""The phrases with which every installation begins."""

from __future__ import annotations

from sqlalchemy import func, select

from coordination.data import rows
from coordination.groups.models import Phrase
from coordination.kernel.db import db


def seed_phrases() -> None:
    """Add the shared phrases where there is none; a library that people keep stays as it is. Never commits."""
    if db.session.scalar(select(func.count()).select_from(Phrase).where(Phrase.group_id.is_(None))):
        return
    db.session.add_all(
        Phrase(text=row["text_fa"], position=position) for position, row in enumerate(rows("phrases"), start=1)
    )
    db.session.flush()
