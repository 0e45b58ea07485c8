"""What features to the right do, within the same transaction, when an agency is made or its kind changes; they register
here."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from coordination.access.actor import Actor
from coordination.directory.models import Agency

Made = Callable[[Actor, Agency, date | None], None]
KindChanged = Callable[[Actor, Agency], None]

_made: list[Made] = []
_kind_changed: list[KindChanged] = []


def on_made(act: Made) -> Made:
    """Have ``act(actor, agency, until)`` called for a new agency, before anything is committed; ``until`` is the end of
    its registration where one was said."""
    _made.append(act)
    return act


def on_kind_changed(act: KindChanged) -> KindChanged:
    """Have ``act(actor, agency)`` called once an agency has another kind; it may raise Invalid."""
    _kind_changed.append(act)
    return act


def made(actor: Actor, agency: Agency, until: date | None) -> None:
    """There is a new agency: what follows from it follows now."""
    for act in _made:
        act(actor, agency, until)


def kind_changed(actor: Actor, agency: Agency) -> None:
    """An agency has another kind: what follows from it follows now."""
    for act in _kind_changed:
        act(actor, agency)
