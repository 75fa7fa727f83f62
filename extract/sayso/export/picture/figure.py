"""The nodes and edges of a network as SVG, at places where names do not collide."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from html import escape

from sayso.export.networks.fields import clean, said
from sayso.export.networks.model import Edge, Node
from sayso.export.picture.choice import Chosen, Described
from sayso.export.picture.geometry import Curve, curve, loop
from sayso.export.picture.labels import LINE_HEIGHT, lines_of, name_width
from sayso.export.picture.layout import Box, lay_out
from sayso.export.picture.placing import Placed, Spot, place_names, place_signs
from sayso.export.picture.style import LOOKS, shape_of

MARGIN = 30.0
_STRONG = 8
_LONGEST_TITLE = 90

Leads = Callable[[Node | Edge], str]
"""Tells which address a node or an edge leads to."""


@dataclass(frozen=True, slots=True)
class Frame:
    """What a drawing leaves free above and below for other things, and its least width."""

    head: float = 0.0
    foot: float = 0.0
    least: float = 0.0


@dataclass(frozen=True, slots=True)
class Figure:
    """The edges and the nodes as SVG groups, in a box of this size."""

    width: float
    height: float
    groups: str


def figure(
    network: Described, chosen: Chosen, frame: Frame | None = None, leads: Leads | None = None
) -> Figure:
    """Draw what is chosen of a network.

    Groups of edges and nodes have the attributes `data-edge` (the number of the edge among
    `chosen`), `data-source`, `data-target` and `data-node` (numbers of nodes); with `leads` they
    are links.
    """
    frame = frame or Frame()
    spots, width, height = _laid_out(chosen, frame)
    position = {node.number: place for place, node in enumerate(chosen.nodes)}
    curves = _curves(network, chosen, [spots[position[node]] for node in _ends(chosen)])
    # The names at the rim of a drawing may not run into what is above and below it.
    head = frame.head + 20 if frame.head else MARGIN / 2
    page = (MARGIN / 2, head, width - MARGIN / 2, height - frame.foot - 6)
    names = place_names(spots, curves, page)
    signs = place_signs(curves, spots, names)
    edges = [
        _link(edge, _edge(network, (number, edge), line, place), leads)
        for number, (edge, line, place) in enumerate(zip(chosen.edges, curves, signs, strict=True))
    ]
    nodes = [
        _link(node, _node(node, spot, name), leads)
        for node, spot, name in zip(chosen.nodes, spots, names, strict=True)
    ]
    # The light edges first, so that the heavy ones lie above them.
    groups = f'<g class="edges">{"".join(reversed(edges))}</g><g class="nodes">{"".join(nodes)}</g>'
    return Figure(width, height, groups)


def _link(what: Node | Edge, drawn: str, leads: Leads | None) -> str:
    if leads is None:
        return drawn
    # A drawing has too many links to go through with the tabulator; a list has the same.
    return f'<a href="{escape(leads(what))}" tabindex="-1">{drawn}</a>'


def _laid_out(chosen: Chosen, frame: Frame) -> tuple[list[Spot], float, float]:
    """Return the nodes at their places, and the size of the picture."""
    weights = _weights(chosen)
    unplaced = [_spot(node, weights[node.number]) for node in chosen.nodes]
    position = {node.number: place for place, node in enumerate(chosen.nodes)}
    layout = lay_out(
        list(map(_box, unplaced)),
        [(position[e.source], position[e.target], e.weight) for e in chosen.edges],
    )
    width = max(layout.width + 2 * MARGIN, frame.least)
    height = frame.head + layout.height + 2 * MARGIN + frame.foot
    left, top = (width - layout.width) / 2, frame.head + MARGIN
    placed = zip(unplaced, layout.places, strict=True)
    return [replace(spot, x=x + left, y=y + top) for spot, (x, y) in placed], width, height


def _weights(chosen: Chosen) -> Mapping[int, int]:
    found = {node.number: 0 for node in chosen.nodes}
    for edge in chosen.edges:
        for end in {edge.source, edge.target}:
            found[end] += edge.weight
    return found


def _radius(weight: int) -> float:
    return round(min(5 + 1.9 * math.sqrt(max(weight, 1)), 26.0), 1)


def _box(spot: Spot) -> Box:
    radius = spot.radius
    side = max(radius + 3, spot.width / 2)
    return Box(side, radius + 3, radius + 5 + LINE_HEIGHT * len(spot.lines))


def _spot(node: Node, weight: int) -> Spot:
    """Return a node that has no place yet."""
    lines, strong = lines_of(node.label), weight >= _STRONG
    return Spot(0, 0, _radius(weight), lines, name_width(lines, bold=strong), strong)


def _ends(chosen: Chosen) -> Iterator[int]:
    for edge in chosen.edges:
        yield from (edge.source, edge.target)


def _curves(network: Described, chosen: Chosen, ends: Sequence[Spot]) -> list[Curve]:
    ways = {(edge.source, edge.target) for edge in chosen.edges}
    found = []
    for edge, one, other in zip(chosen.edges, ends[::2], ends[1::2], strict=True):
        if edge.source == edge.target:
            found.append(loop((one.x, one.y), one.radius, _width(edge)))
            continue
        line = curve(
            (one.x, one.y),
            (other.x, other.y),
            (one.radius, other.radius),
            _width(edge),
            directed=network.kind.directed,
            both_ways=(edge.target, edge.source) in ways,
        )
        found.append(line)
    return found


def _width(edge: Edge) -> float:
    return round(min(1.4 + 0.9 * math.sqrt(edge.weight - 1), 7.0), 1)


def _node(node: Node, spot: Spot, name: Placed) -> str:
    kind, radius, x, y = shape_of(node.type), spot.radius, spot.x, spot.y
    if kind == "person":
        shape = f'<circle class="shape" cx="{x:.1f}" cy="{y:.1f}" r="{radius}"/>'
    elif kind == "group":
        side = radius * 0.9
        shape = (
            f'<rect class="shape" x="{x - side:.1f}" y="{y - side:.1f}" '
            f'width="{2 * side:.1f}" height="{2 * side:.1f}" rx="2.5"/>'
        )
    else:
        shape = (
            f'<path class="shape" d="M{x:.1f} {y - radius:.1f}l{radius} {radius}'
            f'l{-radius} {radius}l{-radius} {-radius}Z"/>'
        )
    names = "".join(
        f'<text class="name {name.anchor}" x="{name.x:.1f}" y="{name.y + LINE_HEIGHT * row:.1f}">'
        f"{escape(line)}</text>"
        for row, line in enumerate(spot.lines)
    )
    known = escape(clean(f"{cut(node.label, 300)} ({node.type or 'no class'})"))
    return (
        f'<g class="node {kind}{" strong" if spot.strong else ""}" data-node="{node.number}">'
        f"<title>{known}</title>{shape}{names}</g>"
    )


def _edge(
    network: Described, numbered: tuple[int, Edge], line: Curve, place: tuple[float, float]
) -> str:
    number, edge = numbered
    look = LOOKS[edge.polarity]
    ends = (network.nodes[edge.source].label, network.nodes[edge.target].label)
    arrow = " → " if network.kind.directed else " and "
    examples = " | ".join(cut(said(link), 160) for link in edge.examples)
    told = clean(f"{arrow.join(cut(end, 80) for end in ends)}: {edge.weight}. {examples}")
    tip = f'<path class="tip" d="{line.tip}"/>' if line.tip else ""
    return (
        f'<g class="edge {look.css}" data-edge="{number}" data-source="{edge.source}" '
        f'data-target="{edge.target}"><title>{escape(told)}</title>'
        f'<path class="line" d="{line.path}" stroke-width="{_width(edge)}"/>{tip}'
        f"{sign(look.sign, *place)}"
        f'<path class="reach" d="{line.path}"/></g>'
    )


def sign(mark: str, x: float, y: float) -> str:
    """Return a small disc with a plus, a minus or both, drawn so that no font is needed."""
    if not mark:
        return ""
    strokes = {
        "+": "m-3 0h6m-3 -3v6",
        "−": "m-3 0h6",
        "±": "m-3 -1.2h6m-3 -3v6m-3 1.4h6",
    }[mark]
    return (
        f'<circle class="sign" cx="{x:.1f}" cy="{y:.1f}" r="5.6"/>'
        f'<path d="M{x:.1f} {y:.1f}{strokes}"/>'
    )


def cut(text: str, most: int = _LONGEST_TITLE) -> str:
    """Return text on one line, what is too long cut off with dots."""
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[: most - 1].rstrip()}…"
