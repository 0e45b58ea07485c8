"""What keeps the demo world, whose passwords everybody knows, out of an installation that holds real children."""

from __future__ import annotations

from sqlalchemy import inspect, select
from sqlalchemy.exc import OperationalError

from config import Config, Missing
from coordination.accounts.models import Person
from coordination.directory.models import Installation
from coordination.kernel.db import db

HELD = (
    "The database holds the demo world, whose passwords everybody knows; give DATABASE_URL and KEYS_URL of another "
    "one, or start with MODE=demo."
)


class NotHere(RuntimeError):
    """The demo world cannot be built in this installation; the text says why."""


def refuse_demo_data(config: Config) -> None:
    """Boot check, within an application context: production does not start on a demo world. Raises config.Missing.

    At the first start there may be no table yet, nor a database that answers: then there is no demo world either.
    """
    if config.mode == "production" and _holds_demo():
        raise Missing([HELD])


def _holds_demo() -> bool:
    try:
        known = inspect(db.engine).has_table(Installation.__tablename__)
        return known and bool(db.session.scalar(select(Installation.demo)))
    except OperationalError:
        return False
    finally:
        db.session.remove()


def check_may_build(config: Config) -> None:
    """Whether the demo world may be built here. Raises NotHere."""
    if config.mode == "production":
        raise NotHere("The demo world was not built: MODE is production. Start with MODE=demo on another database.")
    if not inspect(db.engine).has_table(Installation.__tablename__):
        raise NotHere("The demo world was not built: the database has no tables yet. Run `flask db upgrade` first.")
    taken = db.session.scalar(select(Installation.id)) or db.session.scalar(select(Person.id).limit(1))
    db.session.rollback()
    if taken:
        raise NotHere(
            "The demo world was not built: the database holds people already. Give DATABASE_URL and KEYS_URL of an "
            "empty one."
        )
