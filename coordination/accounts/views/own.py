"""Pages of one's own account: profile, password, sessions."""

from __future__ import annotations

from typing import Any

from flask import flash, g, redirect, render_template, request, session, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from coordination.access.web import sees
from coordination.accounts import queries
from coordination.accounts.commands import passwords, people
from coordination.accounts.commands import sessions as session_commands
from coordination.accounts.devices import device_words
from coordination.accounts.forms import PasswordForm, ProfileForm
from coordination.accounts.models import SessionRow
from coordination.accounts.views.blueprint import bp, browser, lifetimes, refuse, with_cookie
from coordination.kernel.errors import Invalid
from coordination.lang import locale, say


@bp.route("/account", methods=["GET", "POST"])
@sees("profile.edit")
def profile() -> Any:
    """Name, language, mails."""
    person = g.thing = queries.get_own(g.actor)
    form = ProfileForm(obj=person)
    if request.method == "GET":
        return render_template("accounts/profile.html", form=form, person=person)
    if not form.validate():
        return render_template("accounts/profile.html", form=form, person=person), 422
    people.edit_profile(
        g.actor,
        person,
        name=form.name.data,
        name_en=form.name_en.data or "",
        language=form.language.data,
        mail_notices=form.mail_notices.data,
    )
    with locale.using(form.language.data):
        flash(_("Your account is saved."), "done")
    return redirect(url_for(".profile"), 303)


@bp.route("/account/password", methods=["GET", "POST"])
@sees("password.change")
def password() -> Any:
    """Another password; every other sign-in ends, and this one goes on with a new token."""
    form = PasswordForm()
    if request.method == "GET":
        return render_template("accounts/password.html", form=form)
    if form.validate():
        try:
            token = passwords.change(g.actor, old=form.old_password.data, new=form.password.data, **browser())
        except Invalid as error:
            refuse(form, error)
        else:
            session.pop("csrf_token", None)
            flash(_("Your password is changed. Your other sign-ins have ended."), "done")
            return with_cookie(redirect(url_for(".profile"), 303), token)
    return render_template("accounts/password.html", form=form), 422


@bp.get("/account/sessions")
@sees("session.list")
def sessions() -> str:
    """Where I am signed in, in words; each can be ended."""
    rows = queries.list_sessions(g.actor.person_id, **lifetimes())
    return render_template("accounts/sessions.html", rows=rows, device_words=device_words)


@bp.post("/account/sessions/<public_id:session_id>/end")
@sees("session.end", find=queries.get_session)
def end_session(session: SessionRow) -> Response:
    """End one sign-in."""
    session_commands.end(g.actor, session)
    flash(_("That sign-in has ended."), "done")
    return redirect(url_for(".sessions"), 303)


@bp.post("/account/sessions/end-others")
@sees("session.list")
def end_other_sessions() -> Response:
    """End every sign-in but this one."""
    ended = session_commands.end_others(g.actor)
    flash(
        ngettext("%(count)s other sign-in has ended.", "%(count)s other sign-ins have ended.", ended,
                 count=say.number(ended)),
        "done",
    )  # fmt: skip
    return redirect(url_for(".sessions"), 303)
