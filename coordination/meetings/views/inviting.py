"""Pages of invitations: whom to invite, the printed invitation, answers with and without signing in, the own feed."""

from __future__ import annotations

from typing import Any

from flask import Response, flash, g, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _

from coordination.access import policy
from coordination.access.web import opens_to_all, sees
from coordination.accounts.commands import attempts
from coordination.accounts.models import Person
from coordination.accounts.names import person_name
from coordination.kernel.db import db
from coordination.kernel.errors import DomainError, NotFound
from coordination.kernel.messages import N_
from coordination.kernel.taking import TAKEN
from coordination.lang.zone import local_date
from coordination.meetings import feed as feeds
from coordination.meetings import invitations
from coordination.meetings.commands import inviting as commands
from coordination.meetings.forms.inviting import AnswerForm, InviteForm
from coordination.meetings.invitation_mails import invited_now
from coordination.meetings.models import ANSWER_LABELS, Answer, Invitee, Meeting
from coordination.meetings.queries import get_meeting, inviting, list_entries, on_agenda_for
from coordination.meetings.titles import meeting_title, title_of
from coordination.meetings.views.blueprint import bp
from coordination.meetings.views.parts import attempt, said_of
from coordination.outbox import outbox

UNKNOWN_ADDRESS = "-"


class LinkOver(DomainError):
    """A link to answer by that works no longer, or never did: nothing more is said."""

    status = 410
    title = N_("This link works no longer")


@bp.route("/meetings/<public_id:meeting_id>/invite", methods=["GET", "POST"])
@sees("meeting.edit", find=get_meeting)
def invite(meeting: Meeting) -> Any:
    """Who is invited and what they answered; members, others and guests are added."""
    g.pop("thing", None)  # whom one adds does not collide with a change of the meeting
    form = InviteForm()
    seats = form.offer(inviting.list_seats_to_invite(meeting), [one.person_id for one in invited_now(meeting)])
    if request.method == "GET":
        return _invite_page(meeting, form, seats)
    status = attempt(form, lambda: _invite(meeting, form))
    if status != TAKEN:
        return _invite_page(meeting, form, seats), status
    flash(_("The invitations are noted."), "done")
    return redirect(url_for(".invite", meeting_id=meeting.public_id), 303)


def _invite(meeting: Meeting, form: InviteForm) -> None:
    guest, address = form.guest_name.data or "", form.guest_email.data or ""
    if guest or address:
        invitations.invite_guest(g.actor, meeting, name=guest, email=address)
    invitations.invite(g.actor, meeting, form.people())


@bp.post("/meetings/<public_id:meeting_id>/invitees/remove")
@sees("meeting.edit", find=get_meeting)
def remove_invitee(meeting: Meeting) -> Any:
    """Take somebody off; who was told already is told."""
    public_id = request.form.get("invitee", "")
    one = next((one for one in meeting.invitees if one.public_id == public_id), None)
    if one is None:
        raise NotFound()
    invitations.remove_invitee(g.actor, meeting, one)
    flash(_("%(name)s is no longer invited.", name=_name(one)), "done")
    return redirect(url_for(".invite", meeting_id=meeting.public_id), 303)


def _invite_page(meeting: Meeting, form: InviteForm, seats: dict[str, Any]) -> str:
    return render_template(
        "meetings/invite.html",
        meeting=meeting,
        title=meeting_title(meeting, local_date(meeting.starts_at)),
        form=form,
        seats=seats,
        invited=invited_now(meeting),
        clashes=[said_of(clash, meeting) for clash in inviting.list_clashes(meeting)],
        open=meeting.state in invitations.BEFORE,
        answers=ANSWER_LABELS,
        name_of=_name,
        person_name=person_name,
    )


@bp.get("/meetings/<public_id:meeting_id>/invitation")
@sees("meeting.view", find=get_meeting)
def invitation(meeting: Meeting) -> str:
    """The invitation on a sheet to print, with the agenda as its reader may see it."""
    agenda = [title_of(entry) for entry in list_entries(meeting.id) if on_agenda_for(g.actor, entry)]
    alone = meeting.group.confidential and not policy.allows(g.actor, "meeting.edit", meeting)
    return render_template(
        "meetings/invite_paper.html",
        meeting=meeting,
        title=meeting_title(meeting, local_date(meeting.starts_at)),
        agenda=agenda,
        invited=[] if alone else invited_now(meeting),
        name_of=_name,
    )


@bp.route("/meetings/<public_id:meeting_id>/answer", methods=["GET", "POST"])
@sees("meeting.answer", find=get_meeting)
def answer(meeting: Meeting) -> Any:
    """Whether one comes, said by the one signed in."""
    g.pop("thing", None)
    one = inviting.get_invitation(meeting, g.actor.person_id)
    if one is None:
        raise NotFound()
    form = AnswerForm(data=_said(one))
    if request.method == "GET":
        return _answer_page("meetings/answer.html", meeting, one, form)
    status = attempt(form, lambda: commands.answer(g.actor, meeting, one, **form.said()))
    if status != TAKEN:
        return _answer_page("meetings/answer.html", meeting, one, form), status
    flash(_("Your answer is with the secretary."), "done")
    return redirect(url_for(".show", meeting_id=meeting.public_id), 303)


@bp.route("/invitation/<token>", methods=["GET", "POST"])
@opens_to_all
def answer_by_link(token: str) -> Any:
    """The same by the link of a mail: group, time and place, and three answers; nothing is changed by looking."""
    one = inviting.get_invitee_of_link(token)
    if one is None:
        _count_miss()
        raise LinkOver(
            N_("This link works no longer: the meeting is over, or the invitation was taken back."),
            N_("Ask the secretary of the group whether you are still invited."),
        )
    form = AnswerForm(data=_said(one))
    if request.method == "GET":
        return _answer_page("meetings/answer_by_link.html", one.meeting, one, form)
    status = attempt(form, lambda: commands.answer_by_link(one, **form.said()))
    if status != TAKEN:
        return _answer_page("meetings/answer_by_link.html", one.meeting, one, form), status
    flash(_("Your answer is with the secretary."), "done")
    return redirect(request.path, 303)


def _answer_page(template: str, meeting: Meeting, one: Invitee, form: AnswerForm) -> str:
    title = meeting_title(meeting, local_date(meeting.starts_at))
    return render_template(template, meeting=meeting, title=title, one=one, form=form, answers=ANSWER_LABELS)


def _said(one: Invitee) -> dict[str, Any]:
    return {"answer": None if one.answer == Answer.NONE else str(one.answer), "note": one.answer_note}


def _name(one: Invitee) -> str:
    return one.guest_name if one.person is None else person_name(one.person)


# --- the own feed -------------------------------------------------------------------------------------------------


@bp.route("/account/calendar", methods=["GET", "POST"])
@sees("calendar.feed")
def my_feed() -> Any:
    """The secret address of one's own calendar: made, replaced, and shown this once."""
    if request.method == "GET":
        return render_template("meetings/feed.html", feed=inviting.get_feed(g.actor.person_id), address=None)
    token = commands.make_feed(g.actor)
    address = f"{outbox().base_url}{url_for('.feed', token=token)}"
    return render_template("meetings/feed.html", feed=inviting.get_feed(g.actor.person_id), address=address)


@bp.post("/account/calendar/revoke")
@sees("calendar.feed")
def revoke_feed() -> Any:
    """The address works no longer."""
    if commands.revoke_feed(g.actor):
        flash(_("The address of your calendar works no longer."), "done")
    return redirect(url_for(".my_feed"), 303)


@bp.get("/calendar/<token>.ics")
@opens_to_all
def feed(token: str) -> Response:
    """The calendar file that a calendar program reads by the secret address; who has closed an account has none."""
    found = inviting.get_feed_of_link(token)
    if found is None:
        _count_miss()
        raise NotFound()
    person: Person = found.person
    tag = feeds.tag_of(person)
    answer = make_response()
    answer.set_etag(tag)
    if request.if_none_match.contains(tag):
        answer.status_code = 304
    else:
        answer.data = feeds.file_of(person)
        answer.mimetype = "text/calendar"
        answer.headers["Content-Disposition"] = 'inline; filename="hamahang.ics"'
    commands.note_reading(found)
    return answer


def _count_miss() -> None:
    """Addresses that open nothing are counted, so that nobody tries many. Raises TooMany."""
    db.session.rollback()
    attempts.take("address", address=request.remote_addr or UNKNOWN_ADDRESS)
