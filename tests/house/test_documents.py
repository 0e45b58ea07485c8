"""What the documents say is there: commands, sign-ins, files, and words of pages in both languages."""

import re
from functools import cache
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from flask import Flask

from config import ROOT
from coordination.demo.signins import SIGN_INS

HANDBOOK = ROOT / "docs" / "handbook"
OTHERS = ("README.md", "CONTRIBUTING.md", "docs/archive.md", "deploy/README.md")
DOCUMENTS = (*(ROOT / name for name in OTHERS), *HANDBOOK.glob("*.md"))
GAP = re.compile(r"%\(\w+\)\w|…|«…»")
# Stressed, and no words of a page: what somebody is, what a number means, a warning.
STRESSED = {
    "en": {
        "state", "whose turn", "how much time", "Consent.", "Preview.", "Consent withdrawn?", "chair", "everybody",
        "nobody objects", "next meeting", "Keep them apart: either alone names nobody.", "XLSX", "CSV",
    },
    "fa": {
        "رضایت.", "پیش‌نمایش.", "رضایت پس گرفته شد؟", "همه حاضران", "کسی اعتراض نمی‌کند", "جلسه بعد", "XLSX", "CSV",
        "آن‌ها را جدا از هم نگه دارید: هیچ‌یک به‌تنهایی نام کسی را نمی‌گوید.",
    },
}  # fmt: skip


@cache
def words_of_pages(language: str) -> frozenset[str]:
    """Every text of the pages in a language, without what is filled in."""
    with (ROOT / "translations" / "fa" / "LC_MESSAGES" / "messages.po").open("rb") as file:
        catalogue = read_po(file)
    said: set[str] = set()
    for message in catalogue:
        if message.id:
            texts = message.id if language == "en" else message.string
            said.update([texts] if isinstance(texts, str) else texts or ())
    return frozenset(plain(text) for text in said)


def plain(text: str) -> str:
    """Without blanks that are filled in, and line ends."""
    return " ".join(GAP.sub(" ", text).split()).rstrip(".")


def stressed(path: Path) -> list[str]:
    return [
        " ".join(found.split()) for found in re.findall(r"\*\*(.+?)\*\*", path.read_text(encoding="utf-8"), re.DOTALL)
    ]


@pytest.mark.parametrize("path", sorted(HANDBOOK.glob("*.md")), ids=lambda path: path.name)
def test_a_handbook_calls_buttons_and_pages_by_their_words(path: Path) -> None:
    language = path.name.split(".")[1]
    known = words_of_pages(language)
    assert not [found for found in stressed(path) if plain(found) not in known and found not in STRESSED[language]]


def test_every_handbook_is_there_in_both_languages_with_the_same_parts() -> None:
    parts = {path.name: path.read_text(encoding="utf-8").count("\n## ") for path in HANDBOOK.glob("*.md")}
    names = {name.split(".")[0] for name in parts}
    assert names
    assert not [name for name in names if parts.get(f"{name}.en.md") != parts.get(f"{name}.fa.md")]


def test_the_documents_name_commands_that_exist(app: Flask) -> None:
    known = {*app.cli.commands, "db"}
    known |= {f"{name} {below}" for name, one in app.cli.commands.items() for below in getattr(one, "commands", ())}
    text = " ".join(path.read_text(encoding="utf-8") for path in DOCUMENTS)
    named = set(re.findall(r"\bflask (?:--app wsgi )?([a-z-]+(?: (?:write|read|secrets|recount|measure)\b)?)", text))
    assert "archive write" in named
    assert named <= known


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_a_document_names_files_that_exist(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    linked = [path.parent / target for target in re.findall(r"\]\(([^)#:]+)\)", text)]
    named = [ROOT / name for name in re.findall(r"`((?:docs|deploy|tests|coordination)/[\w./-]+)`", text)]
    assert not [str(target) for target in (*linked, *named) if not target.exists()]


def test_the_sign_ins_of_the_readme_are_those_of_the_demo() -> None:
    named = set(re.findall(r"`([\w.-]+@example\.org)`", (ROOT / "README.md").read_text(encoding="utf-8")))
    assert named
    assert named <= {one.email for one in SIGN_INS}
