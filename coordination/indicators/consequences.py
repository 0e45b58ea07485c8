"""What indicators add to the page of the programme that they measure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from flask import url_for

from coordination.access.actor import Actor
from coordination.indicators import queries
from coordination.indicators.standing import Standing
from coordination.indicators.units import said
from coordination.lang.spans import words
from coordination.programmes.consequences import Measure, on_measured
from coordination.programmes.models import Programme


@on_measured
def measured(actor: Actor, programme: Programme) -> Sequence[Measure]:
    """Each indicator of the programme with its latest figure beside its target."""
    return list(_measures(queries.list_of_programme(actor, programme.id)))


def _measures(rows: list[tuple[Any, Standing]]) -> Iterator[Measure]:
    for row, standing in rows:
        actual, target = standing.actual, standing.target
        yield Measure(
            label_fa=row.label_fa,
            label_en=row.label_en,
            unit=said(row.unit),
            actual=actual.value if actual is not None else None,
            approximate=actual is not None and actual.approximate,
            actual_in=words(actual.from_on, actual.to_on) if actual is not None else None,
            target=target.value if target is not None else None,
            target_by=words(target.from_on, target.to_on) if target is not None else None,
            url=url_for("indicators.show", indicator_id=row.public_id) if row.opens else None,
            counted=row.computed is not None,
        )
