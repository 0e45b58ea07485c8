"""What is recorded with a referral: services, stays, papers, the trail, and what of it stays closed."""

from __future__ import annotations

import io
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError

from coordination.access.actor import Actor
from coordination.accounts.models import PostKind
from coordination.audit.models import AuditEntry
from coordination.cases.models import Risk
from coordination.kernel import clock
from coordination.kernel.errors import Invalid, Refused, WrongState
from coordination.outbox.models import OutboxEvent
from coordination.referrals import commands, disclosures, queries, texts
from coordination.referrals.models import Referral, Route, State
from tests.conftest import MOMENT
from tests.referrals.stage import Stage
from tests.world import acting, add_person, add_post

DAY = timedelta(days=1)
PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    b"2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
)


def emitted(stage: Stage, name: str) -> list[dict[str, Any]]:
    stage.session.commit()
    return list(stage.session.scalars(select(OutboxEvent.payload).where(OutboxEvent.name == name)))


def acts(stage: Stage, act: str) -> list[AuditEntry]:
    stage.session.commit()
    return list(stage.session.scalars(select(AuditEntry).where(AuditEntry.act == act)))


# --- services, stays ----------------------------------------------------------------------------------------------


def test_one_entry_serves_a_list(stage: Stage) -> None:
    listed = [stage.in_service(), stage.in_service()]
    made = commands.record_service(stage.recipient, listed, kind="education", on=stage.today, times=2)
    stage.session.commit()
    assert len({service.batch for service in made}) == 1
    assert [service.times for service in made] == [2, 2]


def test_one_client_gets_no_batch(stage: Stage) -> None:
    (service,) = commands.record_service(stage.recipient, [stage.in_service()], kind="education", on=stage.today)
    assert service.batch is None


def test_a_list_with_anothers_referral_is_refused(stage: Stage) -> None:
    listed = [stage.in_service(), stage.at(State.IN_SERVICE)]
    listed[1].recipient_agency_id = stage.world.pouya.id
    with pytest.raises(Refused):
        commands.record_service(stage.recipient, listed, kind="education", on=stage.today)


@pytest.mark.parametrize("state", [State.SENT, State.DELIVERED, State.CLOSED])
def test_services_are_recorded_from_acceptance_until_delivery(stage: Stage, state: State) -> None:
    referral = stage.at(state)
    with pytest.raises(WrongState):
        commands.record_service(stage.recipient, [referral], kind="education", on=stage.today)


def test_no_service_lies_ahead(stage: Stage) -> None:
    referral = stage.in_service()
    with pytest.raises(Invalid):
        commands.record_service(stage.recipient, [referral], kind="education", on=stage.in_days(1))


def test_a_voided_service_counts_no_more(stage: Stage) -> None:
    referral = stage.in_service()
    (service,) = commands.record_service(stage.recipient, [referral], kind="education", on=stage.today)
    commands.void_service(stage.recipient, service, reason="اشتباه ثبت شد")
    stage.session.commit()
    assert queries.get_records(referral).held.services == 0


def test_a_service_of_ones_own_case_needs_no_referral(stage: Stage) -> None:
    service = commands.record_service_on_case(stage.sender, stage.case, kind="telephone", on=stage.today)
    stage.session.commit()
    assert (service.agency_id, service.referral_id) == (stage.world.municipality.id, None)


def admitted(stage: Stage) -> Any:
    referral = stage.in_service()
    return commands.record_admission(
        stage.recipient, referral, centre=stage.centre(), on=stage.today, brought_by="مددکار"
    )


def test_an_admission_takes_route_and_basis_of_its_referral(stage: Stage) -> None:
    admission = admitted(stage)
    assert (admission.route, admission.basis_id) == (Route.SELF, stage.consent.id)


def test_a_discharge_says_to_whom(stage: Stage) -> None:
    admission = admitted(stage)
    with pytest.raises(Invalid):
        commands.discharge(stage.recipient, admission, on=stage.today, to="")


def test_a_discharge_ends_the_stay(stage: Stage) -> None:
    admission = admitted(stage)
    commands.discharge(stage.recipient, admission, on=stage.today, to="مادر")
    stage.session.commit()
    assert admission.discharged_on == stage.today
    assert texts.discharged_to_of(stage.case, admission) == "مادر"


def test_a_discharge_stands_in_the_history_of_its_referral(stage: Stage) -> None:
    referral = stage.in_service()
    admission = commands.record_admission(
        stage.recipient, referral, centre=stage.centre(), on=stage.today, brought_by="مددکار"
    )
    commands.discharge(stage.recipient, admission, on=stage.today, to="مادر")
    stage.session.commit()
    assert queries.history(referral)[0].act == "admission.discharge"


def test_a_voided_service_stands_in_the_history_of_its_referral(stage: Stage) -> None:
    referral = stage.in_service()
    (service,) = commands.record_service(stage.recipient, [referral], kind="education", on=stage.today)
    commands.void_service(stage.recipient, service, reason="اشتباه ثبت شد")
    stage.session.commit()
    assert queries.history(referral)[0].act == "service.void"


def written(stage: Stage) -> Referral:
    """A service taken back and a stay that is over, with a name in every text."""
    referral = stage.in_service()
    (service,) = commands.record_service(
        stage.recipient, [referral], kind="education", on=stage.today, note="با مهرگان"
    )
    commands.void_service(stage.recipient, service, reason="مهرگان نبود")
    admission = commands.record_admission(
        stage.recipient, referral, centre=stage.centre(), on=stage.today, brought_by="مادر مهرگان"
    )
    commands.discharge(stage.recipient, admission, on=stage.today, to="عموی مهرگان")
    stage.session.commit()
    return referral


def texts_read(records: queries.Records) -> list[str]:
    (service,), (stay,) = records.services, records.admissions
    return [service.note, service.void_reason, stay.brought_by, stay.discharged_to]


def test_what_was_written_with_what_was_given_is_read_again(stage: Stage) -> None:
    read = texts_read(queries.get_records(written(stage)))
    assert read == ["با مهرگان", "مهرگان نبود", "مادر مهرگان", "عموی مهرگان"]


def test_names_are_put_out_of_what_was_written_with_what_was_given(stage: Stage) -> None:
    read = texts_read(queries.get_records(written(stage), hide=["مهرگان"]))
    assert read == ["با «…»", "«…» نبود", "مادر «…»", "عموی «…»"]


@pytest.mark.parametrize(
    ("change", "check"),
    [
        ("UPDATE service SET void_reason_sealed = NULL", "voided_with_reason"),
        ("UPDATE admission SET discharged_to_sealed = NULL", "discharged_to_somebody"),
        ("UPDATE admission SET discharged_on = '2001-01-01'", "ends_after_start"),
    ],
)
def test_the_database_keeps_what_an_end_must_say(stage: Stage, change: str, check: str) -> None:
    written(stage)
    with pytest.raises(IntegrityError, match=check):
        stage.session.execute(text(change))


# --- papers -------------------------------------------------------------------------------------------------------


def test_each_side_keeps_its_own_numbers(stage: Stage) -> None:
    referral = stage.received()
    commands.set_numbers(stage.recipient, referral, side="recipient", file_number="ب/۲۲", letter_number="۹۸۱")
    referral = stage.stored(referral)
    assert (referral.recipient_file_number, referral.recipient_letter_number) == ("ب/۲۲", "۹۸۱")


def test_a_team_is_of_the_recipient(stage: Stage) -> None:
    referral = stage.accepted()
    with pytest.raises(Invalid):
        commands.assign(
            stage.recipient,
            referral,
            handler_id=stage.world.welfare_liaison.id,
            team=[stage.world.pouya_worker.id],
        )


def test_a_team_sees_the_referral(stage: Stage) -> None:
    referral = stage.accepted()
    helper = add_person("ساناز یاری")
    add_post(helper, stage.world.welfare, PostKind.WORKER)
    commands.assign(stage.recipient, referral, handler_id=stage.world.welfare_liaison.id, team=[helper.id])
    stage.session.commit()
    assert [row.code for row in queries.list_received(acting(helper)).rows] == [referral.code]


def test_a_comment_is_told(stage: Stage) -> None:
    referral = stage.received()
    commands.comment(stage.recipient, referral, text="فردا می‌آییم")
    assert emitted(stage, "referral.comment") == [{"thing_id": referral.id, "by": stage.world.welfare_liaison.id}]


def test_an_empty_comment_is_not_saved(stage: Stage) -> None:
    referral = stage.received()
    with pytest.raises(Invalid):
        commands.comment(stage.recipient, referral, text="")


def test_a_saved_filter_replaces_one_of_its_name(stage: Stage) -> None:
    for query in ({"show": "mine"}, {"show": "others"}):
        commands.save_filter(stage.sender, "inbox", name="دیرها", query=query)
        stage.session.commit()
    assert [saved.query for saved in queries.list_saved_filters(stage.sender, "inbox")] == [{"show": "others"}]


# --- the trail ----------------------------------------------------------------------------------------------------


def test_a_move_leaves_one_row_and_one_event(stage: Stage) -> None:
    stage.accepted()
    assert (len(acts(stage, "referral.accept")), len(emitted(stage, "referral.accept"))) == (1, 1)


def test_the_trail_names_the_relation_and_the_post(stage: Stage) -> None:
    stage.accepted()
    (row,) = acts(stage, "referral.accept")
    assert (row.relation, row.post_id) == ("recipient.liaison", stage.recipient.posts[0].id)


def test_the_history_tells_it_in_words_newest_first(stage: Stage) -> None:
    referral = stage.received()
    said = [str(entry.sentence) for entry in queries.history(referral)]
    assert said[0] == f"{stage.world.welfare_liaison.name} received the referral."
    assert said[-1] == f"{stage.world.municipality_liaison.name} drafted the referral."


def test_the_history_shows_what_was_asked(stage: Stage) -> None:
    referral = stage.received()
    commands.ask(stage.recipient, referral, question="چند روز در هفته؟")
    stage.session.commit()
    assert queries.history(referral)[0].note == "چند روز در هفته؟"


def test_the_history_hides_names_from_who_is_never_to_see_them(stage: Stage) -> None:
    referral = stage.received()
    commands.ask(stage.recipient, referral, question="مهرگان کجاست؟")
    stage.session.commit()
    assert queries.history(referral, hide=["مهرگان"])[0].note == "«…» کجاست؟"


def test_a_high_risk_is_stamped_from_the_case(stage: Stage) -> None:
    stage.case.risk = Risk.HIGH
    draft = commands.draft(stage.sender, stage.case, recipient=stage.agency("welfare"))
    assert draft.risk == Risk.HIGH


def test_a_closing_by_the_clock_is_told_as_not_contested(stage: Stage) -> None:
    referral = stage.delivered()
    with clock.at(MOMENT + 15 * DAY):
        commands.confirm(Actor.system("referral.confirm"), referral)
        stage.session.commit()
    assert "not contested" in str(queries.history(referral)[0].sentence)


# --- what stays closed --------------------------------------------------------------------------------------------


@pytest.fixture
def with_file(stage: Stage) -> Referral:
    """Sent with a file of the sender."""
    referral = stage.sent()
    commands.attach(stage.sender, referral, stream=io.BytesIO(PDF), filename="مهرگان.pdf")
    return stage.stored(referral)


def opens(stage: Stage, referral: Referral, who: Actor) -> bool:
    (file,) = queries.get_records(referral).files
    return disclosures.may_open_file(who, referral, file.by_id)


def test_a_file_is_closed_to_the_recipient_before_acceptance(stage: Stage, with_file: Referral) -> None:
    assert (opens(stage, with_file, stage.recipient), opens(stage, with_file, stage.sender)) == (False, True)


def test_a_file_opens_with_acceptance(stage: Stage, with_file: Referral) -> None:
    commands.accept(stage.recipient, with_file)
    assert opens(stage, with_file, stage.recipient)


def test_who_attached_a_file_keeps_it(stage: Stage) -> None:
    referral = stage.received()
    commands.attach(stage.recipient, referral, stream=io.BytesIO(PDF), filename="report.pdf")
    assert opens(stage, stage.stored(referral), stage.recipient)


def test_names_are_put_out_of_comments_and_file_names(stage: Stage, with_file: Referral) -> None:
    commands.comment(stage.sender, with_file, text="مهرگان فردا می‌آید")
    stage.session.commit()
    records = queries.get_records(with_file, hide=["مهرگان"])
    assert (records.comments[0].text, records.files[0].name) == ("«…» فردا می‌آید", "«…».pdf")
