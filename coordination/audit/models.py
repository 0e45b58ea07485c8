"""The trail's tables, and what keeps them append-only in the session and in the database itself."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from sqlalchemy import DDL, JSON, ForeignKey, Index, LargeBinary, String, UniqueConstraint, event
from sqlalchemy.orm import Mapped, mapped_column

from coordination.kernel.db import Base, Id, IdColumn, Moment

ACTS = "acts"
NOTE_PLACE = "audit_entry.note_sealed"


class AuditEntry(Base):
    """One act, reading or refusal. ``detail`` holds codes and ids only; free text goes sealed into ``note_sealed``,
    bound to ``note_ref``. ``digest`` is an HMAC over ``prev`` and every stored field; ``seq`` counts from 1."""

    __tablename__ = "audit_entry"

    id: Mapped[IdColumn]
    chain: Mapped[str] = mapped_column(String(32))
    seq: Mapped[int] = mapped_column(Id)
    at: Mapped[datetime] = mapped_column(Moment)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    post_id: Mapped[int | None] = mapped_column(Id)
    relation: Mapped[str | None] = mapped_column(String(64))
    rule: Mapped[str | None] = mapped_column(String(64))
    act: Mapped[str] = mapped_column(String(64))
    kind: Mapped[str | None] = mapped_column(String(32))
    thing_id: Mapped[int | None] = mapped_column(Id)
    agency_id: Mapped[int | None] = mapped_column(Id)
    frm: Mapped[str | None] = mapped_column(String(32))
    to_state: Mapped[str | None] = mapped_column(String(32))
    detail: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    note_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    note_ref: Mapped[str | None] = mapped_column(String(16))
    key_id: Mapped[str | None] = mapped_column(String(32))
    request_id: Mapped[str | None] = mapped_column(String(64))
    prev: Mapped[str] = mapped_column(String(64))
    digest: Mapped[str] = mapped_column(String(64))

    __table_args__ = (
        UniqueConstraint("chain", "seq"),
        Index("ix_audit_entry_thing", "kind", "thing_id", "id"),
        Index("ix_audit_entry_person", "person_id", "id"),
        Index("ix_audit_entry_act", "act", "id"),
        Index("ix_audit_entry_at", "at", "id"),
    )


class AuditHead(Base):
    """Where a chain ends now; its row is what writers of the chain queue for."""

    __tablename__ = "audit_head"

    chain: Mapped[str] = mapped_column(String(32), primary_key=True)
    seq: Mapped[int] = mapped_column(Id)
    digest: Mapped[str] = mapped_column(String(64))


_SQLITE = tuple(
    f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
    f"BEGIN SELECT RAISE(ABORT, '{table} only grows'); END"
    for table, verb in (("audit_entry", "UPDATE"), ("audit_entry", "DELETE"), ("audit_head", "DELETE"))
)
_POSTGRESQL = (
    """CREATE OR REPLACE FUNCTION audit_only_grows() RETURNS trigger LANGUAGE plpgsql AS
    $body$ BEGIN RAISE EXCEPTION 'the audit trail only grows'; END $body$""",
    """CREATE TRIGGER audit_entry_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_entry
    FOR EACH STATEMENT EXECUTE FUNCTION audit_only_grows()""",
    """CREATE TRIGGER audit_head_no_delete BEFORE DELETE OR TRUNCATE ON audit_head
    FOR EACH STATEMENT EXECUTE FUNCTION audit_only_grows()""",
)


def protections(dialect: str) -> tuple[str, ...]:
    """The statements that make the database itself refuse to change or delete rows of the trail."""
    return _SQLITE if dialect == "sqlite" else _POSTGRESQL


def protect(op: Any) -> None:
    """For the migration (``op`` is alembic's): run after audit_entry and audit_head are created."""
    for statement in protections(op.get_bind().dialect.name):
        op.execute(statement)


def unprotect(op: Any) -> None:
    """For the migration down, after both tables are dropped: triggers go with their tables, the function does not."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION IF EXISTS audit_only_grows()")


def _protect_after_create() -> None:
    for dialect in ("sqlite", "postgresql"):
        for statement in protections(dialect):
            target = AuditHead.__table__ if " ON audit_head " in statement else AuditEntry.__table__
            ddl = DDL(statement)  # type: ignore[no-untyped-call]
            event.listen(target, "after_create", ddl.execute_if(dialect=dialect))


def _refuse(verb: str) -> Callable[..., None]:
    def refuse(_mapper: object, _connection: object, _row: object) -> None:
        raise RuntimeError(f"the audit trail only grows: {verb} refused")

    return refuse


_protect_after_create()
event.listen(AuditEntry, "before_update", _refuse("update"))
event.listen(AuditEntry, "before_delete", _refuse("delete"))
event.listen(AuditHead, "before_delete", _refuse("delete"))
