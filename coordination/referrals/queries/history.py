"""The history of a referral in words, from the trail."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Row

from coordination.accounts.history import Entry, about, list_acts, who_did
from coordination.audit.trail import note_of
from coordination.kernel.messages import N_, Message
from coordination.referrals.models import DECLINE_LABELS, HOLD_LABELS, DeclineCode, HoldCode, Referral
from coordination.referrals.states import REFERRAL
from coordination.referrals.texts import without_names

WRITTEN = {
    "referral.draft": N_("%(who)s drafted the referral."),
    "referral.edit_draft": N_("%(who)s changed the draft."),
    "referral.comment": N_("%(who)s wrote a comment."),
    "referral.attach": N_("%(who)s attached a file."),
    "referral.number": N_("%(who)s entered file and letter numbers."),
    "referral.assign": N_("%(who)s named handler and team."),
    "referral.lift_order": N_("%(who)s recorded that the court lifted its order."),
    "referral.returned_twice": N_("%(who)s is not content a second time. The reviewer was told."),
    "referral.close_grant": N_("The child's name was closed to the recipient, because the consent was withdrawn."),
    "referral.escalated": N_("Twice the limit had passed. The reviewer was told; it comes before the lead group."),
    "referral.alerted": N_("Twice the limit had passed. The reviewer was told."),
    "referral.table": N_("%(who)s put the referral on the agenda of the lead group."),
    "service.record": N_("%(who)s recorded a service."),
    "service.void": N_("%(who)s took a wrong service out of the counts."),
    "admission.record": N_("%(who)s recorded an admission."),
    "admission.discharge": N_("%(who)s recorded the discharge."),
}
"""What is written beside the moves, as the history tells it."""

BY_CLOCK = {
    "referral.confirm": N_("The referral was closed when the time for confirming had passed: not contested."),
    "referral.withdraw": N_("The referral was withdrawn, because the consent was withdrawn."),
    "referral.request_cancel": N_("Cancelling was asked for, because the consent was withdrawn."),
}
"""Moves that the system makes too, told without a person."""


def history(referral: Referral, *, hide: Iterable[str] = ()) -> list[Entry]:
    """Every act on the referral, newest first, notes unsealed: one statement. ``hide`` names what a note must not show
    to this reader (a client's own names, where the reader is never to see an identity)."""
    hidden = list(hide)
    return [_entry(row, hidden) for row in list_acts(about(Referral.audit_kind, referral.id))]


def _entry(row: Row[Any], hidden: list[str]) -> Entry:
    note = note_of(row) or ""
    return Entry(_sentence(row), without_names(note, hidden), row.at, row.act)


def _sentence(row: Row[Any]) -> Message:
    who = who_did(row)
    detail = row.detail or {}
    if row.person_id is None and row.act in BY_CLOCK:
        return Message(BY_CLOCK[row.act])
    if row.act == "referral.decline" and detail.get("code"):
        return Message(
            N_("%(who)s declined the referral: %(reason)s."),
            who=who,
            reason=Message(DECLINE_LABELS[DeclineCode(detail["code"])]),
        )
    if row.act == "referral.hold" and detail.get("code"):
        return Message(
            N_("%(who)s put the service on hold: %(reason)s."),
            who=who,
            reason=Message(HOLD_LABELS[HoldCode(detail["code"])]),
        )
    sentence = WRITTEN.get(row.act) or REFERRAL.moves[row.act.removeprefix("referral.")].done
    return Message(sentence, who=who)
