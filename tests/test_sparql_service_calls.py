"""What does not get out of the SPARQL service: other names, other servers, changes."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from sayso.service import Settings
from sayso.store.federation import calls_another_server, names_its_graphs

sys.path.insert(0, str(Path(__file__).parent))

from sparql_server import Server, serving
from sparql_stores import ROWS, make, number_of


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("localhost", 200),
        ("LOCALHOST:1234", 200),
        ("127.0.0.1:80", 200),
        ("[::1]:80", 200),
        ("[::1]", 200),
        ("evil.example", 421),
        ("localhost.evil.example:80", 421),
        ("evil.example:127.0.0.1", 421),
        ("", 421),
    ],
)
def test_only_its_own_names_are_answered(sparql_server: Server, host: str, status: int) -> None:
    for target in ("/sparql", "/sparql?query=ASK+%7B%7D", "/sparql/graph?default"):
        with socket.create_connection(("127.0.0.1", sparql_server.port)) as client:
            client.sendall(f"GET {target} HTTP/1.1\r\nHost: {host}\r\n\r\n".encode())
            assert int(client.recv(64).split()[1]) == status


CALLS = [
    "SELECT * { SERVICE <URL> { ?s ?p ?o } }",
    "select * { service silent <URL> { ?s ?p ?o } }",
    "SELECT * { {}SERVICE<URL>{ ?s ?p ?o } }",
    "SELECT * { BIND(1 AS ?x)SERVICE<URL>{ ?s ?p ?o } }",
    "SELECT * { VALUES ?s { 1 2 } OPTIONAL { ?x ?y 1.SERVICE<URL>{ ?a ?b ?c } } }",
    "SELECT * { OPTIONAL { ?x ?y 1SERVICE<URL>{ ?a ?b ?c } } }",
    "SELECT * { OPTIONAL { ?x ?y ?z .SERVICE<URL>{ ?a ?b ?c } } }",
    "SELECT * { OPTIONAL { ?x ?y trueSERVICE<URL>{ ?a ?b ?c } } }",
    "PREFIX e: <e:> SELECT * { OPTIONAL { ?x ?y e:.SERVICE<URL>{ ?a ?b ?c } } }",
    "PREFIX e: <e:> SELECT * { ?x ?y ?z FILTER(?z != e:a\\# ) SERVICE<URL>{ ?a ?b ?c }\n}",
    "PREFIX e: <URL> SELECT * { SERVICE e: { ?s ?p ?o } }",
    "PREFIX e: <URL> SELECT * { SERVICEe: { ?s ?p ?o } }",
    "PREFIX : <URL> PREFIX service: <e:> SELECT * { SERVICE: # here\n { ?s ?p ?o } }",
    "PREFIX : <http://127.0.0.1:> PREFIX service: <e:> SELECT * { SERVICE:1{ ?s ?p ?o } }",
    "SELECT * { VALUES ?u { <URL> } SERVICE ?u { ?s ?p ?o } }",
    "SELECT * { ?x ?y ?z FILTER(?z != <a:\\u0061#b>) SERVICE<URL>{ ?a ?b ?c } }",
    'SELECT * { ?x ?y ?z FILTER(?z != """\\""" ""\'""") SERVICE<URL>{ ?a ?b ?c } }',
    "SELECT * { ?x ?y ?z FILTER EXISTS { SERVICE <URL> { ?s ?p ?o } } }",
    "LOAD <URL>",
    "LOAD <URL> INTO GRAPH <a:a>",
    "INSERT { ?s ?p ?o } WHERE { SERVICE <URL> { ?s ?p ?o } }",
    "SELECT * FROM <URL> { ?s ?p ?o }",
    "SELECT * FROM NAMED <URL> { GRAPH ?g { ?s ?p ?o } }",
    "CONSTRUCT { ?s ?p ?o } WHERE { SERVICE <URL> { ?s ?p ?o } }",
    "DESCRIBE ?s { SERVICE <URL> { ?s ?p ?o } }",
    "ASK { SERVICE <URL> { ?s ?p ?o } }",
]


@pytest.mark.parametrize("query", CALLS)
def test_no_query_reaches_another_server(
    sparql_server: Server, listener: tuple[int, list[object]], query: str
) -> None:
    port, calls = listener
    address = f"http://127.0.0.1:{port}/sparql"
    reply = sparql_server.query(query.replace("URL", address))
    assert reply.status in (400, 403) if "FROM" not in query else reply.status == 200
    assert (
        sparql_server.ask(fields=[("query", "ASK {}"), ("default-graph-uri", address)]).status
        == 200
    )
    assert calls == []


@pytest.mark.parametrize("query", [call for call in CALLS if "service" in call.lower()])
def test_a_service_clause_is_found_wherever_it_is(query: str) -> None:
    assert calls_another_server(query)


@pytest.mark.parametrize(
    "query",
    [
        'SELECT * { ?service ?p "the Secret Service" } # no SERVICE <a:a> { }',
        "SELECT * { ?s <http://example.org/SERVICE> 'SERVICE' . ?s ?p '''a SERVICE <a:a> {}''' }",
        "PREFIX service: <e:> SELECT * { ?s service:service ?o { ?s service: service:x } }",
        "PREFIX e: <e:> SELECT * { ?s e:service e:SERVICE-x, $SERVICE }",
        'SELECT * { ?s ?p "say \\" SERVICE <a:a> { } " }',
    ],
)
def test_the_word_service_alone_does_no_harm(sparql_server: Server, query: str) -> None:
    assert not calls_another_server(query)
    assert sparql_server.query(query).status == 200


def test_graphs_named_by_the_query_are_told_from_words() -> None:
    assert names_its_graphs("SELECT * FROM <a:a> { }") and names_its_graphs("SELECT*from<a:a>{}")
    assert names_its_graphs("PREFIX e: <e:> SELECT * FROM NAMED e:a { }")
    assert not names_its_graphs('PREFIX from: <a:> SELECT * { ?from from:x "FROM" } # FROM <a:a>')


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux takes sockets from a process")
def test_a_worker_could_not_call_another_server_if_it_wanted_to(
    listener: tuple[int, list[object]],
) -> None:
    port, calls = listener
    program = (
        "import sys, pyoxigraph\n"
        "from sayso.service.confinement import confine\n"
        "if sys.argv[1] == 'confined': assert confine(1 << 31)\n"
        f"query = 'SELECT * {{ SERVICE <http://127.0.0.1:{port}/> {{ ?s ?p ?o }} }}'\n"
        "try: list(pyoxigraph.Store().query(query))\n"
        "except (OSError, RuntimeError) as error: print(error)\n"
    )
    for how, reached in (("confined", 0), ("free", 1)):
        command = [sys.executable, "-c", program, how]
        done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60)
        time.sleep(0.3)
        assert (len(calls) > 0) == bool(reached), done.stdout
    calls.clear()


def test_updates_are_refused(sparql_server: Server) -> None:
    for update in ("CLEAR ALL", "INSERT DATA { <a:a> <a:a> <a:a> }", "DROP GRAPH <a:a>"):
        assert sparql_server.query(update).status == 400
        assert sparql_server.ask(fields=[("update", update)]).status == 400
        sent = sparql_server.ask(
            "POST", body=update.encode(), content_type="application/sparql-update"
        )
        assert sent.status == 403
    assert number_of(sparql_server.query("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")) == ROWS + 2


UPDATES = [
    "LOAD <URL>",
    "load silent <URL> into graph <a:a>",
    "LOAD#\n<URL>",
    "BASE <URL> LOAD <x>",
    "PREFIX e: <URL> LOAD e:",
    "PREFIX : <URL> LOAD:x",
    "PREFIX load: <URL> LOADload:",
    "CLEAR GRAPH <a:a>;LOAD<URL>",
    "INSERT DATA { <a:a> <a:b> '}' } ; # LOAD\nLOAD SILENT <URL>",
    "INSERT DATA { <a:a> <a:b> <a:\\u007B> };LOAD SILENT<URL>",
    "PREFIX e: <a:> INSERT DATA { e:a\\# e:b 1 } ;LOAD SILENT<URL>",
    "L\\u004FAD SILENT <URL>",
    "INSERT { ?s ?p ?o } WHERE { SERVICE <URL> { ?s ?p ?o } }",
    "INSERT { ?s ?p ?o } WHERE { SERVICE SILENT <URL> { ?s ?p ?o } }",
    "DELETE { ?s ?p ?o } USING <a:a> WHERE { { SELECT * { service silent<URL>{ ?s ?p ?o } } } }",
    "INSERT { ?s ?p ?o } WHERE { GRAPH ?g { SERVICE SILENT <URL> { ?s ?p ?o } } }",
    "INSERT { ?s ?p ?o } WHERE { VALUES ?u { <URL> } SERVICE SILENT ?u { ?s ?p ?o } }",
    "INSERT { ?s ?p ?o } WHERE { ?s ?p 1SERVICE SILENT<URL>{ ?a ?b ?o } }",
    "INSERT { ?a ?b 1 } WHERE { FILTER NOT EXISTS { SERVICE SILENT <URL> { ?s ?p ?o } } }",
    "CLEAR GRAPH <a:a> ; INSERT {} WHERE { SERVICE SILENT <URL> {} }",
    "INSERT DATA { <a:a> <a:b> 1 } ; COPY <URL> TO <a:a>",
    "INSERT { ?s ?p ?o } USING <URL> USING NAMED <URL> WHERE { ?s ?p ?o }",
]


@pytest.fixture(scope="module")
def open_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    path = make(tmp_path_factory.mktemp("calls") / "store")
    with serving(path, Settings(update=True)) as running:
        yield running


@pytest.mark.parametrize("update", UPDATES)
def test_no_update_reaches_another_server(
    open_server: Server, listener: tuple[int, list[object]], update: str
) -> None:
    port, calls = listener
    address = f"http://127.0.0.1:{port}/"
    reply = open_server.update(update.replace("URL", address))
    # Graphs of that name are looked for in the store.
    assert reply.status in (
        (204, 500) if "COPY" in update or "USING <URL>" in update else (400, 403)
    )
    assert calls == []


def test_the_graphs_of_an_update_are_not_looked_up_elsewhere(
    open_server: Server, listener: tuple[int, list[object]]
) -> None:
    port, calls = listener
    address = f"http://127.0.0.1:{port}/"
    named = [("using-graph-uri", address), ("using-named-graph-uri", address)]
    assert open_server.update("INSERT {} WHERE {}", named).status == 204
    assert calls == []


def test_what_is_sent_for_a_graph_is_not_looked_up_elsewhere(
    open_server: Server, listener: tuple[int, list[object]]
) -> None:
    port, calls = listener
    address = f"http://127.0.0.1:{port}/"
    graph = [("graph", address)]
    context = f'{{"@context": "{address}context", "@id": "a:a", "b": "c"}}'.encode()
    reply = open_server.ask(
        "PUT", "/sparql/graph", graph, context, content_type="application/ld+json"
    )
    assert reply.status == 400
    entity = f'<!DOCTYPE r [<!ENTITY e SYSTEM "{address}">]><r>&e;</r>'.encode()
    reply = open_server.ask(
        "PUT", "/sparql/graph", graph, entity, content_type="application/rdf+xml"
    )
    assert reply.status == 400
    assert calls == []


LOAD, SERVICE = UPDATES[0], UPDATES[12]


@pytest.mark.parametrize(
    ("settings", "update", "reached"),
    [
        (Settings(update=True, load=True), LOAD, True),
        (Settings(update=True, load=True), SERVICE, False),
        (Settings(update=True, service=True), SERVICE, True),
        (Settings(update=True, service=True), LOAD, False),
        (Settings(service=True), CALLS[0], True),
        (Settings(load=True), LOAD, False),
    ],
)
def test_each_call_has_a_switch(
    sparql_store: Path,
    listener: tuple[int, list[object]],
    settings: Settings,
    update: str,
    reached: bool,
) -> None:
    """Nobody answers there, so that no update is done."""
    port, calls = listener
    text = update.replace("URL", f"http://127.0.0.1:{port}/")
    with serving(sparql_store, settings) as server:
        reply = server.query(text) if text.startswith("SELECT") else server.update(text)
        assert reply.status == (500 if reached else 403)
    time.sleep(0.3)
    assert bool(calls) == reached
    calls.clear()
