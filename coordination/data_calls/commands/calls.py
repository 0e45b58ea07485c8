"""Writing a call down, opening it to those asked, closing it, opening it again."""

from __future__ import annotations

from datetime import date
from typing import TypedDict, Unpack

from coordination import workflow
from coordination.access import policy
from coordination.access.actor import Actor
from coordination.activities.issuers import Issuer
from coordination.activities.openly import refuse_codes
from coordination.audit import trail
from coordination.data_calls.models import DataCall, DataCallState
from coordination.data_calls.needs import CallFacts
from coordination.data_calls.tally import missing_of
from coordination.kernel import clock
from coordination.kernel.db import db
from coordination.kernel.errors import Invalid, Refused, WrongState
from coordination.kernel.messages import N_
from coordination.lang.zone import local_date


class About(TypedDict):
    """What is said of a call; ``many_rows``: an agency answers with a table, else with one row."""

    title: str
    purpose: str
    due_on: date | None
    many_rows: bool


def create(actor: Actor, *, issuer: Issuer, **about: Unpack[About]) -> DataCall:
    """A draft in the issuer's name. Raises Refused where the actor does not act for the issuer, Invalid for an empty
    title or the code of a child's file in the text."""
    moment = clock.now()
    call = DataCall(
        group_id=issuer.group_id,
        agency_id=issuer.agency_id,
        state_since=moment,
        state=DataCallState.DRAFT,
        created_by_id=actor.person_id,
        created_at=moment,
    )
    if not policy.allows(actor, "data_call.edit", call):
        raise Refused(
            N_("The call was not written down: you do not act for this group or agency."),
            N_("Its secretary, or the agency's liaison or head, issues its data calls."),
        )
    _fill(call, about)
    db.session.add(call)
    db.session.flush()
    trail.record(actor, "data_call.create", call)
    return call


def edit(actor: Actor, call: DataCall, **about: Unpack[About]) -> None:
    """Write anew what is said of the call; once it is open its rows stay one or many. Raises WrongState after it was
    closed, Invalid as ``create`` and for a last day that has passed."""
    if call.state == DataCallState.CLOSED:
        raise WrongState(
            N_("The call is closed, so it was not changed."), N_("Open it again first, where more answers are needed.")
        )
    if call.state == DataCallState.OPEN:
        about["many_rows"] = call.many_rows
        if about["due_on"] != call.due_on:
            _refuse_past(about["due_on"])
    _fill(call, about)
    trail.record(actor, "data_call.edit", call)


def _fill(call: DataCall, about: About) -> None:
    refuse_codes(title=about["title"], purpose=about["purpose"])
    if not about["title"]:
        raise Invalid(
            N_("The call was not saved, because it has no title."), field="title", advice=N_("Say what is asked for.")
        )
    if call.state == DataCallState.OPEN and about["due_on"] is None:
        raise Invalid(
            N_("The call was not saved, because an open call has a last day."), field="due_on", advice=N_("Give a day.")
        )
    call.title, call.purpose = about["title"], about["purpose"]
    call.due_on, call.many_rows = about["due_on"], about["many_rows"]


def open_(actor: Actor, call: DataCall) -> None:
    """Open it to the agencies asked, who are told. Raises Unmet without a column, an agency or a last day, Invalid
    where that day has passed."""
    _refuse_past(call.due_on)
    workflow.perform(actor, call, "open", facts=facts_of(call))
    call.opened_at = clock.now()


def close(actor: Actor, call: DataCall, *, missing_listed: bool) -> None:
    """End the call; who has not answered is kept by name. Raises Unmet where somebody is missing and was not looked at
    (``missing_listed``)."""
    missing = missing_of(call)
    workflow.perform(actor, call, "close", facts=facts_of(call, missing_listed=missing_listed or not missing))
    call.closed_at = clock.now()
    call.missing = [agency.id for agency in missing]


def reopen(actor: Actor, call: DataCall, *, reason: str, due_on: date | None = None) -> None:
    """Open it again, until ``due_on`` where one is given. Raises Unmet without a reason, Invalid for a day that has
    passed."""
    _refuse_past(due_on)
    workflow.perform(actor, call, "reopen", facts=facts_of(call, note=reason), note=reason)
    call.due_on, call.closed_at, call.missing = due_on or call.due_on, None, []


def facts_of(call: DataCall, *, note: str = "", missing_listed: bool = False) -> CallFacts:
    """What the moves of a call ask, from what is loaded with it."""
    return CallFacts(note=note, columns=len(call.columns), asked=len(call.sheets), missing_listed=missing_listed)


def _refuse_past(due_on: date | None) -> None:
    if due_on is not None and due_on < local_date(clock.now()):
        raise Invalid(
            N_("Nothing was changed, because the last day for answers has passed."),
            field="due_on",
            advice=N_("Give today or a later day."),
        )
