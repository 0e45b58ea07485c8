"""The scenes of pasted lists."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from sqlalchemy import select

from coordination.activities import queries
from coordination.activities.models import Paste
from coordination.kernel.db import db

Found = Iterable[tuple[Any, dict[str, Any]]]


def _pastes(_endpoint: str, _states: tuple[str, ...]) -> Found:
    for public_id in db.session.scalars(select(Paste.public_id).order_by(Paste.id).limit(1)):
        yield queries.get_paste(public_id), {"paste_id": public_id}


SOURCES: dict[frozenset[str], Callable[[str, tuple[str, ...]], Found]] = {frozenset({"paste_id"}): _pastes}
