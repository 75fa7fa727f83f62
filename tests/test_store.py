"""The store: whole graphs in and out, one writer or several readers, errors a person can act on."""

import dataclasses
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pyoxigraph
import pytest
from pyoxigraph import Literal, NamedNode, QuerySolutions, Variable

from sayso.errors import StoreError, UsageError
from sayso.mapping import map_extraction
from sayso.model import Extraction
from sayso.store import DEFAULT_BASE, ArticleGraph, Store, open_store

COUNT = "SELECT (COUNT(*) AS ?n) WHERE { GRAPH <%s> { ?s ?p ?o } }"


@pytest.fixture
def graph(extraction: Extraction) -> ArticleGraph:
    return map_extraction(extraction)


@pytest.fixture
def other(make_extraction: Callable[[str], Extraction], extraction: Extraction) -> ArticleGraph:
    """Return the graph of another text."""
    return map_extraction(make_extraction(extraction.article.text + "\nMore.\n"))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "store") as opened:
        yield opened


def count(store: Store, graph: NamedNode) -> int:
    answer = store.query(COUNT % graph.value)
    assert isinstance(answer, QuerySolutions)
    return int(next(answer)["n"].value)


def test_what_goes_in_comes_out(store: Store, graph: ArticleGraph) -> None:
    store.replace([graph])
    assert set(store.quads(graph.iri)) == set(graph.quads)
    assert set(store.quads(graph.provenance_iri)) == set(graph.provenance)
    assert set(store.quads()) == {*graph.quads, *graph.provenance}


def test_storing_again_changes_nothing(store: Store, graph: ArticleGraph) -> None:
    store.replace([graph])
    before = set(store.quads())
    store.replace([graph, graph])
    store.replace([graph])
    assert set(store.quads()) == before
    assert [article.iri for article in store.articles()] == [graph.iri]


def test_a_graph_is_replaced_as_a_whole(
    store: Store, graph: ArticleGraph, other: ArticleGraph, extraction: Extraction
) -> None:
    store.replace([graph, other])
    less = map_extraction(
        dataclasses.replace(
            extraction,
            statements=(),
            characterizations=(),
            stances=(),
            events=(),
            propositions=(),
            assessments=(),
        )
    )
    store.replace([less])
    assert set(store.quads(graph.iri)) == set(less.quads)
    assert set(store.quads(other.iri)) == set(other.quads)


def test_a_retired_graph_leaves_nothing_behind(
    store: Store, graph: ArticleGraph, other: ArticleGraph
) -> None:
    store.replace([graph])
    store.replace([other], retire=[graph.iri])
    assert set(store.quads()) == {*other.quads, *other.provenance}
    assert [article.digest for article in store.articles()] == [other.digest]


def test_the_list_of_articles_says_where_they_came_from(
    store: Store, graph: ArticleGraph, other: ArticleGraph
) -> None:
    store.replace([graph, other])
    listed = list(store.articles())
    assert [article.iri.value for article in listed] == sorted([graph.iri.value, other.iri.value])
    (found,) = (article for article in listed if article.iri == graph.iri)
    assert (found.digest, found.origin) == (graph.digest, "news/bridge.txt")
    assert (found.run, found.provenance_iri) == (graph.run, graph.provenance_iri)


def test_a_run_is_known_once_its_graph_is_stored(
    store: Store, graph: ArticleGraph, other: ArticleGraph
) -> None:
    assert not store.contains(graph.run)
    store.replace([graph])
    assert store.contains(graph.run)
    assert not store.contains(other.run)


def test_questions_see_all_graphs_as_one(
    store: Store, graph: ArticleGraph, other: ArticleGraph
) -> None:
    store.replace([graph, other])
    answer = store.query(
        "SELECT DISTINCT ?a ?title WHERE { ?a a <https://w3id.org/sayso/ns#Article> ; "
        "<https://schema.org/headline> ?title }",
        {Variable("title"): Literal("Council approves bridge")},
    )
    assert isinstance(answer, QuerySolutions)
    assert len(list(answer)) == 2


def test_two_texts_with_one_iri_are_refused(store: Store, graph: ArticleGraph) -> None:
    store.replace([graph])
    clash = dataclasses.replace(graph, digest="0" * 64)
    with pytest.raises(StoreError, match="different texts"):
        store.replace([clash])
    assert set(store.quads(graph.iri)) == set(graph.quads)


# ---------- SPARQL that is refused


def test_a_mistake_in_a_query_is_the_users(store: Store) -> None:
    with pytest.raises(UsageError, match="not valid SPARQL"):
        store.query("SELECT ?x WHERE { ?x")


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * WHERE { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }",
        "SELECT * WHERE { ?s ?p ?o . service silent ?s { ?s ?p ?o } }",
        "SELECT * WHERE { BIND('#' AS ?a) SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }",
        'SELECT * WHERE { BIND("\\"" AS ?a) SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }',
        "SELECT * WHERE { FILTER(?a <?b) SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }",
        "SELECT * WHERE {{?s ?p ?o}SERVICE<http://127.0.0.1:1/>{ ?s ?p ?o } }",
    ],
)
def test_no_query_reaches_another_server(store: Store, query: str) -> None:
    with pytest.raises(UsageError, match="offline"):
        store.query(query)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * WHERE { ?s ?p 'SERVICE' } # SERVICE",
        "SELECT * WHERE { ?service ?p <http://x.org/SERVICE> }",
        "PREFIX service: <http://x.org/> SELECT * WHERE { ?s service:service ?SERVICE }",
        "PREFIX x: <http://x.org/> SELECT * WHERE { ?s x:service '''it's SERVICE''' }",
    ],
)
def test_the_word_service_alone_does_no_harm(store: Store, query: str) -> None:
    assert list(store.query(query)) == []  # type: ignore[arg-type]


# ---------- opening


def test_a_query_can_say_which_graphs_it_is_about(
    store: Store, graph: ArticleGraph, other: ArticleGraph
) -> None:
    store.replace([graph, other])
    answer = store.query(f"SELECT (COUNT(*) AS ?n) FROM {graph.iri} {{ ?s ?p ?o }}")
    assert isinstance(answer, QuerySolutions)
    assert int(next(answer)["n"].value) == len(set(graph.quads))


def test_the_folder_says_what_it_is(tmp_path: Path) -> None:
    with open_store(tmp_path / "s", base="https://news.example/") as store:
        assert store.base == "https://news.example/"
    marker = json.loads((tmp_path / "s" / "sayso-store.json").read_text(encoding="utf-8"))
    assert (marker["format"], marker["base"]) == (1, "https://news.example/")
    with open_store(tmp_path / "s", read_only=True) as store:
        assert store.base == "https://news.example/"


def test_another_base_is_refused(tmp_path: Path) -> None:
    open_store(tmp_path / "s").close()
    with pytest.raises(StoreError, match=f"made with the base {DEFAULT_BASE}"):
        open_store(tmp_path / "s", base="https://news.example/")


def test_a_base_that_is_no_iri_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot begin an IRI"):
        open_store(tmp_path / "s", base="my news")


def test_a_folder_of_something_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("mine")
    for read_only in (False, True):
        with pytest.raises(StoreError, match="not a Sayso store"):
            open_store(tmp_path, read_only=read_only)
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]


def test_a_store_that_is_not_there_is_not_made_by_reading(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="no store at"):
        open_store(tmp_path / "s", read_only=True)
    assert list(tmp_path.iterdir()) == []


def test_a_file_is_no_store(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(StoreError):
        open_store(tmp_path / "file")


@pytest.mark.parametrize("marker", ["", "[]", '{"format": 1}'])
def test_a_damaged_marker_is_reported(tmp_path: Path, marker: str) -> None:
    open_store(tmp_path / "s").close()
    (tmp_path / "s" / "sayso-store.json").write_text(marker)
    with pytest.raises(StoreError, match="cannot be understood"):
        open_store(tmp_path / "s")


def test_a_store_of_another_format_is_refused(tmp_path: Path) -> None:
    open_store(tmp_path / "s").close()
    (tmp_path / "s" / "sayso-store.json").write_text('{"format": 2, "base": "x:", "sayso": "9.1"}')
    with pytest.raises(StoreError, match=r"format 2.*9\.1"):
        open_store(tmp_path / "s")


def test_a_damaged_database_is_reported(tmp_path: Path) -> None:
    open_store(tmp_path / "s").close()
    (tmp_path / "s" / "oxigraph" / "CURRENT").write_text("nonsense\n")
    with pytest.raises(StoreError, match="Could not open"):
        open_store(tmp_path / "s")


def test_a_closed_store_says_so(tmp_path: Path) -> None:
    store = open_store(tmp_path / "s")
    store.close()
    store.close()
    with pytest.raises(StoreError, match="has been closed"):
        store.query("ASK {}")


# ---------- several processes

HOLDER = """
import sys
from pathlib import Path
from sayso.store import open_store
store = open_store(Path(sys.argv[1]), read_only=sys.argv[2] == "read")
print("open", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def hold(tmp_path: Path) -> Iterator[Callable[[str], "subprocess.Popen[str]"]]:
    """Return a function that opens the store in another process, to "read" or to "write"."""
    started = []

    def start(how: str) -> "subprocess.Popen[str]":
        process = subprocess.Popen(
            [sys.executable, "-c", HOLDER, str(tmp_path / "s"), how],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        )
        started.append(process)
        assert process.stdout is not None
        assert process.stdout.readline() == "open\n"
        return process

    yield start
    for process in started:
        process.kill()
        process.communicate()


Hold = Callable[[str], "subprocess.Popen[str]"]


def test_a_second_writer_is_told_who_is_writing(tmp_path: Path, hold: Hold) -> None:
    writer = hold("write")
    for read_only in (False, True):
        with pytest.raises(StoreError, match=f"written by process {writer.pid}"):
            open_store(tmp_path / "s", read_only=read_only)


def test_readers_share_the_store_and_keep_writers_out(tmp_path: Path, hold: Hold) -> None:
    open_store(tmp_path / "s").close()
    hold("read")
    open_store(tmp_path / "s", read_only=True).close()
    with pytest.raises(StoreError, match="being read by another process"):
        open_store(tmp_path / "s")


def test_a_killed_writer_leaves_no_lock(tmp_path: Path, hold: Hold) -> None:
    writer = hold("write")
    writer.kill()
    writer.wait()
    open_store(tmp_path / "s", read_only=True).close()
    open_store(tmp_path / "s").close()


def test_a_reader_cannot_write(tmp_path: Path, graph: ArticleGraph) -> None:
    with open_store(tmp_path / "s") as store:
        store.replace([graph])
    with open_store(tmp_path / "s", read_only=True) as store:
        assert set(store.quads(graph.iri)) == set(graph.quads)
        with pytest.raises(StoreError):
            store.replace([graph])


def test_a_store_without_a_lock_file_is_read_and_closed(
    tmp_path: Path, graph: ArticleGraph
) -> None:
    with open_store(tmp_path / "s") as store:
        store.replace([graph])
    (tmp_path / "s" / "lock").unlink()
    with open_store(tmp_path / "s", read_only=True) as store:
        assert set(store.quads(graph.iri)) == set(graph.quads)


# ---------- when the disk says no

FILL = """
import resource, signal, sys
from pathlib import Path
from pyoxigraph import Literal, NamedNode, Quad
from sayso.errors import StoreError
from sayso.store import ArticleGraph, open_store

def graph(number):
    name = f"https://example.org/{number}"
    iri, provenance, run = (NamedNode(name + end) for end in ("/graph", "/provenance", "/run"))
    noise = "".join(chr(33 + (i * i * (number + 3)) % 90) for i in range(20000))
    quads = tuple(Quad(iri, iri, Literal(f"{i} {noise}"), iri) for i in range(20))
    return ArticleGraph(iri, provenance, run, f"{number}", quads, (), "")

signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
store = open_store(Path(sys.argv[1]))
store.replace([graph(0)])
store.flush()
resource.setrlimit(resource.RLIMIT_FSIZE, (2_000_000, 2_000_000))
written = 1
try:
    for number in range(1, 100):
        store.replace([graph(number)])
        written += 1
except StoreError as error:
    print(error)
    print(written)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="needs limits on file sizes")
def test_a_full_disk_is_an_error_and_keeps_what_was_committed(tmp_path: Path) -> None:
    """A limit on file sizes stands in for the full disk: both make a write fail half-way."""
    result = run(FILL, str(tmp_path / "s"))
    message, written = result.stdout.strip().rsplit("\n", 1)
    assert "The disk is full" in message
    assert "Free some space" in message
    with open_store(tmp_path / "s") as store:
        articles = list(store.articles())
        assert len(articles) == int(written)
        assert all(len(list(store.quads(article.iri))) == 20 for article in articles)


FORBIDDEN = """
import os, sys
from pathlib import Path
from sayso.errors import StoreError
from sayso.store import open_store
import sayso.store.embedded
if os.geteuid() == 0:
    os.setuid(65534)  # the superuser may do everything, "nobody" may not
for read_only in (False, True):
    try:
        open_store(Path(sys.argv[1]), read_only=read_only)
    except StoreError as error:
        print(error)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="needs permissions")
@pytest.mark.parametrize("place", ["", "s", "s/oxigraph"])
def test_a_folder_that_may_not_be_used_is_reported(tmp_path: Path, place: str) -> None:
    open_store(tmp_path / "s").close()
    closed = tmp_path / place
    closed.chmod(0o000)
    try:
        result = run(FORBIDDEN, str(tmp_path / "s"))
    finally:
        closed.chmod(0o700)
    assert result.stdout.count("may not be accessed") == 2, result.stdout + result.stderr


def run(program: str, *arguments: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-c", program, *arguments],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        check=False,
    )


def test_the_store_opens_without_loading_the_language_model() -> None:
    program = "import sys, sayso.store.embedded; print('spacy' in sys.modules)"
    assert run(program).stdout == "False\n"


def test_a_dump_of_the_store_can_be_read_by_others(store: Store, graph: ArticleGraph) -> None:
    store.replace([graph])
    text = pyoxigraph.serialize(store.quads(), format=pyoxigraph.RdfFormat.N_QUADS)
    assert text is not None
    again = pyoxigraph.parse(text, pyoxigraph.RdfFormat.N_QUADS)
    assert set(again) == {*graph.quads, *graph.provenance}
