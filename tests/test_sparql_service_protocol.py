"""The W3C tests of the SPARQL 1.1 protocol, against a service that reads and one that writes."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pyoxigraph import NamedNode, Quad

from sayso.service import Settings
from sayso.store import open_store

sys.path.insert(0, str(Path(__file__).parent))

from sparql_server import Reply, Server, serving

CASES: dict[str, Any] = json.loads(
    (Path(__file__).parent / "sparql_protocol/w3c.json").read_text(encoding="utf-8")
)["cases"]
UPDATES = [name for name in CASES if name.startswith("update_")]
READING = [name for name in CASES if name not in UPDATES]
FAILING = [name for name in CASES if "known_failure" in CASES[name]]
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


def made(path: Path) -> Path:
    """Make a store of the graphs that the tests are about."""
    with open_store(path) as store:
        for number in (1, 2, 3):
            graph = NamedNode(f"http://kasei.us/2009/09/sparql/data/data{number}.rdf")
            store.replace_graph(graph, [Quad(graph, TYPE, DOCUMENT, graph)])
    return path


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with serving(made(tmp_path_factory.mktemp("protocol") / "store")) as running:
        yield running


@pytest.fixture(scope="module")
def writing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    path = made(tmp_path_factory.mktemp("protocol") / "store")
    with serving(path, Settings(update=True)) as running:
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


@pytest.mark.parametrize("name", READING)
def test_a_w3c_test_passes(server: Server, name: str) -> None:
    for request in CASES[name]["requests"]:
        assert failures(sent(server, request), request) == []


@pytest.mark.parametrize("name", UPDATES)
def test_an_update_of_a_w3c_test_is_refused_and_changes_nothing(server: Server, name: str) -> None:
    update, *_ = CASES[name]["requests"]
    assert sent(server, update).status == 403
    count = server.query("SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }", "text/csv")
    assert count.body == b"n\r\n3\r\n"


# Those that change nothing come first, because the others end with CLEAR ALL.
@pytest.mark.parametrize("name", [*READING, *UPDATES])
def test_a_w3c_test_passes_where_updates_are_allowed(writing: Server, name: str) -> None:
    found = [
        failure
        for request in CASES[name]["requests"]
        for failure in failures(sent(writing, request), request)
    ]
    if name not in FAILING:
        assert found == []
        return
    why = CASES[name]["known_failure"]["answer"]
    assert found and why in found[0]


def test_the_known_failure_is_about_a_graph_that_is_not_there(writing: Server) -> None:
    """Once the graph exists, the relative IRI is resolved as the test wants it."""
    update, query = CASES["update_base_uri"]["requests"]
    create = {**update, "body": "CREATE SILENT GRAPH <http://example.org/protocol-base-test/>"}
    for request in (create, update, query):
        reply = sent(writing, request)
        assert failures(reply, request) == []
    values = [row["o"]["value"] for row in json.loads(reply.body)["results"]["bindings"]]
    assert values == [f"http://127.0.0.1:{writing.port}/sparql/test"]


def test_the_known_failures_are_these() -> None:
    assert (len(CASES), len(UPDATES)) == (34, 7)
    assert FAILING == ["update_base_uri"]
