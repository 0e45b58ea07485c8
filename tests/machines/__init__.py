"""The table of machines, and how the workflow has to answer a move by it."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

from coordination import workflow
from coordination.access.actor import Actor
from coordination.kernel.db import db
from coordination.kernel.errors import Refused, Unmet, WrongState

TABLE = Path(__file__).with_name("machines.csv")

with TABLE.open(encoding="utf-8") as file:
    ROWS = {(row["machine"], row["move"]): row for row in csv.DictReader(file)}


def needs_of(row: dict[str, str]) -> list[str]:
    """The codes of a row's needs without their bracketed words."""
    text = row["needs"]
    while "(" in text:
        start, end = text.index("("), text.index(")")
        text = text[:start] + text[end + 1 :]
    return [code.strip() for code in text.split(";") if code.strip()]


def outcome(actor: Actor, thing: Any, move: str, facts: Any) -> str:
    """How the workflow answers: refused, wrong_state, unmet, or moved."""
    try:
        workflow.perform(actor, thing, move, facts=facts)
    except Refused:
        return "refused"
    except WrongState:
        return "wrong_state"
    except Unmet:
        return "unmet"
    finally:
        db.session.rollback()
    return "moved"


def expected(row: dict[str, str], state: str, relations: frozenset[str]) -> str:
    """How it has to answer somebody with ``relations``, where no need of the move is met."""
    if not relations & set(row["who"].split("|")):
        return "refused"
    if state not in row["from"].split("|"):
        return "wrong_state"
    return "unmet" if needs_of(row) else "moved"
