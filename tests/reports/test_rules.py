"""Rules of reports on commands: the needs of each move, what is refused, what is frozen, and what is never public."""

from __future__ import annotations

import json
from dataclasses import fields
from datetime import date
from typing import Any

import pytest

from coordination import workflow
from coordination.activities.issuers import Issuer
from coordination.figures import cells
from coordination.figures.models import FigureCount
from coordination.figures.small import SMALL
from coordination.groups.models import Group
from coordination.kernel.db import db
from coordination.kernel.errors import Invalid, Refused, Unmet, WrongState
from coordination.lang import locale
from coordination.referrals.models import Route
from coordination.reports import commands
from coordination.reports.commands import AlreadyThere
from coordination.reports.figures import Figures, read, read_openly
from coordination.reports.headings import key_of, letter, place_of
from coordination.reports.models import Report, ReportState, Span
from coordination.reports.public import sections_of
from coordination.reports.queries import get_public, list_public
from coordination.reports.reading import Material, figures_of, parts_of
from coordination.reports.states import ReportFacts
from tests.issuing import add_report, of_agency, of_group
from tests.reports.season import SUMMER, group_report, hold_a_season
from tests.world import acting, add_case, add_referral

SPANNING = (
    "span", "year", "part", "from_on", "to_on", "title", "state", "state_since", "created_by_id", "created_at",
)  # fmt: skip


@pytest.fixture
def report(world: Any, session: Any) -> Report:
    """The education group's draft on a summer with everything."""
    hold_a_season(world)
    return group_report(world)


def words_of(report: Report, language: str = "fa") -> str:
    return "\n".join(line for part in parts_of(report, None, language) for one in part.sections for line in one.lines)


def public_words(report: Report, language: str = "fa") -> str:
    with locale.using(language):
        return "\n".join(line for part in sections_of(report).parts for one in part.sections for line in one.lines)


def edit(world: Any, report: Report, key: str, text: str, *, in_public: bool = True) -> None:
    place = place_of(key)
    assert place is not None
    material = Material(report)
    commands.edit_section(
        acting(world.secretary), report, place, body_fa=text, body_en=text, in_public=in_public, material=material
    )
    db.session.flush()


def test_report_publish_needs_figures_frozen(world: Any, report: Report) -> None:
    with pytest.raises(Unmet) as refusal:
        workflow.perform(acting(world.secretary), report, "publish", facts=ReportFacts())
    assert set(refusal.value.needs) == {"figures_frozen"}


def test_report_withdraw_needs_reason(world: Any, report: Report) -> None:
    commands.publish(acting(world.secretary), report)
    with pytest.raises(Unmet) as refusal:
        commands.withdraw(acting(world.secretary), report, reason="")
    assert set(refusal.value.needs) == {"reason"}


def test_a_member_publishes_nothing(world: Any, report: Report) -> None:
    with pytest.raises(Refused):
        commands.publish(acting(world.member), report)


def test_a_published_report_is_not_published_again(world: Any, report: Report) -> None:
    commands.publish(acting(world.secretary), report)
    with pytest.raises(WrongState):
        commands.publish(acting(world.secretary), report)


def test_no_report_is_made_in_anothers_name(world: Any, session: Any) -> None:
    with pytest.raises(Refused):
        commands.begin(acting(world.member), Issuer(group_id=world.group.id), span=Span.SEASON, year=1405, part=2)


@pytest.mark.parametrize("year", [0, 1299, 1501, 99_999])
def test_a_year_outside_the_calendar_is_refused(world: Any, session: Any, year: int) -> None:
    with pytest.raises(Invalid):
        commands.begin(acting(world.secretary), Issuer(group_id=world.group.id), span=Span.YEAR, year=year)


def test_a_draft_has_no_new_edition(world: Any, report: Report) -> None:
    with pytest.raises(WrongState):
        commands.new_edition(acting(world.secretary), report)


def test_a_second_new_edition_is_refused(world: Any, report: Report) -> None:
    actor = acting(world.secretary)
    commands.publish(actor, report)
    second = commands.new_edition(actor, report)
    with pytest.raises(AlreadyThere) as refusal:
        commands.new_edition(actor, report)
    assert refusal.value.report is second


def test_a_new_edition_says_what_it_replaces(world: Any, report: Report) -> None:
    commands.publish(acting(world.secretary), report)
    second = commands.new_edition(acting(world.secretary), report)
    assert (second.edition, second.replaces_id) == (2, report.id)


def test_a_childs_name_is_refused_where_its_referral_is_named(world: Any, report: Report) -> None:
    case = add_case(world.pouya, worker=world.pouya_worker, given_name="بردیا", family_name="کیانمهر")
    referral = add_referral(case, world.welfare, drafted_by=world.pouya_worker)
    edit(world, report, "1", f"درباره {referral.code} با خانواده بردیا گفت‌وگو شد.")
    with pytest.raises(Invalid, match="own name"):
        commands.publish(acting(world.secretary), report)


def test_a_referrals_own_code_may_stand(world: Any, report: Report) -> None:
    case = add_case(world.pouya, worker=world.pouya_worker)
    referral = add_referral(case, world.welfare, drafted_by=world.pouya_worker)
    edit(world, report, "1", f"درباره {referral.code} گفت‌وگو شد.")
    commands.publish(acting(world.secretary), report)
    assert report.state == ReportState.PUBLISHED


def test_the_frozen_figures_are_those_of_the_draft(world: Any, report: Report) -> None:
    before = figures_of(report)
    commands.publish(acting(world.secretary), report)
    db.session.flush()
    frozen = read(json.loads(json.dumps(report.figures)))
    assert frozen == before


@pytest.mark.parametrize("language", ["fa", "en"])
def test_the_frozen_text_is_that_of_the_draft(world: Any, report: Report, language: str) -> None:
    before = words_of(report, language)
    commands.publish(acting(world.secretary), report)
    assert words_of(report, language) == before


def test_nothing_confidential_is_told(report: Report) -> None:
    assert "محرمانه" not in words_of(report)
    assert "محرمانه" not in public_words(report)


def test_the_public_version_names_public_resolutions_alone(report: Report) -> None:
    assert "ED/1405/2" in words_of(report)
    assert "ED/1405/1" in public_words(report)
    assert "ED/1405/2" not in public_words(report)


def test_what_is_typed_under_a_computed_heading_is_not_public(world: Any, report: Report) -> None:
    edit(world, report, "resolutions", "سه کودک از یک خانواده.")
    commands.publish(acting(world.secretary), report)
    assert "سه کودک" in words_of(report)
    assert "سه کودک" not in public_words(report)


def test_the_public_figures_tell_no_small_count(world: Any, report: Report) -> None:
    commands.publish(acting(world.secretary), report)
    assert report.figures is not None
    shown = read_openly(report.figures).figures
    of_children = (
        "referrals",
        "answered",
        "closed",
        "ended",
        "admissions",
        "iranian",
        "others",
        "girls",
        "boys",
        "services",
    )
    counts = [getattr(shown, name) for name in of_children]
    counts += [line.count for table in (shown.routes, shown.admission_routes, shown.service_kinds) for line in table]
    assert all(count is None or count == 0 or count >= SMALL for count in counts)


def test_the_public_version_reads_the_same_later(world: Any, report: Report) -> None:
    before = public_words(report)
    commands.publish(acting(world.secretary), report)
    assert public_words(report) == before


def test_only_the_last_published_edition_is_public(world: Any, report: Report) -> None:
    actor = acting(world.secretary)
    commands.publish(actor, report)
    commands.open_to_public(actor, report)
    second = commands.new_edition(actor, report)
    db.session.flush()
    assert [one.id for one in list_public()] == [report.id]
    commands.publish(actor, second)
    db.session.flush()
    assert [one.id for one in list_public()] == [second.id]
    assert get_public(report.public_id) is None


def test_a_withdrawn_report_leaves_the_public_list(world: Any, report: Report) -> None:
    actor = acting(world.secretary)
    commands.open_to_public(actor, report)
    commands.publish(actor, report)
    commands.withdraw(actor, report, reason="رقمی نادرست بود")
    db.session.flush()
    assert list_public() == []
    assert get_public(report.public_id) is report
    with pytest.raises(WrongState):
        commands.open_to_public(actor, report)


def test_the_report_of_a_groups_host_names_only_public_resolutions(world: Any, report: Report) -> None:
    host = db.session.get_one(Group, world.group.id).host_agency_id
    of_host = Report(agency_id=host, group_id=None, **{name: getattr(report, name) for name in SPANNING})
    db.session.add(of_host)
    db.session.flush()
    assert "ED/1405/2" in words_of(report)
    assert "ED/1405/1" in words_of(of_host)
    assert "ED/1405/2" not in words_of(of_host)


def test_a_group_that_keeps_to_itself_is_named_in_its_own_reports_only(world: Any, report: Report) -> None:
    group = db.session.get_one(Group, world.group.id)
    of_host = Report(
        agency_id=group.host_agency_id, group_id=None, **{name: getattr(report, name) for name in SPANNING}
    )
    db.session.add(of_host)
    db.session.flush()
    assert group.name_fa in words_of(of_host)
    group.confidential = True
    db.session.flush()
    assert group.name_fa in words_of(report)
    assert group.name_fa not in words_of(of_host)


def test_an_agency_tells_its_own_small_counts(world: Any, session: Any) -> None:
    hold_a_season(world)
    own = add_report(of_agency(world.pouya), world.pouya_liaison, year=1405, part=2, from_on=SUMMER[0], to_on=SUMMER[1])
    routes = {line.code: line.count for line in figures_of(own).routes}
    assert routes["police"] == 3


def test_a_groups_half_year_tells_nothing_that_a_season_of_it_hides(world: Any, session: Any) -> None:
    hold_a_season(world)
    spring = {Route.POLICE: 12, Route.NGO: 30, Route.SELF: 20, Route.MOBILE_UNIT: 15}
    for route, n in spring.items():
        session.add(FigureCount(agency_id=world.pouya.id, month=140502, measure=cells.ROUTE, key=route.value, n=n))
    session.flush()

    def routes(**columns: Any) -> dict[str, int | None]:
        report = add_report(of_group(world.group), world.secretary, year=1405, **columns)
        return {line.code: line.count for line in figures_of(report).routes}

    half: dict[str, Any] = {"span": Span.HALF, "part": 1, "from_on": date(2026, 3, 21), "to_on": SUMMER[1]}
    of_spring = routes(part=1, from_on=date(2026, 3, 21), to_on=date(2026, 6, 21))
    assert (of_spring["police"], routes(part=2, from_on=SUMMER[0], to_on=SUMMER[1])["police"]) == (12, None)
    of_half = routes(**half)
    assert (of_half["police"], of_half["ngo"]) == (None, 51)


def test_every_field_of_the_figures_is_read_back() -> None:
    blank = Figures()
    assert read(blank.frozen()) == blank
    assert {one.name for one in fields(Figures)} == set(blank.frozen())


def test_letters_are_given_to_fourteen_headings() -> None:
    assert [letter(number, "fa") for number in range(9)] == ["الف", "ب", "پ", "ت", "ث", "ج", "چ", "ح", "خ"]
    assert letter(13, "en") == "N"


@pytest.mark.parametrize(("key", "place"), [("1", (0, "1")), ("12-9", (12, "9")), ("services", (0, "services"))])
def test_a_place_is_read_from_its_address(key: str, place: tuple[int, str]) -> None:
    assert place_of(key) == place
    assert key_of(place) == key


@pytest.mark.parametrize("key", ["", "-", "0-1", "13-1", "01-1", "۷-۱", "10", "services-1", "7-services", "1-1-1"])
def test_no_other_address_is_a_place(key: str) -> None:
    assert place_of(key) is None
