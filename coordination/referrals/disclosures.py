"""Opening and closing what a recipient may see of a child; what opens is said in ``access.fields``."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from coordination.access import policy
from coordination.access.actor import Actor
from coordination.access.fields import granted_groups, open_groups
from coordination.cases.models import FIELD_GROUP_LABELS, FieldGroup
from coordination.kernel import clock
from coordination.kernel.messages import Message
from coordination.referrals.models import Referral


def open_granted(referral: Referral) -> None:
    """From now on the recipient's staff see the granted groups (at acceptance, and when a closing is contested)."""
    referral.grant_opened_at, referral.grant_closed_at = clock.now(), None


def close_granted(referral: Referral) -> None:
    """From now on the recipient keeps its own entries and a receipt, and sees no more of the child."""
    if referral.grant_opened_at is not None and referral.grant_closed_at is None:
        referral.grant_closed_at = clock.now()


def may_open_file(actor: Actor, referral: Referral, by_id: int | None) -> bool:
    """Whether a file attached by ``by_id`` opens to the actor. A file may show the child: it opens to the staff of the
    case and to the one who attached it, and to the recipient while the identity is open."""
    if (by_id is not None and by_id == actor.person_id) or policy.allows(actor, "case.view", referral.case):
        return True
    return FieldGroup.IDENTITY in open_groups(actor, referral)


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a recipient keeps after a grant closed: which groups were open to it, from when until when."""

    groups: tuple[Message, ...]
    opened_at: datetime
    closed_at: datetime | None


def receipt_of(referral: Referral) -> Receipt | None:
    """The receipt of a referral; None where nothing was ever opened."""
    if referral.grant_opened_at is None:
        return None
    return Receipt(group_words(granted_groups(referral)), referral.grant_opened_at, referral.grant_closed_at)


def what_opens(referral: Referral) -> tuple[tuple[Message, ...], tuple[Message, ...]]:
    """The groups that acceptance opens, and those that stay closed, in words."""
    granted = granted_groups(referral)
    rest = frozenset(FieldGroup) - granted - {FieldGroup.TRIAGE}
    return group_words(granted), group_words(rest)


def group_words(groups: frozenset[FieldGroup]) -> tuple[Message, ...]:
    """Labels of groups in the table's order."""
    return tuple(Message(FIELD_GROUP_LABELS[group]) for group in FieldGroup if group in groups)
