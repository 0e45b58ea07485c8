"""The auditor's page «دفتر رویدادها»: who did, read or was refused what, and when; metadata only."""

from __future__ import annotations

import json
from typing import Any

from flask import Blueprint, Flask, current_app, render_template, request, url_for

from coordination.access.policy import RULES
from coordination.access.web import sees
from coordination.accounts.models import POST_LABELS, PostKind
from coordination.audit import (
    jobs,  # noqa: F401  (its job registers itself)
    queries,
)
from coordination.audit.cli import verify_audit
from coordination.audit.forms import FilterForm
from coordination.audit.words import ACTS, KINDS
from coordination.kernel.web import page_args
from coordination.lang.text import digits
from coordination.workflow import MACHINES

bp = Blueprint("audit", __name__, url_prefix="/audit")

FILTERS = ("person", "act", "kind", "since", "until")


@bp.get("")
@sees("audit.view")
def index() -> str:
    """The trail, newest first, a page at a time."""
    form = FilterForm(request.args)
    form.fill(_acts(), KINDS)
    form.validate()
    found = queries.list_entries(
        form.wanted(),
        before=_number("before"),
        after=_number("after"),
        limit=int(current_app.config["HAMAHANG"].page_size),
    )
    kept = page_args(*FILTERS)
    pager = {
        "shown": len(found.rows),
        "more_than": None,
        "prev_url": url_for(".index", after=found.rows[0].id, **kept) if found.newer and found.rows else None,
        "next_url": url_for(".index", before=found.rows[-1].id, **kept) if found.older and found.rows else None,
    }
    return render_template(
        "audit/index.html",
        form=form,
        rows=found.rows,
        page=pager,
        filtered=bool(kept),
        act_word=act_word,
        kind_word=lambda kind: KINDS.get(kind, ""),
        state_word=state_word,
        post_word=post_word,
        codes=codes,
    )


def act_word(act: str) -> str:
    """The msgid of an act: its own word, or the word on the button of its move; empty for one that has none."""
    kind, _dot, name = act.partition(".")
    move = next((machine.moves[name] for machine in MACHINES.values() if _is(machine, kind, name)), None)
    return ACTS.get(act) or (move.label if move else "")


def state_word(kind: str | None, state: str | None) -> str:
    """The msgid of a state of a kind of thing; empty if there is none."""
    machine = next((machine for machine in MACHINES.values() if machine.name == kind), None)
    return machine.look(state).label if machine and state in machine.looks else ""


def post_word(kind: str | None) -> str:
    """The msgid of a kind of post."""
    return POST_LABELS[PostKind(kind)] if kind else ""


def codes(detail: Any) -> str:
    """Codes and ids of a row as they are stored, without quotes."""
    return json.dumps(detail, ensure_ascii=False, separators=(", ", ": ")).replace('"', "").strip("{}")


def register(app: Flask) -> None:
    """Add the auditor's page, ``flask verify-audit`` and the hourly anchor."""
    app.register_blueprint(bp)
    app.cli.add_command(verify_audit)


def _acts() -> dict[str, str]:
    """Every act that has a word, by its code."""
    moves = {f"{machine.name}.{name}" for machine in MACHINES.values() for name in machine.moves}
    return {act: word for act in sorted({*RULES, *ACTS, *moves}) if (word := act_word(act))}


def _is(machine: Any, kind: str, name: str) -> bool:
    return bool(machine.name == kind and name in machine.moves)


def _number(name: str) -> int | None:
    typed = digits(request.args.get(name, ""))
    return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) <= 18 else None
