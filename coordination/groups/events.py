"""What groups listen to: a new installation gets its first phrases."""

from __future__ import annotations

from coordination.groups.seed import seed_phrases
from coordination.outbox.events import Event, on


@on("installation.set_up")
def begin_library(_event: Event) -> None:
    """The shared phrases of the beginning."""
    seed_phrases()
