"""What is left of the SPARQL service when it ends, is killed, or one of its processes dies."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from sayso.service import Settings
from sayso.service.snapshot import take

sys.path.insert(0, str(Path(__file__).parent))

from sparql_server import Server, serving
from sparql_stores import RUNAWAY, make, number_of

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks for processes in /proc")

EXPLODING = (
    "INSERT { GRAPH <a:x> { ?a ?b ?c } } WHERE { GRAPH ?x { ?a ?b ?c } GRAPH ?y { ?d ?e ?f } "
    "GRAPH ?z { ?g ?h ?i } }"
)


def processes(place: Path) -> list[int]:
    """Return the processes that have the folder of a store, or one inside it, as an argument."""
    found = []
    for entry in Path("/proc").iterdir():
        with contextlib.suppress(OSError):
            arguments = (entry / "cmdline").read_bytes().split(b"\0")
            if entry.name.isdigit() and any(
                argument.startswith(os.fsencode(place)) for argument in arguments
            ):
                # A zombie has no command line any more.
                found.append(int(entry.name))
    return found


def soon(true: Callable[[], bool]) -> bool:
    """Wait until something is true, but not for long."""
    deadline = time.monotonic() + 10
    while not true() and time.monotonic() < deadline:
        time.sleep(0.05)
    return true()


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return make(tmp_path / "store")


@contextlib.contextmanager
def explorer(place: Path) -> Iterator[tuple[subprocess.Popen[str], Server]]:
    """Run `sayso explore` with a query and an update under way that would not end for long."""
    command = [sys.executable, "-m", "sayso", "explore", "--port", "0", "--no-browser"]
    options = ["--allow-update", "--store", str(place)]
    with subprocess.Popen([*command, *options], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        server = Server(int(process.stdout.readline().rstrip("/\n").rpartition(":")[2]))
        for ask in (lambda: server.query(RUNAWAY), lambda: server.update(EXPLODING)):
            threading.Thread(target=lambda ask=ask: _unanswered(ask), daemon=True).start()
        try:
            assert soon(lambda: len(processes(place)) == 3)
            time.sleep(0.5)
            yield process, server
        finally:
            process.kill()


def _unanswered(ask: Callable[[], object]) -> None:
    with contextlib.suppress(OSError, Exception):
        ask()


def test_a_service_that_is_told_to_end_leaves_nothing(place: Path) -> None:
    with explorer(place) as (process, _):
        process.send_signal(signal.SIGTERM)
        process.wait(20)
    assert processes(place) == []
    assert list(place.glob("serving-*")) == []


def test_a_service_that_is_killed_leaves_no_process(place: Path) -> None:
    with explorer(place) as (process, _):
        process.kill()
        process.wait(20)
        assert soon(lambda: processes(place) == [])
    # What it could not remove any more, the next one does.
    assert list(place.glob("serving-*")) != []
    take(place).remove()
    assert list(place.glob("serving-*")) == []


def test_a_process_that_dies_is_replaced(place: Path) -> None:
    count = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
    with serving(place, Settings(queries=1)) as server:
        before = number_of(server.query(count))
        (worker,) = processes(place)
        os.kill(worker, signal.SIGKILL)
        assert soon(lambda: processes(place) == [])
        time.sleep(0.2)
        assert number_of(server.query(count)) == before
        assert len(processes(place)) == 1
    assert processes(place) == []


def test_a_query_whose_process_dies_is_told_so(place: Path) -> None:
    replies = []
    with serving(place, Settings(queries=1)) as server:
        asking = threading.Thread(target=lambda: replies.append(server.query(RUNAWAY)))
        asking.start()
        assert soon(lambda: len(processes(place)) == 1)
        time.sleep(0.5)
        os.kill(processes(place)[0], signal.SIGKILL)
        asking.join()
        assert replies[0].status == 500
        assert server.query("ASK {}").status == 200
