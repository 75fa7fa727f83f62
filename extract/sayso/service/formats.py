"""The media types that answers are written in, and which of them a request wants."""

from __future__ import annotations

import math

from pyoxigraph import QueryResultsFormat, RdfFormat

from sayso.service.wire import BOOLEAN, SOLUTIONS, TRIPLES

RESULTS: dict[str, QueryResultsFormat] = {
    "application/sparql-results+json": QueryResultsFormat.JSON,
    "application/sparql-results+xml": QueryResultsFormat.XML,
    "text/csv": QueryResultsFormat.CSV,
    "text/tab-separated-values": QueryResultsFormat.TSV,
}
"""How tables and booleans are written; the first is what nobody asked for otherwise gets."""

GRAPHS: dict[str, RdfFormat] = {
    "text/turtle": RdfFormat.TURTLE,
    "application/n-triples": RdfFormat.N_TRIPLES,
    "application/rdf+xml": RdfFormat.RDF_XML,
    "application/ld+json": RdfFormat.JSON_LD,
    "application/trig": RdfFormat.TRIG,
    "application/n-quads": RdfFormat.N_QUADS,
}
"""How triples are written; the last two with all of them in the default graph."""

_OTHER_NAMES = {
    "application/json": "application/sparql-results+json",
    "application/xml": "application/sparql-results+xml",
    "text/xml": "application/sparql-results+xml",
    "application/x-turtle": "text/turtle",
    "text/plain": "application/n-triples",
    "application/x-trig": "application/trig",
    "text/x-nquads": "application/n-quads",
}
"""What older clients call them."""


def graph_format(media: str) -> RdfFormat | None:
    """Return the format of triples that a media type names, if it is one that is read here."""
    return GRAPHS.get(_OTHER_NAMES.get(media, media))


def best(accept: str, offered: list[str]) -> str | None:
    """Return which of the media types `offered` an Accept header likes best, or None.

    Of types liked equally the earliest offered wins, so that `*/*` gets the first.
    """
    wishes = [_wish(part) for part in (accept or "*/*").split(",") if part.strip()]
    liked = [(_liking(offer, wishes), -place) for place, offer in enumerate(offered)]
    quality, place = max(liked)
    return offered[-place] if quality > 0 else None


def wanted(accept: str) -> dict[str, str | None]:
    """Return for each kind of answer the media type that an Accept header likes best."""
    table = best(accept, list(RESULTS))
    return {SOLUTIONS: table, BOOLEAN: table, TRIPLES: best(accept, list(GRAPHS))}


def _wish(part: str) -> tuple[str, float]:
    name, *parameters = (piece.strip().lower() for piece in part.split(";"))
    quality = 1.0
    for parameter in parameters:
        if parameter.startswith("q="):
            try:
                quality = float(parameter[2:])
            except ValueError:
                quality = 0.0
    if not math.isfinite(quality):
        quality = 0.0
    return _OTHER_NAMES.get(name, name), quality


def _liking(offer: str, wishes: list[tuple[str, float]]) -> float:
    """Return how much `offer` is liked: by its own name, else by its family, else by `*/*`."""
    for pattern in (offer, offer.split("/")[0] + "/*", "*/*"):
        found = [quality for name, quality in wishes if name == pattern]
        if found:
            return max(found)
    return 0.0
