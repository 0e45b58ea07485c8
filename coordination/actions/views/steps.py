"""The one table of the moves' pages: which form a move fills, what its page says, and which command it calls."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import g

from coordination.access.actor import Actor
from coordination.access.seats import group_secretary
from coordination.accounts import queries as accounts
from coordination.actions import commands, forms, queries
from coordination.actions.models import Action
from coordination.kernel.forms import Form
from coordination.kernel.messages import N_

FormOf = Callable[[Action], Form]
Take = Callable[[Actor, Action, Any], object]


@dataclass(frozen=True, slots=True)
class Step:
    """One move's page: its form, a heading, what follows from the press, the button's verb, and what is said after.

    ``undo`` names the move that takes it back.
    """

    move: str
    form: FormOf
    take: Take
    heading: str
    warning: str
    button: str
    done: str
    undo: str | None = None
    danger: bool = False
    template: str = "actions/move.html"


def _plain(form: type[Form]) -> FormOf:
    return lambda _action: form()


def _transfer_form(action: Action) -> Form:
    """A secretary gives it to anybody, a liaison inside his agency only."""
    if group_secretary.holds(g.actor, action):
        return forms.TransferForm(candidates=queries.list_candidates(action.group_id, action.agency_id))
    return forms.ColleagueForm(people=queries.list_colleagues(action.agency_id or 0, but=action.owner_id))


def _transfer(actor: Actor, action: Action, form: Any) -> None:
    row, to, agency = form.chosen, None, None
    if row is not None and isinstance(form, forms.TransferForm):
        to, agency = accounts.get_person_by_number(row.person_id), accounts.get_agency_by_number(row.agency_id)
    elif row is not None:
        to = accounts.get_person_by_number(row.id)
    commands.transfer(actor, action, to=to, agency=agency, reason=form.reason.data or "")


def _issue_form(action: Action) -> Form:
    """Filled with what the line of the minutes said."""
    commands.stands_alone(action)
    return forms.IssueForm(
        candidates=queries.list_candidates(action.group_id, action.agency_id),
        verifiers=queries.list_verifiers(action.group_id or 0),
        action=action,
    )


def _issue(actor: Actor, action: Action, form: Any) -> None:
    owner, verifier = form.chosen_owner, form.chosen_verifier
    commands.issue_left_over(
        actor,
        action,
        owner=accounts.get_person_by_number(owner.person_id) if owner is not None else None,
        agency=accounts.get_agency_by_number(owner.agency_id) if owner is not None else None,
        verifier=accounts.get_person_by_number(verifier.id) if verifier is not None else None,
        due_on=form.due_on.data,
        deliverable=form.deliverable.data or "",
        priority=form.chosen_priority,
    )


STEPS = (
    Step(
        "issue",
        _issue_form,
        _issue,
        N_("Complete and issue the action"),
        N_("It gets its number, and its owner is told. Its words stay those of the minutes."),
        N_("Issue the action"),
        N_("The action is issued; its owner was told."),
        template="actions/issue.html",
    ),
    Step(
        "accept",
        _plain(forms.StepForm),
        lambda actor, action, _form: commands.accept(actor, action),
        N_("Accept the action"),
        N_("The group sees that you have taken it on."),
        N_("Accept the action"),
        N_("You accepted the action."),
    ),
    Step(
        "start",
        _plain(forms.StepForm),
        lambda actor, action, _form: commands.start(actor, action),
        N_("Start the action"),
        N_("The group sees that work on it has begun."),
        N_("Start"),
        N_("The action is in progress."),
    ),
    Step(
        "unblock",
        _plain(forms.StepForm),
        lambda actor, action, _form: commands.unblock(actor, action),
        N_("Go on with the action"),
        N_("What it waited for is there; it is in progress again."),
        N_("Go on with it"),
        N_("The action is in progress."),
    ),
    Step(
        "report_done",
        _plain(forms.ReportForm),
        lambda actor, action, form: commands.report_done(
            actor, action, result=form.result.data or "", uploads=form.uploads
        ),
        N_("Report the action done"),
        N_("It goes to the verifier, who verifies it or says what is missing."),
        N_("Report done"),
        N_("You reported the action done; it went to the verifier."),
        template="actions/report_done.html",
    ),
    Step(
        "dispute",
        _plain(forms.DisputeForm),
        lambda actor, action, form: commands.dispute(actor, action, code=form.chosen, note=form.note.data or ""),
        N_("Dispute the action"),
        N_("The secretary rules: the action stays, goes to another, or is cancelled. Until then its day goes on."),
        N_("Dispute"),
        N_("The action is disputed; the secretary was told."),
        danger=True,
    ),
    Step(
        "block",
        _plain(forms.BlockForm),
        lambda actor, action, form: commands.block(
            actor, action, reason=form.reason.data or "", waiting_on=form.waiting_on.data or ""
        ),
        N_("It waits for another"),
        N_("The group sees on whom or what it waits. The date stays."),
        N_("Waits for another"),
        N_("It is recorded that the action waits for another."),
        undo="unblock",
    ),
    Step(
        "dismiss_dispute",
        _plain(forms.RulingForm),
        lambda actor, action, form: commands.dismiss_dispute(actor, action, ruling=form.ruling.data or ""),
        N_("Rule on the dispute"),
        N_("The action stays as it is, and the owner has it again."),
        N_("Uphold the action"),
        N_("The action stays; the owner was told."),
        template="actions/dispute.html",
    ),
    Step(
        "transfer",
        _transfer_form,
        _transfer,
        N_("Give the action to another"),
        N_("Number and day of issue stay; the new owner is asked to accept it."),
        N_("Give to another"),
        N_("The action has another owner."),
    ),
    Step(
        "verify",
        _plain(forms.StepForm),
        lambda actor, action, _form: commands.verify(actor, action),
        N_("Verify the action"),
        N_("With this it is over. If something is missing, send it back."),
        N_("Verify"),
        N_("The action is verified."),
        template="actions/verify.html",
    ),
    Step(
        "send_back",
        _plain(forms.CommentForm),
        lambda actor, action, form: commands.send_back(actor, action, comment=form.comment.data or ""),
        N_("Send the action back"),
        N_("The owner goes on with it and reports again."),
        N_("Send back"),
        N_("The action went back to its owner."),
    ),
    Step(
        "cancel",
        _plain(forms.ReasonForm),
        lambda actor, action, form: commands.cancel(actor, action, reason=form.reason.data or ""),
        N_("Cancel the action"),
        N_("It need not be done any more. Its number is not used again. This cannot be undone."),
        N_("Cancel the action"),
        N_("The action was cancelled."),
        danger=True,
    ),
)
