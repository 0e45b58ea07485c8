"""The database: the one importer of Flask-SQLAlchemy, column types, and the columns every mutable thing has."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from enum import StrEnum
from typing import Annotated, Any, TypeVar

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import BigInteger, CheckConstraint, DateTime, Dialect, Engine, Integer, MetaData, String, event, inspect
from sqlalchemy.orm import DeclarativeBase, Mapped, MappedColumn, aliased, declared_attr, mapped_column
from sqlalchemy.types import TypeDecorator

BUSY_SECONDS = 15
Kind = TypeVar("Kind")

Id = BigInteger().with_variant(Integer, "sqlite")


class Base(DeclarativeBase):
    """Declarative base with named constraints, so that migrations can name them too."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


db = SQLAlchemy(model_class=Base)


class Moment(TypeDecorator[datetime]):
    """An aware moment, stored in UTC, aware again when read, on SQLite too."""

    impl = DateTime(timezone=True)
    cache_ok = True
    python_type = datetime

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment without a time zone cannot be stored")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def new_public_id() -> str:
    """Sixteen random URL-safe characters (96 bits): what a URL says of a row."""
    return secrets.token_urlsafe(12)


def named(entity: type[Kind], name: str) -> type[Kind]:
    """``entity`` under another name, for a module to keep and threads to share. What SQLAlchemy notes of its columns
    when it first looks for one is noted here: a thread that found another's half-written notes would miss some."""
    other = aliased(entity, name=name)
    selectable = inspect(other).selectable
    for column in inspect(entity).local_table.c:
        selectable.corresponding_column(column)
    return other


IdColumn = Annotated[int, mapped_column(Id, primary_key=True)]


class Identified:
    """A row with a number for joins and a random public id for URLs."""

    id: Mapped[IdColumn]
    public_id: Mapped[str] = mapped_column(String(16), unique=True, default=new_public_id)


@event.listens_for(Identified, "init", propagate=True)
def name_at_birth(_thing: Identified, _args: object, values: dict[str, Any]) -> None:
    """A thing has its public id before it is stored: what is sealed for it is bound to that id."""
    values.setdefault("public_id", new_public_id())


class Versioned:
    """A row that notices when somebody else changed it first (SQLAlchemy's version counter)."""

    version: Mapped[int] = mapped_column(Integer, default=1)

    @declared_attr.directive
    @classmethod
    def __mapper_args__(cls) -> dict[str, Any]:
        return (
            {"version_id_col": cls.__table__.c.version}
            if hasattr(cls, "__table__")
            else {"version_id_col": cls.version}
        )


def choice_column(choices: type[StrEnum], *, default: StrEnum | None = None) -> MappedColumn[Any]:
    """A text column for a member of ``choices``; pair it with ``choice_check`` in ``__table_args__``."""
    if default is None:
        return mapped_column(String(32))
    return mapped_column(String(32), default=default.value)


def choice_check(column: str, choices: type[StrEnum], *, optional: bool = False) -> CheckConstraint:
    """CHECK that ``column`` holds a value of ``choices`` (or nothing where ``optional``)."""
    values = ", ".join(f"'{c.value}'" for c in choices)
    nothing = f"{column} IS NULL OR " if optional else ""
    return CheckConstraint(f"{nothing}{column} IN ({values})", name=f"{column}_known")


_writing: ContextVar[bool] = ContextVar("writing", default=False)


@contextmanager
def writing() -> Iterator[None]:
    """Transactions begun within the block take SQLite's write lock at once, so that two writers queue, none fails."""
    token = _writing.set(True)
    try:
        yield
    finally:
        _writing.reset(token)


def prepare_engine(engine: Engine) -> None:
    """Give SQLite its write-ahead log, foreign keys and real transactions; PostgreSQL needs nothing."""
    if engine.dialect.name != "sqlite":
        return

    @event.listens_for(engine, "connect")
    def on_connect(connection: Any, _record: object) -> None:
        connection.isolation_level = None
        cursor = connection.cursor()
        for pragma in (
            "journal_mode=WAL",
            "foreign_keys=ON",
            "synchronous=NORMAL",
            f"busy_timeout={BUSY_SECONDS * 1000}",
        ):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine, "begin")
    def on_begin(connection: Any) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE" if _writing.get() else "BEGIN")
