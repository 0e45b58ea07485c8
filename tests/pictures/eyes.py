"""What no page may show: sideways scrolling, foreign letters and digits, a complaint of the browser."""

from __future__ import annotations

import re
from typing import Any

from playwright.sync_api import Page

# Names that a Persian page writes in Latin letters: kinds of files, and the other language's own name.
ALLOWED = frozenset({"PDF", "JPEG", "PNG", "WebP", "DOCX", "XLSX", "CSV", "TXT", "English", "Word", "HSDS"})
ALLOWED_IN_ENGLISH = frozenset({"فارسی"})

# Every text that a reader meets: what the page writes, what helps those who cannot see, and what stands in fields.
# `own` texts were typed by people; `ltr` ones are codes, addresses, and numbers as they are typed.
TEXTS = """() => {
  const found = [];
  const note = (text, element, own) => {
    if (!text || !text.trim()) return;
    found.push({
      text: text.trim().slice(0, 200),
      own: own || !!element.closest('bdi, [dir="auto"], .user-text, textarea, option, [data-bands]'),
      ltr: !!element.closest('[dir="ltr"]:not(html)'),
      other: !!element.closest('[lang]:not(html)'),
      where: element.tagName.toLowerCase() + (element.className && element.getAttribute('class')
        ? '.' + element.getAttribute('class').trim().split(/\\s+/).join('.') : ''),
    });
  };
  // What a name says again of a column or chart that people named is theirs too, and so is the title of a mark.
  const named = element => {
    const cell = element.closest('td'), head = cell && cell.closest('table').tHead;
    const column = head && head.rows[0].cells[cell.cellIndex];
    const chart = element.closest('.chart');
    return !!(column && column.querySelector('bdi')) || !!(chart && chart.querySelector('figcaption bdi'));
  };
  note(document.title, document.documentElement, true);
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    if (!element.closest('script, style, noscript'))
      note(walker.currentNode.data, element, element.localName === 'title');
  }
  for (const element of document.body.querySelectorAll('*')) {
    for (const name of ['placeholder', 'title', 'aria-label', 'alt', 'data-label', 'aria-description'])
      note(element.getAttribute(name), element, named(element));
    if (element.matches('input[type="submit"], input[type="button"]')) note(element.value, element, false);
    else if (element.matches('input:not([type]), input[type="text"], input[type="search"], input[type="tel"]'))
      note(element.value, element, true);
  }
  return found;
}"""

# The innermost elements that reach over the page's edge or out of their sheet, for whoever has to mend it.
SIDEWAYS = """() => {
  const root = document.documentElement;
  const named = found => {
    const deepest = found.filter(element => !found.some(other => other !== element && element.contains(other)));
    return deepest.slice(0, 3).map(one => `${one.tagName.toLowerCase()}.${one.getAttribute('class') || ''}`);
  };
  const reaches = (element, left, right) => {
    const box = element.getBoundingClientRect();
    return box.width > 1 && (box.right > right + 1 || box.left < left - 1);
  };
  const problems = [];
  if (root.scrollWidth > root.clientWidth) {
    const over = [...document.body.querySelectorAll('*')].filter(one => reaches(one, 0, root.clientWidth));
    problems.push(`scrolls sideways, ${root.scrollWidth} px in ${root.clientWidth}: ${named(over).join(', ')}`);
  }
  const out = [];
  for (const sheet of document.querySelectorAll('.sheet, .sheet-flush')) {
    const { left, right } = sheet.getBoundingClientRect();
    out.push(...[...sheet.querySelectorAll('*')].filter(one =>
      !one.closest('.visually-hidden, .moves, .date, [popover], thead') && reaches(one, left, right)));
  }
  if (out.length) problems.push(`reaches out of its sheet: ${named(out).join(', ')}`);
  return problems;
}"""

# Codes of referrals, cases, clients, actions, points and indicators, numbers of resolutions and the name of a checksum
# are the same in both languages and stand in sentences too.
CODE = re.compile(
    r"\bP-\d{3,}\b|\b[a-z]+_[a-z_]+\b|\b[A-Z]{1,2}-\d{4}-\d+\b|\bC-\w+\b|\b[A-Z]{1,3}\d?/\d[\d/-]*\d\b|\bSHA-256\b"
)
# Numbers of files and letters stand as they were typed.
PAPER = re.compile(r"\d+(?:/\d+)+|\d+/[\u0620-\u06cc]\b|\b[\u0620-\u06cc]/\d+")
EXTENSION = re.compile(r"\.(?:pdf|jpe?g|png|docx|xlsx|txt)\b")
LATIN_WORD = re.compile(r"[A-Za-z][A-Za-z'-]+")
LATIN_DIGIT = re.compile(r"[0-9]")
PERSIAN = re.compile(r"[\u0600-\u06ff]")
ARABIC = re.compile(r"[\u064a\u0643\u0649\u0660-\u0669]")
NOT_ENDED = re.compile(r"%\(\w+\)|\{\{|\}\}|\bundefined\b")


class Ears:
    """What the browser complains of while a page is shown."""

    def __init__(self, page: Page) -> None:
        self._heard: list[str] = []
        page.on("pageerror", lambda error: self._heard.append(f"script: {error}"))
        page.on("console", self._hear)

    def _hear(self, message: Any) -> None:
        if message.type == "error":
            self._heard.append(f"console: {message.text}")

    def heard(self, *, but: str | None = None) -> list[str]:
        """What was heard since the last time; ``but`` is a part of a complaint that belongs to the page."""
        heard, self._heard = self._heard, []
        return [one for one in heard if but is None or but not in one]


def sideways(page: Page) -> list[str]:
    """Whether the page can be scrolled sideways or something reaches out of its sheet, and by what."""
    found: list[str] = page.evaluate(SIDEWAYS)
    return found


def words(page: Page, language: str) -> list[str]:
    """Letters and digits that do not belong on a page of ``language``."""
    judge = _persian if language == "fa" else _english
    found = [f"{wrong}: {text['text']!r} in {text['where']}" for text in page.evaluate(TEXTS) for wrong in judge(text)]
    return list(dict.fromkeys(found))


def _persian(text: dict[str, Any]) -> list[str]:
    content = text["text"]
    wrong = ["an Arabic letter or digit"] if ARABIC.search(content) else []
    if text["ltr"] or text["other"]:
        return wrong
    content = EXTENSION.sub("", PAPER.sub("", CODE.sub("", content)))
    if LATIN_DIGIT.search(content):
        wrong.append("a Latin digit")
    if any(word not in ALLOWED for word in LATIN_WORD.findall(content)):
        wrong.append("a Latin word")
    return wrong + _unfinished(content)


def _english(text: dict[str, Any]) -> list[str]:
    content = text["text"]
    if text["own"] or text["other"] or content in ALLOWED_IN_ENGLISH:
        return []
    return (["Persian"] if PERSIAN.search(content) else []) + _unfinished(content)


def _unfinished(content: str) -> list[str]:
    return ["a place that nothing fills"] if NOT_ENDED.search(content) else []
