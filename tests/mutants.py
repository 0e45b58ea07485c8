"""``make mutants``: every line of the policy, removed, widened to everybody, and each of its relations left out, is
held against the hand-written tables of ``tests/access``. A mutant that no line notices is named, and the exit is 1."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import true

from coordination.access import policy
from coordination.access.relation import AnyOf, Relation
from coordination.access.web import RULE
from tests.access.judging import Stage, act_lines, route_lines, set_stage, wrong_at_act, wrong_at_route
from tests.conftest import Database

EVERYBODY = Relation("everybody", lambda _actor, _thing: True, lambda _actor: True, lambda _actor: true())


def mutants_of(act: str) -> Iterator[tuple[str, AnyOf]]:
    """What the line of an act could wrongly say: (how it differs, the wrong rule)."""
    relations = policy.rule_for(act).relations
    yield "removed", AnyOf(())
    yield "widened to everybody", AnyOf((*relations, EVERYBODY))
    if len(relations) > 1:
        for one in relations:
            yield f"without {one.name}", AnyOf(tuple(other for other in relations if other is not one))


def is_noticed(stage: Stage, act: str) -> bool:
    """Whether any line of the tables differs from the program as it is now."""
    if any(wrong_at_act(stage, line) for line in act_lines() if line.names[0] == act):
        return True
    asking = {name for name, view in stage.app.view_functions.items() if act in getattr(view, RULE, ())}
    return any(
        wrong_at_route(stage, endpoint, line) for line in route_lines() for endpoint in line.names if endpoint in asking
    )


def say(line: str) -> None:
    """Print a line at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def main() -> int:
    """Try every mutant; the number that nobody noticed is printed last."""
    rules = policy.RULES
    assert isinstance(rules, dict)
    survived, tried = [], 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        database = Database(folder / "database", None)
        database.build()
        (folder / "matrix").mkdir()
        for stage in set_stage(database, folder / "matrix"):
            for act in list(rules):
                right = rules[act]
                for how, wrong in list(mutants_of(act)):
                    rules[act] = wrong
                    tried += 1
                    if not is_noticed(stage, act):
                        survived.append(f"{act} {how}")
                        say(f"NOT NOTICED: {act} {how}")
                    rules[act] = right
    say(f"{tried} mutants, {len(survived)} not noticed")
    return 1 if survived else 0


if __name__ == "__main__":
    sys.exit(main())
