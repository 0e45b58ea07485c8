"""A person before a browser: signs in, reads, presses, types. Words are named in English and met in his language."""

from __future__ import annotations

import gettext
import re
from functools import cache
from typing import Any

from playwright.sync_api import Locator, Page, expect

from config import ROOT
from tests.browser.site import Site

PASSWORD = "سیب سرخ روی پل چوبی"

# A page that can be scrolled sideways is an error like any other.
NO_SIDEWAYS = """addEventListener("load", () => {
  const root = document.documentElement;
  if (root.scrollWidth > root.clientWidth) console.error(`${location.pathname} can be scrolled sideways`);
});"""


MORE = ".tabs a[href='#menu']"
"""What opens the menu on a phone."""
LANGUAGES = {"fa": "فارسی", "en": "English"}


@cache
def catalogue(language: str) -> gettext.NullTranslations:
    return gettext.translation("messages", ROOT / "translations", [language])


def begins(words: str) -> re.Pattern[str]:
    """A text that begins so."""
    return re.compile(rf"^\s*{re.escape(words)}")


class Visitor:
    """One page in a browser of its own. Names of buttons, links and fields are English msgids."""

    def __init__(self, page: Page, site: Site, language: str = "fa") -> None:
        self.page, self.site, self.language = page, site, language
        self.pressed = 0
        self.problems: list[str] = []
        page.on("pageerror", lambda error: self.problems.append(str(error)))
        page.on("console", self._hear)
        page.on("response", lambda one: self.problems.append(f"{one.status} {one.url}") if one.status >= 500 else None)

    def _hear(self, message: Any) -> None:
        # Refusals (409, 422) are answers, not errors; those that are errors are noted by their status.
        if message.type == "error" and not message.text.startswith("Failed to load resource"):
            self.problems.append(message.text)

    def say(self, msgid: str, **values: Any) -> str:
        """The words of a msgid in this person's language."""
        words = catalogue(self.language).gettext(msgid)
        assert self.language == "en" or words != msgid, f"no Persian for {msgid!r}"
        return words % values if values else words

    def go(self, path: str) -> int:
        """To an address; the status of its answer."""
        answer = self.page.goto(self.site.url + path)
        assert answer is not None
        return answer.status

    def sign_in(self, email: str, password: str = PASSWORD) -> None:
        """Through the real page."""
        self.go("/sign-in")
        self.switch_language()
        self.write("E-mail address", email)
        self.write("Password", password)
        self.press("Sign in")
        expect(self.page.locator(".rail")).to_be_attached()
        # The language of the account is that in which it was used last.
        self.switch_language()

    def switch_language(self) -> None:
        """Into this person's language, where the page is in the other."""
        if self.page.locator("html").get_attribute("lang") == self.language:
            return
        menu = self.page.locator(".menu-person > summary")
        more = self.page.locator(MORE)
        for way in (menu, more):
            if way.is_visible():
                way.click()
        self.page.get_by_role("button", name=LANGUAGES[self.language], exact=True).filter(visible=True).click()
        expect(self.page.locator("html")).to_have_attribute("lang", self.language)

    def named(self, msgid: str, of: str = "", **values: Any) -> Locator:
        """A button or link by its whole name; ``of`` is the code that the name ends with."""
        name = f"{self.say(msgid, **values)} {of}".strip()
        whole = re.compile(rf"^\s*{re.escape(name)}\s*$")
        return (
            self.page.get_by_role("button", name=name, exact=True)
            .or_(self.page.get_by_role("link", name=name, exact=True))
            .or_(self.page.locator("summary").filter(has_text=whole))
            .filter(visible=True)
        )

    def press(self, msgid: str, of: str = "", **values: Any) -> None:
        """One click on a button or link."""
        self.pressed += 1
        self.named(msgid, of, **values).click()

    def take(self, move: str) -> None:
        """From a referral's page to the page of a move; on a phone most of them lie behind a button."""
        expect(self.named(move).or_(self.named("Other moves")).first).to_be_visible()
        if not self.named(move).is_visible():
            self.press("Other moves")
        self.press(move)
        self.page.wait_for_url("**/referrals/*/*")

    def turn_to(self, msgid: str) -> None:
        """A page of the menu, or of the tabs at the foot of a phone; a count may stand beside the name.

        What has no tab of its own the phone has in the menu behind the last one. On a referral's page it has the moves
        there, and the way leads over Today.
        """
        name = re.compile(rf"^[\s\d۰-۹]*{re.escape(self.say(msgid))}[\s\d۰-۹]*$")
        if not self.page.locator(".rail, .tabs").filter(visible=True).count():
            self.page.locator(".brand").click()
        link = self.page.locator(".rail a, .tabs a").filter(has_text=name, visible=True)
        more = self.page.locator(MORE).filter(visible=True)
        expect(link.or_(more).first).to_be_visible()
        if not link.count():
            more.click()
        link.click()

    def find(self, code: str) -> None:
        """By the search box to the one thing that is called so, which is opened at once."""
        box = self.page.locator("[data-search]")
        box.fill(code)
        box.press("Enter")
        self.page.wait_for_url("**/referrals/*")

    def field(self, label: str, **values: Any) -> Locator:
        """What is typed or chosen into, by its label."""
        # A field that must be filled has a star after its label.
        return self.page.get_by_label(re.compile(rf"^\s*{re.escape(self.say(label, **values))}\*?\s*$"))

    def write(self, label: str, text: str, **values: Any) -> None:
        self.field(label, **values).fill(text)

    def choose(self, label: str, option: str, **values: Any) -> None:
        """An option of a list, by its msgid."""
        self.field(label, **values).select_option(label=self.say(option))

    def tick(self, msgid: str) -> None:
        """A box or one of several choices, by its words; a small text may follow them."""
        self.box(self.say(msgid)).check()

    def box(self, words: str) -> Locator:
        """A box to tick, or one choice, whose words begin so."""
        return self.page.locator("label.choice").filter(has_text=begins(words)).locator("input")

    def sees(self, words: str) -> None:
        """The page holds the text."""
        expect(self.page.locator("main")).to_contain_text(words)

    def is_told(self, msgid: str, **values: Any) -> None:
        """The page says a sentence of ours."""
        self.sees(self.say(msgid, **values))

    def misses(self, *words: str) -> None:
        """The whole answer, what is hidden too, holds none of the texts."""
        html = self.page.content()
        assert not [word for word in words if word in html]

    def part(self, heading: str) -> str:
        """The text of the part of the page under a heading."""
        sections = self.page.locator("section").filter(has=self.page.get_by_role("heading", name=self.say(heading)))
        return sections.last.inner_text()

    def code(self) -> str:
        """The first code of a referral on the page."""
        first = self.page.locator("main .code").first
        return first.inner_text().strip()
