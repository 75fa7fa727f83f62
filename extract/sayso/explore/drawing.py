"""Where to draw the nodes of a network: by forces, the same every time.

Nodes repel and edges attract (Fruchterman and Reingold 1991), beginning on a spiral in the order of
the names, without chance. Parts that hang together are laid out by themselves and set side by side.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from sayso.export.picture.layout import parts_of

Points = npt.NDArray[np.float64]
Pair = tuple[str, str, int, str]

_STEPS, _FEWER_STEPS, _MANY = 220, 110, 100
"""Rounds of moving nodes; where there are many nodes each costs more, and fewer must do."""
_APART = 82.0
"""The distance that forces keep between two nodes, in SVG units."""
_MARGIN = 70.0


@dataclass(frozen=True, slots=True)
class Dot:
    """A node at its place; `radius` grows with the links it has."""

    key: str
    x: float
    y: float
    radius: float


@dataclass(frozen=True, slots=True)
class Line:
    """An edge as an SVG path, bent so that both directions can be seen."""

    source: str
    target: str
    path: str
    width: float
    tone: str
    weight: int


@dataclass(frozen=True, slots=True)
class Drawing:
    """A drawing in a box of this size."""

    width: int
    height: int
    dots: tuple[Dot, ...]
    lines: tuple[Line, ...]


@lru_cache(maxsize=64)
def drawn(keys: tuple[str, ...], pairs: tuple[Pair, ...]) -> Drawing:
    """Return a drawing of the nodes `keys` with edges (source, target, weight, tone)."""
    number = {key: place for place, key in enumerate(keys)}
    links = [(number[one], number[other], weight) for one, other, weight, _ in pairs]
    places, width, height = _packed(parts_of(len(keys), links), links)
    weights = np.zeros(len(keys))
    for one, other, weight in links:
        weights[one] += weight
        weights[other] += weight
    dots = tuple(
        Dot(key, *_rounded(places[place]), round(5 + 2.2 * math.sqrt(weights[place]), 1))
        for key, place in number.items()
    )
    lines = tuple(
        Line(
            one,
            other,
            _path(dots[number[one]], dots[number[other]]),
            round(1.5 + 1.1 * math.sqrt(weight - 1), 1),
            tone,
            weight,
        )
        for one, other, weight, tone in pairs
    )
    return Drawing(math.ceil(width), math.ceil(height), dots, lines)


def _rounded(place: Points) -> tuple[float, float]:
    return round(float(place[0]), 1), round(float(place[1]), 1)


def _packed(
    parts: list[list[int]], links: list[tuple[int, int, int]]
) -> tuple[Points, float, float]:
    """Set the parts in rows, from left to right, in a box about 1.7 times as wide as high."""
    places = np.zeros((sum(map(len, parts)), 2))
    boxes = [_laid_out(part, links) for part in parts]
    area = sum((_size(box)[0]) * (_size(box)[1]) for box in boxes)
    wide = max([math.sqrt(area * 1.7), 600.0, *(_size(box)[0] for box in boxes)])
    left = top = tall = 0.0
    for part, box in zip(parts, boxes, strict=True):
        width, height = _size(box)
        if left and left + width > wide:
            left, top, tall = 0.0, top + tall, 0.0
        places[part] = box + np.array([left + _MARGIN, top + _MARGIN / 2])
        left, tall = left + width, max(tall, height)
    return places, wide, top + tall


def _size(box: Points) -> tuple[float, float]:
    most = box.max(axis=0)
    return float(most[0]) + 2 * _MARGIN, float(most[1]) + _MARGIN


def _laid_out(part: list[int], links: list[tuple[int, int, int]]) -> Points:
    """Return places for the nodes of a part, the least coordinate 0."""
    count = len(part)
    turns = np.arange(count) * (math.pi * (3 - math.sqrt(5)))
    reach = _APART * 0.6 * np.sqrt(np.arange(count))
    places = np.column_stack([reach * np.cos(turns), reach * np.sin(turns)])
    inside = {node: place for place, node in enumerate(part)}
    ends = np.array(
        [(inside[one], inside[other]) for one, other, _ in links if one in inside], dtype=int
    ).reshape(-1, 2)
    heat, steps = _APART * 1.5, _STEPS if count <= _MANY else _FEWER_STEPS
    for step in range(steps if count > 1 else 0):
        apart = places[:, None, :] - places[None, :, :]
        distance = np.maximum(np.hypot(apart[..., 0], apart[..., 1]), 1.0)
        push = (apart * (_APART**2 / distance**2)[..., None]).sum(axis=1)
        along = places[ends[:, 0]] - places[ends[:, 1]]
        pull = along * (np.hypot(along[:, 0], along[:, 1]) / _APART)[:, None]
        np.add.at(push, ends[:, 0], -pull)
        np.add.at(push, ends[:, 1], pull)
        push -= (places - places.mean(axis=0)) * 0.12
        length = np.maximum(np.hypot(push[:, 0], push[:, 1]), 1e-9)
        limit = heat * (1 - step / steps) + 1
        places = places + push * (np.minimum(length, limit) / length)[:, None]
    # Names are written beside the nodes, so that there must be more room across than down.
    places = places * np.array([1.25, 0.9])
    settled: Points = places - places.min(axis=0)
    return settled


def _path(one: Dot, other: Dot) -> str:
    """Return a bow from the edge of one dot to the edge of the other."""
    across, down = other.x - one.x, other.y - one.y
    length = math.hypot(across, down) or 1.0
    x, y = across / length, down / length
    from_x, from_y = one.x + x * one.radius, one.y + y * one.radius
    to_x, to_y = other.x - x * (other.radius + 5), other.y - y * (other.radius + 5)
    bend = min(18.0, length * 0.12)
    middle_x, middle_y = (from_x + to_x) / 2 - y * bend, (from_y + to_y) / 2 + x * bend
    return f"M{from_x:.1f} {from_y:.1f}Q{middle_x:.1f} {middle_y:.1f} {to_x:.1f} {to_y:.1f}"
