"""Every need of an action and of a request for more time, refused once in words."""

from __future__ import annotations

from datetime import timedelta

import pytest

from coordination.accounts.models import Person
from coordination.actions import commands
from coordination.actions.models import ActionState
from coordination.kernel.errors import Invalid, Unmet
from coordination.lang import zone
from coordination.lang.zone import local_date
from tests.actions.conftest import MakeAction
from tests.conftest import MOMENT
from tests.world import World, acting, get

TODAY = local_date(MOMENT)


def needs_of(error: pytest.ExceptionInfo[Unmet]) -> set[str]:
    return set(error.value.needs)


def test_action_issue_needs_owner_agency_and_person(world: World, make: MakeAction) -> None:
    action = make(ActionState.DRAFT, owner=None)
    with pytest.raises(Unmet) as error:
        commands.issue(acting(world.secretary), action)
    assert "owner_agency_and_person" in needs_of(error)


def test_action_issue_needs_deliverable(world: World, make: MakeAction) -> None:
    action = make(ActionState.DRAFT, title="")
    with pytest.raises(Unmet) as error:
        commands.issue(acting(world.secretary), action)
    assert needs_of(error) == {"deliverable"}


def test_action_issue_needs_due_date(world: World, make: MakeAction) -> None:
    action = make(ActionState.DRAFT)
    action.due_on = None
    with pytest.raises(Unmet) as error:
        commands.issue(acting(world.secretary), action)
    assert needs_of(error) == {"due_date"}


def test_action_issue_needs_verifier_not_owner(world: World, make: MakeAction) -> None:
    action = make(ActionState.DRAFT, verifier=None, group=None, source_agency_id=world.pouya.id)
    with pytest.raises(Unmet) as error:
        commands.issue(acting(world.pouya_liaison), action)
    assert needs_of(error) == {"verifier_not_owner"}


def test_action_dispute_needs_coded_reason(world: World, make: MakeAction) -> None:
    with pytest.raises(Unmet) as error:
        commands.dispute(acting(world.pouya_liaison), make(), code=None, note="نمی‌شود")
    assert needs_of(error) == {"coded_reason"}


def test_action_dismiss_dispute_needs_ruling(world: World, make: MakeAction) -> None:
    with pytest.raises(Unmet) as error:
        commands.dismiss_dispute(acting(world.secretary), make(ActionState.DISPUTED), ruling="")
    assert needs_of(error) == {"ruling"}


def test_action_transfer_needs_new_owner(world: World, make: MakeAction) -> None:
    with pytest.raises(Unmet) as error:
        commands.transfer(acting(world.secretary), make(), to=None, reason="مرخصی")
    assert needs_of(error) == {"new_owner"}


def test_action_transfer_needs_reason(world: World, make: MakeAction) -> None:
    with pytest.raises(Unmet) as error:
        commands.transfer(acting(world.pouya_liaison), make(), to=get(Person, world.pouya_worker), reason="")
    assert needs_of(error) == {"reason"}


def test_action_block_needs_reason(world: World, make: MakeAction) -> None:
    action = make(ActionState.IN_PROGRESS)
    with pytest.raises(Unmet) as error:
        commands.block(acting(world.pouya_liaison), action, reason="", waiting_on="اداره")
    assert needs_of(error) == {"reason"}


def test_action_block_needs_waiting_on(world: World, make: MakeAction) -> None:
    action = make(ActionState.IN_PROGRESS)
    with pytest.raises(Unmet) as error:
        commands.block(acting(world.pouya_liaison), action, reason="پاسخ نیامده", waiting_on=" ")
    assert needs_of(error) == {"waiting_on"}


def test_action_report_done_needs_result_and_evidence_or_text(world: World, make: MakeAction) -> None:
    with pytest.raises(Unmet) as error:
        commands.report_done(acting(world.pouya_liaison), make(ActionState.IN_PROGRESS), result=" ")
    assert needs_of(error) == {"result", "evidence_or_text"}


def test_action_verify_needs_not_the_owner(world: World, make: MakeAction) -> None:
    from coordination.actions.needs import ActionFacts, not_the_owner

    action = make(ActionState.REPORTED_DONE)
    assert not not_the_owner(acting(world.pouya_liaison), action, ActionFacts(TODAY))
    assert not_the_owner(acting(world.secretary), action, ActionFacts(TODAY))


def test_action_send_back_needs_comment(world: World, make: MakeAction) -> None:
    with pytest.raises(Unmet) as error:
        commands.send_back(acting(world.secretary), make(ActionState.REPORTED_DONE), comment="")
    assert needs_of(error) == {"comment"}


def test_action_cancel_needs_reason(world: World, make: MakeAction) -> None:
    with pytest.raises(Unmet) as error:
        commands.cancel(acting(world.chair), make(), reason="")
    assert needs_of(error) == {"reason"}


def test_extension_grant_needs_new_date(world: World, make: MakeAction) -> None:
    action = make()
    assert action.due_on is not None
    asked = commands.ask_extension(
        acting(world.pouya_liaison), action, asked_on=action.due_on + timedelta(days=5), reason="داده نرسیده"
    )
    with pytest.raises(Unmet) as error:
        commands.grant(acting(world.secretary), asked, on=action.due_on)
    assert needs_of(error) == {"new_date"}


def test_extension_refuse_needs_reason(world: World, make: MakeAction) -> None:
    action = make()
    assert action.due_on is not None
    asked = commands.ask_extension(
        acting(world.pouya_liaison), action, asked_on=action.due_on + timedelta(days=5), reason="داده نرسیده"
    )
    with pytest.raises(Unmet) as error:
        commands.refuse(acting(world.secretary), asked, reason=" ")
    assert needs_of(error) == {"reason"}


def test_more_time_until_an_earlier_day_is_refused(world: World, make: MakeAction) -> None:
    with pytest.raises(Invalid) as error:
        commands.ask_extension(acting(world.pouya_liaison), make(), asked_on=zone.today(), reason="داده نرسیده")
    assert error.value.field == "asked_on"
