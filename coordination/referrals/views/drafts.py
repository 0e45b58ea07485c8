"""Pages of the sender before the recipient knows: choosing the case and the route, writing the draft, sending it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import current_app, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from coordination.access.web import can, sees
from coordination.cases import queries as cases
from coordination.cases.consents import stands
from coordination.cases.models import (
    BASIS_LABELS,
    FIELD_GROUP_LABELS,
    Case,
    Consent,
    FieldGroup,
    Sex,
    age_band,
)
from coordination.directory import queries as directory
from coordination.kernel.db import db
from coordination.kernel.messages import N_, Message
from coordination.kernel.taking import TAKEN
from coordination.lang import say, zone
from coordination.lang.filters import pick
from coordination.referrals import commands, forms, queries, sightings, texts, titles
from coordination.referrals.content import Asked, Content, Order
from coordination.referrals.models import Referral, Route, State
from coordination.referrals.views.blueprint import bp
from coordination.referrals.views.moves import missing_for, starts_here
from coordination.referrals.views.preview import preview_of
from coordination.referrals.views.taking import attempt

EVERY_NEED = N_("every need")
EVERY_RECIPIENT = N_("every recipient")


@bp.get("/new")
@sees("referral.draft")
def new() -> Any:
    """Of which child? The open cases of one's own, or the one that was named."""
    if chosen := request.args.get("case"):
        return redirect(url_for(".draft", case_id=chosen, **_coming_with()), 303)
    size = int(current_app.config["HAMAHANG"].page_size)
    wanted = cases.Filter(mine=request.args.get("mine") == "1")
    found = cases.list_cases(
        g.actor, wanted, size=size, after=request.args.get("after"), before=request.args.get("before")
    )
    return render_template(
        "referrals/new.html",
        rows=[(row, _case_line(row)) for row in found.rows if row.opens],
        mine=wanted.mine,
        coming_with=_coming_with(),
        prev_url=url_for(".new", before=found.before, **_coming_with()) if found.before else None,
        next_url=url_for(".new", after=found.after, **_coming_with()) if found.after else None,
    )


def _case_line(row: Any) -> Message | str:
    """«Girl, 9 to 11 years, District 12»: what a list may tell of a case's child."""
    age = age_band(row.birth_year, zone.today())
    parts = (Message(titles.AT_THE_START[Sex(row.sex)]), age.words if age else None, row.district or row.city)
    return titles.listed([part for part in parts if part])


@bp.get("/new/<public_id:case_id>")
@sees("referral.draft", find=cases.get_case)
def draft(case: Case) -> Any:
    """By which route did the child come? Then the form with what that route asks for."""
    route = _route_named(request.args.get("route"))
    if route is None:
        choices = [
            (url_for(".draft", case_id=case.public_id, **_coming_with() | {"route": one.value}), words)
            for one, words in forms.route_choices()
        ]
        return render_template("referrals/route.html", case=case, choices=choices)
    form = _form(case, route, None)
    if sighting := request.args.get("visit"):
        form.fill(sightings.told(g.actor, sighting))
    return _draw(form, case, None)


@bp.post("/new/<public_id:case_id>")
@sees("referral.draft", find=cases.get_case)
def make_draft(case: Case) -> Any:
    """Keep a new draft; «another route» draws the form anew and keeps what was typed."""
    form = _form(case, _route_named(request.form.get("route")) or Route.SELF, None)
    if request.form.get("again"):
        return _draw(form, case, None)
    made: list[Referral] = []

    def make() -> None:
        content = form.content()
        made.append(commands.draft(g.actor, case, recipient=content.recipient, centre=content.centre, content=content))
        _keep_scan(made[0], form)

    status = attempt(form, make)
    if status != TAKEN:
        return _draw(form, case, None), status
    return _after(made[0])


@bp.get("/<public_id:referral_id>/edit")
@sees("referral.edit_draft", find=queries.get_referral)
def edit(referral: Referral) -> Any:
    """The draft as it stands."""
    if referral.state != State.DRAFT:
        return redirect(url_for(".show", referral_id=referral.public_id), 303)
    route = _route_named(request.args.get("route")) or Route(referral.route or Route.SELF)
    return _draw(_form(referral.case, route, referral), referral.case, referral)


@bp.post("/<public_id:referral_id>/edit")
@sees("referral.edit_draft", find=queries.get_referral)
def edit_draft(referral: Referral) -> Any:
    """Keep the draft as it was written."""
    route = _route_named(request.form.get("route")) or Route(referral.route or Route.SELF)
    form = _form(referral.case, route, referral)
    if request.form.get("again"):
        return _draw(form, referral.case, referral)
    status = attempt(form, lambda: _store(referral, form, form.content()))
    if status != TAKEN:
        return _draw(form, referral.case, referral), status
    return _after(referral)


@bp.get("/<public_id:referral_id>/send")
@sees("referral.send", find=queries.get_referral)
def send(referral: Referral) -> Any:
    """Exactly what the recipient will see, before acceptance and after, and what still stands in the way."""
    starts_here(referral, "send")
    return _draw_send(referral, forms.SendForm())


@bp.post("/<public_id:referral_id>/send")
@sees("referral.send", find=queries.get_referral)
def take_send(referral: Referral) -> Any:
    """Send what was looked at."""
    form = forms.SendForm()
    status = attempt(form, lambda: commands.send(g.actor, referral, disclosure_confirmed=bool(form.confirmed.data)))
    if status != TAKEN:
        return _draw_send(referral, form), status
    flash(_("The referral was sent."), "done")
    return redirect(url_for(".show", referral_id=referral.public_id), 303)


def _draw_send(referral: Referral, form: forms.SendForm) -> str:
    held = queries.load_held(referral, ("files", "liaisons", "suspended"))
    facts = queries.facts_for(g.actor, referral, move="send", held=held)
    return render_template(
        "referrals/send.html",
        form=form,
        referral=referral,
        title=titles.title(referral),
        preview=preview_of(g.actor, referral, held.files),
        missing=missing_for(referral, "send", facts),
        route_missing=facts.route_missing,
    )


def _store(referral: Referral, form: forms.DraftForm, content: Content) -> None:
    commands.edit_draft(g.actor, referral, content=content)
    _keep_scan(referral, form)


def _keep_scan(referral: Referral, form: forms.DraftForm) -> None:
    """The scan of an order lies with the referral's files."""
    if form.scan is not None:
        db.session.flush()
        commands.attach(g.actor, referral, stream=form.scan.stream, filename=form.scan.filename or "")


def _after(referral: Referral) -> Response:
    """To the preview where the draft shall be sent by who may, else to its page."""
    db.session.flush()
    may_send = can("referral.send", referral)
    if may_send and request.form.get("then") == "send":
        return redirect(url_for(".send", referral_id=referral.public_id), 303)
    flash(
        _("The draft was saved.") if may_send else _("The draft was saved; your liaison looks at it and sends it."),
        "done",
    )
    return redirect(url_for(".show", referral_id=referral.public_id), 303)


def _form(case: Case, route: Route, referral: Referral | None) -> forms.DraftForm:
    """The form of a route; where it was sent, with no more of case and recipient than what was chosen."""
    content = content_of(referral) if referral is not None else None
    form = forms.DRAFT_FORMS[route](kinds=titles.kinds_of_need(), content=content)
    if form.is_submitted():
        _offer(form, case, bases=bool(form.basis.data), centres=bool(form.centre.data))
    return form


def _offer(form: forms.DraftForm, case: Case, *, bases: bool, centres: bool) -> None:
    if bases:
        form.offer_bases([(one, basis_words(one), _basis_note(one)) for one in standing(cases.list_consents(case.id))])
    recipient = form.recipient.data
    if centres and recipient is not None:
        form.offer_centres(directory.list_centres(recipient, active_only=True))


def _draw(form: forms.DraftForm, case: Case, referral: Referral | None) -> str:
    _offer(form, case, bases=True, centres=True)
    if form.route is Route.MOBILE_UNIT:
        form.offer_places(sightings.places(g.actor))
    if referral is None:
        action, back = url_for(".make_draft", case_id=case.public_id), url_for("cases.show", case_id=case.public_id)
    else:
        action = url_for(".edit_draft", referral_id=referral.public_id)
        back = url_for(".show", referral_id=referral.public_id)
    return render_template(
        "referrals/edit.html",
        form=form,
        case=case,
        referral=referral,
        action=action,
        back=back,
        routes=[(one.value, words, one == form.route) for one, words in forms.route_choices()],
        route_words=dict(forms.route_choices())[form.route],
    )


def content_of(referral: Referral) -> Content:
    """What a draft holds now, as its form shows it."""
    return Content(
        recipient=referral.recipient,
        centre=referral.centre,
        route=Route(referral.route) if referral.route else None,
        route_data=texts.route_data_of(referral),
        asked=tuple(Asked(need.need, texts.asked_of(referral, need)) for need in referral.needs),
        priority=referral.priority,
        risk=referral.risk,
        reason=texts.reason_of(referral),
        basis=referral.basis,
        field_groups=tuple(referral.field_groups),
        file_number=referral.sender_file_number,
        letter_number=referral.sender_letter_number,
        letter_on=referral.sender_letter_on,
        order=Order(
            referral.order_agency,
            referral.order_number,
            referral.order_branch,
            referral.order_on,
            referral.order_valid_until,
        ),
    )


def standing(consents: Sequence[Consent]) -> list[Consent]:
    """Those on which something new may stand today."""
    today = zone.today()
    return [one for one in consents if stands(one, today)]


def basis_words(consent: Consent) -> str:
    """What kind of basis it is, and until when."""
    until = (
        say.message(Message(N_("valid until %(day)s"), day=consent.valid_until))
        if consent.valid_until
        else _("without an end")
    )
    return str(_("%(kind)s, %(until)s", kind=_(BASIS_LABELS[consent.kind]), until=until))


def _basis_note(consent: Consent) -> str:
    """For whom and what a basis is: recipients and field groups."""
    to = (
        _(EVERY_RECIPIENT)
        if consent.all_recipients
        else _(", ").join(pick(part.agency, "name") for part in consent.recipients)
    )
    groups = _(", ").join(_(FIELD_GROUP_LABELS[FieldGroup(code)]) for code in consent.field_groups)
    opens = groups or _("nothing beside the card")
    return str(_("For: %(recipients)s. Opens: %(groups)s.", recipients=to, groups=opens))


def _route_named(word: str | None) -> Route | None:
    return Route(word) if word in set(Route) else None


def _coming_with() -> dict[str, Any]:
    """The route and the sighting from which the reader comes, to be kept until the case is chosen."""
    route, sighting = _route_named(request.args.get("route")), request.args.get("visit")
    return ({"route": route.value} if route else {}) | ({"visit": sighting} if sighting else {})
