"""Who is told of what: each once, in the own language, never the one who acted, never with a client's name."""

from __future__ import annotations

from flask import Flask
from sqlalchemy import select

from coordination.accounts.models import Absence, Person, PostKind
from coordination.groups.models import SeatKind
from coordination.kernel import clock
from coordination.kernel.db import db, writing
from coordination.lang.zone import local_date
from coordination.notices.commands import sentence_of
from coordination.notices.models import Notice
from coordination.outbox.delivery import deliver
from coordination.outbox.events import emit
from coordination.outbox.models import Mail
from coordination.referrals.models import State
from tests.gatherings import add_seat
from tests.world import Somebody, World, add_case, add_consent, add_post, add_referral, build_world, get, sign_in


def happen(app: Flask, world: World, name: str, by: Somebody, state: State = State.SENT) -> int:
    """A referral of the municipality to the welfare directorate, an event of it, delivered twice; the event's id."""
    with app.app_context(), writing():
        case = add_case(world.municipality)
        basis = add_consent(case, recorded_by=world.municipality_liaison)
        referral = add_referral(case, world.welfare, drafted_by=world.municipality_liaison, basis=basis, state=state)
        db.session.flush()
        event = emit(name, thing_id=referral.id, by=by.id)
        db.session.commit()
        event_id = event.id
    for _time in range(2):
        with app.app_context():
            deliver(event_id)
    return event_id


def told(app: Flask, event_id: int) -> list[int]:
    with app.app_context():
        return list(db.session.scalars(select(Notice.person_id).where(Notice.event_id == event_id)))


def test_sending_is_told_to_the_recipients_liaison_once(app: Flask) -> None:
    world = build_world(app)
    event = happen(app, world, "referral.send", world.municipality_liaison)
    assert told(app, event) == [world.welfare_liaison.id]


def test_accepting_is_told_to_the_senders_liaison(app: Flask) -> None:
    world = build_world(app)
    event = happen(app, world, "referral.accept", world.welfare_liaison)
    assert told(app, event) == [world.municipality_liaison.id]


def test_an_objection_is_told_to_the_reviewer_too(app: Flask) -> None:
    world = build_world(app)
    event = happen(app, world, "referral.object", world.welfare_liaison)
    assert set(told(app, event)) == {world.municipality_liaison.id, world.reviewer.id}


def test_an_objection_that_nobody_can_rule_on_is_told_to_the_senders_head(app: Flask) -> None:
    world = build_world(app)
    with app.app_context():
        add_post(world.reviewer, world.welfare, PostKind.WORKER)
        db.session.commit()
    event = happen(app, world, "referral.object", world.welfare_liaison)
    with app.app_context():
        names = {row.person_id: row.name for row in db.session.scalars(select(Notice)) if row.event_id == event}
    assert names == {
        world.municipality_liaison.id: "referral.object",
        world.municipality_head.id: "referral.without_reviewer",
    }


def test_a_disabled_secretary_leaves_the_ruling_to_the_chair(app: Flask) -> None:
    world = build_world(app)
    with app.app_context():
        add_seat(world.lead, world.pouya_head, SeatKind.CHAIR)
        get(Person, world.reviewer).disabled_at = clock.now()
        db.session.commit()
    event = happen(app, world, "referral.object", world.welfare_liaison)
    assert set(told(app, event)) == {world.municipality_liaison.id, world.pouya_head.id}


def test_the_deputy_of_an_absent_liaison_is_told_too(app: Flask) -> None:
    world = build_world(app)
    with app.app_context():
        today = local_date(clock.now())
        db.session.add(
            Absence(
                person_id=world.welfare_liaison.id,
                deputy_id=world.welfare_worker.id,
                from_on=today,
                to_on=today,
                recorded_by_id=world.welfare_head.id,
            )
        )
        db.session.commit()
    event = happen(app, world, "referral.send", world.municipality_liaison)
    assert set(told(app, event)) == {world.welfare_liaison.id, world.welfare_worker.id}


def test_a_draft_made_void_is_told_to_nobody(app: Flask) -> None:
    world = build_world(app)
    event = happen(app, world, "referral.void", world.municipality_liaison, State.DRAFT)
    assert told(app, event) == []


def test_somebody_of_both_sides_is_told_once(app: Flask) -> None:
    world = build_world(app)
    with app.app_context():
        add_post(world.pouya_worker, world.municipality, PostKind.LIAISON)
        add_post(world.pouya_worker, world.welfare, PostKind.LIAISON)
        db.session.commit()
    event = happen(app, world, "referral.uphold", world.reviewer)
    assert sorted(told(app, event)) == sorted(
        [world.municipality_liaison.id, world.welfare_liaison.id, world.pouya_worker.id]
    )


def expired(app: Flask, world: World, worker: Somebody | None) -> list[int]:
    """Who is told that a consent of the municipality's case has expired."""
    with app.app_context(), writing():
        consent = add_consent(add_case(world.municipality, worker=worker), recorded_by=world.municipality_liaison)
        event = emit("consent.expire", thing_id=consent.id, by=0)
        db.session.commit()
        event_id = event.id
    with app.app_context():
        deliver(event_id)
    return told(app, event_id)


def test_an_expired_consent_is_told_to_the_worker(app: Flask) -> None:
    world = build_world(app)
    assert expired(app, world, world.municipality_worker) == [world.municipality_worker.id]


def test_an_expired_consent_of_a_case_without_a_worker_is_told_to_the_liaison(app: Flask) -> None:
    world = build_world(app)
    assert expired(app, world, None) == [world.municipality_liaison.id]


def test_an_expired_consent_is_not_told_to_a_worker_who_left(app: Flask) -> None:
    world = build_world(app)
    assert expired(app, world, world.pouya_worker) == [world.municipality_liaison.id]


def test_the_one_who_acted_is_not_told(app: Flask) -> None:
    world = build_world(app)
    event = happen(app, world, "referral.cancel", world.welfare_liaison)
    assert told(app, event) == [world.municipality_liaison.id]


def test_a_second_delivery_queues_no_second_mail(app: Flask) -> None:
    world = build_world(app)
    happen(app, world, "referral.send", world.municipality_liaison)
    with app.app_context():
        assert list(db.session.scalars(select(Mail.to_person_id))) == [world.welfare_liaison.id]


def test_who_wants_no_mail_gets_the_notice_only(app: Flask) -> None:
    world = build_world(app)
    with app.app_context(), writing():
        get(Person, world.welfare_liaison).mail_notices = False
        db.session.commit()
    event = happen(app, world, "referral.send", world.municipality_liaison)
    with app.app_context():
        assert told(app, event)
        assert db.session.scalar(select(Mail.id)) is None


def test_a_disabled_person_is_not_told(app: Flask) -> None:
    world = build_world(app)
    with app.app_context(), writing():
        person = get(Person, world.welfare_liaison)
        person.disabled_at = person.created_at
        db.session.commit()
    assert told(app, happen(app, world, "referral.send", world.municipality_liaison)) == []


def test_a_sentence_speaks_the_readers_language(app: Flask) -> None:
    world = build_world(app)
    event = happen(app, world, "referral.send", world.municipality_liaison)
    client = app.test_client()
    sign_in(client, world.welfare_liaison)
    page = client.get("/notices").get_data(as_text=True)
    assert "شهرداری سروستان ارجاع" in page
    with app.app_context():
        params = db.session.scalar(select(Notice.params).where(Notice.event_id == event))
    with app.test_request_context(headers={"Cookie": "lang=en"}):
        assert sentence_of("referral.send", params or {}).startswith("Sarvestan Municipality sent you the referral R-")


def test_opening_a_notice_marks_it_read_and_leads_to_its_thing(app: Flask) -> None:
    world = build_world(app)
    event = happen(app, world, "referral.send", world.municipality_liaison)
    client = app.test_client()
    sign_in(client, world.welfare_liaison)
    with app.app_context():
        notice = db.session.scalars(select(Notice).where(Notice.event_id == event)).one()
        public_id, url = notice.public_id, notice.url
    answer = client.post(f"/notices/{public_id}")
    with app.app_context():
        read_at = db.session.scalar(select(Notice.read_at).where(Notice.public_id == public_id))
    assert (answer.status_code, answer.location, read_at is not None) == (303, url, True)


def test_a_notice_of_somebody_else_does_not_exist(app: Flask) -> None:
    world = build_world(app)
    event = happen(app, world, "referral.send", world.municipality_liaison)
    client = app.test_client()
    sign_in(client, world.pouya_liaison)
    with app.app_context():
        public_id = db.session.scalar(select(Notice.public_id).where(Notice.event_id == event))
    assert client.post(f"/notices/{public_id}").status_code == 404


def test_an_empty_page_says_what_belongs_here(app: Flask) -> None:
    world = build_world(app)
    client = app.test_client()
    sign_in(client, world.pouya_liaison)
    assert "اعلانی ندارید" in client.get("/notices").get_data(as_text=True)


# --- what is done to people -------------------------------------------------------------------------------------------


def tell_of(app: Flask, name: str, by: Somebody, **payload: int) -> list[int]:
    """Who is told of an event of a person's account."""
    with app.app_context(), writing():
        event = emit(name, by=by.id, **payload)
        db.session.commit()
        event_id = event.id
    with app.app_context():
        deliver(event_id)
    return sorted(told(app, event_id))


def test_a_code_made_by_an_administrator_is_told_to_the_head(app: Flask) -> None:
    world = build_world(app)
    told_to = tell_of(app, "person.reset", world.administrator, thing_id=world.pouya_liaison.id)
    assert told_to == [world.pouya_head.id]


def test_a_changed_address_is_told_to_the_head(app: Flask) -> None:
    world = build_world(app)
    told_to = tell_of(app, "person.readdressed", world.administrator, thing_id=world.pouya_liaison.id)
    assert told_to == [world.pouya_head.id]


def test_a_hand_over_is_told_to_both_and_to_the_head(app: Flask) -> None:
    world = build_world(app)
    giver, taker = world.pouya_worker, world.pouya_liaison
    told_to = tell_of(app, "person.handed_over", world.administrator, thing_id=giver.id, to_id=taker.id)
    assert told_to == sorted([giver.id, taker.id, world.pouya_head.id])


def test_an_absence_is_told_to_both_and_not_to_the_head_who_recorded_it(app: Flask) -> None:
    world = build_world(app)
    with app.app_context():
        today = local_date(clock.now())
        absence = Absence(
            person_id=world.pouya_liaison.id,
            deputy_id=world.pouya_worker.id,
            from_on=today,
            to_on=today,
            recorded_by_id=world.pouya_head.id,
        )
        db.session.add(absence)
        db.session.commit()
        number = absence.id
    told_to = tell_of(app, "absence.recorded", world.pouya_head, thing_id=number)
    assert told_to == sorted([world.pouya_liaison.id, world.pouya_worker.id])


def test_the_end_of_a_consent_is_told_without_the_number_of_the_file(app: Flask) -> None:
    world = build_world(app)
    with app.app_context(), writing():
        case = add_case(world.pouya, worker=world.pouya_worker, file_number="پ-۱۲")
        consent = add_consent(case, recorded_by=world.pouya_liaison)
        db.session.flush()
        event = emit("consent.withdraw", thing_id=consent.id, by=world.pouya_liaison.id)
        db.session.commit()
        event_id = event.id
    with app.app_context():
        deliver(event_id)
        notice = db.session.scalars(select(Notice).where(Notice.event_id == event_id)).one()
        assert (notice.person_id, notice.params) == (world.pouya_worker.id, {})
        assert sentence_of(notice.name, notice.params)
