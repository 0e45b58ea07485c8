"""Loading resolutions with what their rights, moves and pages touch, and the counts that moves ask for."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Select, exists, func, select
from sqlalchemy.orm import joinedload

from coordination.groups.models import Group
from coordination.kernel.db import db
from coordination.lang.text import clean, digits
from coordination.meetings.models import AgendaEntry, Meeting
from coordination.referrals.models import Referral
from coordination.referrals.queries.one import list_referrals
from coordination.resolutions.models import Mandate, Resolution, ResolutionState
from coordination.vault.models import Attachment, OwnerKind

UNRULED = (
    ResolutionState.PROPOSED,
    ResolutionState.PUT,
    ResolutionState.DEFERRED,
    ResolutionState.WITHDRAWN,
)
"""States before anything was voted on."""


def get_resolution(public_id: str) -> Resolution | None:
    """The resolution with its group, meeting, entry and item, referral, what it replaces, the agency that entered it,
    and whom it binds; one statement."""
    return db.session.scalars(_whole().where(Resolution.public_id == public_id)).unique().one_or_none()


def _whole() -> Select[Resolution]:
    return select(Resolution).options(
        joinedload(Resolution.group).joinedload(Group.host_agency),
        joinedload(Resolution.meeting).joinedload(Meeting.group),
        joinedload(Resolution.entry).options(joinedload(AgendaEntry.item), joinedload(AgendaEntry.meeting)),
        joinedload(Resolution.referral).joinedload(Referral.sender),
        joinedload(Resolution.replaces).joinedload(Resolution.mandates),
        joinedload(Resolution.agency),
        joinedload(Resolution.entered_by),
        joinedload(Resolution.mandates).joinedload(Mandate.agency),
    )


def list_of_meeting(meeting_id: int) -> Sequence[Resolution]:
    """The resolutions of a meeting in the order of its agenda and text, each as ``get_resolution`` loads it; one
    statement."""
    return (
        db.session.scalars(
            _whole()
            .join(AgendaEntry, AgendaEntry.id == Resolution.entry_id)
            .where(Resolution.meeting_id == meeting_id)
            .order_by(AgendaEntry.position, AgendaEntry.id, Resolution.position, Resolution.id)
        )
        .unique()
        .all()
    )


def list_adopted(meeting_id: int) -> Sequence[Resolution]:
    """Those of a meeting that wait for the approval of its minutes, in the order in which they get their numbers."""
    return [one for one in list_of_meeting(meeting_id) if one.state == ResolutionState.ADOPTED]


def entry_ruled_on(entry_id: int) -> bool:
    """Whether a resolution of this entry was voted on: adopted or rejected."""
    return bool(
        db.session.scalar(select(exists().where(Resolution.entry_id == entry_id, Resolution.state.not_in(UNRULED))))
    )


def count_numbered(meeting_id: int, *, besides: int) -> int:
    """How many other resolutions of the meeting have a provisional number."""
    return (
        db.session.scalar(
            select(func.count()).where(
                Resolution.meeting_id == meeting_id, Resolution.id != besides, Resolution.provisional_number != ""
            )
        )
        or 0
    )


def list_scans(resolution: Resolution) -> Sequence[Attachment]:
    """The files of a resolution, the oldest first."""
    return db.session.scalars(
        select(Attachment)
        .where(
            Attachment.owner_kind == OwnerKind.RESOLUTION.value,
            Attachment.owner_id == resolution.id,
            Attachment.removed_at.is_(None),
        )
        .order_by(Attachment.id)
    ).all()


def get_scan(resolution: Resolution, public_id: str) -> Attachment | None:
    """One file of a resolution."""
    return next((one for one in list_scans(resolution) if one.public_id == public_id), None)


def replaced_by(resolution: Resolution) -> Resolution | None:
    """The resolution in force that took the place of this one or revoked it."""
    return (
        db.session.scalars(
            select(Resolution)
            .where(Resolution.replaces_id == resolution.id, Resolution.number.is_not(None))
            .order_by(Resolution.id.desc())
            .limit(1)
            .options(joinedload(Resolution.mandates))
        )
        .unique()
        .one_or_none()
    )


def find_by_number(group_id: int | None, number: str) -> Resolution | None:
    """The resolution of a group by its number as typed, in any digits."""
    typed = digits(clean(number)).upper()
    return db.session.scalar(
        select(Resolution).where(Resolution.group_id == group_id, func.upper(Resolution.number) == typed)
    )


def find_referral(code: str) -> Referral | None:
    """The referral with this code as typed, with all that its relations touch."""
    found = list_referrals(Referral.code == digits(clean(code)).upper(), limit=1)
    return found[0] if found else None
