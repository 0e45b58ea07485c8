"""The moves of a meeting, all made from one table: their page, what follows from them, and the press of the button."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import flash, g, redirect, render_template, url_for
from flask_babel import gettext as _

from coordination import workflow
from coordination.access import policy
from coordination.access.actor import Actor
from coordination.access.web import sees
from coordination.kernel.errors import WrongState
from coordination.kernel.forms import Form
from coordination.kernel.messages import N_, Message
from coordination.kernel.taking import TAKEN
from coordination.meetings import commands, forms, queries
from coordination.meetings.commands import attending
from coordination.meetings.models import Meeting
from coordination.meetings.queries import inviting
from coordination.meetings.states import MEETING
from coordination.meetings.titles import meeting_title
from coordination.meetings.views.blueprint import bp
from coordination.meetings.views.parts import attempt, said_of

View = Callable[[Meeting], Any]
Take = Callable[[Actor, Meeting], None]


@dataclass(frozen=True, slots=True)
class Step:
    """One move: what follows from it, what is said afterwards, and how it is taken; ``page`` where it asks first."""

    move: str
    follows: str
    done: str
    take: Take
    page: bool = False
    reason: bool = False
    on_to: tuple[str, str] | None = None
    """Where the one who holds this right goes afterwards, as (right, page)."""


def _open(actor: Actor, meeting: Meeting) -> None:
    """Opening makes the attendance sheet where nobody has."""
    if not queries.facts_of_meeting(meeting, "open").sheet_rows:
        attending.make_sheet(actor, meeting)
    commands.open_(actor, meeting)


def _announce(actor: Actor, meeting: Meeting) -> None:
    """Announcing invites all who hold a seat where nobody was chosen."""
    commands.invite_members(actor, meeting)
    commands.announce(actor, meeting)


STEPS = (
    Step(
        "announce",
        N_(
            "The meeting gets its number, its agenda prepares itself, and everybody invited gets a mail with a "
            "calendar file. Where nobody was chosen, all who hold a seat are invited."
        ),
        N_("The meeting was announced; the invitations are on their way."),
        _announce,
        page=True,
    ),
    Step(
        "publish_agenda",
        N_("Those invited see the agenda. What comes onto it later needs a reason."),
        N_("The agenda was published."),
        commands.publish_agenda,
    ),
    Step(
        "open",
        N_("The meeting begins now; the attendance sheet and the minutes begin with it."),
        N_("The meeting is open. Mark who is here, and write the minutes."),
        _open,
    ),
    Step("recess", N_("The meeting is interrupted."), N_("The meeting is in recess."), commands.recess),
    Step("resume", N_("The meeting goes on."), N_("The meeting goes on."), commands.resume),
    Step(
        "end",
        N_("The meeting ends now. For 24 hours it can be reopened."),
        N_("The meeting has ended. Check the minutes and circulate them."),
        commands.end,
        on_to=("minutes.circulate", "minutes.check"),
    ),
    Step(
        "reopen",
        N_("The meeting is in session again."),
        N_("The meeting is in session again."),
        commands.reopen,
        page=True,
    ),
    Step(
        "declare_no_quorum",
        N_("Nothing on the agenda is dealt with; its items stay open, and you can call the meeting a second time."),
        N_("It was recorded that there was no quorum. You can call the meeting a second time."),
        commands.declare_no_quorum,
        page=True,
    ),
    Step(
        "cancel",
        N_("Everybody who was invited gets a mail that takes the meeting out of the calendar. The items stay open."),
        N_("The meeting was cancelled."),
        lambda actor, meeting: None,
        page=True,
        reason=True,
    ),
)
BY_MOVE = {step.move: step for step in STEPS}


def _page_of(step: Step) -> View:
    def page(meeting: Meeting) -> Any:
        if meeting.state not in MEETING.moves[step.move].frm:
            raise _wrong_state(meeting, step)
        return _draw(step, meeting, _form(step))

    return page


def _act_of(step: Step) -> View:
    def act(meeting: Meeting) -> Any:
        form = _form(step)
        status = attempt(form, lambda: _take(step, meeting, form))
        if status != TAKEN:
            return _draw(step, meeting, form), status
        flash(_(step.done), "done")
        may_go_on = step.on_to is not None and policy.allows(g.actor, step.on_to[0], meeting)
        page = step.on_to[1] if step.on_to is not None and may_go_on else ".show"
        return redirect(url_for(page, meeting_id=meeting.public_id), 303)

    return act


def _form(step: Step) -> Form:
    return forms.ReasonForm() if step.reason else forms.PressForm()


def _take(step: Step, meeting: Meeting, form: Any) -> None:
    if step.reason:
        commands.cancel(g.actor, meeting, reason=form.reason.data or "")
    else:
        step.take(g.actor, meeting)


def _wrong_state(meeting: Meeting, step: Step) -> WrongState:
    return WrongState(
        Message(
            N_("The step «%(move)s» does not start from the state «%(state)s»."),
            move=Message(MEETING.moves[step.move].label),
            state=Message(MEETING.look(meeting.state).label),
        ),
        N_("Look at the page again: somebody may have taken a step meanwhile."),
    )


def _draw(step: Step, meeting: Meeting, form: Form) -> str:
    move = MEETING.moves[step.move]
    missing = missing_for(meeting, step.move) if step.page and not form.errors else ()
    return render_template(
        "meetings/move.html",
        meeting=meeting,
        form=form,
        heading=move.label,
        follows=step.follows,
        danger=move.style == "danger",
        missing=missing,
        title=meeting_title(meeting, meeting.starts_at),
        action=url_for(f".take_{step.move}", meeting_id=meeting.public_id),
        back=url_for(".show", meeting_id=meeting.public_id),
        clashes=[said_of(one, meeting) for one in inviting.list_clashes(meeting)] if step.move == "announce" else [],
    )


def missing_for(meeting: Meeting, move: str) -> tuple[Message, ...]:
    """What still stands in the way of a move that no form can give; announcing invites by itself, opening makes the
    sheet."""
    facts = queries.facts_of_meeting(meeting, move)
    offers = workflow.offers(g.actor, meeting, facts)
    found = next((offer.missing for offer in offers if offer.move.name == move), ())
    return tuple(message for message in found if message.text not in FILLED)


FILLED = {
    need.message.text
    for move, code in (("announce", "has_invitee"), ("open", "attendance_sheet"))
    for need in MEETING.moves[move].needs
    if need.code == code
}
"""What a step brings about by itself is no hindrance on a page."""


def _add(step: Step) -> None:
    """Both routes of a move under one address, each guarded by the move's own act."""
    guard = sees(f"meeting.{step.move}", find=queries.get_meeting)
    path = f"/meetings/<public_id:meeting_id>/{step.move.replace('_', '-')}"
    bp.add_url_rule(path, endpoint=step.move, view_func=guard(_page_of(step)), methods=["GET"])
    bp.add_url_rule(path, endpoint=f"take_{step.move}", view_func=guard(_act_of(step)), methods=["POST"])


for _step in STEPS:
    _add(_step)
