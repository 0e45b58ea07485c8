"""Districts as typed, and the map that is drawn of them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest

from coordination.points.districts import Shape, district_code, shapes_of
from coordination.points.drawing import MARGIN, WIDTH, draw

NOW = datetime(2026, 11, 21, tzinfo=UTC)


@pytest.mark.parametrize(
    ("typed", "code"),
    [("منطقه ۱۲", "12"), ("12", "12"), ("۰۳", "3"), ("District 7", "7"), ("محله نواب", "محله نواب"), ("", "")],
)
def test_a_district_is_known_however_it_is_typed(typed: str, code: str) -> None:
    assert district_code(typed) == code


def test_tehran_has_its_22_districts() -> None:
    assert sorted(int(shape.code) for shape in shapes_of("تهران")) == list(range(1, 23))


def test_another_city_has_a_simple_map() -> None:
    assert len(shapes_of("قزوین")) == 3


def mark(longitude: float, latitude: float, *, late: bool = False) -> SimpleNamespace:
    due = NOW - timedelta(days=1) if late else NOW + timedelta(days=1)
    return SimpleNamespace(public_id="x", code="P", name="n", longitude=longitude, latitude=latitude, due_at=due)


def test_north_is_up_and_east_is_to_the_right() -> None:
    drawing = draw("", (), [mark(51.0, 35.0), mark(51.2, 35.1)], NOW)
    assert drawing is not None
    south_west, north_east = drawing.marks
    assert (north_east.x > south_west.x, north_east.y < south_west.y) == (True, True)


def test_every_mark_lies_within_the_drawing() -> None:
    drawing = draw("تهران", shapes_of("تهران"), [mark(51.41, 35.7), mark(51.2, 35.75)], NOW)
    assert drawing is not None
    assert all(MARGIN <= one.x <= WIDTH - MARGIN and 0 <= one.y <= drawing.height for one in drawing.marks)


def test_what_waits_for_a_visit_is_marked() -> None:
    drawing = draw("", (), [mark(51.0, 35.0, late=True), mark(51.2, 35.1)], NOW)
    assert drawing is not None
    assert [one.late for one in drawing.marks] == [True, False]


def test_a_single_point_has_a_surrounding() -> None:
    drawing = draw("", (), [mark(51.0, 35.0)], NOW)
    assert drawing is not None
    assert drawing.height > 2 * MARGIN


def test_without_shapes_and_points_nothing_is_drawn() -> None:
    assert draw("", (), [], NOW) is None


def test_a_number_stands_in_the_middle_of_its_district() -> None:
    square = Shape("1", ((51.0, 35.0), (51.1, 35.0), (51.1, 35.1), (51.0, 35.1)))
    drawing = draw("", (square,), [], NOW)
    assert drawing is not None
    assert (drawing.districts[0].x, drawing.districts[0].y) == pytest.approx((WIDTH / 2, drawing.height / 2), abs=1)
