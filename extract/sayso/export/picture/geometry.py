"""The lines of a picture: from the edge of one node to the edge of another, bent, with a tip."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise

_TIP = 8.0
_MOST_BEND = 26.0


@dataclass(frozen=True, slots=True)
class Curve:
    """An SVG path, the path of its arrow head (or nothing), and the points that bend it."""

    path: str
    tip: str
    points: tuple[tuple[float, float], ...]

    def at(self, way: float) -> tuple[float, float]:
        """Return the place at a part of the way, from 0 to 1, of a Bézier curve of any degree."""
        points = list(self.points)
        while len(points) > 1:
            points = [
                (a[0] + (b[0] - a[0]) * way, a[1] + (b[1] - a[1]) * way)
                for a, b in pairwise(points)
            ]
        return points[0]


def curve(
    start: tuple[float, float],
    end: tuple[float, float],
    radii: tuple[float, float],
    width: float,
    *,
    directed: bool,
    both_ways: bool,
) -> Curve:
    """Return a bow from the rim of one node to that of another; straight if nothing comes back."""
    across, down = end[0] - start[0], end[1] - start[1]
    length = math.hypot(across, down) or 1.0
    bend = min(_MOST_BEND, length * (0.16 if both_ways else 0.07)) if directed else 0.0
    x, y = across / length, down / length
    top = ((start[0] + end[0]) / 2 - y * bend * 2, (start[1] + end[1]) / 2 + x * bend * 2)
    tip = _TIP + width * 0.9 if directed else 0.0
    first = _toward(start, top, radii[0] + 1.5)
    point = _toward(end, top, radii[1] + 1.5)
    last = _toward(end, top, radii[1] + 1.5 + tip * 0.8)
    path = f"M{_at(first)}Q{_at(top)} {_at(last)}"
    return Curve(path, _head(point, top, tip) if directed else "", (first, top, last))


def loop(place: tuple[float, float], radius: float, width: float) -> Curve:
    """Return a bow from a node back to it, at its upper right."""
    x, y = place
    reach = radius + 20
    first = (x + radius * 0.35, y - radius - 1)
    point = (x + radius + 1.5, y - radius * 0.25)
    tip = _TIP + width * 0.9
    pull = (x + reach * 1.5, y - reach * 0.55)
    last = _toward(point, pull, tip * 0.8)
    push = (x + reach * 0.45, y - reach * 1.6)
    path = f"M{_at(first)}C{_at(push)} {_at(pull)} {_at(last)}"
    return Curve(path, _head(point, pull, tip), (first, push, pull, last))


def _toward(
    place: tuple[float, float], other: tuple[float, float], far: float
) -> tuple[float, float]:
    across, down = other[0] - place[0], other[1] - place[1]
    length = math.hypot(across, down) or 1.0
    return place[0] + across / length * far, place[1] + down / length * far


def _head(point: tuple[float, float], origin: tuple[float, float], tip: float) -> str:
    """Return a triangle whose point is at `point` and which comes from `origin`."""
    base = _toward(point, origin, tip)
    x, y = (base[0] - point[0]) * 0.42, (base[1] - point[1]) * 0.42
    one, other = (base[0] - y, base[1] + x), (base[0] + y, base[1] - x)
    return f"M{_at(point)}L{_at(one)}L{_at(other)}Z"


def _at(place: tuple[float, float]) -> str:
    return f"{place[0]:.1f} {place[1]:.1f}"
