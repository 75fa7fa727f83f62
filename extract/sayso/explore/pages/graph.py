"""Who characterizes, answers, quotes or is named with whom: a drawing, and the same as a table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial

from markupsafe import Markup

from sayso.explore.addresses import with_query
from sayso.explore.asked import Asked, Page, paged
from sayso.explore.catalog import VOICE
from sayso.explore.networks import Held, chosen_of
from sayso.export.networks import KINDS, Edge, Link, Node
from sayso.export.networks.fields import said
from sayso.export.networks.gather import voice_of
from sayso.export.picture import Chosen
from sayso.export.picture.drawing import samples
from sayso.export.picture.figure import Figure, figure
from sayso.export.picture.style import shape_of, styled
from sayso.query import Table

POLARITIES = ("any", "positive", "negative", "neutral")
SIGNED = ("characterizations", "statements", "answers", "quotes")
"""The kinds whose evidence may have a polarity."""
_NODES, MOST_NODES = 300, 2_000
"""How many nodes are given as data at first, and on request; the table has every edge."""
_DRAWN, MOST_DRAWN = 60, 300
"""How many of them the server draws at first, and on request."""
_COLUMNS = "source", "target", "polarity", "words", "published", "article", "start", "end", "iri"
_COLORS = {
    "paper": "var(--card)",
    "ink": "var(--ink)",
    "muted": "var(--soft)",
    "faint": "var(--line)",
    "person": "var(--accent)",
    "group": "var(--card)",
    "thing": "var(--line)",
    "positive": "var(--positive)",
    "negative": "var(--negative)",
    "mixed": "var(--mixed)",
    "neutral": "var(--neutral)",
    "plain": "var(--neutral)",
}


def graph(asked: Asked) -> Page:
    """Return the network of one kind, whole or around one node."""
    kind = asked.choice("kind", KINDS, "characterizations")
    polarity = asked.choice("polarity", POLARITIES, "any") if kind in SIGNED else "any"
    asked.choice("with", ("links", "weights"), "links")
    held = asked.networks.of(kind, polarity, voiced=asked.value("voice") == "on")
    focus = _node(asked, held, "focus")
    edges = held.edges if focus is None else held.around(focus.number)
    chosen = chosen_of(held, edges, asked.number("nodes", _NODES, MOST_NODES), _number(focus))
    ends = _node(asked, held, "from"), _node(asked, held, "to")
    opened = None if None in ends else _edge_between(edges, ends)
    content = {
        "kinds": KINDS,
        "kind": held.kind,
        "polarity": polarity,
        "signed": kind in SIGNED,
        "focus": focus,
        "most_nodes": asked.value("nodes"),
        "voiced": asked.value("voice") == "on",
        "draw": lambda: _drawing(asked, held, edges, focus, opened),
        "samples": [(Markup(one.drawn), one.name, one.width) for one in samples(chosen)],
        "listing": paged(asked, list(edges)),
        "held": held,
        "in_all": held.ends(edges),
        "opened": opened,
        "evidence": partial(_evidence, held),
        "leads": partial(_href, asked),
        "most": MOST_NODES,
    }
    subjects = [link.iri for edge in chosen.edges for link in _evidence(held, edge)]
    return Page(
        "graph.html",
        f"Graph: {held.kind.title}",
        content,
        lambda: _data(asked, held, chosen),
        tuple(dict.fromkeys(subjects)),
        table=lambda: _table(asked, held, edges),
    )


def look() -> str:
    """Return the style of the drawing, in the colours of the page."""
    return styled(".drawing", _COLORS)


def _node(asked: Asked, held: Held, name: str) -> Node | None:
    """Return the node that a parameter names, if it is in the network."""
    key = asked.key(name)
    number = held.number(voice_of(asked.catalog.base) if key == VOICE else key) if key else None
    return None if number is None else held.nodes[number]


def _number(node: Node | None) -> int | None:
    return None if node is None else node.number


def _edge_between(edges: Iterable[Edge], ends: tuple[Node | None, Node | None]) -> Edge | None:
    numbers = tuple(_number(node) for node in ends)
    return next((edge for edge in edges if (edge.source, edge.target) == numbers), None)


def _evidence(held: Held, edge: Edge) -> tuple[Link, ...]:
    return held.links[edge.source, edge.target]


def _href(asked: Asked, node: Node) -> str:
    """Return the page of a node: for a voice the table of what it says."""
    if asked.networks.is_voice(node.iri):
        return with_query("/statements", **asked.networks.href_parts(node.iri))
    return asked.href(node.iri)


def _data(asked: Asked, held: Held, chosen: Chosen) -> object:
    """Return nodes and edges for programs: with all evidence, or with its weight alone."""
    weighed = asked.value("with") == "weights"
    told: list[dict[str, object]] = []
    for edge in chosen.edges:
        one: dict[str, object] = {
            "source": held.nodes[edge.source].iri,
            "target": held.nodes[edge.target].iri,
            "weight": edge.weight,
            "tone": edge.polarity,
        }
        if weighed:
            one["words"] = said(edge.examples[0])[:120]
        else:
            one["links"] = [_link(link) for link in _evidence(held, edge)]
        told.append(one)
    nodes = [
        {
            "iri": node.iri,
            "name": node.label,
            "type": node.type,
            "shape": shape_of(node.type),
            "href": _href(asked, node),
        }
        for node in chosen.nodes
    ]
    return {
        "kind": held.kind.name,
        "directed": held.kind.directed,
        "nodes": nodes,
        "edges": told,
        "nodes_in_all": len(nodes) + chosen.nodes_left_out,
        "edges_in_all": len(told) + chosen.edges_left_out,
    }


def _link(link: Link) -> Mapping[str, object]:
    return {
        "iri": link.iri,
        "article": link.article,
        "start": link.begin,
        "end": link.end,
        "words": said(link),
        "polarity": link.polarity,
        "kind": link.type,
        "form": link.status,
        "confidence": link.confidence,
        "sentence": link.sentence,
    }


def _drawing(
    asked: Asked, held: Held, edges: tuple[Edge, ...], focus: Node | None, opened: Edge | None
) -> tuple[Figure, Markup, Chosen]:
    """Draw the nodes that have most to tell, and the edges between them."""
    most = asked.number("nodes", _DRAWN, MOST_NODES)
    most = most if most <= MOST_DRAWN else _DRAWN
    chosen = chosen_of(held, edges, most, _number(focus))
    given = {name: asked.value(name) for name in ("kind", "polarity", "voice", "nodes", "focus")}
    key = (most, *given.values())

    def leads(what: Node | Edge) -> str:
        if isinstance(what, Node):
            return _href(asked, what)
        ends = {"from": held.nodes[what.source].iri, "to": held.nodes[what.target].iri}
        shortened = {name: asked.short(iri) for name, iri in ends.items()}
        return with_query("/graph", **given, **shortened) + "#evidence"

    drawn = held.drawings.get(key) or held.keep(key, figure(held, chosen, leads=leads))
    groups = drawn.groups
    if opened in chosen.edges:
        mark = f'" data-edge="{chosen.edges.index(opened)}"'
        groups = groups.replace(mark, f" lit{mark}", 1)
    return drawn, Markup(groups), chosen


def _table(asked: Asked, held: Held, edges: Iterable[Edge]) -> Table:
    rows = []
    for edge in edges:
        names = held.nodes[edge.source].label, held.nodes[edge.target].label
        for link in _evidence(held, edge):
            about = asked.catalog.article(link.article)
            where = about.published, about.title, link.begin, link.end, link.iri
            rows.append((*names, link.polarity, said(link), *where))
    return Table(_COLUMNS, tuple(rows))
