"""A screen compiled from the shapes: it proves that most nodes conform and names those in doubt.

It never finds a fault. A node is in doubt when a constraint does not hold, and as well when the
screen does not understand a constraint, a target or a value; pySHACL then decides. A constraint in
SPARQL is asked once for all nodes instead of once a node, which gives the same nodes as long as
every group of the pattern begins at `$this`; queries that are not so written are left to pySHACL.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, QuerySolutions, Store, Variable

from sayso.store import Term
from sayso.validate.constraints import Check, UnclearError, node_check
from sayso.validate.index import Index
from sayso.validate.shapes import SH, Ontology, ShapesGraph
from sayso.vocabulary import RDFS, SKOS, rdf

_THIS = Variable("this")
# What tells a reader or a report something, and changes nothing about which nodes conform.
_SILENT = frozenset(SH + name for name in ("message", "severity", "name", "description", "order"))
_ANNOTATIONS = (RDFS, SKOS)
_UNSAFE = re.compile(r"\b(MINUS|VALUES|SERVICE|BIND|GRAPH)\b|\{\s*SELECT\b", re.IGNORECASE)
_GROUP = re.compile(r"(\w*)\s*\{\s*(\S+)")

Targets = Callable[[Index], Iterable[Term]]
Doubts = dict[str, list[Term] | None]


@dataclass(frozen=True, slots=True)
class _Screened:
    """One shape: how its focus nodes are found, and what proves that one of them conforms."""

    shape: str
    targets: tuple[Targets, ...]
    checks: tuple[Check, ...]
    queries: tuple[str, ...]


class Screen:
    """The shapes of a folder, compiled."""

    def __init__(self, shapes: ShapesGraph, ontology: Ontology) -> None:
        """Compile `shapes`; those with a part that the screen does not know stay opaque to it."""
        self._screened: list[_Screened] = []
        self.opaque: list[str] = []
        self._background = list(ontology.background)
        types: dict[Term, set[str]] = {}
        for quad in ontology.background:
            if quad.predicate.value == rdf.type and isinstance(quad.object, NamedNode):
                above = ontology.hierarchy.get(quad.object.value, {quad.object.value})
                types.setdefault(quad.subject, set()).update(above)
        self._values = {subject: frozenset(kinds) for subject, kinds in types.items()}
        for shape in shapes.shapes:
            try:
                self._screened.append(self._compiled(shapes, shape))
            except UnclearError:
                self.opaque.append(shape.value)

    def doubts(self, index: Index) -> Doubts:
        """Return the shapes with the focus nodes that are not proved to conform to them.

        None instead of nodes means all that the shape aims at.
        """
        found: Doubts = dict.fromkeys(self.opaque)
        store: Store | None = None
        for screened in self._screened:
            focus = _distinct(screened.targets, index)
            if not focus:
                continue
            doubtful = _unproved(screened.checks, focus, index)
            if screened.queries and store is None:
                store = Store()
                store.extend(self._background)
                store.extend(index.quads)
            for query in screened.queries:
                assert store is not None
                doubtful.update(_matches(store, query, focus))
            if doubtful:
                found[screened.shape] = list(doubtful)
        return found

    def _compiled(self, shapes: ShapesGraph, shape: NamedNode) -> _Screened:
        parameters = {
            name: values
            for name, values in shapes.parameters(shape).items()
            if name not in _SILENT and not name.startswith(_ANNOTATIONS)
        }
        parameters.pop(rdf.type)
        targets = tuple(
            _target(name, value)
            for name in (SH + "targetClass", SH + "targetSubjectsOf", SH + "targetObjectsOf")
            for value in parameters.pop(name, ())
        )
        queries = tuple(_bulk(shapes.query(node)) for node in parameters.pop(SH + "sparql", ()))
        if not targets or any(name.startswith(SH + "target") for name in parameters):
            raise UnclearError(f"the targets of {shape}")
        checks = node_check(shapes, parameters, self._values)
        return _Screened(shape.value, targets, checks, queries)


def _target(name: str, value: Term) -> Targets:
    if not isinstance(value, NamedNode):
        raise UnclearError(f"a target {value}")
    iri = value.value
    if name.endswith("targetClass"):
        return lambda index: index.instances(iri)
    if name.endswith("targetSubjectsOf"):
        return lambda index: index.table(iri)
    return lambda index: index.inverse(iri)


def _bulk(query: str | None) -> str:
    if query is None or _UNSAFE.search(query):
        raise UnclearError(f"the query {query}")
    for before, first in _GROUP.findall(query):
        if before.upper() not in ("EXISTS", "OPTIONAL") and first not in ("$this", "?this", "{"):
            raise UnclearError(f"the query {query}")
    return query


def _distinct(targets: tuple[Targets, ...], index: Index) -> dict[Term, None]:
    return {node: None for target in targets for node in target(index)}


def _unproved(checks: tuple[Check, ...], focus: dict[Term, None], index: Index) -> dict[Term, None]:
    doubtful: dict[Term, None] = {}
    for check in checks:
        prove = check(index)
        doubtful.update((node, None) for node in focus if not prove(node))
    return doubtful


def _matches(store: Store, query: str, focus: dict[Term, None]) -> dict[Term, None]:
    rows = store.query(query, use_default_graph_as_union=True)
    assert isinstance(rows, QuerySolutions)
    found: dict[Term, None] = {}
    for row in rows:
        node = row[_THIS]
        if node is None:
            return focus
        if node in focus and not isinstance(node, Literal):
            found[node] = None
    return found
