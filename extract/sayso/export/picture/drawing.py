"""A network as an SVG picture, with title, legend, names that do not collide, and edge styles."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from sayso.export.networks.fields import clean
from sayso.export.networks.model import Tone
from sayso.export.networks.network import Network
from sayso.export.picture.choice import MOST_NODES, Chosen, choose
from sayso.export.picture.figure import MARGIN, Frame, cut, figure, sign
from sayso.export.picture.labels import NAME_SIZE, width_of
from sayso.export.picture.style import LOOKS, Theme, shape_of, stylesheet

_HEAD = 78.0
_FOOT = 58.0
_LEAST_WIDTH = 620.0


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
    heading = cut(clean(title or network.kind.title))
    least = max(_LEAST_WIDTH, 2 * MARGIN + width_of(heading, 21))
    drawn = figure(network, chosen, Frame(_HEAD, _FOOT, least))
    width, height = drawn.width, drawn.height
    body = "".join(
        (
            f'<rect class="paper" width="{width:.0f}" height="{height:.0f}"/>',
            _title_block(network, chosen, heading, width),
            drawn.groups,
            _legend(chosen, width, height),
        )
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" id="{scope}" role="img" '
        f'width="{width:.0f}" height="{height:.0f}" viewBox="0 0 {width:.0f} {height:.0f}" '
        f'aria-label="{escape(heading)}">'
        f"<title>{escape(heading)}</title><desc>{escape(_description(network, chosen))}</desc>"
        f"<style>{stylesheet(scope, theme)}</style>{body}</svg>\n"
    )


def _title_block(network: Network, chosen: Chosen, heading: str, width: float) -> str:
    lines = _told(network, chosen)
    texts = "".join(
        f'<text class="muted" x="{MARGIN:.0f}" y="{62 + 18 * row}">{escape(line)}</text>'
        for row, line in enumerate(lines)
    )
    return (
        f'<text class="heading" x="{MARGIN:.0f}" y="40">{escape(heading)}</text>{texts}'
        f'<path class="rule" d="M{MARGIN:.0f} {_HEAD + 14:.0f}H{width - MARGIN:.0f}"/>'
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


def _legend(chosen: Chosen, width: float, height: float) -> str:
    """Return what the lines and shapes mean, those that occur."""
    top, left = height - _FOOT + 22, MARGIN
    parts = [f'<path class="rule" d="M{MARGIN:.0f} {top - 26:.0f}H{width - MARGIN:.0f}"/>']
    for sample in samples(chosen):
        needed = sample.width + 6 + width_of(sample.name, NAME_SIZE) + 18
        if left + needed > width - MARGIN and left > MARGIN:
            left, top = MARGIN, top + 20
        text = f'<text class="muted" x="{sample.width + 6:.0f}" y="4">{escape(sample.name)}</text>'
        parts.append(f'<g transform="translate({left:.0f} {top:.0f})">{sample.drawn}{text}</g>')
        left += needed
    return f'<g class="legend">{"".join(parts)}</g>'


@dataclass(frozen=True, slots=True)
class Sample:
    """A line or a shape as the drawing has it, `width` wide, and what it means."""

    drawn: str
    name: str
    width: float


def samples(chosen: Chosen) -> Iterator[Sample]:
    """Yield the kinds of lines and shapes that a drawing of what is chosen has."""
    tones = {edge.polarity for edge in chosen.edges}
    for tone, look in LOOKS.items():
        if tone in tones and (tone or len(tones) > 1):
            yield Sample(_line_sample(tone), look.name, 40.0)
    kinds = {shape_of(node.type) for node in chosen.nodes}
    for kind, name in (("person", "people"), ("group", "organizations, states"), ("thing", "else")):
        if kind in kinds:
            yield Sample(_shape_sample(kind), name, 18.0)
    if chosen.edges:
        yield Sample("", "thicker: more evidence", 0.0)


def _line_sample(tone: Tone) -> str:
    look = LOOKS[tone]
    return (
        f'<g class="{look.css}"><path class="line" d="M0 0H34" stroke-width="2"/>'
        f"{sign(look.sign, 17, 0)}</g>"
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
        f"{cut(names[edge.source], 60)} – {cut(names[edge.target], 60)}: {edge.weight}"
        + (f", {LOOKS[edge.polarity].name}" if edge.polarity else "")
        for edge in chosen.edges[:20]
    )
    return clean(f"{'. '.join(_told(network, chosen))}. {edges}")


def _many(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"
