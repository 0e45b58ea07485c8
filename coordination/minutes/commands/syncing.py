"""Bringing the records of an entry in step with its text: proposed resolutions and draft actions follow their lines."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select, update
from sqlalchemy.orm import joinedload, selectinload

from coordination.access import policy
from coordination.access.actor import Actor
from coordination.accounts.models import Person
from coordination.actions import commands as actions
from coordination.actions.models import Action, ActionState
from coordination.audit import trail
from coordination.cases.models import Case
from coordination.groups.models import SeatKind
from coordination.kernel.db import db
from coordination.minutes.lines import Line, LineKind, parse
from coordination.minutes.matching import Known, pair
from coordination.minutes.owners import Names, Owner
from coordination.minutes.queries.recording import Recorded, Records, find_names, list_records
from coordination.referrals.models import Referral
from coordination.resolutions import commands as resolutions
from coordination.resolutions.models import Resolution, ResolutionState

LONGEST_TITLE = 300
UNRULED = (ResolutionState.PROPOSED, ResolutionState.PUT, ResolutionState.DEFERRED)
"""Before the vote the words of a resolution follow its line."""


def sync(actor: Actor, recorded: Recorded, *, before: str) -> Records:
    """New lines become records, changed lines change theirs, records whose line is gone are deleted while they are
    proposals and drafts; what was ruled on or issued stays, marked as no longer in the text. ``before`` is the text up
    to now: lines that were there already are not looked up again. Words that only follow their line write no row of the
    trail: the revisions of the text tell them."""
    lines = parse(recorded.text, today=recorded.today, next_meeting_on=recorded.next_meeting_on)
    records = list_records([recorded.entry.id])
    old = set(before.split("\n"))
    by_line = _sync_resolutions(actor, recorded, lines, records)
    _sync_actions(actor, recorded, lines, records, by_line, old)
    db.session.flush()
    return records


def _sync_resolutions(
    actor: Actor, recorded: Recorded, lines: Sequence[Line], records: Records
) -> dict[int, Resolution]:
    """The resolution of each line, by the line's place."""
    wanted = [line for line in lines if line.kind == LineKind.RESOLUTION and line.is_record]
    known = [Known(r.id, r.text, r.position, r.in_text, r.state not in UNRULED) for r in records.resolutions]
    found = pair([(line.index, line.text) for line in wanted], known)
    rows = {resolution.id: resolution for resolution in records.resolutions}
    by_line: dict[int, Resolution] = {}
    for line in wanted:
        if line.index in found:
            resolution = rows[found[line.index]]
            _set(resolution, position=line.index, in_text=True)
            if resolution.state in UNRULED:
                _set(resolution, text=line.text)
        else:
            resolution = resolutions.propose(actor, recorded.entry, text=line.text, position=line.index)
            records.resolutions.append(resolution)
        _set(resolution, dissent=_dissent(lines, line))
        by_line[line.index] = resolution
    for resolution in [one for one in records.resolutions if one not in by_line.values()]:
        if resolution.state == ResolutionState.PROPOSED:
            for action in records.actions:
                if action.resolution_id == resolution.id:
                    action.resolution_id = None
            records.resolutions.remove(resolution)
            _delete(actor, recorded, resolution)
        else:
            _set(resolution, in_text=False)
    records.resolutions.sort(key=lambda one: (one.position, one.id))
    return by_line


def _dissent(lines: Sequence[Line], resolution: Line) -> str:
    """The dissents below a resolution, up to the next one, a line each."""
    said = []
    for line in lines:
        if line.index <= resolution.index:
            continue
        if line.kind == LineKind.RESOLUTION:
            break
        if line.kind == LineKind.DISSENT and line.text:
            said.append(line.text)
    return "\n".join(said)


def _sync_actions(
    actor: Actor,
    recorded: Recorded,
    lines: Sequence[Line],
    records: Records,
    by_line: dict[int, Resolution],
    old: set[str],
) -> None:
    wanted = [line for line in lines if line.kind == LineKind.ACTION and line.is_record]
    known = [Known(a.id, a.title, a.position, a.in_text, a.state != ActionState.DRAFT) for a in records.actions]
    found = pair([(line.index, _title(line.text)) for line in wanted], known)
    rows = {action.id: action for action in records.actions}
    fresh = [
        line
        for line in wanted
        if line.index not in found or (line.source not in old and rows[found[line.index]].state == ActionState.DRAFT)
    ]
    names = (
        find_names(recorded.group_id, [name for line in fresh for name in line.owners], recorded.today)
        if fresh
        else None
    )
    kept: set[int] = set()
    for line in wanted:
        above = [by_line[index] for index in sorted(by_line) if index < line.index]
        resolution = above[-1] if above else None
        action = rows.get(found.get(line.index, 0))
        if action is None:
            assert names is not None
            action = _record(actor, recorded, line, names, resolution)
            records.actions.append(action)
        elif action.state == ActionState.DRAFT:
            if line in fresh and names is not None:
                _fill(actor, action, line, names)
            _set(action, resolution_id=resolution.id if resolution else None)
        _set(action, position=line.index, in_text=True)
        kept.add(action.id)
    for action in [one for one in records.actions if one.id not in kept]:
        if action.state == ActionState.DRAFT:
            records.actions.remove(action)
            _delete(actor, recorded, action)
        else:
            _set(action, in_text=False)
    records.actions.sort(key=lambda one: (one.position, one.id))


def _record(actor: Actor, recorded: Recorded, line: Line, names: Names, resolution: Resolution | None) -> Action:
    owner = names.find(line.owners)
    action = actions.record(
        actor,
        title=_title(f"{line.text} {owner.rest}"),
        group_id=recorded.group_id,
        meeting_id=recorded.meeting.id,
        entry_id=recorded.entry.id,
        resolution_id=resolution.id if resolution else None,
        referral_id=_referral_of(actor, recorded, line),
        agency=owner.agency,
        owner=owner.person,
        verifier=_verifier(actor, names, owner.person),
        due_on=line.due,
        owner_text=owner.text,
        due_text=_unread(line),
        position=line.index,
        confidential=recorded.entry.confidential,
    )
    _name_owner(action, owner)
    return action


def _fill(actor: Actor, action: Action, line: Line, names: Names) -> None:
    """A draft follows its line: words, owner, date; verifier and what else was chosen on the card stay."""
    owner = names.find(line.owners)
    _set(
        action,
        title=_title(f"{line.text} {owner.rest}"),
        due_on=line.due,
        due_text=_unread(line),
        owner_text=owner.text[:120],
    )
    _name_owner(action, owner)
    if action.verifier_id is None or action.verifier_id == action.owner_id:
        verifier = _verifier(actor, names, owner.person)
        action.verifier = verifier
        action.verifier_id = verifier.id if verifier else None


def _name_owner(action: Action, owner: Owner) -> None:
    """Exactly who the line means: where several answer for an agency nobody is taken by chance."""
    if (action.agency_id, action.owner_id) != (
        owner.agency.id if owner.agency else None,
        owner.person.id if owner.person else None,
    ):
        action.agency, action.owner = owner.agency, owner.person
        action.agency_id = owner.agency.id if owner.agency else None
        action.owner_id = owner.person.id if owner.person else None


def _verifier(actor: Actor, names: Names, owner: Person | None) -> Person | None:
    """The secretary who writes; where he owns the action the chair."""
    holders = {seat.holder_id: seat.holder for seat in names.seats if seat.holder is not None}
    secretary = holders.get(actor.person_id)
    if secretary is None and actor.person_id is not None:
        secretary = db.session.get(Person, actor.person_id)
    if secretary is not None and (owner is None or secretary.id != owner.id):
        return secretary
    chairs = [seat.holder for seat in names.seats if seat.kind == SeatKind.CHAIR and seat.holder is not None]
    return next((chair for chair in chairs if owner is None or chair.id != owner.id), None)


def _referral_of(actor: Actor, recorded: Recorded, line: Line) -> int | None:
    """The referral of the entry, else the one whose code the line names, where the recorder may know of it."""
    of_entry = recorded.entry.item.referral
    if not line.code or (of_entry is not None and of_entry.code == line.code):
        return recorded.entry.item.referral_id
    referral = find_referral(actor, line.code)
    return referral.id if referral is not None else recorded.entry.item.referral_id


def find_referral(actor: Actor, code: str) -> Referral | None:
    """The referral of this code, where its state is open to the actor."""
    referral = db.session.execute(
        select(Referral)
        .where(Referral.code == code)
        .options(
            joinedload(Referral.case).selectinload(Case.team),
            joinedload(Referral.sender),
            joinedload(Referral.recipient),
            selectinload(Referral.team),
        )
    ).scalar_one_or_none()
    acts = ("referral.view", "referral.view_state", "referral.view_for_ruling")
    return referral if referral is not None and any(policy.allows(actor, act, referral) for act in acts) else None


def _unread(line: Line) -> str:
    return line.due_text[:120] if line.due is None else ""


def _title(text: str) -> str:
    return " ".join(text.split())[:LONGEST_TITLE]


def _set(thing: Resolution | Action, **values: object) -> None:
    for name, value in values.items():
        if getattr(thing, name) != value:
            setattr(thing, name, value)


def _delete(actor: Actor, recorded: Recorded, thing: Resolution | Action) -> None:
    trail.record(actor, "minutes.record", recorded.entry, detail={"removed": thing.__tablename__, "number": thing.id})
    if isinstance(thing, Resolution):
        db.session.execute(update(Action).where(Action.resolution_id == thing.id).values(resolution_id=None))
    db.session.delete(thing)
