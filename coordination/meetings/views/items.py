"""Agenda items: those of one's groups and the proposals among them; one item with its papers and its history."""

from __future__ import annotations

from typing import Any

from flask import flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from coordination import workflow
from coordination.access import policy
from coordination.access.web import sees
from coordination.accounts.models import PostKind
from coordination.directory.models import Agency
from coordination.groups import queries as groups
from coordination.groups.models import Group, SeatKind
from coordination.kernel.errors import NotFound
from coordination.kernel.messages import N_
from coordination.kernel.paging import Link, pager, place
from coordination.kernel.taking import TAKEN
from coordination.lang.filters import pick
from coordination.meetings import commands, forms, queries
from coordination.meetings.models import AgendaItem, ItemKind, ItemState
from coordination.meetings.states import AGENDA_ENTRY, AGENDA_ITEM
from coordination.meetings.titles import meeting_title, title_of, title_of_row
from coordination.meetings.views.blueprint import bp
from coordination.meetings.views.parts import attempt, choose_group, group_of, my_groups
from coordination.meetings.views.show import outcome_of
from coordination.referrals import queries as referrals
from coordination.referrals.states import REFERRAL
from coordination.vault import download as sent_out
from coordination.vault import files

SHOWN = {"proposals": N_("Proposals waiting"), "open": N_("Open"), "mine": N_("Proposed by me"), "all": N_("All")}
STATES = {"proposals": ItemState.PROPOSED, "open": ItemState.OPEN}


@bp.get("/items")
@sees("agenda_item.view")
def items() -> str:
    """Items of one's groups: proposals that wait for an answer, open ones, one's own, all."""
    args = request.args
    show = args.get("show", "")
    if show not in SHOWN:
        show = "proposals" if g.actor.groups(SeatKind.SECRETARY, SeatKind.CHAIR) else "open"
    form = forms.ItemFilterForm(
        MultiDict({name: args[name] for name in ("group", "state") if args.get(name)}), groups=my_groups()
    )
    asked = ItemState(form.state.data) if form.state.data in set(ItemState) else None
    found = queries.list_items(
        g.actor, group_id=group_of(args), state=STATES.get(show, asked), mine=show == "mine", **place()
    )
    query: dict[str, Any] = {name: args[name] for name in ("group", "state") if args.get(name)}
    return render_template(
        "meetings/items.html",
        rows=found.rows,
        title_of=title_of_row,
        look_of=AGENDA_ITEM.look,
        shown=[
            Link(_(label), url_for(".items", **(query | {"show": name})), current=name == show)
            for name, label in SHOWN.items()
        ],
        filter_fields=[form.group] if show in STATES else [form.group, form.state],
        keep={"show": show},
        clear_url=url_for(".items", show=show),
        pager=pager(".items", found, query | {"show": show}),
        may_propose=policy.allows(g.actor, "agenda_item.propose"),
    )


@bp.get("/items/new")
@sees("agenda_item.propose")
def choose_propose() -> Any:
    """To the page that proposes an item to the only group it may go to, or the one the address names; else the
    choice."""
    return choose_group(groups.list_groups_to_propose_to(g.actor), ".propose", _("Propose an item"))


@bp.route("/groups/<public_id:group_id>/propose", methods=["GET", "POST"])
@sees("agenda_item.propose", find=groups.get_group)
def propose(group: Group) -> Any:
    """Propose an item to the group, with its papers."""
    agencies = _agencies(group)
    form = forms.ProposalForm(agencies=[(one.public_id, pick(one, "name")) for one in agencies])
    if not form.is_submitted():
        return _draw_proposal(group, form)
    made: list[AgendaItem] = []
    status = attempt(form, lambda: made.append(_propose(group, agencies, form)))
    if status != TAKEN:
        return _draw_proposal(group, form), status
    flash(_("Your proposal was sent; the secretary answers it here."), "done")
    return _to(made[0])


def _propose(group: Group, agencies: list[Agency], form: forms.ProposalForm) -> AgendaItem:
    agency = next((one for one in agencies if one.public_id == form.agency.data), None)
    item = commands.propose(
        g.actor,
        group,
        title=form.title.data or "",
        body=form.body.data or "",
        agency=agency,
        confidential=bool(form.confidential.data),
    )
    for paper in form.papers.data or []:
        if paper and paper.filename:
            commands.attach_paper(g.actor, item, stream=paper.stream, filename=paper.filename)
    return item


def _agencies(group: Group) -> list[Agency]:
    """The agencies of the group in whose name the reader may speak: as liaison or head, and that of his seat."""
    desks = g.actor.agencies(PostKind.LIAISON, PostKind.HEAD)
    own = {seat.id for seat in g.actor.seats}
    found = {
        seat.agency.id: seat.agency
        for seat in group.seats
        if seat.agency is not None and seat.ended_at is None and (seat.agency.id in desks or seat.id in own)
    }
    return list(found.values())


def _draw_proposal(group: Group, form: forms.ProposalForm) -> str:
    return render_template("meetings/propose.html", group=group, form=form, back=url_for(".items", group=group.id))


@bp.get("/items/<public_id:item_id>")
@sees("agenda_item.view", find=queries.get_item)
def item(item: AgendaItem) -> str:
    """One item: what it is about, its papers, its way through the meetings."""
    return _draw(item, forms.AnswerForm())


def _draw(item: AgendaItem, form: forms.AnswerForm) -> str:
    offers = workflow.offers(g.actor, item, queries.facts_of_item(item))
    open_ = {offer.move.name for offer in offers if not offer.missing}
    return render_template(
        "meetings/item.html",
        item=item,
        title=title_of(item),
        look=AGENDA_ITEM.look(item.state),
        offers=open_,
        hindrances=[message for offer in offers for message in offer.missing],
        form=form,
        papers=[
            (files.name_of(paper), url_for(".paper", item_id=item.public_id, file=paper.public_id), paper.size)
            for paper in queries.papers_of([item.id]).get(item.id, [])
        ],
        entries=[(one, AGENDA_ENTRY.look(one.state), outcome_of(one)) for one in reversed(item.entries)],
        meeting_title=meeting_title,
        history=queries.history(g.actor, item),
        may_attach=policy.allows(g.actor, "agenda_item.attach", item),
        may_edit=policy.allows(g.actor, "agenda.edit", item) and item.kind == ItemKind.TOPIC,
        referral_look=REFERRAL.look(item.referral.state) if item.referral is not None else None,
        referral_url=_referral_url(item),
    )


def _referral_url(item: AgendaItem) -> str | None:
    """The way to the card, for those who may rule on the referral; everybody else reads its code alone."""
    if item.referral is None or not policy.allows(g.actor, "referral.list_to_rule"):
        return None
    referral = referrals.get_referral_to_move(item.referral.public_id)
    if referral is None or not policy.allows(g.actor, "referral.view_for_ruling", referral):
        return None
    return url_for("referrals.show", referral_id=referral.public_id)


@bp.post("/items/<public_id:item_id>/accept")
@sees("agenda_item.accept", find=queries.get_item)
def accept_item(item: AgendaItem) -> Any:
    """Take a proposal up."""
    form = forms.AnswerForm()
    status = attempt(form, lambda: commands.accept_item(g.actor, item, answer=form.answer.data or ""))
    if status != TAKEN:
        return _draw(item, form), status
    flash(_("The proposal was taken up. Put it on an agenda."), "done")
    return _to(item)


@bp.post("/items/<public_id:item_id>/decline")
@sees("agenda_item.decline", find=queries.get_item)
def decline_item(item: AgendaItem) -> Any:
    """Do not take a proposal up; the reason is what the proposer reads."""
    form = forms.AnswerForm()
    status = attempt(form, lambda: commands.decline_item(g.actor, item, reason=form.answer.data or ""))
    if status != TAKEN:
        return _draw(item, form), status
    flash(_("The proposal was not taken up; the proposer reads your answer."), "done")
    return _to(item)


@bp.route("/items/<public_id:item_id>/withdraw", methods=["GET", "POST"])
@sees("agenda_item.withdraw", find=queries.get_item)
def withdraw_item(item: AgendaItem) -> Any:
    """Take an item back."""
    form = forms.ReasonForm()
    words = _("Withdraw the item"), _("Withdraw"), ".withdraw_item"
    if form.is_submitted():
        status = attempt(form, lambda: commands.withdraw_item(g.actor, item, reason=form.reason.data or ""))
        if status != TAKEN:
            return _small(item, form, *words), status
        flash(_("The item was withdrawn."), "done")
        return _to(item)
    return _small(item, form, *words)


@bp.route("/items/<public_id:item_id>/reopen", methods=["GET", "POST"])
@sees("agenda_item.reopen", find=queries.get_item)
def reopen_item(item: AgendaItem) -> Any:
    """Open a closed item again."""
    form = forms.ReasonForm()
    words = _("Open the item again"), _("Open it again"), ".reopen_item"
    if form.is_submitted():
        status = attempt(form, lambda: commands.reopen_item(g.actor, item, reason=form.reason.data or ""))
        if status != TAKEN:
            return _small(item, form, *words), status
        flash(_("The item is open again. Put it on an agenda."), "done")
        return _to(item)
    return _small(item, form, *words)


@bp.route("/items/<public_id:item_id>/edit", methods=["GET", "POST"])
@sees("agenda.edit", find=queries.get_item)
def edit_item(item: AgendaItem) -> Any:
    """Correct the words of an item, or close it to observers."""
    form = forms.ItemForm(obj=item)
    words = _("Change the item"), _("Save"), ".edit_item"
    if item.kind != ItemKind.TOPIC:
        raise NotFound
    if form.is_submitted():
        status = attempt(
            form,
            lambda: commands.edit_item(
                g.actor,
                item,
                title=form.title.data or "",
                body=form.body.data or "",
                confidential=bool(form.confidential.data),
            ),
        )
        if status != TAKEN:
            return _small(item, form, *words), status
        flash(_("The item was changed."), "done")
        return _to(item)
    return _small(item, form, *words)


@bp.route("/items/<public_id:item_id>/papers/new", methods=["GET", "POST"])
@sees("agenda_item.attach", find=queries.get_item)
def attach_paper(item: AgendaItem) -> Any:
    """Attach a paper; it is checked, and kept encrypted."""
    form = forms.PaperForm()
    words = _("Attach a paper"), _("Attach"), ".attach_paper"
    if not form.is_submitted():
        return _small(item, form, *words)
    file = form.file.data
    if not file or not file.filename:
        form.validate()
        form.file.errors = [_("No file was chosen. Choose one from this device.")]
        return _small(item, form, *words), 422
    status = attempt(
        form, lambda: commands.attach_paper(g.actor, item, stream=file.stream, filename=file.filename or "")
    )
    if status != TAKEN:
        return _small(item, form, *words), status
    flash(_("The paper was attached."), "done")
    return _to(item)


@bp.get("/items/<public_id:item_id>/papers/<public_id:file>")
@sees("agenda_item.view", find=queries.get_item)
def paper(item: AgendaItem, file: str) -> Response:
    """One paper, always as a download."""
    attachment = queries.get_paper(item, file)
    if attachment is None:
        raise NotFound
    return sent_out.download(attachment)


def _small(item: AgendaItem, form: Any, heading: str, button: str, endpoint: str) -> str:
    return render_template(
        "meetings/item_form.html",
        item=item,
        title=title_of(item),
        form=form,
        heading=heading,
        button=button,
        danger=endpoint == ".withdraw_item",
        action=url_for(endpoint, item_id=item.public_id),
        back=url_for(".item", item_id=item.public_id),
    )


def _to(item: AgendaItem) -> Response:
    return redirect(url_for(".item", item_id=item.public_id), 303)
