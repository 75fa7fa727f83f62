"""Where names and signs go in a drawing: beside their node or on their line, where it is free.

Every name has room below its node. It goes above, to the right or to the left where fewer lines run
through it, and no other name or node is there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from sayso.export.picture.geometry import Curve
from sayso.export.picture.labels import LINE_HEIGHT

_SIDES = ("below", "above", "right", "left")
_SAMPLES = tuple(number / 16 for number in range(17))
_WAYS = (0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74)
_SIGN = 6.5

Boxes = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Spot:
    """A node as a drawing places it: its middle, its radius, and its name with how wide it is."""

    x: float
    y: float
    radius: float
    lines: tuple[str, ...]
    width: float
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Placed:
    """Where the first line of a name begins, ends or has its middle, as `anchor` says."""

    x: float
    y: float
    anchor: str


def place_names(
    spots: Sequence[Spot], curves: Sequence[Curve], page: tuple[float, float, float, float]
) -> list[Placed]:
    """Return where the names go, those of the larger nodes chosen first.

    `page` is left, top, right and bottom of what a name that is not below its node may not leave.
    """
    if not spots:
        return []
    dots = np.array([_around(spot) for spot in spots])
    names = np.array([_box(spot, "below") for spot in spots])
    samples = np.array([c.at(way) for c in curves for way in _SAMPLES]).reshape(-1, 2)
    sides = ["below"] * len(spots)
    for number in sorted(range(len(spots)), key=lambda one: (-spots[one].radius, one)):
        costs = []
        for rank, side in enumerate(_SIDES):
            box = np.array(_box(spots[number], side))
            others = _overlaps(box, names), _overlaps(box, dots)
            others[0][number] = others[1][number] = False
            taken = int(others[0].sum() + others[1].sum())
            outside = (box[:2] < page[:2]).any() or (box[2:] > page[2:]).any()
            taken += int(outside and side != "below")
            costs.append((taken, _within(samples, box), rank, side, box))
        best = min(costs, key=lambda cost: cost[:3])
        sides[number], names[number] = best[3], best[4]
    return [_placed(spot, side) for spot, side in zip(spots, sides, strict=True)]


def place_signs(
    curves: Sequence[Curve], spots: Sequence[Spot], names: Sequence[Placed]
) -> list[tuple[float, float]]:
    """Return where on each line its sign goes: near its middle, off names, nodes and signs."""
    taken = [_around(spot) for spot in spots]
    taken += [_extent(spot, name) for spot, name in zip(spots, names, strict=True)]
    fixed = np.array(taken).reshape(-1, 4)
    found: list[tuple[float, float]] = []
    for curve in curves:
        signs = np.array(found).reshape(-1, 2)
        costs = []
        for rank, way in enumerate(_WAYS):
            x, y = curve.at(way)
            box = np.array((x - _SIGN, y - _SIGN, x + _SIGN, y + _SIGN))
            near = np.abs(signs - (x, y)).max(axis=1, initial=0.0) < 2 * _SIGN
            costs.append((int(_overlaps(box, fixed).sum() + near.sum()), rank, (x, y)))
        found.append(min(costs, key=lambda cost: cost[:2])[2])
    return found


def _around(spot: Spot) -> tuple[float, float, float, float]:
    reach = spot.radius + 2
    return spot.x - reach, spot.y - reach, spot.x + reach, spot.y + reach


def _box(spot: Spot, side: str) -> tuple[float, float, float, float]:
    return _extent(spot, _placed(spot, side))


def _placed(spot: Spot, side: str) -> Placed:
    tall = LINE_HEIGHT * (len(spot.lines) - 1)
    if side == "below":
        return Placed(spot.x, spot.y + spot.radius + 15, "middle")
    if side == "above":
        return Placed(spot.x, spot.y - spot.radius - 7 - tall, "middle")
    beside = spot.radius + 6
    y = spot.y + 4.5 - tall / 2
    if side == "right":
        return Placed(spot.x + beside, y, "start")
    return Placed(spot.x - beside, y, "end")


def _extent(spot: Spot, name: Placed) -> tuple[float, float, float, float]:
    """Return left, top, right and bottom of a name."""
    left = name.x - {"middle": spot.width / 2, "start": 0.0, "end": spot.width}[name.anchor]
    bottom = name.y + 4 + LINE_HEIGHT * (len(spot.lines) - 1)
    return left, name.y - 11, left + spot.width, bottom


def _overlaps(box: Boxes, others: Boxes) -> npt.NDArray[np.bool_]:
    found: npt.NDArray[np.bool_] = (
        (others[:, 0] < box[2])
        & (others[:, 2] > box[0])
        & (others[:, 1] < box[3])
        & (others[:, 3] > box[1])
    )
    return found


def _within(points: Boxes, box: Boxes) -> int:
    inside = (
        (points[:, 0] > box[0])
        & (points[:, 0] < box[2])
        & (points[:, 1] > box[1])
        & (points[:, 1] < box[3])
    )
    return int(inside.sum())
