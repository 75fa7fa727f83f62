"""Connections to a server that break, and what is shown to it."""

from __future__ import annotations

import dataclasses
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from sayso.errors import StoreError, UsageError
from sayso.store import ArticleGraph
from sayso.store.remote import RemoteStore
from sayso.store.transport import Credentials, Patience, challenge, digest

sys.path.insert(0, str(Path(__file__).parent))

from remote_proxy import Way, basic, proxy
from remote_servers import oxigraph, without_credentials

QUICK = Patience(tries=4, pause=0.01, timeout=30.0)
G, P = NamedNode("https://example.org/sayso/notes"), NamedNode("http://example.org/p")


@pytest.fixture(autouse=True)
def no_credentials(monkeypatch: pytest.MonkeyPatch) -> None:
    without_credentials(monkeypatch)


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
