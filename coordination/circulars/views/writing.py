"""Writing a circular and its audience, until it is sent."""

from __future__ import annotations

from typing import Any

from flask import flash, g, redirect, render_template, url_for
from flask_babel import gettext as _

from coordination.access.web import sees
from coordination.activities.issuers import list_mine
from coordination.circulars import commands, queries
from coordination.circulars.forms import CircularForm
from coordination.circulars.models import Circular, CircularState
from coordination.circulars.views.blueprint import attempt, bp
from coordination.kernel.errors import Invalid, NotFound, WrongState
from coordination.kernel.messages import N_
from coordination.kernel.taking import TAKEN
from coordination.vault import files


@bp.get("/new")
@sees("circular.edit")
def new() -> str:
    """The empty form."""
    return _draw_new(_new_form())


@bp.post("/new")
@sees("circular.edit")
def create() -> Any:
    """Keep it as a draft; its page sends it."""
    form, made = _new_form(), list[Circular]()
    status = attempt(form, lambda: made.append(_draft(form)))
    if status != TAKEN:
        return _draw_new(form), status
    flash(_("The draft was saved. Look at it and send it."), "done")
    return redirect(url_for(".show", circular_id=made[0].public_id), 303)


def _draft(form: CircularForm) -> Circular:
    issuer = form.issuer.chosen
    if issuer is None:
        raise Invalid(
            N_("Nothing was recorded: it is not said in whose name."), field="issuer", advice=N_("Choose one.")
        )
    made = commands.draft(g.actor, issuer=issuer, **_text(form))
    commands.attach(g.actor, made, form.uploads)
    return made


@bp.get("/<public_id:circular_id>/edit")
@sees("circular.edit", find=queries.get_circular)
def edit(circular: Circular) -> str:
    """The form, holding what is stored."""
    if circular.state != CircularState.DRAFT:
        raise WrongState(
            N_("This circular was sent, so it was not changed: its readers have it as it is."),
            N_("Recall it with a reason and send another."),
        )
    return _draw_edit(circular, CircularForm.of(circular, queries.list_groups(g.actor)))


@bp.post("/<public_id:circular_id>/edit")
@sees("circular.edit", find=queries.get_circular)
def save(circular: Circular) -> Any:
    """Store what was changed."""
    form = CircularForm(groups=queries.list_groups(g.actor))

    def step() -> None:
        commands.edit(g.actor, circular, **_text(form))
        commands.attach(g.actor, circular, form.uploads)

    status = attempt(form, step)
    if status != TAKEN:
        return _draw_edit(circular, form), status
    flash(_("The circular was changed."), "done")
    return redirect(url_for(".show", circular_id=circular.public_id), 303)


@bp.post("/<public_id:circular_id>/files/<public_id:file>/remove")
@sees("circular.edit", find=queries.get_circular)
def remove_file(circular: Circular, file: str) -> Any:
    """Take a file off a draft."""
    found = next((one for one in queries.list_files(circular) if one.public_id == file), None)
    if found is None:
        raise NotFound()
    commands.remove_file(g.actor, circular, found)
    flash(_("The file was taken off."), "done")
    return redirect(url_for(".edit", circular_id=circular.public_id), 303)


def _text(form: CircularForm) -> commands.Text:
    return commands.Text(
        title=form.title.data or "",
        body=form.body.data or "",
        number=form.number.data or "",
        letter_on=form.letter_on.data,
        to_acknowledge=bool(form.to_acknowledge.data),
        due_on=form.due_on.data,
        agency_ids=[*form.chosen_agencies, *queries.agencies_of_kinds(form.chosen_kinds)],
        group_ids=form.chosen_groups,
    )


def _new_form() -> CircularForm:
    return CircularForm(groups=queries.list_groups(g.actor), issuers=list_mine(g.actor))


def _draw_new(form: CircularForm) -> str:
    return render_template("circulars/new.html", form=form)


def _draw_edit(circular: Circular, form: CircularForm) -> str:
    kept = [(one, files.name_of(one)) for one in queries.list_files(circular)]
    return render_template("circulars/edit.html", form=form, circular=circular, files=kept)
