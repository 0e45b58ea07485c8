"""What reports listen to: their own publishing, after which their papers are made and frozen."""

from __future__ import annotations

from coordination.outbox.events import Event, on_alone
from coordination.reports.jobs import freeze


@on_alone("report.publish")
def freeze_when_published(event: Event) -> None:
    """Alone, since making the papers takes its time; repeated, it finds that they are there."""
    freeze(event.payload["thing_id"])
