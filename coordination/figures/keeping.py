"""Keeps the aggregates in step with the records: what a flush changed is added to their cells in the same transaction.

The cells are written once, when the session commits, after everything else was locked: they wait for nobody who waits
for this transaction. What was rolled back is forgotten. Rows written past the session (``demo/rows.py``) are not seen
here and call for a recount.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import event, inspect, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session, UOWTransaction

from coordination.cases.models import Case, Client
from coordination.figures import cells
from coordination.figures.clocks import stops
from coordination.figures.models import FigureCount
from coordination.kernel import clock
from coordination.kernel.db import db
from coordination.kernel.pending import Pending
from coordination.lang.zone import local_date
from coordination.outcomes.models import Outcome
from coordination.referrals import clocks
from coordination.referrals.models import Admission, Referral, Service

Row = Mapping[str, Any]

COUNTED: dict[type[Any], tuple[tuple[str, ...], Callable[[Row], Counter[cells.Cell]]]] = {
    Referral: (
        ("sent_at", "state", "route", "need_codes", "recipient_agency_id", "sender_agency_id"),
        cells.of_referral,
    ),
    Service: (("agency_id", "on", "kind", "times", "voided_at"), cells.of_service),
    Admission: (("agency_id", "admitted_on", "route"), cells.of_admission),
    Outcome: (("agency_id", "on", "kind", "state"), cells.of_outcome),
}
OF_CLIENT = ("nationality", "sex")


def write_pending(session: Session) -> None:
    """Flush, then add what was noted to the cells: at commit, and before cells are read in the same transaction."""
    if session.new or session.dirty or session.deleted:
        session.flush()
    changed: Counter[cells.Cell] = Counter()
    for noted in _PENDING.take(session):
        changed.update(noted)
    add(session, changed)


_PENDING: Pending[Counter[cells.Cell]] = Pending("figures_pending", write_pending)


def add(session: Session, changed: Counter[cells.Cell]) -> None:
    """Add to cells, in the order of their keys, so that two who add to the same ones wait and do not lock each other
    out."""
    rows = [
        {"agency_id": agency, "month": month, "measure": measure, "key": key, "n": n}
        for (agency, month, measure, key), n in sorted(changed.items())
        if n
    ]
    if not rows:
        return
    dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    new = dialect.insert(FigureCount.__table__)
    session.execute(
        new.on_conflict_do_update(
            index_elements=list(FigureCount.__table__.primary_key),
            set_={"n": FigureCount.__table__.c.n + new.excluded.n},
        ),
        rows,
    )


@clocks.on_stopped
def note_stopped(referral: Referral, before: str) -> None:
    """A move, or a note during the service, may have stopped clocks."""
    for stop in stops(referral, before, clock.now()):
        _note(
            db.session(),
            cells.of_stop(stop.agency_id, stop.clock, local_date(stop.at), stop.seconds, stop.late, stop.times),
        )


def _note(session: Session, changed: Counter[cells.Cell]) -> None:
    if any(changed.values()):
        _PENDING.note(session, changed)


def _on_flush(session: Session, _context: UOWTransaction) -> None:
    """New, changed and deleted records, while both their old and new values are known."""
    changed: Counter[cells.Cell] = Counter()
    for thing in session.new:
        if type(thing) in COUNTED:
            changed.update(_cells(session, thing, _now(thing)))
    for thing in session.deleted:
        if type(thing) in COUNTED:
            changed.subtract(_cells(session, thing, _old(thing, COUNTED[type(thing)][0])))
    for thing in session.dirty:
        if type(thing) in COUNTED and _touched(thing, COUNTED[type(thing)][0]):
            changed.update(_cells(session, thing, _now(thing)))
            changed.subtract(_cells(session, thing, _old(thing, COUNTED[type(thing)][0])))
        elif type(thing) is Client and _touched(thing, OF_CLIENT):
            _recount_stays(session, thing, changed)
    _note(session, changed)


def _cells(session: Session, thing: Any, row: dict[str, Any]) -> Counter[cells.Cell]:
    if type(thing) is Admission:
        row |= _client_of(session, thing.case_id)
    return COUNTED[type(thing)][1](row)


def _touched(thing: Any, names: tuple[str, ...]) -> bool:
    state = inspect(thing)
    return any(state.attrs[name].history.has_changes() for name in names)


def _now(thing: Any) -> dict[str, Any]:
    return {name: getattr(thing, name) for name in COUNTED[type(thing)][0]}


def _old(thing: Any, names: tuple[str, ...]) -> dict[str, Any]:
    """The values before this flush."""
    histories = {name: inspect(thing).attrs[name].history for name in names}
    return {name: old.deleted[0] if old.deleted else getattr(thing, name) for name, old in histories.items()}


def _client_of(session: Session, case_id: int) -> dict[str, Any]:
    asked = select(Client.nationality, Client.sex).join(Case, Case.client_id == Client.id).where(Case.id == case_id)
    with session.no_autoflush:
        return dict(session.execute(asked).one()._mapping)


def _recount_stays(session: Session, client: Client, changed: Counter[cells.Cell]) -> None:
    """Nationality or sex of somebody who was admitted was corrected."""
    asked = (
        select(Admission.id, Admission.agency_id, Admission.admitted_on, Admission.route)
        .join(Case, Case.id == Admission.case_id)
        .where(Case.client_id == client.id)
    )
    old, new = _old(client, OF_CLIENT), {name: getattr(client, name) for name in OF_CLIENT}
    born_now = {thing.id for thing in session.new if type(thing) is Admission}
    with session.no_autoflush:
        stays = [dict(row._mapping) for row in session.execute(asked) if row.id not in born_now]
    for stay in stays:
        changed.update(cells.of_admission(stay | new))
        changed.subtract(cells.of_admission(stay | old))


def _keep_old_value(_thing: Any, _value: Any, _old: Any, _initiator: Any) -> None:
    """Nothing to do: that somebody listens makes the old value known, also of what is set without being read."""


_READ_FIRST: list[tuple[type[Any], tuple[str, ...]]] = [(Client, OF_CLIENT)]
_READ_FIRST += [(model, names) for model, (names, _of) in COUNTED.items()]
for model, names in _READ_FIRST:
    for name in names:
        event.listen(getattr(model, name), "set", _keep_old_value, active_history=True)
event.listen(Session, "after_flush", _on_flush)
