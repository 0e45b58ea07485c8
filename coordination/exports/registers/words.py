"""What several registers say alike: states by their machine's words, and in whose name something is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import func

from coordination.directory.models import Agency
from coordination.exports.columns import Column, Sort
from coordination.groups.models import Group
from coordination.kernel.db import named
from coordination.kernel.messages import N_
from coordination.workflow import MACHINES

ISSUING = named(Agency, "exported_issuer")
ISSUER = Column("issuer", N_("In the name of"), Sort.NAME)


def states_of(model: type[Any]) -> Mapping[str, str]:
    """The word of every state of a kind of thing."""
    machine = MACHINES[model]
    return {state: machine.look(state).label for state in machine.states}


def issuer_columns() -> tuple[Any, Any]:
    """Names of the group or agency to which a row belongs; the statement joins ``Group`` and ``ISSUING``."""
    return (
        func.coalesce(Group.name_fa, ISSUING.name_fa).label("issuer_fa"),
        func.coalesce(Group.name_en, ISSUING.name_en).label("issuer_en"),
    )
