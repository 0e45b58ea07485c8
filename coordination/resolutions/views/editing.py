"""The page on which what may still be changed of a resolution is changed."""

from __future__ import annotations

from typing import Any

from flask import flash, g, redirect, render_template, url_for
from flask_babel import gettext as _

from coordination.access.web import sees
from coordination.kernel.errors import Invalid
from coordination.kernel.messages import N_
from coordination.kernel.taking import TAKEN
from coordination.referrals.models import Referral
from coordination.resolutions import commands, queries
from coordination.resolutions.commands.proposing import OPEN, PROVISIONAL
from coordination.resolutions.forms import EditForm
from coordination.resolutions.models import Resolution
from coordination.resolutions.views.blueprint import attempt, bp


@bp.get("/<public_id:resolution_id>/edit")
@sees("resolution.edit", find=queries.get_resolution)
def edit(resolution: Resolution) -> str:
    """The form, holding what is stored."""
    form = EditForm(
        text=resolution.text,
        kind=resolution.kind,
        review_on=resolution.review_on,
        dissent=resolution.dissent,
        effect=resolution.effect or "",
        referral=resolution.referral.code if resolution.referral is not None else "",
        replacing=resolution.replacing or "",
        replaces=(resolution.replaces.number or "") if resolution.replaces is not None else "",
    )
    form.add_rows([mandate.agency for mandate in resolution.mandates])
    return _draw(resolution, form)


@bp.post("/<public_id:resolution_id>/edit")
@sees("resolution.edit", find=queries.get_resolution)
def save(resolution: Resolution) -> Any:
    """Store what was changed; what may not change any more is refused in words."""
    form = EditForm()
    status = attempt(form, lambda: _save(resolution, form))
    if status != TAKEN:
        return _draw(resolution, form), status
    flash(_("The resolution was changed."), "done")
    return redirect(url_for(".show", resolution_id=resolution.public_id), 303)


def _save(resolution: Resolution, form: EditForm) -> None:
    """Fields that the page did not offer are left as they are."""
    keep = commands.KEEP
    opens, provisional = _opens(resolution)
    commands.edit(
        g.actor,
        resolution,
        text=(form.text.data or "") if opens else keep,
        kind=form.kind_chosen if provisional else keep,
        agencies=form.bound() if provisional else keep,
        review_on=form.review_on.data,
        dissent=form.dissent.data or "",
        effect=form.effect_chosen if opens and not resolution.outside_body else keep,
        referral=_referral(resolution, form) if opens and not resolution.outside_body else keep,
        replacing=form.replacing_chosen if provisional and not resolution.outside_body else keep,
        replaces=_replaces(resolution, form) if provisional and not resolution.outside_body else keep,
    )


def _referral(resolution: Resolution, form: EditForm) -> Referral | None:
    code = form.referral.data or ""
    if not code or (resolution.referral is not None and resolution.referral.code == code):
        return resolution.referral if code else None
    found = queries.find_referral(code)
    if found is None:
        raise Invalid(
            N_("No referral has this code, so nothing was saved."), field="referral", advice=N_("Check the code.")
        )
    return found


def _replaces(resolution: Resolution, form: EditForm) -> Resolution | None:
    number = form.replaces.data or ""
    if not number:
        return None
    found = queries.find_by_number(resolution.group_id, number)
    if found is None:
        raise Invalid(
            N_("No resolution of this group has this number, so nothing was saved."),
            field="replaces",
            advice=N_("Look it up in the register."),
        )
    return found


def _opens(resolution: Resolution) -> tuple[bool, bool]:
    """Whether the text, and whether kind and mandates, may change."""
    outside = bool(resolution.outside_body)
    return outside or resolution.state in OPEN, outside or resolution.state in PROVISIONAL


def _draw(resolution: Resolution, form: EditForm) -> str:
    opens, provisional = _opens(resolution)
    return render_template(
        "resolutions/edit.html", resolution=resolution, form=form, opens=opens, provisional=provisional
    )
