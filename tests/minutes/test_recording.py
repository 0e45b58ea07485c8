"""What the recorder types becomes records at once, follows its line, and is never lost between two recorders."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import timedelta

import pytest
from sqlalchemy import insert, select, update

from coordination.access.actor import Actor
from coordination.accounts.models import PostKind
from coordination.actions.models import Action, ActionState
from coordination.kernel.clock import now
from coordination.kernel.db import db
from coordination.kernel.errors import Invalid, Stale, WrongState
from coordination.lang.jalali import from_jalali
from coordination.meetings.models import AgendaEntry, MeetingState
from coordination.minutes.commands import recording
from coordination.minutes.commands.recording import Clash, Saved
from coordination.minutes.lines import LineKind
from coordination.minutes.models import Block, BlockRevision, MinutesState
from coordination.minutes.queries.recording import Recorded, get_recorded
from coordination.resolutions.models import Resolution, ResolutionState
from tests.gatherings import add_action, add_entry, add_meeting, add_minutes, add_resolution
from tests.world import World, acting, add_agency, add_person, add_post

DEY_15 = from_jalali(1405, 10, 15)


@dataclass
class Room:
    """An entry of a meeting in session, and its recorder."""

    world: World
    entry: AgendaEntry
    actor: Actor

    def at(self) -> Recorded:
        found = get_recorded(self.entry.public_id)
        assert found is not None
        return found

    def save(self, text: str, *, since: int | None = None, by: Actor | None = None) -> Saved:
        """One save, from the newest revision unless ``since`` is given."""
        at = self.at()
        saved = recording.save(by or self.actor, at, text=text, from_revision=at.revision if since is None else since)
        db.session.commit()
        db.session.expire_all()
        return saved

    @property
    def text(self) -> str:
        return self.at().text

    def resolutions(self) -> list[Resolution]:
        return list(db.session.scalars(select(Resolution).order_by(Resolution.position)))

    def actions(self) -> list[Action]:
        return list(db.session.scalars(select(Action).order_by(Action.position)))

    def action(self) -> Action:
        (one,) = self.actions()
        return one

    def history(self) -> list[str]:
        return list(db.session.scalars(select(BlockRevision.text).order_by(BlockRevision.revision)))


@pytest.fixture
def room(world: World, session: object) -> Room:
    meeting = add_meeting(world.group, state=MeetingState.IN_SESSION, number=23)
    add_minutes(meeting)
    entry = add_entry(meeting)
    db.session.commit()
    return Room(world, entry, acting(world.secretary))


# --- records from lines ---------------------------------------------------------------------------------------------


def test_decision_line_proposes_a_resolution(room: Room) -> None:
    room.save("گفت‌وگو شد.\nمصوبه: مدرسه‌ها کودکان را ثبت‌نام کنند.")
    (resolution,) = room.resolutions()
    assert (resolution.text, resolution.state, resolution.position) == (
        "مدرسه‌ها کودکان را ثبت‌نام کنند.",
        ResolutionState.PROPOSED,
        1,
    )


def test_one_typed_line_is_an_action_with_owner_date_and_verifier(room: Room) -> None:
    room.save("اقدام: فهرست کودکان تهیه شود @انجمن پویای مهر تا ۱۵ دی")
    action = room.action()
    world = room.world
    assert action.title == "فهرست کودکان تهیه شود"
    assert action.state == ActionState.DRAFT
    assert action.agency_id == world.pouya.id
    assert action.owner_id == world.pouya_liaison.id
    assert action.verifier_id == world.secretary.id
    assert action.due_on == DEY_15


@pytest.mark.parametrize("typed", ["انجمن پویا", "پویای مهر", "pouya", "Pouya Society", "انجمن پوياي مهر"])
def test_agency_of_the_group_is_known_by_a_part_of_its_name(room: Room, typed: str) -> None:
    room.save(f"اقدام: متن @{typed} تا ۱۵ دی")
    assert room.action().agency_id == room.world.pouya.id


@pytest.mark.parametrize("typed", ["رؤیا صالحی", "خانم صالحی", "رویا صالحی"])
def test_person_brings_the_agency_of_the_seat(room: Room, typed: str) -> None:
    room.save(f"اقدام: متن @{typed} تا ۱۵ دی")
    action = room.action()
    assert (action.owner_id, action.agency_id) == (room.world.member.id, room.world.welfare.id)


def test_person_without_seat_brings_the_agency_of_the_post(room: Room) -> None:
    room.save("اقدام: متن @کاوه دادمهر تا ۱۵ دی")
    action = room.action()
    assert (action.owner_id, action.agency_id) == (room.world.judiciary_liaison.id, room.world.judiciary.id)


def test_longest_known_name_wins_over_a_shorter_one(room: Room) -> None:
    longer = add_agency("انجمن پویای مهر شرق")
    room.save("اقدام: متن @انجمن پویای مهر شرق تا ۱۵ دی")
    assert room.action().agency_id == longer.id


def test_words_after_a_known_name_belong_to_the_action(room: Room) -> None:
    room.save("اقدام: فهرست @انجمن پویای مهر بفرستد تا ۱۵ دی")
    assert room.action().title == "فهرست بفرستد"


def test_unknown_name_is_kept_as_text(room: Room) -> None:
    room.save("اقدام: متن @ناشناس تا ۱۵ دی")
    action = room.action()
    assert (action.owner_text, action.agency_id, action.owner_id) == ("ناشناس", None, None)
    assert action.due_on == DEY_15


def test_agency_whose_liaisons_are_several_names_nobody(room: Room) -> None:
    agency = add_agency("خانه کودک شوش")
    for name in ("لاله پرتو", "نگین آذر"):
        add_post(add_person(name), agency, PostKind.LIAISON)
    room.save("اقدام: متن @خانه کودک شوش تا ۱۵ دی")
    action = room.action()
    assert (action.agency_id, action.owner_id) == (agency.id, None)


def test_chair_verifies_where_the_secretary_owns_it(room: Room) -> None:
    room.save("اقدام: متن @فرهاد مینویی تا ۱۵ دی")
    assert room.action().verifier_id == room.world.chair.id


def test_day_that_does_not_exist_is_kept_as_text(room: Room) -> None:
    room.save("اقدام: متن @انجمن پویای مهر تا ۳۱ دی")
    action = room.action()
    assert (action.due_on, action.due_text) == (None, "۳۱ دی")


def test_next_meeting_is_the_next_one_of_the_group(room: Room) -> None:
    add_meeting(room.world.group, starts_at=room.entry.meeting.starts_at + timedelta(days=30))
    room.save("اقدام: متن @انجمن پویای مهر تا جلسه بعد")
    assert room.action().due_on == room.at().next_meeting_on


def test_action_comes_from_the_resolution_above_it(room: Room) -> None:
    room.save("اقدام: پیش از همه\nمصوبه: یک\nاقدام: از یک\nمصوبه: دو\nنکته: و\nاقدام: از دو")
    one, two = room.resolutions()
    assert [action.resolution_id for action in room.actions()] == [None, one.id, two.id]


def test_dissent_goes_to_the_resolution_above(room: Room) -> None:
    room.save("مصوبه: یک\nمخالف: آقای الف\nمخالف: خانم ب\nمصوبه: دو")
    assert [one.dissent for one in room.resolutions()] == ["آقای الف\nخانم ب", ""]


# --- records follow their lines -------------------------------------------------------------------------------------


def test_line_that_moves_keeps_its_record(room: Room) -> None:
    room.save("مصوبه: یک\nمصوبه: دو")
    one, two = (resolution.id for resolution in room.resolutions())
    room.save("متن\nمصوبه: دو\nمصوبه: یک")
    assert [resolution.id for resolution in room.resolutions()] == [two, one]


def test_line_that_is_written_on_keeps_its_record(room: Room) -> None:
    room.save("اقدام: فه")
    first = room.action().id
    room.save("اقدام: فهرست تهیه شود @انجمن پویای مهر تا ۱۵ دی")
    action = room.action()
    assert (action.id, action.title, action.due_on) == (first, "فهرست تهیه شود", DEY_15)


def test_verifier_chosen_on_the_card_stays_when_the_line_changes(room: Room) -> None:
    room.save("اقدام: متن @انجمن پویای مهر تا ۱۵ دی")
    room.action().verifier_id = room.world.chair.id
    db.session.commit()
    room.save("اقدام: متن دیگر @انجمن پویای مهر تا ۱۶ دی")
    assert room.action().verifier_id == room.world.chair.id


def test_proposal_and_draft_go_with_their_lines(room: Room) -> None:
    room.save("مصوبه: یک\nاقدام: متن")
    room.save("مصوبه:\nگفت‌وگو")
    assert not room.resolutions()
    assert not room.actions()


def test_action_stays_when_the_proposal_above_it_goes(room: Room) -> None:
    room.save("مصوبه: یک\nاقدام: متن")
    room.save("اقدام: متن")
    assert room.action().resolution_id is None


def test_adopted_resolution_stays_when_its_line_goes(room: Room) -> None:
    adopted = add_resolution(room.entry, ResolutionState.ADOPTED, text="یک", position=0)
    db.session.commit()
    room.save("گفت‌وگو")
    assert room.resolutions() == [adopted]
    assert adopted.in_text is False


def test_adopted_resolution_keeps_the_words_that_were_voted_on(room: Room) -> None:
    add_resolution(room.entry, ResolutionState.ADOPTED, text="مدرسه‌ها ثبت‌نام کنند", position=0)
    db.session.commit()
    room.save("مصوبه: مدرسه‌ها ثبت‌نام موقت کنند")
    (resolution,) = room.resolutions()
    assert (resolution.text, resolution.in_text) == ("مدرسه‌ها ثبت‌نام کنند", True)


def test_new_line_in_place_of_an_adopted_one_is_a_new_resolution(room: Room) -> None:
    add_resolution(room.entry, ResolutionState.ADOPTED, text="مدرسه‌ها ثبت‌نام کنند", position=0)
    db.session.commit()
    room.save("مصوبه: بودجه تأمین شود")
    assert sorted((one.text, one.in_text) for one in room.resolutions()) == [
        ("بودجه تأمین شود", True),
        ("مدرسه‌ها ثبت‌نام کنند", False),
    ]


def test_issued_action_stays_when_its_line_goes(room: Room) -> None:
    world = room.world
    issued = add_action(
        ActionState.ISSUED, owner=world.member, agency=world.welfare, verifier=world.chair, group=world.group,
        entry_id=room.entry.id, meeting_id=room.entry.meeting_id, position=0,
    )  # fmt: skip
    db.session.commit()
    room.save("گفت‌وگو")
    assert issued.in_text is False


# --- corrections are written into the line --------------------------------------------------------------------------


def test_date_given_by_one_click_stands_in_the_text(room: Room) -> None:
    room.save("متن\nاقدام: فهرست @انجمن پویای مهر")
    recording.correct_line(room.actor, room.at(), index=1, source="اقدام: فهرست @انجمن پویای مهر", due="۱۵ دی")
    db.session.commit()
    assert room.text == "متن\nاقدام: فهرست @انجمن پویای مهر تا ۱۵ دی"
    assert room.action().due_on == DEY_15


def test_line_that_moved_meanwhile_is_found_by_its_words(room: Room) -> None:
    room.save("الف\nب\nنکته: کلاس بگذارند")
    recording.turn_line(room.actor, room.at(), index=0, source="نکته: کلاس بگذارند", kind=LineKind.ACTION)
    db.session.commit()
    assert room.text == "الف\nب\nاقدام: کلاس بگذارند"
    assert room.action().title == "کلاس بگذارند"


def test_line_that_is_gone_is_not_corrected(room: Room) -> None:
    room.save("اقدام: متن دیگر")
    with pytest.raises(Stale):
        recording.correct_line(room.actor, room.at(), index=0, source="اقدام: متن", due="۱۵ دی")


# --- two recorders --------------------------------------------------------------------------------------------------


@pytest.fixture
def other(room: Room) -> Actor:
    return acting(room.world.reviewer)


def test_two_recorders_at_different_lines_are_not_stopped(room: Room, other: Actor) -> None:
    room.save("یک\nدو\nسه")
    room.save("یک!\nدو\nسه", since=1)
    saved = room.save("یک\nدو\nسه!", since=1, by=other)
    assert room.text == "یک!\nدو\nسه!"
    assert (saved.mine, room.at().revision) == (3, 4)
    assert room.history() == ["یک\nدو\nسه", "یک!\nدو\nسه", "یک\nدو\nسه!", "یک!\nدو\nسه!"]


def test_writer_goes_on_from_the_revision_of_his_own_text(room: Room, other: Actor) -> None:
    room.save("یک\nدو")
    room.save("صفر\nیک\nدو", since=1)
    mine = room.save("یک\nدو\nسه", since=1, by=other).mine
    room.save("یک\nدو\nسه و چهار", since=mine, by=other)
    assert room.text == "صفر\nیک\nدو\nسه و چهار"


def test_same_line_changed_by_both_shows_both_texts(room: Room, other: Actor) -> None:
    room.save("یک\nدو")
    room.save("یک\nدوی من", since=1)
    with pytest.raises(Clash) as clash:
        recording.save(other, room.at(), text="یک\nدوی او", from_revision=1)
    assert (clash.value.mine, clash.value.saved) == ("یک\nدوی او", "یک\nدوی من")
    assert clash.value.by == room.world.secretary.name
    assert room.text == "یک\nدوی من"


@pytest.mark.parametrize(
    ("how", "text"), [("mine", "یک\nدوی او"), ("saved", "یک\nدوی من"), ("merge", "یک\nدوی من\nدوی او")]
)
def test_both_texts_stay_in_the_history_whatever_is_chosen(
    room: Room, other: Actor, how: recording.How, text: str
) -> None:
    room.save("یک\nدو")
    room.save("یک\nدوی من", since=1)
    recording.settle_clash(other, room.at(), text="یک\nدوی او", from_revision=1, seen=2, how=how)
    db.session.commit()
    assert room.text == text
    assert {"یک\nدوی من", "یک\nدوی او"} <= set(room.history())


def test_choice_made_on_an_older_page_is_asked_again(room: Room, other: Actor) -> None:
    room.save("یک\nدو")
    room.save("یک\nدوی من", since=1)
    room.save("یک\nدوی من هم")
    with pytest.raises(Clash):
        recording.settle_clash(other, room.at(), text="یک\nدوی او", from_revision=1, seen=2, how="mine")


def test_save_sent_again_after_a_lost_answer_is_taken_once(room: Room, other: Actor) -> None:
    room.save("یک")
    room.save("یک\nدو", since=1)
    room.save("صفر\nیک\nدو", by=other)
    again = room.save("یک\nدو", since=1)
    assert (room.text, again.mine, room.at().revision) == ("صفر\nیک\nدو", 2, 3)


def test_same_text_is_no_new_revision(room: Room) -> None:
    room.save("یک")
    room.save("یک")
    assert room.history() == ["یک"]


def test_stored_text_is_what_was_typed(room: Room) -> None:
    room.save("می‌رود  \r\n\tدو\n\n")
    assert room.text == "می‌رود  \n\tدو\n\n"


def test_save_block_gives_the_block(room: Room) -> None:
    block = recording.save_block(room.actor, room.entry, text="یک", from_revision=0)
    assert isinstance(block, Block)
    assert (block.text, block.revision) == ("یک", 1)


# --- refusals -------------------------------------------------------------------------------------------------------


def test_circulated_minutes_are_not_written(room: Room) -> None:
    meeting = add_meeting(room.world.group, state=MeetingState.ENDED)
    add_minutes(meeting, MinutesState.IN_REVIEW)
    entry = add_entry(meeting)
    with pytest.raises(WrongState):
        recording.save_block(room.actor, entry, text="یک", from_revision=0)


def test_meeting_that_was_not_opened_is_not_recorded(room: Room) -> None:
    entry = add_entry(add_meeting(room.world.group, state=MeetingState.ANNOUNCED))
    with pytest.raises(WrongState):
        recording.save_block(room.actor, entry, text="یک", from_revision=0)


def test_text_that_is_too_long_is_refused_in_words(room: Room) -> None:
    with pytest.raises(Invalid):
        room.save("ا" * (recording.LONGEST_TEXT + 1))


# --- what a save costs ----------------------------------------------------------------------------------------------

LONG = "\n".join(f"اقدام: کار {n} @انجمن پویای مهر تا {n % 28 + 1} دی\nمصوبه: تصمیم {n}" for n in range(20))


@pytest.mark.parametrize(
    "text",
    [f"{LONG}\nگفت‌وگو", LONG.replace("کار 7 ", "کار هفتم "), LONG.replace("تصمیم 7\n", "تصمیم هفتم\n")],
    ids=["words", "an action", "a resolution"],
)
def test_save_without_new_records_costs_few_statements(
    room: Room, text: str, statements: Callable[[], AbstractContextManager[list[str]]]
) -> None:
    room.save(LONG)
    db.session.rollback()
    with statements() as seen:
        room.save(text, since=1)
    session = 2
    assert len(seen) + session <= 12 + 1, seen  # the helper reads the entry once more than a request does


def test_save_overtaken_in_the_same_instant_is_merged(room: Room) -> None:
    room.save("سطر یک\nسطر دو\nسطر سه")
    at = room.at()
    assert at.block is not None
    overtaking = "سطر یک از دیگری\nسطر دو\nسطر سه"
    table = Block.__table__
    db.session.execute(update(table).values(text=overtaking, revision=2))  # as another process commits it meanwhile
    row = {"block_id": at.block.id, "revision": 2, "text": overtaking, "by_id": room.world.chair.id, "at": now()}
    db.session.execute(insert(BlockRevision.__table__).values(row))
    recording.save(room.actor, at, text="سطر یک\nسطر دو\nسطر سه از من", from_revision=1)
    assert room.text == "سطر یک از دیگری\nسطر دو\nسطر سه از من"
