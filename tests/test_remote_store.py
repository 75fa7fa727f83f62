"""What is kept on servers, Oxigraph and Virtuoso, and comes back as it was."""

from __future__ import annotations

import dataclasses
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad, QuerySolutions, QueryTriples, Triple, Variable

from sayso.errors import StoreError, UsageError
from sayso.query import ask
from sayso.store import ArticleGraph, Patch, Store, open_store
from sayso.store.remote import RemoteStore
from sayso.store.transport import Credentials, Patience

sys.path.insert(0, str(Path(__file__).parent))

from remote_servers import oxigraph, virtuoso, without_credentials

QUICK = Patience(tries=4, pause=0.01, timeout=30.0)
G, P = NamedNode("https://example.org/sayso/notes"), NamedNode("http://example.org/p")


@pytest.fixture(autouse=True)
def no_credentials(monkeypatch: pytest.MonkeyPatch) -> None:
    without_credentials(monkeypatch)


@pytest.fixture(scope="module", params=["oxigraph", "oxigraph with union", "virtuoso"])
def running(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[str, Credentials]]:
    """Return the address of a server, and what it wants to be shown."""
    folder = tmp_path_factory.mktemp("server")
    if request.param == "virtuoso":
        with virtuoso(folder) as address:
            yield address, Credentials("dba", "dba")
    else:
        options = ["--union-default-graph"] if "union" in request.param else []
        with oxigraph(folder, *options) as address:
            yield address, Credentials()


@pytest.fixture
def store(running: tuple[str, Credentials]) -> Iterator[Store]:
    """Return an empty store."""
    address, credentials = running
    with RemoteStore.open(address, credentials=credentials, patience=QUICK) as opened:
        for article in list(opened.articles()):
            opened.replace([], retire=[article.iri])
        opened.curate([], [])
        opened.replace_graph(G, [])
        yield opened


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
    store: Store, graph: ArticleGraph, other: ArticleGraph
) -> None:
    store.replace([graph, other])
    less = dataclasses.replace(graph, quads=graph.quads[:10])
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
    assert not store.contains(graph.run)
    store.replace([graph, other])
    listed = list(store.articles())
    assert [article.iri.value for article in listed] == sorted([graph.iri.value, other.iri.value])
    (found,) = (article for article in listed if article.iri == graph.iri)
    assert (found.digest, found.origin) == (graph.digest, "news/bridge.txt")
    assert (found.run, found.provenance_iri) == (graph.run, graph.provenance_iri)
    assert store.contains(graph.run)


def test_two_texts_with_one_iri_are_refused(store: Store, graph: ArticleGraph) -> None:
    store.replace([graph])
    with pytest.raises(StoreError, match="Two articles with different texts"):
        store.replace([dataclasses.replace(graph, digest="0" * 64)])
    assert set(store.quads(graph.iri)) == set(graph.quads)


def test_questions_see_all_graphs_as_one(
    store: Store, graph: ArticleGraph, other: ArticleGraph
) -> None:
    store.replace([graph, other])
    found = ask("SELECT ?who { ?c sayso:evaluator/sayso:name ?who }", store)
    assert "Ana Ruiz" in str(found.rows)
    answer = store.query(
        "SELECT DISTINCT ?a ?title WHERE { ?a a <https://w3id.org/sayso/ns#Article> ; "
        "<https://schema.org/headline> ?title }",
        {Variable("title"): Literal("Council approves bridge")},
    )
    assert isinstance(answer, QuerySolutions)
    assert len(list(answer)) == 2
    with pytest.raises(UsageError, match="does not take the query"):
        store.query("SELECT * { ?s ?p ", {})


def test_an_answer_that_would_be_wrong_is_not_given(
    store: Store, running: tuple[str, Credentials]
) -> None:
    asked = 'ASK { FILTER(COALESCE(REGEX("a", ?x, "i"), true)) }'
    if running[1].user == "dba":  # Virtuoso; the others answer.
        with pytest.raises(StoreError, match="takes an error inside COALESCE for no"):
            ask(asked, store)
    else:
        assert ask(asked, store).rows == ((True,),)
    assert ask("ASK { FILTER(COALESCE(?x, true)) }", store).rows == ((True,),)


def test_the_forms_of_a_query_come_as_they_are(store: Store, graph: ArticleGraph) -> None:
    store.replace([graph])
    assert bool(store.query("ASK { ?s a <https://w3id.org/sayso/ns#Statement> }")) is True
    assert bool(store.query("ASK { ?s a <http://example.org/nothing> }")) is False
    made = store.query("CONSTRUCT { ?s a ?t } WHERE { ?s a ?t } # SELECT")
    assert isinstance(made, QueryTriples) and len(set(made)) > 5
    assert isinstance(store.query(f"DESCRIBE {graph.iri}"), QueryTriples)
    with pytest.raises(UsageError, match="SERVICE"):
        store.query("SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }")


def test_values_keep_their_types(store: Store) -> None:
    xsd = "http://www.w3.org/2001/XMLSchema#"
    values = [
        Literal(True),
        Literal(False),
        Literal(7),
        Literal("0.5", datatype=NamedNode(f"{xsd}decimal")),
        Literal("2021-03-12", datatype=NamedNode(f"{xsd}date")),
        Literal("“ü”\n\t\\ \"quoted\" 'x' }", language="en"),
        Literal("plain < & >"),
        Literal(""),
    ]
    store.replace_graph(G, [Quad(G, P, value, G) for value in values])
    answer = store.query(f"SELECT ?o {{ GRAPH {G} {{ ?s ?p ?o }} }}")
    assert isinstance(answer, QuerySolutions)
    assert {row["o"] for row in answer} == set(values)
    assert {quad.object for quad in store.quads(G)} == set(values)


def test_a_graph_of_no_article_can_be_put_and_taken_out(store: Store) -> None:
    store.replace_graph(G, [Quad(G, P, Literal(1), G)])
    store.replace_graph(G, [Quad(G, P, Literal(2), G)])
    assert [quad.object for quad in store.quads(G)] == [Literal(2)]
    store.replace_graph(G, [])
    assert list(store.quads(G)) == []


def test_a_large_graph_arrives_whole(store: Store) -> None:
    large = [Quad(NamedNode(f"http://example.org/{n}"), P, Literal(n), G) for n in range(9_000)]
    store.replace_graph(G, large)
    assert set(store.quads(G)) == set(large)


def test_judgements_are_kept_and_taken_back(store: Store, graph: ArticleGraph) -> None:
    store.replace([graph])
    taken = graph.quads[0].triple
    put = Triple(graph.iri, P, Literal("put"))
    patch = Patch(graph.iri, frozenset({taken}), frozenset({put}))
    why = Quad(graph.iri, P, Literal("why"), store.curation_graph())
    store.curate([patch], [why])
    assert list(store.patches()) == [patch]
    assert set(store.quads(store.curation_graph())) == {why}
    changed = {quad.triple for quad in store.quads(graph.iri)}
    assert put in changed and taken not in changed
    store.curate([Patch(graph.iri, frozenset(), frozenset())], [])
    assert set(store.quads(graph.iri)) == set(graph.quads)
    assert list(store.patches()) == [] and list(store.quads(store.curation_graph())) == []


def test_another_base_is_refused(store: Store, running: tuple[str, Credentials]) -> None:
    address, credentials = running
    with pytest.raises(StoreError, match="was made with the base"):
        RemoteStore.open(address, base="http://other.example/", credentials=credentials)


def test_a_reader_cannot_write_and_makes_nothing(
    store: Store, running: tuple[str, Credentials], graph: ArticleGraph
) -> None:
    address, credentials = running
    with RemoteStore.open(address, credentials=credentials, read_only=True) as reader:
        with pytest.raises(StoreError, match="to be read only"):
            reader.replace([graph])
        assert list(reader.articles()) == []
    with pytest.raises(StoreError, match="has been closed"):
        reader.query("ASK {}")


@pytest.mark.parametrize("options", [[], ["--union-default-graph"]])
def test_a_prepared_question_has_the_answer_of_the_store_on_disk(
    tmp_path: Path, graph: ArticleGraph, other: ArticleGraph, options: list[str]
) -> None:
    with open_store(tmp_path / "store") as on_disk:
        on_disk.replace([graph, other])
        wanted = ask("who-characterized-whom", on_disk)
    with oxigraph(tmp_path, *options) as address, RemoteStore.open(address) as remote:
        remote.replace([graph, other])
        found = ask("who-characterized-whom", remote)
    assert sorted(map(str, found.rows)) == sorted(map(str, wanted.rows))
    assert found.columns == wanted.columns and len(wanted.rows) >= 2
