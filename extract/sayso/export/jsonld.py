"""The graph as JSON-LD: one document, or JSON lines with a document an article."""

from __future__ import annotations

import json
import re
from typing import Any, BinaryIO

from pyoxigraph import Literal, NamedNode, Triple

from sayso.errors import SaysoError
from sayso.export.order import Told, by_predicate, in_order
from sayso.export.rdf import graphs_told, told_in
from sayso.export.selection import EVERYTHING, Selection, chosen
from sayso.store import Store, Term
from sayso.vocabulary import PREFIXES, RDF, XSD

Json = dict[str, Any]

_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*")
_LINE_ENDS = {0x85: "\\u0085", 0x2028: "\\u2028", 0x2029: "\\u2029"}
# Beyond this, readers that keep numbers as floating point would change the last digits.
_LARGEST = 2**53


def write_jsonld(store: Store, file: BinaryIO, selection: Selection = EVERYTHING) -> None:
    """Write one document with a named graph an article, a graph a line."""
    file.write(f'{{"@context": {dumps(PREFIXES)},\n"@graph": [\n'.encode())
    between = ""
    for graph, told in graphs_told(store, selection):
        file.write(f'{between}{{"@id":{dumps(graph.value)},"@graph":['.encode())
        comma = ""
        for subject, pairs in told:
            file.write(f"{comma}{dumps(_node(_name(subject), pairs))}".encode())
            comma = ","
        file.write(b"]}")
        between = ",\n"
    file.write(b"\n]}\n")


def write_jsonl(store: Store, file: BinaryIO, selection: Selection = EVERYTHING) -> None:
    """Write a line an article: a JSON-LD document with its graph and its provenance graph."""
    for article in chosen(store, selection):
        graphs = [_graph(store, graph) for graph in (article.iri, article.provenance_iri)]
        file.write(f"{dumps({'@context': PREFIXES, '@graph': graphs})}\n".encode())


def _graph(store: Store, graph: NamedNode) -> Json:
    told = in_order(told_in(store, graph))
    return {
        "@id": graph.value,
        "@graph": [_node(_name(subject), what) for subject, what in told],
    }


def _name(term: Term) -> str:
    """Return a node as JSON-LD names it: an IRI in full, or a blank node with its label."""
    if isinstance(term, Triple):
        raise SaysoError(
            f"JSON-LD cannot say something about a statement, as RDF 1.2 does of {term}. "
            "Export to .trig, .ttl or .nq instead."
        )
    return term.value if isinstance(term, NamedNode) else str(term)


def _node(name: str, told: Told) -> Json:
    node: Json = {"@id": name}
    for predicate, values in by_predicate(told):
        if predicate.value == RDF + "type" and not any(isinstance(v, Literal) for v in values):
            node["@type"] = _one_or_all([_short(_name(value)) for value in values])
        else:
            node[_short(predicate.value)] = _one_or_all([_value(value) for value in values])
    return node


def _one_or_all(values: list[Any]) -> Any:
    return values[0] if len(values) == 1 else values


def _short(iri: str) -> str:
    """Return the IRI of a property or class with its prefix, where it has one of the context."""
    for name, start in PREFIXES.items():
        if iri.startswith(start) and _NAME.fullmatch(iri, len(start)):
            return f"{name}:{iri[len(start) :]}"
    return iri


def _value(term: Term) -> Any:
    if not isinstance(term, Literal):
        return {"@id": _name(term)}
    if term.language:
        direction = {"@direction": str(term.direction)} if term.direction else {}
        return {"@value": term.value, "@language": term.language, **direction}
    kind, text = term.datatype.value, term.value
    if kind == XSD + "string":
        return text
    if kind == XSD + "boolean" and text in ("true", "false"):
        return text == "true"
    if kind == XSD + "integer" and re.fullmatch("0|-?[1-9][0-9]{0,15}", text):
        number = int(text)
        if abs(number) < _LARGEST:
            return number
    return {"@value": text, "@type": _short(kind)}


def dumps(value: object) -> str:
    """Return a value as JSON on one line."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    # These may stand in JSON, but many readers of lines take them for the end of one.
    return text.translate(_LINE_ENDS)
