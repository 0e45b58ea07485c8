"""What a resolution does to the referral of its entry is said at the desk, before the vote."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from coordination.kernel.db import db
from coordination.meetings.models import AgendaItem, ItemKind
from coordination.referrals.models import State
from coordination.resolutions.models import Effect, Resolution
from tests.minutes.desk import Place
from tests.world import add_case, add_consent, add_referral

LINE = "مصوبه: اعتراض وارد نیست"


@pytest.fixture
def code(place: Place) -> str:
    """The code of the referral that the first entry is about."""
    with place.app.app_context():
        case = add_case(place.world.municipality)
        basis = add_consent(case, recorded_by=place.world.municipality_liaison)
        referral = add_referral(
            case, place.world.welfare, basis=basis, state=State.OBJECTED, drafted_by=place.world.municipality_liaison
        )
        item = db.session.scalars(select(AgendaItem).order_by(AgendaItem.id)).first()
        assert item is not None
        item.kind, item.referral_id, item.confidential = ItemKind.REFERRAL, referral.id, True
        db.session.commit()
        return referral.code


def correct(place: Place, **fields: str) -> int:
    given = {"source": LINE, "text": "اعتراض وارد نیست", "kind": "decision"}
    return int(place.post(f"/entries/{place.entries[0]}/line/0", **(given | fields)).status_code)


def test_effect_is_given_to_the_proposed_resolution(place: Place, code: str) -> None:
    place.save(LINE)
    assert correct(place, effect="overrule") == 303
    assert place.one(Resolution).effect == Effect.OVERRULE


def test_card_tells_the_effect_and_on_which_referral(place: Place, code: str) -> None:
    place.save(LINE)
    correct(place, effect="uphold")
    card = place.page().split('class="rec"')[1]
    assert "اعتراض به ارجاع" in card
    assert code in card


def test_entry_without_a_referral_offers_no_effect(place: Place) -> None:
    place.save(LINE)
    assert 'name="effect"' not in place.client.get(f"/entries/{place.entries[0]}/line/0").text


def test_effect_is_not_offered_once_the_vote_was_taken(place: Place, code: str) -> None:
    place.save(LINE)
    place.post(f"/resolutions/{place.one(Resolution).public_id}/vote", act="consensus")
    assert 'name="effect"' not in place.client.get(f"/entries/{place.entries[0]}/line/0").text
