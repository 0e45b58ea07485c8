"""The page of one action and what is written from it: notes, files, who helps."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import flash, g, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from coordination import workflow
from coordination.access import policy
from coordination.access.web import sees
from coordination.actions import commands, display, forms, origins, queries
from coordination.actions.models import (
    ACTION_PRIORITY_LABELS,
    Action,
    ActionPriority,
    ActionState,
    ExtensionState,
)
from coordination.actions.needs import ActionFacts
from coordination.actions.queries.rows import ActionRow
from coordination.actions.states import ACTION, EXTENSION, LIVE, OWED
from coordination.actions.views.blueprint import bp
from coordination.actions.views.rows import DIRECT
from coordination.actions.views.taking import attempt
from coordination.kernel.errors import NotFound, WrongState
from coordination.kernel.messages import N_, Message
from coordination.kernel.taking import TAKEN
from coordination.lang import zone
from coordination.vault import download as sent_out

ORDER = ("verify", "accept", "unblock", "report_done", "dismiss_dispute")
"""Which of the main moves is the solid one."""

STEPS_TO_COME = {
    ActionState.DRAFT: N_("Next: the secretary completes the action and issues it, with the minutes or by itself."),
    ActionState.ISSUED: N_("Next: the owner accepts the action."),
    ActionState.ACCEPTED: N_("Next: the owner starts, and reports when it is done."),
    ActionState.DISPUTED: N_("Next: the secretary rules on the dispute."),
    ActionState.IN_PROGRESS: N_("Next: the owner reports it done."),
    ActionState.BLOCKED: N_("Next: what it waits for comes, and the owner goes on."),
    ActionState.REPORTED_DONE: N_("Next: the verifier verifies it or sends it back."),
}


@dataclass(frozen=True, slots=True)
class Button:
    """A move as the bar draws it: a link to its page, or sent at once."""

    label: Any
    url: str
    style: str = "plain"
    post: bool = False


@dataclass(frozen=True, slots=True)
class Next:
    """The step to come."""

    sentence: Message
    when: Message | None


@bp.get("/<public_id:action_id>")
@sees("action.view", find=queries.get_action)
def show(action: Action) -> str:
    """The action: whose turn, why it exists, what was done, more time, notes, files, history."""
    return _draw(action, forms.NoteForm())


def _draw(action: Action, form: forms.NoteForm) -> str:
    row = queries.get_row(g.actor, action.id)
    notes, files = queries.list_papers(action.id)
    step, held_back = STEPS_TO_COME.get(ActionState(action.state)), _held_back(action)
    return render_template(
        "actions/show.html",
        action=action,
        look=ACTION.look(action.state),
        clock=display.clock_of(row),
        turn=display.turn_of(g.actor, row),
        late=display.is_late(row, zone.today()),
        source=origins.origin_of(g.actor, action) or display.source_of(row.why),
        referral=(row.why.referral_id, row.why.referral_code, row.why.sees_referral),
        buttons=_buttons(action, row, held_back),
        facts=_facts(action),
        remarks=[*_remarks(row), *([held_back] if held_back is not None else [])],
        notes=notes,
        files=files,
        extensions=[(one, EXTENSION.look(one.state)) for one in action.extensions],
        entries=queries.history(action),
        next=Next(Message(step), None) if step is not None else None,
        may_note=action.state in LIVE and policy.allows(g.actor, "action.note", action),
        may_name_helpers=action.state in LIVE and policy.allows(g.actor, "action.contributors", action),
        form=form,
        name_of=display.name_of,
    )


def _buttons(action: Action, row: ActionRow, held_back: Message | None) -> list[Button]:
    """What the reader can do now: one solid button, then the others, refusals last; ``held_back`` says why a draft is
    not issued here yet."""
    found = []
    waiting = next((one for one in action.extensions if one.state == ExtensionState.REQUESTED), None)
    owed = action.state in OWED
    if waiting is not None and owed and policy.allows(g.actor, "extension.grant", waiting):
        url = url_for(".answer_more_time", extension_id=waiting.public_id)
        found.append(Button(Message(N_("Answer the request for more time")), url, "main"))
    facts = ActionFacts(today=zone.today())
    offered = [offer.move for offer in workflow.offers(g.actor, action, facts) if not offer.missing]
    offered.sort(key=lambda move: ORDER.index(move.name) if move.name in ORDER else len(ORDER))
    if _may_complete(action) and held_back is None:
        found.append(Button(Message(N_("Complete and issue")), url_for(".issue", action_id=action.public_id), "main"))
    for move in offered:
        if move.name == "issue":
            continue  # its page asks for what is missing
        style = "danger" if move.style == "danger" else "main" if move.name in ORDER and not found else "plain"
        direct = move.name in DIRECT or move.name == "verify"
        endpoint = f".take_{move.name}" if direct else f".{move.name}"
        found.append(Button(Message(move.label), url_for(endpoint, action_id=action.public_id), style, direct))
    if owed and waiting is None and policy.allows(g.actor, "extension.request", action):
        url = url_for(".ask_more_time", action_id=action.public_id)
        found.append(Button(Message(N_("Ask for more time")), url))
    return found


def _may_complete(action: Action) -> bool:
    return action.state == ActionState.DRAFT and policy.allows(g.actor, "action.issue", action)


def _held_back(action: Action) -> Message | None:
    """Where a draft is issued that cannot be issued by itself yet; for who may complete it."""
    try:
        if _may_complete(action):
            commands.stands_alone(action)
    except WrongState as error:
        return error.advice
    return None


def _facts(action: Action) -> list[tuple[Any, ...]]:
    pairs: list[tuple[Any, ...]] = [
        (N_("Owner"), display.name_of(action.owner), display.agency_of(action)),
        (N_("Verifier"), display.name_of(action.verifier)),
    ]
    if action.due_on is not None:
        pairs.append((N_("Due"), Message(N_("%(day)s"), day=action.due_on)))
    if action.original_due_on is not None and action.original_due_on != action.due_on:
        pairs.append((N_("First date"), Message(N_("%(day)s"), day=action.original_due_on)))
    if action.start_on is not None:
        pairs.append((N_("Shows as work from"), Message(N_("%(day)s"), day=action.start_on)))
    if action.issued_at is not None:
        pairs.append((N_("Issued on"), Message(N_("%(day)s"), day=zone.local_date(action.issued_at))))
    if action.priority == ActionPriority.URGENT:
        pairs.append((N_("Priority"), Message(ACTION_PRIORITY_LABELS[ActionPriority.URGENT])))
    if action.contributors:
        helpers = _(", ").join(display.name_of(one.person) for one in action.contributors)
        pairs.append((N_("Who helps"), helpers))
    return pairs


def _remarks(row: ActionRow) -> list[Message]:
    """What must not be missed: on whom it waits, that it is provisional, what is disputed."""
    return [one for one in display.remarks_of(row) if one.text != display.VERIFIER]


@bp.post("/<public_id:action_id>/notes")
@sees("action.note", find=queries.get_action)
def note(action: Action) -> Any:
    """A word on the progress, with files."""
    form = forms.NoteForm()
    status = attempt(form, lambda: commands.note(g.actor, action, text=form.text.data or "", uploads=form.uploads))
    if status != TAKEN:
        return _draw(action, form), status
    flash(_("The note was saved."), "done")
    return redirect(url_for(".show", action_id=action.public_id, _anchor="notes"), 303)


@bp.get("/<public_id:action_id>/files/<public_id:file>")
@sees("action.view", find=queries.get_action)
def download(action: Action, file: str) -> Response:
    """One file, always as a download; the look is recorded."""
    attachment = queries.get_attachment(action, file)
    if attachment is None:
        raise NotFound
    answer = sent_out.download(attachment)
    g.actor.read("action.file", "action", [action.id], file=attachment.public_id)
    return answer


@bp.get("/<public_id:action_id>/helpers")
@sees("action.contributors", find=queries.get_action)
def helpers(action: Action) -> str:
    """Who helps the owner."""
    return _draw_helpers(action, _helpers_form(action))


@bp.post("/<public_id:action_id>/helpers")
@sees("action.contributors", find=queries.get_action)
def take_helpers(action: Action) -> Any:
    """Name them."""
    form = _helpers_form(action)
    status = attempt(form, lambda: commands.set_contributors(g.actor, action, person_ids=form.chosen))
    if status != TAKEN:
        return _draw_helpers(action, form), status
    flash(_("Who helps was saved."), "done")
    return redirect(url_for(".show", action_id=action.public_id), 303)


def _helpers_form(action: Action) -> forms.HelpersForm:
    return forms.HelpersForm(
        people=queries.list_colleagues(action.agency_id or 0, but=action.owner_id),
        helping=[one.person_id for one in action.contributors],
    )


def _draw_helpers(action: Action, form: forms.HelpersForm) -> str:
    return render_template(
        "actions/small.html",
        action=action,
        form=form,
        url=url_for(".take_helpers", action_id=action.public_id),
        heading=_("Who helps"),
        text=_("Those who help see the action and write notes on it; the owner alone reports it done."),
        button=_("Save"),
        back=url_for(".show", action_id=action.public_id),
    )
