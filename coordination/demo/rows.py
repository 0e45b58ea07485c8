"""Rows written by the thousand: numbered ahead, so that they can refer to each other, and inserted table by table."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any, cast

from sqlalchemy import Connection, Table, func, insert, select, text

from coordination.kernel.db import Base, db

AT_ONCE = 2000


class Rows:
    """Rows that wait to be written; ``write`` inserts them in the order in which their tables were first named."""

    def __init__(self, *models: type[Base]) -> None:
        self._waiting: dict[type[Base], list[dict[str, Any]]] = {model: [] for model in models}
        self._next = {model: _highest(model) + 1 for model in models}

    def add(self, model: type[Base], **values: Any) -> int:
        """Add a row, with the columns' own defaults where nothing is given; its number."""
        number = self._next[model]
        self._next[model] = number + 1
        self._waiting[model].append({**_blank(model), **values, "id": number})
        return number

    def count(self, model: type[Base]) -> int:
        """How many rows of a table wait."""
        return len(self._waiting[model])

    def write(self) -> None:
        """Insert what waits; PostgreSQL gets it by COPY, and its sequences are moved behind it."""
        connection = db.session.connection()
        for model, waiting in self._waiting.items():
            if connection.dialect.name == "postgresql" and waiting:
                _copy(connection, _table(model), waiting)
                _move_sequence(_table(model), self._next[model] - 1)
            else:
                for start in range(0, len(waiting), AT_ONCE):
                    connection.execute(insert(_table(model)), waiting[start : start + AT_ONCE])
            waiting.clear()


@cache
def _blank(model: type[Base]) -> Mapping[str, Any]:
    """Every column but the number with its default; what is made anew for each row must be given."""
    defaults = {column.name: column.default for column in _table(model).columns if not column.primary_key}
    return {name: _value(default) for name, default in defaults.items()}


def _value(default: Any) -> Any:
    if default is None:
        return None
    return default.arg if default.is_scalar else default.arg(None) if default.arg.__name__ != "new_public_id" else None


def _table(model: type[Base]) -> Table:
    return cast(Table, model.__table__)


def _highest(model: type[Base]) -> int:
    return db.session.scalar(select(func.max(_table(model).c.id))) or 0


def _copy(connection: Connection, table: Table, waiting: list[dict[str, Any]]) -> None:
    dialect = connection.dialect
    names = [column.name for column in table.columns]
    processors = [column.type.dialect_impl(dialect).bind_processor(dialect) for column in table.columns]
    driver: Any = connection.connection.driver_connection
    columns = ", ".join(dialect.identifier_preparer.quote(name) for name in names)
    with driver.cursor() as cursor, cursor.copy(f"COPY {table.name} ({columns}) FROM STDIN") as copy:
        for row in waiting:
            values = zip((row[name] for name in names), processors, strict=True)
            copy.write_row([value if process is None else process(value) for value, process in values])


def _move_sequence(table: Table, last: int) -> None:
    db.session.execute(
        text("SELECT setval(pg_get_serial_sequence(:name, 'id'), :last)"), {"name": table.name, "last": last}
    )
