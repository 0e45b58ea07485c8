"""The people and things of a group for the matrix: one of each relation that a seat gives, one of each thing."""

from __future__ import annotations

from datetime import date, timedelta
from io import BytesIO

from sqlalchemy import select

from coordination.accounts.models import Absence, Person, PostKind
from coordination.actions.models import Action, ActionState, Contributor, Extension
from coordination.directory.models import AgencyKind
from coordination.groups.models import Cadence, Phrase, Seat, SeatKind
from coordination.kernel.clock import now
from coordination.kernel.db import db
from coordination.lang.zone import local_date
from coordination.meetings.models import AgendaItem, ItemState, Meeting, MeetingState
from coordination.minutes.models import HowSigned, Minutes, MinutesComment, MinutesState, Signature
from coordination.resolutions.models import Mandate, Resolution, ResolutionState
from coordination.vault import files
from coordination.vault.models import OwnerKind
from coordination.vault.seal import INSTALLATION
from tests.gatherings import (
    add_action,
    add_attendance,
    add_block,
    add_entry,
    add_group,
    add_invitee,
    add_item,
    add_meeting,
    add_minutes,
    add_resolution,
    add_seat,
)
from tests.world import World, add_agency, add_person, add_post

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
Things = dict[str, dict[str, str]]


def people_of_the_group(world: World) -> dict[str, int]:
    """Ids by role: g_ has (or had) a seat in ``world.group`` or a part in one of its things.

    Of the others, ``s_`` is the host agency, ``r_`` holds the member's seat, and ``t_liaison`` is himself a member.
    """
    today = local_date(now())
    named = {
        "g_chair": world.chair,
        "g_secretary": world.secretary,
        "g_member": world.member,
        "g_alternate": world.alternate,
        "g_observer": world.observer,
    }
    ids = {role: person.id for role, person in named.items()}
    for role in (
        "g_standin", "g_former", "g_waiting", "g_elsewhere", "g_guest", "g_attendee", "g_owner", "g_contributor",
        "g_verifier", "g_proposer", "g_signatory",
    ):  # fmt: skip
        ids[role] = add_person(f"نقش {role}").id
    add_seat(world.group, _One(ids["g_standin"]))
    add_seat(world.group, _One(ids["g_former"]), SeatKind.SECRETARY, to_on=today - timedelta(days=1))
    add_seat(world.group, _One(ids["g_waiting"]), SeatKind.SECRETARY, confirmed_at=None)
    other = add_group("کارگروه دیگر", add_agency("فرمانداری دیگر", kind=AgencyKind.MINISTRY))
    add_seat(other, _One(ids["g_elsewhere"]), SeatKind.SECRETARY)
    absence = Absence(
        person_id=ids["g_secretary"],
        deputy_id=ids["g_standin"],
        from_on=today,
        to_on=today + timedelta(days=5),
        recorded_by_id=ids["g_chair"],
    )
    db.session.add(absence)
    entering = add_agency("نهاد واردکننده", kind=AgencyKind.CULTURAL)
    ids["g_entering"] = add_person("نقش g_entering").id
    add_post(_row(ids["g_entering"]), entering, PostKind.LIAISON)
    db.session.flush()
    return ids


class _One:
    """Somebody by his number alone."""

    def __init__(self, number: int) -> None:
        self.id = number


def _row(number: int) -> Person:
    return db.session.get_one(Person, number)


def things_of_the_group(world: World, people: dict[str, int]) -> Things:
    """One of each thing of the group, in the states that rights look at."""
    return _standing(world, people) | _gatherings(world, people) | _resolved(world, people) | _work(world, people)


def _standing(world: World, people: dict[str, int]) -> Things:
    held = db.session.scalars(select(Seat).where(Seat.group_id == world.group.id))
    seats = {seat.holder_id: seat for seat in held}
    cadence = Cadence(
        group_id=world.group.id,
        valid_from=date(2026, 1, 1),
        rule={"unit": "when_needed"},
        starts=now().time().replace(microsecond=0),
    )
    phrase = Phrase(group_id=world.group.id, text="مقرر شد «…» پیگیری شود.")
    shared = Phrase(text="مقرر شد «…».")
    db.session.add_all([cadence, phrase, shared])
    db.session.flush()
    return {
        "group": {"group_id": world.group.public_id},
        "seat": {"seat_id": seats[people["g_member"]].public_id},
        "chair_seat": {"seat_id": seats[people["g_chair"]].public_id},
        "waiting_seat": {"seat_id": seats[people["g_waiting"]].public_id},
        "shared_phrase": {"phrase_id": shared.public_id},
        "phrase": {"phrase_id": phrase.public_id, "group_id": world.group.public_id},
    }


def _gatherings(world: World, people: dict[str, int]) -> Things:
    things: Things = {}
    for name, state in (
        ("planned", MeetingState.DRAFT),
        ("announced", MeetingState.ANNOUNCED),
        ("in_session", MeetingState.IN_SESSION),
        ("ended", MeetingState.ENDED),
        ("without_quorum", MeetingState.NO_QUORUM),
    ):
        meeting = add_meeting(world.group, state=state)
        invitee = add_invitee(meeting, _One(people["g_guest"]))
        item = add_item(world.group, proposer_id=people["g_proposer"])
        entry = add_entry(meeting, item)
        row = add_attendance(meeting, _One(people["g_attendee"]))
        things[f"meeting_{name}"] = {
            "meeting_id": meeting.public_id,
            "entry": entry.public_id,
            "entry_id": entry.public_id,
            "invitee": invitee.public_id,
            "invitee_id": invitee.public_id,
            "row": row.public_id,
            "row_id": row.public_id,
            "step": "recess",
        }
        things[f"entry_{name}"] = {"entry_id": entry.public_id, "index": "0", "code": "R-1405-1"}
        things[f"row_{name}"] = {"attendance_id": row.public_id, "stretch": str(row.intervals[0].id)}
        if name in ("in_session", "ended"):
            add_block(entry, "اقدام: فهرست را بفرستید @کسی", by=_One(people["g_secretary"]))
        if name == "in_session":
            things["minutes_drafting"] = _minutes(meeting, MinutesState.DRAFTING, people)
        if name == "ended":
            things["minutes_in_review"] = _minutes(meeting, MinutesState.IN_REVIEW, people)
            things["signature_in_review"] = things["minutes_in_review"]
    things |= _items(world, people)
    return things


def _minutes(meeting: Meeting, state: MinutesState, people: dict[str, int]) -> dict[str, str]:
    minutes: Minutes = add_minutes(meeting, state)
    comment = MinutesComment(minutes_id=minutes.id, by_id=people["g_attendee"], at=now(), text="یک نکته")
    signature = Signature(
        minutes_id=minutes.id, person_id=people["g_signatory"], position=1, part="chair", state_since=now()
    )
    signature.how = HowSigned.SCAN
    db.session.add_all([comment, signature])
    db.session.flush()
    _file(OwnerKind.SIGNATURE, signature.id, people["g_secretary"])
    return {
        "meeting_id": meeting.public_id,
        "minutes_id": minutes.public_id,
        "comment": comment.public_id,
        "comment_id": comment.public_id,
        "signature_id": signature.public_id,
        "signature": signature.public_id,
        "code": minutes.verify_code,
    }


def _items(world: World, people: dict[str, int]) -> Things:
    things: Things = {}
    for name, columns in (("item_proposed", {"state": ItemState.PROPOSED}), ("item_secret", {"confidential": True})):
        item: AgendaItem = add_item(world.group, proposer_id=people["g_proposer"], **columns)
        things[name] = {
            "item_id": item.public_id,
            "file": _file(OwnerKind.AGENDA_ITEM, item.id, people["g_proposer"]),
        }
    return things


def _resolved(world: World, people: dict[str, int]) -> Things:
    meeting = add_meeting(world.group, state=MeetingState.ENDED)
    entry = add_entry(meeting)
    bound = add_resolution(entry, ResolutionState.IN_FORCE)
    bound.mandates = [Mandate(agency_id=world.welfare.id)]
    secret = add_resolution(entry, ResolutionState.ADOPTED, confidential=True)
    posts = _row(people["g_entering"]).posts
    outside = Resolution(
        outside_body="شورای عالی نمونه",
        outside_on=local_date(now()),
        number="۱۲/۳۴",
        text="متن مصوبه بیرونی",
        agency_id=posts[0].agency_id,
        state=ResolutionState.IN_FORCE,
        state_since=now(),
    )
    db.session.add(outside)
    db.session.flush()
    return {
        name: {
            "resolution_id": row.public_id,
            "file": _file(OwnerKind.RESOLUTION, row.id, people["g_secretary"]),
        }
        for name, row in (("resolution", bound), ("resolution_secret", secret), ("resolution_outside", outside))
    }


def _work(world: World, people: dict[str, int]) -> Things:
    columns = {
        "owner": _One(people["g_owner"]),
        "verifier": _One(people["g_verifier"]),
        "agency": world.welfare,
    }
    things: Things = {}
    for name, state, more in (
        ("action", ActionState.ISSUED, {"group": world.group}),
        ("action_draft", ActionState.DRAFT, {"group": world.group}),
        ("action_loose", ActionState.ISSUED, {"source_agency_id": world.municipality.id}),
    ):
        action: Action = add_action(state, **columns, **more)
        action.contributors = [Contributor(person_id=people["g_contributor"])]
        things[name] = {
            "action_id": action.public_id,
            "file": _file(OwnerKind.ACTION, action.id, people["g_owner"]),
        }
        if name != "action_draft":
            extension = Extension(
                action_id=action.id,
                asked_on=local_date(now()) + timedelta(days=30),
                reason="نامه نرسیده است",
                asked_by_id=people["g_owner"],
                asked_at=now(),
                state_since=now(),
            )
            db.session.add(extension)
            db.session.flush()
            things[name.replace("action", "extension")] = {"extension_id": extension.public_id}
    return things


def _file(kind: OwnerKind, owner_id: int, by_id: int) -> str:
    attachment = files.attach(files.store(BytesIO(PDF), "برگه.pdf", INSTALLATION), kind, owner_id, by_id=by_id)
    db.session.add(attachment)
    db.session.flush()
    return str(attachment.public_id)
