"""The process that changes a store once, and lets go of it.

It holds the store's lock meanwhile, so that it and a build never write at a time. Oxigraph commits
an update whole, and what it has committed survives the death of the process at any instant; so the
service may kill it before. It answers after the commit, and puts what it wrote on the disk after
that; the service waits for its end.
"""

from __future__ import annotations

import sys
import time
from io import BytesIO
from pathlib import Path

import pyoxigraph
from pyoxigraph import DefaultGraph, NamedNode, RdfFormat

from sayso.errors import StoreError
from sayso.service import wire
from sayso.service.confinement import confine, die_with
from sayso.service.formats import GRAPHS, graph_format
from sayso.service.update_text import OwnDatasetError, loads_documents, takes_out, with_dataset
from sayso.service.worker import RefusalError, pipes, short
from sayso.store.federation import calls_another_server
from sayso.store.folder import failed
from sayso.store.listing import LIST, RUN, forget
from sayso.store.lock import FolderLock, HeldError

BAD_REQUEST, FORBIDDEN, NOT_FOUND, UNSUPPORTED, FAILED, BUSY = 400, 403, 404, 415, 500, 503
CREATED, DONE = b"created", b"done"

_PAUSE_SECONDS = 0.05
_SYNTAX = "This is not a SPARQL 1.1 update"


def change(store: pyoxigraph.Store, update: wire.Update, triples: bytes) -> bytes:
    """Do one update, whole or not at all, and tell whether it made the graph that it names.

    Raises:
        RefusalError: nothing was changed.
    """
    if update.graph:
        graph = _named(update.graph)
        if graph == LIST:
            raise RefusalError(
                FORBIDDEN,
                "In this graph the store keeps its own list of articles.",
            )
        there = store.contains_named_graph(graph)
        if update.method == "DELETE" and not there:
            raise RefusalError(NOT_FOUND, f"There is no graph {graph}.")
        _perform(store, _of_graph(graph, update, triples), None)
        forget_empty(store)
        return DONE if there else CREATED
    _refuse_calls(update)
    try:
        default, named = (
            [_named(iri).value for iri in iris] for iris in (update.using, update.using_named)
        )
        sparql = with_dataset(update.sparql, default, named)
    except OwnDatasetError as error:
        raise RefusalError(
            BAD_REQUEST,
            f"The request names the graphs that the update is about, and the update has {error}, "
            "which does it again.",
        ) from error
    _perform(store, sparql, update.base)
    if takes_out(sparql):
        forget_empty(store)
    return DONE


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


def _refuse_calls(update: wire.Update) -> None:
    for allowed, found, word in (
        (update.service, calls_another_server, "SERVICE"),
        (update.load, loads_documents, "LOAD"),
    ):
        if not allowed and found(update.sparql):
            raise RefusalError(
                FORBIDDEN,
                f"The update has {word}, which would call another server; this service uses its "
                f"own store only, unless it is started with --allow-{word.lower()}. A prefix with "
                "this word in it has to be written as a full IRI.",
            )


def _perform(store: pyoxigraph.Store, sparql: str, base: str | None) -> None:
    try:
        store.update(sparql, base_iri=base)
    except SyntaxError as error:
        raise RefusalError(BAD_REQUEST, f"{_SYNTAX}: {short(error.msg)}.") from error
    except (OSError, RuntimeError) as error:
        raise RefusalError(
            FAILED, f"The update failed, and nothing was changed: {short(str(error))}."
        ) from error


def _of_graph(graph: NamedNode, update: wire.Update, triples: bytes) -> str:
    """Return in SPARQL what a request of the Graph Store Protocol does."""
    if update.method == "DELETE":
        return f"DROP GRAPH {graph}"
    steps = [f"DROP SILENT GRAPH {graph}"] if update.method == "PUT" else []
    steps.append(f"CREATE SILENT GRAPH {graph}")
    body = pyoxigraph.serialize(_read(triples, update), format=RdfFormat.N_TRIPLES)
    assert body is not None
    steps.append(f"INSERT DATA {{ GRAPH {graph} {{ {body.decode()} }} }}")
    return ";\n".join(steps)


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


def _named(iri: str) -> NamedNode:
    try:
        return NamedNode(iri)
    except ValueError as error:
        raise RefusalError(BAD_REQUEST, f"'{short(iri)}' is not an IRI.") from error


def _locked(folder: Path, wait_seconds: float) -> FolderLock | None:
    """Return the lock of a store, once whoever uses the store lets go of it.

    Raises:
        HeldError: nobody did in time.
    """
    deadline = time.monotonic() + wait_seconds
    while True:
        try:
            return FolderLock.acquire(folder, shared=False)
        except HeldError:
            if time.monotonic() > deadline:
                raise
            time.sleep(_PAUSE_SECONDS)


def _opened(folder: Path, wait_seconds: float) -> tuple[pyoxigraph.Store, FolderLock | None]:
    try:
        lock = _locked(folder, wait_seconds)
        return pyoxigraph.Store(str(folder / "oxigraph")), lock
    except HeldError as error:
        raise RefusalError(BUSY, str(error)) from error
    except StoreError as error:
        raise RefusalError(FAILED, str(error)) from error
    except (OSError, RuntimeError) as error:
        raise RefusalError(FAILED, str(failed("open", folder, error))) from error


def main(arguments: list[str]) -> None:
    """Change the store in the folder of the first argument.

    The others are how many seconds to wait for the store, the memory in bytes, `network` if sockets
    are allowed, and the service's process.
    """
    folder, wait_seconds, memory, network, parent = arguments
    die_with(int(parent))
    updates, pipe = pipes()

    def say(frame: bytes) -> None:
        pipe.write(frame)
        pipe.flush()

    try:
        store, lock = _opened(Path(folder), float(wait_seconds))
        confine(int(memory), network=bool(network))
        say(wire.frame(wire.READY, b""))
        asked = wire.read_update(updates)
        if asked is not None:
            say(wire.frame(wire.END, change(store, *asked)))
            store.flush()
            del store
            if lock:
                lock.release()
    except RefusalError as refusal:
        say(wire.problem(refusal.status, str(refusal)))


if __name__ == "__main__":
    main(sys.argv[1:])
