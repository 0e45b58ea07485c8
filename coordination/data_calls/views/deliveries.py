"""A delivery: sent, received, divided among households, and its note on paper."""

from __future__ import annotations

from typing import Any

from flask import flash, g, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from coordination.access import policy
from coordination.access.web import sees
from coordination.data_calls import commands, forms, queries
from coordination.data_calls.models import GOODS_LABELS, Delivery, DeliveryState, Goods
from coordination.data_calls.standing import difference_of
from coordination.data_calls.states import DELIVERY
from coordination.data_calls.views.blueprint import attempt, bp
from coordination.data_calls.views.distributions import back_to as distribution_page
from coordination.kernel import clock
from coordination.kernel.errors import NotFound
from coordination.kernel.forms import Form
from coordination.kernel.taking import TAKEN
from coordination.lang import say
from coordination.moves import buttons_of


@bp.get("/deliveries/<public_id:delivery_id>")
@sees("delivery.view", find=queries.get_delivery)
def delivery(delivery: Delivery) -> str:
    """What comes, or came; to its agency also the households that share in it."""
    return _draw(delivery, forms.HouseholdForm())


@bp.get("/deliveries/<public_id:delivery_id>/note")
@sees("delivery.view", find=queries.get_delivery)
def delivery_note(delivery: Delivery) -> str:
    """The note that goes with the goods, to be signed by both sides."""
    households = _households(delivery)
    return render_template(
        "data_calls/note.html",
        delivery=delivery,
        distribution=delivery.distribution,
        goods=GOODS_LABELS[Goods(delivery.distribution.goods)],
        households=[one for one in households if one.dispatched],
        printed_at=clock.now(),
    )


@bp.get("/deliveries/<public_id:delivery_id>/plan")
@sees("distribution.edit", find=queries.get_delivery)
def replan(delivery: Delivery) -> str:
    """Plan another quantity."""
    return _draw_step(delivery, forms.QuantityForm(data={"quantity": delivery.planned}), "replan", _("Change the plan"))


@bp.post("/deliveries/<public_id:delivery_id>/plan")
@sees("distribution.edit", find=queries.get_delivery)
def take_replan(delivery: Delivery) -> Any:
    """Keep the quantity; nought takes the delivery out."""
    form = forms.QuantityForm()
    distribution = delivery.distribution
    quantity = -1 if form.quantity.data is None else form.quantity.data
    status = attempt(form, lambda: commands.replan(g.actor, delivery, quantity))
    if status != TAKEN:
        return _draw_step(delivery, form, "replan", _("Change the plan")), status
    flash(_("The plan was changed."), "done")
    return redirect(distribution_page(distribution), 303)


@bp.get("/deliveries/<public_id:delivery_id>/dispatch")
@sees("delivery.dispatch", find=queries.get_delivery)
def dispatch(delivery: Delivery) -> str:
    """Say how much was sent, and when."""
    form = forms.DispatchForm(data={"quantity": delivery.planned})
    return _draw_step(delivery, form, "dispatch", DELIVERY.moves["dispatch"].label)


@bp.post("/deliveries/<public_id:delivery_id>/dispatch")
@sees("delivery.dispatch", find=queries.get_delivery)
def take_dispatch(delivery: Delivery) -> Any:
    """Send it; the receiving agency is told."""
    form = forms.DispatchForm()
    status = attempt(form, lambda: commands.dispatch(g.actor, delivery, quantity=form.quantity.data, on=form.on.data))
    if status != TAKEN:
        return _draw_step(delivery, form, "dispatch", DELIVERY.moves["dispatch"].label), status
    flash(_("The goods were recorded as dispatched."), "done")
    return redirect(distribution_page(delivery.distribution), 303)


@bp.get("/deliveries/<public_id:delivery_id>/confirm")
@sees("delivery.confirm", find=queries.get_sent)
def confirm(delivery: Delivery) -> str:
    """Say what arrived."""
    form = forms.ConfirmForm(data={"received": delivery.dispatched})
    return _draw_step(delivery, form, "confirm", DELIVERY.moves["confirm"].label)


@bp.post("/deliveries/<public_id:delivery_id>/confirm")
@sees("delivery.confirm", find=queries.get_sent)
def take_confirm(delivery: Delivery) -> Any:
    """Keep what arrived, and why it is another quantity."""
    form = forms.ConfirmForm()
    status = attempt(
        form,
        lambda: commands.confirm(
            g.actor, delivery, received=form.received.data, on=form.on.data, note=form.note.data or ""
        ),
    )
    if status != TAKEN:
        return _draw_step(delivery, form, "confirm", DELIVERY.moves["confirm"].label), status
    flash(_("The receipt was confirmed."), "done")
    return redirect(_here(delivery), 303)


@bp.post("/deliveries/<public_id:delivery_id>/confirm-all")
@sees("delivery.confirm", find=queries.get_delivery)
def confirm_all(delivery: Delivery) -> Response:
    """Say that what is on its way to the agency's households arrived as it was sent."""
    if not delivery.distribution.to_households:
        raise NotFound()
    count = commands.confirm_all(g.actor, list(queries.list_households(delivery)))
    said = ngettext(
        "%(count)s receipt was confirmed.", "%(count)s receipts were confirmed.", count, count=say.number(count)
    )
    flash(said, "done")
    return redirect(_here(delivery), 303)


@bp.post("/deliveries/<public_id:delivery_id>/households")
@sees("delivery.divide", find=queries.get_delivery)
def divide(delivery: Delivery) -> Any:
    """Name the household of one of the agency's cases, and its part."""
    form = forms.HouseholdForm()

    def step() -> None:
        case = queries.find_case(delivery.agency_id, form.code.data or "")
        commands.divide(g.actor, delivery, case, quantity=form.quantity.data or 0)

    status = attempt(form, step)
    if status != TAKEN:
        return _draw(delivery, form), status
    flash(_("The household was added."), "done")
    return redirect(_here(delivery), 303)


@bp.post("/deliveries/<public_id:delivery_id>/households/<public_id:household>/remove")
@sees("delivery.divide", find=queries.get_delivery)
def take_back(delivery: Delivery, household: str) -> Response:
    """Take a household out again."""
    found = next((one for one in queries.list_households(delivery) if one.public_id == household), None)
    if found is None:
        raise NotFound()
    commands.take_back(g.actor, delivery, found)
    flash(_("The household was taken out."), "done")
    return redirect(_here(delivery), 303)


def _here(delivery: Delivery) -> str:
    return url_for("data_calls.delivery", delivery_id=delivery.public_id)


def _households(delivery: Delivery) -> list[Delivery]:
    """The households that share in what goes to the agency; of a household's own delivery none."""
    if delivery.case_id is not None or not delivery.distribution.to_households:
        return []
    return list(queries.list_households(delivery))


def _draw(delivery: Delivery, form: Form) -> str:
    urls = {
        name: url_for(f"data_calls.{name}", delivery_id=delivery.public_id)
        for name in ("dispatch", "confirm")
        if delivery.planned or name == "confirm"
    }
    households = _households(delivery)
    receives = policy.allows(g.actor, "delivery.confirm", delivery)
    return render_template(
        "data_calls/delivery.html",
        delivery=delivery,
        distribution=delivery.distribution,
        goods=GOODS_LABELS[Goods(delivery.distribution.goods)],
        look=DELIVERY.look(delivery.state),
        look_of=DELIVERY.look,
        offers=buttons_of(delivery, None, urls.get),
        households=households,
        case=delivery.case if delivery.case is not None and _sees_case(delivery) else None,
        sees_case=_sees_case,
        form=form,
        issues=policy.allows(g.actor, "distribution.view", delivery.distribution),
        may_divide=receives
        and delivery.distribution.to_households
        and delivery.case_id is None
        and delivery.state == DeliveryState.PLANNED,
        may_confirm_all=receives and any(one.state == DeliveryState.DISPATCHED for one in households),
        difference=difference_of(delivery),
        entries=queries.history(delivery),
    )


def _sees_case(delivery: Delivery) -> bool:
    return delivery.case is not None and policy.allows(g.actor, "case.view", delivery.case)


def _draw_step(delivery: Delivery, form: Form, name: str, title: str) -> str:
    return render_template(
        "data_calls/delivery_step.html",
        delivery=delivery,
        distribution=delivery.distribution,
        form=form,
        title=title,
        action=url_for(f"data_calls.take_{name}", delivery_id=delivery.public_id),
        back=_here(delivery) if name == "confirm" else distribution_page(delivery.distribution),
    )
