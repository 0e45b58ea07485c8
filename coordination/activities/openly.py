"""What is written where anybody of the network reads it names no child: codes of files and children's names are refused
in words."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Final

from sqlalchemy import select

from coordination.access.actor import Actor
from coordination.cases.models import ClientNameKey
from coordination.cases.names import name_key
from coordination.directory.models import Agency
from coordination.kernel.db import db
from coordination.kernel.errors import Invalid
from coordination.kernel.messages import N_, Message
from coordination.lang.text import digits, fold_words, name_parts

_FILE_CODE: Final = re.compile(r"(?<![A-Z0-9])C(?: ?[-‐‑–ـ] ?\d+| ?\d{4,})", re.IGNORECASE | re.ASCII)
_NEAR: Final = 4
"""Given name and family name of two parts each, side by side."""
_AT_ONCE: Final = 5000


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


def refuse_names(actor: Actor, **texts: str) -> None:
    """Raises Invalid beside the field in which the given name and the family name of one child stand side by side, of a
    file of an agency where the actor holds a post. Two statements as a rule; none for somebody without a post.

    A part of a name alone is no name yet: it is anybody's.
    """
    agencies = actor.agencies()
    if not agencies or not any(texts.values()):
        return
    scopes = {row.id: row.public_id for row in db.session.execute(
        select(Agency.id, Agency.public_id).where(Agency.id.in_(agencies))
    )}  # fmt: skip
    pieces = {field: list(_windows(text)) for field, text in texts.items()}
    keys = {key for windows in pieces.values() for window in windows for key in window}
    for agency_id, scope in scopes.items():
        called = _children_called(agency_id, {name_key(key, scope): key for key in keys})
        for field, windows in pieces.items():
            if any(given & window and family & window for window in windows for given, family in called):
                raise Invalid(
                    N_("Nothing was kept or published: a child of your files is named in it, and many read it."),
                    field=field,
                    advice=N_("Take the name out and say it without naming a child."),
                )


def _windows(text: str) -> Iterable[set[str]]:
    """The keys of every few parts that stand side by side."""
    parts = name_parts(text)
    for first in range(max(1, len(parts) - _NEAR + 1)):
        yield set(fold_words(" ".join(parts[first : first + _NEAR])))


def _children_called(agency_id: int, sought: dict[str, str]) -> Collection[tuple[set[str], set[str]]]:
    """Of each child of the agency's files of whom given name and family name are both among the digests sought: the
    words of both."""
    found: dict[int, tuple[set[str], set[str]]] = defaultdict(lambda: (set(), set()))
    digests = list(sought)
    for first in range(0, len(digests), _AT_ONCE):
        asked = select(ClientNameKey.client_id, ClientNameKey.part, ClientNameKey.digest).where(
            ClientNameKey.agency_id == agency_id,
            ClientNameKey.digest.in_(digests[first : first + _AT_ONCE]),
            ClientNameKey.part.in_(("given", "family")),
        )
        for row in db.session.execute(asked):
            found[row.client_id][row.part == "family"].add(sought[row.digest])
    return [names for names in found.values() if all(names)]
