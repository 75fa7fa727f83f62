"""The graph of a store's actors: each with its names, its appearances, and why they are joined."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode, Quad

from sayso.actors.record import Appearance, Family
from sayso.actors.resolution import Decision, Resolution
from sayso.mapping.literals import decimal
from sayso.mapping.names import slug
from sayso.vocabulary import rdf, sayso, schema, xsd

_PLACES = 3
_LONGEST_ALIAS = 200


def actors_graph(base: str) -> NamedNode:
    """Return the name of the graph of actors in a store with this base."""
    return NamedNode(f"{base}actors")


def write(resolution: Resolution, base: str, digest: str) -> list[Quad]:
    """Return the quads of a resolution, in order; `digest` says from what it was made.

    An actor is called after its Wikidata item, or its kind and its most frequent name; of several
    of one name, the one in most articles gets the plain identifier. Identifiers made from its other
    names lead to it, unless somebody else bears them too.
    """
    draft = _Draft(base)
    graph = draft.graph
    draft.add(graph, rdf.type, NamedNode(sayso.ActorsGraph))
    draft.add(graph, sayso.inputDigest, Literal(digest))
    nodes = _identifiers(resolution, base)
    for cluster in resolution.clusters:
        draft.actor(nodes[cluster[0]], [resolution.appearances[place] for place in cluster])
    for old, lead in _redirects(resolution, base, nodes):
        draft.add(old, sayso.redirectsTo, nodes[lead])
    for decision in resolution.decisions:
        draft.comparison(resolution, decision)
    return draft.quads


def called(appearances: list[Appearance]) -> str:
    """Return what an actor is best called: its most frequent name of the fuller ones."""
    names = Counter(one.name for one in appearances)
    fuller = {one.name for one in appearances if one.person is None or one.person.given} or set(
        names
    )
    return min(fuller, key=lambda name: (-names[name], -len(name), name))


def type_of(appearances: list[Appearance]) -> str:
    """Return the class that most of the articles give an actor, a narrower one first."""
    types = Counter(one.type for one in appearances)
    return min(types, key=lambda kind: (kind == Family.ORGANIZATION, -types[kind], kind))


def _identifiers(resolution: Resolution, base: str) -> dict[int, NamedNode]:
    taken: set[str] = set()
    found: dict[int, NamedNode] = {}
    by_size = sorted(resolution.clusters, key=lambda cluster: (-len(cluster), cluster[0]))
    for cluster in by_size:
        members = [resolution.appearances[place] for place in cluster]
        items = sorted({one.item for one in members if one.item})
        name = (
            slug(items[0].rsplit("/", 1)[-1])
            if items
            else f"{members[0].family}.{slug(called(members))}"
        )
        if name in taken:
            least = min(one.iri for one in members)
            name = f"{name}~{hashlib.sha256(least.encode()).hexdigest()[:12]}"
        taken.add(name)
        found[cluster[0]] = NamedNode(f"{base}actor/{name}")
    return found


def _redirects(
    resolution: Resolution, base: str, nodes: dict[int, NamedNode]
) -> Iterator[tuple[NamedNode, int]]:
    bearers: dict[str, set[int]] = defaultdict(set)
    for cluster in resolution.clusters:
        for place in cluster:
            one = resolution.appearances[place]
            bearers[f"{base}actor/{one.family}.{slug(one.name)}"].add(cluster[0])
    used = {node.value for node in nodes.values()}
    for iri in sorted(bearers):
        if len(bearers[iri]) == 1 and iri not in used:
            yield NamedNode(iri), min(bearers[iri])


class _Draft:
    """Collects the quads of the graph."""

    def __init__(self, base: str) -> None:
        self.graph = actors_graph(base)
        self.quads: list[Quad] = []
        self._base = base

    def add(self, subject: NamedNode, predicate: str, value: NamedNode | Literal) -> None:
        self.quads.append(Quad(subject, NamedNode(predicate), value, self.graph))

    def actor(self, node: NamedNode, members: list[Appearance]) -> None:
        """Write an actor with its appearances."""
        self.add(node, rdf.type, NamedNode(sayso.ResolvedActor))
        self.add(node, sayso.canonicalName, Literal(called(members)))
        self.add(node, sayso.actorType, Literal(type_of(members)))
        names = {one.name for one in members}
        for alias in sorted(name for name in names if len(name) <= _LONGEST_ALIAS):
            self.add(node, sayso.alias, Literal(alias))
        items = sorted({one.item for one in members if one.item})
        if items:
            self.add(node, schema.sameAs, NamedNode(items[0]))
        for one in sorted(members, key=lambda one: one.iri):
            appearance = NamedNode(one.iri)
            self.add(appearance, rdf.type, NamedNode(sayso.Appearance))
            self.add(appearance, sayso.appearanceOf, NamedNode(one.entity))
            self.add(appearance, sayso.appearsIn, NamedNode(one.graph.removesuffix("/graph")))
            self.add(appearance, sayso.resolvedTo, node)

    def comparison(self, resolution: Resolution, decision: Decision) -> None:
        """Write a comparison of two appearances, with its score and the parts of it."""
        pair = [resolution.appearances[place].iri for place in (decision.one, decision.other)]
        key = hashlib.sha256("\x1f".join(sorted(pair)).encode()).hexdigest()[:12]
        node = NamedNode(f"{self._base}comparison/{key}")
        comparison = decision.comparison
        self.add(node, rdf.type, NamedNode(sayso.ActorComparison))
        for iri in pair:
            self.add(node, sayso.compares, NamedNode(iri))
        self.add(node, sayso.sameActor, _truth(decision.same))
        if decision.judged:
            self.add(node, sayso.isJudged, _truth(True))
        else:
            self.add(node, sayso.score, decimal(round(comparison.score, _PLACES)))
            for predicate, weight in (
                (sayso.nameWeight, comparison.name),
                (sayso.officeWeight, comparison.office),
                (sayso.countryWeight, comparison.country),
                (sayso.companyWeight, comparison.company),
                (sayso.otherWeight, comparison.other),
            ):
                self.add(node, predicate, decimal(round(weight, _PLACES)))
        for reason in comparison.reasons:
            self.add(node, sayso.comparisonReason, Literal(reason))


def _truth(value: bool) -> Literal:
    return Literal("true" if value else "false", datatype=NamedNode(xsd.boolean))
