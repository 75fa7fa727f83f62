"""A SPARQL server as a store needs it: queries over all graphs, updates, and whole graphs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from urllib.parse import quote, urlencode

import pyoxigraph
from pyoxigraph import (
    NamedNode,
    QueryBoolean,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Triple,
)

from sayso.errors import StoreError, UsageError
from sayso.store import replies
from sayso.store.address import GRAPHS, UPDATES, Endpoints, endpoints
from sayso.store.federation import names_its_graphs, query_form
from sayso.store.transport import Reply, Transport
from sayso.store.virtuoso import coalesces_what_may_fail, said_for_virtuoso

_FORM = {"Content-Type": "application/x-www-form-urlencoded"}
# How servers are told to take all graphs together for the default graph, if they do not so anyway:
# by nothing, in Oxigraph's way, and in Fuseki's.
_AS_ONE: tuple[dict[str, str], ...] = (
    {},
    {"union-default-graph": "true"},
    {"default-graph-uri": "urn:x-arq:UnionGraph"},
)
# By SPARQL 1.1, section 17.4.1.3, an unbound variable is passed over; Virtuoso 7.2.5 says no.
_COALESCES = 'ASK { FILTER(COALESCE(REGEX("a", ?unbound, "i"), true)) }'
# An update is sent in pieces of this many bytes, unless one step alone is larger.
_UPDATE_BYTES = 8 << 20
# Virtuoso's compiler takes some ten thousand triples in an INSERT DATA; its limit is in lines.
_TRIPLES_AT_A_TIME = 2_000


class Server:
    """The server at an address."""

    def __init__(self, transport: Transport, address: str) -> None:
        self._transport = transport
        self._as_one: dict[str, str] = {}
        first = endpoints(address, "").query
        # Virtuoso answers to posts without credentials only with a form, which all others take too.
        self._endpoints = Endpoints(first, "", "")
        reply = self._asked("ASK {}", replies.RESULTS)
        replies.table(reply)
        software = reply.headers.get("server", "")
        self._endpoints = endpoints(address, software)
        self._virtuoso = "virtuoso" in software.lower()
        self._coalesces = True
        if self._virtuoso:
            self._coalesces = self.ask(_COALESCES)

    @property
    def one_step_at_a_time(self) -> bool:
        """Whether several steps in an update are not done together or not at all."""
        return self._virtuoso

    def take_graphs_as_one(self, known: str) -> None:
        """Find out how to ask over the union of all graphs, by a pattern found in a named one.

        Raises:
            StoreError: there is no way that works.
        """
        for way in _AS_ONE:
            self._as_one = way
            if self.ask(f"ASK {{ {known} }}"):
                return
        raise StoreError(
            "The server answers queries from its default graph alone, and Sayso's questions are "
            "about all graphs. Set it up with the union of all graphs as the default graph."
        )

    def query(self, sparql: str) -> QuerySolutions | QueryBoolean | QueryTriples:
        """Answer a query.

        Raises:
            UsageError: the server says that it is wrong.
            StoreError: the server cannot answer, or gives a part of the answer.
        """
        if not self._coalesces and coalesces_what_may_fail(sparql):
            raise StoreError(
                "This server takes an error inside COALESCE for no, so that its answer to this "
                "query would be wrong without looking so. Let COALESCE choose between variables "
                "and constants alone, with IF(BOUND(?x), …) for all else, or use another server."
            )
        marks: dict[str, str] = {}
        if self._virtuoso:
            sparql, marks = said_for_virtuoso(sparql)
        if query_form(sparql) in ("CONSTRUCT", "DESCRIBE"):
            return replies.graph(self._asked(sparql, replies.GRAPHS))
        return replies.table(self._asked(sparql, replies.RESULTS), marks)

    def ask(self, sparql: str) -> bool:
        """Answer an ASK query."""
        return bool(self.query(sparql))

    def rows(self, sparql: str) -> QuerySolutions:
        """Answer a SELECT query."""
        found = self.query(sparql)
        assert isinstance(found, QuerySolutions)
        return found

    def _asked(self, sparql: str, accept: str) -> Reply:
        way = {} if names_its_graphs(sparql) else self._as_one
        body = urlencode({"query": sparql, **way}).encode("ascii")
        headers = {**_FORM, "Accept": accept}
        reply = self._transport.send("POST", self._endpoints.query, body, headers)
        if reply.status == 400:
            raise UsageError(f"The server does not take the query: {reply.words()}")
        return _good(reply, "answer a query")

    def update(self, steps: Sequence[str]) -> None:
        """Do the steps of an update: together where the server can, else one after the other.

        Raises:
            StoreError: the server did not do them all.
        """
        if not self._endpoints.updates:
            raise StoreError(
                "Where this server takes updates cannot be told from its address. Set "
                f"{UPDATES} in the environment to that address."
            )
        for part in _parts(steps, 1 if self._virtuoso else _UPDATE_BYTES):
            body = urlencode({"update": part}).encode("ascii")
            reply = self._transport.send("POST", self._endpoints.updates, body, _FORM)
            _good(reply, "change the store")

    def put(self, graph: NamedNode, triples: Sequence[Triple]) -> None:
        """Put `triples` in the place of a graph, however often it is done.

        Raises:
            StoreError: the server did not take it.
        """
        if not self._endpoints.graphs:
            self.update([f"DROP SILENT GRAPH {graph}", *inserts(graph, triples)])
            return
        url = f"{self._endpoints.graphs}?graph={quote(graph.value, safe='')}"
        if not triples:
            reply = self._transport.send("DELETE", url, b"", {})
            if reply.status != 404:
                _good(reply, f"take out the graph <{graph.value}>")
            return
        body = pyoxigraph.serialize(triples, format=RdfFormat.N_TRIPLES)
        assert body is not None
        # N-Triples is Turtle, which every server takes.
        reply = self._transport.send("PUT", url, body, {"Content-Type": "text/turtle"})
        _good(reply, f"take the graph <{graph.value}>")

    def graph(self, name: NamedNode) -> QueryTriples:
        """Return the triples of a graph, none if there is no such graph.

        Raises:
            StoreError: the server cannot give them, or not all.
        """
        if not self._endpoints.graphs:
            return replies.graph(
                self._asked(
                    f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH {name} {{ ?s ?p ?o }} }}",
                    replies.GRAPHS,
                )
            )
        url = f"{self._endpoints.graphs}?graph={quote(name.value, safe='')}"
        reply = self._transport.send("GET", url, b"", {"Accept": replies.GRAPHS})
        if reply.status == 404:
            reply = Reply(200, {"content-type": "application/n-triples"}, b"")
        return replies.graph(_good(reply, f"give the graph <{name.value}>; see {GRAPHS}"))

    def close(self) -> None:
        """Close the connection."""
        self._transport.close()


def inserts(graph: NamedNode, triples: Sequence[Triple]) -> Iterator[str]:
    """Yield the updates that insert triples, some thousands at a time."""
    for start in range(0, len(triples), _TRIPLES_AT_A_TIME):
        some = triples[start : start + _TRIPLES_AT_A_TIME]
        body = pyoxigraph.serialize(some, format=RdfFormat.N_TRIPLES)
        assert body is not None
        yield f"INSERT DATA {{ GRAPH {graph} {{ {body.decode()} }} }}"


def _parts(steps: Iterable[str], most: int) -> Iterator[str]:
    """Yield the steps, as many together as have `most` characters or less."""
    held: list[str] = []
    for step in steps:
        if held and sum(map(len, held)) + len(step) > most:
            yield ";\n".join(held)
            held = []
        held.append(step)
    if held:
        yield ";\n".join(held)


def _good(reply: Reply, doing: str) -> Reply:
    if 200 <= reply.status < 300:
        return reply
    raise StoreError(
        f"The server did not {doing} (status {reply.status}: {reply.words() or 'no reason'})."
    )
