"""Stores on servers: Oxigraph and Virtuoso, started here; connections that break; credentials."""

from __future__ import annotations

import dataclasses
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from pyoxigraph import Literal, NamedNode, Quad, QuerySolutions, QueryTriples, Triple, Variable

from sayso.cli.root import sayso
from sayso.errors import StoreError, UsageError
from sayso.mapping import map_extraction
from sayso.model import Extraction
from sayso.query import ask
from sayso.store import ArticleGraph, Patch, Store, open_store, place_of
from sayso.store.address import RemotePlace, endpoints
from sayso.store.remote import RemoteStore
from sayso.store.transport import Credentials, Patience, challenge, digest

sys.path.insert(0, str(Path(__file__).parent))

from remote_servers import Way, basic, oxigraph, proxy, virtuoso, without_credentials

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


@pytest.fixture
def graph(extraction: Extraction) -> ArticleGraph:
    return map_extraction(extraction)


@pytest.fixture
def other(make_extraction: Callable[[str], Extraction], extraction: Extraction) -> ArticleGraph:
    """Return the graph of another text."""
    return map_extraction(make_extraction(extraction.article.text + "\nMore.\n"))


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


def test_commands_take_an_address_for_a_store(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, graph: ArticleGraph, other: ArticleGraph
) -> None:
    monkeypatch.chdir(tmp_path)
    with open_store(tmp_path / "store") as on_disk:
        on_disk.replace([graph, other])
    with oxigraph(tmp_path) as address:
        with open_store(place_of(address)) as remote:
            remote.replace([graph, other])
        for name in ("graphs.trig", "triples.ttl", "network.gexf"):
            written = []
            for store in (address, "store"):
                run = CliRunner().invoke(sayso, ["export", name, "--store", store])
                assert run.exit_code == 0, run.output
                written.append((tmp_path / name).read_bytes())
            assert written[0] == written[1]
        run = CliRunner().invoke(sayso, ["stats", "--json", "--store", address])
        assert run.exit_code == 0 and '"articles"' in run.output
    run = CliRunner().invoke(sayso, ["stats", "--store", "http://127.0.0.1:9/?x=:secret@"])
    assert run.exit_code == 2 and "Traceback" not in run.output


# Connections that break


@pytest.fixture
def way(tmp_path: Path) -> Iterator[Way]:
    """Return a proxy before an Oxigraph server with an empty store."""
    with oxigraph(tmp_path) as address, proxy(address) as between:
        yield between


@pytest.mark.parametrize("trouble", ["drop", "lose", "503", "429", "502"])
def test_what_breaks_is_tried_again_and_done_once(
    way: Way, graph: ArticleGraph, trouble: str
) -> None:
    with RemoteStore.open(way.address, patience=QUICK) as store:
        store.replace([graph])
        way.script += [trouble, "", trouble, trouble, ""] * 3
        less = dataclasses.replace(graph, quads=graph.quads[:10])
        store.replace([less])
        store.replace_graph(G, [Quad(G, P, Literal(1), G)])
        way.script.clear()
        assert set(store.quads(graph.iri)) == set(less.quads)
        assert len(list(store.articles())) == len(list(store.quads(G))) == 1


def test_what_breaks_for_long_is_an_error(way: Way, graph: ArticleGraph) -> None:
    with RemoteStore.open(way.address, patience=QUICK) as store:
        way.script += ["503"] * 4
        with pytest.raises(StoreError, match="could not answer in 4 tries"):
            store.replace([graph])
        way.script += ["drop"] * 20
        with pytest.raises(StoreError, match="could not be reached in 4 tries"):
            store.replace([graph])
        way.script.clear()
        assert list(store.quads()) == []


def test_no_other_place_is_followed(way: Way) -> None:
    way.script += ["307"]
    with pytest.raises(StoreError, match=r"points to another address, http://elsewhere\.example/"):
        RemoteStore.open(way.address, patience=QUICK)


def test_nobody_at_the_address_is_said() -> None:
    with pytest.raises(StoreError, match="could not be reached"):
        RemoteStore.open("http://127.0.0.1:9/", patience=QUICK)


def test_something_else_at_the_address_is_said(way: Way) -> None:
    with pytest.raises(StoreError):
        RemoteStore.open(f"{way.address}/nothing/here", patience=QUICK)


def test_a_store_is_not_made_by_reading(way: Way) -> None:
    with pytest.raises(StoreError, match="There is no store at"):
        RemoteStore.open(way.address, read_only=True, patience=QUICK)


# Credentials


@pytest.mark.parametrize("kind", ["basic", "bearer"])
def test_credentials_come_from_the_environment(
    way: Way, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    way.challenge = 'Basic realm="a store", charset="UTF-8"'
    way.authorization = basic("ana", "pass:wörd") if kind == "basic" else "Bearer abc.def"
    with pytest.raises(StoreError, match="None was given"):
        RemoteStore.open(way.address, patience=QUICK)
    if kind == "basic":
        monkeypatch.setenv("SAYSO_STORE_USER", "ana")
        monkeypatch.setenv("SAYSO_STORE_PASSWORD", "pass:wörd")
    else:
        monkeypatch.setenv("SAYSO_STORE_TOKEN", "abc.def")
    with RemoteStore.open(way.address, patience=QUICK) as store:
        store.replace_graph(G, [Quad(G, P, Literal(1), G)])
    monkeypatch.setenv("SAYSO_STORE_PASSWORD", "wrong")
    monkeypatch.setenv("SAYSO_STORE_TOKEN", "wrong" if kind == "bearer" else "")
    with pytest.raises(StoreError, match="wants other credentials") as raised:
        RemoteStore.open(way.address, patience=QUICK)
    assert "wrong" not in str(raised.value)


def test_secrets_do_not_go_over_an_open_line() -> None:
    with pytest.raises(StoreError, match="without encryption"):
        RemoteStore.open("http://192.0.2.1/", credentials=Credentials(token="abc"), patience=QUICK)
    assert "abc" not in repr(Credentials("ana", "abc", "abc"))


def test_an_address_with_a_password_is_refused() -> None:
    with pytest.raises(UsageError, match="has a user or password in it") as raised:
        RemoteStore.open("https://ana:secret@store.example/sparql")
    assert "secret" not in str(raised.value)


@pytest.mark.parametrize(
    ("algorithm", "response"),
    [
        ("MD5", "8ca523f5e9506fed4657c9700eebdbec"),
        ("SHA-256", "753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1"),
    ],
)
def test_a_digest_is_that_of_the_example_in_the_standard(
    monkeypatch: pytest.MonkeyPatch, algorithm: str, response: str
) -> None:
    # RFC 7616, section 3.9.1.
    nonce = "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ"
    monkeypatch.setattr("sayso.store.transport.secrets.token_hex", lambda _: nonce)
    asked = (
        'Basic realm="x", Digest realm="http-auth@example.org", qop="auth, auth-int", '
        f"algorithm={algorithm}, "
        'nonce="7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v", '
        'opaque="FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS"'
    )
    shown = Credentials("Mufasa", "Circle of Life")
    header = digest(challenge(asked), shown, "GET", "/dir/index.html", 1)
    assert f'response="{response}"' in header and "nc=00000001" in header


# Addresses


@pytest.mark.parametrize(
    ("address", "software", "updates", "graphs"),
    [
        ("http://h:7878", "Oxigraph", "http://h:7878/update", "http://h:7878/store"),
        ("http://h:7878/query", "Oxigraph", "http://h:7878/update", "http://h:7878/store"),
        ("https://h/ds/sparql", "Apache Jena Fuseki", "https://h/ds/update", "https://h/ds/data"),
        ("https://h/ds/query", "", "https://h/ds/update", "https://h/ds/data"),
        (
            "https://h/sparql",
            "Virtuoso/07.20",
            "https://h/sparql-auth",
            "https://h/sparql-graph-crud-auth",
        ),
        (
            "https://h/repositories/news",
            "",
            "https://h/repositories/news/statements",
            "https://h/repositories/news/rdf-graphs/service",
        ),
        ("https://h/elsewhere", "", "", ""),
    ],
)
def test_where_changes_go_follows_the_ways_of_the_servers(
    address: str, software: str, updates: str, graphs: str
) -> None:
    found = endpoints(address, software, {})
    assert (found.updates, found.graphs) == (updates, graphs)
    said = {"SAYSO_STORE_UPDATES": "https://h/u", "SAYSO_STORE_GRAPHS": "https://h/g"}
    found = endpoints(address, software, said)
    assert (found.updates, found.graphs) == ("https://h/u", "https://h/g")


def test_a_server_without_whole_graphs_is_updated(
    way: Way, monkeypatch: pytest.MonkeyPatch, graph: ArticleGraph
) -> None:
    monkeypatch.setenv("SAYSO_STORE_GRAPHS", "")
    with RemoteStore.open(way.address, patience=QUICK) as store:
        store.replace([graph])
        store.replace_graph(G, [Quad(G, P, Literal(n), G) for n in range(5_000)])
        assert len(list(store.quads(G))) == 5_000
        assert set(store.quads(graph.iri)) == set(graph.quads)
        store.replace_graph(G, [])
        assert list(store.quads(G)) == []
    assert {method for method, _ in way.seen} == {"POST"}


def test_an_address_is_a_place_like_a_folder(
    way: Way, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, graph: ArticleGraph
) -> None:
    monkeypatch.chdir(tmp_path)
    assert place_of("news.store") == Path("news.store")
    assert not isinstance(place_of("news.store"), RemotePlace)
    place = place_of(way.address)
    assert place.name.startswith("127.0.0.1-") and place.suffix == ".sayso"
    with pytest.raises(StoreError, match="There is no store"):
        open_store(place, read_only=True)
    assert not place.exists()
    with open_store(place) as store:
        store.replace([graph])
    (place / "rejects.jsonl").write_text("", encoding="utf-8")
    with open_store(place, read_only=True) as store:
        assert [article.iri for article in store.articles()] == [graph.iri]
