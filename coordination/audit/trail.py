"""Writing the trail: acts in the caller's transaction, readings in a short one of their own, chains linked by HMAC."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, Protocol, cast

from flask import current_app, g, has_app_context
from sqlalchemy import Row, Table, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from coordination.audit.models import ACTS, NOTE_PLACE, AuditEntry, AuditHead
from coordination.kernel.clock import now
from coordination.kernel.db import db, new_public_id, writing
from coordination.kernel.errors import Unavailable
from coordination.kernel.messages import N_
from coordination.kernel.pending import Pending
from coordination.vault.seal import INSTALLATION, place, seal, unseal

_ENTRY = cast(Table, AuditEntry.__table__)
# All that is stored but the number of the row and the digest itself; a note counts by the hash of its sealed bytes, so
# that the chain still holds after its key was destroyed.
HASHED = tuple(column.name for column in _ENTRY.columns if column.name not in ("id", "digest"))


class Acting(Protocol):
    """Who acts: a person by a post, or the system by a named rule."""

    @property
    def person_id(self) -> int | None: ...
    @property
    def post_id(self) -> int | None: ...
    @property
    def rule(self) -> str | None: ...


def record(
    actor: Acting,
    act: str,
    thing: Any = None,
    *,
    kind: str | None = None,
    frm: str | None = None,
    to: str | None = None,
    detail: Mapping[str, Any] | None = None,
    note: str | None = None,
    key_id: str | None = None,
    relation: str | None = None,
    rule: str | None = None,
    post_id: int | None = None,
    agency_id: int | None = None,
) -> None:
    """Put one act on the trail, in the transaction of ``db.session``: both are committed, or neither.

    The row is linked and written when the session commits, after all other changes are flushed, so that the chain is
    locked last and shortly and ``thing`` may still be without its number. ``detail`` holds codes and ids only; ``note``
    is sealed by ``key_id``, else by ``thing.key_id``, else by the installation's key.
    """
    row = _row(actor, act, detail, relation=relation, rule=rule, post_id=post_id, agency_id=agency_id)
    row |= {"kind": kind or _kind_of(thing), "frm": frm, "to_state": to}
    if note:
        ref = new_public_id()
        sealer = key_id or getattr(thing, "key_id", None) or INSTALLATION
        row |= {"note_sealed": seal(sealer, note, place(NOTE_PLACE, ref)), "note_ref": ref, "key_id": sealer}
    _PENDING.note(db.session(), (row, thing))


def write_pending(session: Session) -> None:
    """Flush, then link and insert what was recorded; called at commit, and by tests that look before committing."""
    if not _PENDING.has_any(session):
        return
    session.flush()
    rows: list[dict[str, Any]] = []
    for row, thing in _PENDING.take(session):
        if thing is not None:
            row["thing_id"] = thing.id
        rows.append(row)
    _append(session, ACTS, rows)


_PENDING: Pending[tuple[dict[str, Any], Any]] = Pending("audit_pending", write_pending)


def record_reading(
    actor: Acting,
    act: str,
    kind: str | None = None,
    thing_ids: Sequence[int] = (),
    detail: Mapping[str, Any] | None = None,
    *,
    relation: str | None = None,
    post_id: int | None = None,
    agency_id: int | None = None,
) -> None:
    """Put a reading, search or refusal on today's chain of readings, one row per thing, and commit it at once.

    It opens a transaction of its own: end the request's writing transaction first, since SQLite has one writer.
    Raises Unavailable when the rows cannot be written; then nothing may be shown.
    """
    row = _row(actor, act, detail, relation=relation, rule=None, post_id=post_id, agency_id=agency_id) | {"kind": kind}
    rows = [row | {"thing_id": thing_id} for thing_id in thing_ids] or [row]
    try:
        with writing(), Session(db.engine) as session, session.begin():
            _append(session, f"reads-{row['at'].astimezone(UTC):%Y-%m-%d}", rows)
    except SQLAlchemyError as error:
        raise Unavailable(
            N_("The page was not opened, because this reading could not be recorded."),
            N_("Wait a minute and open it again."),
        ) from error


def history(kind: str, thing_id: int) -> Sequence[Row[Any]]:
    """All rows of one thing, newest first: the columns of ``audit_entry``, the note still sealed."""
    return db.session.execute(
        select(_ENTRY).where(_ENTRY.c.kind == kind, _ENTRY.c.thing_id == thing_id).order_by(_ENTRY.c.id.desc())
    ).all()


def note_of(row: Any) -> str | None:
    """The note of a row in words. Raises KeyGone when its key was destroyed."""
    if row.note_sealed is None:
        return None
    return unseal(row.key_id, row.note_sealed, place(NOTE_PLACE, row.note_ref))


def digest_of(row: Mapping[str, Any], key: bytes) -> str:
    """The link of a stored row: HMAC-SHA256 over its ``prev`` and every stored field."""
    fields = {name: _plain(name, row.get(name)) for name in HASHED}
    text = json.dumps(fields, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hmac.new(key, f"{row['prev']}{text}".encode(), hashlib.sha256).hexdigest()


def audit_key() -> bytes:
    """The key that links the chains."""
    return cast(bytes, current_app.extensions["audit"].key)


def _row(
    actor: Acting,
    act: str,
    detail: Mapping[str, Any] | None,
    *,
    relation: str | None,
    rule: str | None,
    post_id: int | None,
    agency_id: int | None,
) -> dict[str, Any]:
    empty: dict[str, Any] = dict.fromkeys(HASHED)
    return empty | {
        "at": now(),
        "person_id": actor.person_id,
        "post_id": actor.post_id if post_id is None else post_id,
        "relation": relation,
        "rule": rule or actor.rule,
        "act": act,
        "agency_id": agency_id,
        "detail": json.loads(json.dumps(detail)) if detail else None,
        "request_id": g.get("request_id") if has_app_context() else None,
    }


def _append(session: Session, chain: str, rows: list[dict[str, Any]]) -> None:
    """Three statements: lock the head, insert the rows, move the head."""
    key = audit_key()
    seq, digest = _lock_head(session, chain)
    for row in rows:
        seq += 1
        row |= {"chain": chain, "seq": seq, "prev": digest}
        row["digest"] = digest = digest_of(row, key)
    session.execute(insert(_ENTRY), rows)
    session.execute(
        update(AuditHead).where(AuditHead.chain == chain).values(seq=seq, digest=digest),
        execution_options={"synchronize_session": False},
    )


def _lock_head(session: Session, chain: str) -> tuple[int, str]:
    ask = select(AuditHead.seq, AuditHead.digest).where(AuditHead.chain == chain).with_for_update()
    head = session.execute(ask).one_or_none()
    if head is None:
        dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
        new = dialect.insert(AuditHead).values(chain=chain, seq=0, digest="").on_conflict_do_nothing()
        session.execute(new)
        head = session.execute(ask).one()
    return head.seq, head.digest


def _kind_of(thing: Any) -> str | None:
    if thing is None:
        return None
    return getattr(thing, "audit_kind", None) or cast(str, thing.__tablename__)


def _plain(name: str, value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    if name == "note_sealed" and value is not None:
        return hashlib.sha256(value).hexdigest()
    return value
