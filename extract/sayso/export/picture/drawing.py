"""A network as an SVG picture, with title, legend, names that do not collide, and edge styles."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from html import escape

from sayso.export.networks.fields import clean, said
from sayso.export.networks.model import Edge, Node, Tone
from sayso.export.networks.network import Network
from sayso.export.picture.choice import MOST_NODES, Chosen, choose
from sayso.export.picture.geometry import Curve, curve, loop
from sayso.export.picture.labels import LINE_HEIGHT, NAME_SIZE, lines_of, name_width, width_of
from sayso.export.picture.layout import Box, lay_out
from sayso.export.picture.placing import Placed, Spot, place_names, place_signs
from sayso.export.picture.style import LOOKS, Theme, shape_of, stylesheet

_MARGIN = 30.0
_HEAD = 78.0
_FOOT = 58.0
_LEAST_WIDTH = 620.0
_STRONG = 8
_LONGEST_TITLE = 90


def svg(
    network: Network,
    *,
    title: str = "",
    most: int = MOST_NODES,
    theme: Theme = "auto",
    scope: str = "sayso-network",
    chosen: Chosen | None = None,
) -> str:
    """Return the network as one `<svg>` element that needs nothing else.

    At most `most` nodes are drawn (never more than `MOST_NODES`), those of the heaviest edges, and
    the picture says how many are not. `scope` is the id of the element, so that several fit on a
    page; its style applies to it alone. Groups of edges and nodes have the attributes `data-edge`
    (the number of the edge among `chosen`) and `data-node` (the number of the node).
    """
    chosen = choose(network, most) if chosen is None else chosen
    scope = re.sub(r"[^A-Za-z0-9_-]", "-", scope)
    heading = _cut(clean(title or network.kind.title))
    spots, width, height = _laid_out(chosen, heading)
    body = "".join(
        (
            f'<rect class="paper" width="{width:.0f}" height="{height:.0f}"/>',
            _title_block(network, chosen, heading, width),
            *_drawn(network, chosen, spots, (width, height)),
            _legend(network, chosen, width, height),
        )
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" id="{scope}" role="img" '
        f'width="{width:.0f}" height="{height:.0f}" viewBox="0 0 {width:.0f} {height:.0f}" '
        f'aria-label="{escape(heading)}">'
        f"<title>{escape(heading)}</title><desc>{escape(_description(network, chosen))}</desc>"
        f"<style>{stylesheet(scope, theme)}</style>{body}</svg>\n"
    )


def _laid_out(chosen: Chosen, heading: str) -> tuple[list[Spot], float, float]:
    """Return the nodes at their places, and the size of the picture."""
    weights = _weights(chosen)
    unplaced = [_spot(node, weights[node.number]) for node in chosen.nodes]
    position = {node.number: place for place, node in enumerate(chosen.nodes)}
    layout = lay_out(
        list(map(_box, unplaced)),
        [(position[e.source], position[e.target], e.weight) for e in chosen.edges],
    )
    width = max(layout.width + 2 * _MARGIN, _LEAST_WIDTH, 2 * _MARGIN + width_of(heading, 21))
    height = _HEAD + layout.height + 2 * _MARGIN + _FOOT
    left, top = (width - layout.width) / 2, _HEAD + _MARGIN
    placed = zip(unplaced, layout.places, strict=True)
    return [replace(spot, x=x + left, y=y + top) for spot, (x, y) in placed], width, height


def _drawn(
    network: Network, chosen: Chosen, spots: Sequence[Spot], size: tuple[float, float]
) -> Iterator[str]:
    """Yield the edges and the nodes."""
    position = {node.number: place for place, node in enumerate(chosen.nodes)}
    curves = _curves(network, chosen, [spots[position[node]] for node in _ends(chosen)])
    page = (_MARGIN / 2, _HEAD + 20, size[0] - _MARGIN / 2, size[1] - _FOOT - 6)
    names = place_names(spots, curves, page)
    signs = place_signs(curves, spots, names)
    lines = enumerate(zip(chosen.edges, curves, signs, strict=True))
    edges = [_edge(network, number, *line) for number, line in lines]
    # The light edges first, so that the heavy ones lie above them.
    yield f'<g class="edges">{"".join(reversed(edges))}</g>'
    nodes = map(_node, chosen.nodes, spots, names)
    yield f'<g class="nodes">{"".join(nodes)}</g>'


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


def _curves(network: Network, chosen: Chosen, ends: Sequence[Spot]) -> list[Curve]:
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
    known = escape(clean(f"{_cut(node.label, 300)} ({node.type or 'no class'})"))
    return (
        f'<g class="node {kind}{" strong" if spot.strong else ""}" data-node="{node.number}">'
        f"<title>{known}</title>{shape}{names}</g>"
    )


def _edge(network: Network, number: int, edge: Edge, line: Curve, sign: tuple[float, float]) -> str:
    look = LOOKS[edge.polarity]
    ends = (network.nodes[edge.source].label, network.nodes[edge.target].label)
    arrow = " → " if network.kind.directed else " and "
    examples = " | ".join(_cut(said(link), 160) for link in edge.examples)
    told = clean(f"{arrow.join(_cut(end, 80) for end in ends)}: {edge.weight}. {examples}")
    tip = f'<path class="tip" d="{line.tip}"/>' if line.tip else ""
    return (
        f'<g class="edge {look.css}" data-edge="{number}"><title>{escape(told)}</title>'
        f'<path class="line" d="{line.path}" stroke-width="{_width(edge)}"/>{tip}'
        f"{_sign(look.sign, *sign)}"
        f'<path class="reach" d="{line.path}"/></g>'
    )


def _sign(sign: str, x: float, y: float) -> str:
    """Return a small disc with a plus, a minus or both, drawn so that no font is needed."""
    if not sign:
        return ""
    strokes = {
        "+": "m-3 0h6m-3 -3v6",
        "−": "m-3 0h6",
        "±": "m-3 -1.2h6m-3 -3v6m-3 1.4h6",
    }[sign]
    return (
        f'<circle class="sign" cx="{x:.1f}" cy="{y:.1f}" r="5.6"/>'
        f'<path d="M{x:.1f} {y:.1f}{strokes}"/>'
    )


def _title_block(network: Network, chosen: Chosen, heading: str, width: float) -> str:
    lines = _told(network, chosen)
    texts = "".join(
        f'<text class="muted" x="{_MARGIN:.0f}" y="{62 + 18 * row}">{escape(line)}</text>'
        for row, line in enumerate(lines)
    )
    return (
        f'<text class="heading" x="{_MARGIN:.0f}" y="40">{escape(heading)}</text>{texts}'
        f'<path class="rule" d="M{_MARGIN:.0f} {_HEAD + 14:.0f}H{width - _MARGIN:.0f}"/>'
    )


def _told(network: Network, chosen: Chosen) -> list[str]:
    """Return what stands below the title: how much there is, and how much of it is drawn."""
    days = " to ".join(dict.fromkeys(network.days))
    articles = _many(network.article_count, "article")
    first = f"{_many(len(network.nodes), 'node')}, {_many(network.edge_count, 'edge')}, {articles}"
    lines = [f"{first}, {days}" if days else first]
    if chosen.nodes_left_out:
        lines.append(
            f"Drawn are the heaviest: {_many(chosen.nodes_left_out, 'node')} and "
            f"{_many(chosen.edges_left_out, 'edge')} are left out."
        )
    if not chosen.nodes:
        lines = ["Nothing to draw: no article has evidence for an edge."]
    return lines


def _legend(network: Network, chosen: Chosen, width: float, height: float) -> str:
    """Return what the lines and shapes mean, those that occur."""
    top, left = height - _FOOT + 22, _MARGIN
    parts = [f'<path class="rule" d="M{_MARGIN:.0f} {top - 26:.0f}H{width - _MARGIN:.0f}"/>']
    tones = {edge.polarity for edge in chosen.edges}
    entries: list[tuple[str, str, float]] = []
    for tone, look in LOOKS.items():
        if tone in tones and (tone or len(tones) > 1):
            entries.append((_line_sample(tone), look.name, 40.0))
    kinds = {shape_of(node.type) for node in chosen.nodes}
    for kind, name in (("person", "people"), ("group", "organizations, states"), ("thing", "else")):
        if kind in kinds:
            entries.append((_shape_sample(kind), name, 18.0))
    if chosen.edges:
        entries.append(("", "thicker: more evidence", 0.0))
    for sample, name, room in entries:
        needed = room + 6 + width_of(name, NAME_SIZE) + 18
        if left + needed > width - _MARGIN and left > _MARGIN:
            left, top = _MARGIN, top + 20
        text = f'<text class="muted" x="{room + 6:.0f}" y="4">{escape(name)}</text>'
        parts.append(f'<g transform="translate({left:.0f} {top:.0f})">{sample}{text}</g>')
        left += needed
    return f'<g class="legend">{"".join(parts)}</g>'


def _line_sample(tone: Tone) -> str:
    look = LOOKS[tone]
    return (
        f'<g class="{look.css}"><path class="line" d="M0 0H34" stroke-width="2"/>'
        f"{_sign(look.sign, 17, 0)}</g>"
    )


def _shape_sample(kind: str) -> str:
    shape = {
        "person": '<circle class="shape" cx="9" cy="0" r="6"/>',
        "group": '<rect class="shape" x="3" y="-6" width="12" height="12" rx="2.5"/>',
        "thing": '<path class="shape" d="M9 -7l7 7l-7 7l-7 -7Z"/>',
    }[kind]
    return f'<g class="{kind}">{shape}</g>'


def _description(network: Network, chosen: Chosen) -> str:
    """Return the heaviest edges in words, for those who do not see the picture."""
    names = [node.label for node in network.nodes]
    edges = "; ".join(
        f"{_cut(names[edge.source], 60)} – {_cut(names[edge.target], 60)}: {edge.weight}"
        + (f", {LOOKS[edge.polarity].name}" if edge.polarity else "")
        for edge in chosen.edges[:20]
    )
    return clean(f"{'. '.join(_told(network, chosen))}. {edges}")


def _many(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def _cut(text: str, most: int = _LONGEST_TITLE) -> str:
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[: most - 1].rstrip()}…"
