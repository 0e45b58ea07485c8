"""Loading one outcome with what its rights, moves and page touch; its evidence; its history."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import exists, func, select
from sqlalchemy.orm import joinedload

from coordination.accounts.history import Entry, about, list_acts, who_did
from coordination.audit.trail import note_of
from coordination.cases.models import Case
from coordination.kernel.db import db
from coordination.kernel.messages import N_, Message
from coordination.outcomes.models import Outcome, OutcomeKind, OutcomeState
from coordination.outcomes.states import OUTCOME
from coordination.referrals.models import Referral
from coordination.referrals.texts import without_names
from coordination.vault.models import Attachment, OwnerKind

STANDING = (OutcomeState.CLAIMED, OutcomeState.VERIFIED, OutcomeState.SUSTAINED)
"""States in which an outcome of a kind stands, so that the same is not claimed again."""
WRITTEN = {
    "outcome.claim": N_("%(who)s claimed the outcome."),
    "outcome.attach": N_("%(who)s attached evidence."),
    "outcome.name_verifier": N_("Another verifies it from now on: the one before holds no post there any more."),
    "outcome.hand_over": N_("It was handed over to another verifier."),
}
WROTE = N_("%(who)s wrote here.")


def get_outcome(public_id: str) -> Outcome | None:
    """The outcome with its case, the case's client, agency, worker and team, its referral with both sides, who claimed
    it and who verifies it: one statement."""
    return (
        db.session.scalars(
            select(Outcome)
            .where(Outcome.public_id == public_id)
            .options(
                joinedload(Outcome.case).options(
                    joinedload(Case.client), joinedload(Case.agency), joinedload(Case.worker), joinedload(Case.team)
                ),
                joinedload(Outcome.agency),
                joinedload(Outcome.referral).options(
                    joinedload(Referral.sender),
                    joinedload(Referral.recipient),
                    joinedload(Referral.team),
                    joinedload(Referral.needs),
                ),
                joinedload(Outcome.claimed_by),
                joinedload(Outcome.verifier),
            )
        )
        .unique()
        .one_or_none()
    )


def is_claimed(case_id: int, kind: OutcomeKind) -> bool:
    """Whether an outcome of this kind stands in the case."""
    return bool(
        db.session.scalar(
            select(exists().where(Outcome.case_id == case_id, Outcome.kind == kind, Outcome.state.in_(STANDING)))
        )
    )


def _evidence_of(outcome: Outcome) -> Any:
    return (
        Attachment.owner_kind == OwnerKind.OUTCOME.value,
        Attachment.owner_id == outcome.id,
        Attachment.removed_at.is_(None),
    )


def list_evidence(outcome: Outcome) -> Sequence[Attachment]:
    """The papers that show it, the oldest first."""
    return db.session.scalars(select(Attachment).where(*_evidence_of(outcome)).order_by(Attachment.id)).all()


def get_evidence(outcome: Outcome, public_id: str) -> Attachment | None:
    """One of these papers."""
    return next((one for one in list_evidence(outcome) if one.public_id == public_id), None)


def count_evidence(outcome: Outcome) -> int:
    """How many papers show it."""
    return db.session.scalar(select(func.count(Attachment.id)).where(*_evidence_of(outcome))) or 0


def history(outcome: Outcome, *, hide: Sequence[str] = ()) -> list[Entry]:
    """Every act on the outcome, newest first; names of the child are put out of notes: one statement."""
    return [
        Entry(_sentence(row), without_names(note_of(row) or "", hide), row.at, row.act)
        for row in list_acts(about(Outcome.audit_kind, outcome.id))
    ]


def _sentence(row: Any) -> Message:
    move = OUTCOME.moves.get(row.act.removeprefix("outcome."))
    words = move.done if move is not None else WRITTEN.get(row.act, WROTE)
    return Message(words, who=who_did(row))
