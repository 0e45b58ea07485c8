"""How the two hand-written tables are held against the program: over HTTP, and act by act."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.routing import Rule

from coordination.access import policy
from coordination.access.actor import Actor
from coordination.access.standing import actor_of
from coordination.accounts.models import Person, SessionRow
from coordination.accounts.presence import COOKIE, hash_token
from coordination.actions.models import Action, Extension
from coordination.activities.models import Activity
from coordination.cases.models import Case, Consent
from coordination.circulars.models import Circular
from coordination.data_calls.models import AnswerSheet, DataCall, Delivery, Distribution
from coordination.directory.models import Agency
from coordination.groups.models import Group, Seat
from coordination.indicators.models import Indicator
from coordination.kernel.db import db
from coordination.meetings.models import AgendaEntry, AgendaItem, Meeting
from coordination.minutes.models import Minutes, Signature
from coordination.outcomes.models import Outcome
from coordination.points.models import Point
from coordination.programmes.models import Memorandum, Programme
from coordination.referrals.models import Admission, Referral
from coordination.registrations.models import Registration
from coordination.reports.models import Report
from coordination.resolutions.models import Resolution
from tests.access.matrix import NOBODY, Matrix, build_matrix
from tests.conftest import Database, let_go

FOLDER = Path(__file__).parent
EVERYBODY = "everybody"
SYSTEM = "system"
APPLICANT = "applicant"
"""Who holds the link of the registration that was handed in."""
OTHER_VALUES = {
    "part": "inbox",
    "step": "identified",
    "table": "agencies",
    "code": "a-code-that-opens-nothing",
    "token": "a-token-that-opens-nothing",
}
REFUSED = frozenset({401, 403, 404})
POSTED = {"outcome": "note"}
"""What forms are sent with, beside the values of the thing: acts that one page chooses between."""
KINDS: dict[str, tuple[type[Any], str]] = {
    "case": (Case, "case_id"),
    "consent": (Consent, "consent_id"),
    "agency": (Agency, "agency_id"),
    "admission": (Admission, "admission"),
    "session": (SessionRow, "session_id"),
    "person": (Person, "person_id"),
    "group": (Group, "group_id"),
    "seat": (Seat, "seat_id"),
    "meeting": (Meeting, "meeting_id"),
    "entry": (AgendaEntry, "entry_id"),
    "item": (AgendaItem, "item_id"),
    "minutes": (Minutes, "minutes_id"),
    "signature": (Signature, "signature_id"),
    "resolution": (Resolution, "resolution_id"),
    "action": (Action, "action_id"),
    "extension": (Extension, "extension_id"),
    "activity": (Activity, "activity_id"),
    "circular": (Circular, "circular_id"),
    "report": (Report, "report_id"),
    "call": (DataCall, "data_call_id"),
    "sheet": (AnswerSheet, "answer_sheet_id"),
    "distribution": (Distribution, "distribution_id"),
    "delivery": (Delivery, "delivery_id"),
    "programme": (Programme, "programme_id"),
    "memorandum": (Memorandum, "memorandum_id"),
    "indicator": (Indicator, "indicator_id"),
    "point": (Point, "point_id"),
    "outcome": (Outcome, "outcome_id"),
    "registration": (Registration, "registration_id"),
}
LISTED = (
    Meeting, AgendaItem, Minutes, Resolution, Action, Activity, Circular, Report, DataCall, AnswerSheet, Distribution,
    Delivery, Programme, Memorandum, Indicator, Point,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a table: these endpoints (or this act), on this thing, are open to these roles and to nobody else."""

    names: tuple[str, ...]
    thing: str
    allowed: frozenset[str]


def read_lines(file_name: str, column: str) -> list[Line]:
    """The lines of a table beside this module."""
    with (FOLDER / file_name).open(encoding="utf-8", newline="") as file:
        return [
            Line(tuple(row[column].split()), row["thing"], frozenset(row["allowed"].split()))
            for row in csv.DictReader(file)
        ]


def route_lines() -> list[Line]:
    return read_lines("expected.csv", "endpoints")


def act_lines() -> list[Line]:
    return read_lines("acts.csv", "act")


@dataclass(slots=True)
class Stage:
    """The application with the matrix's world, and a copy of its database to go back to."""

    app: Flask
    matrix: Matrix
    database: Path
    copy: Path

    def restore(self) -> None:
        """Undo whatever was written since the start."""
        with self.app.app_context():
            db.session.remove()
            db.engine.dispose()
        for suffix in ("-wal", "-shm"):
            self.database.with_name(self.database.name + suffix).unlink(missing_ok=True)
        shutil.copyfile(self.copy, self.database)


def set_stage(database: Database, folder: Path) -> Iterator[Stage]:
    """An application of its own with the matrix's world, for as long as the caller needs it."""
    app = database.fresh_app(folder / "var", "matrix")
    matrix = build_matrix(app)
    with app.app_context():
        db.session.remove()
        with db.engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        path = Path(str(db.engine.url.database))
    let_go(app)
    copy = folder / "copy.db"
    shutil.copyfile(path, copy)
    yield Stage(app, matrix, path, copy)
    let_go(app)


def ask(stage: Stage, rule: Rule, method: str, values: dict[str, str], role: str) -> int:
    """The status that a role gets; being led to the sign-in counts as 401."""
    client: FlaskClient = stage.app.test_client()
    if role != NOBODY:
        client.set_cookie(COOKIE, stage.matrix.tokens[role])
    inside = {name: value for name, value in values.items() if name in rule.arguments}
    url = stage.app.url_map.bind("localhost").build(rule.endpoint, inside)
    answer = client.open(url, method=method, data=POSTED | values if method == "POST" else None)
    answer.close()
    if answer.status_code == 303 and "/sign-in" in (answer.location or ""):
        return 401
    return answer.status_code


def wrong_at_route(stage: Stage, endpoint: str, line: Line) -> list[str]:
    """Where the route differs from its line, in words."""
    rule = next(stage.app.url_map.iter_rules(endpoint))
    known = OTHER_VALUES | stage.matrix.things.get(line.thing, {})
    wrong = []
    for method in sorted((rule.methods or set()) & {"GET", "POST"}):
        for role in (*stage.matrix.tokens, NOBODY):
            status = ask(stage, rule, method, known, role)
            if method == "POST" and status not in REFUSED:
                stage.restore()
            if not _fits(status, role, line):
                wrong.append(f"{role} {method}: {status}")
    return wrong


def _fits(status: int, role: str, line: Line) -> bool:
    """Nobody is led to the sign-in; a thing that is not one's own does not exist; a page without one says no."""
    if EVERYBODY in line.allowed:
        return status < 500 and status != 403
    if role in line.allowed:
        return status < 500 and status not in REFUSED
    return status == (401 if role == NOBODY else 404 if line.thing else 403)


def wrong_at_act(stage: Stage, line: Line) -> list[str]:
    """Where the policy's answer to an act differs from its line; lists and checks are both asked."""
    act = line.names[0]
    wrong = []
    with stage.app.app_context():
        thing = _thing(stage, line.thing)
        for role, actor in _actors(stage):
            if policy.allows(actor, act, thing) != (role in line.allowed):
                wrong.append(f"{role} check")
            if role != SYSTEM and _is_listed(act, thing):
                listed = db.session.scalar(
                    select(type(thing).id).where(type(thing).id == thing.id, policy.visible(actor, act))
                )
                if (listed is not None) != (role in line.allowed):
                    wrong.append(f"{role} list")
        db.session.rollback()
    return wrong


def _is_listed(act: str, thing: Any) -> bool:
    """Whether lists ask the act: of such things only where every relation of its rule has a condition."""
    clauses = [relation.clause is not None for relation in policy.rule_for(act).relations]
    if isinstance(thing, Referral | Case):
        return any(clauses)
    if isinstance(thing, Outcome):
        return act.startswith("outcome.list")
    return isinstance(thing, LISTED) and all(clauses)


def _actors(stage: Stage) -> Iterator[tuple[str, Actor]]:
    for role, token in stage.matrix.tokens.items():
        person_id = db.session.scalar(select(SessionRow.person_id).where(SessionRow.token_hash == hash_token(token)))
        yield role, actor_of(person_id or 0)
    yield SYSTEM, Actor.system("test")
    yield APPLICANT, Actor.applicant(_thing(stage, "registration").id)


def _thing(stage: Stage, name: str) -> Any:
    kind = name if name in KINDS else name.partition("_")[0]
    model, key = KINDS.get(kind, (Referral, "referral_id"))
    values = stage.matrix.things["in_service" if name == "admission" else name]
    return db.session.scalars(select(model).where(model.public_id == values[key])).one()
