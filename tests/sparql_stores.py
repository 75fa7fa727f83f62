"""The store that tests of the SPARQL service ask, and who listens for what gets out of it."""

from __future__ import annotations

import contextlib
import json
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

from pyoxigraph import Literal, NamedNode, Quad

from sayso.store import Store, open_store
from sparql_server import Reply, free_port

P = NamedNode("http://example.org/p")
MANY, FEW = NamedNode("http://example.org/many"), NamedNode("http://example.org/few")
ROWS = 5_000
AWKWARD = 'a "quoted", },{" <result>\nsecond line\t\\ “ü”'
RUNAWAY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
FLOOD = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"


def fill(store: Store, graph: NamedNode, values: list[str]) -> None:
    """Put as many triples as there are values into a graph."""
    nodes = (NamedNode(f"http://example.org/{number}") for number in range(len(values)))
    pairs = zip(nodes, values, strict=True)
    store.replace_graph(graph, [Quad(node, P, Literal(value), graph) for node, value in pairs])


def make(place: Path) -> Path:
    """Make a store of a graph with many triples and one with few."""
    with open_store(place) as store:
        fill(store, MANY, [f"{AWKWARD} {number}" for number in range(ROWS)])
        fill(store, FEW, ["one", "two"])
    return place


def number_of(reply: Reply) -> int:
    """Return the only number of an answer in JSON."""
    assert reply.status == 200, reply.body
    return int(json.loads(reply.body)["results"]["bindings"][0]["n"]["value"])


@contextlib.contextmanager
def listening() -> Iterator[tuple[int, list[object]]]:
    """Give the port of a server, and the list of those who called it."""
    calls: list[object] = []
    stop = threading.Event()
    with socket.create_server(("127.0.0.1", free_port())) as server:
        server.settimeout(0.1)

        def listen() -> None:
            while not stop.is_set():
                try:
                    client, address = server.accept()
                except TimeoutError:
                    continue
                calls.append(address)
                client.close()

        thread = threading.Thread(target=listen)
        thread.start()
        try:
            yield server.getsockname()[1], calls
        finally:
            stop.set()
            thread.join()
