"""Checking the trail: every chain from its first row, its head, and the anchors kept outside the database."""

from __future__ import annotations

import hashlib
import hmac
import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any, cast

from flask import current_app
from sqlalchemy import Table, select

from coordination.audit.models import AuditEntry, AuditHead
from coordination.audit.trail import audit_key, digest_of
from coordination.kernel.clock import now
from coordination.kernel.db import db

_ENTRY = cast(Table, AuditEntry.__table__)
ROWS_AT_ONCE = 1000


@dataclass(frozen=True, slots=True)
class Finding:
    """The first thing that does not fit in one chain or in the anchors; ``row`` is the number in ``audit_entry``."""

    chain: str
    seq: int
    row: int | None
    what: str

    def __str__(self) -> str:
        where = f"row {self.row}, " if self.row is not None else ""
        return f"{self.chain}: {where}number {self.seq}: {self.what}"


@dataclass(frozen=True, slots=True)
class Verdict:
    """How much was checked, and what was found: an empty ``findings`` means that the trail is whole."""

    chains: int
    rows: int
    anchors: int
    findings: tuple[Finding, ...]


def verify() -> Verdict:
    """Read the whole trail in one transaction and check it; at most one finding a chain, the first."""
    # Anchors are read before the rows: every head anchored by then is within what the transaction sees.
    anchors, findings = read_anchors(anchors_path())
    with db.engine.connect() as connection:
        if connection.dialect.name == "postgresql":
            connection = connection.execution_options(isolation_level="REPEATABLE READ")
        heads = {
            head.chain: head for head in connection.execute(select(AuditHead.chain, AuditHead.seq, AuditHead.digest))
        }
        rows = connection.execution_options(yield_per=ROWS_AT_ONCE).execute(
            select(_ENTRY).order_by(_ENTRY.c.chain, _ENTRY.c.seq)
        )
        counted, seen = 0, set()
        for chain, members in groupby(rows.mappings(), key=lambda row: row["chain"]):
            last, finding = _check_chain(chain, members, heads.get(chain), anchors.get(chain, {}))
            seen.add(chain)
            counted += last
            findings += [finding] if finding else []
    for chain in sorted((heads.keys() | anchors.keys()) - seen):
        if anchors.get(chain) or heads[chain].seq:
            findings.append(Finding(chain, 1, None, "the chain has a head or an anchor, but no rows"))
    return Verdict(len(seen), counted, sum(len(marks) for marks in anchors.values()), tuple(findings))


def anchor() -> None:
    """Append every chain's head to the anchor file, which then shows when the end of a chain was cut off or redone.

    Copy the file to another machine: on this one, whoever has the audit key could write it anew.
    """
    heads = db.session.execute(select(AuditHead).where(AuditHead.seq > 0).order_by(AuditHead.chain)).scalars().all()
    path = anchors_path()
    known, _findings = read_anchors(path)
    new = [head for head in heads if known.get(head.chain, {}).get(head.seq) != head.digest]
    if not new:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    before = _last_mac(path)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        for head in new:
            line = {
                "at": now().isoformat(),
                "chain": head.chain,
                "seq": head.seq,
                "digest": head.digest,
                "prev": before,
            }
            line["mac"] = before = _mac(line)
            file.write(json.dumps(line) + "\n")
        file.flush()
        os.fsync(file.fileno())


def anchors_path() -> Path:
    """Where anchors are kept, outside the database."""
    return cast(Path, current_app.extensions["audit"].anchors)


def read_anchors(path: Path) -> tuple[dict[str, dict[int, str]], list[Finding]]:
    """Digests by chain and number, and what does not fit in the file itself."""
    marks: dict[str, dict[int, str]] = {}
    before = ""
    for number, line in enumerate(_lines(path), start=1):
        if line.get("mac") != _mac({name: value for name, value in line.items() if name != "mac"}):
            return marks, [Finding("anchors", number, None, "the line is not one that this installation wrote")]
        if line["prev"] != before:
            return marks, [Finding("anchors", number, None, "the line before it is missing or changed")]
        marks.setdefault(line["chain"], {})[line["seq"]] = line["digest"]
        before = line["mac"]
    return marks, []


def _check_chain(chain: str, rows: Iterator[Any], head: Any, marks: dict[int, str]) -> tuple[int, Finding | None]:
    """How many rows were read, and the first that does not fit."""
    key, prev, seq, row_id = audit_key(), "", 0, None
    finding: Finding | None = None
    left = dict(marks)
    for row in rows:
        seq += 1
        row_id = row["id"]
        finding = finding or _check_row(row, seq, prev, key, left.pop(row["seq"], None))
        prev = row["digest"]
    if finding is None and head is None:
        finding = Finding(chain, seq, row_id, "the chain has no head")
    elif finding is None and (head.seq, head.digest) != (seq, prev):
        finding = Finding(chain, seq, row_id, "the chain does not end where its head says")
    elif finding is None and left:
        finding = Finding(chain, min(left), None, "an anchored row is missing: the end of the chain was cut off")
    return seq, finding


def _check_row(row: Any, seq: int, prev: str, key: bytes, mark: str | None) -> Finding | None:
    if row["seq"] != seq:
        return Finding(row["chain"], seq, row["id"], "a row before it is missing")
    if row["prev"] != prev:
        return Finding(row["chain"], seq, row["id"], "it is not linked to the row before it")
    if not hmac.compare_digest(row["digest"], digest_of(row, key)):
        return Finding(row["chain"], seq, row["id"], "its content was changed")
    if mark is not None and mark != row["digest"]:
        return Finding(row["chain"], seq, row["id"], "it is not the row that was anchored")
    return None


def _mac(line: dict[str, Any]) -> str:
    text = json.dumps(line, sort_keys=True)
    return hmac.new(audit_key(), f"anchor{text}".encode(), hashlib.sha256).hexdigest()


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    if not path.exists():
        return
    with path.open(encoding="utf-8") as file:
        for text in file:
            try:
                line = json.loads(text)
            except ValueError:
                line = {}
            yield line if isinstance(line, dict) else {}


def _last_mac(path: Path) -> str:
    mac = ""
    for line in _lines(path):
        mac = str(line.get("mac", ""))
    return mac
