"""A register as it is taken out: its columns, how each is said, and the right by which its rows are chosen."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import Select

from coordination.access.actor import Actor

Rows = Select[*tuple[Any, ...]]
"""The statement of a register's rows."""


class Sort(StrEnum):
    """What a column holds, and so how it is written."""

    TEXT = "text"
    NAME = "name"
    """In the reader's language: of ``<key>_fa`` and ``<key>_en``."""
    WORD = "word"
    """A code with its word (``words``)."""
    WORDS = "words"
    """Several codes with their words."""
    NUMBER = "number"
    DAY = "day"
    """A day or a moment; two columns in the file."""
    YES = "yes"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: the key of the row, its heading (a msgid), what it holds."""

    key: str
    heading: str
    sort: Sort = Sort.TEXT
    words: Mapping[Any, str] | None = None


@dataclass(frozen=True, slots=True)
class Register:
    """A register: the right of its list, what it is called (a msgid), its columns, and ``rows``, the statement of what
    that person's own list shows. ``period`` is the column by which it is narrowed to days."""

    act: str
    label: str
    columns: Sequence[Column]
    rows: Callable[[Actor], Rows]
    order: Any
    period: Any = None
