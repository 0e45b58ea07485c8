"""Figures are asked of three agencies, summed, and given out by: from the call's draft to goods that arrive short."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import FilePayload, expect

from tests.browser.conftest import Arrive
from tests.browser.site import Site
from tests.browser.visitor import Visitor
from tests.world import Body, World

pytestmark = pytest.mark.browser

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TITLE = "دانش‌آموزان نیازمند کتاب درسی"
CHILDREN, BEGINS, TEACHES = "شمار دانش‌آموزان", "روز آغاز کلاس‌ها", "کلاس جبرانی دارد"
WHY_BACK = "شمار دختران هم در این عدد بیاید."
WHY_LESS = "سه بسته در راه آسیب دید."


def draft_the_call(secretary: Visitor, town: World) -> None:
    """The title, three typed columns, the members of the group and one agency beside them."""
    secretary.turn_to("Data calls")
    secretary.page.locator(".page-acts a").click()
    secretary.write("Title", TITLE)
    secretary.write("Last day for answers", "۱۴۰۵/۹/۱۵")
    secretary.press("Save and go on to the columns")
    for label, kind in ((CHILDREN, "A whole number"), (BEGINS, "A date"), (TEACHES, "Yes or no")):
        secretary.write("Heading", label)
        secretary.choose("What belongs there", kind)
        secretary.write("Unit", "کودک" if label == CHILDREN else "")
        secretary.press("Add the column")
        secretary.is_told("The column was added.")
    secretary.press("On to who is asked")
    secretary.write("All members of a group", town.group.name_fa)
    secretary.press("Add them")
    secretary.write("One agency", town.police.name_fa)
    secretary.press("Add them")
    for agency in (town.welfare, town.pouya, town.police):
        secretary.sees(agency.name_fa)
    secretary.press("On to opening it")
    secretary.press("Open the call")
    secretary.press("Open the call")


def answer_on_the_screen(site: Site, liaison: Visitor) -> None:
    """From the notice; a cell that does not fit is named, and nothing typed is lost."""
    site.tell()
    liaison.turn_to("Notices")
    liaison.page.get_by_role("button").filter(has_text=TITLE).first.click()
    children = liaison.page.get_by_label(CHILDREN).first
    begins = liaison.page.get_by_label(BEGINS).first
    children.fill("بیست‌وپنج نفر")
    begins.fill("۱۴۰۵/۷/۱")
    liaison.page.get_by_label(TEACHES).first.select_option("1")
    liaison.press("Hand in the sheet")
    wrong = liaison.page.locator(".field.has-error")
    expect(wrong).to_have_count(1)
    expect(wrong).to_contain_text(CHILDREN)
    expect(children).to_have_value("بیست‌وپنج نفر")
    expect(begins).to_have_value("۱۴۰۵/۷/۱")
    children.fill("۲۵")
    liaison.press("Hand in the sheet")
    liaison.is_told("The sheet was handed in.")


def answer_by_table(liaison: Visitor) -> None:
    """The table is downloaded, filled in with a spreadsheet program and uploaded."""
    liaison.turn_to("Data calls")
    liaison.press("Fill in")
    with liaison.page.expect_download() as download:
        liaison.press("Download the table")
    book = load_workbook(BytesIO(Path(download.value.path()).read_bytes()))
    sheet = book.worksheets[0]
    values = {CHILDREN: 40, BEGINS: "1405/7/3", TEACHES: liaison.say("no")}
    for cell in sheet[1]:
        sheet.cell(2, cell.column).value = values[cell.value]
    filled = BytesIO()
    book.save(filled)
    file: FilePayload = {"name": "answers.xlsx", "mimeType": XLSX, "buffer": filled.getvalue()}
    liaison.field("XLSX file").set_input_files(file)
    liaison.press("Upload the table")
    liaison.is_told("The table was taken into the sheet. Look at it and hand it in.")
    liaison.press("Hand in the sheet")
    liaison.is_told("The sheet was handed in.")


def correct_the_sheet(secretary: Visitor, liaison: Visitor, agency: Body) -> None:
    """It is given back with words, corrected, and handed in again."""
    secretary.page.reload()
    secretary.page.get_by_role("link", name=agency.name_fa).click()
    secretary.press("Give back to correct")
    secretary.write("What shall be corrected?", WHY_BACK)
    secretary.press("Give back to correct")
    secretary.is_told("The sheet was given back to be corrected.")
    liaison.page.reload()
    liaison.sees(WHY_BACK)
    liaison.page.get_by_label(CHILDREN).first.fill("۳۰")
    liaison.press("Hand in the sheet")
    liaison.is_told("The sheet was handed in.")


def take_in_and_close(secretary: Visitor, missing: Body) -> None:
    """Both sheets count; the one that is missing is named before the call ends without it."""
    secretary.page.reload()
    secretary.page.locator("form[action$='accept-all'] button").click()
    secretary.press("Close the call")
    secretary.sees(missing.name_fa)
    secretary.press("Close the call")
    expect(secretary.page.locator(".has-error")).to_have_count(1)
    secretary.tick("The call ends without them")
    secretary.press("Close the call")
    secretary.is_told("The call was closed.")


def row(visitor: Visitor, agency: str) -> str:
    return visitor.page.get_by_role("row").filter(has_text=agency).last.inner_text()


def test_figures_are_asked_summed_and_given_out_by(arrive: Arrive, site: Site, town: World) -> None:
    secretary = arrive(town.secretary)
    draft_the_call(secretary, town)
    screen, table = arrive(town.welfare_liaison, width=360), arrive(town.pouya_liaison)
    answer_on_the_screen(site, screen)
    answer_by_table(table)
    correct_the_sheet(secretary, screen, town.welfare)
    take_in_and_close(secretary, town.police)

    secretary.press("The tally")
    expect(secretary.page.locator("section").filter(has_text=secretary.say("Who is missing")).last).to_contain_text(
        town.police.name_fa
    )
    chart = secretary.page.locator("figure.chart")
    for words in (town.welfare.name_fa, "۳۰", town.pouya.name_fa, "۴۰"):
        expect(chart).to_contain_text(words)
    assert "۷۰" in row(secretary, secretary.say("In all"))

    secretary.press("Plan a distribution by these figures")
    expect(secretary.page.get_by_label(town.welfare.name_fa)).to_have_value("۳۰")
    secretary.page.get_by_label(town.pouya.name_fa).fill("۳۵")
    secretary.press("Plan the distribution")
    secretary.is_told("The distribution was planned.")
    secretary.press("Dispatch all that is planned")
    secretary.press("Dispatch")
    site.tell()

    screen.turn_to("Notices")
    screen.page.get_by_role("button").filter(has_text=TITLE).first.click()
    screen.press("Confirm receipt")
    screen.write("Quantity received", "۲۷")
    screen.write("Reason for a difference", WHY_LESS)
    screen.press("Confirm receipt")
    screen.is_told("The receipt was confirmed.")
    screen.is_told("Less arrived than was sent: %(quantity)s", quantity="۳")
    secretary.page.reload()
    secretary.is_told("Less arrived than was sent: %(quantity)s", quantity="۳")
    secretary.sees(WHY_LESS)
    for count in ("۳۰", "۲۷"):
        assert count in row(secretary, town.welfare.name_fa)
