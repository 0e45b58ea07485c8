"""Groups, meetings, resolutions and actions by the thousand, for measuring: one group with twenty years of meetings."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta
from itertools import count
from random import Random
from typing import Any

from sqlalchemy import insert

from coordination.actions.models import Action, ActionState
from coordination.demo.rows import Rows
from coordination.demo.stage import Stage
from coordination.directory.codes import take_numbers, write_code
from coordination.groups.models import Group, GroupKind, Seat, SeatKind
from coordination.kernel.db import db, new_public_id
from coordination.lang.jalali import jalali_year
from coordination.lang.sorting import sort_key
from coordination.lang.text import fold
from coordination.lang.zone import local_date
from coordination.meetings.models import (
    AgendaEntry,
    AgendaItem,
    Attendance,
    EntryState,
    Interval,
    Invitee,
    ItemState,
    Meeting,
    MeetingState,
    Presence,
)
from coordination.minutes.models import Block, Minutes, MinutesState
from coordination.resolutions.models import Mandate, Resolution, ResolutionState

GROUPS = 40
MEETINGS, IN_TWENTY_YEARS = 24, 480
ENTRIES, LONG_AGENDA = 6, 40
MEMBERS = 10
REFERRALS_PER_ACTION = 20
LONG, TWO_WEEKS = timedelta(hours=2), timedelta(days=14)
MODELS = (
    Group, Seat, Meeting, Invitee, AgendaItem, AgendaEntry, Attendance, Interval, Minutes, Block, Resolution, Action,
)  # fmt: skip
CITIES = ("تبریز", "مشهد", "شیراز", "اهواز", "زاهدان", "کرمان", "رشت", "یزد")
DECIDED = "دستگاه‌های عضو فهرست کودکان زیر پوشش خود را تا پایان ماه بفرستند."
DONE = "فهرست کودکان زیر پوشش را برای دبیرخانه بفرستید"
ENDS = ((ActionState.VERIFIED, 70), (ActionState.IN_PROGRESS, 12), (ActionState.ISSUED, 8), (ActionState.ACCEPTED, 5),
        (ActionState.REPORTED_DONE, 5))  # fmt: skip


class _Works:
    """What is needed from the first group to the last action."""

    def __init__(self, stage: Stage, people: list[tuple[int, int]]) -> None:
        self.stage, self.people = stage, people
        self.rows = Rows(*MODELS)
        self.random = Random(20)
        self.numbers: Counter[tuple[str, int]] = Counter()
        self.codes = count(1)
        self.bound: list[dict[str, int]] = []
        self.held: list[tuple[int, int, int, datetime]] = []
        """Group, meeting, entry and moment of what an action may come from."""


def build_works(stage: Stage, people: list[tuple[int, int]], size: int) -> None:
    """Forty further groups and their meetings, and an action for every twentieth of ``size`` referrals; ``people`` are
    persons with the agency for which they act."""
    works = _Works(stage, people)
    for number in range(GROUPS):
        _add_group(works, number, IN_TWENTY_YEARS if number == 0 else MEETINGS)
    _add_actions(works, size // REFERRALS_PER_ACTION)
    works.rows.write()
    db.session.execute(insert(Mandate), works.bound)
    for (prefix, year), used in works.numbers.items():
        take_numbers(prefix, year, used)
    db.session.commit()


def _add_group(works: _Works, number: int, meetings: int) -> None:
    stage, rows = works.stage, works.rows
    name, name_en = f"کارگروه هماهنگی {CITIES[number % len(CITIES)]} {number + 1}", f"Coordination group {number + 1}"
    code = prefix = f"W{number + 1}"
    group = rows.add(
        Group,
        public_id=new_public_id(),
        code=code.lower(),
        number_prefix=prefix,
        name_fa=name,
        name_en=name_en,
        sort_key=sort_key(name)[:400],
        folded=f"\n{fold(name)}\n{fold(name_en)}\n{fold(code)}\n",
        kind=GroupKind.WORKING_GROUP.value,
        host_agency_id=works.people[number % len(works.people)][1],
        quorum_agencies=[],
    )
    members = [works.people[(number * MEMBERS + place) % len(works.people)] for place in range(MEMBERS)]
    chair, secretary = stage.cast["crc-education.chair"], stage.cast["crc-education.secretary"]
    host = stage.groups["crc-education"].host_agency_id
    officers = [(chair, host, SeatKind.CHAIR), (secretary, host, SeatKind.SECRETARY)]
    if number:
        officers = [(members[0][0], members[0][1], SeatKind.CHAIR), (members[1][0], members[1][1], SeatKind.SECRETARY)]
        members = members[2:]
    held = officers + [(person, agency, SeatKind.MEMBER) for person, agency in members]
    seats = [
        (
            rows.add(
                Seat,
                public_id=new_public_id(),
                group_id=group,
                kind=kind.value,
                agency_id=agency,
                holder_id=person,
                from_on=local_date(stage.now) - timedelta(days=8000),
                position=position,
                confirmed_at=stage.now,
            ),
            person,
        )
        for position, (person, agency, kind) in enumerate(held, 1)
    ]
    first = stage.now - meetings * TWO_WEEKS
    for past in range(meetings):
        starts = stage.working_moment(first + past * TWO_WEEKS)
        _add_meeting(works, (group, prefix), seats, starts, past + 1)
    _add_coming(works, group, seats, meetings + 1, LONG_AGENDA if number == 0 else ENTRIES)


def _meeting(works: _Works, group: int, starts: datetime, number: int, **columns: Any) -> int:
    public_id = new_public_id()
    return works.rows.add(
        Meeting,
        public_id=public_id,
        group_id=group,
        number=number,
        state_since=min(starts, works.stage.now),
        starts_at=starts,
        ends_at=starts + LONG,
        place="تالار استانداری",
        created_at=min(starts, works.stage.now) - TWO_WEEKS,
        calendar_uid=f"{public_id}@hamahang",
        recesses=[],
        **columns,
    )


def _add_coming(works: _Works, group: int, seats: list[tuple[int, int]], number: int, entries: int) -> None:
    """The next meeting, announced with its agenda; everybody is invited."""
    starts = works.stage.now + timedelta(days=5)
    state = MeetingState.AGENDA_PUBLISHED.value
    meeting = _meeting(works, group, starts, number, state=state, calendar_sequence=1, invited_at=works.stage.now)
    for seat, person in seats:
        public_id = new_public_id()
        works.rows.add(
            Invitee, public_id=public_id, meeting_id=meeting, person_id=person, seat_id=seat, token_hash=public_id
        )
    for position in range(1, entries + 1):
        _add_entry(works, group, meeting, position, works.stage.now, EntryState.SCHEDULED, ItemState.OPEN)


def _add_entry(
    works: _Works, group: int, meeting: int, position: int, at: datetime, state: EntryState, item_state: ItemState
) -> int:
    title = f"گزارش وضعیت کودکان شهر، بخش {position}"
    item = works.rows.add(
        AgendaItem,
        public_id=new_public_id(),
        group_id=group,
        title=title,
        state=item_state.value,
        state_since=at,
        proposed_at=at,
    )
    return works.rows.add(
        AgendaEntry,
        public_id=new_public_id(),
        meeting_id=meeting,
        item_id=item,
        position=position,
        title=title,
        state=state.value,
        state_since=at,
    )


def _add_meeting(
    works: _Works, group: tuple[int, str], seats: list[tuple[int, int]], starts: datetime, number: int
) -> None:
    """A meeting that was held and written up: agenda, attendance, minutes, two resolutions in force."""
    rows, ends = works.rows, starts + LONG
    meeting = _meeting(
        works, group[0], starts, number, state=MeetingState.CLOSED.value, opened_at=starts, ended_at=ends
    )
    for place, (seat, person) in enumerate(seats):
        there = place < 2 or works.random.random() < 0.8
        presence = Presence.ATTENDED if there else Presence.ABSENT
        row = rows.add(
            Attendance,
            public_id=new_public_id(),
            meeting_id=meeting,
            person_id=person,
            seat_id=seat,
            presence=presence.value,
        )
        if there:
            rows.add(Interval, attendance_id=row, from_at=starts, to_at=ends)
    written = ends + timedelta(days=6)
    rows.add(
        Minutes,
        public_id=new_public_id(),
        meeting_id=meeting,
        state=MinutesState.SIGNED.value,
        state_since=written,
        waived=[],
        circulated_at=ends + timedelta(days=2),
        approved_at=ends + timedelta(days=5),
        signed_at=written,
        verify_code=f"{next(works.codes):024d}",
    )
    for position in range(1, ENTRIES + 1):
        decided = position < 3
        state = EntryState.DECIDED if decided else EntryState.NOTED
        entry = _add_entry(works, group[0], meeting, position, ends, state, ItemState.CLOSED)
        rows.add(
            Block,
            public_id=new_public_id(),
            entry_id=entry,
            text=f"گزارش داده شد.\nمصوبه: {DECIDED}" if decided else "گزارش داده شد.",
            revision=1,
            saved_at=ends,
            saved_by_id=seats[1][1],
        )
        if decided:
            _add_resolution(works, group, meeting, entry, written)
            works.held.append((group[0], meeting, entry, written))


def _add_resolution(works: _Works, group: tuple[int, str], meeting: int, entry: int, at: datetime) -> None:
    on = local_date(at)
    year = jalali_year(on)
    key = (f"{group[1]}/", year)
    works.numbers[key] += 1
    number = f"{group[1]}/{year}/{works.numbers[key]}"
    resolution = works.rows.add(
        Resolution,
        public_id=new_public_id(),
        group_id=group[0],
        meeting_id=meeting,
        entry_id=entry,
        text=DECIDED,
        folded=fold(f"{DECIDED} {number}"),
        state=works.random.choice((ResolutionState.IN_FORCE, ResolutionState.IMPLEMENTED)).value,
        state_since=at,
        number=number,
        adopted_on=on,
        in_force_on=on,
        consensus=True,
    )
    for agency in {agency for _person, agency in works.random.sample(works.people, 2)}:
        works.bound.append({"resolution_id": resolution, "agency_id": agency})


def _add_actions(works: _Works, wanted: int) -> None:
    """Actions of the meetings, the older ones nearly all verified."""
    states, weights = [state for state, _share in ENDS], [share for _state, share in ENDS]
    base: dict[int, int] = {}
    for _number in range(wanted):
        group, meeting, entry, at = works.random.choice(works.held)
        (owner, agency), (verifier, _other) = works.random.sample(works.people, 2)
        if owner == verifier:
            continue
        on = local_date(at)
        year, due = jalali_year(on), on + timedelta(days=works.random.randint(10, 60))
        key = ("A", year)
        works.numbers[key] += 1
        base.setdefault(year, take_numbers("A", year, 0).start)
        state = works.random.choices(states, weights)[0]
        number = write_code("A", year, base[year] + works.numbers[key] - 1)
        works.rows.add(
            Action,
            public_id=new_public_id(),
            number=number,
            title=DONE,
            folded=fold(f"{DONE} {number}"),
            state=state.value,
            state_since=at,
            agency_id=agency,
            owner_id=owner,
            verifier_id=verifier,
            due_on=due,
            original_due_on=due,
            group_id=group,
            meeting_id=meeting,
            entry_id=entry,
            issued_at=at,
            done_at=at if state in (ActionState.REPORTED_DONE, ActionState.VERIFIED) else None,
            verified_at=at if state == ActionState.VERIFIED else None,
            result="انجام شد." if state in (ActionState.REPORTED_DONE, ActionState.VERIFIED) else "",
        )
