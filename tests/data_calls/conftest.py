"""What tests of data calls stand on: a call of the education group to two of its members, and a distribution."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from coordination.access.actor import Actor
from coordination.data_calls import commands, grid
from coordination.data_calls.models import AnswerSheet, DataCall
from coordination.kernel.db import db
from tests.issuing import add_call, of_group
from tests.world import acting


@dataclass
class Asking:
    """The secretary asks the welfare directorate and Pouya for the number of children."""

    world: Any
    call: DataCall
    secretary: Actor
    welfare: Actor
    pouya: Actor

    def sheet(self, agency: Any) -> AnswerSheet:
        return next(sheet for sheet in self.call.sheets if sheet.agency_id == agency.id)

    def fill(self, agency: Any, *typed: str, actor: Actor | None = None) -> AnswerSheet:
        """One row, a text for each column."""
        sheet = self.sheet(agency)
        names = [grid.name_of(1, column) for column in self.call.columns]
        values = {"rows": "1"} | dict(zip(names, typed, strict=True))
        found = grid.of_form(self.call.columns, values, many=self.call.many_rows)
        commands.fill(actor or self.welfare, sheet, found)
        return sheet

    def handed_in(self, agency: Any, *typed: str, actor: Actor | None = None) -> AnswerSheet:
        sheet = self.fill(agency, *typed, actor=actor)
        commands.submit(actor or self.welfare, sheet)
        return sheet

    def accepted(self, agency: Any, *typed: str, actor: Actor | None = None) -> AnswerSheet:
        sheet = self.handed_in(agency, *typed, actor=actor)
        commands.accept(self.secretary, sheet)
        return sheet


@pytest.fixture
def asking(world: Any, app: Any) -> Iterator[Asking]:
    with app.app_context(), app.test_request_context():
        call = add_call(of_group(world.group), world.secretary, asked=(world.welfare, world.pouya))
        db.session.flush()
        yield Asking(world, call, acting(world.secretary), acting(world.welfare_liaison), acting(world.pouya_liaison))
