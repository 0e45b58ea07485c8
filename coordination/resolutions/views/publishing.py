"""Marking a resolution as public, and taking the mark away, from its page."""

from __future__ import annotations

from typing import Any

from flask import flash, g, redirect, request, url_for
from flask_babel import gettext as _

from coordination.access.web import sees
from coordination.resolutions import commands, queries
from coordination.resolutions.models import Resolution
from coordination.resolutions.views.blueprint import bp


@bp.post("/<public_id:resolution_id>/public")
@sees("resolution.publish", find=queries.get_resolution)
def publish(resolution: Resolution) -> Any:
    """Public, or no longer, as the button that was pressed says."""
    if request.form.get("public") == "yes":
        commands.publish(g.actor, resolution)
        flash(_("Everybody can read the resolution while it is in force."), "done")
    else:
        commands.unpublish(g.actor, resolution)
        flash(_("The resolution is no longer public."), "done")
    return redirect(url_for(".show", resolution_id=resolution.public_id), 303)
