"""pySHACL, asked about the nodes that the screen leaves in doubt."""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

import pyshacl
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Triple
from pyshacl.errors import ReportableRuntimeError
from rdflib import BNode, Graph, URIRef
from rdflib import Literal as RdfLiteral
from rdflib.namespace import SH
from rdflib.plugins.sparql import prepareQuery
from rdflib.plugins.sparql.sparql import Query
from rdflib.query import Result
from rdflib.term import Node

from sayso.errors import UsageError
from sayso.store import Term
from sayso.validate.findings import Fault
from sayso.validate.index import Index
from sayso.validate.shapes import Ontology, ShapesGraph
from sayso.vocabulary import xsd


class _QuickGraph(Graph):
    """A graph that parses each SPARQL text once; pySHACL asks the same one for every node."""

    def query(self, query_object: Any, *args: Any, **kwargs: Any) -> Result:
        if isinstance(query_object, str) and not kwargs.get("initNs"):
            names = tuple((prefix, str(iri)) for prefix, iri in self.namespaces())
            query_object = _prepared(query_object, names)
        return super().query(query_object, *args, **kwargs)


@lru_cache(maxsize=512)
def _prepared(text: str, names: tuple[tuple[str, str], ...]) -> Query:
    return prepareQuery(text, initNs=dict(names))


class Judge:
    """The shapes as pySHACL reads them. pySHACL writes into them: one judge a process."""

    def __init__(self, shapes: ShapesGraph, ontology: Ontology) -> None:
        """Take over the shapes, whose blank nodes keep their names so that results find back."""
        self._source = shapes
        self._shapes = Graph()
        for quad in shapes.index.quads:
            self._shapes.add(_triple(quad))
        self._background = [_triple(quad) for quad in ontology.background]

    def faults(self, index: Index, doubts: Mapping[str, list[Term] | None]) -> Iterator[Fault]:
        """Yield what pySHACL finds wrong at the nodes in doubt (None: at all that a shape targets).

        Raises:
            UsageError: a shape cannot be applied, so that nothing can be said.
        """
        graph = _QuickGraph()
        graph.addN((*triple, graph) for triple in self._background)
        graph.addN((*_triple(quad), graph) for quad in index.quads)
        for shape, nodes in doubts.items():
            named = None if nodes is None else [n.value for n in nodes if isinstance(n, NamedNode)]
            if nodes is not None and named is not None and len(named) < len(nodes):
                named = None  # pySHACL takes no blank nodes as focus: it looks at all targets
            yield from self._report(graph, shape, named)

    def _report(self, graph: Graph, shape: str, nodes: list[str] | None) -> Iterator[Fault]:
        try:
            _, report, text = pyshacl.validate(
                graph,
                shacl_graph=self._shapes,
                inplace=True,
                use_shapes=[shape],
                focus_nodes=nodes,
            )
        except ReportableRuntimeError as error:
            # A value of a kind that a constraint is not made for stops pySHACL for the whole shape.
            yield Fault(NamedNode(shape), f"This cannot be checked: {error}", shape)
            return
        if not isinstance(report, Graph):
            raise UsageError(f"The shape {shape} cannot be applied: {text}. Correct the shape.")
        for result in report.subjects(SH.resultSeverity):
            yield self._fault(report, result)

    def _fault(self, report: Graph, result: Node) -> Fault:
        focus = report.value(result, SH.focusNode)
        source = report.value(result, SH.sourceShape)
        severity = report.value(result, SH.resultSeverity)
        messages = sorted(str(message) for message in report.objects(result, SH.resultMessage))
        value = report.value(result, SH.value)
        return Fault(
            focus=_term(focus),
            message=" ".join(messages),
            shape=self._source.owner(_name(source)),
            severity=str(severity).rsplit("#", 1)[-1].lower(),
            value="" if value is None or value == focus else str(value),
        )


def _triple(quad: Quad) -> tuple[Node, Node, Node]:
    return _node(quad.subject), URIRef(quad.predicate.value), _node(quad.object)


def _node(term: Term) -> Node:
    if isinstance(term, NamedNode):
        return URIRef(term.value)
    if isinstance(term, BlankNode):
        return BNode(term.value)
    if isinstance(term, Triple):
        raise UsageError(f"A triple stands as a term: {term}. Write the graph without RDF 1.2.")
    datatype = term.datatype.value
    if term.language:
        return RdfLiteral(term.value, lang=term.language)
    if datatype == xsd.string:
        return RdfLiteral(term.value)
    return RdfLiteral(term.value, datatype=URIRef(datatype), normalize=False)


def _name(node: Node | None) -> NamedNode | BlankNode:
    return BlankNode(str(node)) if isinstance(node, BNode) else NamedNode(str(node))


def _term(node: Node | None) -> Term:
    if isinstance(node, RdfLiteral):
        return Literal(str(node))
    return _name(node)
