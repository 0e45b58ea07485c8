"""What is noted within a transaction and written once, when it commits; what was rolled back is forgotten."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, TypeVar

from sqlalchemy import event
from sqlalchemy.orm import Session, SessionTransaction

Entry = TypeVar("Entry")


class Pending(Generic[Entry]):
    """Entries of one kind, kept in ``session.info`` under ``name``; ``write`` is called before the outermost commit and
    ``take``s them."""

    def __init__(self, name: str, write: Callable[[Session], None]) -> None:
        self._name, self._write = name, write
        event.listen(Session, "before_commit", self._on_commit)
        event.listen(Session, "after_soft_rollback", self._on_rollback)

    def note(self, session: Session, entry: Entry) -> None:
        """Keep an entry until the transaction commits, or the part of it that runs now is rolled back."""
        # Without a transaction a rollback would not be heard of.
        transaction = session.get_nested_transaction() or session.get_transaction() or session.begin()
        session.info.setdefault(self._name, []).append((transaction, entry))

    def has_any(self, session: Session) -> bool:
        """Whether something waits to be written."""
        return bool(session.info.get(self._name))

    def take(self, session: Session) -> list[Entry]:
        """What waits, in the order in which it was noted; it waits no more."""
        return [entry for _transaction, entry in session.info.pop(self._name, ())]

    def _on_commit(self, session: Session) -> None:
        if not session.in_nested_transaction():
            self._write(session)

    def _on_rollback(self, session: Session, previous: SessionTransaction) -> None:
        """What was noted within the part rolled back did not happen."""
        pending: list[tuple[SessionTransaction, Any]] = session.info.get(self._name, [])
        kept = [noted for noted in pending if not _descends(noted[0], previous)]
        session.info[self._name] = kept if previous.nested else []


def _descends(transaction: SessionTransaction | None, ancestor: SessionTransaction) -> bool:
    while transaction is not None:
        if transaction is ancestor:
            return True
        transaction = transaction.parent
    return False
