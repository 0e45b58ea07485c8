"""What the recorder's desk reads: a meeting with its agenda, one entry with its text, and the records of that entry."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, cast

from sqlalchemy import Integer, Row, Select, and_, bindparam, func, literal, null, or_, select, union_all
from sqlalchemy.orm import contains_eager, joinedload

from coordination.accounts.models import Person, Post, PostKind
from coordination.accounts.presence import holds_today
from coordination.actions.models import Action
from coordination.directory.models import Agency
from coordination.directory.queries import search_agencies
from coordination.groups.models import Seat, SeatKind
from coordination.groups.queries import standing_seats
from coordination.kernel import clock
from coordination.kernel.db import db, named
from coordination.lang.sorting import sort_key
from coordination.lang.text import fold
from coordination.lang.zone import local_date
from coordination.meetings import quorum
from coordination.meetings.models import (
    AgendaEntry,
    AgendaItem,
    Attendance,
    Capacity,
    Interval,
    Meeting,
    MeetingState,
    Presence,
    Recusal,
)
from coordination.meetings.queries.one import OVER
from coordination.minutes.lines import beginnings
from coordination.minutes.models import Block, BlockRevision, Minutes, MinutesState
from coordination.minutes.owners import Names
from coordination.referrals.models import Referral
from coordination.resolutions.models import Resolution

WRITABLE = (MeetingState.IN_SESSION, MeetingState.RECESSED, MeetingState.ENDED)
MOST_COMPLETIONS = 8


@dataclass(slots=True)
class Desk:
    """A meeting whose minutes are taken: what the page's head shows, and whether one may still write."""

    meeting: Meeting
    minutes_state: str | None
    next_meeting: Meeting | None
    audit_kind = "meeting"

    @property
    def id(self) -> int:
        """The meeting's number, for the trail."""
        return self.meeting.id

    @property
    def group_id(self) -> int:
        """The group whose seats decide rights."""
        return self.meeting.group_id

    @property
    def today(self) -> date:
        """The day from which the dates of the text count: that of the meeting, whenever it is written up."""
        return local_date(self.meeting.opened_at or self.meeting.starts_at)

    @property
    def next_meeting_on(self) -> date | None:
        """The day of the group's next meeting."""
        return local_date(self.next_meeting.starts_at) if self.next_meeting else None

    @property
    def writable(self) -> bool:
        """Whether the meeting was opened and its minutes were not circulated yet."""
        return self.meeting.state in WRITABLE and self.minutes_state in (None, MinutesState.DRAFTING)


@dataclass(slots=True)
class Recorded(Desk):
    """One entry at the desk, with its text as last saved (no block before the first save)."""

    entry: AgendaEntry
    block: Block | None
    audit_kind = "agenda_entry"

    @property
    def id(self) -> int:
        """The entry's number, for the trail."""
        return self.entry.id

    @property
    def text(self) -> str:
        """The saved text."""
        return self.block.text if self.block else ""

    @property
    def revision(self) -> int:
        """How often it was saved."""
        return self.block.revision if self.block else 0


@dataclass(slots=True)
class Records:
    """Resolutions and actions of one entry, in the order of their lines."""

    resolutions: list[Resolution]
    actions: list[Action]


AnyRow = Row[*tuple[Any, ...]]
# Other names of tables, made once: SQLAlchemy adapts every column of a new one.
Coming, Later = named(Meeting, "coming"), named(Meeting, "later")
Holder, Present = named(Person, "holder"), named(Person, "present")
Guest = named(Attendance, "guest")
FirstOpen = named(AgendaEntry, "first_open")


def _coming_id() -> Any:
    """SQL: the group's next meeting after ``meeting``."""
    return (
        select(Later.id)
        .where(Later.group_id == Meeting.group_id, Later.starts_at > Meeting.starts_at, Later.state.not_in(OVER))
        .order_by(Later.starts_at, Later.id)
        .limit(1)
        .correlate(Meeting)
        .scalar_subquery()
    )


def get_desk(meeting_id: str) -> Desk | None:
    """The meeting with its group, the state of its minutes and the group's next meeting; one statement."""
    row = db.session.execute(
        select(Meeting, Minutes.state, Coming)
        .outerjoin(Minutes, Minutes.meeting_id == Meeting.id)
        .outerjoin(Coming, Coming.id == _coming_id())
        .where(Meeting.public_id == meeting_id)
        .options(joinedload(Meeting.group))
    ).first()
    return Desk(row[0], row[1], row[2]) if row else None


def get_recorded(entry_id: str) -> Recorded | None:
    """An entry with its meeting, group, item, saved text, and what a desk holds; one statement."""
    row = db.session.execute(
        select(AgendaEntry, Block, Minutes.state, Coming)
        .join(Meeting, Meeting.id == AgendaEntry.meeting_id)
        .outerjoin(Block, Block.entry_id == AgendaEntry.id)
        .outerjoin(Minutes, Minutes.meeting_id == Meeting.id)
        .outerjoin(Coming, Coming.id == _coming_id())
        .where(AgendaEntry.public_id == entry_id)
        .options(
            contains_eager(AgendaEntry.meeting).joinedload(Meeting.group),
            joinedload(AgendaEntry.item).joinedload(AgendaItem.referral),
            joinedload(Block.saved_by),
        )
        .execution_options(populate_existing=True)
    ).first()
    return Recorded(row[0].meeting, row[2], row[3], row[0], row[1]) if row else None


def list_at_desk(desk: Desk, wanted: str | None) -> tuple[list[AgendaEntry], AgendaEntry | None, Block | None]:
    """The agenda in its order, the entry shown (``wanted``, else the one spoken about, else the first without outcome)
    and its text; one statement. Of the others no text is read."""
    chosen = AgendaEntry.public_id == wanted if wanted else AgendaEntry.id == _spoken_of(desk)
    rows = db.session.execute(
        select(AgendaEntry, Block, chosen.label("chosen"))
        .outerjoin(Block, and_(Block.entry_id == AgendaEntry.id, chosen))
        .where(AgendaEntry.meeting_id == desk.meeting.id)
        .order_by(AgendaEntry.position, AgendaEntry.id)
        .options(
            joinedload(AgendaEntry.item).options(
                joinedload(AgendaItem.referral).load_only(Referral.code),
                joinedload(AgendaItem.minutes_of).load_only(Meeting.number),
            ),
            joinedload(AgendaEntry.deferred_to),
            joinedload(AgendaEntry.referred_agency),
            joinedload(AgendaEntry.referred_group),
            joinedload(Block.saved_by),
        )
    ).all()
    entries = [row[0] for row in rows]
    shown = next(((row[0], row[1]) for row in rows if row[2]), (None, None))
    return entries, shown[0], shown[1]


def _spoken_of(desk: Desk) -> Any:
    if desk.meeting.current_entry_id is not None:
        return desk.meeting.current_entry_id
    return (
        select(FirstOpen.id)
        .where(FirstOpen.meeting_id == desk.meeting.id)
        .order_by(FirstOpen.state != "scheduled", FirstOpen.position, FirstOpen.id)
        .limit(1)
        .scalar_subquery()
    )


def list_records(entry_ids: Iterable[int]) -> Records:
    """Resolutions and actions of entries with all that their cards show, in the order of their lines; one statement."""
    rows = db.session.execute(_records(), {"entries": list(entry_ids)}).all()
    return Records(
        [resolution for resolution, _action in rows if resolution is not None],
        [action for _resolution, action in rows if action is not None],
    )


@cache
def _records() -> Select[Resolution, Action]:
    """The statement of ``list_records``, made once: every save and every page of the desk asks it."""
    none = cast(Any, null())
    wanted: Any = bindparam("entries", expanding=True)
    keys = union_all(
        select(
            literal(1, Integer).label("kind"),
            Resolution.position.label("place"),
            Resolution.id.label("resolution_id"),
            none.label("action_id"),
        ).where(Resolution.entry_id.in_(wanted)),
        select(literal(2, Integer), Action.position, none, Action.id).where(Action.entry_id.in_(wanted)),
    ).subquery()
    return (
        select(Resolution, Action)
        .select_from(keys)
        .outerjoin(Resolution, Resolution.id == keys.c.resolution_id)
        .outerjoin(Action, Action.id == keys.c.action_id)
        .order_by(keys.c.kind, keys.c.place, Resolution.id, Action.id)
        .options(joinedload(Action.agency), joinedload(Action.owner), joinedload(Action.verifier))
    )


def get_revision(block: Block, revision: int) -> BlockRevision | None:
    """The text of one save."""
    return db.session.scalar(
        select(BlockRevision).where(BlockRevision.block_id == block.id, BlockRevision.revision == revision)
    )


def list_revisions_since(block: Block, revision: int) -> Sequence[BlockRevision]:
    """The saves from ``revision`` on, that one too."""
    return db.session.scalars(
        select(BlockRevision)
        .where(BlockRevision.block_id == block.id, BlockRevision.revision >= revision)
        .order_by(BlockRevision.revision)
    ).all()


def list_revisions(block: Block, limit: int = 100) -> Sequence[AnyRow]:
    """The last saves of a text, newest first: revision, text, at, name, name_en."""
    return db.session.execute(
        select(BlockRevision.revision, BlockRevision.text, BlockRevision.at, Person.name, Person.name_en)
        .join(Person, Person.id == BlockRevision.by_id)
        .where(BlockRevision.block_id == block.id)
        .order_by(BlockRevision.revision.desc())
        .limit(limit)
    ).all()


def find_names(group_id: int, stretches: Iterable[str], today: date) -> Names:
    """Everybody whom names after @ may mean: the group's seats, and agencies and people called exactly as typed, with
    liaisons and posts; three statements."""
    said = list(dict.fromkeys(text for stretch in stretches for text in beginnings(stretch)))
    names = Names(standing_seats(group_id, today))
    near = list(names.agencies)
    exact = [Agency.folded.contains(f"\n{fold(text)}\n", autoescape=True) for text in said]
    for agency, liaison in db.session.execute(
        select(Agency, Person)
        .outerjoin(Post, and_(Post.agency_id == Agency.id, Post.kind == PostKind.LIAISON, holds_today(Post, today)))
        .outerjoin(Person, and_(Person.id == Post.person_id, Person.disabled_at.is_(None)))
        .where(or_(Agency.id.in_(near), and_(Agency.active.is_(True), or_(*exact)) if exact else Agency.id.in_(near)))
        .order_by(Agency.id, Post.from_on, Post.id)
    ):
        names.agencies[agency.id] = agency
        if liaison is not None:
            names.liaisons.setdefault(agency.id, []).append(liaison)
    keys = [sort_key(text) for text in said]
    if keys:
        for person, agency in db.session.execute(
            select(Person, Agency)
            .outerjoin(Post, and_(Post.person_id == Person.id, holds_today(Post, today)))
            .outerjoin(Agency, Agency.id == Post.agency_id)
            .where(Person.disabled_at.is_(None), Person.sort_key.in_(keys))
            .order_by(Person.id, Post.from_on, Post.id)
        ):
            names.people[person.id] = person
            if agency is not None:
                names.posts.setdefault(person.id, []).append(agency)
    return names


def search_names(text: str, limit: int = MOST_COMPLETIONS) -> list[tuple[str, str]]:
    """Agencies and people whose names begin with or hold ``text``, as (fa, en); two statements."""
    agencies = [(row.name_fa, row.name_en) for row in search_agencies(text, limit)]
    people = db.session.execute(
        select(Person.name, Person.name_en)
        .where(Person.disabled_at.is_(None), Person.sort_key.startswith(sort_key(text)))
        .order_by(Person.sort_key, Person.id)
        .limit(limit)
    ).all()
    return [*agencies, *((row.name, row.name_en) for row in people)]


def list_present_names(meeting_id: int) -> list[Person]:
    """Those with an account who are on the sheet and have come; one statement."""
    came = select(Interval.id).where(Interval.attendance_id == Attendance.id).exists()
    return list(
        db.session.scalars(
            select(Person)
            .join(Attendance, Attendance.person_id == Person.id)
            .where(Attendance.meeting_id == meeting_id, came)
            .order_by(Attendance.id)
        )
    )


@dataclass(slots=True)
class Attending:
    """The quorum, and who is missing or a guest, for the bar under the head."""

    quorum: quorum.Quorum
    absent: list[tuple[Person | None, Agency | None]]
    excused: list[tuple[Person | None, Agency | None]]
    guests: int
    officers: dict[SeatKind, Person]


def get_attending(desk: Desk, entry: AgendaEntry | None) -> Attending:
    """The quorum at this moment, or as it was when the meeting ended (for ``entry`` without those recused from it), who
    is absent or excused, how many guests came, and the group's chair and secretary; one statement, in place of
    ``quorum.now``."""
    meeting = desk.meeting
    over = meeting.ended_at if meeting.state in quorum.OVER else None
    present = quorum.was_in(over) if over is not None else quorum.is_there(clock.now())
    recusal = select(Recusal.id).where(
        Recusal.entry_id == (entry.id if entry else None), Recusal.attendance_id == Attendance.id
    )
    guests = (
        select(func.count())
        .where(Guest.meeting_id == meeting.id, Guest.capacity == Capacity.GUEST, Guest.presence == Presence.ATTENDED)
        .scalar_subquery()
    )
    rows = db.session.execute(
        select(Seat, Attendance, Holder, Present, Agency, present, recusal.exists(), guests)
        .outerjoin(Attendance, and_(Attendance.seat_id == Seat.id, Attendance.meeting_id == meeting.id))
        .outerjoin(Holder, Holder.id == Seat.holder_id)
        .outerjoin(Present, Present.id == Attendance.person_id)
        .outerjoin(Agency, Agency.id == Seat.agency_id)
        .where(Seat.group_id == meeting.group_id, or_(Attendance.id.is_not(None), quorum.stood(meeting)))
        .order_by(Seat.position, Seat.id)
    ).all()
    lines: dict[int, quorum.SeatLine] = {}
    recused: set[int] = set()
    found = Attending(quorum.count(meeting.group, ()), [], [], rows[0][7] if rows else 0, {})
    for seat, sheet, delegate, person, agency, is_in, is_recused, _guests in rows:
        if seat.kind in (SeatKind.CHAIR, SeatKind.SECRETARY) and delegate is not None:
            found.officers.setdefault(seat.kind, delegate)
        before = lines.get(seat.id)
        if sheet.votes if sheet is not None else seat.votes(secretary_votes=meeting.group.secretary_votes):
            here = bool(is_in) or (before is not None and before.present)
            lines[seat.id] = quorum.SeatLine(seat.id, seat.agency_id, here)
            if is_in and is_recused:
                recused.add(seat.id)
        if sheet is not None and sheet.presence == Presence.ABSENT:
            found.absent.append((person, agency))
        elif sheet is not None and sheet.presence == Presence.EXCUSED:
            found.excused.append((person, agency))
    found.quorum = quorum.count(meeting.group, lines.values(), recused=recused)
    return found


def get_person(public_id: str) -> Person | None:
    """The person with this public id and an open account."""
    return db.session.scalar(select(Person).where(Person.public_id == public_id, Person.disabled_at.is_(None)))


def list_agencies_by_id(public_ids: Sequence[str]) -> list[Agency]:
    """The agencies with these public ids."""
    if not public_ids:
        return []
    return list(db.session.scalars(select(Agency).where(Agency.public_id.in_(public_ids)).order_by(Agency.id)))


def list_people_at(agency_id: int, limit: int = 30) -> list[Person]:
    """People with a post at the agency today and an open account, by name."""
    held = select(Post.id).where(
        Post.person_id == Person.id, Post.agency_id == agency_id, holds_today(Post, local_date(clock.now()))
    )
    return list(
        db.session.scalars(
            select(Person)
            .where(Person.disabled_at.is_(None), held.exists())
            .order_by(Person.sort_key, Person.id)
            .limit(limit)
        )
    )
