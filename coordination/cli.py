"""Commands that speak of the whole house: its machines and its rules."""

from __future__ import annotations

import json

import click
from flask import Flask

from coordination.access.policy import RULES, rule_for
from coordination.activities.pasted import measure
from coordination.kernel.machine import Machine
from coordination.workflow import MACHINES


def machine_rows() -> list[dict[str, object]]:
    """One object a move: machine, move, from, to, who, needs."""
    return [
        {
            "machine": machine.name,
            "move": move.name,
            "from": [str(state) for state in move.frm],
            "to": str(move.to),
            "who": [relation.name for relation in rule_for(f"{machine.name}.{move.name}").relations],
            "needs": [need.code for need in move.needs],
        }
        for machine in MACHINES.values()
        for move in machine.moves.values()
    ]


def mermaid(machine: Machine) -> str:
    """The machine as a Mermaid state diagram."""
    lines = ["stateDiagram-v2", f"    [*] --> {next(iter(machine.states)).value}"]
    lines += [f"    {state} --> {move.to}: {move.name}" for move in machine.moves.values() for state in move.frm]
    return "\n".join(lines)


HOUSE_COMMANDS = frozenset({"machines", "rules", "pasted"})


def house_app() -> Flask:
    """An application with these commands alone: they ask neither secrets nor a database, so none need be there."""
    app = Flask("coordination")
    register(app)
    measure.register(app)
    return app


def register(app: Flask) -> None:
    """Add ``flask machines`` and ``flask rules``."""

    @app.cli.command("machines")
    @click.option("--json", "as_json", is_flag=True, help="A list of objects, one a move.")
    def machines(as_json: bool) -> None:
        """Print every state machine as a table and a Mermaid diagram."""
        rows = machine_rows()
        if as_json:
            click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
            return
        for machine in MACHINES.values():
            click.echo(f"\n{machine.name}")
            for row in rows:
                if row["machine"] == machine.name:
                    froms, who, needs = ("|".join(row[key]) for key in ("from", "who", "needs"))  # type: ignore[arg-type]
                    click.echo(
                        f"  {row['move']!s:<16}{froms} -> {row['to']}\n{'':18}who: {who}\n{'':18}needs: {needs or '-'}"
                    )
            click.echo(f"\n{mermaid(machine)}")

    @app.cli.command("rules")
    def rules() -> None:
        """Print which relations may do which act."""
        width = max(map(len, RULES))
        for act in RULES:
            click.echo(f"{act:<{width}}  {' | '.join(relation.name for relation in rule_for(act).relations)}")
