"""The map: outlines and marks projected from degrees into the numbers of a drawing, without any outside server."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from math import cos, radians
from typing import Any

from coordination.points.districts import Shape

WIDTH = 640.0
MARGIN = 14.0
LEAST = 0.02
"""The least span in degrees that is drawn: a single point has a surrounding."""
LABELLED = 30
"""Up to so many marks bear their code; the table beside has them all."""
Place = tuple[float, float]


@dataclass(frozen=True, slots=True)
class District:
    """An outline as the ``points`` of a polygon, and where its code stands."""

    code: str
    points: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Mark:
    """A point: where it stands, what it is called, and whether it waits for a visit."""

    public_id: str
    code: str
    name: str
    x: float
    y: float
    late: bool


@dataclass(frozen=True, slots=True)
class Drawing:
    """A map of one city; ``labelled`` says whether the marks bear their codes."""

    city: str
    width: float
    height: float
    districts: list[District]
    marks: list[Mark]

    @property
    def labelled(self) -> bool:
        """Whether there is room for the codes of the marks."""
        return len(self.marks) <= LABELLED


def draw(city: str, shapes: Sequence[Shape], points: Sequence[Any], now: datetime) -> Drawing | None:
    """The map of a city's districts with its points (rows with code, name, latitude, longitude, due_at); None where
    there is nothing to draw. North is up; a degree of longitude is as long as it is at that latitude."""
    places = [(one.longitude, one.latitude) for one in points]
    edges = [place for shape in shapes for place in shape.outline] + places
    if not edges:
        return None
    west, south, east, north = _frame(edges)
    narrowing = cos(radians((south + north) / 2))
    scale = (WIDTH - 2 * MARGIN) / ((east - west) * narrowing)

    def put(place: Place) -> Place:
        x = MARGIN + (place[0] - west) * narrowing * scale
        return round(x, 1), round(MARGIN + (north - place[1]) * scale, 1)

    districts = []
    for shape in shapes:
        outline = [put(place) for place in shape.outline]
        x, y = _middle(outline)
        districts.append(District(shape.code, " ".join(f"{px},{py}" for px, py in outline), x, y))
    marks = [
        Mark(one.public_id, one.code, one.name, *put(place), late=one.due_at <= now)
        for one, place in zip(points, places, strict=True)
    ]
    return Drawing(city, WIDTH, round(2 * MARGIN + (north - south) * scale, 1), districts, marks)


def _frame(places: Sequence[Place]) -> tuple[float, float, float, float]:
    """West, south, east and north of what is drawn, never narrower than a surrounding."""
    xs, ys = [x for x, _y in places], [y for _x, y in places]
    wide = max(LEAST - (max(xs) - min(xs)), 0) / 2
    high = max(LEAST - (max(ys) - min(ys)), 0) / 2
    return min(xs) - wide, min(ys) - high, max(xs) + wide, max(ys) + high


def _middle(outline: Sequence[Place]) -> Place:
    """The centre of gravity of a polygon."""
    doubled = x = y = 0.0
    for (ax, ay), (bx, by) in zip(outline, (*outline[1:], outline[0]), strict=True):
        cross = ax * by - bx * ay
        doubled, x, y = doubled + cross, x + (ax + bx) * cross, y + (ay + by) * cross
    return (round(x / (3 * doubled), 1), round(y / (3 * doubled), 1)) if doubled else outline[0]
