"""An old list becomes activities, they the season's report, it the papers that are kept and what everybody reads."""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.conftest import Arrive
from tests.browser.site import Site
from tests.browser.visitor import Visitor
from tests.world import World

pytestmark = pytest.mark.browser

SUMMER = "تابستان ۱۴۰۵"
MESSY = """گزارش  فعاليتهاي  تابستان
الف ـ بازديدها:
1- بازديد از مركز روزانه نسترن
ب) كارگاهها
* كـــارگاه آموزش والدين – 2 روز
• کارگاه ایمنی
ج- شركت در جلسات
1ـ جلسه بهزیستی سروستان درباره ثبت نام كودكان
تهيه كننده: دبيرخانه كارگروه
"""
TITLE, PARTNER = "ایمنی کودکان در محیط کار", "انجمن پویای مهر"
ADDED = "هفت نفر از مربیان هر دو روز را گذراندند."
KEPT_ROWS = "۴"
MOST_PRESSES = 3
WORKSHOPS = "Workshops"
PDF_A = b"<pdfaid:part>2</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>"


def row_of(visitor: Visitor, words: str) -> Locator:
    """The row of the table that was made of a line."""
    return visitor.page.locator("fieldset.draft").filter(has=visitor.page.locator(".draft-line", has_text=words))


def in_row(visitor: Visitor, words: str, label: str) -> Locator:
    return row_of(visitor, words).get_by_label(visitor.say(label), exact=True)


def record_the_list(secretary: Visitor) -> None:
    """Every line becomes a row; a row is corrected, first with a time that cannot be read; all are recorded."""
    secretary.turn_to("Activities")
    secretary.press("Paste an old list")
    secretary.write("Of what time?", SUMMER)
    secretary.write("The list", MESSY)
    secretary.press("Read the list")
    for words in ("نسترن", "آموزش والدین", "ایمنی", "بهزیستی سروستان", "دبیرخانه"):
        secretary.sees(words)
    expect(in_row(secretary, "آموزش والدین", "Days")).to_have_value("۲")
    in_row(secretary, "ایمنی", "What was it?").fill(TITLE)
    in_row(secretary, "ایمنی", "With whom?").fill(PARTNER)
    in_row(secretary, "ایمنی", "When?").fill("روزی از روزها")
    record = secretary.page.locator("button[name=do][value=record]")
    expect(record).to_contain_text(KEPT_ROWS)
    record.click()
    secretary.is_told("Nothing was recorded: some rows cannot be read.")
    expect(in_row(secretary, "ایمنی", "What was it?")).to_have_value(TITLE)
    in_row(secretary, "ایمنی", "When?").fill("مرداد")
    record.click()
    expect(secretary.page.locator(".draft-done")).to_have_count(int(KEPT_ROWS))


def edit_the_workshops(secretary: Visitor) -> None:
    """A line is added to a section; what it is made of stands beside it."""
    heading = secretary.say(WORKSHOPS)
    section = secretary.page.locator(".report-section").filter(has_text=heading)
    section.get_by_role("link", name=re.compile(secretary.say("Edit this section"))).click()
    expect(secretary.page.locator(".report-made")).to_contain_text(TITLE)
    expect(secretary.page.locator(".report-made").get_by_role("link", name=TITLE)).to_be_visible()
    text = secretary.field("Text in Persian")
    text.fill(f"{text.input_value()}\n{ADDED}")
    secretary.press("Save the section")
    secretary.is_told("The section was saved.")
    secretary.sees(ADDED)


def downloaded(visitor: Visitor, ending: str) -> bytes:
    with visitor.page.expect_download() as download:
        visitor.page.locator(f".page-acts a[href$='report.{ending}']").click()
    return Path(download.value.path()).read_bytes()


def test_from_an_old_list_to_what_everybody_reads(arrive: Arrive, site: Site, town: World) -> None:
    secretary = arrive(town.secretary)
    record_the_list(secretary)

    secretary.turn_to("Today")
    secretary.pressed = 0
    secretary.press("New")
    secretary.press("Report")
    secretary.press("Make the report")
    secretary.is_told("The report was made of what is recorded. Read it, edit it, publish it.")
    assert secretary.pressed <= MOST_PRESSES
    for words in (SUMMER, TITLE, PARTNER, "نسترن"):
        secretary.sees(words)
    edit_the_workshops(secretary)

    secretary.press("Publish the report")
    secretary.tick("Open its public version to everybody")
    secretary.press("Publish the report")
    secretary.is_told("The report is published. Its papers are being made.")
    site.tell()
    secretary.page.reload()
    shown = secretary.page.locator(".hash").all_text_contents()
    pdf, docx = downloaded(secretary, "pdf"), downloaded(secretary, "docx")
    assert PDF_A in pdf
    with zipfile.ZipFile(io.BytesIO(docx)) as word:
        text = re.sub(r"<[^>]+>", "", word.read("word/document.xml").decode())
    assert ADDED in text
    assert {hashlib.sha256(paper).hexdigest() for paper in (pdf, docx)} <= set(shown)

    assert site.app.test_client().get("/public/reports").status_code == 404
    administrator = arrive(town.administrator)
    administrator.turn_to("Settings")
    administrator.press("Public pages")
    administrator.tick("Published reports")
    administrator.press("Save")
    reader = arrive(width=360)
    assert reader.go("/public") == 200
    reader.page.locator(".public-parts a").click()
    reader.page.get_by_role("link", name=re.compile(SUMMER)).click()
    reader.sees(ADDED)
    reader.sees(TITLE)
    assert not reader.page.context.cookies()
