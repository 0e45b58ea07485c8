"""What a referral's page shows, put together once: turn and moves, card or opened groups, needs, records, history."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

from flask import url_for

from coordination import workflow
from coordination.access import policy
from coordination.access.actor import Actor
from coordination.access.fields import open_referral, own_names
from coordination.accounts.history import Entry
from coordination.kernel.machine import Look
from coordination.kernel.messages import N_, Message
from coordination.lang.filters import pick
from coordination.lang.locale import current
from coordination.referrals import disclosures, display, queries, texts, titles
from coordination.referrals.commands.records import GIVING
from coordination.referrals.models import RESULT_LABELS, ROUTE_LABELS, Referral, Result, Route, State
from coordination.referrals.needs import UNACCEPT_HOURS
from coordination.referrals.queries.records import Records
from coordination.referrals.states import LIVE, REFERRAL
from coordination.referrals.views import opened
from coordination.referrals.views.opened import Pair

HINTS = {
    "accept": N_("With acceptance the name opens to you, and every look is recorded."),
    "send": N_("Before sending you look at exactly what the recipient will see."),
    "deliver": N_("The sender then confirms the results, or sends the referral back once."),
}
"""What follows from the press of a main move."""

STEPS_TO_COME = {
    State.DRAFT: N_("Next: the sender sends the referral."),
    State.SENT: N_("Next: the recipient receives, accepts or refuses the referral."),
    State.RECEIVED: N_("Next: the recipient accepts, asks or refuses."),
    State.NEEDS_INFO: N_("Next: the sender answers the question."),
    State.WAITLISTED: N_("Next: the recipient looks at the waiting list again."),
    State.OBJECTED: N_("Next: the reviewer rules on the objection."),
    State.ACCEPTED: N_("Next: the recipient records the first contact."),
    State.IN_SERVICE: N_("Next: the recipient writes what was done, and reports the delivery at the end."),
    State.ON_HOLD: N_("Next: the service is resumed."),
    State.CANCEL_REQUESTED: N_("Next: the recipient answers the request to cancel."),
    State.DELIVERED: N_("Next: the sender confirms the results or sends the referral back."),
}


@dataclass(frozen=True, slots=True)
class Button:
    """A move as the bar draws it; one without an address says in its note why it is not open."""

    label: Any
    url: str | None
    style: str = "plain"
    note: Any = None
    hint: Any = None


@dataclass(frozen=True, slots=True)
class NeedLine:
    """A need with what is asked, what was given for it, and its result."""

    name: str
    asked: str
    given: Any
    result: Any
    reason: str


@dataclass(frozen=True, slots=True)
class Next:
    """The step to come, and until when."""

    sentence: Message
    when: Message | None


@dataclass(slots=True)
class Page:
    """Everything of the page; ``records`` are empty on the pages that do not show them."""

    title: Any
    look: Look
    turn: display.TurnView
    clock: display.ClockView
    clock_label: Message | None
    after: Message | None
    buttons: list[Button]
    entries: Sequence[Entry]
    next: Next | None
    card: list[Pair]
    sealed: tuple[Any, Any] | None = None
    opened: list[Pair] | None = None
    receipt: disclosures.Receipt | None = None
    needs: list[NeedLine] = field(default_factory=list)
    records: Records = field(default_factory=Records)
    facts: list[Pair] = field(default_factory=list)
    reason: str = ""
    route: Message | None = None
    letters: list[Pair] = field(default_factory=list)
    may_assign: bool = False
    may_comment: bool = False
    may_write: bool = False
    """Whether a word or file still finds a reader: not on what was passed on."""

    def look_of(self, state: str) -> Look:
        """The look of another referral of the chain."""
        return REFERRAL.look(state)


def full_page(actor: Actor, referral: Referral, *, open_identity: bool = True) -> Page:
    """The page of the two sides' staff. Opening the granted groups is noted as a look."""
    values = open_referral(actor, referral) if open_identity else {}
    own_case = policy.allows(actor, "case.view", referral.case)
    named = own_case or "given_name" in values
    hide = () if named else own_names(referral.case.client)
    records = queries.get_records(referral, hide=hide)
    records.files = [
        replace(file, opens=disclosures.may_open_file(actor, referral, file.by_id)) for file in records.files
    ]
    page = _page(actor, referral, records, hide=hide)
    page.opened = opened.opened_facts(values) if values else None
    page.needs = [_need_line(referral, need, records, hide) for need in referral.needs]
    page.reason = texts.without_names(texts.reason_of(referral), hide)
    page.route = Message(ROUTE_LABELS[Route(referral.route)]) if referral.route else None
    page.letters = _letters(referral)
    page.may_assign = referral.state in LIVE and policy.allows(actor, "referral.assign", referral)
    page.may_comment = referral.sent_at is not None
    page.may_write = referral.state != State.FORWARDED
    page.facts = _aside(referral, identity_open=named, point_open=not actor.in_police)
    closed = referral.grant_closed_at is not None
    page.receipt = disclosures.receipt_of(referral) if closed else None
    page.sealed = disclosures.what_opens(referral) if not values and not closed else None
    return page


def ruling_page(actor: Actor, referral: Referral) -> Page:
    """The page of the reviewer and the court's liaison: card, reasons, history; never an identity."""
    records, hide = queries.get_records(referral), own_names(referral.case.client)
    page = _page(actor, referral, records, hide=hide)
    page.reason = texts.without_names(texts.reason_of(referral), hide)
    page.facts = _aside(referral, identity_open=False, point_open=not actor.in_police)
    page.records = Records()
    return page


def state_page(actor: Actor, referral: Referral) -> Page:
    """The page of those who see code and state; the moves are there for those who have them."""
    facts = queries.facts_for(actor, referral)
    return Page(
        title=referral.code,
        look=REFERRAL.look(referral.state),
        turn=display.turn_of(actor, referral),
        clock=display.clock_of(actor, referral),
        clock_label=display.clock_label(referral),
        after=display.when_over(referral),
        buttons=buttons(actor, referral, facts),
        entries=(),
        next=None,
        card=[],
    )


def _page(actor: Actor, referral: Referral, records: Records, *, hide: Sequence[str] = ()) -> Page:
    facts = queries.facts_for(actor, referral, held=records.held)
    clock = display.clock_of(actor, referral)
    coming = STEPS_TO_COME.get(State(referral.state))
    return Page(
        title=titles.title(referral),
        look=REFERRAL.look(referral.state),
        turn=display.turn_of(actor, referral),
        clock=clock,
        clock_label=display.clock_label(referral),
        after=display.when_over(referral),
        buttons=buttons(actor, referral, facts),
        entries=queries.history(referral, hide=hide),
        next=Next(Message(coming), clock.due_phrase) if coming else None,
        card=opened.card_facts(referral),
        records=records,
    )


def buttons(actor: Actor, referral: Referral, facts: Any) -> list[Button]:
    """The moves that are the reader's now; what stands in the way of one is said instead of its button."""
    offers = workflow.offers(actor, referral, facts)
    declines = any(offer.move.name == "decline" and not offer.missing for offer in offers)
    # Objecting is the only way to refuse what cannot be declined, and is not offered beside declining.
    found = [_button(offer, referral) for offer in offers if not (declines and offer.move.name == "object")]
    if referral.state == State.DRAFT and policy.allows(actor, "referral.edit_draft", referral):
        edit = url_for("referrals.edit", referral_id=referral.public_id)
        found.insert(0, Button(Message(N_("Edit the draft")), edit, "plain" if _has_main(found) else "main"))
    rulings = [one for one in found if one.url and one.url.endswith(("/uphold", "/overrule"))]
    if rulings:
        url = url_for("referrals.overrule", referral_id=referral.public_id)
        found = [Button(Message(N_("Rule on the objection")), url, "main"), *(b for b in found if b not in rulings)]
    return found


def _has_main(found: list[Button]) -> bool:
    return any(one.style == "main" and one.url for one in found)


def _button(offer: workflow.Offer, referral: Referral) -> Button:
    move = offer.move
    label = Message(move.label)
    url = url_for(f"referrals.{move.name}", referral_id=referral.public_id)
    if move.name == "return" and referral.times_returned:
        return Button(Message(N_("Tell the reviewer: something is missing")), url, "plain")
    if offer.missing:
        return Button(label, None, move.style, note=offer.missing[0])
    hint = HINTS.get(move.name)
    return Button(label, url, move.style, _note(move.name, referral), Message(hint) if hint else None)


def _note(move: str, referral: Referral) -> Message | None:
    if move == "unaccept" and referral.accepted_at is not None:
        return Message(N_("until %(due)s"), due=referral.accepted_at + timedelta(hours=UNACCEPT_HOURS))
    return None


def _need_line(referral: Referral, need: Any, records: Records, hide: Sequence[str]) -> NeedLine:
    counted = titles.counted_under(need.need)
    given = (one for one in records.services if one.need == need.need or (one.need is None and one.kind == counted))
    times = sum(one.times for one in given if one.voided_at is None)
    return NeedLine(
        titles.need_name(need.need),
        texts.without_names(texts.asked_of(referral, need), hide),
        times,
        Message(RESULT_LABELS[Result(need.result)]) if need.result else None,
        texts.without_names(texts.result_reason_of(referral, need), hide),
    )


def _aside(referral: Referral, *, identity_open: bool, point_open: bool) -> list[Pair]:
    """Sender, recipient, route, order, basis, handler."""
    drafted = referral.drafted_by
    handler = referral.handler
    pairs: list[Pair] = [
        (Message(N_("Sender")), pick(referral.sender, "name"), person_name(drafted)),
        (
            Message(N_("Recipient")),
            pick(referral.recipient, "name"),
            pick(referral.centre, "name") if referral.centre is not None else None,
        ),
    ]
    if handler is not None:
        pairs.append((Message(N_("Handler")), person_name(handler)))
    if referral.intake_on is not None:
        pairs.append((Message(N_("Day of intake")), Message(N_("%(day)s"), day=referral.intake_on)))
    pairs += opened.route_facts(referral, identity_open=identity_open, point_open=point_open)
    pairs += opened.order_facts(referral)
    pairs += opened.basis_facts(referral)
    return pairs


def _letters(referral: Referral) -> list[Pair]:
    """Both sides' letters, where there are any."""
    return [
        (label, number, Message(N_("%(day)s"), day=on) if on is not None else None)
        for label, number, on in (
            (Message(N_("Letter of the sender")), referral.sender_letter_number, referral.sender_letter_on),
            (Message(N_("Letter of the recipient")), referral.recipient_letter_number, referral.recipient_letter_on),
        )
        if number
    ]


def person_name(person: Any) -> str:
    """A person's name in the reader's language."""
    return str(person.name_en) if person.name_en and current() == "en" else str(person.name)


def may_record(actor: Actor, referral: Referral) -> bool:
    """Whether services and admissions can be recorded by the reader now."""
    return referral.state in GIVING and policy.allows(actor, "service.record", referral)
