"""Loading one circular with what its rights and pages touch, its files, its history, and whom its audience reaches."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import and_, select, union_all
from sqlalchemy.orm import joinedload, selectinload

from coordination.access import policy
from coordination.access.actor import Actor
from coordination.access.standing import seat_stands
from coordination.accounts.history import Entry, about, list_acts, who_did
from coordination.accounts.models import Person, Post
from coordination.accounts.presence import holds_today
from coordination.activities.issuers import DESK
from coordination.audit.models import AuditEntry
from coordination.audit.trail import note_of
from coordination.circulars.models import Audience, Circular, Receipt
from coordination.circulars.states import CIRCULAR
from coordination.directory.models import Agency, AgencyKind
from coordination.groups.models import Group, Seat
from coordination.kernel.db import db
from coordination.kernel.keyset import Found
from coordination.kernel.messages import N_, Message
from coordination.vault.models import Attachment, OwnerKind

SAID = {
    "circular.draft": N_("%(who)s began the circular."),
    "circular.edit": N_("%(who)s changed the circular."),
    "circular.attach": N_("%(who)s attached a file."),
    "circular.remove_file": N_("%(who)s took a file off."),
}
WROTE = N_("%(who)s wrote here.")


def get_circular(public_id: str) -> Circular | None:
    """The circular with its issuer, author, audience and receipts; two statements."""
    return (
        db.session.scalars(
            select(Circular)
            .where(Circular.public_id == public_id)
            .options(
                joinedload(Circular.group),
                joinedload(Circular.agency),
                joinedload(Circular.created_by),
                joinedload(Circular.audience).options(joinedload(Audience.agency), joinedload(Audience.group)),
                selectinload(Circular.receipts),
            )
        )
        .unique()
        .one_or_none()
    )


def receipt_of(actor: Actor, circular: Circular) -> Receipt | None:
    """What the actor himself got; ``circular.receipts`` must be loaded."""
    return next((one for one in circular.receipts if one.person_id == actor.person_id), None)


def readers_of(circular: Circular, today: date, *, but: int | None) -> dict[int, int | None]:
    """Whom the audience gives: liaisons and heads of its agencies, those seated in its groups, each once and with an
    open account, with the agency for which he reads; never the person ``but``, who sends it. One statement."""
    agencies = [one.agency_id for one in circular.audience if one.agency_id is not None]
    groups = [one.group_id for one in circular.audience if one.group_id is not None]
    if not agencies and not groups:
        return {}
    posted = select(Post.person_id.label("person_id"), Post.agency_id.label("agency_id")).where(
        Post.agency_id.in_(agencies), Post.kind.in_(DESK), holds_today(Post, today)
    )
    seated = select(Seat.holder_id, Seat.agency_id).where(
        Seat.group_id.in_(groups), Seat.holder_id.is_not(None), seat_stands(Seat, today)
    )
    both = union_all(posted, seated).subquery()
    rows = db.session.execute(
        select(Person.id, both.c.agency_id)
        .join(both, both.c.person_id == Person.id)
        .where(Person.disabled_at.is_(None), Person.id != (but or 0))
        .order_by(Person.sort_key, Person.id, both.c.agency_id.is_(None))
    )
    found: dict[int, int | None] = {}
    for person_id, agency_id in rows:
        found.setdefault(person_id, agency_id)
    return found


def list_readers(circular: Circular) -> Sequence[Found]:
    """Everybody to whom it went, by agency and name: name, name_en, read_at, acknowledged_at, reminders, agency_fa,
    agency_en; one statement."""
    return db.session.execute(
        select(
            Person.name,
            Person.name_en,
            Receipt.read_at,
            Receipt.acknowledged_at,
            Receipt.reminders,
            Agency.id.label("agency_id"),
            Agency.name_fa.label("agency_fa"),
            Agency.name_en.label("agency_en"),
        )
        .join(Person, Person.id == Receipt.person_id)
        .outerjoin(Agency, Agency.id == Receipt.agency_id)
        .where(Receipt.circular_id == circular.id)
        .order_by(Agency.sort_key, Agency.id, Person.sort_key, Person.id)
    ).all()


def list_files(circular: Circular) -> Sequence[Attachment]:
    """The files of a circular, the oldest first."""
    return db.session.scalars(
        select(Attachment)
        .where(
            Attachment.owner_kind == OwnerKind.CIRCULAR,
            Attachment.owner_id == circular.id,
            Attachment.removed_at.is_(None),
        )
        .order_by(Attachment.id)
    ).all()


def list_groups(actor: Actor) -> Sequence[Found]:
    """The active groups that the actor may see, for the audience: id, public_id, name_fa, name_en; one statement."""
    return db.session.execute(
        select(Group.id, Group.public_id, Group.name_fa, Group.name_en)
        .where(Group.active.is_(True), policy.visible(actor, "group.list"))
        .order_by(Group.sort_key, Group.id)
    ).all()


def agencies_of_kinds(kinds: Sequence[AgencyKind]) -> Sequence[int]:
    """The active agencies of some kinds, for an audience; one statement, none where no kind is named."""
    if not kinds:
        return []
    return db.session.scalars(
        select(Agency.id).where(Agency.active.is_(True), Agency.kind.in_(kinds)).order_by(Agency.sort_key, Agency.id)
    ).all()


def history(circular: Circular) -> list[Entry]:
    """What its issuer did with the circular, newest first; who read it is told on a page of its own. One statement."""
    own = AuditEntry.act.not_in(("circular.read", "circular.acknowledge"))
    rows = list_acts(and_(about(Circular.audit_kind, circular.id), own))
    return [Entry(_sentence(row), note_of(row) or "", row.at, row.act) for row in rows]


def _sentence(row: Found) -> Message:
    move = CIRCULAR.moves.get(row.act.removeprefix("circular."))
    return Message(move.done if move is not None else SAID.get(row.act, WROTE), who=who_did(row))
