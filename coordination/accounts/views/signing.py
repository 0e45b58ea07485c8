"""Signing in and out, the language, codes that open an account, and passwords that were lost."""

from __future__ import annotations

from typing import Any

from flask import current_app, flash, redirect, render_template, request, session, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response

from coordination.access.web import opens_to_all
from coordination.accounts import queries
from coordination.accounts.commands import links, people, sessions
from coordination.accounts.commands import sign_in as signing
from coordination.accounts.forms import ChoosePasswordForm, CodeForm, LostForm, SignInForm
from coordination.accounts.presence import COOKIE
from coordination.accounts.views.blueprint import (
    HOME,
    address,
    bp,
    browser,
    entered,
    own_page,
    refuse,
    with_cookie,
)
from coordination.demo import signins
from coordination.kernel.errors import DomainError, Invalid
from coordination.kernel.web import kept_page, typed_again
from coordination.lang import locale

AGAIN = ("again_path", "again_email", "again_password")
YEAR_SECONDS = 31_536_000


@bp.route("/sign-in", methods=["GET", "POST"])
@opens_to_all
def sign_in() -> Any:
    """E-mail address and password; the page that was wanted follows."""
    if request.method == "GET" and current_user.is_authenticated:
        return redirect(own_page(request.args.get("next")) or HOME, 303)
    form = SignInForm()
    if request.method == "GET":
        form.next.data = request.args.get("next", "")
        return _sign_in_page(form)
    if form.validate():
        try:
            token = signing.sign_in(form.email.data, form.password.data, **browser())
        except Invalid as error:
            refuse(form, error)
        else:
            _leave_before()
            session.pop("csrf_token", None)
            return entered(token, own_page(form.next.data))
    return _sign_in_page(form), 422


def _leave_before() -> None:
    """Who signs in where somebody is signed in takes this browser's place: the session before ends."""
    if current_user.is_authenticated:
        sessions.sign_out(current_user._get_current_object())


def _sign_in_page(form: SignInForm) -> str:
    return render_template("accounts/sign_in.html", form=form, demo=signins())


@bp.post("/sign-in/again")
@opens_to_all
def sign_in_again() -> Any:
    """The password in place of a page whose sign-in ran out: then what was typed goes on to where it was sent."""
    path = own_page(request.form.get("again_path"), method="POST")
    if path is None:
        return redirect(url_for(".sign_in"), 303)
    try:
        token = signing.sign_in(
            request.form.get("again_email", ""), request.form.get("again_password", ""), **browser()
        )
    except DomainError as error:
        return kept_page(error, typed_again(but=AGAIN), path)
    # 307: the browser sends the same fields once more, to the address where they belong.
    return with_cookie(redirect(path, 307), token)


def last_email() -> str:
    """For the page of a sign-in that ran out: whose it was."""
    typed = request.form.get("again_email")
    token = request.cookies.get(COOKIE)
    return typed or (queries.get_last_email(token) if token else "")


@bp.post("/sign-out")
@opens_to_all
def sign_out() -> Response:
    """The session ends on the server, not in this browser alone."""
    _leave_before()
    session.clear()
    flash(_("You are signed out."), "done")
    response = redirect(url_for(".sign_in"), 303)
    response.delete_cookie(COOKIE, path="/")
    return response


@bp.post("/language")
@opens_to_all
def language() -> Response:
    """The other language, on the same page."""
    chosen = locale.offered(request.form.get("language")) or locale.current()
    if current_user.is_authenticated:
        people.choose_language(current_user._get_current_object(), chosen)
    response = redirect(own_page(request.form.get("next")) or HOME, 303)
    response.set_cookie(
        locale.COOKIE,
        chosen,
        max_age=YEAR_SECONDS,
        httponly=True,
        samesite="Lax",
        secure=bool(current_app.config["SESSION_COOKIE_SECURE"]),
    )
    return response


@bp.route("/lost-password", methods=["GET", "POST"])
@opens_to_all
def lost_password() -> Any:
    """A link for a new password, by mail; the answer is the same whether the address is known or not."""
    form = LostForm()
    if request.method == "GET":
        return render_template("accounts/lost_password.html", form=form)
    if not form.validate():
        return render_template("accounts/lost_password.html", form=form), 422
    links.ask_reset(form.email.data, address=address())
    return redirect(url_for(".link_sent"), 303)


@bp.get("/lost-password/sent")
@opens_to_all
def link_sent() -> str:
    """What happens now, if the address is that of an account."""
    return render_template("accounts/link_sent.html")


@bp.get("/link/<code>")
@opens_to_all
def link(code: str) -> str:
    """Where a mail leads: a neutral page that looks at nothing, since mail programs open addresses too."""
    form = CodeForm(formdata=None, code=code[:60])
    return render_template("accounts/link.html", form=form, filled=True)


@bp.route("/link", methods=["GET", "POST"])
@opens_to_all
def code() -> Any:
    """A code from a paper is typed; what it opens asks for a password."""
    form = CodeForm()
    if request.method == "GET":
        return render_template("accounts/link.html", form=form, filled=False)
    if form.validate():
        try:
            opened = links.look_at(form.code.data, address=address())
        except Invalid as error:
            refuse(form, error)
        else:
            choose = ChoosePasswordForm(formdata=None, code=form.code.data)
            return render_template("accounts/choose_password.html", form=choose, link=opened)
    return render_template("accounts/link.html", form=form, filled=False), 422


@bp.post("/link/password")
@opens_to_all
def choose_password() -> Any:
    """The password that a code was for; then the person is signed in."""
    form = ChoosePasswordForm()
    refused: Invalid | None = None
    if form.validate():
        try:
            token = links.use(form.code.data, form.password.data, **browser())
        except Invalid as error:
            refused = error
        else:
            _leave_before()
            session.pop("csrf_token", None)
            flash(_("Your password is set and you are signed in."), "done")
            return entered(token)
    if refused is not None and refused.field == "code":
        code_form = CodeForm(formdata=None, code=form.code.data)
        refuse(code_form, refused)
        return render_template("accounts/link.html", form=code_form, filled=False), 422
    if refused is not None:
        refuse(form, refused)
    return render_template("accounts/choose_password.html", form=form, link=None), 422
