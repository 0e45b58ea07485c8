"""What tests of accounts do again and again: give a password, read codes and mails, look at rows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from email import message_from_bytes, policy
from typing import Any

from flask import Flask
from sqlalchemy import select
from werkzeug.test import TestResponse

from coordination.accounts.commands import passwords
from coordination.accounts.models import Person
from coordination.audit.models import AuditEntry
from coordination.kernel.db import db, writing
from coordination.outbox.delivery import deliver
from coordination.outbox.models import OutboxEvent
from tests.world import Somebody

PASSWORD = "چهار واژه بی ربط"
CODE = re.compile(r"\b(?:[2-9A-Z]{4}-){3}[2-9A-Z]{4}\b")


def give_password(app: Flask, person: Somebody, password: str = PASSWORD) -> None:
    """The person has opened the account with this password."""
    with app.app_context(), writing():
        hashed = passwords.hash_password(password)
        row = db.session.get(Person, person.id)
        assert row is not None
        row.password_hash = hashed
        db.session.commit()


def code_on(answer: TestResponse) -> str:
    """The one-time code that a page shows."""
    found = CODE.search(answer.text)
    assert found, answer.text
    return found.group()


def delivered_mails(app: Flask) -> list[str]:
    """Deliver what waits, and give the texts of all mails that have left."""
    for _round in range(3):
        with app.app_context():
            ids = db.session.scalars(select(OutboxEvent.id).where(OutboxEvent.done_at.is_(None))).all()
            db.session.rollback()
            for event_id in ids:
                deliver(event_id)
    folder = app.config["HAMAHANG"].var_dir / "mail"
    texts = []
    for path in sorted(folder.glob("*.eml")) if folder.is_dir() else []:
        message = message_from_bytes(path.read_bytes(), policy=policy.default)
        body = message.get_body(("plain",))
        assert body is not None
        texts.append(f"{message['To']}\n{message['Subject']}\n{body.get_content()}")
    return texts


def acts(app: Flask) -> list[str]:
    """The acts on the trail, oldest first."""
    with app.app_context():
        return list(db.session.scalars(select(AuditEntry.act).order_by(AuditEntry.id)))


def events(app: Flask, *names: str) -> list[str]:
    """The names of events that were emitted, those of ``names`` only where some are given."""
    with app.app_context():
        found = db.session.scalars(select(OutboxEvent.name).order_by(OutboxEvent.id))
        return [name for name in found if not names or name in names]


def row_of(app: Flask, model: type[Any], **values: Any) -> Any:
    """The one row with these values, detached."""
    with app.app_context():
        row = db.session.scalars(select(model).filter_by(**values)).one()
        db.session.expunge(row)
        return row


def rows_of(app: Flask, model: type[Any], **values: Any) -> Sequence[Any]:
    """All rows with these values, detached."""
    with app.app_context():
        rows = db.session.scalars(select(model).filter_by(**values).order_by(model.id)).all()
        db.session.expunge_all()
        return rows
