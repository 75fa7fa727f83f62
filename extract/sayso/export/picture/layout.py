"""Where to draw the nodes of a network: by forces, without chance, so that no two names collide.

Nodes repel and edges attract (Fruchterman and Reingold 1991), beginning on a spiral in the order of
the nodes. Then the boxes of nodes with their names are pushed apart until none overlaps. Parts that
hang together are laid out by themselves and set side by side.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Points = npt.NDArray[np.float64]

_ROUNDS = 260
_LOOSENING_ROUNDS = 400
_APART = 70.0
"""The distance that forces keep between two nodes without edges, in units of the drawing."""
_GAP = 10.0
"""What stays free between two boxes."""
_BETWEEN_PARTS = 26.0
_WIDE = 1.5
"""How many times as wide as high a drawing should be."""
_SHARES = (0.8, 0.9, 1.0, 1.15, 1.3, 1.5, 1.75)


@dataclass(frozen=True, slots=True)
class Box:
    """What a node takes up around its middle: to either side, above and below."""

    side: float
    above: float
    below: float


@dataclass(frozen=True, slots=True)
class Layout:
    """Places of the nodes in a drawing of this size."""

    width: float
    height: float
    places: tuple[tuple[float, float], ...]


def lay_out(boxes: Sequence[Box], edges: Sequence[tuple[int, int, int]]) -> Layout:
    """Return places for nodes with these boxes and edges (source, target, weight)."""
    sizes = np.array([(box.side, box.above, box.below) for box in boxes]).reshape(-1, 3)
    places = np.zeros((len(boxes), 2))
    parts = parts_of(len(boxes), edges)
    extents = []
    for part in parts:
        places[part], extent = _settled(part, edges, sizes[part])
        extents.append(extent)
    corners, width, height = _packed(extents)
    for part, corner in zip(parts, corners, strict=True):
        places[part] += corner
    return Layout(width, height, tuple((round(float(x), 1), round(float(y), 1)) for x, y in places))


def parts_of(count: int, edges: Sequence[tuple[int, int, int]]) -> list[list[int]]:
    """Return the nodes in parts that hang together, the largest first."""
    leads = list(range(count))

    def lead(node: int) -> int:
        while leads[node] != node:
            leads[node] = leads[leads[node]]
            node = leads[node]
        return node

    for one, other, _ in edges:
        leads[max(lead(one), lead(other))] = min(lead(one), lead(other))
    parts: dict[int, list[int]] = {}
    for node in range(count):
        parts.setdefault(lead(node), []).append(node)
    return sorted(parts.values(), key=lambda part: (-len(part), part))


def _settled(
    part: list[int], edges: Sequence[tuple[int, int, int]], sizes: Points
) -> tuple[Points, tuple[float, float]]:
    """Return places for the nodes of a part, from its upper left corner, and how large it is."""
    inside = {node: place for place, node in enumerate(part)}
    links = [(inside[a], inside[b], w) for a, b, w in edges if a in inside and a != b]
    places = _loosened(_drawn_together(len(part), links), sizes)
    least = np.array([(places[:, 0] - sizes[:, 0]).min(), (places[:, 1] - sizes[:, 1]).min()])
    most = np.array([(places[:, 0] + sizes[:, 0]).max(), (places[:, 1] + sizes[:, 2]).max()])
    return places - least, (float(most[0] - least[0]), float(most[1] - least[1]))


def _drawn_together(count: int, links: list[tuple[int, int, int]]) -> Points:
    """Return places at which the forces are about even."""
    turns = np.arange(count) * (math.pi * (3 - math.sqrt(5)))
    reach = _APART * 0.7 * np.sqrt(np.arange(count))
    places = np.column_stack([reach * np.cos(turns) * _WIDE, reach * np.sin(turns)])
    if count == 1:
        return places
    ends = np.array([link[:2] for link in links], dtype=int).reshape(-1, 2)
    strength = np.array([1 + math.log(weight) for _, _, weight in links])
    # A node with many edges would crush its neighbours, so each of its edges pulls less.
    degree = np.bincount(ends.ravel(), minlength=count).astype(float)
    strength /= np.sqrt(np.minimum(degree[ends[:, 0]], degree[ends[:, 1]]))
    # Many nodes push those at the rim far out, so that more must hold them.
    inward = (0.1 + 0.35 * min(count / 200, 1)) * np.array([1 / _WIDE, _WIDE])
    for round_ in range(_ROUNDS):
        apart = places[:, None, :] - places[None, :, :]
        squared = np.maximum((apart**2).sum(axis=2), 1.0)
        push = (apart * (_APART**2 / squared)[..., None]).sum(axis=1)
        along = places[ends[:, 0]] - places[ends[:, 1]]
        length = np.sqrt((along**2).sum(axis=1))
        pull = along * (length * strength / (_APART * 1.4))[:, None]
        np.add.at(push, ends[:, 0], -pull)
        np.add.at(push, ends[:, 1], pull)
        push -= (places - places.mean(axis=0)) * inward
        far = np.maximum(np.sqrt((push**2).sum(axis=1)), 1e-9)
        limit = _APART * (1 - round_ / _ROUNDS) + 0.5
        places = places + push * (np.minimum(far, limit) / far)[:, None]
    return places


def _loosened(places: Points, sizes: Points) -> Points:
    """Push boxes apart, each pair the shorter way, until none overlaps another."""
    places = places.copy()
    # The middle of a box lies lower than its node, which has its name below it.
    lower = (sizes[:, 2] - sizes[:, 1]) / 2
    half = np.column_stack([sizes[:, 0], (sizes[:, 1] + sizes[:, 2]) / 2]) + _GAP / 2
    room = half[:, None, :] + half[None, :, :]
    for _ in range(_LOOSENING_ROUNDS):
        middles = places + np.column_stack([np.zeros(len(places)), lower])
        apart = middles[:, None, :] - middles[None, :, :]
        over = room - np.abs(apart)
        np.fill_diagonal(over[..., 0], -1)
        touching = (over > 0.01).all(axis=2)
        if not touching.any():
            break
        across = over[..., 0] < over[..., 1]
        # Two in the same place go apart in the order of their numbers.
        order = np.sign(np.arange(len(places))[:, None] - np.arange(len(places))[None, :])
        way = np.where(apart == 0, order[..., None], np.sign(apart))
        move = way * over * 0.5
        move[..., 0] *= touching & across
        move[..., 1] *= touching & ~across
        places += move.sum(axis=1) * 0.6
    return places


def _packed(
    extents: Sequence[tuple[float, float]],
) -> tuple[list[tuple[float, float]], float, float]:
    """Set parts beside and below each other; return their corners and the size of it all.

    Of some widths for the page, the one is taken in which they leave the least empty.
    """
    area = sum((w + _BETWEEN_PARTS) * (h + _BETWEEN_PARTS) for w, h in extents)
    widest = max((width + _BETWEEN_PARTS for width, _ in extents), default=0.0)
    pages = [max(widest, math.sqrt(area * share * _WIDE)) for share in _SHARES]
    tried = [_packed_in(extents, page) for page in dict.fromkeys(pages)]
    return min(tried, key=lambda packed: _unused(packed[1], packed[2]))


def _unused(width: float, height: float) -> float:
    """Return how large a page of the wanted shape must be to hold a drawing."""
    return max(width, height * _WIDE) ** 2 + width * height


def _packed_in(
    extents: Sequence[tuple[float, float]], wide: float
) -> tuple[list[tuple[float, float]], float, float]:
    gap = _BETWEEN_PARTS
    # Rows of parts of one height leave little empty; the first part stays first, the largest.
    order = sorted(range(len(extents)), key=lambda one: (one > 0, -extents[one][1], one))
    corners = [(0.0, 0.0)] * len(extents)
    columns: list[tuple[float, float, float]] = [(0.0, wide, 0.0)]
    for one in order:
        width, height = extents[one]
        left, top = _lowest(columns, width + gap)
        corners[one] = (left, top)
        columns = _covered(columns, left, width + gap, top + height + gap)
    used = max((corners[one][0] + extents[one][0] for one in order), default=0.0)
    tall = max((corners[one][1] + extents[one][1] for one in order), default=0.0)
    return corners, used, tall


def _lowest(columns: list[tuple[float, float, float]], width: float) -> tuple[float, float]:
    """Return the highest place on the page with room for a width, above the sky line's columns."""
    end = columns[-1][1]
    best = (math.inf, math.inf)
    for left, _, _ in columns:
        if left + width > end + 0.01 and left > 0:
            continue
        top = max(t for a, b, t in columns if b > left + 0.01 and a < left + width - 0.01)
        best = min(best, (top, left))
    return best[1], best[0]


def _covered(
    columns: list[tuple[float, float, float]], left: float, width: float, top: float
) -> list[tuple[float, float, float]]:
    """Return the sky line with a part set down in it, down to `top`."""
    right = left + width
    kept = [(a, min(b, left), t) for a, b, t in columns if a < left - 0.01]
    after = [(max(a, right), b, t) for a, b, t in columns if b > right + 0.01]
    return [*kept, (left, right, top), *after]
