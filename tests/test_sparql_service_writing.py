"""What an update may not do: harm a store that others use, outlast its time, come from a page."""

from __future__ import annotations

import itertools
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from click.testing import CliRunner
from pyoxigraph import Store as Oxigraph

from sayso.cli import sayso
from sayso.errors import StoreError
from sayso.service import Settings, wire
from sayso.store import open_store

sys.path.insert(0, str(Path(__file__).parent))

from sparql_server import Server, serving
from sparql_stores import FEW, MANY, ROWS, fill, make, number_of

ALL = "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }"
TWICE = "GRAPH ?x { ?a ?b ?c } GRAPH ?y { ?d ?e ?f }"
EXPLODING = f"INSERT {{ GRAPH <a:x> {{ ?a ?b ?i }} }} WHERE {{ {TWICE} GRAPH ?z {{ ?g ?h ?i }} }}"
SMALL = "INSERT DATA { GRAPH <a:small> { <a:a> <a:b> <a:c> } }"


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return make(tmp_path / "store")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Yield a service whose store no test here changes."""
    path = make(tmp_path_factory.mktemp("writing") / "store")
    with serving(path, Settings(update=True)) as running:
        yield running


def test_a_runaway_update_is_stopped_and_leaves_the_store_as_it_was(place: Path) -> None:
    with serving(place, Settings(update=True, seconds=0.5)) as server:
        began = time.monotonic()
        reply = server.update(EXPLODING)
        assert reply.status == 504 and b"Nothing was changed" in reply.body
        assert time.monotonic() - began < 5
        assert number_of(server.query(ALL)) == ROWS + 2
        # Its process has let go of the store.
        with open_store(place) as store:
            fill(store, FEW, ["one", "two", "three"])
        assert server.update(SMALL).status == 204
        assert number_of(server.query(ALL)) == ROWS + 4


def test_an_update_with_too_much_to_hold_is_ended_and_harms_nothing(place: Path) -> None:
    with serving(place, Settings(update=True, memory_bytes=300 << 20)) as server:
        sorting = f"SELECT * {{ {TWICE} }} ORDER BY ?c ?f"
        reply = server.update(f"INSERT {{ GRAPH <a:x> {{ ?a ?b ?f }} }} WHERE {{ {sorting} }}")
        assert reply.status == 500 and b"memory" in reply.body
        assert number_of(server.query(ALL)) == ROWS + 2
        assert server.update(SMALL).status == 204


def test_who_writes_keeps_updates_waiting_and_who_updates_keeps_a_build_out(place: Path) -> None:
    settings = Settings(update=True, wait_seconds=0.3, seconds=2.0)
    with serving(place, settings) as server, ThreadPoolExecutor() as threads:
        with open_store(place):
            reply = server.update(SMALL)
            assert reply.status == 503 and int(reply.headers["retry-after"]) >= 1
            assert f"written by process {os.getpid()}".encode() in reply.body
        with open_store(place, read_only=True):
            assert server.update(SMALL).status == 503
        exploding = threads.submit(server.update, EXPLODING)
        time.sleep(0.8)
        with pytest.raises(StoreError, match="is being written by process"):
            open_store(place)
        second = server.update(SMALL)
        assert second.status == 503 and b"Another update" in second.body
        # Questions are answered meanwhile.
        assert number_of(server.query(ALL)) == ROWS + 2
        assert exploding.result().status == 504
        assert server.update(SMALL).status == 204


def test_an_update_waits_a_moment_for_who_uses_the_store(place: Path) -> None:
    with serving(place, Settings(update=True, wait_seconds=20)) as server:
        with ThreadPoolExecutor() as threads, open_store(place):
            waiting = threads.submit(server.update, SMALL)
            time.sleep(0.5)
            assert not waiting.done()
        assert waiting.result().status == 204


def test_an_update_that_is_killed_at_any_instant_is_done_whole_or_not_at_all(place: Path) -> None:
    """Kill the process of an update later and later, until it has ended before."""
    step = ";".join(
        f"DELETE {{ GRAPH ?g {{ ?s ?p ?o }} }} INSERT {{ GRAPH ?g {{ ?s ?p '{name}' }} }} "
        "WHERE { GRAPH ?g { ?s ?p ?o } }"
        for name in ("before", "after")
    )
    frames = wire.Update(step).packed()
    states, pauses = set(), itertools.chain([0.0], (0.05 * 2**turn for turn in range(12)))
    for pause in pauses:
        done = _updated(place, frames, pause)
        graphs = Oxigraph(str(place / "oxigraph"))
        values = {quad.object.value for quad in graphs}
        by_graph = [len(list(graphs.quads_for_pattern(None, None, None, g))) for g in (MANY, FEW)]
        del graphs
        assert by_graph == [ROWS, 2]
        assert values == {"after"} or (len(values) == ROWS + 2 and "before" not in values)
        states.add(values == {"after"})
        if done:
            break
    assert states == {True, False}
    open_store(place).close()


def test_an_article_whose_graph_is_taken_out_is_built_again(explored: Path, tmp_path: Path) -> None:
    place = tmp_path / "store"
    shutil.copytree(explored, place)
    with open_store(place, read_only=True) as store:
        first, second, third, fourth = (article.iri for article in store.articles())
    graph = [("graph", second.value)]
    with serving(place, Settings(update=True)) as server:
        assert server.update(f"DROP GRAPH {first}").status == 204
        assert server.ask("DELETE", "/sparql/graph", graph).status == 204
        assert server.update(f"DELETE WHERE {{ GRAPH {third} {{ ?s ?p ?o }} }}").status == 204
    with open_store(place, read_only=True) as store:
        assert [article.iri for article in store.articles()] == [fourth]


def test_a_list_of_articles_that_was_spoilt_is_told_in_words(
    explored: Path, tmp_path: Path
) -> None:
    place = tmp_path / "store"
    shutil.copytree(explored, place)
    with serving(place, Settings(update=True)) as server:
        listed = "GRAPH <urn:sayso:store> { ?article <urn:sayso:store:digest> ?digest }"
        assert server.update(f"DELETE WHERE {{ {listed} }}").status == 204
        with (
            open_store(place, read_only=True) as store,
            pytest.raises(StoreError, match="own list"),
        ):
            list(store.articles())
        assert server.update("DROP GRAPH <urn:sayso:store>").status == 204
    with open_store(place, read_only=True) as store:
        assert list(store.articles()) == []


def _updated(place: Path, frames: bytes, pause: float) -> bool:
    """Start an update, kill it after a pause from when it is ready, and tell if it had ended."""
    command = [sys.executable, "-m", "sayso.service.updater"]
    arguments = [str(place), "5", str(2 << 30), "", str(os.getpid())]
    with subprocess.Popen(
        [*command, *arguments], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdin is not None and process.stdout is not None
        assert process.stdout.read(wire.HEADER.size)[:1] == wire.READY
        process.stdin.write(frames)
        process.stdin.flush()
        try:
            process.wait(pause)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
        return process.wait() == 0


@pytest.mark.parametrize(
    "options",
    [["--allow-load"], ["--allow-update", "--host", "0.0.0.0"]],
)
def test_the_command_takes_no_switch_that_would_do_harm(place: Path, options: list[str]) -> None:
    done = CliRunner().invoke(sayso, ["explore", "--store", str(place), "--no-browser", *options])
    assert done.exit_code == 2 and "--allow-update" in done.stderr


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 400),
        ({"Origin": "http://127.0.0.1:PORT"}, 400),
        ({"Origin": "http://127.0.0.1:PORT", "Sec-Fetch-Site": "same-origin"}, 400),
        ({"Origin": "http://127.0.0.1"}, 403),
        ({"Origin": "http://localhost:PORT"}, 403),
        ({"Origin": "http://127.0.0.1:3000"}, 403),
        ({"Origin": "https://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": ""}, 403),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Host": "evil.example:PORT", "Origin": "http://evil.example:PORT"}, 421),
    ],
)
def test_a_page_of_another_site_cannot_change_the_store(
    server: Server, headers: dict[str, str], status: int
) -> None:
    sent = {name: value.replace("PORT", str(server.port)) for name, value in headers.items()}
    form = {"Content-Type": "application/x-www-form-urlencoded", **sent}
    # Where it would be let through, it is refused for what it says.
    assert server.ask("POST", "/sparql", None, b"update=NONSENSE", **form).status == status
    graph = [("graph", "a:a")]
    turtle = {"Content-Type": "text/turtle", **sent}
    assert server.ask("PUT", "/sparql/graph", graph, b"nonsense", **turtle).status == status
    # There is no graph of that name.
    deleted = 404 if status == 400 else status
    assert server.ask("DELETE", "/sparql/graph", graph, None, **sent).status == deleted


def test_a_browser_is_given_no_leave_to_ask_for_pages_of_other_sites(server: Server) -> None:
    asked = {"Origin": "https://evil.example", "Access-Control-Request-Method": "POST"}
    for path in ("/sparql", "/sparql/graph"):
        reply = server.ask("OPTIONS", path, None, None, **asked)
        assert reply.status == 204 and "POST" in reply.headers["allow"]
        assert not any(name.startswith("access-control-") for name in reply.headers)
    assert "access-control-allow-origin" not in server.query("ASK {}", **asked).headers
