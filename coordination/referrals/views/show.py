"""The page of one referral, on screen and on paper, and what is written from it: comments, files, numbers, the team."""

from __future__ import annotations

from typing import Any

from flask import flash, g, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from coordination.access.web import sees
from coordination.kernel import clock
from coordination.kernel.errors import NotFound
from coordination.kernel.taking import TAKEN
from coordination.lang.say import on_paper
from coordination.referrals import commands, disclosures, forms, queries, titles
from coordination.referrals.commands.papers import Side
from coordination.referrals.models import Referral
from coordination.referrals.views import page as pages
from coordination.referrals.views.blueprint import bp
from coordination.referrals.views.rows import opens_to, title_for
from coordination.referrals.views.taking import attempt
from coordination.vault import download as sent_out

SEEN_BY = ("referral.view_for_ruling", "referral.view_state")


@bp.get("/<public_id:referral_id>")
@sees("referral.view", find=queries.get_referral, also=SEEN_BY)
def show(referral: Referral) -> str:
    """The referral as far as it is open to the reader."""
    return _draw(referral, forms.WordForm())


def _draw(referral: Referral, form: forms.WordForm) -> str:
    whose = opens_to(g.actor, referral)
    if whose == "state":
        return render_template(
            "referrals/state.html", referral=referral, page=pages.state_page(g.actor, referral), side=side_of(referral)
        )
    if whose == "ruling":
        return render_template("referrals/ruled.html", referral=referral, page=pages.ruling_page(g.actor, referral))
    return render_template(
        "referrals/show.html",
        referral=referral,
        page=pages.full_page(g.actor, referral),
        form=form,
        side=side_of(referral),
        may_record=pages.may_record(g.actor, referral),
        service_name=titles.service_name,
        need_name=titles.need_name,
    )


def side_of(referral: Referral) -> Side:
    """On which side of the referral the reader stands; somebody of both is asked as the recipient."""
    return "recipient" if referral.sent_at and referral.recipient_agency_id in g.actor.agencies() else "sender"


@bp.get("/<public_id:referral_id>/print")
@sees("referral.view", find=queries.get_referral)
def print_page(referral: Referral) -> Any:
    """The referral on paper; the groups that are open to the reader stand on it, with who printed it and when."""
    if opens_to(g.actor, referral) != "full":
        raise NotFound
    with on_paper():
        return render_template(
            "referrals/print.html",
            referral=referral,
            page=pages.full_page(g.actor, referral),
            printed_at=clock.now(),
            service_name=titles.service_name,
        )


@bp.post("/<public_id:referral_id>/comments")
@sees("referral.comment", find=queries.get_referral)
def comment(referral: Referral) -> Any:
    """A word to the other side."""
    form = forms.WordForm()
    status = attempt(form, lambda: commands.comment(g.actor, referral, text=form.text.data or ""))
    if status != TAKEN:
        return _draw(referral, form), status
    flash(_("Your word was sent."), "done")
    return redirect(url_for(".show", referral_id=referral.public_id, _anchor="comments"), 303)


@bp.get("/<public_id:referral_id>/files/new")
@sees("referral.attach", find=queries.get_referral)
def attach(referral: Referral) -> str:
    """Choose a file."""
    return _small(referral, forms.FileForm(), "take_attach", _("Attach a file"), _("Attach"))


@bp.post("/<public_id:referral_id>/files/new")
@sees("referral.attach", find=queries.get_referral)
def take_attach(referral: Referral) -> Any:
    """Check, encrypt and keep it."""
    form = forms.FileForm()
    file = form.file.data
    if not file or not file.filename:
        form.file.errors = [_("No file was chosen. Choose one from this device.")]
        return _small(referral, form, "take_attach", _("Attach a file"), _("Attach")), 422
    status = attempt(form, lambda: commands.attach(g.actor, referral, stream=file.stream, filename=file.filename or ""))
    if status != TAKEN:
        return _small(referral, form, "take_attach", _("Attach a file"), _("Attach")), status
    flash(_("The file was attached."), "done")
    return redirect(url_for(".show", referral_id=referral.public_id, _anchor="files"), 303)


@bp.get("/<public_id:referral_id>/files/<public_id:file>")
@sees("referral.view", find=queries.get_referral)
def download(referral: Referral, file: str) -> Response:
    """One file, always as a download; the look is recorded."""
    attachment = queries.get_attachment(referral, file)
    if attachment is None or opens_to(g.actor, referral) != "full":
        raise NotFound
    if not disclosures.may_open_file(g.actor, referral, attachment.by_id):
        raise NotFound
    answer = sent_out.download(attachment)
    g.actor.read("referral.file", "referral", [referral.id], file=attachment.public_id)
    return answer


@bp.get("/<public_id:referral_id>/numbers")
@sees("referral.number", find=queries.get_referral)
def numbers(referral: Referral) -> str:
    """One's own file number and letter."""
    side = side_of(referral)
    names = ("file_number", "letter_number", "letter_on")
    form = forms.NumbersForm(data={name: getattr(referral, f"{side}_{name}") for name in names})
    return _small(referral, form, "take_numbers", _("Numbers and letter"), _("Save"))


@bp.post("/<public_id:referral_id>/numbers")
@sees("referral.number", find=queries.get_referral)
def take_numbers(referral: Referral) -> Any:
    """Keep them."""
    side = side_of(referral)
    names = ("file_number", "letter_number", "letter_on")
    form = forms.NumbersForm(saved={name: str(getattr(referral, f"{side}_{name}") or "") for name in names})
    status = attempt(
        form,
        lambda: commands.set_numbers(
            g.actor,
            referral,
            side=side,
            file_number=form.file_number.data or "",
            letter_number=form.letter_number.data or "",
            letter_on=form.letter_on.data,
        ),
    )
    if status != TAKEN:
        return _small(referral, form, "take_numbers", _("Numbers and letter"), _("Save")), status
    flash(_("The numbers were saved."), "done")
    return redirect(url_for(".show", referral_id=referral.public_id), 303)


@bp.get("/<public_id:referral_id>/assign")
@sees("referral.assign", find=queries.get_referral)
def assign(referral: Referral) -> str:
    """Handler and team."""
    return _small(referral, _assign_form(referral), "take_assign", _("Handler and team"), _("Save"))


@bp.post("/<public_id:referral_id>/assign")
@sees("referral.assign", find=queries.get_referral)
def take_assign(referral: Referral) -> Any:
    """Name them."""
    form = _assign_form(referral)
    if form.validate() and form.person is None:
        form.handler.errors = [_("Nobody is named to handle the referral. Choose a person of your agency.")]
        return _small(referral, form, "take_assign", _("Handler and team"), _("Save")), 422
    status = attempt(form, lambda: commands.assign(g.actor, referral, handler_id=_handler_id(form), team=form.members))
    if status != TAKEN:
        return _small(referral, form, "take_assign", _("Handler and team"), _("Save")), status
    flash(_("Handler and team were saved."), "done")
    return redirect(url_for(".show", referral_id=referral.public_id), 303)


def _handler_id(form: forms.AssignForm) -> int:
    assert form.person is not None
    return form.person.id


def _assign_form(referral: Referral) -> forms.AssignForm:
    return forms.AssignForm(
        people=queries.list_handlers(referral),
        me=referral.handler_id or g.actor.person_id,
        team=[member.person_id for member in referral.team],
    )


@bp.get("/<public_id:referral_id>/lift-order")
@sees("referral.lift_order", find=queries.get_referral)
def lift_order(referral: Referral) -> str:
    """The court lifted its order."""
    return _small(referral, forms.LiftForm(), "take_lift_order", _("Record that the order was lifted"), _("Save"))


@bp.post("/<public_id:referral_id>/lift-order")
@sees("referral.lift_order", find=queries.get_referral)
def take_lift_order(referral: Referral) -> Any:
    """Record it."""
    form = forms.LiftForm()
    status = attempt(form, lambda: commands.lift_order(g.actor, referral, on=form.on.data, note=form.note.data or ""))
    if status != TAKEN:
        return _small(referral, form, "take_lift_order", _("Record that the order was lifted"), _("Save")), status
    flash(_("It was recorded that the order was lifted."), "done")
    return redirect(url_for(".show", referral_id=referral.public_id), 303)


def _small(referral: Referral, form: Any, endpoint: str, heading: str, button: str) -> str:
    """A page with one small form about a referral."""
    return render_template(
        "referrals/small.html",
        code=referral.code,
        form=form,
        action=url_for(f".{endpoint}", referral_id=referral.public_id),
        heading=heading,
        button=button,
        title=title_for(g.actor, referral),
        back=url_for(".show", referral_id=referral.public_id),
    )
