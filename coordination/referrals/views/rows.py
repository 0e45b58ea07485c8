"""One referral as a row of a list: title, turn, time, and the reader's next move."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import url_for

from coordination import workflow
from coordination.access import policy
from coordination.access.actor import Actor
from coordination.kernel.machine import Look, Move
from coordination.kernel.messages import N_, Message
from coordination.lang.filters import pick
from coordination.referrals import display, titles
from coordination.referrals.models import ROUTE_LABELS, Referral, Route, State
from coordination.referrals.queries.rows import ReferralRow
from coordination.referrals.states import REFERRAL

ROW = "row-"
NEXT = ("send", "answer", "accept", "begin", "confirm", "overrule", "refuse_cancel")
"""Which move is the next step of the one whose turn it is, the first that is offered; what asks for more than a list
knows has no button there."""


@dataclass(frozen=True, slots=True)
class Press:
    """A button of a row."""

    label: Any
    url: str
    style: str = "plain"


@dataclass(frozen=True, slots=True)
class Row:
    """What the macros of ``referrals/_row.html`` draw; ``accept`` opens the row's panel, ``press`` is any next move."""

    id: str
    title: Any
    url: str
    sub: Any
    number: str
    look: Look
    turn: display.TurnView
    clock: display.ClockView | None
    party: str
    route: Any
    urgency: str | None
    own: bool
    press: Press | None = None
    refuse: Press | None = None
    cancel: Press | None = None
    opens_panel: bool = False

    def act(self, main: bool) -> Press | None:
        """The button of a home row, solid where it is the most urgent thing of the page."""
        if self.press is None or not main:
            return self.press
        return Press(self.press.label, self.press.url, "main")


def received(actor: Actor, row: ReferralRow | Referral) -> Row:
    """A row of the inbox: who sent it. Of what was passed on code and state are kept."""
    if row.state == State.FORWARDED:
        return state_only(actor, row)
    return _row(actor, row, titles.needs_listed(row.need_codes), titles.child_line(row), row.sender)


def sent(actor: Actor, row: ReferralRow | Referral) -> Row:
    """A row of the outbox: where it went."""
    return _row(actor, row, titles.needs_listed(row.need_codes), titles.child_line(row), row.recipient)


def home_row(actor: Actor, row: ReferralRow) -> Row:
    """A row of the home page: the whole title, and the other side below it."""
    mine = row.sender_agency_id in actor.agencies()
    side = row.recipient if mine and row.recipient_agency_id not in actor.agencies() else row.sender
    sentence = N_("to %(agency)s") if side is row.recipient else N_("from %(agency)s")
    return _row(actor, row, titles.title(row), Message(sentence, agency=pick(side, "name")), side)


def opened(actor: Actor, referral: Referral) -> Row:
    """The row of the inbox whose panel is open: its second button closes it."""
    return received(actor, referral)


def state_only(actor: Actor, row: ReferralRow | Referral) -> Row:
    """A row for those who see code and state only."""
    return Row(
        id=f"{ROW}{row.public_id}",
        title=row.code,
        url=url_for("referrals.show", referral_id=row.public_id),
        sub=Message(N_("since %(day)s"), day=row.state_since),
        number="",
        look=REFERRAL.look(row.state),
        turn=display.turn_of(actor, row),
        clock=display.clock_of(actor, row),
        party="",
        route="",
        urgency=None,
        own=False,
    )


def _row(actor: Actor, row: Any, title: Any, sub: Any, side: Any) -> Row:
    turn = display.turn_of(actor, row)
    own = turn.kind == "you"
    clock = display.clock_of(actor, row)
    offered = {offer.move.name: offer.move for offer in workflow.offers(actor, row) if not offer.missing}
    next_move = next((offered[name] for name in NEXT if name in offered), None) if own else None
    deciding = next_move is not None and next_move.name == "accept"
    return Row(
        id=f"{ROW}{row.public_id}",
        title=title,
        url=url_for("referrals.show", referral_id=row.public_id),
        sub=sub,
        number=row.code,
        look=REFERRAL.look(row.state),
        turn=turn,
        clock=clock if clock.tone != "none" else None,
        party=pick(side, "name"),
        route=Message(ROUTE_LABELS[Route(row.route)]) if row.route else "",
        urgency=row.priority,
        own=own,
        press=_press(row, next_move) if next_move is not None else None,
        refuse=_refusal(row, offered) if deciding else None,
        cancel=Press(Message(N_("Cancel")), url_for("referrals.inbox")) if deciding else None,
        opens_panel=deciding,
    )


def _press(row: Any, move: Move) -> Press:
    page = "show" if move.name in TWO_WAYS else move.name
    return Press(Message(SHORT.get(move.name, move.label)), url_for(f"referrals.{page}", referral_id=row.public_id))


SHORT = {
    "decline": N_("Decline"),
    "begin": N_("Begin"),
    "confirm": N_("Confirm"),
    "overrule": N_("Rule on it"),
    "refuse_cancel": N_("Answer"),
}
"""Words for the narrow buttons of a list, where the move's own are longer."""
TWO_WAYS = frozenset({"refuse_cancel"})
"""What can be answered in two ways is answered on the referral's page."""


def _refusal(row: Any, offered: dict[str, Move]) -> Press | None:
    """Declining, or where that is not allowed objecting."""
    move = offered.get("decline") or offered.get("object")
    return _press(row, move) if move is not None else None


def opens_to(actor: Actor, referral: Referral) -> str:
    """Which page of a referral is the reader's: ``full``, ``ruling`` (card, reasons, history), or ``state`` alone."""
    relation = policy.relation_for(actor, "referral.view", referral)
    if relation is not None and not _is_of_police(actor, referral):
        # Who passed it on keeps code and final state (domain.md, Referrals); its sender sees it as before.
        passed_on = referral.state == State.FORWARDED and relation.name != "sender.staff"
        return "state" if passed_on else "full"
    return "ruling" if policy.allows(actor, "referral.view_for_ruling", referral) else "state"


def title_for(actor: Actor, referral: Referral) -> Message | str:
    """What a page that is about a referral calls it: its code alone where the reader sees code and state only."""
    return referral.code if opens_to(actor, referral) == "state" else titles.title(referral)


def _is_of_police(actor: Actor, referral: Referral) -> bool:
    """The staff of a police agency that sent it see code and state, once it is sent (acts.csv)."""
    sent_by_police = referral.sender.kind == "police" and referral.state != State.DRAFT
    return sent_by_police and not policy.allows(actor, "referral.identity", referral)
