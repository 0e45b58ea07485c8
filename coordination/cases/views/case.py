"""The page of a case and what is changed from it: its groups, its people, its closing; its access log and its print."""

from __future__ import annotations

from typing import Any

from flask import current_app, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from coordination.access import fields
from coordination.access.log import list_looks
from coordination.access.web import can, sees
from coordination.cases import consents, parts, queries, words
from coordination.cases.commands import case as commands
from coordination.cases.commands import people
from coordination.cases.duplicates import resembling
from coordination.cases.forms.consents import ReasonForm
from coordination.cases.forms.details import group_form
from coordination.cases.forms.people import AnswerForm, CloseForm, PeopleForm, RelativeForm
from coordination.cases.models import (
    BASIS_LABELS,
    FIELD_GROUP_LABELS,
    HOW_GIVEN_LABELS,
    IDENTITY_KIND_LABELS,
    KIN_LABELS,
    RISK_LABELS,
    SEX_LABELS,
    Case,
    FieldGroup,
    age_band,
)
from coordination.cases.states import CASE, CONSENT
from coordination.cases.views.blueprint import bp, refused
from coordination.cases.views.opening import offer_staff, warn_of_numbers
from coordination.kernel import clock
from coordination.kernel.errors import DomainError, NotFound
from coordination.lang.locale import current
from coordination.lang.say import on_paper
from coordination.lang.text import digits
from coordination.lang.zone import local_date
from coordination.vault.files import name_of
from coordination.workflow import offers

HISTORY_ROWS = 50
LABELS = {
    "sexes": SEX_LABELS,
    "risks": RISK_LABELS,
    "groups": FIELD_GROUP_LABELS,
    "papers": IDENTITY_KIND_LABELS,
    "kin": KIN_LABELS,
    "bases": BASIS_LABELS,
    "ways": HOW_GIVEN_LABELS,
    "case_look": CASE.look,
    "consent_look": CONSENT.look,
    "FieldGroup": FieldGroup,
}


@bp.get("/<public_id:case_id>")
@sees("case.view", find=queries.get_case_of_page)
def show(case: Case) -> str:
    """The whole file; every look at it is recorded."""
    return render_template("cases/show.html", parts=parts.parts_of(g.actor, case), **_whole(case))


@bp.get("/<public_id:case_id>/print")
@sees("case.view", find=queries.get_case)
def print_page(case: Case) -> str:
    """The whole file on paper."""
    with on_paper():
        return render_template("cases/print_page.html", printed_at=clock.now(), **_whole(case))


def _whole(case: Case) -> dict[str, Any]:
    today = local_date(clock.now())
    given = queries.list_consents(case.id)
    return {
        **LABELS,
        "case": case,
        "client": case.client,
        "opened": fields.open_case(g.actor, case),
        "summary": fields.unsealed(case, "closing_summary"),
        "age": age_band(case.client.birth_year, today),
        "consents": given,
        "standing": {consent.id for consent in given if consents.stands(consent, today)},
        "files": queries.list_files(case),
        "name_of": name_of,
        "offers": offers(g.actor, case),
    }


@bp.route("/<public_id:case_id>/edit/<group>", methods=["GET", "POST"])
@sees("case.edit", find=queries.get_case)
def edit(case: Case, group: str) -> Any:
    """Change one group of fields."""
    if group not in set(FieldGroup):
        raise NotFound
    which = FieldGroup(group)
    commands.must_be_open(case)
    opened = fields.open_case(g.actor, case, {which})
    form = group_form(which, case, opened)
    page = {"case": case, "group": which, **LABELS}
    if not form.is_submitted():
        return render_template("cases/edit.html", form=form, **page)
    if not form.validate():
        return render_template("cases/edit.html", form=form, **page), 422
    try:
        asked = _save(case, which, form)
    except DomainError as error:
        return refused(error, form, "cases/edit.html", **page)
    flash(_("The change was saved."), "done")
    if asked:
        flash(_("Your agency has a file that resembles this one now. Answer before you refer the child."), "warning")
    endpoint = ".duplicates" if asked else ".show"
    return redirect(url_for(endpoint, case_id=case.public_id), 303)


def _save(case: Case, group: FieldGroup, form: Any) -> bool:
    """Store what was typed; whether the check for a second file must be answered again."""
    match group:
        case FieldGroup.TRIAGE:
            commands.edit_triage(g.actor, case, form.triage())
        case FieldGroup.IDENTITY:
            identity = form.identity()
            asked = commands.edit_identity(g.actor, case, identity)
            warn_of_numbers(identity)
            return asked
        case FieldGroup.SCHOOL_WORK:
            commands.edit_school_work(g.actor, case, form.details_of_school_work())
        case FieldGroup.LEGAL:
            commands.edit_legal(g.actor, case, form.details_of_legal())
        case _:
            commands.edit_text(g.actor, case, group, form[group.value].data or "")
    return False


@bp.route("/<public_id:case_id>/duplicates", methods=["GET", "POST"])
@sees("case.edit", find=queries.get_case)
def duplicates(case: Case) -> Any:
    """The files of the own agency that resemble this one, and the answer."""
    form = AnswerForm()
    if form.is_submitted() and form.validate():
        commands.answer_duplicates(g.actor, case)
        flash(_("The answer was saved: another child."), "done")
        return redirect(url_for(".show", case_id=case.public_id), 303)
    return render_template("cases/duplicates.html", case=case, found=resembling(g.actor, case), form=form, **LABELS)


# --- people -----------------------------------------------------------------------------------------------------


@bp.route("/<public_id:case_id>/people", methods=["GET", "POST"])
@sees("case.edit", find=queries.get_case)
def people_page(case: Case) -> Any:
    """Name the social worker and the team."""
    members = [str(member.person_id) for member in case.team]
    form = PeopleForm(data={"worker": str(case.worker_id or ""), "team": members})
    offer_staff(form.worker, case.agency_id)
    form.team.choices = [choice for choice in form.worker.choices if choice[0]]
    if not form.is_submitted():
        return render_template("cases/people.html", case=case, form=form)
    if not form.validate():
        return render_template("cases/people.html", case=case, form=form), 422
    try:
        worker_id = int(form.worker.data) if form.worker.data else None
        people.set_people(g.actor, case, worker_id=worker_id, team_ids=[int(text) for text in form.team.data])
    except DomainError as error:
        return refused(error, form, "cases/people.html", case=case)
    flash(_("The people of the case were saved."), "done")
    if not can("case.view", case):
        return redirect(url_for(".index"), 303)
    return redirect(url_for(".show", case_id=case.public_id), 303)


@bp.route("/<public_id:case_id>/family/new", methods=["GET", "POST"])
@sees("case.edit", find=queries.get_case)
def add_relative(case: Case) -> Any:
    """Add a member of the family."""
    form = RelativeForm()
    if not form.is_submitted():
        return render_template("cases/relative.html", case=case, form=form)
    if not form.validate():
        return render_template("cases/relative.html", case=case, form=form), 422
    try:
        people.add_relative(g.actor, case, form.relative())
    except DomainError as error:
        return refused(error, form, "cases/relative.html", case=case)
    flash(_("The relative was added."), "done")
    return redirect(url_for(".show", case_id=case.public_id, _anchor="family"), 303)


@bp.post("/<public_id:case_id>/family/<public_id:member>/remove")
@sees("case.edit", find=queries.get_case)
def remove_relative(case: Case, member: str) -> Response:
    """Take a member of the family off the file."""
    people.remove_relative(g.actor, case, member)
    flash(_("The relative was removed."), "done")
    return redirect(url_for(".show", case_id=case.public_id, _anchor="family"), 303)


# --- closing, reopening, the log --------------------------------------------------------------------------------


@bp.route("/<public_id:case_id>/close", methods=["GET", "POST"])
@sees("case.close", find=queries.get_case)
def close(case: Case) -> Any:
    """End the work on the case with a summary."""
    form = CloseForm()
    missing = [m for offer in offers(g.actor, case, commands.facts_of(case)) for m in offer.missing]
    page = {"case": case, "form": form, "missing": missing}
    if not form.is_submitted():
        return render_template("cases/close.html", **page)
    if not form.validate():
        return render_template("cases/close.html", **page), 422
    commands.close_case(g.actor, case, summary=form.summary.data or "")
    flash(_("The case was closed."), "done")
    return redirect(url_for(".show", case_id=case.public_id), 303)


@bp.route("/<public_id:case_id>/reopen", methods=["GET", "POST"])
@sees("case.reopen", find=queries.get_case)
def reopen(case: Case) -> Any:
    """Take the work on the case up again."""
    form = ReasonForm()
    if not form.is_submitted():
        return render_template("cases/reopen.html", case=case, form=form)
    if not form.validate():
        return render_template("cases/reopen.html", case=case, form=form), 422
    commands.reopen_case(g.actor, case, reason=form.reason.data or "")
    flash(_("The case is open again."), "done")
    return redirect(url_for(".show", case_id=case.public_id), 303)


@bp.get("/<public_id:case_id>/log")
@sees("case.access_log", find=queries.get_case)
def log(case: Case) -> str:
    """Who looked at what of the case and when, and what was done to it."""
    size = int(current_app.config["HAMAHANG"].page_size)
    typed = digits(request.args.get("before", ""))
    rows = list_looks(case.id, before=int(typed) if typed.isascii() and typed.isdecimal() else None, limit=size)
    shown = rows[:size]
    staff = can("case.view", case)
    history = words.tell(queries.list_history(case, HISTORY_ROWS), with_notes=staff, english=current() == "en")
    next_url = url_for(".log", case_id=case.public_id, before=shown[-1].id) if len(rows) > size else None
    return render_template(
        "cases/log.html", case=case, rows=shown, next_url=next_url, history=history, staff=staff, **LABELS
    )
