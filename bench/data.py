"""Makes the world that is measured, in a folder of its own: ``python -m bench.data SIZE`` under its environment."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from flask_migrate import upgrade
from sqlalchemy import func, select

from bench.sitting import Sitting, build_sitting
from config import ROOT, Config, write_secrets
from coordination import create_app
from coordination.audit.models import AuditEntry
from coordination.cases.models import Case, CaseState
from coordination.demo.world import build
from coordination.directory.models import Agency
from coordination.kernel.db import db
from coordination.referrals.models import Referral, State

OUR_AGENCY = "behzisti-qazvin"
SIGN_IN = "welfare@example.org"
FACTS = "facts.json"


@dataclass(frozen=True, slots=True)
class World:
    """What the clients must know of a world: how long it took to build, in seconds, public ids, a meeting."""

    seconds: float
    undecided: str
    served: str
    case: str
    other_agency: str
    sitting: Sitting


def environ(folder: Path, database_url: str | None) -> dict[str, str]:
    """The environment of an installation in ``folder``; SQLite unless an address is given."""
    folder.mkdir(parents=True, exist_ok=True)
    write_secrets(folder / "secrets.env")
    own = {"VAR_DIR": str(folder), "MODE": "demo", "LOG_LEVEL": "WARNING", "BASE_URL": "http://127.0.0.1"}
    return own | ({"DATABASE_URL": database_url} if database_url else {})


def own_environment() -> dict[str, str]:
    """This process's environment without what would lead to a real installation."""
    return {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "REDIS_URL", "KEYS_URL")}


def made(folder: Path, size: int, environment: Mapping[str, str]) -> World:
    """The world in ``folder``, built now unless it was before."""
    facts = folder / FACTS
    if not facts.exists():
        command = [sys.executable, "-m", "bench.data", str(size)]
        subprocess.run(command, cwd=ROOT, env={**own_environment(), **environment}, check=True)
    said = json.loads(facts.read_text(encoding="utf-8"))
    return World(**said | {"sitting": Sitting(**said["sitting"])})


def main(size: int) -> None:
    """Build the world of this process's environment and write its facts beside it."""
    config = Config.from_env()
    app = create_app(config)
    with app.app_context():
        upgrade(str(ROOT / "migrations"))
        started = time.perf_counter()
        build(size=size)
        seconds = time.perf_counter() - started
        undecided = _longest(State.RECEIVED, State.WAITLISTED)
        sitting = build_sitting()
        world = World(seconds, undecided, _longest(State.IN_SERVICE), _open_case(), _other_agency(), sitting)
    (config.var_dir / FACTS).write_text(json.dumps(asdict(world)), encoding="utf-8")


def _longest(*states: State) -> str:
    """The referral to our agency with the longest history, in one of the states."""
    found = db.session.scalars(
        select(Referral.public_id)
        .join(Agency, Agency.id == Referral.recipient_agency_id)
        .join(AuditEntry, AuditEntry.thing_id == Referral.id)
        .where(Agency.code == OUR_AGENCY, Referral.state.in_(states), AuditEntry.kind == "referral")
        .group_by(Referral.id)
        .order_by(func.count().desc())
        .limit(1)
    )
    return found.one()


def _open_case() -> str:
    cases = select(Case.public_id).join(Agency, Agency.id == Case.agency_id)
    return db.session.scalars(cases.where(Agency.code == OUR_AGENCY, Case.state == CaseState.OPEN).limit(1)).one()


def _other_agency() -> str:
    return db.session.scalars(select(Agency.name_fa).where(Agency.code == "pouya")).one()


if __name__ == "__main__":
    main(int(sys.argv[1]))
