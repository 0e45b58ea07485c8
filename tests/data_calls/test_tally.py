"""What answers come to: sums, counts, texts, who is missing, and how a distribution stands."""

from __future__ import annotations

from typing import Any

import pytest

from coordination.activities.issuers import Issuer
from coordination.data_calls import commands, tables
from coordination.data_calls.models import CallColumn, ColumnKind, DeliveryState
from coordination.data_calls.standing import standing_of
from coordination.data_calls.tally import tally
from coordination.kernel.db import db
from tests.data_calls.conftest import Asking
from tests.issuing import add_delivery, add_distribution, of_group
from tests.world import add_case


@pytest.fixture
def answered(asking: Asking) -> Asking:
    """Welfare's sheet is in the tally, Pouya's is handed in."""
    asking.call.columns.append(CallColumn(label="مدرسه", kind=ColumnKind.TEXT, position=2, required=False))
    asking.call.columns.append(CallColumn(label="جا هست", kind=ColumnKind.YES_NO, position=3, required=False))
    db.session.flush()
    asking.accepted(asking.world.welfare, "۱۲", "دبستان مهر", "1")
    asking.handed_in(asking.world.pouya, "۳۰", "دبستان امید", "0", actor=asking.pouya)
    return asking


def test_the_tally_sums_accepted_sheets(answered: Asking) -> None:
    found = tally(answered.call)
    assert (list(found.sums.values()), len(found.lines), found.uncounted) == ([12], 1, 1)


def test_sheets_handed_in_count_where_asked_and_are_marked(answered: Asking) -> None:
    found = tally(answered.call, with_submitted=True)
    assert list(found.sums.values()) == [42]
    assert {line.agency.name_fa: line.accepted for line in found.lines} == {
        answered.world.welfare.name_fa: True,
        answered.world.pouya.name_fa: False,
    }


def test_who_has_not_handed_in_is_missing(asking: Asking) -> None:
    asking.accepted(asking.world.welfare, "۱۲")
    assert [agency.id for agency in tally(asking.call).missing] == [asking.world.pouya.id]


def test_texts_are_listed_and_yes_and_no_counted(answered: Asking) -> None:
    found = tally(answered.call, with_submitted=True)
    _count, text, sure = answered.call.columns
    assert sorted(found.totals[text.id].texts) == ["دبستان امید", "دبستان مهر"]
    assert found.totals[sure.id].counts == {True: 1, False: 1}


def test_the_table_of_a_tally_ends_with_the_sums_and_the_missing(asking: Asking) -> None:
    asking.accepted(asking.world.welfare, "۱۲")
    rows = tables.tally_rows(tally(asking.call))
    assert [row[-1] for row in rows[1:3]] == [12, 12]
    assert rows[3][0] == asking.world.pouya.name_fa


def test_a_distribution_by_the_tally_plans_each_sum(answered: Asking) -> None:
    column = answered.call.columns[0]
    quantities = {line.agency: line.sum_of(column) or 0 for line in tally(answered.call).lines}
    made = commands.plan_distribution(
        answered.secretary,
        issuer=_issuer(answered),
        call=answered.call,
        column=column,
        quantities=quantities,
        **about(),
    )
    assert [(one.agency_id, one.planned) for one in made.deliveries] == [(answered.world.welfare.id, 12)]


def test_differences_are_summed_in_number_and_rial(asking: Asking) -> None:
    distribution = add_distribution(of_group(asking.world.group), asking.world.secretary, unit_value=250_000)
    received = {"received": 27, "difference_note": "سه دوره نرسید"}
    add_delivery(distribution, asking.world.welfare, DeliveryState.RECEIVED, **received)
    add_delivery(distribution, asking.world.pouya, DeliveryState.RECEIVED, received=31, difference_note="یکی بیشتر")
    standing = standing_of(distribution)
    assert (standing.planned, standing.received, standing.difference) == (60, 58, 2)
    assert standing.value_of(standing.difference) == 500_000


def test_households_of_an_agency_are_one_part_with_their_number(asking: Asking) -> None:
    distribution = add_distribution(of_group(asking.world.group), asking.world.secretary, to_households=True)
    delivery = add_delivery(distribution, asking.world.welfare)
    for quantity in (10, 20):
        commands.divide(asking.welfare, delivery, add_case(asking.world.welfare), quantity=quantity)
    [part] = standing_of(distribution).parts
    assert (part.households, part.planned, part.delivery) == (2, 30, None)


def _issuer(asking: Asking) -> Issuer:
    return Issuer.of(asking.call)


def about() -> Any:
    return {"title": "کتاب", "goods": "textbooks", "unit": "دوره", "unit_value": None, "donor": "", "note": ""}
