"""The pages of reports: list, new, the report itself, its sections, publishing, withdrawing, public version, papers."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select

from coordination.activities.models import ActivityKind, Precision
from coordination.kernel.db import db
from coordination.lang import spans
from coordination.reports import jobs
from coordination.reports.models import Report, ReportState
from coordination.vault.seal import INSTALLATION, place, seal
from tests.issuing import add_activity, add_report, of_agency, of_group
from tests.world import sign_in

SPRING = spans.range_of("season", 1405, 1)
SUMMER = spans.range_of("season", 1405, 2)
CREATE, LIST, DETAIL, MOVE = 8, 5, 7, 10
MADE = 16
"""A draft is made of ten kinds of records: so many statements, however many rows there are."""


@pytest.fixture
def liaison(client: Any, world: Any) -> Any:
    sign_in(client, world.pouya_liaison)
    return client


@pytest.fixture
def draft(world: Any, app: Any) -> Any:
    """A draft of the association's on last summer, with so many visits; gives its address."""

    def make(visits: int = 2, **columns: Any) -> str:
        with app.app_context():
            for number in range(visits):
                add_activity(
                    of_agency(world.pouya), world.pouya_liaison, ActivityKind.VISIT, from_on=SUMMER[0],
                    title=f"بازدید از مرکز {number + 1}", to_on=SUMMER[1], precision=Precision.SEASON,
                )  # fmt: skip
            report = add_report(
                of_agency(world.pouya), world.pouya_liaison, year=1405, part=2, from_on=SUMMER[0], to_on=SUMMER[1],
                **columns,
            )  # fmt: skip
            db.session.commit()
            return f"/reports/{report.public_id}"

    return make


def stored(app: Any, address: str) -> Report:
    with app.app_context():
        report = db.session.scalars(select(Report).where(Report.public_id == address.split("/")[2])).one()
        _loaded = [(one.body_fa, one.in_public) for one in report.sections], len(report.papers)
        return report


def text(answer: Any) -> str:
    return str(answer.get_data(as_text=True))


def publish(client: Any, address: str, **data: Any) -> Any:
    return client.post(f"{address}/publish", data=data)


def test_a_report_takes_three_clicks_from_anywhere(liaison: Any, app: Any) -> None:
    assert 'href="/reports/new"' in text(liaison.get("/"))
    page = text(liaison.get("/reports/new"))
    answer = liaison.post(
        "/reports/new", data={"issuer": _issuer(page), "period": "season-2", "year": "۱۴۰۵", "arranged": ""}
    )
    assert answer.status_code == 303
    assert stored(app, answer.location).from_on == SUMMER[0]


def _issuer(page: str) -> str:
    return page.split('value="agency-')[1].split('"')[0].join(("agency-", ""))


def test_the_form_is_set_to_the_last_full_season(liaison: Any) -> None:
    page = text(liaison.get("/reports/new"))
    assert '<option selected value="season-2">' in page
    assert 'value="۱۴۰۵"' in page


def test_the_same_report_is_made_once(liaison: Any, draft: Any, world: Any) -> None:
    address = draft()
    answer = liaison.post(
        "/reports/new",
        data={"issuer": f"agency-{world.pouya.id}", "period": "season-2", "year": "1405", "arranged": ""},
    )
    assert answer.status_code == 422
    assert address in text(answer)


def test_a_span_that_has_not_begun_is_refused(liaison: Any, world: Any) -> None:
    answer = liaison.post(
        "/reports/new",
        data={"issuer": f"agency-{world.pouya.id}", "period": "season-4", "year": "1405", "arranged": ""},
    )
    assert answer.status_code == 422
    assert "آغاز نشده" in text(answer)


def test_anothers_name_is_refused(liaison: Any, world: Any) -> None:
    answer = liaison.post(
        "/reports/new", data={"issuer": f"agency-{world.welfare.id}", "period": "season-2", "year": "1405"}
    )
    assert answer.status_code == 422


def test_a_list_asks_no_more_for_forty_reports(liaison: Any, world: Any, app: Any, statements: Any) -> None:
    counts = []
    for years in (range(1400, 1402), range(1350, 1388)):
        with app.app_context():
            for year in years:
                first, last = spans.range_of("season", year, 1)
                add_report(of_agency(world.pouya), world.pouya_liaison, year=year, part=1, from_on=first, to_on=last)
            db.session.commit()
        with statements() as seen:
            assert liaison.get("/reports").status_code == 200
        counts.append(len(seen))
    assert counts[0] == counts[1] <= LIST


def test_a_draft_asks_no_more_for_forty_records(
    liaison: Any, draft: Any, world: Any, app: Any, statements: Any
) -> None:
    address = draft(2)
    liaison.get(address)
    with statements() as few:
        assert liaison.get(address).status_code == 200
    with app.app_context():
        for number in range(40):
            add_activity(
                of_agency(world.pouya),
                world.pouya_liaison,
                title=f"گفت‌وگو {number}",
                from_on=SUMMER[0],
                to_on=SUMMER[0],
            )
        db.session.commit()
    with statements() as many:
        page = text(liaison.get(address))
    assert "گفت‌وگو 39" in page
    assert len(few) == len(many) <= MADE, "\n".join(many)


def test_a_published_report_asks_its_own_rows_only(liaison: Any, draft: Any, world: Any, statements: Any) -> None:
    address = draft(2)
    assert publish(liaison, address).status_code == 303
    sign_in(liaison, world.pouya_worker)
    with statements() as seen:
        assert "بازدید از مرکز 2" in text(liaison.get(address))
    assert len(seen) <= DETAIL, "\n".join(seen)


def test_a_draft_is_its_desks_alone(liaison: Any, draft: Any, world: Any) -> None:
    address = draft()
    sign_in(liaison, world.pouya_worker)
    assert liaison.get(address).status_code == 404


@pytest.mark.parametrize("language", ["fa", "en"])
def test_a_draft_shows_its_sections_with_letters(liaison: Any, draft: Any, language: str) -> None:
    address = draft()
    liaison.set_cookie("lang", language)
    page = text(liaison.get(address))
    assert "بازدید از مرکز 1" in page
    assert 'id="section-8"' in page


def test_what_is_recorded_later_is_in_the_draft(liaison: Any, draft: Any, world: Any, app: Any) -> None:
    address = draft(1)
    with app.app_context():
        add_activity(
            of_agency(world.pouya), world.pouya_liaison, ActivityKind.WORKSHOP, title="مهارت گفت‌وگو", from_on=SUMMER[0],
            to_on=SUMMER[0],
        )  # fmt: skip
        db.session.commit()
    assert "مهارت گفت‌وگو" in text(liaison.get(address))


def test_an_empty_report_guides(liaison: Any, draft: Any) -> None:
    page = text(liaison.get(draft(0)))
    assert "هنوز چیزی ثبت نشده است" in page
    assert "/activities/new" in page


def save(client: Any, address: str, section: str = "8", **data: Any) -> Any:
    body = {"body_fa": "متن من.", "body_en": "My text.", "in_public": "y"} | data
    return client.post(f"{address}/sections/{section}", data=body)


def test_the_editor_shows_the_made_text_and_its_records(liaison: Any, draft: Any, statements: Any) -> None:
    address = draft()
    page = text(liaison.get(f"{address}/sections/8"))
    assert page.count("بازدید از مرکز 1") >= 4
    assert "/activities/" in page


def test_an_edited_text_stands_in_the_place_of_the_made_one(liaison: Any, draft: Any) -> None:
    address = draft()
    assert save(liaison, address).status_code == 303
    page = text(liaison.get(address))
    assert "متن من." in page
    assert "بازدید از مرکز 1" not in page


def test_an_edited_text_says_that_its_records_changed(liaison: Any, draft: Any, world: Any, app: Any) -> None:
    address = draft()
    save(liaison, address)
    assert "ثبت‌ها عوض شده‌اند" not in text(liaison.get(address))
    with app.app_context():
        add_activity(
            of_agency(world.pouya), world.pouya_liaison, ActivityKind.VISIT, title="بازدید دیگر", from_on=SUMMER[0],
            to_on=SUMMER[0],
        )  # fmt: skip
        db.session.commit()
    assert "ثبت‌ها عوض شده‌اند" in text(liaison.get(address))


def test_a_text_left_as_made_goes_on_following_the_records(liaison: Any, draft: Any, app: Any) -> None:
    address = draft(1)
    made = "«بازدید از مرکز 1» انجام شد."
    save(liaison, address, body_fa=made)
    (section,) = stored(app, address).sections
    assert not section.edited_fa
    assert section.edited_en


def test_the_made_text_is_taken_again(liaison: Any, draft: Any) -> None:
    address = draft()
    save(liaison, address)
    assert liaison.post(f"{address}/sections/8/made").status_code == 303
    assert "بازدید از مرکز 1" in text(liaison.get(address))


def test_two_who_edit_see_both_texts(liaison: Any, draft: Any, app: Any) -> None:
    address = draft()
    version = stored(app, address).version
    save(liaison, address)
    answer = save(liaison, address, body_fa="متن دیگری.", version=str(version))
    assert answer.status_code == 409
    assert "متن دیگری." in text(answer)
    assert "متن من." in text(answer)


def test_a_section_that_is_none_is_not_found(liaison: Any, draft: Any) -> None:
    address = draft()
    for section in ("12", "7-8", "0-8", "services-1", "13-services", "x"):
        assert liaison.get(f"{address}/sections/{section}").status_code == 404


def test_month_by_month_the_unknown_month_stands_last(liaison: Any, draft: Any, world: Any, app: Any) -> None:
    address = draft()
    with app.app_context():
        first, _last = spans.range_of("month", 1405, 5)
        add_activity(
            of_agency(world.pouya), world.pouya_liaison, ActivityKind.VISIT, title="بازدید مرداد", from_on=first,
            to_on=first,
        )  # fmt: skip
        db.session.commit()
    assert liaison.post(f"{address}/arrangement", data={"arranged": "months"}).status_code == 303
    page = text(liaison.get(address))
    assert (
        page.index("مرداد ۱۴۰۵")
        < page.index('id="section-5-8"')
        < page.index("در سراسر تابستان")
        < page.index('id="section-8"')
    )


def test_an_edited_report_is_not_arranged_anew(liaison: Any, draft: Any) -> None:
    address = draft()
    save(liaison, address)
    assert liaison.post(f"{address}/arrangement", data={"arranged": "months"}).status_code == 422


def test_publishing_freezes_the_text(liaison: Any, draft: Any, world: Any, app: Any) -> None:
    address = draft()
    assert publish(liaison, address).status_code == 303
    with app.app_context():
        add_activity(
            of_agency(world.pouya), world.pouya_liaison, ActivityKind.VISIT, title="بازدید دیگر", from_on=SUMMER[0],
            to_on=SUMMER[0],
        )  # fmt: skip
        db.session.commit()
    page = text(liaison.get(address))
    assert "بازدید از مرکز 1" in page
    assert "بازدید دیگر" not in page


@pytest.mark.parametrize("typed", ["کودک C-48213 آمد.", "کودک c ۴۸۲۱۳ آمد."])
def test_publishing_refuses_the_code_of_a_child(liaison: Any, draft: Any, app: Any, typed: str) -> None:
    address = draft()
    save(liaison, address, body_fa=typed)
    answer = publish(liaison, address)
    assert answer.status_code == 422
    assert "کد پرونده یک کودک" in text(answer)
    assert stored(app, address).state == ReportState.DRAFT


def test_publishing_refuses_an_empty_report(liaison: Any, draft: Any) -> None:
    answer = publish(liaison, draft(0))
    assert answer.status_code == 422
    assert "هنوز چیزی در آن نیست" in text(answer)


def test_what_is_published_is_not_edited(liaison: Any, draft: Any) -> None:
    address = draft()
    publish(liaison, address)
    assert liaison.get(f"{address}/sections/8").status_code == 404
    assert liaison.post(f"{address}/arrangement", data={"arranged": "months"}).status_code == 409


def test_who_writes_while_it_is_published_keeps_his_text(liaison: Any, draft: Any) -> None:
    address = draft()
    publish(liaison, address)
    answer = save(liaison, address, body_fa="سطری که دیر رسید.")
    assert answer.status_code == 409
    assert "سطری که دیر رسید." in text(answer)
    assert "این گزارش منتشر شده است" in text(answer)


def test_the_papers_are_frozen_with_their_hashes(liaison: Any, draft: Any, app: Any) -> None:
    address = draft()
    publish(liaison, address)
    with app.app_context():
        report = db.session.scalars(select(Report)).one()
        assert jobs.freeze(report.id)
        assert not jobs.freeze(report.id)
    papers = stored(app, address).papers
    assert {(one.kind, one.language) for one in papers} == {(k, la) for k in ("pdf", "docx") for la in ("fa", "en")}
    page = text(liaison.get(address))
    assert all(one.sha256 in page for one in papers)
    answer = liaison.get(f"{address}/report.pdf?language=en")
    assert answer.mimetype == "application/pdf"
    assert answer.get_data().startswith(b"%PDF")


@pytest.mark.parametrize("kind", ["pdf", "docx", "txt"])
@pytest.mark.parametrize("language", ["fa", "en"])
def test_a_drafts_papers_are_made_when_asked_for(liaison: Any, draft: Any, kind: str, language: str) -> None:
    answer = liaison.get(f"{draft()}/report.{kind}?language={language}")
    assert answer.status_code == 200
    assert len(answer.get_data()) > 100


def test_a_withdrawn_report_shows_its_reason(liaison: Any, draft: Any, world: Any) -> None:
    address = draft()
    publish(liaison, address)
    assert liaison.post(f"{address}/withdraw", data={"reason": ""}).status_code == 422
    assert liaison.post(f"{address}/withdraw", data={"reason": "رقمی نادرست بود"}).status_code == 303
    sign_in(liaison, world.pouya_worker)
    page = text(liaison.get(address))
    assert "رقمی نادرست بود" in page
    assert "بازدید از مرکز 1" not in page
    assert liaison.get(f"{address}/report.pdf").status_code == 404


def test_a_new_edition_takes_the_place_of_the_first(liaison: Any, draft: Any, app: Any) -> None:
    address = draft()
    save(liaison, address)
    publish(liaison, address, public="y")
    answer = liaison.post(f"{address}/editions")
    second = answer.location
    assert stored(app, second).edition == 2
    assert "متن من." in text(liaison.get(second))
    assert address in text(liaison.get(second))
    assert liaison.post(f"{address}/editions").location == second
    publish(liaison, second, public="y")
    assert second in text(liaison.get(address))


def test_a_section_left_out_is_not_public(liaison: Any, draft: Any) -> None:
    address = draft()
    liaison.post(f"{address}/sections/8", data={"body_fa": "متن من.", "body_en": ""})
    publish(liaison, address, public="y")
    assert "متن من." in text(liaison.get(address))
    assert "متن من." not in text(liaison.get(f"{address}/public"))


def test_the_public_version_is_opened_and_closed(liaison: Any, draft: Any, app: Any) -> None:
    address = draft()
    publish(liaison, address)
    assert not stored(app, address).public
    liaison.post(f"{address}/public/open")
    assert stored(app, address).public
    liaison.post(f"{address}/public/close")
    assert not stored(app, address).public


def test_filters_of_the_list_stand_in_the_address(liaison: Any, draft: Any) -> None:
    draft()
    page = text(liaison.get("/reports?state=published&year=1404"))
    assert "با این فیلترها" in page
    assert "تابستان ۱۴۰۵" in text(liaison.get("/reports?state=draft&span=season&year=۱۴۰۵"))


def test_moves_stay_within_their_statements(liaison: Any, draft: Any, app: Any, statements: Any) -> None:
    address = draft()
    publish(liaison, address)
    with app.app_context():
        seal(INSTALLATION, "گرم", place("test", "1"))  # the installation's key is made when it is first needed
    with statements() as seen:
        liaison.post(f"{address}/withdraw", data={"reason": "نادرست"})
    assert len(seen) <= MOVE, "\n".join(seen)


def test_a_group_reports_too(client: Any, world: Any, app: Any) -> None:
    sign_in(client, world.secretary)
    with app.app_context():
        report = add_report(
            of_group(world.group), world.secretary, year=1405, part=2, from_on=SUMMER[0], to_on=SUMMER[1]
        )
        db.session.commit()
        address = f"/reports/{report.public_id}"
    assert client.get(address).status_code == 200
