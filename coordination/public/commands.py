"""Opening and closing the public pages."""

from __future__ import annotations

from coordination.access.actor import Actor
from coordination.audit import trail
from coordination.directory.commands.changes import change
from coordination.directory.models import Installation


def open_pages(
    actor: Actor, installation: Installation, *, directory: bool, reports: bool, resolutions: bool, figures: bool
) -> None:
    """Say which pages everybody may read; each is closed until it is opened here."""
    changed = change(
        installation,
        public_directory=directory,
        public_reports=reports,
        public_resolutions=resolutions,
        public_figures=figures,
    )
    if changed:
        trail.record(actor, "public.edit", installation, detail={"fields": changed})
