"""What the SPARQL service answers: formats, graphs, negotiation, its description."""

from __future__ import annotations

import csv
import io
import json
import socket
import sys
from pathlib import Path
from urllib.parse import urlencode
from xml.etree import ElementTree

import pyoxigraph
import pytest
from pyoxigraph import RdfFormat

from sayso.service.formats import GRAPHS, RESULTS, best, wanted

sys.path.insert(0, str(Path(__file__).parent))

from sparql_server import Server
from sparql_stores import AWKWARD, FEW, FLOOD, MANY, ROWS, number_of


@pytest.mark.parametrize("media", RESULTS)
def test_a_large_table_arrives_whole_in_every_format(sparql_server: Server, media: str) -> None:
    reply = sparql_server.query(f"SELECT ?s ?o {{ GRAPH {MANY} {{ ?s ?p ?o }} }}", media)
    assert (reply.status, reply.media) == (200, media)
    assert reply.headers.get("transfer-encoding") == "chunked"
    found = pyoxigraph.parse_query_results(reply.body, RESULTS[media]) if media != "text/csv" else 0
    if isinstance(found, pyoxigraph.QuerySolutions):
        values = {row["o"].value for row in found}
    else:
        values = {row["o"] for row in csv.DictReader(io.StringIO(reply.body.decode(), newline=""))}
    assert values == {f"{AWKWARD} {number}" for number in range(ROWS)}


@pytest.mark.parametrize("media", GRAPHS)
def test_a_large_graph_arrives_whole_in_every_format(sparql_server: Server, media: str) -> None:
    reply = sparql_server.query(
        f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH {MANY} {{ ?s ?p ?o }} }}", media
    )
    assert (reply.status, reply.media) == (200, media)
    triples = {quad.triple for quad in pyoxigraph.parse(reply.body, format=GRAPHS[media])}
    assert len(triples) == ROWS


def test_a_small_answer_says_how_long_it_is(sparql_server: Server) -> None:
    reply = sparql_server.query(f"SELECT * {{ GRAPH {FEW} {{ ?s ?p ?o }} }}")
    assert reply.headers["content-length"] == str(len(reply.body))


def test_booleans_come_in_json_and_xml(sparql_server: Server) -> None:
    assert json.loads(sparql_server.query("ASK {}").body)["boolean"] is True
    reply = sparql_server.query("ASK { <a:a> <a:a> <a:a> }", "application/sparql-results+xml")
    assert [node.text for node in ElementTree.fromstring(reply.body)][-1] == "false"


def test_the_default_graph_is_the_union_unless_the_query_names_graphs(
    sparql_server: Server,
) -> None:
    count = "SELECT (COUNT(*) AS ?n) %s { ?s <http://example.org/p> ?o }"
    assert number_of(sparql_server.query(count % "")) == ROWS + 2
    assert number_of(sparql_server.query(count % f"FROM {FEW}")) == 2
    assert number_of(sparql_server.query(count % f"FROM NAMED {FEW}")) == 0


def test_the_request_decides_over_the_query_which_graphs_are_meant(sparql_server: Server) -> None:
    count = f"SELECT (COUNT(*) AS ?n) FROM {MANY} {{ ?s ?p ?o }}"
    fields = [("query", count), ("default-graph-uri", FEW.value)]
    assert number_of(sparql_server.ask(fields=fields)) == 2
    inside = "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s <http://example.org/p> ?o } }"
    assert (
        number_of(sparql_server.ask(fields=[("query", inside), ("named-graph-uri", FEW.value)]))
        == 2
    )
    # A default graph alone leaves no named ones.
    assert (
        number_of(sparql_server.ask(fields=[("query", inside), ("default-graph-uri", FEW.value)]))
        == 0
    )


def test_what_nobody_can_read_is_not_sent(sparql_server: Server) -> None:
    reply = sparql_server.query("ASK {}", "image/png")
    assert reply.status == 406 and b"application/sparql-results+json" in reply.body
    assert sparql_server.query("DESCRIBE <a:a>", "application/sparql-results+json").status == 406


def test_a_head_request_is_answered_without_a_body(sparql_server: Server) -> None:
    reply = sparql_server.ask("HEAD", fields=[("query", "ASK {}")])
    assert (reply.status, reply.body) == (200, b"")


def test_a_head_request_for_a_long_answer_is_not_answered_in_vain(sparql_server: Server) -> None:
    reply = sparql_server.ask("HEAD", fields=[("query", FLOOD)], accept="text/csv")
    assert (reply.status, reply.body, reply.media) == (200, b"", "text/csv")
    assert "content-length" not in reply.headers


def told(server: Server, lines: str) -> bytes:
    """Send a request as it is and return all that comes back."""
    with socket.create_connection(("127.0.0.1", server.port)) as client:
        client.sendall(lines.replace("\n", "\r\n").encode() + b"\r\n")
        return b"".join(iter(lambda: client.recv(1 << 16), b""))


def test_all_lines_of_an_accept_header_are_read(sparql_server: Server) -> None:
    lines = "Host: localhost\nAccept: image/png\nAccept: text/csv\nConnection: close\n"
    reply = told(sparql_server, f"GET /sparql?query=ASK+%7B%7D HTTP/1.1\n{lines}")
    assert b"content-type: text/csv" in reply and reply.endswith(b"true")


def test_a_long_answer_is_not_given_where_its_end_could_not_be_told(sparql_server: Server) -> None:
    table = f"SELECT * {{ GRAPH {MANY} {{ ?s ?p ?o }} }}"
    for query, status in (("ASK {}", b" 200 "), (table, b" 505 ")):
        target = f"/sparql?{urlencode({'query': query})}"
        reply = told(sparql_server, f"GET {target} HTTP/1.0\nHost: localhost\n")
        assert status in reply.split(b"\r\n")[0]


def test_the_service_describes_itself(sparql_server: Server) -> None:
    reply = sparql_server.ask()
    described = {str(quad.triple) for quad in pyoxigraph.parse(reply.body, format=RdfFormat.TURTLE)}
    sd = "http://www.w3.org/ns/sparql-service-description#"
    assert any(
        f"<{sd}endpoint> <http://127.0.0.1:{sparql_server.port}/sparql>" in t for t in described
    )
    assert sum(f"<{sd}resultFormat>" in triple for triple in described) == 10
    assert sparql_server.ask(accept="image/png").status == 406
    assert sparql_server.ask(accept="text/html").media == "text/turtle"


def test_a_graph_can_be_read_by_its_name(sparql_server: Server) -> None:
    reply = sparql_server.ask(path="/sparql/graph", fields=[("graph", FEW.value)])
    triples = list(pyoxigraph.parse(reply.body, format=RdfFormat.TURTLE))
    assert (reply.status, len(triples)) == (200, 2)
    union = sparql_server.ask(path="/sparql/graph?default", accept="application/n-triples")
    # The store's own list of articles is empty here.
    assert union.body.count(b" .\n") == ROWS + 2


@pytest.mark.parametrize(
    ("method", "fields", "status"),
    [
        ("GET", [("graph", "http://example.org/none")], 404),
        ("GET", [("graph", "no iri")], 400),
        ("GET", [("graph", "")], 400),
        ("GET", [], 400),
        ("GET", [("graph", "a:a"), ("graph", "a:b")], 400),
        ("PUT", [("graph", FEW.value)], 405),
        ("DELETE", [("graph", FEW.value)], 405),
        ("POST", [("graph", FEW.value)], 405),
    ],
)
def test_graphs_are_read_one_at_a_time_and_never_written(
    sparql_server: Server, method: str, fields: list[tuple[str, str]], status: int
) -> None:
    assert sparql_server.ask(method, "/sparql/graph", fields).status == status


@pytest.mark.parametrize(
    ("accept", "media"),
    [
        ("", "application/sparql-results+json"),
        ("*/*", "application/sparql-results+json"),
        ("text/csv;q=0.5, application/sparql-results+xml", "application/sparql-results+xml"),
        ("text/*;q=0.3", "text/csv"),
        ("text/csv;q=0, text/*", "text/tab-separated-values"),
        ("application/json", "application/sparql-results+json"),
        ("text/html", None),
        ("text/csv;q=much", None),
        ("text/csv;q=nan, text/tab-separated-values;q=0.1", "text/tab-separated-values"),
        ("text/csv;q=inf", None),
        ("text/csv;q=0.000", None),
        (" TEXT/CSV ; Q=0.2 ,, application/*;q=0.1", "text/csv"),
        ("*/*;q=0.1, text/csv;q=0.1", "application/sparql-results+json"),
    ],
)
def test_the_accept_header_is_heeded(accept: str, media: str | None) -> None:
    assert best(accept, list(RESULTS)) == media
    assert wanted(accept)["solutions"] == media
