"""The page on which the administrator opens and closes the public pages."""

from __future__ import annotations

from typing import Any

from flask import flash, g, redirect, render_template, url_for
from flask_babel import gettext as _

from coordination.access.web import sees
from coordination.kernel.errors import NotFound
from coordination.public import commands, queries
from coordination.public.forms import OpenForm
from coordination.public.views.blueprint import PARTS, bp


@bp.route("/settings/public", methods=["GET", "POST"])
@sees("public.edit")
def settings() -> Any:
    """Which pages everybody may read."""
    installation = queries.get_installation()
    if installation is None:
        raise NotFound()
    g.thing = installation
    form = OpenForm(obj=installation)
    if not form.is_submitted():
        return render_template("public/settings.html", form=form, installation=installation)
    if not form.validate():
        return render_template("public/settings.html", form=form, installation=installation), 422
    chosen = {part: bool(form[f"public_{part}"].data) for part in PARTS}
    commands.open_pages(g.actor, installation, **chosen)
    flash(_("What everybody may read is saved; pages that are kept follow within five minutes."), "done")
    return redirect(url_for(".settings"), 303)
