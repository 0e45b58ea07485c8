"""Keeping the filter and order of a list under a name, for oneself alone."""

from __future__ import annotations

from typing import Any

from flask import flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from coordination.access.web import sees
from coordination.referrals import commands, forms, queries
from coordination.referrals.models import SavedFilter
from coordination.referrals.views.blueprint import bp
from coordination.referrals.views.lists import query_of


@bp.get("/filters/<any(inbox, outbox):part>")
@sees("referral.list")
def save_filter(part: str) -> str:
    """Give the filter of a list a name; delete those of before."""
    return _draw_filters(part, forms.SaveFilterForm())


@bp.post("/filters/<any(inbox, outbox):part>")
@sees("filter.save")
def keep_filter(part: str) -> Any:
    """Keep the filter of the address under a name."""
    form = forms.SaveFilterForm()
    if not form.validate():
        return _draw_filters(part, form), 422
    commands.save_filter(
        g.actor, part, name=form.name.data or "", query=query_of(request.args), is_start=bool(form.is_start.data)
    )
    flash(_("The filter was saved."), "done")
    return redirect(url_for(f".{part}", **query_of(request.args)), 303)


@bp.post("/filters/<public_id:filter_id>/delete")
@sees("filter.save", find=queries.get_saved_filter)
def delete_filter(filter: SavedFilter) -> Response:  # noqa: A002  (the guard names it by the address)
    """Delete one saved filter of one's own."""
    part = filter.list_name
    commands.delete_filter(g.actor, filter)
    flash(_("The filter was deleted."), "done")
    return redirect(url_for(".save_filter", part=part), 303)


def _draw_filters(part: str, form: forms.SaveFilterForm) -> str:
    return render_template(
        "referrals/save_filter.html",
        form=form,
        part=part,
        query=query_of(request.args),
        saved=queries.list_saved_filters(g.actor, part),
        back=url_for(f".{part}", **query_of(request.args)),
    )
