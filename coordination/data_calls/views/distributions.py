"""Distributions: their list, planning from a tally or freely, and one with its deliveries and differences."""

from __future__ import annotations

from typing import Any

from flask import flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.datastructures import MultiDict

from coordination.access import policy
from coordination.access.web import sees
from coordination.activities.issuers import Issuer, list_mine
from coordination.data_calls import commands, forms, queries
from coordination.data_calls.commands.distributions import MOST
from coordination.data_calls.models import GOODS_LABELS, CallColumn, DataCall, Distribution, Goods
from coordination.data_calls.standing import standing_of
from coordination.data_calls.states import DELIVERY
from coordination.data_calls.tally import tally
from coordination.data_calls.views.blueprint import attempt, bp, search_of, sections, sides
from coordination.directory.models import Agency
from coordination.kernel.errors import Invalid, NotFound
from coordination.kernel.forms import Form
from coordination.kernel.messages import N_, Message
from coordination.kernel.paging import pager, place
from coordination.kernel.taking import TAKEN
from coordination.lang import say
from coordination.lang.text import clean, digits


@bp.get("/distributions")
@sees("distribution.list")
def distributions() -> str:
    """What comes to the reader's agencies, or what he gives out."""
    side, links = sides("data_calls.distributions", _("To us"), _("Given out by us"))
    query = search_of()
    query.pop("state", None)
    form = forms.FilterForm(MultiDict(query))
    lists = queries.list_deliveries if side == "asked" else queries.list_distributions
    found = lists(g.actor, query.get("q", ""), **place())
    return render_template(
        "data_calls/distributions.html",
        side=side,
        sides=links,
        sections=sections("distributions"),
        rows=found.rows,
        pager=pager("data_calls.distributions", found, query | {"side": side}),
        fields=[form.q],
        is_filtered=bool(query),
        look_of=DELIVERY.look,
        goods_of=lambda goods: _(GOODS_LABELS[Goods(goods)]),
    )


# --- planning --------------------------------------------------------------------------------------------------------


@bp.get("/distributions/new")
@sees("distribution.edit")
def new_distribution() -> str:
    """Plan one freely, or from the sums of a column."""
    call, column = _source()
    form = _form(call)
    if column is not None and call is not None and not form.is_submitted():
        form.title.data, form.unit.data = call.title, column.unit
    return _draw_new(form, call, column)


@bp.post("/distributions/new")
@sees("distribution.edit")
def create_distribution() -> Any:
    """Keep the plan."""
    call, column = _source()
    form, made = _form(call), list[Distribution]()

    def step() -> None:
        made.append(
            commands.plan_distribution(
                g.actor,
                issuer=Issuer.of(call) if call is not None else form.issuer_chosen,
                call=call,
                column=column,
                quantities=_quantities(call, column) if call is not None and column is not None else {},
                to_households=bool(form.to_households.data),
                **form.about(),
            )
        )

    status = attempt(form, step)
    if status != TAKEN:
        return _draw_new(form, call, column), status
    flash(_("The distribution was planned."), "done")
    return redirect(back_to(made[0]), 303)


def _source() -> tuple[DataCall | None, CallColumn | None]:
    """The call and the column that the address names. Raises NotFound for a call that is not the reader's."""
    public_id = request.args.get("call", "")
    if not public_id:
        return None, None
    call = queries.get_call(public_id)
    if call is None or not policy.allows(g.actor, "data_call.view", call):
        raise NotFound()
    column = queries.get_column(call, request.args.get("column", ""))
    if column is None:
        raise NotFound()
    return call, column


def _form(call: DataCall | None) -> forms.DistributionForm:
    form = forms.DistributionForm()
    mine = list_mine(g.actor)
    if call is not None:
        mine = [one for one in mine if one.issuer == Issuer.of(call)]
    form.offer(mine)
    return form


def _proposed(call: DataCall, column: CallColumn) -> list[tuple[Agency, str]]:
    """Each agency of the tally with its sum, or with what was typed instead."""
    found = []
    for line in tally(call).lines:
        proposed = say.number(line.sum_of(column) or 0)
        found.append((line.agency, request.form.get(f"q-{line.agency.public_id}", proposed)))
    return found


def _quantities(call: DataCall, column: CallColumn) -> dict[Agency, int]:
    found = {}
    for agency, typed in _proposed(call, column):
        bare = digits(clean(typed)).replace("٬", "").replace(",", "") or "0"
        if not bare.isascii() or not bare.isdecimal() or len(bare) > len(str(MOST)):
            raise Invalid(
                Message(
                    N_("Nothing was planned: the quantity for %(agency)s is no whole number."), agency=agency.name_fa
                ),
                advice=N_("Write digits only; nought leaves the agency out."),
            )
        found[agency] = int(bare)
    return found


def _draw_new(form: forms.DistributionForm, call: DataCall | None, column: CallColumn | None) -> str:
    return render_template(
        "data_calls/distribution_new.html",
        form=form,
        call=call,
        column=column,
        proposed=_proposed(call, column) if call is not None and column is not None else [],
        action=url_for(
            "data_calls.create_distribution",
            call=call.public_id if call else None,
            column=column.public_id if column else None,
        ),
    )


# --- one -------------------------------------------------------------------------------------------------------------


def back_to(distribution: Distribution) -> str:
    """The distribution's own page."""
    return url_for("data_calls.distribution", distribution_id=distribution.public_id)


@bp.get("/distributions/<public_id:distribution_id>")
@sees("distribution.view", find=queries.get_distribution)
def distribution(distribution: Distribution) -> str:
    """What was planned, sent and received, agency by agency, and the differences in number and rial."""
    return _draw(distribution, forms.PlanForm())


@bp.post("/distributions/<public_id:distribution_id>")
@sees("distribution.edit", find=queries.get_distribution)
def plan(distribution: Distribution) -> Any:
    """Plan a delivery to one more agency."""
    form = forms.PlanForm()

    def step() -> None:
        if form.agency.data is None:
            raise Invalid(N_("Nothing was planned, because no agency is named."), field="agency")
        commands.plan(g.actor, distribution, form.agency.data, form.quantity.data or 0)

    status = attempt(form, step)
    if status != TAKEN:
        return _draw(distribution, form), status
    flash(_("The delivery was planned."), "done")
    return redirect(back_to(distribution), 303)


@bp.get("/distributions/<public_id:distribution_id>/edit")
@sees("distribution.edit", find=queries.get_distribution)
def edit_distribution(distribution: Distribution) -> str:
    """Change what is said of it."""
    return _draw_edit(distribution, forms.DistributionForm(obj=distribution))


@bp.post("/distributions/<public_id:distribution_id>/edit")
@sees("distribution.edit", find=queries.get_distribution)
def save_distribution(distribution: Distribution) -> Any:
    """Keep the change."""
    form = forms.DistributionForm()
    status = attempt(form, lambda: commands.edit_distribution(g.actor, distribution, **form.about()))
    if status != TAKEN:
        return _draw_edit(distribution, form), status
    flash(_("The distribution was saved."), "done")
    return redirect(back_to(distribution), 303)


@bp.get("/distributions/<public_id:distribution_id>/dispatch")
@sees("distribution.edit", find=queries.get_distribution)
def dispatch_all(distribution: Distribution) -> str:
    """What is planned and would be sent."""
    return _draw_dispatch(distribution, forms.DispatchAllForm())


@bp.post("/distributions/<public_id:distribution_id>/dispatch")
@sees("distribution.edit", find=queries.get_distribution)
def take_dispatch_all(distribution: Distribution) -> Any:
    """Send everything planned."""
    form, sent = forms.DispatchAllForm(), list[int]()
    status = attempt(form, lambda: sent.append(commands.dispatch_all(g.actor, distribution, on=form.on.data)))
    if status != TAKEN:
        return _draw_dispatch(distribution, form), status
    said = ngettext(
        "%(count)s delivery was dispatched.",
        "%(count)s deliveries were dispatched.",
        sent[0],
        count=say.number(sent[0]),
    )
    flash(said, "done")
    return redirect(back_to(distribution), 303)


@bp.post("/distributions/<public_id:distribution_id>/activity")
@sees("distribution.edit", find=queries.get_distribution)
def record_activity(distribution: Distribution) -> Any:
    """Record it as an activity of its issuer."""
    commands.record_activity(g.actor, distribution)
    flash(_("The distribution was recorded as an activity; reports count it from now on."), "done")
    return redirect(back_to(distribution), 303)


def _draw(distribution: Distribution, form: Form) -> str:
    standing = standing_of(distribution)
    return render_template(
        "data_calls/distribution.html",
        distribution=distribution,
        goods=GOODS_LABELS[Goods(distribution.goods)],
        form=form,
        standing=standing,
        look_of=DELIVERY.look,
        entries=queries.history(distribution),
        may_record=distribution.activity_id is None and standing.dispatched and not standing.waiting,
    )


def _draw_edit(distribution: Distribution, form: forms.DistributionForm) -> str:
    form.offer(())
    return render_template("data_calls/distribution_edit.html", distribution=distribution, form=form)


def _draw_dispatch(distribution: Distribution, form: Form) -> str:
    return render_template(
        "data_calls/dispatch_all.html",
        distribution=distribution,
        standing=standing_of(distribution),
        form=form,
        back=back_to(distribution),
    )
