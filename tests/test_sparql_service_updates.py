"""SPARQL updates and the writing half of the Graph Store Protocol, where they are allowed."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph
import pytest
from pyoxigraph import RdfFormat

from sayso.service import Settings
from sayso.service.update_text import OwnDatasetError, loads_documents, with_dataset

sys.path.insert(0, str(Path(__file__).parent))

from sparql_server import Reply, Server, serving
from sparql_stores import FEW, P, make, number_of

A, B = "http://example.org/a", "http://example.org/b"
FORM, UPDATE = "application/x-www-form-urlencoded", "application/sparql-update"
ALL = "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Serve a store that may be changed, and that is looked at anew after a change alone."""
    path = make(tmp_path_factory.mktemp("updates") / "store")
    with serving(path, Settings(update=True, refresh_seconds=600, upload_bytes=2_000)) as running:
        yield running


def put(server: Server, graph: str, turtle: str, method: str = "PUT", **headers: str) -> Reply:
    """Send triples for a graph."""
    headers = {"content_type": "text/turtle", **headers}
    return server.ask(method, "/sparql/graph", [("graph", graph)], turtle.encode(), **headers)


def count(server: Server, graph: str) -> int:
    return number_of(server.query(f"SELECT (COUNT(*) AS ?n) {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}"))


@pytest.mark.parametrize("way", ["direct", "form"])
def test_the_next_query_sees_an_update(server: Server, way: str) -> None:
    before = count(server, A)
    update = f"INSERT DATA {{ GRAPH <{A}> {{ <a:a> <a:b> '{way}' }} }}"
    reply = server.update(update) if way == "direct" else server.post_form(update=update)
    assert (reply.status, reply.body) == (204, b"")
    assert count(server, A) == before + 1


def test_the_graphs_of_the_request_are_those_of_the_patterns(server: Server) -> None:
    put(server, A, "<a:in-a> <a:p> 1 .")
    put(server, B, "<a:in-b> <a:p> 2 .")
    copy = "INSERT { GRAPH <a:copy> { ?s ?p ?o } } WHERE { ?s ?p ?o }"
    assert server.update(copy, [("using-graph-uri", A)]).status == 204
    assert count(server, "a:copy") == 1
    inside = copy.replace("?s ?p ?o }\n", "").replace(
        "WHERE { ?s ?p ?o }", "WHERE { GRAPH ?g { ?s ?p ?o } }"
    )
    assert server.update(inside, [("using-named-graph-uri", B)]).status == 204
    assert count(server, "a:copy") == 2
    # A deletion is of the pattern's graph as written; the dataset says what the pattern finds.
    delete = "DELETE WHERE { GRAPH <a:copy> { ?s <a:p> ?o } }"
    assert server.update(delete, [("using-graph-uri", A)]).status == 204
    assert count(server, "a:copy") == 2
    assert server.update(delete, [("using-named-graph-uri", "a:copy")]).status == 204
    assert count(server, "a:copy") == 0


@pytest.mark.parametrize(
    "update",
    [
        "WITH <a:a> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
        "CLEAR GRAPH <a:a> ; # more\nwith<a:a>INSERT { ?s ?p ?o } WHERE { ?s ?p ?o }",
        "INSERT { ?s ?p ?o } USING <a:a> WHERE { ?s ?p ?o }",
        "INSERT { ?s ?p ?o } USING NAMED <a:a> WHERE { ?s ?p ?o }",
    ],
)
def test_an_update_cannot_name_the_graphs_that_its_request_names(
    server: Server, update: str
) -> None:
    before = number_of(server.query(ALL))
    for name in ("using-graph-uri", "using-named-graph-uri"):
        assert server.update(update, [(name, "a:b")]).status == 400
    with pytest.raises(OwnDatasetError):
        with_dataset(update, ["a:b"], [])
    assert number_of(server.query(ALL)) == before


@pytest.mark.parametrize(
    ("update", "wanted"),
    [
        ("INSERT {} WHERE {}", "INSERT {}  USING <a:u> WHERE {}"),
        ("delete{}insert{}where{ {} }", "delete{}insert{} USING <a:u> where{ {} }"),
        (
            "DELETE WHERE {?s ?p 'WHERE'}",
            "DELETE  {?s ?p 'WHERE'} USING <a:u> WHERE {?s ?p 'WHERE'}",
        ),
        ("DELETEWHERE{}", "DELETE{} USING <a:u> WHERE{}"),
        (
            "PREFIX where: <a:using#> INSERT { ?where a where:with } # USING\n WHERE { ?s ?p ?o }",
            "PREFIX where: <a:using#> INSERT { ?where a where:with } # USING\n"
            "  USING <a:u> WHERE { ?s ?p ?o }",
        ),
        ("CLEAR ALL ; INSERT DATA { <a:a> <a:b> 'WHERE {' }", None),
        ("CREATE GRAPH <a:where> ; LOAD <a:with> INTO GRAPH <a:using>", None),
    ],
)
def test_each_pattern_gets_the_dataset(update: str, wanted: str | None) -> None:
    written = with_dataset(update, ["a:u"], [])
    assert written.split() == (wanted or update).split()
    if "LOAD" not in update:
        pyoxigraph.Store().update(written)


@pytest.mark.parametrize(
    ("update", "found"),
    [
        ("LOAD <a:a>", True),
        ("# nothing\nload silent <a:a> into graph <a:b>", True),
        ("PREFIX e: <a:> BASE <b:> LOAD e:a", True),
        ("PREFIX : <a:> LOAD:a", True),
        ("INSERT DATA { <a:a> <a:b> '}' } ;LOAD<a:a>", True),
        ("CLEAR GRAPH <a:;> ; PREFIX load: <a:> loadload:x", True),
        ("INSERT DATA { <a:a> <a:b> <a:\\u007D> };#}\nLOAD<a:a>", True),
        ('VERSION "1.2" LOAD <a:a>', True),
        ("PREFIX load: <a:> INSERT DATA { load:x load:load 'LOAD <a:a>' }", False),
        ("# LOAD <a:a>\nCLEAR GRAPH <a:LOAD>", False),
        ("PREFIX download: <a:> CLEAR GRAPH download:load ; CLEAR ALL", False),
        ("INSERT { ?load ?p ?o } WHERE { ?load ?p ?o }", False),
    ],
)
def test_load_is_found_wherever_it_is(update: str, found: bool) -> None:
    assert loads_documents(update) is found


def test_an_update_is_done_whole_or_not_at_all(server: Server) -> None:
    before = number_of(server.query(ALL))
    half = f"INSERT DATA {{ GRAPH <{A}> {{ <a:x> <a:y> <a:z> }} }} ; CREATE GRAPH {FEW}"
    reply = server.update(half)
    assert reply.status == 500 and b"nothing was changed" in reply.body
    assert server.update(f"CLEAR GRAPH {FEW} ; NONSENSE").status == 400
    assert number_of(server.query(ALL)) == before


@pytest.mark.parametrize(
    ("method", "fields", "body", "media", "status"),
    [
        ("GET", [("update", "CLEAR ALL")], b"", "", 400),
        ("POST", [("update", "CLEAR ALL")], b"", FORM, 400),
        (
            "POST",
            [],
            b"update=CLEAR+ALL&query=ASK+%7B%7D",
            FORM,
            400,
        ),
        ("POST", [], b"update=&update=CLEAR+ALL", FORM, 400),
        (
            "POST",
            [],
            b"update=CLEAR+ALL&default-graph-uri=a:a",
            FORM,
            400,
        ),
        ("POST", [("query", "ASK {}")], b"CLEAR ALL", UPDATE, 400),
        (
            "POST",
            [],
            b"query=ASK+%7B%7D&using-graph-uri=a:a",
            FORM,
            400,
        ),
        ("POST", [("using-graph-uri", "no iri")], b"CLEAR ALL", UPDATE, 400),
        (
            "POST",
            [("using-graph-uri", "a:a> <a:b")],
            b"CLEAR ALL",
            UPDATE,
            400,
        ),
        ("POST", [], b"\xff", UPDATE, 400),
        ("POST", [], b"CLEAR ALL", "text/plain", 415),
        ("POST", [], b"CLEAR ALL", "application/sparql-update; charset=latin-1", 415),
        ("POST", [], b"CLEAR ALL" + b" " * (1 << 20), UPDATE, 413),
        ("POST", [], b"CLEAR ALL", "application/sparql-query", 400),
        ("PUT", [], b"CLEAR ALL", UPDATE, 405),
    ],
)
def test_what_is_no_update_of_the_protocol_changes_nothing(
    server: Server,
    method: str,
    fields: list[tuple[str, str]],
    body: bytes,
    media: str,
    status: int,
) -> None:
    before = number_of(server.query(ALL))
    assert server.ask(method, fields=fields, body=body, content_type=media).status == status
    assert number_of(server.query(ALL)) == before


# Whole graphs


def test_a_graph_is_put_added_to_and_deleted(server: Server) -> None:
    graph = "http://example.org/whole"
    assert put(server, graph, "<one> a <Thing> .").status == 201
    assert put(server, graph, "<two> a <Thing> .").status == 204
    assert put(server, graph, "<three> a [] .", "POST").status == 204
    reply = server.ask(path="/sparql/graph", fields=[("graph", graph)])
    triples = list(pyoxigraph.parse(reply.body, format=RdfFormat.TURTLE))
    # What is relative is so to the graph's name.
    names = {str(quad.subject) for quad in triples}
    assert names == {"<http://example.org/two>", "<http://example.org/three>"}
    assert server.ask("HEAD", "/sparql/graph", [("graph", graph)]).status == 200
    assert server.ask("DELETE", "/sparql/graph", [("graph", graph)]).status == 204
    assert server.ask("DELETE", "/sparql/graph", [("graph", graph)]).status == 404
    assert server.ask(path="/sparql/graph", fields=[("graph", graph)]).status == 404
    assert put(server, graph, "", "POST").status == 201
    assert server.ask(path="/sparql/graph", fields=[("graph", graph)]).status == 200


@pytest.mark.parametrize(
    ("media", "body"),
    [
        ("application/n-triples", "<a:a> <a:b> <a:c> .\n"),
        ("application/rdf+xml", pyoxigraph.serialize([], format=RdfFormat.RDF_XML)),
        ("application/ld+json", '{"@id": "a:a", "a:b": {"@id": "a:c"}}'),
        ("text/turtle; charset=UTF-8", "<a:a> <a:b> <<( <a:a> <a:b> 'ü\\n}' )>> ."),
        ("application/trig", "{ <a:a> <a:b> <a:c> }"),
        ("application/n-quads", "<a:a> <a:b> <a:c> .\n"),
    ],
)
def test_triples_are_taken_in_every_format(server: Server, media: str, body: str | bytes) -> None:
    text = body if isinstance(body, str) else body.decode()
    assert put(server, "a:formats", text, content_type=media).status in (201, 204)
    assert count(server, "a:formats") == (0 if "xml" in media else 1)


@pytest.mark.parametrize(
    ("method", "fields", "body", "media", "status"),
    [
        ("PUT", [("default", "")], "", "text/turtle", 403),
        ("DELETE", [("default", "")], "", "text/turtle", 403),
        ("POST", [], "<a:a> <a:b> <a:c> .", "text/turtle", 400),
        ("PUT", [("graph", "urn:sayso:store")], "", "text/turtle", 403),
        ("DELETE", [("graph", "urn:sayso:store")], "", "text/turtle", 403),
        ("PUT", [("graph", "no iri")], "", "text/turtle", 400),
        ("PUT", [("graph", A)], "<a:a> <a:b>", "text/turtle", 400),
        ("PUT", [("graph", A)], "<a:g> { <a:a> <a:b> <a:c> }", "application/trig", 400),
        ("PUT", [("graph", A)], "<a:a> <a:b> <a:c> <a:g> .", "application/n-quads", 400),
        ("PUT", [("graph", A)], "a,b", "text/csv", 415),
        ("PUT", [("graph", A)], "<a:a> <a:b> <a:c> .", "", 415),
        ("PUT", [("graph", A)], "#" * 2_001, "text/turtle", 413),
        ("PATCH", [("graph", A)], "", "text/turtle", 405),
    ],
)
def test_what_is_no_graph_changes_nothing(
    server: Server,
    method: str,
    fields: list[tuple[str, str]],
    body: str,
    media: str,
    status: int,
) -> None:
    before = number_of(server.query(ALL))
    reply = server.ask(method, "/sparql/graph", fields, body.encode(), content_type=media)
    assert reply.status == status
    assert number_of(server.query(ALL)) == before


def test_the_description_tells_that_updates_are_taken(server: Server) -> None:
    body = server.ask(accept="application/n-triples").body.decode()
    assert "service-description#SPARQL11Update>" in body and "#inputFormat>" in body
    assert "BasicFederatedQuery" not in body
    allowed = server.ask("OPTIONS", "/sparql/graph").headers["allow"]
    assert allowed == "GET, HEAD, OPTIONS, PUT, POST, DELETE"


def test_other_updates_leave_what_is_there(server: Server) -> None:
    assert number_of(server.query(f"SELECT (COUNT(*) AS ?n) FROM {FEW} {{ ?s {P} ?o }}")) == 2
