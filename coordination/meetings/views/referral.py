"""A disputed referral put before the group that leads its sender."""

from __future__ import annotations

from flask import flash, g, redirect, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from coordination.access import policy
from coordination.access.web import sees
from coordination.meetings import commands
from coordination.meetings.views.blueprint import bp
from coordination.referrals import queries as referrals
from coordination.referrals.models import Referral


@bp.post("/referrals/<public_id:referral_id>/table")
@sees("referral.table", find=referrals.get_referral_to_move)
def table_referral(referral: Referral) -> Response:
    """Put it on the agenda; the next meeting of the lead group takes it up by itself."""
    item = commands.table_referral(g.actor, referral)
    flash(_("The referral waits for the next agenda of the lead group."), "done")
    if policy.allows(g.actor, "agenda_item.view", item):
        return redirect(url_for(".item", item_id=item.public_id), 303)
    return redirect(url_for("referrals.show", referral_id=referral.public_id), 303)
