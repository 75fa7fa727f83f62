"""What the service says of itself in RDF: the SPARQL 1.1 Service Description."""

from __future__ import annotations

import pyoxigraph
from pyoxigraph import BlankNode, NamedNode, Triple
from starlette.requests import Request
from starlette.responses import Response

from sayso.service import Settings
from sayso.service.callers import RequestError, accepted
from sayso.service.formats import GRAPHS, RESULTS, wanted
from sayso.service.wire import TRIPLES

_SD = "http://www.w3.org/ns/sparql-service-description#"
_FORMATS = "http://www.w3.org/ns/formats/"
_TYPE = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
_FORMAT_NAMES = {
    "application/sparql-results+json": "SPARQL_Results_JSON",
    "application/sparql-results+xml": "SPARQL_Results_XML",
    "text/csv": "SPARQL_Results_CSV",
    "text/tab-separated-values": "SPARQL_Results_TSV",
    "text/turtle": "Turtle",
    "application/n-triples": "N-Triples",
    "application/rdf+xml": "RDF_XML",
    "application/ld+json": "JSON-LD",
    "application/trig": "TriG",
    "application/n-quads": "N-Quads",
}


def describe(request: Request, settings: Settings) -> Response:
    """Return the description, in the media type that the request likes best.

    Raises:
        RequestError: it likes none that there is.
    """
    accept = accepted(request)
    media = wanted(accept)[TRIPLES]
    if media is None and "text/html" in accept:
        media = "text/turtle"  # A person who opens the address without a query.
    if media is None:
        raise RequestError(406, f"The description is given as {', '.join(GRAPHS)}.")
    endpoint = NamedNode(str(request.url.replace(query="", fragment="")))
    body = pyoxigraph.serialize(
        _triples(endpoint, settings),
        format=GRAPHS[media],
        prefixes={"sd": _SD, "formats": _FORMATS},
    )
    return Response(body, media_type=media, headers={"Vary": "Accept"})


def _triples(endpoint: NamedNode, settings: Settings) -> list[Triple]:
    service, dataset, graph = BlankNode("service"), BlankNode("dataset"), BlankNode("graph")
    found = [
        Triple(service, _TYPE, _sd("Service")),
        Triple(service, _sd("endpoint"), endpoint),
        Triple(service, _sd("supportedLanguage"), _sd("SPARQL11Query")),
        Triple(service, _sd("feature"), _sd("UnionDefaultGraph")),
        Triple(service, _sd("defaultDataset"), dataset),
        Triple(dataset, _TYPE, _sd("Dataset")),
        Triple(dataset, _sd("defaultGraph"), graph),
        Triple(graph, _TYPE, _sd("Graph")),
    ]
    for media in (*RESULTS, *GRAPHS):
        named = NamedNode(_FORMATS + _FORMAT_NAMES[media])
        found.append(Triple(service, _sd("resultFormat"), named))
    if settings.update:
        found.append(Triple(service, _sd("supportedLanguage"), _sd("SPARQL11Update")))
        for media in GRAPHS:
            named = NamedNode(_FORMATS + _FORMAT_NAMES[media])
            found.append(Triple(service, _sd("inputFormat"), named))
    if settings.service:
        found.append(Triple(service, _sd("feature"), _sd("BasicFederatedQuery")))
    return found


def _sd(name: str) -> NamedNode:
    return NamedNode(_SD + name)
