"""What the SPARQL service stops: runaways, floods, crowds, and queries that break things."""

from __future__ import annotations

import http.client
import json
import logging
import socket
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.service import Settings
from sayso.service.formats import GRAPHS, RESULTS
from sayso.service.rows import row_counter

sys.path.insert(0, str(Path(__file__).parent))

from sparql_server import Server, serving
from sparql_stores import FLOOD, MANY, RUNAWAY


def test_a_runaway_query_is_stopped_and_says_so(strict_sparql_server: Server) -> None:
    began = time.monotonic()
    reply = strict_sparql_server.query(RUNAWAY)
    assert reply.status == 504 and b"stopped after 1 seconds" in reply.body
    assert time.monotonic() - began < 5
    assert strict_sparql_server.query("ASK {}").status == 200


def test_a_pattern_that_explodes_is_stopped(strict_sparql_server: Server) -> None:
    pattern = "((a{1000}){1000}){100}"
    reply = strict_sparql_server.query(
        f'SELECT * {{ ?s ?p ?o FILTER(REGEX(STR(?o), "{pattern}")) }}'
    )
    assert reply.status == 504
    slow = '"' + "a" * 10_000 + 'b"'
    assert (
        strict_sparql_server.query(f'SELECT (REPLACE({slow}, "(a*)*c", "x") AS ?x) {{}}').status
        == 200
    )


def test_an_answer_that_is_stopped_half_way_cannot_pass_for_a_whole_one(
    sparql_store: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with serving(sparql_store, Settings(seconds=0.4, rows=10**9, answer_bytes=1 << 40)) as server:
        for media in (*RESULTS, "text/turtle"):
            query = (
                FLOOD if media in RESULTS else FLOOD.replace("SELECT *", "CONSTRUCT { ?a ?b ?i }")
            )
            caplog.clear()
            with caplog.at_level(logging.WARNING), pytest.raises(http.client.IncompleteRead):
                server.query(query, media)
            assert "was broken off" in caplog.text


@pytest.mark.parametrize("media", RESULTS)
def test_an_answer_with_too_many_rows_is_no_answer(
    strict_sparql_server: Server, media: str
) -> None:
    most = strict_sparql_server.query(
        f"SELECT ?o {{ GRAPH {MANY} {{ ?s ?p ?o }} }} LIMIT 2000", media
    )
    assert most.status == 200
    query = f"SELECT ?p {{ GRAPH {MANY} {{ ?s ?p ?o }} }} LIMIT 2001"
    try:
        assert strict_sparql_server.query(query, media).status == 413
    except http.client.IncompleteRead:
        # More than a piece had gone out.
        assert media in ("application/sparql-results+json", "application/sparql-results+xml")


@pytest.mark.parametrize("media", GRAPHS)
def test_a_graph_with_too_many_triples_is_no_answer(
    strict_sparql_server: Server, media: str
) -> None:
    query = "CONSTRUCT { ?s ?p 1 } WHERE { ?s ?p ?o } LIMIT %d"
    assert strict_sparql_server.query(query % 2000, media).status == 200
    try:
        assert strict_sparql_server.query(query % 2001, media).status == 413
    except http.client.IncompleteRead:
        # More than a piece had gone out.
        assert media not in ("text/turtle", "application/trig")


@pytest.mark.parametrize(
    ("media", "pieces", "rows"),
    [
        ("text/csv", [b'a,b\r\n"x\n', b'y""\n",2\r\n', b"3,4\r\n"], 2),
        ("text/tab-separated-values", [b"?a\n1\n", b"2\n"], 2),
        ("application/sparql-results+xml", [b"<results><res", b"ult/></result><result>"], 1),
        ("application/sparql-results+json", [b'[{"a":{"v":"},{\\"x"}}', b',{"a":1}]'], 2),
        ("application/sparql-results+json", [b"[{},{}", b",", b"{},{", b"}]"], 4),
        (
            "application/sparql-results+json",
            [b'{"b":[', b'{"a":{"v":",{},[{\\', b'",{\\\\"}},{}]}'],
            2,
        ),
        ("text/turtle", [b"a\n", b"b\n"], 0),
    ],
)
def test_rows_are_counted_across_pieces(media: str, pieces: list[bytes], rows: int) -> None:
    count = row_counter(media)
    assert [count(piece) for piece in pieces][-1] == rows


@given(
    rows=st.lists(st.dictionaries(st.sampled_from("xy"), st.text('"\\\\{}[],:a\n', max_size=6))),
    cut=st.integers(1, 6),
)
def test_rows_in_json_are_counted_whatever_their_values_are(
    rows: list[dict[str, str]], cut: int
) -> None:
    found = [
        {name: {"type": "literal", "value": value} for name, value in row.items()} for row in rows
    ]
    whole = {"head": {"vars": ["x", "y"]}, "results": {"bindings": found}}
    text = json.dumps(whole, separators=(",", ":")).encode()
    count = row_counter("application/sparql-results+json")
    pieces = [text[start : start + cut] for start in range(0, len(text), cut)]
    assert [count(piece) for piece in pieces][-1] == len(rows)


def test_rows_without_a_value_are_rows(strict_sparql_server: Server) -> None:
    for limit, status in ((2_000, 200), (2_001, 413)):
        query = f"SELECT ?none {{ ?s ?p ?o }} LIMIT {limit}"
        assert strict_sparql_server.query(query).status == status


def test_one_query_too_many_is_told_to_come_back(strict_sparql_server: Server) -> None:
    with ThreadPoolExecutor() as threads:
        busy = threads.submit(strict_sparql_server.query, RUNAWAY)
        time.sleep(0.3)
        reply = strict_sparql_server.query("ASK {}")
        assert reply.status == 503 and int(reply.headers["retry-after"]) >= 1
        assert busy.result().status == 504


def test_a_query_that_nobody_waits_for_is_stopped(sparql_store: Path) -> None:
    with serving(sparql_store, Settings(seconds=60.0, queries=1, wait_seconds=5.0)) as server:
        request = (
            f"GET /sparql?query={RUNAWAY.replace(' ', '+')} HTTP/1.1\r\nHost: localhost\r\n\r\n"
        )
        with socket.create_connection(("127.0.0.1", server.port)) as client:
            client.sendall(request.encode())
            time.sleep(0.5)
        assert server.query("ASK {}").status == 200


def test_one_who_takes_nothing_does_not_keep_others_waiting(sparql_store: Path) -> None:
    settings = Settings(queries=1, wait_seconds=10.0, stall_seconds=0.5)
    target = f"/sparql?query={FLOOD.replace(' ', '+')}"
    with (
        serving(sparql_store, settings) as server,
        socket.create_connection(("127.0.0.1", server.port)) as client,
    ):
        client.sendall(f"GET {target} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
        client.recv(100)
        assert server.query("ASK {}").status == 200


def test_a_query_of_a_megabyte_is_read_and_a_larger_one_is_not(
    strict_sparql_server: Server, sparql_server: Server
) -> None:
    head, tail = "ASK { FILTER(", "1 = 1) }"
    full = head + " " * ((1 << 20) - len(head) - len(tail)) + tail
    assert strict_sparql_server.query(full).status == 200
    assert strict_sparql_server.query(full + " ").status == 413
    values = "ASK { VALUES ?x { " + '"abcdefghij" ' * 80_000 + "} }"
    assert sparql_server.query(values).status == 200


@pytest.mark.parametrize("deep", ["(", "!", "{", "-"])
def test_a_query_that_breaks_its_process_breaks_nothing_else(
    strict_sparql_server: Server, deep: str
) -> None:
    closing = {"(": ")", "{": "}"}.get(deep, "")
    body = deep * 200_000 + "1" + closing * 200_000
    query = f"ASK {{ {body if deep == '{' else f'FILTER({body})'} }}"
    assert strict_sparql_server.query(query).status in (400, 500, 504)
    assert strict_sparql_server.query("ASK {}").status == 200


def test_a_query_gets_only_so_much_memory(sparql_store: Path) -> None:
    with serving(sparql_store, Settings(memory_bytes=300 << 20)) as server:
        reply = server.query("SELECT ?a { ?a ?b ?c . ?d ?e ?f } ORDER BY ?c ?f")
        assert reply.status == 500 and b"memory" in reply.body
        assert server.query("ASK {}").status == 200


def test_mistakes_are_explained(sparql_server: Server) -> None:
    reply = sparql_server.query("SELECT * { ?s ?p }")
    assert reply.status == 400 and b"not a SPARQL 1.1 query: error at 1:" in reply.body
    assert len(reply.body) < 600
    assert (
        sparql_server.ask("POST", body=b"\xff\xfe", content_type="application/sparql-query").status
        == 400
    )
    assert (
        sparql_server.ask("POST", body=b"", content_type="application/sparql-query").status == 400
    )
    assert (
        sparql_server.ask(fields=[("query", "ASK {}"), ("default-graph-uri", "no iri")]).status
        == 400
    )
