"""The page of one circular for its readers and its issuer, its print, its files, who has read it, and the moves."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from flask import flash, g, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response

from coordination.access import policy
from coordination.access.web import sees
from coordination.accounts.names import person_name
from coordination.circulars import commands, queries
from coordination.circulars.forms import RecallForm, SendForm
from coordination.circulars.models import Circular, CircularState
from coordination.circulars.states import CIRCULAR
from coordination.circulars.views.blueprint import attempt, bp
from coordination.kernel import clock
from coordination.kernel.errors import NotFound
from coordination.kernel.taking import TAKEN
from coordination.lang import say, zone
from coordination.lang.filters import pick
from coordination.lang.say import on_paper
from coordination.moves import buttons_of
from coordination.vault import files
from coordination.vault.download import download as sent_out


@bp.get("/<public_id:circular_id>")
@sees("circular.view", find=queries.get_circular)
def show(circular: Circular) -> str:
    """What it says, to whom it goes, and what the reader can do."""
    issues = policy.allows(g.actor, "circular.edit", circular)
    receipt = queries.receipt_of(g.actor, circular)
    answered = [
        one
        for one in circular.receipts
        if (one.acknowledged_at if circular.to_acknowledge else one.read_at) is not None
    ]
    return render_template(
        "circulars/show.html",
        circular=circular,
        look=CIRCULAR.look(circular.state),
        issues=issues,
        # Whom it would reach is asked on the page that sends it.
        offers=buttons_of(circular, None, lambda move: url_for(f".{move}", circular_id=circular.public_id)),
        receipt=receipt,
        counts=(len(answered), len(circular.receipts)),
        audience=_audience(circular),
        files=[(one, files.name_of(one)) for one in queries.list_files(circular)],
        entries=queries.history(circular) if issues else [],
        name_of=person_name,
        form=FlaskForm(),
    )


def _audience(circular: Circular) -> list[str]:
    """The groups and agencies to which it goes, by name."""
    return [pick(one.group or one.agency, "name") for one in circular.audience]


@bp.get("/<public_id:circular_id>/print")
@sees("circular.view", find=queries.get_circular)
def print_page(circular: Circular) -> str:
    """The circular on paper."""
    with on_paper():
        return render_template(
            "circulars/print.html",
            circular=circular,
            look=CIRCULAR.look(circular.state),
            audience=_audience(circular),
            names=[files.name_of(one) for one in queries.list_files(circular)],
            printed_at=clock.now(),
        )


@bp.get("/<public_id:circular_id>/files/<public_id:file>")
@sees("circular.view", find=queries.get_circular)
def download(circular: Circular, file: str) -> Response:
    """One file, as a download."""
    found = next((one for one in queries.list_files(circular) if one.public_id == file), None)
    if found is None:
        raise NotFound()
    return sent_out(found)


# --- readers ---------------------------------------------------------------------------------------------------


@bp.post("/<public_id:circular_id>/read")
@sees("circular.acknowledge", find=queries.get_circular)
def read(circular: Circular) -> Any:
    """Opened from the list, or said on its page: it is read from now on."""
    commands.read(g.actor, circular)
    return redirect(url_for(".show", circular_id=circular.public_id), 303)


@bp.post("/<public_id:circular_id>/acknowledge")
@sees("circular.acknowledge", find=queries.get_circular)
def acknowledge(circular: Circular) -> Any:
    """The reader takes note."""
    commands.acknowledge(g.actor, circular)
    flash(_("It was kept that you take note."), "done")
    return redirect(url_for(".show", circular_id=circular.public_id), 303)


@dataclass(slots=True)
class AtAgency:
    """The readers at one agency: how many have answered, and everybody with how far he is."""

    name: str
    answered: int = 0
    people: list[Any] = field(default_factory=list)


@bp.get("/<public_id:circular_id>/readers")
@sees("circular.edit", find=queries.get_circular)
def readers(circular: Circular) -> str:
    """Who has read it and who has not, by agency; those with somebody missing come first."""
    agencies: dict[int | None, AtAgency] = {}
    for row in queries.list_readers(circular):
        at = agencies.setdefault(row.agency_id, AtAgency(pick(row, "agency")))
        at.people.append(row)
        at.answered += (row.acknowledged_at if circular.to_acknowledge else row.read_at) is not None
    rows = sorted(agencies.values(), key=lambda at: at.answered == len(at.people))
    return render_template(
        "circulars/readers.html",
        circular=circular,
        agencies=rows,
        answered=sum(at.answered for at in rows),
        total=sum(len(at.people) for at in rows),
        name_of=person_name,
    )


# --- moves -----------------------------------------------------------------------------------------------------


@bp.get("/<public_id:circular_id>/send")
@sees("circular.send", find=queries.get_circular)
def send(circular: Circular) -> str:
    """To how many it would go, before it does."""
    return _draw_send(circular, SendForm())


@bp.post("/<public_id:circular_id>/send")
@sees("circular.send", find=queries.get_circular)
def take_send(circular: Circular) -> Any:
    """Send it."""
    form, sent = SendForm(), list[int]()
    status = attempt(form, lambda: sent.append(commands.send(g.actor, circular)))
    if status != TAKEN:
        return _draw_send(circular, form), status
    flash(
        ngettext(
            "The circular was sent to %(count)s reader.",
            "The circular was sent to %(count)s readers.",
            sent[0],
            count=say.number(sent[0]),
        ),
        "done",
    )
    return redirect(url_for(".show", circular_id=circular.public_id), 303)


def _draw_send(circular: Circular, form: SendForm) -> str:
    draft = circular.state == CircularState.DRAFT
    readers = queries.readers_of(circular, zone.today(), but=g.actor.person_id) if draft else {}
    return render_template(
        "circulars/send.html",
        circular=circular,
        form=form,
        move=CIRCULAR.moves["send"],
        readers=len(readers),
        agencies=len({agency_id for agency_id in readers.values() if agency_id is not None}),
        audience=_audience(circular),
    )


@bp.get("/<public_id:circular_id>/recall")
@sees("circular.recall", find=queries.get_circular)
def recall(circular: Circular) -> str:
    """Why?"""
    return _draw_recall(circular, RecallForm())


@bp.post("/<public_id:circular_id>/recall")
@sees("circular.recall", find=queries.get_circular)
def take_recall(circular: Circular) -> Any:
    """Recall it; its readers are told."""
    form = RecallForm()
    status = attempt(form, lambda: commands.recall(g.actor, circular, reason=form.reason.data or ""))
    if status != TAKEN:
        return _draw_recall(circular, form), status
    flash(_("The circular was recalled; its readers are told."), "done")
    return redirect(url_for(".show", circular_id=circular.public_id), 303)


def _draw_recall(circular: Circular, form: RecallForm) -> str:
    return render_template("circulars/recall.html", circular=circular, form=form, move=CIRCULAR.moves["recall"])
