"""Killed at any instant, a store loses no committed article, has none twice and none by halves."""

import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest
from pyoxigraph import NamedNode

from sayso.store import open_store

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs kill -9")

# Commits graph after graph, each in two versions, and says so after each commit.
WRITER = """
import sys
from pathlib import Path
from pyoxigraph import Literal, NamedNode, Quad
from sayso.store import ArticleGraph, open_store

def graph(number, version):
    name = f"https://example.org/{number}"
    iri, provenance = NamedNode(name + "/graph"), NamedNode(name + "/provenance")
    quads = tuple(
        Quad(NamedNode(f"{name}/{i}"), iri, Literal(version), iri) for i in range(int(sys.argv[3]))
    )
    made = (Quad(iri, iri, Literal(version), provenance),)
    run = NamedNode(f"{name}/run/{version}")
    return ArticleGraph(iri, provenance, run, str(number), quads, made, "origin")

store = open_store(Path(sys.argv[1]))
print("open", flush=True)
for number in range(int(sys.argv[2]), 100_000):
    for version in ("old", "new"):
        store.replace([graph(number, version), graph(number + 500_000, version)])
        print(number, version, flush=True)
        if number % 7 == 0:
            store.flush()
"""


def killed(program: str, *arguments: str, after: float) -> list[str]:
    """Run the program, kill it `after` seconds from its first line, and return its other lines."""
    with subprocess.Popen(
        [sys.executable, "-c", program, *arguments],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    ) as process:
        assert process.stdout is not None
        first = process.stdout.readline()
        time.sleep(after)
        process.kill()
        lines = process.stdout.read().splitlines()
    assert first == "open\n"
    return lines


# Small commits and large ones take different ways into the store.
@pytest.mark.parametrize("quads", [100, 3000])
def test_every_acknowledged_commit_survives_whole(tmp_path: Path, quads: int) -> None:
    instants = random.Random(20)
    acknowledged: dict[int, str] = {}
    begin = 0
    for _ in range(6):
        lines = killed(
            WRITER, str(tmp_path / "s"), str(begin), str(quads), after=instants.uniform(0.001, 0.6)
        )
        for line in lines:
            number, version = line.split()
            acknowledged[int(number)] = version
        begin = max(acknowledged, default=-1) + 1
        with open_store(tmp_path / "s", read_only=True) as store:
            listed = {article.iri.value: article for article in store.articles()}
            for key, version in acknowledged.items():
                for name in (key, key + 500_000):
                    iri = NamedNode(f"https://example.org/{name}/graph")
                    found = {quad.object.value for quad in store.quads(iri)}  # type: ignore[union-attr]
                    # The commit that was under way may be done although nobody was told.
                    assert found == {version} or (version == "old" and found == {"new"})
                    assert listed[iri.value].run.value.endswith("/run/" + found.pop())
            for article in listed.values():
                assert len(list(store.quads(article.iri))) == quads
                assert len(list(store.quads(article.provenance_iri))) == 1
            graphs = {quad.graph_name for quad in store.quads()}
            assert len(graphs) == 2 * len(listed)
    assert len(acknowledged) > 3


# Builds a folder of articles with extractions made by hand.
BUILDER = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[3])
from handmade import Handmade
from sayso.build import build
from sayso.validate import Validator

def progress(done):
    if done >= int(sys.argv[4]):
        print("open", flush=True)

build([sys.argv[2]], Path(sys.argv[1]), Handmade(), Validator(), progress=progress)
"""


def test_a_build_goes_on_where_it_was_killed(tmp_path: Path, sample_text: str) -> None:
    articles = tmp_path / "articles"
    articles.mkdir()
    for number in range(60):
        (articles / f"{number:03}.txt").write_text(f"{sample_text}\nNumber {number}.\n", "utf-8")
    instants = random.Random(4)
    here = str(Path(__file__).parent)
    sizes = []
    for count in (10, 40):
        pause = instants.uniform(0, 0.2)
        killed(BUILDER, str(tmp_path / "s"), str(articles), here, str(count), after=pause)
        with open_store(tmp_path / "s") as store:
            sizes.append(len(list(store.articles())))
    assert sizes == sorted(sizes)
    assert any(0 < size < 60 for size in sizes)
    for where in ("s", "whole"):
        subprocess.run(
            [sys.executable, "-c", BUILDER, str(tmp_path / where), str(articles), here, "0"],
            env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
            check=True,
            capture_output=True,
        )
    with open_store(tmp_path / "s") as resumed, open_store(tmp_path / "whole") as whole:
        assert len(list(resumed.articles())) == 60
        assert list(resumed.articles()) == list(whole.articles())
        assert set(resumed.quads()) == set(whole.quads())


# Puts one large graph in the place of the other, and the other back.
REPLACER = """
import sys
from pathlib import Path
from pyoxigraph import Literal, NamedNode, Quad
from sayso.store import open_store

name = NamedNode("https://example.org/actors")

def version(number):
    return [
        Quad(NamedNode(f"{name.value}/{i}"), name, Literal(str(i if i % 3 else number)), name)
        for i in range(6_000)
    ]

store = open_store(Path(sys.argv[1]))
print("open", flush=True)
for number in range(1, 100_000):
    store.replace_graph(name, version(-number))
    print(number, flush=True)
"""


def test_a_graph_of_all_articles_is_replaced_whole_or_not(tmp_path: Path) -> None:
    instants = random.Random(7)
    name = NamedNode("https://example.org/actors")
    sizes = set()
    for _ in range(4):
        killed(REPLACER, str(tmp_path / "s"), after=instants.uniform(0.01, 0.8))
        with open_store(tmp_path / "s", read_only=True) as store:
            values = [int(getattr(quad.object, "value", "")) for quad in store.quads(name)]
        assert len({value for value in values if value < 0}) <= 1
        sizes.add(len(values))
    assert sizes <= {0, 6_000} and 6_000 in sizes
