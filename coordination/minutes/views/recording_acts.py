"""Correcting a record at the desk: one-click answers, the form in its card, who or which referral is meant."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import flash, g, redirect, render_template, request
from flask_babel import gettext as _

from coordination.access.web import sees
from coordination.accounts.models import Person
from coordination.actions import commands as actions
from coordination.actions.models import Action, ActionPriority
from coordination.groups.queries import standing_seats
from coordination.kernel.errors import DomainError, Invalid, NotFound
from coordination.kernel.forms import put_error
from coordination.kernel.messages import Message
from coordination.lang import say
from coordination.lang.dates_said import read_day
from coordination.lang.jalali import DateProblem
from coordination.lang.locale import current
from coordination.lang.text import clean
from coordination.meetings.titles import title_of
from coordination.minutes.cards import OPEN, Card, cards_of
from coordination.minutes.commands import recording
from coordination.minutes.commands.syncing import find_referral
from coordination.minutes.forms.recording import (
    EFFECT_CHOICES,
    KIND_CHOICES,
    PRIORITY_CHOICES,
    CorrectActionForm,
    CorrectResolutionForm,
)
from coordination.minutes.lines import LineKind
from coordination.minutes.owners import MOST_CANDIDATES, name_in_line
from coordination.minutes.queries import recording as queries
from coordination.minutes.queries.recording import Recorded
from coordination.minutes.views.blueprint import bp
from coordination.minutes.views.recording_page import attempt_at, desk_url, number_of
from coordination.referrals.states import REFERRAL
from coordination.resolutions import commands as resolutions
from coordination.resolutions.models import Effect, Resolution, ResolutionKind

# --- a line and its record ------------------------------------------------------------------------------------------


@bp.post("/entries/<public_id:entry_id>/line")
@sees("minutes.record", find=queries.get_recorded)
def correct_line(entry: Recorded) -> Any:
    """One-click answers: a date or an owner written into the line, or a note that becomes an action or a resolution."""
    form = request.form
    index, source = number_of(form.get("index")), recording.as_typed(form.get("source", ""))
    kind = {"action": LineKind.ACTION, "resolution": LineKind.RESOLUTION}.get(form.get("kind", ""))
    if kind is not None:
        return attempt_at(entry, lambda: recording.turn_line(g.actor, entry, index=index, source=source, kind=kind))
    return attempt_at(
        entry,
        lambda: recording.correct_line(
            g.actor, entry, index=index, source=source, owner=form.get("owner"), due=form.get("due")
        ),
    )


@bp.get("/entries/<public_id:entry_id>/line/<int:index>/candidates")
@sees("minutes.record", find=queries.get_recorded)
def candidates(entry: Recorded, index: int) -> str:
    """Who could be meant by a name that is not clear: people one click away."""
    card = _card_at(entry, index)
    line = card.line
    assert line is not None
    names = queries.find_names(entry.group_id, line.owners, entry.today)
    found = names.find(line.owners)
    offered: Sequence[Any] = found.candidates or (
        [] if found.person is not None else [one for one in names.near if isinstance(one, Person)]
    )
    return render_template(
        "minutes/_record_candidates.html",
        entry=entry.entry,
        card=card,
        names=[name_in_line(one, current()) for one in offered[:MOST_CANDIDATES]],
    )


@bp.get("/entries/<public_id:entry_id>/referral/<code>")
@sees("minutes.record", find=queries.get_recorded)
def referral_state(entry: Recorded, code: str) -> str:
    """State of a referral named in the text, where it is open to the recorder."""
    of_entry = entry.entry.item.referral
    referral = of_entry if of_entry is not None and of_entry.code == code else find_referral(g.actor, code)
    look = REFERRAL.look(referral.state) if referral is not None else None
    return render_template("minutes/_record_referral.html", referral=referral, look=look)


@bp.route("/entries/<public_id:entry_id>/line/<int:index>", methods=["GET", "POST"])
@sees("minutes.record", find=queries.get_recorded)
def correct(entry: Recorded, index: int) -> Any:
    """Correct a record: words, owner and date go into the line, the rest to the record; in place with a script."""
    card = _card_at(entry, index)
    form = _form_of(entry, card)
    if not form.is_submitted():
        return _draw_correct(entry, card, form)
    if not form.validate():
        return _draw_correct(entry, card, form), 422
    try:
        _correct(entry, card, form)
    except DomainError as error:
        put_error(form, getattr(error, "field", None), say.message(error.message))
        return _draw_correct(entry, card, form), error.status
    flash(_("The record was corrected; the line in the text says the same."), "done")
    return redirect(desk_url(entry), 303)


def _draw_correct(entry: Recorded, card: Card, form: Any) -> str:
    return render_template(
        "minutes/record_correct.html",
        entry=entry.entry,
        card=card,
        form=form,
        part="HX-Request" in request.headers,
        title=title_of(entry.entry),
        back=desk_url(entry),
    )


def _card_at(entry: Recorded, index: int) -> Card:
    records = queries.list_records([entry.entry.id])
    for card in cards_of(entry, entry.text, records):
        if card.index == index and card.kind in (LineKind.ACTION, LineKind.RESOLUTION):
            return card
    raise NotFound()


def _form_of(entry: Recorded, card: Card) -> Any:
    line = card.line
    assert line is not None
    seats = standing_seats(entry.group_id, entry.today)
    if card.kind == LineKind.RESOLUTION:
        resolution = card.resolution
        agencies = {seat.agency.public_id: seat.agency for seat in seats if seat.agency is not None}
        bound = resolution.mandates if resolution is not None else []
        agencies |= {mandate.agency.public_id: mandate.agency for mandate in bound}
        return CorrectResolutionForm(
            bound=[(key, name_in_line(agency, current())) for key, agency in agencies.items()],
            kinds=[(kind.value, say.message(label)) for kind, label in KIND_CHOICES.items()],
            effects=_effects(entry, resolution),
            data={
                "source": line.source,
                "text": line.text,
                "kind": resolution.kind if resolution is not None else ResolutionKind.DECISION,
                "agencies": [mandate.agency.public_id for mandate in bound],
                "effect": (resolution.effect or "") if resolution is not None else "",
            },
        )
    action = card.action
    people = {one.public_id: one for seat in seats for one in (seat.holder, seat.alternate) if one is not None}
    helping = [one.person for one in action.contributors] if action is not None else []
    chosen = [*helping, *([action.verifier] if action is not None and action.verifier is not None else [])]
    people |= {one.public_id: one for one in chosen}
    at_owner = queries.list_people_at(action.agency_id) if action is not None and action.agency_id else []
    return CorrectActionForm(
        people=[(key, name_in_line(person, current())) for key, person in people.items()],
        helpers=[(one.public_id, name_in_line(one, current())) for one in {*at_owner, *helping}],
        priorities=[(one.value, say.message(label)) for one, label in PRIORITY_CHOICES.items()],
        nobody=_("The group's secretary"),
        data={
            "source": line.source,
            "text": line.text,
            "owner": " @".join(line.owners),
            "due": line.due_text,
            "verifier": action.verifier.public_id if action is not None and action.verifier is not None else "",
            "deliverable": action.deliverable if action is not None else "",
            "priority": action.priority if action is not None else ActionPriority.NORMAL,
            "contributors": [one.public_id for one in helping],
        },
    )


def _effects(entry: Recorded, resolution: Resolution | None) -> list[tuple[str, str]] | None:
    """What a resolution may do to the referral of the entry; None without one, and once the vote was taken."""
    if entry.entry.item.referral_id is None or resolution is None or resolution.state not in OPEN:
        return None
    return [(effect, say.message(label)) for effect, label in EFFECT_CHOICES.items()]


def _chosen_effect(form: Any) -> Effect | None:
    return Effect(form.effect.data) if form.effect.data else None


def _correct(entry: Recorded, card: Card, form: Any) -> None:
    source = recording.as_typed(form.source.data or "")
    line = recording.find_line(entry, card.index, source)
    if card.kind == LineKind.RESOLUTION:
        if form.text.data != line.text:
            recording.correct_line(g.actor, entry, index=line.index, source=source, text=form.text.data)
        resolution = _again(entry, form.text.data, card).resolution
        if resolution is not None:
            agencies = queries.list_agencies_by_id(form.agencies.data)
            resolutions.edit(
                g.actor,
                resolution,
                kind=ResolutionKind(form.kind.data),
                agencies=agencies,
                effect=_chosen_effect(form) if "effect" in form else resolutions.KEEP,
            )
        return
    _check_day(entry, form)
    recording.correct_line(
        g.actor,
        entry,
        index=line.index,
        source=source,
        text=form.text.data,
        owner=form.owner.data or "",
        due=form.due.data or "",
    )
    action = _again(entry, form.text.data, card).action
    if action is not None:
        _write_fields(action, form)


def _check_day(entry: Recorded, form: Any) -> None:
    if not form.due.data:
        return
    try:
        read_day(form.due.data, entry.today, next_meeting_on=entry.next_meeting_on)
    except DateProblem as problem:
        raise Invalid(Message(problem.text, **problem.params), field="due") from problem


def _again(entry: Recorded, text: str, card: Card) -> Card:
    """The card of the same record after the line was written."""
    records = queries.list_records([entry.entry.id])
    wanted = card.resolution or card.action
    for one in cards_of(entry, entry.text, records):
        if wanted is not None and wanted in (one.resolution, one.action):
            return one
        if wanted is None and one.kind == card.kind and one.line is not None and one.line.text == clean(text):
            return one
    return card


def _write_fields(action: Action, form: Any) -> None:
    """What only the card holds; who is named as the group's secretary is the one who writes. Raises Invalid."""
    actions.complete(
        g.actor,
        action,
        verifier=_person(form.verifier.data or g.actor.public_id),
        deliverable=form.deliverable.data or "",
        priority=ActionPriority(form.priority.data),
    )
    helping = [one for one in map(_person, form.contributors.data) if one is not None and one.id != action.owner_id]
    actions.set_contributors(g.actor, action, person_ids=[one.id for one in helping])


def _person(public_id: str) -> Person | None:
    return queries.get_person(public_id) if public_id else None
