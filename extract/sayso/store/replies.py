"""Reads what SPARQL servers answer, also where one has its own way of saying it.

Virtuoso 7 writes literals with a type as `typed-literal`, booleans as `1` and `0`, and the answer
to ASK as a table with one column.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

import pyoxigraph
from pyoxigraph import QueryBoolean, QueryResultsFormat, QuerySolutions, QueryTriples, RdfFormat

from sayso.errors import StoreError
from sayso.store.transport import Reply

RESULTS = "application/sparql-results+json, application/sparql-results+xml;q=0.5"
GRAPHS = "application/n-triples, text/turtle;q=0.5, application/rdf+xml;q=0.3"
"""What to accept for tables and for graphs."""

_BOOLEAN = "http://www.w3.org/2001/XMLSchema#boolean"
_ASKED = "__ASK_RETVAL"
_BOOLEANS = {"1": "true", "0": "false"}
_FORMATS = {
    "application/n-triples": RdfFormat.N_TRIPLES,
    "text/plain": RdfFormat.N_TRIPLES,
    "text/turtle": RdfFormat.TURTLE,
    "application/x-turtle": RdfFormat.TURTLE,
    "application/rdf+xml": RdfFormat.RDF_XML,
}


def table(
    reply: Reply, marks: Mapping[str, str] = MappingProxyType({})
) -> QuerySolutions | QueryBoolean:
    """Return the solutions or the boolean of a reply, with `marks` in its values written out.

    Raises:
        StoreError: it is neither, or the server left some out.
    """
    refuse_cut(reply)
    try:
        if "xml" in reply.media:
            return pyoxigraph.parse_query_results(reply.body, QueryResultsFormat.XML)
        own_way = b"typed-literal" in reply.body or _ASKED.encode() in reply.body
        body = _plain(json.loads(reply.body), marks) if own_way or marks else reply.body
        return pyoxigraph.parse_query_results(body, QueryResultsFormat.JSON)
    except (SyntaxError, ValueError, KeyError) as error:
        raise StoreError(
            f"The answer of the server could not be understood ({error}). Check that the address "
            f"is that of a SPARQL service; it answered: {reply.words()}"
        ) from error


def graph(reply: Reply) -> QueryTriples:
    """Return the triples of a reply.

    Raises:
        StoreError: it is no graph, or the server left some out.
    """
    refuse_cut(reply)
    held = pyoxigraph.Store()
    try:
        held.extend(pyoxigraph.parse(reply.body, format=_FORMATS[reply.media]))
    except (SyntaxError, KeyError) as error:
        raise StoreError(
            f"The server answered with no graph ({error}), but with: {reply.words()}"
        ) from error
    found = held.query("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }")
    assert isinstance(found, QueryTriples)
    return found


def refuse_cut(reply: Reply) -> None:
    """Refuse an answer that the server says is not the whole.

    Raises:
        StoreError: it has fewer rows than there are.
    """
    most = reply.headers.get("x-sparql-maxrows")
    if most is not None:
        raise StoreError(
            f"The server gives {most} rows at most, and the answer has more. Raise that limit "
            "(ResultSetMaxRows in Virtuoso), or ask for less."
        )


def _plain(answer: dict[str, Any], marks: Mapping[str, str]) -> str:
    """Return an answer in Virtuoso's JSON as the standard has it."""
    rows = answer["results"]["bindings"]
    if answer["head"].get("vars") == [_ASKED]:
        # No row at all is a no.
        said = any(row[_ASKED]["value"] in ("1", "true") for row in rows)
        return json.dumps({"head": {}, "boolean": said})
    for row in rows:
        for term in row.values():
            if term["type"] == "typed-literal":
                term["type"] = "literal"
            if term.get("datatype") == _BOOLEAN:
                term["value"] = _BOOLEANS.get(term["value"], term["value"])
            for mark, text in marks.items():
                term["value"] = term["value"].replace(mark, text)
    return json.dumps({"head": {"vars": answer["head"]["vars"]}, "results": {"bindings": rows}})
