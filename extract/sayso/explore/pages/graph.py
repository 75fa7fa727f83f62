"""Who characterizes, answers, quotes or names whom: a drawing, and the same as a table."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from sayso.explore.asked import Asked, Page, paged
from sayso.explore.catalog import VOICE, VOICE_NAME, Catalog
from sayso.explore.drawing import Drawing, drawn
from sayso.query import Table

KINDS = {
    "characterizations": "who characterizes whom",
    "answers": "who answers whom",
    "quotes": "who quotes whom",
    "targets": "who speaks of whom",
}
_NODES, MOST_NODES = 300, 2_000
"""How many nodes are given as data at first, and on request; the table has every edge."""
_DRAWN, MOST_DRAWN = 60, 300
"""How many of them the server draws at first, and on request."""


@dataclass(frozen=True, slots=True)
class Link:
    """One piece of evidence for an edge: a statement or a characterization, with its words."""

    source: str
    target: str
    polarity: str
    words: str
    iri: str
    article: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Edge:
    """All links of one direction between two nodes; `tone` is their polarity if they agree."""

    source: str
    target: str
    links: tuple[Link, ...]
    tone: str

    @property
    def weight(self) -> int:
        """How many links there are."""
        return len(self.links)


def graph(asked: Asked) -> Page:
    """Return the network of one kind, whole or around one actor."""
    kind = asked.choice("kind", KINDS, "characterizations")
    polarity = asked.choice("polarity", ("any", "positive", "negative", "neutral"), "any")
    focus, most = asked.key("focus"), asked.number("nodes", _NODES, MOST_NODES)
    asked.choice("with", ("links", "weights"), "links")
    voiced = asked.value("voice") == "on"
    edges = [
        edge
        for edge in edges_of(asked.catalog, kind, polarity)
        if voiced or VOICE not in (edge.source, edge.target)
    ]
    if focus:
        edges = _around(edges, focus)
    chosen = _choose(edges, most, focus)
    ends = asked.key("from"), asked.key("to")
    names = {key: _name(asked.catalog, key) for edge in edges for key in (edge.source, edge.target)}
    content = {
        "kinds": KINDS,
        "kind": kind,
        "polarity": polarity,
        "focus": focus,
        "nodes": asked.value("nodes"),
        "voiced": voiced,
        "draw": lambda: _drawing(asked, edges, focus),
        "listing": paged(asked, list(edges)),
        "names": names,
        "opened": next((edge for edge in edges if (edge.source, edge.target) == ends), None),
        "most": MOST_NODES,
    }
    kept = [edge for edge in edges if edge.source in chosen and edge.target in chosen]
    subjects = tuple(link.iri for edge in kept for link in edge.links)
    return Page(
        "graph.html",
        f"Graph: {KINDS[kind]}",
        content,
        lambda: _data(asked, kept, names, len(names)),
        subjects,
        table=lambda: _table(asked, edges, names),
    )


def _data(asked: Asked, edges: list[Edge], names: dict[str, str], total: int) -> object:
    """Return nodes and edges for programs: with all evidence, or with its weight alone."""
    actors = asked.catalog.actors
    keys = sorted({key for edge in edges for key in (edge.source, edge.target)})
    told: list[dict[str, object]] = []
    for edge in edges:
        one: dict[str, object] = {"source": edge.source, "target": edge.target}
        one |= {"weight": edge.weight, "tone": edge.tone}
        if asked.value("with") == "weights":
            one["words"] = edge.links[0].words[:120]
        else:
            one["links"] = edge.links
        told.append(one)
    nodes = [
        {
            "iri": key,
            "name": names[key],
            "type": actors[key].kind if key in actors else "",
            "href": asked.href(key),
        }
        for key in keys
    ]
    return {"nodes": nodes, "edges": told, "nodes_in_all": total}


_EDGES: WeakKeyDictionary[Catalog, dict[tuple[str, str], tuple[Edge, ...]]] = WeakKeyDictionary()


def edges_of(catalog: Catalog, kind: str, polarity: str) -> tuple[Edge, ...]:
    """Return the edges of a kind, the heaviest first; worked out once for each catalog."""
    known = _EDGES.setdefault(catalog, {})
    if (kind, polarity) not in known:
        known[kind, polarity] = _edges(catalog, kind, polarity)
    return known[kind, polarity]


def _edges(catalog: Catalog, kind: str, polarity: str) -> tuple[Edge, ...]:
    links: dict[tuple[str, str], list[Link]] = defaultdict(list)
    for link in _links(catalog, kind):
        if link.source != link.target and polarity in ("any", link.polarity):
            links[link.source, link.target].append(link)
    edges = [Edge(*pair, tuple(found), _tone(found)) for pair, found in links.items()]
    return tuple(sorted(edges, key=lambda edge: (-edge.weight, edge.source, edge.target)))


def _links(catalog: Catalog, kind: str) -> Iterator[Link]:
    if kind == "characterizations":
        for one in catalog.characterizations.values():
            target = catalog.key(one.article, one.target)
            if target not in catalog.actors and one.ultimate:
                target = catalog.key(one.article, one.ultimate)
            if target in catalog.actors and one.evaluator:
                source = catalog.key(one.article, one.evaluator)
                said = f"not {one.words}" if one.negated else one.words
                yield Link(
                    source, target, one.polarity, said, one.iri, one.article, one.start, one.end
                )
        return
    for statement in catalog.statements.values():
        tones, words = statement.polarities, statement.content or statement.cue
        for source, target in _pairs(catalog, statement.iri, kind):
            yield Link(
                source,
                target,
                tones[0] if len(tones) == 1 else "",
                words,
                statement.iri,
                statement.article,
                statement.start,
                statement.end,
            )


def _pairs(catalog: Catalog, iri: str, kind: str) -> Iterator[tuple[str, str]]:
    one = catalog.statements[iri]
    sources = [catalog.key(one.article, source) for source in one.sources]
    if kind == "targets":
        targets = [catalog.key(one.article, target) for target in (*one.targets, *one.addressees)]
        yield from ((s, t) for s in sources for t in dict.fromkeys(targets) if t in catalog.actors)
        return
    others = one.responds_to if kind == "answers" else catalog.nested.get(iri, ())
    for other in others:
        statement = catalog.statements.get(other)
        for target in statement.sources if statement else ():
            key = catalog.key(one.article, target)
            yield from ((source, key) for source in sources)


def _tone(links: list[Link]) -> str:
    tones = {link.polarity for link in links if link.polarity not in ("", "neutral")}
    if not tones:
        return "neutral"
    return tones.pop() if len(tones) == 1 else "mixedPolarity"


def _around(edges: list[Edge], focus: str) -> list[Edge]:
    """Return the edges of an actor, and those between its neighbours."""
    near = {focus}
    for edge in edges:
        if focus in (edge.source, edge.target):
            near.update((edge.source, edge.target))
    return [edge for edge in edges if edge.source in near and edge.target in near]


def _choose(edges: Sequence[Edge], most: int, focus: str) -> set[str]:
    """Return the nodes of the heaviest edges, those of the focus first, as many as may be drawn."""
    chosen: set[str] = set()
    for edge in sorted(edges, key=lambda edge: focus not in (edge.source, edge.target)):
        ends = {edge.source, edge.target} - chosen
        if len(chosen) + len(ends) <= most:
            chosen |= ends
    return chosen


def _drawing(asked: Asked, edges: Sequence[Edge], focus: str) -> Drawing:
    """Draw the nodes that have most to tell, and the edges between them."""
    most = asked.number("nodes", _DRAWN, MOST_NODES)
    chosen = _choose(edges, most if most <= MOST_DRAWN else _DRAWN, focus)
    weight: Counter[str] = Counter()
    pairs = []
    for edge in edges:
        if edge.source in chosen and edge.target in chosen:
            weight[edge.source] += edge.weight
            weight[edge.target] += edge.weight
            pairs.append((edge.source, edge.target, edge.weight, edge.tone))
    return drawn(tuple(sorted(weight)), tuple(pairs))


def _name(catalog: Catalog, key: str) -> str:
    if key == VOICE:
        return VOICE_NAME
    actor = catalog.actors.get(key)
    return actor.name if actor else key.rsplit("/", 1)[-1]


def _table(asked: Asked, edges: Sequence[Edge], names: dict[str, str]) -> Table:
    columns = (
        "source",
        "target",
        "polarity",
        "words",
        "published",
        "article",
        "start",
        "end",
        "iri",
    )
    rows = []
    for edge in edges:
        for link in edge.links:
            about = asked.catalog.article(link.article)
            rows.append(
                (
                    names[edge.source],
                    names[edge.target],
                    link.polarity,
                    link.words,
                    about.published,
                    about.title,
                    link.start,
                    link.end,
                    link.iri,
                )
            )
    return Table(columns, tuple(rows))
