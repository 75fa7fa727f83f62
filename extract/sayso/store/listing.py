"""The list that a store keeps of its articles, as triples in a graph of its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import pyoxigraph
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Triple

from sayso.store import ArticleGraph

LIST = NamedNode("urn:sayso:store")
"""The graph in which the store keeps its own list of articles."""
BASE = NamedNode("urn:sayso:store:base")
DIGEST = NamedNode("urn:sayso:store:digest")
ORIGIN = NamedNode("urn:sayso:store:origin")
PROVENANCE = NamedNode("urn:sayso:store:provenance")
RUN = NamedNode("urn:sayso:store:run")

KNOWN = frozenset((DIGEST, ORIGIN, PROVENANCE, RUN))
"""What the list says of every article."""

Names = tuple[NamedNode, NamedNode]
"""The graph of an article, and that of its provenance."""


def entry(graph: ArticleGraph) -> Iterator[Quad]:
    """Yield what the list says of an article."""
    yield Quad(graph.iri, DIGEST, Literal(graph.digest), LIST)
    yield Quad(graph.iri, ORIGIN, Literal(graph.origin), LIST)
    yield Quad(graph.iri, PROVENANCE, graph.provenance_iri, LIST)
    yield Quad(graph.iri, RUN, graph.run, LIST)


def all_quads(graph: ArticleGraph) -> Iterator[Quad]:
    """Yield all that is kept of an article."""
    yield from graph.quads
    yield from graph.provenance
    yield from entry(graph)


def another_text(graph: ArticleGraph) -> str:
    """Return what to tell of two articles with one IRI, of which this is the second."""
    return (
        f"Two articles with different texts have the same IRI {graph.iri.value}; the "
        f"one from {graph.origin or 'an unknown place'} was not stored. Change it by a "
        "character, for example a line break at its end, and build it again."
    )


def broken(iri: str, path: Path) -> str:
    """Return what to tell of an article of which the list does not say all that it should."""
    return (
        f"The store's own list of articles, the graph {LIST} in {path}, lacks something of "
        f"<{iri}>: it was changed by another program than Sayso. Take the article out of that "
        "graph, or the whole graph, and run `sayso build` again."
    )


def forget(iri: NamedNode) -> str:
    """Return the update that takes an article out of the list."""
    return f"DELETE WHERE {{ GRAPH {LIST} {{ {iri} ?p ?o }} }}"


def insert(quads: Iterable[Quad]) -> Iterator[str]:
    """Yield an update for each graph, that inserts the quads lying in it."""
    by_graph: dict[object, list[Triple]] = {}
    for quad in quads:
        by_graph.setdefault(quad.graph_name, []).append(quad.triple)
    for name, triples in by_graph.items():
        body = pyoxigraph.serialize(triples, format=RdfFormat.N_TRIPLES)
        assert body is not None
        yield f"INSERT DATA {{ GRAPH {name} {{ {body.decode()} }} }}"


def replacing(dropped: Iterable[Names], quads: Iterable[Quad]) -> list[str]:
    """Return the updates that put `quads` in the place of the articles `dropped`."""
    steps = []
    for graph, provenance in dropped:
        steps += [f"DROP SILENT GRAPH {graph}", f"DROP SILENT GRAPH {provenance}", forget(graph)]
    return [*steps, *insert(quads)]
