"""PDF/A from a typst template and data: the data goes in as JSON and is never part of the template's text."""

from __future__ import annotations

import json
import re
from datetime import datetime
from pathlib import Path
from typing import Any, Final

import typst

from config import ROOT
from coordination.kernel import clock

TEMPLATES = ROOT / "templates" / "documents"
FONTS = Path(__file__).resolve().parent.parent / "static" / "vendor"
STANDARD: Final = "a-2b"
STRANGERS_AT_MOST = 40
UNKNOWN = "\ufffd"
# What typst says of letters that no font it was given holds; PDF/A wants every letter within the file.
_MISSING = re.compile(r'the text `"(.+?)"` could not be displayed')
_ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_PLAIN = re.compile("[^\t\n -~\u00a0-\u00ff\u0600-\u06ff\u200b-\u200f\u2010-\u2027\u2030-\u203a]")


def make_pdf(
    template: str, data: dict[str, Any], *, language: str = "fa", title: str = "", at: datetime | None = None
) -> bytes:
    """A PDF/A-2b of ``templates/documents/<template>.typ``, which finds ``data`` (JSON values only), the language and
    the title in ``sys.inputs``; the same data and moment ``at`` (now, unless said) give the same bytes.

    A letter that no font holds is replaced by a sign that says so. It takes a tenth of a second for ten pages: hold no
    writing transaction meanwhile. Raises ``typst.TypstError`` for a template that cannot be compiled.
    """
    moment = at or clock.now()
    given = {**data, "language": language, "title": title, "at": _parts(moment)}
    text = json.dumps(without_controls(given), ensure_ascii=False)
    for _try in range(STRANGERS_AT_MOST):
        try:
            return _compile(template, text, moment)
        except typst.TypstError as error:
            missing = _MISSING.search(str(error))
            if missing is None:
                raise
            strangers = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), missing[1])
            text = text.translate(dict.fromkeys(map(ord, strangers), UNKNOWN)) if strangers != UNKNOWN else text
    return _compile(template, _PLAIN.sub(UNKNOWN, text), moment)


def without_controls(value: Any) -> Any:
    """Data in which no text holds characters that no paper can show (XML and fonts know none of them)."""
    if isinstance(value, str):
        return _CONTROLS.sub("", value)
    if isinstance(value, dict):
        return {key: without_controls(one) for key, one in value.items()}
    return [without_controls(one) for one in value] if isinstance(value, list | tuple) else value


def _compile(template: str, text: str, moment: datetime) -> bytes:
    return typst.compile(
        str(TEMPLATES / f"{template}.typ"),
        root=str(TEMPLATES),
        font_paths=[str(FONTS)],
        ignore_system_fonts=True,
        format="pdf",
        sys_inputs={"data": text},
        pdf_standards=[STANDARD],
        timestamp=int(moment.timestamp()),
    )


def _parts(moment: datetime) -> list[int]:
    return [moment.year, moment.month, moment.day, moment.hour, moment.minute, moment.second]
