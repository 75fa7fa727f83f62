"""The store: whole graphs in and out, what lists them, and what a query may say."""

import dataclasses
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph
import pytest
from pyoxigraph import Literal, NamedNode, QuerySolutions, Variable

from sayso.errors import StoreError, UsageError
from sayso.mapping import map_extraction
from sayso.model import Extraction
from sayso.store import ArticleGraph, Store, open_store

COUNT = "SELECT (COUNT(*) AS ?n) WHERE { GRAPH <%s> { ?s ?p ?o } }"


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


def test_a_query_can_say_which_graphs_it_is_about(
    store: Store, graph: ArticleGraph, other: ArticleGraph
) -> None:
    store.replace([graph, other])
    answer = store.query(f"SELECT (COUNT(*) AS ?n) FROM {graph.iri} {{ ?s ?p ?o }}")
    assert isinstance(answer, QuerySolutions)
    assert int(next(answer)["n"].value) == len(set(graph.quads))


def test_the_store_opens_without_loading_the_language_model() -> None:
    program = "import sys, sayso.store.embedded; print('spacy' in sys.modules)"
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-c", program]
    assert subprocess.check_output(command, env=environment, text=True) == "False\n"


def test_a_dump_of_the_store_can_be_read_by_others(store: Store, graph: ArticleGraph) -> None:
    store.replace([graph])
    text = pyoxigraph.serialize(store.quads(), format=pyoxigraph.RdfFormat.N_QUADS)
    assert text is not None
    again = pyoxigraph.parse(text, pyoxigraph.RdfFormat.N_QUADS)
    assert set(again) == {*graph.quads, *graph.provenance}
