"""The SPARQL service: what it answers, what it stops, and what does not get out of it."""

from __future__ import annotations

import csv
import http.client
import io
import json
import logging
import shutil
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from xml.etree import ElementTree

import pyoxigraph
import pytest
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat

from sayso.errors import StoreError
from sayso.service import Settings
from sayso.service.formats import GRAPHS, RESULTS, best, wanted
from sayso.service.rows import row_counter
from sayso.service.snapshot import take
from sayso.store import Store, open_store
from sayso.store.federation import calls_another_server, names_its_graphs

sys.path.insert(0, str(Path(__file__).parent))

from sparql_server import Reply, Server, free_port, serving

P = NamedNode("http://example.org/p")
MANY, FEW = NamedNode("http://example.org/many"), NamedNode("http://example.org/few")
ROWS = 5_000
AWKWARD = 'a "quoted", },{" <result>\nsecond line\t\\ “ü”'
RUNAWAY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
FLOOD = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"


def fill(store: Store, graph: NamedNode, values: list[str]) -> None:
    nodes = (NamedNode(f"http://example.org/{number}") for number in range(len(values)))
    pairs = zip(nodes, values, strict=True)
    store.replace_graph(graph, [Quad(node, P, Literal(value), graph) for node, value in pairs])


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("service") / "store"
    with open_store(place) as store:
        fill(store, MANY, [f"{AWKWARD} {number}" for number in range(ROWS)])
        fill(store, FEW, ["one", "two"])
    return place


@pytest.fixture(scope="module")
def server(path: Path) -> Iterator[Server]:
    with serving(path, Settings(queries=2)) as running:
        yield running


@pytest.fixture(scope="module")
def strict(path: Path) -> Iterator[Server]:
    """Return a service with little patience."""
    settings = Settings(seconds=1.0, rows=2_000, queries=1, wait_seconds=0.3, query_bytes=1 << 20)
    with serving(path, settings) as running:
        yield running


def number_of(reply: Reply) -> int:
    assert reply.status == 200, reply.body
    return int(json.loads(reply.body)["results"]["bindings"][0]["n"]["value"])


# What it answers


@pytest.mark.parametrize("media", RESULTS)
def test_a_large_table_arrives_whole_in_every_format(server: Server, media: str) -> None:
    reply = server.query(f"SELECT ?s ?o {{ GRAPH {MANY} {{ ?s ?p ?o }} }}", media)
    assert (reply.status, reply.media) == (200, media)
    assert reply.headers.get("transfer-encoding") == "chunked"
    found = pyoxigraph.parse_query_results(reply.body, RESULTS[media]) if media != "text/csv" else 0
    if isinstance(found, pyoxigraph.QuerySolutions):
        values = {row["o"].value for row in found}
    else:
        values = {row["o"] for row in csv.DictReader(io.StringIO(reply.body.decode(), newline=""))}
    assert values == {f"{AWKWARD} {number}" for number in range(ROWS)}


@pytest.mark.parametrize("media", GRAPHS)
def test_a_large_graph_arrives_whole_in_every_format(server: Server, media: str) -> None:
    reply = server.query(f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH {MANY} {{ ?s ?p ?o }} }}", media)
    assert (reply.status, reply.media) == (200, media)
    triples = {quad.triple for quad in pyoxigraph.parse(reply.body, format=GRAPHS[media])}
    assert len(triples) == ROWS


def test_a_small_answer_says_how_long_it_is(server: Server) -> None:
    reply = server.query(f"SELECT * {{ GRAPH {FEW} {{ ?s ?p ?o }} }}")
    assert reply.headers["content-length"] == str(len(reply.body))


def test_booleans_come_in_json_and_xml(server: Server) -> None:
    assert json.loads(server.query("ASK {}").body)["boolean"] is True
    reply = server.query("ASK { <a:a> <a:a> <a:a> }", "application/sparql-results+xml")
    assert [node.text for node in ElementTree.fromstring(reply.body)][-1] == "false"


def test_the_default_graph_is_the_union_unless_the_query_names_graphs(server: Server) -> None:
    count = "SELECT (COUNT(*) AS ?n) %s { ?s <http://example.org/p> ?o }"
    assert number_of(server.query(count % "")) == ROWS + 2
    assert number_of(server.query(count % f"FROM {FEW}")) == 2
    assert number_of(server.query(count % f"FROM NAMED {FEW}")) == 0


def test_the_request_decides_over_the_query_which_graphs_are_meant(server: Server) -> None:
    count = f"SELECT (COUNT(*) AS ?n) FROM {MANY} {{ ?s ?p ?o }}"
    fields = [("query", count), ("default-graph-uri", FEW.value)]
    assert number_of(server.ask(fields=fields)) == 2
    inside = "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s <http://example.org/p> ?o } }"
    assert number_of(server.ask(fields=[("query", inside), ("named-graph-uri", FEW.value)])) == 2
    # A default graph alone leaves no named ones.
    assert number_of(server.ask(fields=[("query", inside), ("default-graph-uri", FEW.value)])) == 0


def test_what_nobody_can_read_is_not_sent(server: Server) -> None:
    reply = server.query("ASK {}", "image/png")
    assert reply.status == 406 and b"application/sparql-results+json" in reply.body
    assert server.query("DESCRIBE <a:a>", "application/sparql-results+json").status == 406


def test_a_head_request_is_answered_without_a_body(server: Server) -> None:
    reply = server.ask("HEAD", fields=[("query", "ASK {}")])
    assert (reply.status, reply.body) == (200, b"")


def test_the_service_describes_itself(server: Server) -> None:
    reply = server.ask()
    described = {str(quad.triple) for quad in pyoxigraph.parse(reply.body, format=RdfFormat.TURTLE)}
    sd = "http://www.w3.org/ns/sparql-service-description#"
    assert any(f"<{sd}endpoint> <http://127.0.0.1:{server.port}/sparql>" in t for t in described)
    assert sum(f"<{sd}resultFormat>" in triple for triple in described) == 8
    assert server.ask(accept="image/png").status == 406
    assert server.ask(accept="text/html").media == "text/turtle"


def test_a_graph_can_be_read_by_its_name(server: Server) -> None:
    reply = server.ask(path="/sparql/graph", fields=[("graph", FEW.value)])
    triples = list(pyoxigraph.parse(reply.body, format=RdfFormat.TURTLE))
    assert (reply.status, len(triples)) == (200, 2)
    union = server.ask(path="/sparql/graph?default", accept="application/n-triples")
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
    server: Server, method: str, fields: list[tuple[str, str]], status: int
) -> None:
    assert server.ask(method, "/sparql/graph", fields).status == status


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
    ],
)
def test_the_accept_header_is_heeded(accept: str, media: str | None) -> None:
    assert best(accept, list(RESULTS)) == media
    assert wanted(accept)["solutions"] == media


# What it stops


def test_a_runaway_query_is_stopped_and_says_so(strict: Server) -> None:
    began = time.monotonic()
    reply = strict.query(RUNAWAY)
    assert reply.status == 504 and b"stopped after 1 seconds" in reply.body
    assert time.monotonic() - began < 5
    assert strict.query("ASK {}").status == 200


def test_a_pattern_that_explodes_is_stopped(strict: Server) -> None:
    pattern = "((a{1000}){1000}){100}"
    reply = strict.query(f'SELECT * {{ ?s ?p ?o FILTER(REGEX(STR(?o), "{pattern}")) }}')
    assert reply.status == 504
    slow = '"' + "a" * 10_000 + 'b"'
    assert strict.query(f'SELECT (REPLACE({slow}, "(a*)*c", "x") AS ?x) {{}}').status == 200


def test_an_answer_that_is_stopped_half_way_cannot_pass_for_a_whole_one(
    path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with serving(path, Settings(seconds=1.0, rows=10**9, answer_bytes=1 << 40)) as server:
        for media in (*RESULTS, "text/turtle"):
            query = (
                FLOOD if media in RESULTS else FLOOD.replace("SELECT *", "CONSTRUCT { ?a ?b ?i }")
            )
            caplog.clear()
            with caplog.at_level(logging.WARNING), pytest.raises(http.client.IncompleteRead):
                server.query(query, media)
            assert "was broken off" in caplog.text


@pytest.mark.parametrize("media", RESULTS)
def test_an_answer_with_too_many_rows_is_no_answer(strict: Server, media: str) -> None:
    most = strict.query(f"SELECT ?o {{ GRAPH {MANY} {{ ?s ?p ?o }} }} LIMIT 2000", media)
    assert most.status == 200
    query = f"SELECT ?p {{ GRAPH {MANY} {{ ?s ?p ?o }} }} LIMIT 2001"
    try:
        assert strict.query(query, media).status == 413
    except http.client.IncompleteRead:
        # More than a piece had gone out.
        assert media in ("application/sparql-results+json", "application/sparql-results+xml")


@pytest.mark.parametrize("media", GRAPHS)
def test_a_graph_with_too_many_triples_is_no_answer(strict: Server, media: str) -> None:
    query = "CONSTRUCT { ?s ?p 1 } WHERE { ?s ?p ?o } LIMIT %d"
    assert strict.query(query % 2000, media).status == 200
    try:
        assert strict.query(query % 2001, media).status == 413
    except http.client.IncompleteRead:
        assert media in ("application/rdf+xml", "application/ld+json", "application/n-triples")


@pytest.mark.parametrize(
    ("media", "pieces", "rows"),
    [
        ("text/csv", [b'a,b\r\n"x\n', b'y""\n",2\r\n', b"3,4\r\n"], 2),
        ("text/tab-separated-values", [b"?a\n1\n", b"2\n"], 2),
        ("application/sparql-results+xml", [b"<results><res", b"ult/></result><result>"], 1),
        ("application/sparql-results+json", [b'[{"a":{"v":"},{\\"x"}}', b',{"a":1}]'], 2),
        ("text/turtle", [b"a\n", b"b\n"], 0),
    ],
)
def test_rows_are_counted_across_pieces(media: str, pieces: list[bytes], rows: int) -> None:
    count = row_counter(media)
    assert [count(piece) for piece in pieces][-1] == rows


def test_one_query_too_many_is_told_to_come_back(strict: Server) -> None:
    with ThreadPoolExecutor() as threads:
        busy = threads.submit(strict.query, RUNAWAY)
        time.sleep(0.3)
        reply = strict.query("ASK {}")
        assert reply.status == 503 and int(reply.headers["retry-after"]) >= 1
        assert busy.result().status == 504


def test_a_query_that_nobody_waits_for_is_stopped(path: Path) -> None:
    with serving(path, Settings(seconds=60.0, queries=1, wait_seconds=5.0)) as server:
        request = (
            f"GET /sparql?query={RUNAWAY.replace(' ', '+')} HTTP/1.1\r\nHost: localhost\r\n\r\n"
        )
        with socket.create_connection(("127.0.0.1", server.port)) as client:
            client.sendall(request.encode())
            time.sleep(0.5)
        assert server.query("ASK {}").status == 200


def test_one_who_takes_nothing_does_not_keep_others_waiting(path: Path) -> None:
    settings = Settings(queries=1, wait_seconds=10.0, stall_seconds=0.5)
    target = f"/sparql?query={FLOOD.replace(' ', '+')}"
    with (
        serving(path, settings) as server,
        socket.create_connection(("127.0.0.1", server.port)) as client,
    ):
        client.sendall(f"GET {target} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
        client.recv(100)
        assert server.query("ASK {}").status == 200


def test_a_query_of_a_megabyte_is_read_and_a_larger_one_is_not(strict: Server) -> None:
    head, tail = "ASK { FILTER(", "1 = 1) }"
    full = head + " " * ((1 << 20) - len(head) - len(tail)) + tail
    assert strict.query(full).status == 200
    assert strict.query(full + " ").status == 413
    values = "ASK { VALUES ?x { " + '"abcdefghij" ' * 80_000 + "} }"
    assert strict.query(values).status == 200


@pytest.mark.parametrize("deep", ["(", "!", "{", "-"])
def test_a_query_that_breaks_its_process_breaks_nothing_else(strict: Server, deep: str) -> None:
    closing = {"(": ")", "{": "}"}.get(deep, "")
    body = deep * 200_000 + "1" + closing * 200_000
    query = f"ASK {{ {body if deep == '{' else f'FILTER({body})'} }}"
    assert strict.query(query).status in (400, 500, 504)
    assert strict.query("ASK {}").status == 200


def test_a_query_gets_only_so_much_memory(path: Path) -> None:
    with serving(path, Settings(memory_bytes=300 << 20)) as server:
        reply = server.query("SELECT ?a { ?a ?b ?c . ?d ?e ?f } ORDER BY ?c ?f")
        assert reply.status == 500 and b"memory" in reply.body
        assert server.query("ASK {}").status == 200


def test_mistakes_are_explained(server: Server) -> None:
    reply = server.query("SELECT * { ?s ?p }")
    assert reply.status == 400 and b"not a SPARQL 1.1 query: error at 1:" in reply.body
    assert len(reply.body) < 600
    assert (
        server.ask("POST", body=b"\xff\xfe", content_type="application/sparql-query").status == 400
    )
    assert server.ask("POST", body=b"", content_type="application/sparql-query").status == 400
    assert server.ask(fields=[("query", "ASK {}"), ("default-graph-uri", "no iri")]).status == 400


# What does not get out of it


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
def test_only_its_own_names_are_answered(server: Server, host: str, status: int) -> None:
    for target in ("/sparql", "/sparql?query=ASK+%7B%7D", "/sparql/graph?default"):
        with socket.create_connection(("127.0.0.1", server.port)) as client:
            client.sendall(f"GET {target} HTTP/1.1\r\nHost: {host}\r\n\r\n".encode())
            assert int(client.recv(64).split()[1]) == status


@pytest.fixture(scope="module")
def listener() -> Iterator[tuple[int, list[object]]]:
    """Return the port of a server, and the list of those who called it."""
    calls: list[object] = []
    with socket.create_server(("127.0.0.1", free_port())) as listening:
        listening.settimeout(0.1)
        stop = threading.Event()

        def listen() -> None:
            while not stop.is_set():
                try:
                    client, address = listening.accept()
                except TimeoutError:
                    continue
                calls.append(address)
                client.close()

        thread = threading.Thread(target=listen)
        thread.start()
        yield listening.getsockname()[1], calls
        stop.set()
        thread.join()


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
    server: Server, listener: tuple[int, list[object]], query: str
) -> None:
    port, calls = listener
    address = f"http://127.0.0.1:{port}/sparql"
    reply = server.query(query.replace("URL", address))
    assert reply.status in (400, 403) if "FROM" not in query else reply.status == 200
    assert server.ask(fields=[("query", "ASK {}"), ("default-graph-uri", address)]).status == 200
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
def test_the_word_service_alone_does_no_harm(server: Server, query: str) -> None:
    assert not calls_another_server(query)
    assert server.query(query).status == 200


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


def test_updates_are_refused(server: Server) -> None:
    for update in ("CLEAR ALL", "INSERT DATA { <a:a> <a:a> <a:a> }", "DROP GRAPH <a:a>"):
        assert server.query(update).status == 400
        assert server.ask(fields=[("update", update)]).status == 400
        sent = server.ask("POST", body=update.encode(), content_type="application/sparql-update")
        assert sent.status == 403
    assert number_of(server.query("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")) == ROWS + 2


# While the store is written


def test_a_build_goes_on_while_questions_are_answered(tmp_path: Path) -> None:
    place = tmp_path / "store"
    with open_store(place) as store:
        fill(store, FEW, ["one"])
    count = f"SELECT (COUNT(*) AS ?n) {{ GRAPH {FEW} {{ ?s ?p ?o }} }}"
    with serving(place, Settings(refresh_seconds=0.0)) as server:
        assert number_of(server.query(count)) == 1
        with open_store(place) as store:
            fill(store, FEW, ["one", "two"])
            assert number_of(server.query(count)) == 2
            fill(store, FEW, [str(number) for number in range(10_000)])
            assert number_of(server.query(count)) == 10_000
            store.optimize()
            fill(store, FEW, ["one", "two", "three"])
            assert number_of(server.query(count)) == 3
        assert number_of(server.query(count)) == 3
        assert len(list(place.glob("serving-*"))) == 1
    assert list(place.glob("serving-*")) == []


def test_a_store_that_was_made_anew_is_found(tmp_path: Path) -> None:
    place = tmp_path / "store"
    count = f"SELECT (COUNT(*) AS ?n) {{ GRAPH {FEW} {{ ?s ?p ?o }} }}"
    with open_store(place) as store:
        fill(store, FEW, ["one"])
    with serving(place, Settings(refresh_seconds=0.0)) as server:
        assert number_of(server.query(count)) == 1
        shutil.rmtree(place)
        assert server.query("ASK {}").status in (200, 500)
        with open_store(place) as store:
            fill(store, FEW, ["one", "two"])
        assert number_of(server.query(count)) == 2


WRITER = """
import sys
from pathlib import Path
from pyoxigraph import Literal, NamedNode, Quad
from sayso.store import open_store
p, g = NamedNode("http://example.org/p"), NamedNode("http://example.org/many")
with open_store(Path(sys.argv[1])) as store:
    for turn in range(10**9):
        nodes = [NamedNode(f"http://example.org/{n}") for n in range(3_000 + turn % 3_000)]
        store.replace_graph(g, [Quad(n, p, Literal(str(turn)), g) for n in nodes])
        if turn % 7 == 0:
            store.flush()
        if turn % 23 == 0:
            store.optimize()
        print(turn, flush=True)
"""


def test_a_picture_of_a_store_that_is_being_written_is_whole(tmp_path: Path) -> None:
    place = tmp_path / "store"
    command = [sys.executable, "-c", WRITER, str(place)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        writer.stdout.readline()
        seen = set()
        for _ in range(15):
            picture = take(place)
            graphs = pyoxigraph.Store.read_only(str(picture.database))
            by_graph = {str(q) for q in graphs.quads_for_pattern(None, None, None, MANY)}
            by_predicate = {str(q) for q in graphs.quads_for_pattern(None, P, None, None)}
            found = [quad.object for quad in graphs.quads_for_pattern(None, P, None, None)]
            turns = {value.value for value in found if isinstance(value, Literal)}
            assert by_graph == by_predicate and len(turns) == 1
            turn = int(turns.pop())
            assert len(by_graph) == 3_000 + turn % 3_000
            seen.add(turn)
            del graphs
            picture.remove()
            writer.stdout.readline()
        writer.kill()
    assert len(seen) > 3
    with open_store(place) as store:
        assert sum(1 for _ in store.quads(MANY)) >= 3_000


def test_pictures_of_services_that_were_killed_are_removed(path: Path) -> None:
    left = path / "serving-left-behind"
    (left / "oxigraph").mkdir(parents=True)
    (left / "lock").touch()
    living, other = take(path), take(path)
    assert not left.exists() and living.folder.exists()
    living.remove()
    other.remove()


READER = """
import os, sys
from pathlib import Path
from sayso.service.snapshot import take
os.environ["TMPDIR"] = sys.argv[2]
if os.getuid() == 0:
    os.setuid(65534)  # the superuser may do everything, "nobody" may not
picture = take(Path(sys.argv[1]))
print(picture.folder.parent, sorted(file.suffix for file in picture.database.iterdir()))
picture.remove()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="needs permissions")
def test_a_store_that_may_only_be_read_is_copied(tmp_path: Path) -> None:
    place, elsewhere = tmp_path / "store", tmp_path / "elsewhere"
    with open_store(place) as store:
        fill(store, FEW, ["one"])
    elsewhere.mkdir()
    elsewhere.chmod(0o777)
    ways = [way for way in (tmp_path, *tmp_path.parents) if "pytest-of-" in str(way)]
    before = [way.stat().st_mode & 0o7777 for way in ways]
    try:
        for way, mode in zip(ways, before, strict=True):
            way.chmod(mode | 0o011)
        for folder in (place, place / "oxigraph"):
            folder.chmod(0o555)
        command = [sys.executable, "-c", READER, str(place), str(elsewhere)]
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    finally:
        for way, mode in zip(ways, before, strict=True):
            way.chmod(mode)
        for folder in (place, place / "oxigraph"):
            folder.chmod(0o755)
    assert done.stdout.startswith(str(elsewhere)) and ".sst" in done.stdout, done.stderr
    assert list(elsewhere.iterdir()) == []


def test_a_folder_without_a_store_is_refused(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="not a Sayso store"), serving(tmp_path):
        pass
