"""The store as extracted: article graphs without what judgements changed in them."""

from __future__ import annotations

from collections import OrderedDict
from functools import cached_property

from pyoxigraph import Literal, NamedNode, QuerySolutions

from sayso.judgements.record import Thing
from sayso.judgements.view import View
from sayso.store import Patch, Store, StoredArticle
from sayso.vocabulary import SCHEMA

_KEPT = 64
"""So many article graphs are held in memory; a graph has some thousand triples."""

_URLS = f"SELECT ?g ?url WHERE {{ GRAPH ?g {{ ?article <{SCHEMA}url> ?url }} }}"
_USES = """
SELECT DISTINCT ?g WHERE {
  { GRAPH ?g { ?node ?p ?value } } UNION { GRAPH ?g { ?thing ?p ?node } }
}
"""


class Extracted:
    """Gives article graphs as they were extracted, whatever judgements are applied in the store."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.patches: dict[NamedNode, Patch] = {patch.graph: patch for patch in store.patches()}
        self.by_digest: dict[str, StoredArticle] = {one.digest: one for one in store.articles()}
        self.by_graph = {one.iri: one for one in self.by_digest.values()}
        self._views: OrderedDict[NamedNode, View] = OrderedDict()

    def view(self, graph: NamedNode) -> View:
        """Return an article graph as extracted."""
        found = self._views.get(graph)
        if found is None:
            triples = {quad.triple for quad in self.store.quads(graph)}
            patch = self.patches.get(graph)
            if patch:
                triples = (triples - patch.put) | patch.taken
            found = self._views[graph] = View(graph, triples)
            if len(self._views) > _KEPT:
                self._views.popitem(last=False)
        self._views.move_to_end(graph)
        return found

    def graph_of(self, thing: Thing) -> NamedNode | None:
        """Return the graph of the document that a thing is in, or of its corrected version.

        A version is the one article that was published at the same address.
        """
        known = self.by_digest.get(thing.document)
        if known:
            return known.iri
        at_address = self._addresses.get(thing.url, []) if thing.url else []
        return at_address[0] if len(at_address) == 1 else None

    def graphs_with(self, node: NamedNode) -> list[NamedNode]:
        """Return the article graphs that say something of or with a node, in their order."""
        answer = self.store.query(_USES.replace("?node", str(node)))
        assert isinstance(answer, QuerySolutions)
        found = {row["g"] for row in answer}
        graphs = {graph for graph in self.by_graph if graph in found and graph not in self.patches}
        graphs |= {graph for graph in self.patches if self.view(graph).has(node)}
        return sorted(graphs, key=lambda graph: graph.value)

    @cached_property
    def _addresses(self) -> dict[str, list[NamedNode]]:
        answer = self.store.query(_URLS)
        assert isinstance(answer, QuerySolutions)
        found: dict[str, list[NamedNode]] = {}
        for row in answer:
            graph, url = row["g"], row["url"]
            if isinstance(url, Literal) and isinstance(graph, NamedNode) and graph in self.by_graph:
                found.setdefault(url.value, []).append(graph)
        return found
