"""The one table of the moves' pages: which form a move fills, what its page says, and which command it calls."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import g

from coordination.access.actor import Actor
from coordination.kernel.forms import Form
from coordination.kernel.messages import N_
from coordination.referrals import clocks, commands, forms, queries
from coordination.referrals.content import NeedResult
from coordination.referrals.models import Referral

FormOf = Callable[[Referral], Form]
Take = Callable[[Actor, Referral, Any], object]


@dataclass(frozen=True, slots=True)
class Step:
    """One move's page: its form, a heading, what follows from the press, the button's verb, and what is said after.

    ``undo`` names the move that takes it back; ``take`` may give a sentence that is said instead of ``done``.
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
    template: str = "referrals/move.html"


def _plain(form: type[Form]) -> FormOf:
    return lambda _referral: form()


def _receive_form(referral: Referral) -> Form:
    return forms.ReceiveForm(people=queries.list_handlers(referral), me=g.actor.person_id)


def _object_form(referral: Referral) -> Form:
    chosen = referral.handler_id or g.actor.person_id
    return forms.ObjectForm(people=queries.list_handlers(referral), me=chosen)


def accept_form(referral: Referral) -> forms.AcceptForm:
    """The form of acceptance with its handler (as received, else the reader) and the last day of intake filled in."""
    return forms.AcceptForm(
        people=queries.list_handlers(referral),
        me=referral.handler_id or g.actor.person_id,
        last_day=clocks.last_intake_day(referral),
    )


def _deliver(actor: Actor, referral: Referral, form: Any) -> None:
    results = {
        need: NeedResult(result, reason) for need, (result, reason) in form.outcomes().items() if result is not None
    }
    commands.deliver(actor, referral, results=results, note=form.note.data or "")


def _return(actor: Actor, referral: Referral, form: Any) -> str | None:
    went_back = commands.return_(actor, referral, missing=form.missing.data or "")
    return None if went_back else N_("The reviewer has been told. The referral stays where it is.")


def _person(form: Any) -> int | None:
    return form.person.id if form.person is not None else None


STEPS = (
    Step(
        "receive",
        _receive_form,
        lambda actor, referral, form: commands.receive(actor, referral, handler_id=_person(form)),
        N_("Receive the referral"),
        N_("The sender sees that it has arrived and who looks after it. The name stays closed."),
        N_("Receive"),
        N_("The referral is received."),
    ),
    Step(
        "accept",
        accept_form,
        lambda actor, referral, form: commands.accept(
            actor, referral, handler_id=_person(form), intake_on=form.intake_on.data
        ),
        N_("Accept the referral"),
        N_("From here on you see the child's name and contact, and every look is recorded."),
        N_("Accept and open the name"),
        N_("You accepted the referral; the name is open."),
        undo="unaccept",
    ),
    Step(
        "ask",
        _plain(forms.AskForm),
        lambda actor, referral, form: commands.ask(actor, referral, question=form.question.data or ""),
        N_("Ask the sender"),
        N_("Your clock stops until the answer comes. Two questions are possible in all."),
        N_("Send the question"),
        N_("The question was sent."),
    ),
    Step(
        "answer",
        _plain(forms.AnswerForm),
        lambda actor, referral, form: commands.answer(actor, referral, text=form.answer.data or ""),
        N_("Answer the question"),
        N_("The recipient's clock goes on with the time that was left, at least one working day."),
        N_("Send the answer"),
        N_("The answer was sent."),
        template="referrals/answer.html",
    ),
    Step(
        "waitlist",
        _plain(forms.WaitlistForm),
        lambda actor, referral, form: commands.waitlist(
            actor, referral, review_on=form.review_on.data, safety_note=form.safety_note.data or ""
        ),
        N_("Put the child on the waiting list"),
        N_("You look again on the day you name: at most 7 days ahead for an urgent referral, 14 for a normal one."),
        N_("Put on the waiting list"),
        N_("The referral is on the waiting list."),
    ),
    Step(
        "forward",
        _plain(forms.ForwardForm),
        lambda actor, referral, form: commands.forward(
            actor, referral, recipient=form.recipient.data, reason=form.reason.data or ""
        ),
        N_("Forward the referral"),
        N_("It ends here and goes on, with the time that is left, to the agency you name. The sender stays the same."),
        N_("Forward"),
        N_("The referral was forwarded."),
    ),
    Step(
        "decline",
        _plain(forms.DeclineForm),
        lambda actor, referral, form: commands.decline(
            actor, referral, code=form.reason, who=form.decided_by, note=form.note.data or ""
        ),
        N_("Decline the referral"),
        N_("The sender is told at once with the reason, and the referral ends at your agency. This cannot be undone."),
        N_("Decline the referral"),
        N_("The referral was declined and the sender told."),
        danger=True,
        template="referrals/decline.html",
    ),
    Step(
        "object",
        _object_form,
        lambda actor, referral, form: commands.object_(
            actor, referral, reason=form.reason.data or "", handler_id=_person(form)
        ),
        N_("Object to the referral"),
        N_("This referral cannot be declined. A reviewer reads your reason and rules; until then the child waits."),
        N_("Send the objection"),
        N_("The objection was sent to the reviewer."),
        danger=True,
    ),
    Step(
        "withdraw",
        _plain(forms.ReasonForm),
        lambda actor, referral, form: commands.withdraw(actor, referral, reason=form.reason.data or ""),
        N_("Withdraw the referral"),
        N_("The recipient no longer handles it, and what was opened to them closes. This cannot be undone."),
        N_("Withdraw the referral"),
        N_("The referral was withdrawn."),
        danger=True,
    ),
    Step(
        "begin",
        _plain(forms.BeginForm),
        lambda actor, referral, form: commands.begin(actor, referral, first_contact_on=form.first_contact_on.data),
        N_("Begin the service"),
        N_("The day of the first contact is enough; where an admission is recorded, leave it empty."),
        N_("Begin the service"),
        N_("The service has begun."),
    ),
    Step(
        "unaccept",
        _plain(forms.ReasonForm),
        lambda actor, referral, form: commands.unaccept(actor, referral, reason=form.reason.data or ""),
        N_("Take the acceptance back"),
        N_("The referral goes back to the received ones, and the child's name closes again."),
        N_("Take the acceptance back"),
        N_("The acceptance was taken back; the name is closed."),
    ),
    Step(
        "deliver",
        lambda referral: forms.DeliverForm(needs=referral.need_codes),
        _deliver,
        N_("Report the service delivered"),
        N_("The sender looks at the results and confirms them, or sends the referral back once with what is missing."),
        N_("Report delivered"),
        N_("The delivery was reported to the sender."),
        template="referrals/deliver.html",
    ),
    Step(
        "hold",
        _plain(forms.HoldForm),
        lambda actor, referral, form: commands.hold(
            actor, referral, code=form.reason, resume_on=form.resume_on.data, note=form.note.data or ""
        ),
        N_("Put the service on hold"),
        N_("The service stands still until the day you name; the sender sees why."),
        N_("Put on hold"),
        N_("The service is on hold."),
        undo="resume",
    ),
    Step(
        "resume",
        _plain(forms.PlainStepForm),
        lambda actor, referral, _form: commands.resume(actor, referral),
        N_("Resume the service"),
        N_("The service goes on from today."),
        N_("Resume the service"),
        N_("The service goes on."),
    ),
    Step(
        "request_cancel",
        _plain(forms.ReasonForm),
        lambda actor, referral, form: commands.request_cancel(actor, referral, reason=form.reason.data or ""),
        N_("Ask to cancel the service"),
        N_("The recipient answers whether the service ends or goes on."),
        N_("Ask to cancel"),
        N_("The recipient was asked to cancel the service."),
        danger=True,
    ),
    Step(
        "refuse_cancel",
        _plain(forms.ReasonForm),
        lambda actor, referral, form: commands.refuse_cancel(actor, referral, reason=form.reason.data or ""),
        N_("Go on with the service"),
        N_("The sender is told that the service goes on, and why."),
        N_("Go on with the service"),
        N_("The service goes on, and the sender was told."),
    ),
    Step(
        "cancel",
        _plain(forms.CancelForm),
        lambda actor, referral, form: commands.cancel(
            actor, referral, reason=form.reason.data or "", handover=form.handover.data or ""
        ),
        N_("Cancel the service"),
        N_("The service ends before its aim, and the child's name closes to you. This cannot be undone."),
        N_("Cancel the service"),
        N_("The service was cancelled and handed over."),
        danger=True,
    ),
    Step(
        "confirm",
        lambda referral: forms.ConfirmForm(court_route=referral.court_route),
        lambda actor, referral, form: commands.confirm(
            actor,
            referral,
            court_reported_on=form.court_reported_on.data if "court_reported_on" in form else None,
        ),
        N_("Confirm the result"),
        N_("The referral closes, and the child's name closes to the recipient."),
        N_("Confirm and close"),
        N_("The result was confirmed; the referral is closed."),
        template="referrals/confirm.html",
    ),
    Step(
        "return",
        _plain(forms.MissingForm),
        _return,
        N_("Send the referral back"),
        N_("The service goes on at the recipient. This is possible once; a second time the reviewer is told."),
        N_("Send back"),
        N_("The referral was sent back."),
    ),
    Step(
        "contest",
        _plain(forms.ReasonForm),
        lambda actor, referral, form: commands.contest(actor, referral, reason=form.reason.data or ""),
        N_("Contest the closing"),
        N_("The service goes on, and what was granted opens to the recipient again."),
        N_("Contest the closing"),
        N_("The closing was contested; the service goes on."),
    ),
    Step(
        "void",
        _plain(forms.CommentForm),
        lambda actor, referral, form: commands.void(actor, referral, comment=form.comment.data or ""),
        N_("Make the referral void"),
        N_("It counts as never made; its history stays. This cannot be undone."),
        N_("Make void"),
        N_("The referral is void."),
        danger=True,
    ),
)
