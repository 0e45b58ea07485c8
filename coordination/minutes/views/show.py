"""Minutes as they read, with what is said to them; approval and assent; their papers; the check of a paper's code."""

from __future__ import annotations

from typing import Any

from flask import Response, current_app, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from coordination.access import policy
from coordination.access.web import opens_to_all, sees
from coordination.groups.models import ApprovalRule
from coordination.kernel import clock
from coordination.kernel.errors import NotFound
from coordination.kernel.forms import Form
from coordination.kernel.taking import TAKEN
from coordination.lang.locale import current
from coordination.lang.zone import local_date
from coordination.meetings.titles import meeting_title, title_of
from coordination.minutes import approval, commands, paper, papers, queries
from coordination.minutes.codes import read_verify_code, written_code
from coordination.minutes.commands.closed import still
from coordination.minutes.forms.approving import AnswerForm, WordForm
from coordination.minutes.models import DocumentKind, Minutes, MinutesComment, MinutesState
from coordination.minutes.queries import Whole
from coordination.minutes.reading import paragraphs
from coordination.minutes.states import MINUTES, SIGNATURE
from coordination.minutes.views.blueprint import bp
from coordination.referrals.views.taking import attempt
from coordination.resolutions.states import RESOLUTION
from coordination.vault.download import download

PUBLIC = "public"


@bp.get("/meetings/<public_id:meeting_id>/minutes")
@sees("minutes.view", find=queries.get_minutes)
def show(meeting: Minutes) -> Any:
    """The whole text, for each reader what is open to him."""
    return _page(meeting)


def _page(minutes: Minutes, form: WordForm | None = None, answer: AnswerForm | None = None, at: str = "") -> str:
    whole = queries.get_whole(minutes)
    public = request.args.get("version") == PUBLIC
    read = whole.open_to(g.actor, public=public)
    now = clock.now()
    actor = g.actor
    return render_template(
        "minutes/show.html",
        minutes=minutes,
        meeting=minutes.meeting,
        meeting_name=meeting_title(minutes.meeting, local_date(minutes.meeting.starts_at)),
        whole=read,
        public=public,
        look=MINUTES.look(minutes.state),
        signature_look=SIGNATURE.look,
        resolution_look=RESOLUTION.look,
        rule=minutes.meeting.group.approval_rule,
        rule_met=approval.rule_met(actor, minutes, now),
        missing=approval.missing_assents(minutes),
        assented=any(one.assent for one in minutes.sheet if one.row.person_id == actor.person_id),
        late=minutes.review_until is not None and minutes.review_until <= now,
        words=not public and _reads_words(minutes),
        closed_by_silence=_closed_by_silence(minutes),
        any_confidential=any(part.entry.confidential for part in read.parts),
        form=form or WordForm(formdata=None),
        answer=answer or AnswerForm(formdata=None),
        answer_at=at,
        version_form=Form(formdata=None),
        paper=paper,
        paragraphs=paragraphs,
        title_of=title_of,
        first_before=commands.first_before,
        current_person=actor.person_id,
        code=written_code(minutes.verify_code),
    )


def _reads_words(minutes: Minutes) -> bool:
    """Comments are for those who may write them."""
    return policy.allows(g.actor, "minutes.comment", minutes) or policy.allows(
        g.actor, "minutes.answer_comment", minutes
    )


def _closed_by_silence(minutes: Minutes) -> bool:
    until = minutes.review_until
    silent = minutes.meeting.group.approval_rule == ApprovalRule.TACIT
    return silent and until is not None and until <= clock.now()


@bp.post("/meetings/<public_id:meeting_id>/minutes/comment")
@sees("minutes.comment", find=queries.get_minutes)
def comment(meeting: Minutes) -> Any:
    """A remark on the minutes or on one entry of them."""
    form = WordForm()
    whole = queries.get_whole(meeting).open_to(g.actor)
    entry = next((part.entry for part in whole.parts if part.entry.public_id == form.entry.data), None)
    status = attempt(form, lambda: commands.comment(g.actor, meeting, text=form.text.data or "", entry=entry))
    if status != TAKEN:
        return _page(meeting, form=form), status
    flash(_("Your comment is with the secretary."), "done")
    return _back(meeting)


@bp.post("/minutes/comments/<public_id:comment_id>/answer")
@sees("minutes.answer_comment", find=queries.get_comment)
def answer_comment(comment: MinutesComment) -> Any:
    """The secretary answers; a press may answer that the text was corrected."""
    form = AnswerForm()
    if request.form.get("corrected"):
        form.text.process_formdata([_("The text was corrected.")])
        form.text.raw_data = [form.text.data]
    minutes = queries.get_minutes_of(comment.minutes.meeting_id)
    status = attempt(form, lambda: commands.answer(g.actor, comment, text=form.text.data or ""))
    if status != TAKEN and minutes is not None:
        return _page(minutes, answer=form, at=comment.public_id), status
    flash(_("The comment is answered."), "done")
    return _back(comment.minutes)


@bp.post("/meetings/<public_id:meeting_id>/minutes/assent")
@sees("minutes.assent", find=queries.get_minutes)
def assent(meeting: Minutes) -> Any:
    """Agree with the text that one has read."""
    still(meeting, MinutesState.IN_REVIEW)
    Form().validate()
    commands.assent(g.actor, meeting)
    flash(_("Your assent is recorded."), "done")
    return _back(meeting)


@bp.post("/meetings/<public_id:meeting_id>/minutes/approve")
@sees("minutes.approve", find=queries.get_minutes)
def approve(meeting: Minutes) -> Any:
    """The chair approves the text that he has read; a late press is told what happened meanwhile."""
    still(meeting, MinutesState.IN_REVIEW)
    Form().validate()
    commands.approve(g.actor, meeting)
    flash(_("The minutes are approved. Resolutions are in force, actions are issued."), "done")
    return _back(meeting)


def _back(minutes: Minutes) -> AnyResponse:
    return redirect(url_for("minutes.show", meeting_id=minutes.meeting.public_id), 303)


@bp.get("/meetings/<public_id:meeting_id>/minutes.pdf")
@sees("minutes.view", find=queries.get_minutes)
def pdf(meeting: Minutes) -> Response:
    """The PDF: the frozen one once signed, else one made now, which says that it is a draft."""
    return _paper(meeting, DocumentKind.PDF)


@bp.get("/meetings/<public_id:meeting_id>/minutes.docx")
@sees("minutes.view", find=queries.get_minutes)
def docx(meeting: Minutes) -> Response:
    """The Word document, likewise."""
    return _paper(meeting, DocumentKind.DOCX)


def _paper(minutes: Minutes, kind: DocumentKind) -> Response:
    whole = queries.get_whole(minutes).open_to(g.actor, public=request.args.get("version") == PUBLIC)
    frozen = next((one for one in minutes.documents if one.kind == kind), None)
    if frozen is not None and not whole.closed:
        return download(frozen.attachment)
    (made,) = papers.make(whole, kind, language=current(), at=_moment_of(whole))
    answer = current_app.response_class(made.content, mimetype=papers.MEDIA_TYPES[kind])
    answer.headers.set("Content-Disposition", "attachment", filename=made.filename)
    return answer


def _moment_of(whole: Whole) -> Any:
    """What is not frozen bears the moment at which it was made."""
    return whole.minutes.signed_at or clock.now()


@bp.get("/verify/<code>")
@opens_to_all
def verify(code: str) -> Any:
    """For anybody who holds a paper: whether its code is that of signed minutes, and the hashes; nothing else."""
    typed = read_verify_code(code)
    minutes = queries.get_by_code(typed) if typed else None
    documents = minutes.documents if minutes is not None else []
    if minutes is None or not documents:
        standing = "unknown"
    else:
        standing = "valid" if minutes.state == MinutesState.SIGNED else "superseded"
    page = render_template("minutes/verify.html", standing=standing, documents=documents, code=written_code(typed))
    return page, 200 if documents else NotFound.status
