"""Addresses of servers in the place of folders, and where they lead."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from sayso.cli.root import sayso
from sayso.errors import StoreError
from sayso.store import ArticleGraph, open_store, place_of
from sayso.store.address import RemotePlace, endpoints

sys.path.insert(0, str(Path(__file__).parent))

from remote_servers import oxigraph, without_credentials


@pytest.fixture(autouse=True)
def no_credentials(monkeypatch: pytest.MonkeyPatch) -> None:
    without_credentials(monkeypatch)


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


def test_an_address_is_a_place_like_a_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, graph: ArticleGraph
) -> None:
    monkeypatch.chdir(tmp_path)
    assert place_of("news.store") == Path("news.store")
    assert not isinstance(place_of("news.store"), RemotePlace)
    with oxigraph(tmp_path) as address:
        place = place_of(address)
        assert place.name.startswith("127.0.0.1-") and place.suffix == ".sayso"
        with pytest.raises(StoreError, match="There is no store"):
            open_store(place, read_only=True)
        assert not place.exists()
        with open_store(place) as store:
            store.replace([graph])
        (place / "rejects.jsonl").write_text("", encoding="utf-8")
        with open_store(place, read_only=True) as store:
            assert [article.iri for article in store.articles()] == [graph.iri]


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
