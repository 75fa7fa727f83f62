"""The process that answers queries, one at a time, over a picture of a store that nobody writes.

It reads queries from standard input and writes frames to standard output, see `wire`, until the
pipe closes. The service kills it when a query takes too long; so it holds nothing of worth.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from typing import IO, BinaryIO, TypeAlias

import pyoxigraph
from pyoxigraph import NamedNode, QueryBoolean, QuerySolutions, QueryTriples, Triple

from sayso.service import wire
from sayso.service.confinement import confine, die_with, limit_cpu
from sayso.service.formats import GRAPHS, RESULTS
from sayso.service.rows import TooMuchError, row_counter
from sayso.store.federation import calls_another_server, names_its_graphs
from sayso.vocabulary import PREFIXES

Found: TypeAlias = QuerySolutions | QueryBoolean | QueryTriples

_CHUNK = 1 << 16
_MESSAGE = 300
_PREFIXES = {name: iri for name, iri in PREFIXES.items() if iri}
_EVERYTHING = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"

BAD_REQUEST, FORBIDDEN, NOT_FOUND, NOT_ACCEPTABLE = 400, 403, 404, 406
TOO_LARGE, FAILED = 413, 500


class RefusalError(Exception):
    """Why a query has no answer, with the HTTP status that says so."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


class _Out:
    """What an answer is written to: counts, cuts into frames, and stops what grows too large."""

    def __init__(self, pipe: BinaryIO, media: str, query: wire.Query) -> None:
        self._pipe = pipe
        self._media = media
        self._count = row_counter(media)
        self._query = query
        self._waiting = bytearray()
        self._began = False
        self._bytes = 0
        self.stopped: TooMuchError | None = None

    def write(self, data: bytes) -> int:
        """Take a piece of the answer."""
        self._bytes += len(data)
        self._check(self._count(data))
        self._waiting += data
        if len(self._waiting) >= _CHUNK:
            self.flush()
        return len(data)

    def counted(self, triples: Iterable[Triple]) -> Iterator[Triple]:
        """Pass triples on, counting them as rows."""
        for number, triple in enumerate(triples, start=1):
            self._check(number)
            yield triple

    def _check(self, rows: int) -> None:
        if rows > self._query.rows or self._bytes > self._query.answer_bytes:
            limit = f"{self._query.rows:,} rows or {self._query.answer_bytes:,} bytes"
            self.stopped = TooMuchError(
                f"The answer has more than the {limit} that this service gives at most. Ask for "
                "less, or page with ORDER BY, LIMIT and OFFSET."
            )
            raise self.stopped

    def flush(self) -> None:
        """Send what has come together."""
        if not self._began:
            self._pipe.write(wire.frame(wire.HEAD, self._media.encode()))
            self._began = True
        if self._waiting:
            self._pipe.write(wire.frame(wire.DATA, bytes(self._waiting)))
            self._waiting.clear()
        self._pipe.flush()

    def end(self) -> None:
        """Say that the answer is complete."""
        self.flush()
        self._pipe.write(wire.frame(wire.END, b""))
        self._pipe.flush()


def answer(store: pyoxigraph.Store, query: wire.Query, pipe: BinaryIO) -> None:
    """Answer one query into the pipe.

    Raises:
        RefusalError: there is no answer, or it is broken off.
    """
    found = _evaluated(store, query)
    if isinstance(found, QueryTriples):
        kind = wire.TRIPLES
    else:
        kind = wire.BOOLEAN if isinstance(found, QueryBoolean) else wire.SOLUTIONS
    media = query.media[kind]
    if media is None:
        offered = ", ".join(GRAPHS if kind == wire.TRIPLES else RESULTS)
        raise RefusalError(
            NOT_ACCEPTABLE,
            f"The Accept header has none of the media types of this answer: {offered}.",
        )
    out = _Out(pipe, media, query)
    try:
        _write(found, media, out)
    except Exception as error:
        if out.stopped is not None:
            raise RefusalError(TOO_LARGE, str(out.stopped)) from error
        raise RefusalError(FAILED, f"The answer could not be written: {error}.") from error
    out.end()


def _write(found: Found, media: str, out: _Out) -> None:
    # It writes to whatever has `write` and `flush`.
    target: IO[bytes] = out  # type: ignore[assignment]
    if isinstance(found, QueryTriples):
        pyoxigraph.serialize(out.counted(found), target, GRAPHS[media], prefixes=_PREFIXES)
    else:
        found.serialize(target, RESULTS[media])


def _evaluated(store: pyoxigraph.Store, query: wire.Query) -> Found:
    if query.graph is not None:
        return _graph(store, query.graph)
    if calls_another_server(query.sparql) and not query.service:
        raise RefusalError(
            FORBIDDEN,
            "The query has a SERVICE clause, which would send data to another server; this service "
            "answers from its own store only. A prefix or name with 'service' in it has to be "
            "written as a full IRI.",
        )
    try:
        if query.default is None and query.named is None:
            union = not names_its_graphs(query.sparql)
            return store.query(query.sparql, base_iri=query.base, use_default_graph_as_union=union)
        return store.query(
            query.sparql,
            base_iri=query.base,
            default_graph=[NamedNode(iri) for iri in query.default or ()],
            named_graphs=[NamedNode(iri) for iri in query.named or ()],
        )
    except SyntaxError as error:
        raise RefusalError(
            BAD_REQUEST, f"This is not a SPARQL 1.1 query: {short(error.msg)}."
        ) from error
    except ValueError as error:
        raise RefusalError(BAD_REQUEST, f"The name of a graph is not an IRI: {error}.") from error
    except (OSError, RuntimeError) as error:
        raise RefusalError(FAILED, f"The query failed: {error}.") from error


def short(message: str) -> str:
    """Return a parser's message without the half page of what else could stand there."""
    words = " ".join(message.split())
    return words if len(words) <= _MESSAGE else f"{words[:_MESSAGE]} …"


def _graph(store: pyoxigraph.Store, name: str) -> pyoxigraph.QueryTriples:
    """Return the triples of a graph, or with an empty name of all."""
    if name:
        try:
            graph = NamedNode(name)
        except ValueError as error:
            raise RefusalError(BAD_REQUEST, f"'{name}' is not an IRI.") from error
        if not store.contains_named_graph(graph):
            raise RefusalError(NOT_FOUND, f"There is no graph <{name}>.")
        found = store.query(_EVERYTHING, default_graph=[graph])
    else:
        found = store.query(_EVERYTHING, use_default_graph_as_union=True)
    assert isinstance(found, QueryTriples)
    return found


def serve(store: pyoxigraph.Store, queries: BinaryIO, pipe: BinaryIO) -> None:
    """Answer queries until there are no more."""
    while (query := wire.read_query(queries)) is not None:
        limit_cpu(query.seconds)
        try:
            answer(store, query, pipe)
        except RefusalError as refusal:
            pipe.write(wire.problem(refusal.status, str(refusal)))
            pipe.flush()


def main(arguments: list[str]) -> None:
    """Open the database in the folder of the first argument.

    The others are the memory in bytes, `network` if sockets are allowed, and the service's process.
    """
    database, memory, network, parent = arguments
    die_with(int(parent))
    queries, pipe = pipes()
    store = pyoxigraph.Store.read_only(database)
    confine(int(memory), network=bool(network))
    pipe.write(wire.frame(wire.READY, b""))
    pipe.flush()
    serve(store, queries, pipe)


def pipes() -> tuple[BinaryIO, BinaryIO]:
    """Return what the service says, and what it hears."""
    found = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    # Whatever a library prints must not get between the frames.
    os.dup2(2, 1)
    return found


if __name__ == "__main__":
    main(sys.argv[1:])
