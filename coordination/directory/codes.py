"""Giving out the codes that people see, type and file by: R-1405-2731, C-48213."""

from __future__ import annotations

from sqlalchemy.dialects import postgresql, sqlite

from coordination.directory.models import CodeCounter
from coordination.kernel.db import db

WITHOUT_YEAR = 0


def next_code(prefix: str, jalali_year: int | None = None) -> str:
    """The next code of ``prefix`` (in ``jalali_year``): R-1405-2731, or C-48213 without a year.

    One statement in the caller's transaction, which holds the counter's row until it ends; what is rolled back is
    given out again, so there are no gaps.
    """
    return write_code(prefix, jalali_year, take_numbers(prefix, jalali_year, 1).start)


def take_numbers(prefix: str, jalali_year: int | None, count: int) -> range:
    """The next ``count`` numbers of a counter at once, for lists and the demo world."""
    dialect = postgresql if db.session.get_bind().dialect.name == "postgresql" else sqlite
    insert = dialect.insert(CodeCounter).values(prefix=prefix, year=jalali_year or WITHOUT_YEAR, last=count)
    last = db.session.execute(
        insert.on_conflict_do_update(
            index_elements=[CodeCounter.prefix, CodeCounter.year], set_={"last": CodeCounter.last + count}
        ).returning(CodeCounter.last)
    ).scalar_one()
    return range(last - count + 1, last + 1)


def write_code(prefix: str, jalali_year: int | None, number: int) -> str:
    """A code as it is written."""
    return f"{prefix}-{number}" if jalali_year is None else f"{prefix}-{jalali_year}-{number}"
