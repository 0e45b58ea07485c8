"""What every template keeps to: no inline code, no bare text, no fields that browsers render in their own calendar."""

import re

import pytest

from tests.house.source import Module, files

TEMPLATES = [name for name in files() if name.startswith("templates/") and name.endswith(".html")]
OWN_STYLES = [name for name in files() if name.startswith("coordination/static/css/")]
JINJA = re.compile(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
TRANSLATED = re.compile(r"\{%-?\s*trans\b.*?endtrans\s*-?%\}", re.DOTALL)
# A letter outside tags: text that no catalogue knows. The name of the program and of languages stay as they are.
LETTER = re.compile(r"[^\W\d_]")
PROPER_NAMES = re.compile(r"هم‌آهنگ|Hamahang|فارسی|English")
PHYSICAL = re.compile(
    r"(?<![\w-])(?:(?:margin|padding|border)-(?:left|right)|(?:left|right)\s*:|(?:float|text-align)\s*:\s*(?:left|right))"
)
# Drawings written in the file itself: no text of anybody passes there.
MARKED_SAFE = ["templates/_macros/icons.html"]
# Figures line up by their units in both directions, and a tick is a tick in both.
SAME_IN_BOTH_DIRECTIONS = ('[dir="ltr"] .num, [dir="rtl"] .num', ".g-tick::before")


def without_jinja(text: str) -> str:
    return JINJA.sub(lambda found: "\n" * found.group().count("\n") + " ", TRANSLATED.sub(" ", text))


@pytest.mark.parametrize("name", TEMPLATES)
def test_no_inline_style_or_script(name: str) -> None:
    text = without_jinja(Module(name).text)
    assert not re.search(r"\sstyle\s*=|<style\b|\son[a-z]+\s*=\s*[\"']|javascript:", text, re.IGNORECASE)
    assert not [tag for tag in re.findall(r"<script\b[^>]*>", text) if "src=" not in tag]


@pytest.mark.parametrize("name", TEMPLATES)
def test_no_field_that_browsers_render_in_their_own_calendar_or_digits(name: str) -> None:
    assert not re.search(r"type\s*=\s*[\"']?(date|datetime-local|month|week|time|number)\b", Module(name).text)


@pytest.mark.parametrize("name", TEMPLATES)
def test_no_text_outside_the_catalogue(name: str) -> None:
    plain = re.sub(r"<!--.*?-->|<[^>]*>", " ", without_jinja(Module(name).text), flags=re.DOTALL)
    plain = PROPER_NAMES.sub("", re.sub(r"&#?\w+;", " ", plain))
    assert not [line.strip() for line in plain.splitlines() if LETTER.search(line)]


@pytest.mark.parametrize("name", TEMPLATES)
def test_no_attribute_with_text_outside_the_catalogue(name: str) -> None:
    found = re.findall(r"\s(?:title|alt|placeholder|aria-label)\s*=\s*\"([^\"]*)\"", without_jinja(Module(name).text))
    assert not [value for value in found if LETTER.search(value)]


def test_only_drawings_are_marked_safe() -> None:
    unsafe = re.compile(r"\|\s*safe\b|autoescape\s+false|Markup\(")
    assert [name for name in TEMPLATES if unsafe.search(Module(name).text)] == MARKED_SAFE


@pytest.mark.parametrize("name", OWN_STYLES)
def test_own_styles_are_logical(name: str) -> None:
    lines = [line.strip() for line in Module(name).text.splitlines() if PHYSICAL.search(line)]
    assert not [line for line in lines if not line.startswith(SAME_IN_BOTH_DIRECTIONS)]


def test_there_are_templates_and_styles_to_test() -> None:
    assert TEMPLATES
    assert OWN_STYLES
