"""Pages of the phrase library: a group's own, and the one shared by all groups."""

from __future__ import annotations

from typing import Any

from flask import flash, g, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from coordination.access.web import sees
from coordination.groups import commands, queries
from coordination.groups.forms import PhraseForm
from coordination.groups.models import Group, Phrase
from coordination.groups.views.blueprint import bp, put_refusal
from coordination.kernel.errors import DomainError


@bp.route("/groups/<public_id:group_id>/phrases", methods=["GET", "POST"])
@sees("phrase.edit", find=queries.get_group_row)
def phrases(group: Group) -> Any:
    """The group's phrases, and a further one; below them what all groups share."""
    return _library(group)


@bp.route("/settings/phrases", methods=["GET", "POST"])
@sees("settings.edit")
def shared_phrases() -> Any:
    """The phrases that all groups share, and a further one."""
    return _library(None)


def _library(group: Group | None) -> Any:
    g.pop("thing", None)  # a further phrase does not collide with a change of the group
    form, status = PhraseForm(), 200
    if form.is_submitted():
        status = 422
        if form.validate():
            try:
                commands.add_phrase(g.actor, group, text=form.text.data)
            except DomainError as error:
                status = put_refusal(form, error)
            else:
                flash(_("The phrase is in the library."), "done")
                return _to_library(group)
    rows = queries.list_phrases(group.id if group else None)
    own = [row for row in rows if row.group_id == (group.id if group else None)]
    shared = [row for row in rows if row.group_id is None] if group else []
    return render_template("groups/phrases.html", form=form, group=group, own=own, shared=shared), status


@bp.route("/phrases/<public_id:phrase_id>", methods=["GET", "POST"])
@sees("phrase.edit", find=queries.get_phrase)
def edit_phrase(phrase: Phrase) -> Any:
    """Other words for a phrase."""
    form, status = PhraseForm(obj=phrase), 200
    if form.is_submitted():
        status = 422
        if form.validate():
            try:
                commands.edit_phrase(g.actor, phrase, text=form.text.data)
            except DomainError as error:
                status = put_refusal(form, error)
            else:
                flash(_("The phrase is saved."), "done")
                return _back(phrase)
    group = queries.get_phrase_group(phrase)
    return render_template("groups/edit_phrase.html", form=form, phrase=phrase, group=group), status


@bp.post("/phrases/<public_id:phrase_id>/up")
@sees("phrase.edit", find=queries.get_phrase)
def phrase_up(phrase: Phrase) -> Response:
    """One place up."""
    commands.move_phrase(g.actor, phrase, way="up")
    return _back(phrase)


@bp.post("/phrases/<public_id:phrase_id>/down")
@sees("phrase.edit", find=queries.get_phrase)
def phrase_down(phrase: Phrase) -> Response:
    """One place down."""
    commands.move_phrase(g.actor, phrase, way="down")
    return _back(phrase)


@bp.post("/phrases/<public_id:phrase_id>/delete")
@sees("phrase.edit", find=queries.get_phrase)
def delete_phrase(phrase: Phrase) -> Response:
    """Take a phrase out."""
    answer = _back(phrase)
    commands.delete_phrase(g.actor, phrase)
    flash(_("The phrase is out of the library. Minutes keep their text."), "done")
    return answer


def _back(phrase: Phrase) -> Response:
    return _to_library(queries.get_phrase_group(phrase))


def _to_library(group: Group | None) -> Response:
    if group is None:
        return redirect(url_for(".shared_phrases"), 303)
    return redirect(url_for(".phrases", group_id=group.public_id), 303)
