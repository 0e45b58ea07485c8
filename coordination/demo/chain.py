"""Acts of what is written in bulk: linked into the trail as ``audit.trail`` links them, written with the other rows."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import select, update

from coordination.access.actor import Actor
from coordination.audit.models import ACTS, AuditEntry, AuditHead
from coordination.audit.trail import HASHED, audit_key, digest_of
from coordination.demo.rows import Rows
from coordination.kernel.db import db

_EMPTY: dict[str, Any] = dict.fromkeys(HASHED) | {"chain": ACTS}


class Chain:
    """The chain of acts from its present end on; nothing else may write to it until ``close``."""

    def __init__(self, rows: Rows) -> None:
        self._rows, self._key = rows, audit_key()
        self._seq, self._digest = db.session.execute(
            select(AuditHead.seq, AuditHead.digest).where(AuditHead.chain == ACTS).with_for_update()
        ).one()

    def add(self, actor: Actor, act: str, referral: int, *, at: datetime, frm: str, to: str, relation: str) -> None:
        """One move of a referral."""
        self._seq += 1
        row = _EMPTY | {
            "seq": self._seq,
            "at": at,
            "person_id": actor.person_id,
            "relation": relation,
            "rule": actor.rule,
            "act": act,
            "kind": "referral",
            "thing_id": referral,
            "frm": frm,
            "to_state": to,
            "prev": self._digest,
        }
        self._digest = row["digest"] = digest_of(row, self._key)
        self._rows.add(AuditEntry, **row)

    def close(self) -> None:
        """Move the head of the chain to its new end."""
        db.session.execute(
            update(AuditHead).where(AuditHead.chain == ACTS).values(seq=self._seq, digest=self._digest),
            execution_options={"synchronize_session": False},
        )
