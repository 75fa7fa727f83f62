"""The W3C tests of the SPARQL 1.1 protocol, against the service over a store."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pyoxigraph import NamedNode, Quad

from sayso.store import open_store

sys.path.insert(0, str(Path(__file__).parent))

from sparql_server import Reply, Server, serving

CASES: dict[str, Any] = json.loads(
    (Path(__file__).parent / "sparql_protocol/w3c.json").read_text(encoding="utf-8")
)["cases"]
TYPE = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
DOCUMENT = NamedNode("http://xmlns.com/foaf/0.1/Document")
KINDS = {
    "boolean": {"application/sparql-results+json", "application/sparql-results+xml"},
    "table": {
        "application/sparql-results+json",
        "application/sparql-results+xml",
        "text/csv",
        "text/tab-separated-values",
    },
    "graph": {"text/turtle", "application/n-triples", "application/rdf+xml"},
}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Serve the graphs that the tests are about."""
    path = tmp_path_factory.mktemp("protocol") / "store"
    with open_store(path) as store:
        for number in (1, 2, 3):
            graph = NamedNode(f"http://kasei.us/2009/09/sparql/data/data{number}.rdf")
            store.replace_graph(graph, [Quad(graph, TYPE, DOCUMENT, graph)])
    with serving(path) as running:
        yield running


def sent(server: Server, request: dict[str, Any]) -> Reply:
    headers = {"content_type": request["type"]} if "type" in request else {}
    body = request.get("body")
    encoded = None if body is None else body.encode(request.get("encoding", "utf-8"))
    fields = [(name, value) for name, value in request.get("fields", [])]
    return server.ask(request["method"], "/sparql/", fields, encoded, **headers)


def failures(reply: Reply, request: dict[str, Any]) -> list[str]:
    """Return how an answer differs from what the test wants."""
    good = range(200, 400) if request["status"] == "2xx" else range(400, 500)
    found = [] if reply.status in good else [f"status {reply.status}: {reply.body!r}"]
    if "kind" in request and reply.media not in KINDS[request["kind"]]:
        found.append(f"media type {reply.media}")
    if not found and "boolean" in request and json.loads(reply.body)["boolean"] is not True:
        found.append("the answer is false")
    return found


@pytest.mark.parametrize("name", [name for name in CASES if "known_failure" not in CASES[name]])
def test_a_w3c_test_passes(server: Server, name: str) -> None:
    for request in CASES[name]["requests"]:
        assert failures(sent(server, request), request) == []


@pytest.mark.parametrize("name", [name for name in CASES if "known_failure" in CASES[name]])
def test_an_update_of_a_w3c_test_is_refused_and_changes_nothing(server: Server, name: str) -> None:
    update, *_ = CASES[name]["requests"]
    assert sent(server, update).status == 403
    count = server.query("SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }", "text/csv")
    assert count.body == b"n\r\n3\r\n"


def test_the_known_failures_are_these() -> None:
    known = [name for name in CASES if "known_failure" in CASES[name]]
    assert (len(CASES), len(known)) == (34, 7)
    assert all(name.startswith("update_") for name in known)
