"""The SPARQL service while its store is written: the pictures that it reads."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pyoxigraph
import pytest
from pyoxigraph import Literal

from sayso.errors import StoreError
from sayso.service import Settings
from sayso.service.snapshot import take
from sayso.store import open_store

sys.path.insert(0, str(Path(__file__).parent))

from sparql_server import serving
from sparql_stores import FEW, MANY, P, fill, number_of


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
        for _ in range(6):
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


def test_pictures_of_services_that_were_killed_are_removed(sparql_store: Path) -> None:
    left = sparql_store / "serving-left-behind"
    (left / "oxigraph").mkdir(parents=True)
    (left / "lock").touch()
    living, other = take(sparql_store), take(sparql_store)
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
