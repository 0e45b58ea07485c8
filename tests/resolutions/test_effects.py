"""What an adopted resolution does to a referral: the reviewer's ruling at once, or a next step asked for."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from coordination.access.actor import Actor
from coordination.groups.models import Group, Seat
from coordination.kernel.db import db
from coordination.kernel.errors import Invalid, WrongState
from coordination.meetings import consequences
from coordination.meetings.models import ItemKind, MeetingState
from coordination.outbox.models import OutboxEvent
from coordination.referrals.models import Referral, State
from coordination.referrals.queries import get_referral, history
from coordination.resolutions import commands
from coordination.resolutions.models import Effect, Resolution
from tests.conftest import MOMENT
from tests.gatherings import add_attendance, add_entry, add_item, add_meeting, add_seat
from tests.resolutions.conftest import Sitting
from tests.world import acting, add_case, add_consent, add_referral, get

TEXT = "اعتراض وارد نیست؛ مرکز کودک را بپذیرد."


@pytest.fixture
def referral(world: Any, session: Any) -> Referral:
    """A referral to which its recipient objected."""
    return objected(world)


def objected(world: Any) -> Referral:
    case = add_case(world.municipality)
    return add_referral(
        case,
        world.welfare,
        drafted_by=world.municipality_liaison,
        basis=add_consent(case, recorded_by=world.municipality_liaison),
        state=State.OBJECTED,
        handler=world.welfare_liaison,
        objected_at=MOMENT,
        clock="review",
    )


@pytest.fixture
def reviewer(world: Any, session: Any) -> Actor:
    return acting(world.reviewer)


@pytest.fixture
def tabled(world: Any, referral: Referral, monkeypatch: pytest.MonkeyPatch) -> Any:
    """The referral's entry in a meeting of the lead group, whose secretary is the reviewer."""
    monkeypatch.setattr(consequences, "MINUTES", [lambda _meeting_id: "drafting"])
    add_seat(world.lead, world.member)
    meeting = add_meeting(world.lead, state=MeetingState.IN_SESSION, starts_at=MOMENT - timedelta(hours=1), number=4)
    meeting.group = get(Group, world.lead)
    seat = db.session.scalars(select(Seat).where(Seat.group_id == world.lead.id, Seat.holder_id == world.member.id))
    add_attendance(meeting, world.member, seat=seat.one())
    item = add_item(world.lead, kind=ItemKind.REFERRAL, referral_id=referral.id)
    return add_entry(meeting, item)


def adopt(actor: Actor, entry: Any, effect: Effect, **options: Any) -> Resolution:
    made = commands.propose(actor, entry, text=TEXT)
    commands.edit(actor, made, effect=effect, **options)
    db.session.flush()
    commands.settle(actor, made)
    db.session.flush()
    return made


def asked() -> list[str]:
    return list(db.session.scalars(select(OutboxEvent.name).where(OutboxEvent.name == "resolution.effect_asked")))


@pytest.mark.parametrize(("effect", "state"), [(Effect.UPHOLD, State.DECLINED), (Effect.OVERRULE, State.RECEIVED)])
def test_where_the_secretary_is_the_reviewer_the_ruling_is_performed(
    effect: Effect, state: State, tabled: Any, reviewer: Actor, referral: Referral
) -> None:
    made = adopt(reviewer, tabled, effect)
    assert (referral.state, made.effect_at, asked()) == (state, MOMENT, [])


def test_the_referral_s_history_names_the_resolution(tabled: Any, reviewer: Actor, referral: Referral) -> None:
    adopt(reviewer, tabled, Effect.OVERRULE)
    db.session.commit()
    again = get_referral(referral.public_id)
    assert again is not None
    assert history(again)[0].note == f"LH/4-1\n\n{TEXT}"


def test_both_sides_read_the_words_though_the_referral_s_item_is_confidential(
    tabled: Any, reviewer: Actor, referral: Referral
) -> None:
    tabled.item.confidential = True
    adopt(reviewer, tabled, Effect.OVERRULE)
    db.session.commit()
    again = get_referral(referral.public_id)
    assert again is not None
    assert history(again)[0].note == f"LH/4-1\n\n{TEXT}"


def test_of_another_confidential_item_the_history_holds_the_number_alone(
    tabled: Any, reviewer: Actor, referral: Referral
) -> None:
    item = tabled.item
    item.kind, item.confidential, item.referral_id = ItemKind.TOPIC, True, None
    adopt(reviewer, tabled, Effect.OVERRULE, referral=referral)
    db.session.commit()
    again = get_referral(referral.public_id)
    assert again is not None
    assert history(again)[0].note == "LH/4-1"


def test_a_referral_without_an_objection_is_asked_for(tabled: Any, reviewer: Actor, referral: Referral) -> None:
    referral.state = State.RECEIVED
    db.session.flush()
    adopt(reviewer, tabled, Effect.OVERRULE)
    assert (referral.state, asked()) == (State.RECEIVED, ["resolution.effect_asked"])


def test_any_other_next_step_is_asked_for(tabled: Any, reviewer: Actor, referral: Referral) -> None:
    adopt(reviewer, tabled, Effect.ASK)
    assert (referral.state, asked()) == (State.OBJECTED, ["resolution.effect_asked"])


def test_who_is_not_the_reviewer_asks(sitting: Sitting, referral: Referral) -> None:
    sitting.entry.item.referral_id = referral.id
    adopt(sitting.secretary, sitting.entry, Effect.UPHOLD)
    assert (referral.state, asked()) == (State.OBJECTED, ["resolution.effect_asked"])


def test_without_an_effect_nothing_is_asked(tabled: Any, reviewer: Actor) -> None:
    commands.settle(reviewer, commands.propose(reviewer, tabled, text=TEXT))
    db.session.flush()
    assert asked() == []


@pytest.mark.parametrize("effect", list(Effect))
def test_once_its_effect_was_performed_the_vote_is_not_taken_back(effect: Effect, tabled: Any, reviewer: Actor) -> None:
    made = adopt(reviewer, tabled, effect)
    with pytest.raises(WrongState, match="has been performed"):
        commands.reopen(reviewer, made)


def test_a_referral_not_on_the_agenda_is_the_reviewer_s_alone_to_name(sitting: Sitting, referral: Referral) -> None:
    with pytest.raises(Invalid):
        commands.edit(sitting.secretary, sitting.propose(), effect=Effect.ASK, referral=referral)


def test_the_reviewer_names_a_referral_that_is_not_on_the_agenda(world: Any, tabled: Any, reviewer: Actor) -> None:
    other = objected(world)
    made = commands.propose(reviewer, tabled, text=TEXT)
    commands.edit(reviewer, made, effect=Effect.UPHOLD, referral=other)
    assert made.referral_id == other.id


def test_an_effect_needs_a_referral(sitting: Sitting) -> None:
    with pytest.raises(Invalid):
        commands.edit(sitting.secretary, sitting.propose(), effect=Effect.ASK)
