"""What a relation is: a named tie between an actor and a thing, with two faces that a test holds equal."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, false, or_

from coordination.access.actor import Actor


@dataclass(frozen=True, slots=True)
class Relation:
    """``holds`` checks one thing; ``clause`` is the same as an SQL condition for lists (None where no list asks it);
    ``anywhere`` says whether it could hold for some thing at all, which is enough for pages without one."""

    name: str
    holds: Callable[[Actor, Any], bool]
    anywhere: Callable[[Actor], bool]
    clause: Callable[[Actor], ColumnElement[bool]] | None = None

    def __or__(self, other: Relation | AnyOf) -> AnyOf:
        return AnyOf((self,)) | other


@dataclass(frozen=True, slots=True)
class AnyOf:
    """One of several relations; the first that holds is the one the trail names."""

    relations: tuple[Relation, ...]

    def __or__(self, other: Relation | AnyOf) -> AnyOf:
        return AnyOf(self.relations + (other.relations if isinstance(other, AnyOf) else (other,)))

    def found(self, actor: Actor, thing: Any) -> Relation | None:
        """The first relation that ties the actor to the thing, or to anything at all where ``thing`` is None."""
        for relation in self.relations:
            if relation.anywhere(actor) if thing is None else relation.holds(actor, thing):
                return relation
        return None

    def clause(self, actor: Actor) -> ColumnElement[bool]:
        """The rows of a list that this rule opens to the actor."""
        clauses = [r.clause(actor) for r in self.relations if r.clause is not None and r.anywhere(actor)]
        return or_(*clauses) if clauses else false()
