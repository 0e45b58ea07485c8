"""The page that takes a wrong entry out of every count, the same from a referral as from a case."""

from __future__ import annotations

from typing import Any

from flask import flash, g, redirect, render_template
from flask_babel import gettext as _

from coordination.kernel.taking import TAKEN
from coordination.referrals import commands, forms, titles
from coordination.referrals.models import Service
from coordination.referrals.views.taking import attempt


def draw(service: Service, form: forms.VoidForm, *, action: str, back: str) -> str:
    """A wrong entry: why? ``action`` is where the form goes, ``back`` the page from which it was asked."""
    name = titles.service_name(service.kind)
    return render_template(
        "referrals/void_service.html", form=form, service=service, name=name, action=action, back=back
    )


def take(service: Service, *, action: str, back: str, done: str) -> Any:
    """Void the entry and go to ``done``; a refusal shows the form again."""
    form = forms.VoidForm()
    status = attempt(form, lambda: commands.void_service(g.actor, service, reason=form.reason.data or ""))
    if status != TAKEN:
        return draw(service, form, action=action, back=back), status
    flash(_("The entry no longer counts."), "done")
    return redirect(done, 303)
