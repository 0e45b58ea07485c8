"""Brings the catalogues up to date with the source: msgids are English, so English is filled in, and Persian is kept.

What is gone from the source goes from the catalogues; nothing is guessed from similar texts. Prints what lacks Persian.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parent.parent
LANGUAGES = {"fa": "nplurals=2; plural=(n > 1);", "en": "nplurals=2; plural=(n != 1);"}
# Functions whose first argument is a msgid, and two of them also a plural, beside gettext's own.
KEYWORDS = ("N_", "_l", "Message", "_n:1,2", "NM_:1,2")


def path_of(language: str) -> Path:
    """The catalogue of one language."""
    return ROOT / "translations" / language / "LC_MESSAGES" / "messages.po"


def extract() -> polib.POFile:
    """Every msgid that the source and the templates contain."""
    with tempfile.TemporaryDirectory() as folder:
        template = Path(folder) / "messages.pot"
        keywords = [part for keyword in KEYWORDS for part in ("-k", keyword)]
        command = [
            "-q",
            "extract",
            # Babel leaves out folders that begin with an underscore; the layout and the macros are such.
            "--ignore-dirs=.*",
            "-F",
            "babel.cfg",
            *keywords,
            "--no-location",
            "--no-wrap",
            "-o",
            str(template),
            ".",
        ]
        subprocess.run([sys.executable, "-m", "babel.messages.frontend", *command], check=True, cwd=ROOT)
        return polib.pofile(str(template))


def updated(language: str, source: polib.POFile, known: polib.POFile) -> polib.POFile:
    """A catalogue with exactly the msgids of `source`, in the words of `known`."""
    words = {(entry.msgctxt, entry.msgid): entry for entry in known}
    catalogue = polib.POFile(wrapwidth=120)
    catalogue.metadata = {
        "Project-Id-Version": "Hamahang",
        "Language": language,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=utf-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": LANGUAGES[language],
    }
    for found in sorted(source, key=lambda entry: (entry.msgid, entry.msgctxt or "")):
        flags = [flag for flag in found.flags if flag != "fuzzy"]
        entry = polib.POEntry(msgid=found.msgid, msgid_plural=found.msgid_plural, msgctxt=found.msgctxt, flags=flags)
        old = words.get((found.msgctxt, found.msgid))
        if language == "en":
            entry.msgstr = "" if found.msgid_plural else found.msgid
            entry.msgstr_plural = {0: found.msgid, 1: found.msgid_plural} if found.msgid_plural else {}
        elif old is not None:
            entry.msgstr, entry.msgstr_plural = old.msgstr, old.msgstr_plural
        catalogue.append(entry)
    return catalogue


def main() -> None:
    """Updates and compiles every catalogue."""
    source = extract()
    for language in LANGUAGES:
        path = path_of(language)
        path.parent.mkdir(parents=True, exist_ok=True)
        known = polib.pofile(str(path)) if path.exists() else polib.POFile()
        catalogue = updated(language, source, known)
        catalogue.save(str(path))
        catalogue.save_as_mofile(str(path.with_suffix(".mo")))
        missing = [entry.msgid for entry in catalogue if not entry.translated()]
        print(f"{language}: {len(catalogue)} texts, {len(missing)} without words")
        for msgid in missing:
            print(f"  {msgid!r}")


if __name__ == "__main__":
    main()
