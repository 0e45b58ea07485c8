"""Every right, one line an act in ``access/rules``: who may do it, as relations (machines.csv, acts.csv)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import ColumnElement

from coordination.access.actor import Actor
from coordination.access.relation import AnyOf, Relation
from coordination.access.rules import children, gatherings, network, offices


def _joined(*parts: Mapping[str, Relation | AnyOf]) -> dict[str, Relation | AnyOf]:
    """One table of several; an act stands in one of them."""
    table = {act: rule for part in parts for act, rule in part.items()}
    if len(table) != sum(map(len, parts)):
        raise RuntimeError("an act has two rules")
    return table


RULES: Mapping[str, Relation | AnyOf] = _joined(children.RULES, gatherings.RULES, network.RULES, offices.RULES)


def rule_for(act: str) -> AnyOf:
    """The relations that may do ``act``. Raises KeyError where no line names it: nothing is allowed by silence."""
    rule = RULES[act]
    return rule if isinstance(rule, AnyOf) else AnyOf((rule,))


def relation_for(actor: Actor, act: str, thing: Any = None) -> Relation | None:
    """The relation by which the actor may do ``act`` to the thing; None where he may not."""
    return rule_for(act).found(actor, thing)


def allows(actor: Actor, act: str, thing: Any = None) -> bool:
    """Whether the actor may do ``act`` to the thing (or at all, where there is none)."""
    return relation_for(actor, act, thing) is not None


def visible(actor: Actor, act: str) -> ColumnElement[bool]:
    """The same right as an SQL condition over the rows of a list."""
    return rule_for(act).clause(actor)
