"""Who characterizes, answers, quotes or names whom: a drawing, and the same as a table."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from sayso.explore.asked import Asked, Page
from sayso.explore.catalog import VOICE, VOICE_NAME, Catalog
from sayso.explore.drawing import Drawing, drawn
from sayso.query import Table

KINDS = {
    "characterizations": "who characterizes whom",
    "answers": "who answers whom",
    "quotes": "who quotes whom",
    "targets": "who speaks of whom",
}
_NODES = 60
MOST_NODES = 300
_ROWS = 200


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
    voiced = asked.value("voice") == "on"
    edges = [
        edge
        for edge in edges_of(asked.catalog, kind, polarity)
        if voiced or VOICE not in (edge.source, edge.target)
    ]
    if focus:
        edges = _around(edges, focus)
    chosen = _choose(edges, most, focus)
    kept = [edge for edge in edges if edge.source in chosen and edge.target in chosen]
    one, other = asked.key("from"), asked.key("to")
    opened = next((edge for edge in kept if (edge.source, edge.target) == (one, other)), None)
    names = {key: _name(asked.catalog, key) for key in chosen}
    content = {
        "kinds": KINDS,
        "kind": kind,
        "polarity": polarity,
        "focus": focus,
        "nodes": most,
        "voiced": voiced,
        "drawing": _drawing(asked, kept, names, focus),
        "edges": kept[:_ROWS],
        "hidden": max(0, len(kept) - _ROWS),
        "names": names,
        "opened": opened,
        "left_out": len({key for edge in edges for key in (edge.source, edge.target)})
        - len(chosen),
    }
    data = {
        "nodes": [{"iri": key, "name": names[key]} for key in sorted(chosen)],
        "edges": [
            {
                "source": edge.source,
                "target": edge.target,
                "weight": edge.weight,
                "links": edge.links,
            }
            for edge in kept
        ],
    }
    subjects = tuple(link.iri for edge in kept for link in edge.links)
    return Page(
        "graph.html",
        f"Graph: {KINDS[kind]}",
        content,
        data,
        subjects,
        table=lambda: _table(asked, kept, names),
    )


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
        ends = {edge.source, edge.target}
        if len(chosen | ends) <= most:
            chosen |= ends
    return chosen


def _drawing(asked: Asked, edges: list[Edge], names: dict[str, str], focus: str) -> Drawing:
    weight: Counter[str] = Counter()
    for edge in edges:
        weight[edge.source] += edge.weight
        weight[edge.target] += edge.weight
    pairs = tuple((edge.source, edge.target, edge.weight, edge.tone) for edge in edges)
    return drawn(tuple(sorted(weight)), pairs)


def _name(catalog: Catalog, key: str) -> str:
    if key == VOICE:
        return VOICE_NAME
    actor = catalog.actors.get(key)
    return actor.name if actor else key.rsplit("/", 1)[-1]


def _table(asked: Asked, edges: list[Edge], names: dict[str, str]) -> Table:
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
