"""The cases of tests/queries as stores."""

from __future__ import annotations

from pathlib import Path

from pyoxigraph import NamedNode, Quad, RdfFormat, parse

from sayso.store import ArticleGraph, Store, store_in_memory


def stored_case(case: str) -> Store:
    """Return a store in memory with the graphs of a case of tests/queries."""
    by_graph: dict[str, list[Quad]] = {}
    path = Path(__file__).parent / "queries" / case / "data.trig"
    for quad in parse(path=str(path), format=RdfFormat.TRIG):
        assert isinstance(quad.graph_name, NamedNode)
        by_graph.setdefault(quad.graph_name.value, []).append(quad)
    store = store_in_memory()
    for iri, quads in by_graph.items():
        name = iri.rpartition("/")[0]
        if not iri.endswith("/graph"):
            store.replace_graph(NamedNode(iri), quads)
            continue
        provenance, run = NamedNode(f"{name}/provenance"), NamedNode(f"{name}/run/1")
        made = Quad(run, NamedNode("http://www.w3.org/ns/prov#used"), NamedNode(name), provenance)
        digest = name.rpartition("/")[2]
        store.replace(
            [ArticleGraph(NamedNode(iri), provenance, run, digest, tuple(quads), (made,))]
        )
    return store
