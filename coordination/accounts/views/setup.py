"""The page and the command that set an installation up."""

from __future__ import annotations

from typing import Any

import click
from flask import Flask, current_app, flash, render_template, request, session
from flask.cli import with_appcontext
from flask_babel import gettext as _
from flask_migrate import upgrade

from config import ROOT
from coordination.access.actor import Actor
from coordination.access.web import opens_to_all
from coordination.accounts import queries, setup
from coordination.accounts.commands import attempts, links, passwords, sessions
from coordination.accounts.forms import SetupForm
from coordination.accounts.views.blueprint import address, base_url, bp, browser, config, refuse, with_cookie
from coordination.accounts.views.people import name_of
from coordination.directory.models import AGENCY_KIND_LABELS, AgencyKind
from coordination.kernel.db import db, writing
from coordination.kernel.errors import Invalid, NotFound
from coordination.kernel.messages import N_
from coordination.lang.identifiers import check_email, email

FIELDS = {"admin_email": "admin_email", "head_email": "head_email", "name_fa": "agency_fa"}


@bp.route("/setup", methods=["GET", "POST"])
@opens_to_all
def set_up() -> Any:
    """The first page of a new installation, opened by the code that the command prints; afterwards it is not there."""
    if queries.is_set_up():
        raise NotFound
    form = SetupForm()
    if request.method == "GET":
        return render_template("accounts/setup.html", form=form)
    if form.validate():
        try:
            return _set_up(form)
        except Invalid as error:
            db.session.rollback()
            refuse(form, error, FIELDS)
    return render_template("accounts/setup.html", form=form), 422


def _set_up(form: SetupForm) -> Any:
    db.session.rollback()
    attempts.take("code", address=address())
    if not setup.opens(config().secret_key, form.code.data):
        raise Invalid(
            N_("Nothing was set up: this code is not the one of the last half hour."),
            field="code",
            advice=N_("Run the command once more and type the code that it prints."),
        )
    answers = _answers(form)
    setup.check(answers)
    passwords.check_new(form.password.data, name=answers.admin_name, email=answers.admin_email)
    hashed = passwords.hash_password(form.password.data)
    done = setup.set_up(answers, hashed=hashed, base_url=base_url())
    token = sessions.start(done.administrator.id, **browser())
    session.pop("csrf_token", None)
    flash(_("The installation is set up and you are signed in as its administrator."), "done")
    page = render_template(
        "accounts/made.html", person=done.head, made=done.head_code, invitation=True, base_url=base_url(),
        name_of=name_of, waits=False,
    )  # fmt: skip
    return with_cookie(current_app.make_response(page), token)


def _answers(form: SetupForm) -> setup.Answers:
    names = ("name_fa", "name_en", "agency_fa", "agency_en", "admin_name", "admin_email", "head_name", "head_email")
    return setup.Answers(agency_kind=form.agency_kind.data, **{name: form[name].data or "" for name in names})


@click.command("setup")
@with_appcontext
@click.option("--name", default="", help="The installation's name in Persian.")
@click.option("--name-en", default="", help="The same in English.")
@click.option("--agency", default="", help="The host agency in Persian.")
@click.option("--agency-en", default="", help="The same in English.")
@click.option("--agency-kind", type=click.Choice([kind.value for kind in AGENCY_KIND_LABELS]), default="welfare")
@click.option("--admin-name", default="", help="The first administrator.")
@click.option("--admin-email", default="")
@click.option("--head-name", default="", help="The host agency's first head, another person.")
@click.option("--head-email", default="")
def setup_command(**given: str) -> None:
    """Set the installation up: with all options at once, else on a page that the printed code opens."""
    upgrade(str(ROOT / "migrations"))
    if queries.is_set_up():
        raise click.ClickException("This installation is set up already.")
    wanted = {name: value for name, value in given.items() if name not in ("name_en", "agency_en", "agency_kind")}
    if not any(wanted.values()):
        click.echo(f"Start Hamahang, open {base_url()}/setup and type this code within half an hour:")
        click.echo(f"\n    {setup.code_now(config().secret_key)}\n")
        return
    lacking = [f"--{name.replace('_', '-')}" for name, value in wanted.items() if not value]
    if lacking:
        raise click.UsageError(f"These are missing: {', '.join(lacking)}. Without any option a page asks for them.")
    bad = [given[name] for name in ("admin_email", "head_email") if check_email(given[name])]
    if bad:
        raise click.UsageError(f"This is no e-mail address: {', '.join(bad)}.")
    _set_up_here(given)


def _set_up_here(given: dict[str, str]) -> None:
    answers = setup.Answers(
        name_fa=given["name"],
        name_en=given["name_en"],
        agency_fa=given["agency"],
        agency_en=given["agency_en"],
        agency_kind=AgencyKind(given["agency_kind"]),
        admin_name=given["admin_name"],
        admin_email=email(given["admin_email"]),
        head_name=given["head_name"],
        head_email=email(given["head_email"]),
    )
    db.session.rollback()
    with writing(), db.session.begin():
        try:
            done = setup.set_up(answers, hashed=None, base_url=base_url())
        except Invalid as error:
            raise click.ClickException(str(error)) from error
        invitation = links.invite(Actor.system(setup.SETTER), done.administrator, base_url=base_url())
    click.echo("The installation is set up. Each of the two opens the own account with a code, within seven days:")
    for person, made in ((answers.admin_name, invitation), (answers.head_name, done.head_code)):
        click.echo(f"  {person}: {base_url()}/link   {made.code}")


def register_command(app: Flask) -> None:
    """Add ``flask setup``."""
    app.cli.add_command(setup_command)
