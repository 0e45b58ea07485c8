"""What is written where anybody of the network reads it names no child: codes of files are refused in words."""

from __future__ import annotations

import re
from typing import Final

from coordination.kernel.errors import Invalid
from coordination.kernel.messages import N_, Message
from coordination.lang.text import digits

_FILE_CODE: Final = re.compile(r"(?<![A-Z0-9])C(?: ?[-‐‑–ـ] ?\d+| ?\d{4,})", re.IGNORECASE | re.ASCII)


def code_in(text: str) -> str:
    """The first code of a child's file (C-48213) in a text, in whatever digits it was typed; else nothing."""
    found = _FILE_CODE.search(digits(text))
    return found[0] if found else ""


def refuse_codes(**texts: str) -> None:
    """Raises Invalid beside the field (named by its keyword) in which a code of a child's file stands."""
    for field, text in texts.items():
        if code := code_in(text):
            raise Invalid(
                Message(
                    N_("Nothing was saved: the text holds %(code)s, the code of a child's file, and many read it."),
                    code=code,
                ),
                field=field,
                advice=N_("Take the code out and say it without naming a child."),
            )
