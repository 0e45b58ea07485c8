"""One memorandum: its page, drafting and changing it, its scans."""

from __future__ import annotations

from typing import Any

from flask import flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from coordination.access import policy
from coordination.access.web import sees
from coordination.accounts.models import PostKind
from coordination.kernel.errors import NotFound
from coordination.kernel.taking import TAKEN
from coordination.lang import zone
from coordination.moves import buttons_of
from coordination.programmes import commands, queries
from coordination.programmes.commands.memoranda import facts_of
from coordination.programmes.forms import MemorandumForm, ScanForm
from coordination.programmes.models import Memorandum, MemorandumState
from coordination.programmes.states import MEMORANDUM
from coordination.programmes.views.blueprint import agency_chosen, attempt, bp, my_agencies
from coordination.vault import files
from coordination.vault.download import download

DESK = (PostKind.LIAISON, PostKind.HEAD)
OPEN = (MemorandumState.DRAFT, MemorandumState.SIGNED)


@bp.get("/memoranda/<public_id:memorandum_id>")
@sees("memorandum.view", find=queries.get_memorandum)
def memorandum(memorandum: Memorandum) -> str:
    """All of a memorandum."""
    today = zone.today()
    left = memorandum.to_on - today if memorandum.to_on is not None else None
    return render_template(
        "programmes/memorandum.html",
        memorandum=memorandum,
        look=MEMORANDUM.look(memorandum.state),
        buttons=buttons_of(
            memorandum, facts_of(memorandum), lambda move: url_for(f".{move}", memorandum_id=memorandum.public_id)
        ),
        left=left if memorandum.state == MemorandumState.SIGNED and left and left.days >= 0 else None,
        soon=queries.ENDING_WITHIN,
        scans=[(one, files.name_of(one)) for one in queries.list_scans(memorandum)],
        entries=queries.memorandum_history(memorandum),
        opens_programme=memorandum.programme is not None and memorandum.programme.agency_id in g.actor.agencies(*DESK),
        may_edit=policy.allows(g.actor, "memorandum.edit", memorandum) and memorandum.state in OPEN,
        scan_form=ScanForm(),
    )


@bp.get("/memoranda/new")
@sees("memorandum.edit")
def new_memorandum() -> str:
    """The empty form."""
    form = _form()
    form.add_rows()
    form.programme.data = request.args.get("programme", "")
    return render_template("programmes/new_memorandum.html", form=form)


@bp.post("/memoranda/new")
@sees("memorandum.edit")
def draft_memorandum() -> Any:
    """Draft it; it is signed on its page."""
    form, made = _form(), list[Memorandum]()
    status = attempt(
        form,
        lambda: made.append(
            commands.draft_memorandum(g.actor, agency_id=agency_chosen(form.agency.data), facts=form.facts())
        ),
    )
    if status != TAKEN:
        return render_template("programmes/new_memorandum.html", form=form), status
    flash(_("The memorandum was drafted. The head of your agency records its signing."), "done")
    return redirect(url_for(".memorandum", memorandum_id=made[0].public_id), 303)


@bp.get("/memoranda/<public_id:memorandum_id>/edit")
@sees("memorandum.edit", find=queries.get_memorandum)
def edit_memorandum(memorandum: Memorandum) -> str:
    """The form, holding what is stored."""
    form = _form(
        memorandum,
        title=memorandum.title,
        number=memorandum.number,
        from_on=memorandum.from_on,
        to_on=memorandum.to_on,
        programme=memorandum.programme.public_id if memorandum.programme is not None else "",
        text=memorandum.text,
    )
    if "parties" in form:
        form.add_rows(memorandum.parties)
    return render_template("programmes/edit_memorandum.html", memorandum=memorandum, form=form)


@bp.post("/memoranda/<public_id:memorandum_id>/edit")
@sees("memorandum.edit", find=queries.get_memorandum)
def save_memorandum(memorandum: Memorandum) -> Any:
    """Store what was changed."""
    form = _form(memorandum)
    status = attempt(form, lambda: commands.edit_memorandum(g.actor, memorandum, facts=form.facts(memorandum)))
    if status != TAKEN:
        return render_template("programmes/edit_memorandum.html", memorandum=memorandum, form=form), status
    flash(_("The memorandum was changed."), "done")
    return redirect(url_for(".memorandum", memorandum_id=memorandum.public_id), 303)


@bp.post("/memoranda/<public_id:memorandum_id>/scans")
@sees("memorandum.edit", find=queries.get_memorandum)
def add_scan(memorandum: Memorandum) -> Any:
    """Keep a scan of the paper."""
    form = ScanForm()
    status = attempt(
        form,
        lambda: commands.attach_scan(g.actor, memorandum, form.scan.data.stream, form.scan.data.filename or ""),
    )
    if status != TAKEN:
        return render_template("programmes/scan.html", memorandum=memorandum, form=form), status
    flash(_("The scan is kept with the memorandum."), "done")
    return redirect(url_for(".memorandum", memorandum_id=memorandum.public_id), 303)


@bp.get("/memoranda/<public_id:memorandum_id>/scans/<public_id:file>")
@sees("memorandum.view", find=queries.get_memorandum)
def scan(memorandum: Memorandum, file: str) -> Response:
    """A scan of the paper."""
    found = queries.get_scan(memorandum, file)
    if found is None:
        raise NotFound()
    return download(found)


def _form(memorandum: Memorandum | None = None, **values: Any) -> MemorandumForm:
    if memorandum is None:
        agencies, owners = g.actor.agencies(*DESK), my_agencies()
    else:
        agencies, owners = frozenset({memorandum.agency_id}), []
    return MemorandumForm(
        owners=owners,
        programmes=queries.list_programmes_of(agencies),
        signed=memorandum is not None and memorandum.state != MemorandumState.DRAFT,
        **values,
    )
