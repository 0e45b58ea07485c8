"""The pages of a signature: sign with the password, attach the signed paper, refuse, go on without."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import flash, g, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from coordination.access.web import sees
from coordination.accounts.commands import passwords
from coordination.accounts.views.blueprint import address
from coordination.kernel.errors import NotFound
from coordination.kernel.forms import Form, put_error
from coordination.kernel.messages import N_
from coordination.kernel.taking import TAKEN
from coordination.minutes import commands, queries
from coordination.minutes.forms.approving import ReasonForm, ScanForm, SignForm
from coordination.minutes.models import Minutes, Signature
from coordination.minutes.views.blueprint import bp
from coordination.referrals.views.taking import attempt
from coordination.vault import files
from coordination.vault.download import download
from coordination.vault.seal import INSTALLATION

TITLES = {
    "sign": (N_("Sign the minutes"), N_("Sign"), False),
    "scan": (N_("Attach the signed paper"), N_("Attach and record the signature"), False),
    "refuse": (N_("Refuse to sign"), N_("Refuse to sign"), True),
    "waive": (N_("Go on without this signature"), N_("Go on without it"), True),
}


def _page(signature: Signature, form: Form, name: str) -> str:
    heading, button, danger = TITLES[name]
    return render_template(
        "minutes/sign.html",
        signature=signature,
        minutes=signature.minutes,
        form=form,
        action=url_for(f".take_{name}_signature", signature_id=signature.public_id),
        first=commands.first_before(signature),
        heading=heading,
        button=button,
        danger=danger,
        upload=name == "scan",
        back=_home(signature),
    )


def _home(signature: Signature) -> str:
    return url_for("minutes.show", meeting_id=signature.minutes.meeting.public_id)


@bp.post("/signatures/<public_id:signature_id>/sign")
@sees("signature.sign_own", find=queries.get_signature)
def take_sign_signature(signature: Signature) -> Any:
    """Sign; the password is checked while no transaction is open."""
    form, public_id = SignForm(), signature.public_id
    if not form.validate():
        return _page(signature, form, "sign"), 422
    given = passwords.confirm(g.actor, form.password.data, address=address())
    loaded = queries.get_signature(public_id)
    if loaded is None:
        raise NotFound()
    if not given:
        put_error(form, "password", _("You have not signed: the password was not typed right."))
        return _page(loaded, form, "sign"), 422
    g.thing = loaded
    return _take(
        loaded,
        form,
        "sign",
        lambda: commands.sign(g.actor, loaded, password_given=True),
        _("You have signed the minutes."),
    )


@bp.post("/signatures/<public_id:signature_id>/scan")
@sees("signature.check_scan", find=queries.get_signature)
def take_scan_signature(signature: Signature) -> Any:
    """The secretary attaches the paper."""
    form = ScanForm()

    def record() -> None:
        upload = form.file.data
        scan = files.store(upload.stream, upload.filename or "", INSTALLATION) if upload else None
        commands.sign_scan(g.actor, signature, scan=scan, checked=bool(form.checked.data))

    return _take(signature, form, "scan", record, _("The signature is recorded."))


@bp.get("/meetings/<public_id:meeting_id>/minutes/signatures/<public_id:signature>/paper")
@sees("minutes.view", find=queries.get_minutes)
def signed_paper(meeting: Minutes, signature: str) -> Response:
    """The scan of a paper that was signed by hand, for those who read all that stands on it."""
    paper = queries.get_signed_paper(meeting, signature)
    if paper is None or queries.get_whole(meeting).open_to(g.actor).closed:
        raise NotFound()
    return download(paper)


@bp.post("/signatures/<public_id:signature_id>/refuse")
@sees("signature.refuse", find=queries.get_signature)
def take_refuse_signature(signature: Signature) -> Any:
    """The signatory refuses."""
    form = ReasonForm()
    return _take(
        signature,
        form,
        "refuse",
        lambda: commands.refuse_signature(g.actor, signature, reason=form.reason.data or ""),
        _("Your refusal is recorded, with its reason."),
    )


@bp.post("/signatures/<public_id:signature_id>/waive")
@sees("signature.waive", find=queries.get_signature)
def take_waive_signature(signature: Signature) -> Any:
    """The secretary goes on without it."""
    form = ReasonForm()
    return _take(
        signature,
        form,
        "waive",
        lambda: commands.waive_signature(g.actor, signature, reason=form.reason.data or ""),
        _("The minutes go on without this signature."),
    )


def _take(signature: Signature, form: Form, name: str, step: Callable[[], Any], done: str) -> Any:
    status = attempt(form, step)
    if status != TAKEN:
        return _page(signature, form, name), status
    flash(done, "done")
    return redirect(_home(signature), 303)


def _draw(name: str, form: type[Form]) -> Callable[[Signature], Any]:
    def page(signature: Signature) -> str:
        return _page(signature, form(), name)

    return page


def _to_page(name: str, act: str, form: type[Form]) -> None:
    view: Callable[..., Response] = sees(act, find=queries.get_signature)(_draw(name, form))
    bp.add_url_rule(f"/signatures/<public_id:signature_id>/{name}", f"{name}_signature", view, methods=["GET"])


_to_page("sign", "signature.sign_own", SignForm)
_to_page("scan", "signature.check_scan", ScanForm)
_to_page("refuse", "signature.refuse", ReasonForm)
_to_page("waive", "signature.waive", ReasonForm)
