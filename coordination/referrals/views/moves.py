"""The pages of the moves, all made from the table of steps: shown, filled, taken, or shown again with what is wrong."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from markupsafe import Markup
from werkzeug.wrappers import Response

from coordination import workflow
from coordination.access.fields import own_names
from coordination.access.web import sees
from coordination.kernel.errors import WrongState
from coordination.kernel.forms import Form
from coordination.kernel.messages import N_, Message
from coordination.kernel.taking import TAKEN
from coordination.referrals import commands, forms, queries, texts, titles
from coordination.referrals.models import DeclineCode, Referral
from coordination.referrals.states import REFERRAL
from coordination.referrals.views import opened, rows
from coordination.referrals.views.blueprint import bp
from coordination.referrals.views.steps import STEPS, Step, accept_form
from coordination.referrals.views.taking import attempt

View = Callable[[Referral], Any]
UNDO = Markup('{} <a href="{}">{}</a>')


def _page_of(step: Step) -> View:
    """The page that shows a step's form."""

    def page(referral: Referral) -> Any:
        starts_here(referral, step.move)
        return draw(step, referral, step.form(referral))

    return page


def _act_of(step: Step) -> View:
    """What the press of the button does."""

    def act(referral: Referral) -> Any:
        form, said = step.form(referral), list[object]()
        status = attempt(form, lambda: said.append(step.take(g.actor, referral, form)))
        if status != TAKEN:
            return draw(step, referral, form), status
        sentence = said[0] if isinstance(said[0], str) else step.done
        say_done(step, referral, sentence)
        return leave(referral)

    return act


def starts_here(referral: Referral, move: str) -> None:
    """Raises WrongState when the move does not start from where the referral is now."""
    one = REFERRAL.moves[move]
    if referral.state not in one.frm:
        raise WrongState(
            Message(
                N_("The step «%(move)s» does not start from the state «%(state)s»."),
                move=Message(one.label),
                state=Message(REFERRAL.look(referral.state).label),
            ),
            N_("Look at the page again: somebody may have taken a step meanwhile."),
        )


def draw(step: Step, referral: Referral, form: Form) -> str:
    """The page of a step with its form as it stands."""
    missing = missing_for(referral, step.move, queries.facts_for(g.actor, referral, move=step.move))
    return render_template(
        step.template,
        step=step,
        form=form,
        referral=referral,
        title=rows.title_for(g.actor, referral),
        missing=() if form.errors else missing,
        back=back_to(referral),
        **_beside(step, referral),
    )


def missing_for(referral: Referral, move: str, facts: Any) -> tuple[Message, ...]:
    """What still stands in the way of a move that no form can give."""
    offers = workflow.offers(g.actor, referral, facts)
    return next((offer.missing for offer in offers if offer.move.name == move), ())


def _beside(step: Step, referral: Referral) -> dict[str, Any]:
    """What a step's page shows beside its form."""
    match step.move:
        case "answer":
            entries = queries.history(referral)
            return {"asked": [entry for entry in entries if entry.act == "referral.ask"][:1]}
        case "decline":
            full = _("The free places of the centre are set to 0 as of today.")
            return {"code_notes": {DeclineCode.CAPACITY.value: full} if referral.centre is not None else {}}
        case "deliver":
            return {"need_name": titles.need_name, "wide": True}
        case "confirm":
            if rows.opens_to(g.actor, referral) == "state":
                return {"results": (), "services": None}
            held = queries.load_held(referral, ["services"])
            return {"results": opened.result_facts(referral), "services": held.services}
    return {}


def say_done(step: Step, referral: Referral, sentence: str) -> None:
    """Tell what was done, with the way to take it back where the machine has one."""
    if step.undo is None:
        flash(_(sentence), "done")
        return
    url = url_for(f".{step.undo}", referral_id=referral.public_id)
    flash(UNDO.format(_(sentence), url, _(REFERRAL.moves[step.undo].label)), "undo")


def back_to(referral: Referral) -> str:
    """The referral's own page."""
    return url_for(".show", referral_id=referral.public_id)


def leave(referral: Referral) -> Response:
    """After a step: the referral's page, or the list where it is no longer open to the one who took the step."""
    return redirect(back_to(referral), 303)


@bp.get("/<public_id:referral_id>/accept")
@sees("referral.accept", find=queries.get_referral_to_move)
def accept(referral: Referral) -> Any:
    """Acceptance: within the list the row with its panel, by itself a page."""
    starts_here(referral, "accept")
    step, form = BY_MOVE["accept"], accept_form(referral)
    if request.headers.get("HX-Request") and request.headers.get("HX-Target", "").startswith(rows.ROW):
        return render_template(
            "referrals/_opened.html", row=rows.opened(g.actor, referral), form=form, step=step, referral=referral
        )
    return draw(step, referral, form)


RULINGS = {
    "uphold": (commands.uphold, N_("The objection was upheld; the referral is declined.")),
    "overrule": (commands.overrule, N_("The objection was overruled; the recipient has the referral again.")),
}


def _ruling_page(referral: Referral) -> Any:
    """The page of a ruling: card, reasons, history, and both ways to decide."""
    starts_here(referral, "uphold")
    return _draw_ruling(referral, forms.RulingForm())


def _draw_ruling(referral: Referral, form: Form) -> str:
    return render_template(
        "referrals/ruling.html",
        form=form,
        referral=referral,
        title=titles.title(referral),
        card=opened.card_facts(referral),
        reason=texts.reason_of(referral),
        entries=queries.history(referral, hide=own_names(referral.case.client)),
        back=back_to(referral),
    )


def _rule(move: str) -> View:
    command, sentence = RULINGS[move]

    def rule(referral: Referral) -> Any:
        form = forms.RulingForm()
        status = attempt(form, lambda: command(g.actor, referral, decision=form.decision.data or ""))
        if status != TAKEN:
            return _draw_ruling(referral, form), status
        flash(_(sentence), "done")
        return leave(referral)

    return rule


BY_MOVE = {step.move: step for step in STEPS}


def _add(move: str, page: View | None, act: View) -> None:
    """Both routes of a move under one address, each guarded by the move's own act."""
    guard, path = sees(f"referral.{move}", find=queries.get_referral_to_move), f"/<public_id:referral_id>/{move}"
    if page is not None:
        bp.add_url_rule(path, endpoint=move, view_func=guard(page), methods=["GET"])
    bp.add_url_rule(path, endpoint=f"take_{move}", view_func=guard(act), methods=["POST"])


for _step in STEPS:
    _add(_step.move, None if _step.move == "accept" else _page_of(_step), _act_of(_step))
for _move in RULINGS:
    _add(_move, _ruling_page, _rule(_move))
