"""How article graphs differ from what was extracted, kept in the store's own list of articles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Set

import pyoxigraph
from pyoxigraph import Literal, NamedNode, RdfFormat, Triple

from sayso.store import Patch

_TAKEN = NamedNode("urn:sayso:store:taken")
_PUT = NamedNode("urn:sayso:store:put")


def stored(store: pyoxigraph.Store, listed: NamedNode) -> Iterator[Patch]:
    """Yield the patches that the graph `listed` holds, in the order of the graphs' names."""
    found: dict[NamedNode, dict[NamedNode, frozenset[Triple]]] = {}
    for predicate in (_TAKEN, _PUT):
        for quad in store.quads_for_pattern(None, predicate, None, listed):
            assert isinstance(quad.subject, NamedNode) and isinstance(quad.object, Literal)
            found.setdefault(quad.subject, {})[predicate] = _read(quad.object.value)
    for graph in sorted(found, key=lambda name: name.value):
        nothing: frozenset[Triple] = frozenset()
        yield Patch(graph, found[graph].get(_TAKEN, nothing), found[graph].get(_PUT, nothing))


def steps(
    patches: Iterable[Patch], earlier: Mapping[NamedNode, Patch], listed: NamedNode
) -> list[str]:
    """Return the SPARQL updates that bring graphs from their earlier patches to these."""
    found: list[str] = []
    nothing: frozenset[Triple] = frozenset()
    for patch in patches:
        graph = patch.graph
        before = earlier.get(graph, Patch(graph, nothing, nothing))
        if patch == before:
            continue
        out = (patch.taken - before.taken) | (before.put - patch.put)
        back = (before.taken - patch.taken) | (patch.put - before.put)
        found += [*data("DELETE", graph, out), *data("INSERT", graph, back)]
        for predicate, triples in ((_TAKEN, patch.taken), (_PUT, patch.put)):
            found.append(f"DELETE WHERE {{ GRAPH {listed} {{ {graph} {predicate} ?o }} }}")
            if triples:
                note = Triple(graph, predicate, Literal(_written(triples)))
                found += data("INSERT", listed, {note})
    return found


def data(verb: str, graph: NamedNode, triples: Set[Triple]) -> list[str]:
    """Return the SPARQL update that inserts or deletes the triples; none where there are none."""
    return [f"{verb} DATA {{ GRAPH {graph} {{ {_written(triples)} }} }}"] if triples else []


def _written(triples: Set[Triple]) -> str:
    """Return the triples as N-Triples, sorted."""
    return "".join(f"{line} .\n" for line in sorted(str(triple) for triple in triples))


def _read(text: str) -> frozenset[Triple]:
    return frozenset(quad.triple for quad in pyoxigraph.parse(text, format=RdfFormat.N_TRIPLES))
