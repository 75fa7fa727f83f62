"""What a request of the Graph Store Protocol does to a graph, whole or not at all."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from io import BytesIO

import pyoxigraph
from pyoxigraph import DefaultGraph, NamedNode, Quad

from sayso.service import wire
from sayso.service.formats import GRAPHS, graph_format
from sayso.service.worker import (
    BAD_REQUEST,
    FAILED,
    FORBIDDEN,
    NOT_FOUND,
    RefusalError,
    short,
)
from sayso.store.listing import LIST, RUN, forget
from sayso.store.patches import data

UNSUPPORTED = 415
CREATED, DONE = b"created", b"done"

# As for a build: what is put in as one file is there as a whole or not, and less is not worth one.
_BULK_FROM, _BULK_TO = 4_000, 500_000


def change_graph(store: pyoxigraph.Store, update: wire.Update, triples: bytes) -> bytes:
    """Put, add to or delete a graph, and tell whether it was made.

    Raises:
        RefusalError: nothing was changed.
    """
    graph = named_node(update.graph)
    if graph == LIST:
        raise RefusalError(
            FORBIDDEN, "In this graph the store keeps its own list of articles; it is only read."
        )
    there = store.contains_named_graph(graph)
    if update.method == "DELETE":
        if not there:
            raise RefusalError(NOT_FOUND, f"There is no graph {graph}.")
        with telling():
            store.remove_graph(graph)
    else:
        quads = [Quad(t.subject, t.predicate, t.object, graph) for t in _read(triples, update)]
        with telling():
            _put_in(store, graph, quads, instead=update.method == "PUT")
            store.add_graph(graph)
    forget_empty(store)
    return DONE if there else CREATED


def _put_in(store: pyoxigraph.Store, graph: NamedNode, quads: list[Quad], *, instead: bool) -> None:
    """Add the quads to a graph; with `instead` take out all others, in the same transaction."""
    there = set(store.quads_for_pattern(None, None, None, graph)) if instead else set()
    new = [quad for quad in quads if quad not in there]
    gone = there.difference(quads)
    if gone:
        out = data("DELETE", graph, {quad.triple for quad in gone})
        if any("_:" in step for step in out):  # There is no name to delete a blank node by.
            out, new = [f"DROP GRAPH {graph}"], quads
        store.update(";\n".join([*out, *data("INSERT", graph, {quad.triple for quad in new})]))
    elif _BULK_FROM <= len(new) <= _BULK_TO:
        store.bulk_extend(new)
    elif new:
        store.extend(new)


def _read(triples: bytes, update: wire.Update) -> list[pyoxigraph.Triple]:
    form = graph_format(update.media)
    if form is None:
        raise RefusalError(
            UNSUPPORTED,
            f"Triples are sent as {', '.join(GRAPHS)}, not as '{update.media or 'nothing'}'.",
        )
    try:
        quads = list(pyoxigraph.parse(BytesIO(triples), format=form, base_iri=update.base))
    except (SyntaxError, ValueError, OSError) as error:
        raise RefusalError(
            BAD_REQUEST, f"What was sent cannot be read as {update.media}: {short(str(error))}."
        ) from error
    if any(quad.graph_name != DefaultGraph() for quad in quads):
        raise RefusalError(
            BAD_REQUEST, "What was sent names graphs itself; the request names the one to change."
        )
    return [quad.triple for quad in quads]


def forget_empty(store: pyoxigraph.Store) -> None:
    """Take off the store's list the articles whose graphs are empty, to be built when seen next."""
    listed = {quad.subject for quad in store.quads_for_pattern(None, RUN, None, LIST)}
    gone = [
        forget(iri)
        for iri in listed
        if isinstance(iri, NamedNode)
        and next(store.quads_for_pattern(None, None, None, iri), None) is None
    ]
    if gone:
        store.update(";\n".join(sorted(gone)))


def named_node(iri: str) -> NamedNode:
    """Return the node of an IRI that a request names.

    Raises:
        RefusalError: it is none.
    """
    try:
        return NamedNode(iri)
    except ValueError as error:
        raise RefusalError(BAD_REQUEST, f"'{short(iri)}' is not an IRI.") from error


@contextlib.contextmanager
def telling() -> Iterator[None]:
    """Raise what Oxigraph raises as the refusal that it is.

    Raises:
        RefusalError: nothing was changed.
    """
    try:
        yield
    except SyntaxError as error:
        raise RefusalError(
            BAD_REQUEST, f"This is not a SPARQL 1.1 update: {short(error.msg)}."
        ) from error
    except (OSError, RuntimeError) as error:
        raise RefusalError(
            FAILED, f"The update failed, and nothing was changed: {short(str(error))}."
        ) from error
