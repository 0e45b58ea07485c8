"""The pages of resolutions: the register and its filters, one resolution, the moves, editing, entering a paper."""

from __future__ import annotations

from datetime import date, timedelta
from io import BytesIO
from typing import Any

import pytest
from sqlalchemy import select

from coordination.groups.models import Seat
from coordination.kernel.db import db
from coordination.kernel.machine import Look
from coordination.meetings import consequences as meeting_consequences
from coordination.meetings.models import AgendaEntry, Meeting, MeetingState
from coordination.resolutions import commands, consequences
from coordination.resolutions.consequences import Consequence, Done
from coordination.resolutions.models import Effect, Mandate, Replacing, Resolution, ResolutionKind, ResolutionState
from tests.conftest import MOMENT
from tests.gatherings import add_attendance, add_entry, add_meeting, add_minutes, add_resolution
from tests.resolutions.test_outside import PDF
from tests.world import acting, add_case, add_referral, sign_in

LAST_YEAR = date(2025, 11, 1)


@pytest.fixture
def made(world: Any, app: Any) -> Any:
    """Writes resolutions of one entry of a meeting in session, whose three voting seats are in; gives public ids."""
    with app.app_context():
        meeting = add_meeting(
            world.group, state=MeetingState.IN_SESSION, starts_at=MOMENT - timedelta(hours=1), number=23
        )
        for person in (world.chair, world.member, world.pouya_liaison):
            seat = db.session.scalars(select(Seat).where(Seat.holder_id == person.id)).one()
            add_attendance(meeting, person, seat=seat)
        add_minutes(meeting)
        entry = add_entry(meeting)
        db.session.commit()
        entry_id = entry.id

    def make(state: ResolutionState = ResolutionState.IN_FORCE, *, bound: Any = (), **columns: Any) -> str:
        with app.app_context():
            one = add_resolution(db.session.get_one(AgendaEntry, entry_id), state, **columns)
            one.mandates = [Mandate(agency_id=agency.id) for agency in bound]
            db.session.commit()
            return one.public_id

    return make


@pytest.fixture
def secretary(client: Any, world: Any) -> Any:
    sign_in(client, world.secretary)
    return client


def stored(app: Any, public_id: str) -> Resolution:
    with app.app_context():
        return db.session.scalars(select(Resolution).where(Resolution.public_id == public_id)).one()


# --- the register ----------------------------------------------------------------------------------------------


def listed(client: Any, **filters: Any) -> set[str]:
    text = client.get("/resolutions", query_string=filters).text
    return {word for word in ("یکم", "دوم") if word in text}


@pytest.mark.parametrize(
    ("second", "filters"),
    [
        ({"state": ResolutionState.IMPLEMENTED}, {"state": "in_force"}),
        ({"kind": ResolutionKind.INSTRUCTION}, {"kind": "decision"}),
        ({"adopted_on": LAST_YEAR}, {}),
        ({"adopted_on": LAST_YEAR}, {"year": "1405"}),
        ({"adopted_on": LAST_YEAR}, {"year": "۱۴۰۵"}),
        ({}, {"q": "يكم"}),
        ({}, {"agency": "بهزیستی"}),
    ],
    ids=["state", "kind", "this year", "year", "year in Persian digits", "words folded", "bound agency"],
)
def test_a_filter_leaves_the_others_out(
    secretary: Any, made: Any, world: Any, second: dict[str, Any], filters: dict[str, str]
) -> None:
    made(text="مصوبه یکم", bound=[world.welfare])
    state = second.pop("state", ResolutionState.IN_FORCE)
    made(state, text="مصوبه دوم", **second)
    assert listed(secretary, **filters) == {"یکم"}


def test_every_year_shows_both(secretary: Any, made: Any) -> None:
    made(text="مصوبه یکم")
    made(text="مصوبه دوم", adopted_on=LAST_YEAR)
    assert listed(secretary, year="all") == {"یکم", "دوم"}


def test_a_number_is_found(secretary: Any, made: Any) -> None:
    made(text="مصوبه یکم", number="CE/1405/77")
    made(text="مصوبه دوم", number="CE/1405/78")
    assert listed(secretary, q="ce/1405/77") == {"یکم"}


def test_what_was_not_adopted_is_not_registered(secretary: Any, made: Any) -> None:
    made(ResolutionState.PROPOSED, text="مصوبه یکم")
    made(ResolutionState.REJECTED, text="مصوبه دوم")
    assert listed(secretary) == set()


@pytest.mark.parametrize(
    ("who", "shown"), [("member", {"یکم", "دوم"}), ("alternate", {"یکم", "دوم"}), ("observer", {"یکم"})]
)
def test_an_observer_does_not_see_what_is_confidential(
    client: Any, world: Any, made: Any, who: str, shown: set[str]
) -> None:
    made(text="مصوبه یکم")
    made(text="مصوبه دوم", confidential=True)
    sign_in(client, getattr(world, who))
    assert listed(client) == shown


def test_the_desk_of_a_bound_agency_reads_by_what_it_is_bound(client: Any, world: Any, made: Any) -> None:
    made(text="مصوبه یکم", bound=[world.police])
    made(text="مصوبه دوم")
    sign_in(client, world.police_liaison)
    assert listed(client) == {"یکم"}


def test_a_bound_desk_reads_nothing_before_it_is_in_force(client: Any, world: Any, made: Any) -> None:
    made(ResolutionState.ADOPTED, text="مصوبه یکم", bound=[world.police])
    sign_in(client, world.police_liaison)
    assert listed(client) == set()


def test_an_empty_register_says_how_resolutions_come_into_it(secretary: Any) -> None:
    assert 'class="empty"' in secretary.get("/resolutions").text


def test_what_became_of_each_is_counted(secretary: Any, made: Any, app: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    public_id = made(text="مصوبه یکم")
    number = stored(app, public_id).id
    monkeypatch.setattr(consequences, "COUNTED", [lambda _ids: {number: Done(open=2, done=5)}])
    secretary.post("/language", data={"language": "en"})
    assert "2 actions open, 5 done" in secretary.get("/resolutions").text


@pytest.mark.parametrize("rows", [2, 100])
def test_the_register_costs_the_same_with_few_and_many(
    secretary: Any, made: Any, world: Any, app: Any, statements: Any, rows: int
) -> None:
    for number in range(rows):
        made(text=f"مصوبه {number}", bound=[world.welfare])
    with statements() as seen:
        assert secretary.get("/resolutions").status_code == 200
    assert len(seen) <= 5


# --- one resolution --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["fa", "en"])
@pytest.mark.parametrize("state", list(ResolutionState))
def test_its_page_is_there_in_every_state_and_language(
    secretary: Any, made: Any, state: ResolutionState, language: str
) -> None:
    secretary.post("/language", data={"language": language})
    assert secretary.get(f"/resolutions/{made(state)}").status_code == 200


def test_a_provisional_number_is_marked(secretary: Any, made: Any) -> None:
    secretary.post("/language", data={"language": "en"})
    page = secretary.get(f"/resolutions/{made(ResolutionState.ADOPTED, provisional_number='CE/23-1')}").text
    assert "provisional number" in page


def test_who_is_bound_the_vote_and_the_dissents_are_shown(secretary: Any, made: Any, world: Any) -> None:
    quorum = {"present": 3, "voting": 3, "needed": 2, "met": True, "missing_agencies": [], "seats": []}
    public_id = made(
        bound=[world.welfare], votes_for=2, votes_against=1, abstentions=0, quorum=quorum, dissent="نماینده مخالف بود."
    )
    page = secretary.get(f"/resolutions/{public_id}").text
    assert [word in page for word in (world.welfare.name_fa, "نماینده مخالف بود.", 'class="quorum-bar"')] == [True] * 3


def test_what_followed_is_shown(secretary: Any, made: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    follows = Consequence("فهرست را بفرستید", "A-1405-1", Look("Open", "work", "half"), "/actions/x")
    monkeypatch.setattr(consequences, "SHOWN", [lambda _actor, _resolution: [follows]])
    assert 'href="/actions/x"' in secretary.get(f"/resolutions/{made()}").text


def test_both_of_a_replacement_lead_to_each_other(secretary: Any, made: Any, app: Any) -> None:
    earlier = made(ResolutionState.SUPERSEDED)
    later = made(replaces_id=stored(app, earlier).id, replacing=Replacing.SUPERSEDES)
    assert f"/resolutions/{later}" in secretary.get(f"/resolutions/{earlier}").text
    assert f"/resolutions/{earlier}" in secretary.get(f"/resolutions/{later}").text


@pytest.mark.parametrize("state", list(ResolutionState))
def test_its_page_costs_at_most_seven_statements(
    secretary: Any, made: Any, world: Any, statements: Any, state: ResolutionState
) -> None:
    public_id = made(state, bound=list(world.agencies))
    with statements() as seen:
        secretary.get(f"/resolutions/{public_id}")
    assert len(seen) <= 7


def test_who_is_only_bound_reads_nothing_of_how_it_was_come_to(client: Any, world: Any, made: Any, app: Any) -> None:
    public_id = made(text="متن مصوبه", bound=[world.police], votes_for=2, votes_against=1, dissent="نماینده مخالف بود.")
    with app.app_context():
        one = db.session.scalars(select(Resolution).where(Resolution.public_id == public_id)).one()
        commands.implement(acting(world.secretary), one, result="انجام شد.")
        entry = one.entry
        assert entry is not None
        entry.item.confidential, title = True, entry.title
        db.session.commit()
    sign_in(client, world.police_liaison)
    page = client.get(f"/resolutions/{public_id}").text
    words = ("متن مصوبه", "نماینده مخالف بود.", title, world.secretary.name)
    assert [word in page for word in words] == [True, False, False, False]


def test_the_other_of_a_replacement_is_no_dead_end(client: Any, world: Any, made: Any, app: Any) -> None:
    earlier = made(ResolutionState.SUPERSEDED, confidential=True)
    later = made(replaces_id=stored(app, earlier).id, replacing=Replacing.SUPERSEDES)
    sign_in(client, world.observer)
    assert f"/resolutions/{earlier}" not in client.get(f"/resolutions/{later}").text


def test_nobody_is_led_to_a_referral_that_has_not_come_to_him(client: Any, world: Any, made: Any, app: Any) -> None:
    with app.app_context():
        referral = add_referral(add_case(world.municipality), world.welfare, drafted_by=world.municipality_liaison)
        db.session.commit()
        number, where = referral.id, referral.public_id
    public_id = made(bound=[world.welfare], referral_id=number, effect=Effect.ASK)
    sign_in(client, world.welfare_liaison)
    assert f"/referrals/{where}" not in client.get(f"/resolutions/{public_id}").text


def test_who_sits_elsewhere_finds_nothing_there(client: Any, world: Any, made: Any) -> None:
    sign_in(client, world.reviewer)
    assert client.get(f"/resolutions/{made()}").status_code == 404


# --- moves -----------------------------------------------------------------------------------------------------


def test_it_is_put_and_adopted_with_votes(secretary: Any, made: Any, app: Any) -> None:
    public_id = made(ResolutionState.PROPOSED)
    secretary.post(f"/resolutions/{public_id}/put")
    secretary.post(f"/resolutions/{public_id}/adopt", data={"votes_for": "۲", "votes_against": "۱"})
    found = stored(app, public_id)
    assert (found.state, found.votes_for, found.provisional_number) == (ResolutionState.ADOPTED, 2, "CE/23-1")


def test_votes_that_do_not_suffice_are_told_beside_the_field(secretary: Any, made: Any) -> None:
    public_id = made(ResolutionState.PUT)
    answer = secretary.post(f"/resolutions/{public_id}/adopt", data={"votes_for": "1", "votes_against": "2"})
    assert (answer.status_code, 'id="votes_for-error"' in answer.text) == (422, True)


@pytest.mark.parametrize(
    ("state", "move", "field"),
    [
        (ResolutionState.PROPOSED, "withdraw", "reason"),
        (ResolutionState.IN_FORCE, "implement", "result"),
        (ResolutionState.IN_FORCE, "implement_partly", "result"),
    ],
)
def test_a_move_without_its_words_is_shown_again(
    secretary: Any, made: Any, state: ResolutionState, move: str, field: str
) -> None:
    public_id = made(state)
    assert secretary.get(f"/resolutions/{public_id}/{move}").status_code == 200
    answer = secretary.post(f"/resolutions/{public_id}/{move}", data={field: ""})
    assert (answer.status_code, f'id="{field}-error"' in answer.text) == (422, True)


def test_a_move_costs_at_most_ten_statements(secretary: Any, made: Any, statements: Any) -> None:
    public_id = made(ResolutionState.PROPOSED)
    for move, typed in (("put", {}), ("adopt", {"consensus": "y"})):
        with statements() as seen:
            assert secretary.post(f"/resolutions/{public_id}/{move}", data=typed).status_code == 303
    assert len(seen) <= 10, "\n".join(one[:120] for one in seen)


def test_without_quorum_the_page_says_why_nothing_can_be_put(secretary: Any, made: Any, app: Any) -> None:
    public_id = made(ResolutionState.PROPOSED)
    with app.app_context():
        meeting = db.session.scalars(select(Meeting)).one()
        meeting.group.quorum_kind, meeting.group.quorum_value = "number", 9
        db.session.commit()
    page = secretary.get(f"/resolutions/{public_id}").text
    assert (f"/resolutions/{public_id}/put" in page, "moves-hint" in page) == (False, True)


# --- editing ---------------------------------------------------------------------------------------------------


def test_the_form_holds_what_is_stored(secretary: Any, made: Any, world: Any) -> None:
    public_id = made(ResolutionState.PROPOSED, text="متن پیشنهاد", bound=[world.pouya])
    page = secretary.get(f"/resolutions/{public_id}/edit").text
    assert ("متن پیشنهاد" in page, world.pouya.name_fa in page) == (True, True)


def test_whom_it_binds_is_typed_by_name(secretary: Any, made: Any, world: Any, app: Any) -> None:
    public_id = made(ResolutionState.PROPOSED, bound=[world.pouya])
    typed = {"text": "متن", "kind": "instruction", "agencies-0": "", "agencies-1": world.welfare.name_fa}
    assert secretary.post(f"/resolutions/{public_id}/edit", data=typed).status_code == 303
    with app.app_context():
        found = db.session.scalars(select(Resolution).where(Resolution.public_id == public_id)).one()
        assert ([one.agency_id for one in found.mandates], found.kind) == (
            [world.welfare.id],
            ResolutionKind.INSTRUCTION,
        )


def test_an_agency_that_is_not_known_is_told(secretary: Any, made: Any) -> None:
    public_id = made(ResolutionState.PROPOSED)
    answer = secretary.post(f"/resolutions/{public_id}/edit", data={"text": "متن", "agencies-0": "هیچ‌کجا"})
    assert (answer.status_code, "هیچ‌کجا" in answer.text) == (422, True)


def test_an_earlier_resolution_is_named_by_its_number(secretary: Any, made: Any, app: Any) -> None:
    earlier, later = made(number="CE/1405/7"), made(ResolutionState.PROPOSED)
    typed = {"text": "متن", "replacing": "revokes", "replaces": "ce/۱۴۰۵/۷"}
    assert secretary.post(f"/resolutions/{later}/edit", data=typed).status_code == 303
    assert stored(app, later).replaces_id == stored(app, earlier).id


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("replaces", {"replacing": "revokes", "replaces": "CE/1405/99"}),
        ("referral", {"effect": "ask", "referral": "R-1405-99"}),
    ],
)
def test_a_number_that_nobody_has_is_told_beside_the_field(
    secretary: Any, made: Any, field: str, typed: dict[str, str]
) -> None:
    public_id = made(ResolutionState.PROPOSED)
    answer = secretary.post(f"/resolutions/{public_id}/edit", data={"text": "متن"} | typed)
    assert (answer.status_code, f'id="{field}-error"' in answer.text) == (422, True)


def test_in_force_the_day_of_review_still_changes(secretary: Any, made: Any, app: Any) -> None:
    public_id = made()
    secretary.post(f"/resolutions/{public_id}/edit", data={"review_on": "۱۴۰۶/۰۱/۱۵"})
    assert stored(app, public_id).review_on == date(2027, 4, 4)


# --- outside ---------------------------------------------------------------------------------------------------


def paper(owner: str, **changed: Any) -> dict[str, Any]:
    return {
        "owner": owner,
        "body": "هیئت وزیران",
        "number": "۱۲۳/ت",
        "on": "۱۴۰۵/۰۷/۰۱",
        "text": "متن مصوبه",
        "scan": (BytesIO(PDF), "paper.pdf"),
    } | changed


def test_a_liaison_enters_an_outside_body_s_resolution(client: Any, world: Any, app: Any) -> None:
    sign_in(client, world.welfare_liaison)
    assert client.get("/resolutions/enter").status_code == 200
    answer = client.post("/resolutions/enter", data=paper(f"a{world.welfare.id}", **{"agencies-0": "پویا"}))
    assert answer.status_code == 303
    page = client.get(answer.location).text
    assert [word in page for word in ("هیئت وزیران", "paper.pdf", world.pouya.name_fa)] == [True] * 3


def test_its_scan_is_given_out(client: Any, world: Any, app: Any) -> None:
    sign_in(client, world.welfare_liaison)
    shown = client.post("/resolutions/enter", data=paper(f"a{world.welfare.id}")).location
    link = next(word for word in client.get(shown).text.split('"') if "/scans/" in word)
    assert client.get(link).data[:5] == b"%PDF-"


def test_the_same_paper_twice_is_told_beside_its_number(client: Any, world: Any) -> None:
    sign_in(client, world.welfare_liaison)
    client.post("/resolutions/enter", data=paper(f"a{world.welfare.id}"))
    answer = client.post("/resolutions/enter", data=paper(f"a{world.welfare.id}"))
    assert (answer.status_code, 'id="number-error"' in answer.text) == (422, True)


def test_without_its_scan_it_is_not_entered(client: Any, world: Any) -> None:
    sign_in(client, world.welfare_liaison)
    answer = client.post("/resolutions/enter", data=paper(f"a{world.welfare.id}", scan=(BytesIO(b""), "")))
    assert (answer.status_code, "متن مصوبه" in answer.text) == (422, True)


def test_nobody_enters_for_another_agency(client: Any, world: Any) -> None:
    sign_in(client, world.welfare_liaison)
    assert client.post("/resolutions/enter", data=paper(f"a{world.police.id}")).status_code == 422


def test_a_member_without_a_desk_enters_nothing(client: Any, world: Any) -> None:
    sign_in(client, world.member)
    assert client.get("/resolutions/enter").status_code == 403


def test_the_minutes_tell_whether_the_vote_can_be_taken_back(
    secretary: Any, made: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    public_id = made(ResolutionState.ADOPTED)
    monkeypatch.setattr(meeting_consequences, "MINUTES", [lambda _meeting_id: "in_review"])
    assert f"/resolutions/{public_id}/reopen" not in secretary.get(f"/resolutions/{public_id}").text
