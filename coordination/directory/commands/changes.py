"""Setting several columns at once and telling which of them changed, and codes that people gave or left to us."""

from __future__ import annotations

import re
from typing import Any

from sqlalchemy import select

from coordination.directory.codes import next_code
from coordination.directory.models import Agency, Centre
from coordination.kernel.db import db
from coordination.kernel.errors import Invalid
from coordination.kernel.messages import N_, Message
from coordination.lang.text import digits

_CODE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*", re.ASCII)


def change(thing: Any, **values: Any) -> list[str]:
    """Give ``thing`` the values that differ from its own; the names of those columns."""
    changed = [name for name, value in values.items() if getattr(thing, name) != value]
    for name in changed:
        setattr(thing, name, values[name])
    return changed


def free_code(table: type[Agency] | type[Centre], typed: str, prefix: str) -> str:
    """The code as it was typed, in small letters, or the next of ``prefix``. Raises Invalid where it is taken or is not
    made of Latin letters, digits and hyphens."""
    code = digits(typed).strip().lower()
    if not code:
        return next_code(prefix)
    if not _CODE.fullmatch(code) or len(code) > 40:
        raise Invalid(
            N_("The code was not taken: it may hold Latin letters, digits and hyphens, 40 signs at most."), field="code"
        )
    if db.session.scalar(select(table.id).where(table.code == code)) is not None:
        raise Invalid(
            Message(N_("The code %(code)s is taken already. Choose another code or leave it empty."), code=code),
            field="code",
        )
    return code
