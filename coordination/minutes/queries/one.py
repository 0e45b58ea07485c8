"""Loading minutes with all that their rights, moves and pages touch, in four statements whatever their length."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from sqlalchemy import Integer, Select, literal, null, select, union_all
from sqlalchemy import cast as typed
from sqlalchemy.orm import joinedload

from coordination.access.actor import Actor
from coordination.actions.models import Action
from coordination.groups.models import Group, Seat
from coordination.kernel.db import Id, db
from coordination.meetings.models import AgendaEntry, AgendaItem, Attendance, Interval, Meeting, Presence
from coordination.meetings.queries import on_agenda_for
from coordination.minutes.models import Assent, Block, Document, HowSigned, Minutes, MinutesComment, Signature
from coordination.referrals.models import Referral
from coordination.resolutions.models import Resolution
from coordination.vault.models import Attachment, OwnerKind


@dataclass(slots=True)
class Present:
    """A line of the attendance sheet, with its stretches of presence and, where given, the assent to the minutes."""

    row: Attendance
    intervals: list[Interval] = field(default_factory=list)
    assent: Assent | None = None

    @property
    def marked(self) -> bool:
        """Whether the sheet says something of this one."""
        return bool(self.intervals) or self.row.presence != Presence.EXPECTED


@dataclass(slots=True)
class Part:
    """An entry as the minutes have it: its saved text, and what was recorded from it."""

    entry: AgendaEntry
    number: int
    block: Block | None
    resolutions: list[Resolution] = field(default_factory=list)
    actions: list[Action] = field(default_factory=list)
    comments: list[MinutesComment] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The text as last saved; empty where nothing was written."""
        return self.block.text if self.block else ""


@dataclass(slots=True)
class Whole:
    """Minutes as they read. ``closed`` counts the confidential entries that were left out for the reader."""

    minutes: Minutes
    sheet: list[Present]
    parts: list[Part]
    comments: list[MinutesComment] = field(default_factory=list)
    """Those on the minutes as a whole."""
    comments_open: int = 0
    """How many comments have no answer yet, those on closed entries among them."""
    closed: int = 0

    @property
    def group(self) -> Group:
        """The group whose minutes they are."""
        return self.minutes.meeting.group

    def open_to(self, actor: Actor, *, public: bool = False) -> Whole:
        """What the actor reads: without the confidential entries closed to him, or (``public``) without any of them."""
        seen = [
            part for part in self.parts if on_agenda_for(actor, part.entry) and not (public and part.entry.confidential)
        ]
        return replace(self, parts=seen, closed=len(self.parts) - len(seen))


def get_minutes(meeting_public_id: str) -> Minutes | None:
    """The minutes of a meeting with its group and host agency, their signatures and documents, and the sheet (so that
    ``attended_by`` is known); two statements."""
    return _loaded(_minutes().join(Minutes.meeting).where(Meeting.public_id == meeting_public_id))


def get_minutes_by_number(minutes_id: int) -> Minutes | None:
    """The same by the number of the minutes."""
    return _loaded(_minutes().where(Minutes.id == minutes_id))


def get_minutes_of(meeting_id: int) -> Minutes | None:
    """The same by the number of the meeting."""
    return _loaded(_minutes().where(Minutes.meeting_id == meeting_id))


def _minutes() -> Select[Minutes]:
    return select(Minutes).options(
        joinedload(Minutes.meeting).joinedload(Meeting.group).joinedload(Group.host_agency),
        joinedload(Minutes.signatures).joinedload(Signature.person),
        joinedload(Minutes.documents).joinedload(Document.attachment),
    )


def _loaded(query: Select[Minutes]) -> Minutes | None:
    minutes = db.session.execute(query.execution_options(populate_existing=True)).unique().scalar_one_or_none()
    if minutes is not None:
        minutes.sheet = list_present(minutes)
        minutes.attended_by = frozenset(
            one.row.person_id for one in minutes.sheet if one.intervals and one.row.person_id is not None
        )
    return minutes


def list_present(minutes: Minutes) -> list[Present]:
    """The attendance sheet in the order of the seats, guests last; one statement."""
    rows = db.session.execute(
        select(Attendance, Interval, Assent)
        .outerjoin(Interval, Interval.attendance_id == Attendance.id)
        .outerjoin(Assent, (Assent.minutes_id == minutes.id) & (Assent.person_id == Attendance.person_id))
        .outerjoin(Seat, Seat.id == Attendance.seat_id)
        .where(Attendance.meeting_id == minutes.meeting_id)
        .order_by(Seat.id.is_(None), Seat.position, Seat.id, Attendance.id, Interval.from_at)
        .options(joinedload(Attendance.person), joinedload(Attendance.seat).joinedload(Seat.agency))
    )
    found: dict[int, Present] = {}
    for row, interval, assent in rows:
        present = found.setdefault(row.id, Present(row, assent=assent))
        if interval is not None:
            present.intervals.append(interval)
    return list(found.values())


def get_whole(minutes: Minutes) -> Whole:
    """Everything that belongs to loaded minutes; two statements."""
    rows = db.session.execute(
        select(AgendaEntry, Block)
        .outerjoin(Block, Block.entry_id == AgendaEntry.id)
        .where(AgendaEntry.meeting_id == minutes.meeting_id)
        .order_by(AgendaEntry.position, AgendaEntry.id)
        .options(
            joinedload(AgendaEntry.item).options(
                joinedload(AgendaItem.referral).load_only(Referral.code),
                joinedload(AgendaItem.minutes_of).load_only(Meeting.number),
            ),
            joinedload(AgendaEntry.deferred_to),
            joinedload(AgendaEntry.referred_agency),
            joinedload(AgendaEntry.referred_group),
        )
    )
    parts = {entry.id: Part(entry, number, block) for number, (entry, block) in enumerate(rows, start=1)}
    general: list[MinutesComment] = []
    unanswered = 0
    for record in _records(minutes):
        part = parts.get(record.entry_id) if record.entry_id is not None else None
        if isinstance(record, MinutesComment):
            (part.comments if part else general).append(record)
            unanswered += record.answered_at is None
        elif part is not None and isinstance(record, Resolution):
            part.resolutions.append(record)
        elif part is not None and isinstance(record, Action):
            part.actions.append(record)
    return Whole(minutes, minutes.sheet, list(parts.values()), general, unanswered)


def _records(minutes: Minutes) -> Iterable[Resolution | Action | MinutesComment]:
    """The resolutions and actions of the text, and the comments, each kind in its order; one statement."""
    none = typed(null(), Id)  # PostgreSQL takes a bare NULL in a union for text
    keys = union_all(
        select(
            literal(1, Integer).label("kind"),
            Resolution.position.label("place"),
            Resolution.id.label("resolution_id"),
            none.label("action_id"),
            none.label("comment_id"),
        ).where(Resolution.meeting_id == minutes.meeting_id, Resolution.in_text.is_(True)),
        select(literal(2, Integer), Action.position, none, Action.id, none).where(
            Action.meeting_id == minutes.meeting_id, Action.in_text.is_(True), Action.entry_id.is_not(None)
        ),
        select(literal(3, Integer), MinutesComment.id, none, none, MinutesComment.id).where(
            MinutesComment.minutes_id == minutes.id
        ),
    ).subquery()
    rows = db.session.execute(
        select(Resolution, Action, MinutesComment)
        .select_from(keys)
        .outerjoin(Resolution, Resolution.id == keys.c.resolution_id)
        .outerjoin(Action, Action.id == keys.c.action_id)
        .outerjoin(MinutesComment, MinutesComment.id == keys.c.comment_id)
        .order_by(keys.c.kind, keys.c.place, Resolution.id, Action.id, MinutesComment.id)
        .options(
            joinedload(Action.agency),
            joinedload(Action.owner),
            joinedload(Action.verifier),
            joinedload(MinutesComment.by),
            joinedload(MinutesComment.answered_by),
        )
    )
    for resolution, action, comment in rows:
        yield resolution or action or comment


def get_comment(public_id: str) -> MinutesComment | None:
    """A comment with its minutes; one statement."""
    return db.session.scalar(
        select(MinutesComment)
        .where(MinutesComment.public_id == public_id)
        .options(joinedload(MinutesComment.minutes).joinedload(Minutes.meeting).joinedload(Meeting.group))
    )


def get_signature(public_id: str) -> Signature | None:
    """A signature with its person, its minutes, and the other signatures on them; one statement."""
    return (
        db.session.execute(
            select(Signature)
            .where(Signature.public_id == public_id)
            .options(
                joinedload(Signature.person),
                joinedload(Signature.minutes).options(
                    joinedload(Minutes.meeting).joinedload(Meeting.group),
                    joinedload(Minutes.signatures).joinedload(Signature.person),
                ),
            )
        )
        .unique()
        .scalar_one_or_none()
    )


def get_signed_paper(minutes: Minutes, signature_id: str) -> Attachment | None:
    """The scan by which a signature on loaded minutes was given."""
    one = next((one for one in minutes.signatures if one.public_id == signature_id and one.how == HowSigned.SCAN), None)
    if one is None:
        return None
    return db.session.scalar(
        select(Attachment)
        .where(Attachment.owner_kind == OwnerKind.SIGNATURE.value, Attachment.owner_id == one.id)
        .order_by(Attachment.id.desc())
        .limit(1)
    )


def get_by_code(code: str) -> Minutes | None:
    """The minutes whose paper bears ``code`` (as ``codes.read_verify_code`` reads it), with their documents."""
    return (
        db.session.execute(select(Minutes).where(Minutes.verify_code == code).options(joinedload(Minutes.documents)))
        .unique()
        .scalar_one_or_none()
    )
