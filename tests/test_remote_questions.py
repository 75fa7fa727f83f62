"""Every prepared question on Oxigraph's server and on Virtuoso: the rows of the store on disk."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse

from sayso.query import Question, Table, ask, questions
from sayso.store import Store, open_store
from sayso.store.remote import RemoteStore
from sayso.store.transport import Credentials

sys.path.insert(0, str(Path(__file__).parent))

from remote_servers import oxigraph, virtuoso

BASE = "https://example.org/sayso/"
CASES = Path(__file__).parent / "queries"
KNOWN: dict[tuple[str, str], str] = {}
"""What a server answers otherwise: its name and that of the question, and why."""
WITHOUT_ORDER = {"forms": " | ", "names": " | ", "by": ", "}
"""Columns in which texts are joined whose order SPARQL does not fix."""
ACCENTS = str.maketrans({"a": "á", "e": "ê", "g": "ğ", "n": "ñ", "o": "ö", "-": "…"})


@pytest.fixture(scope="module")
def on_disk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """Return a store of the data of all questions, once as they are and once with accents."""
    with open_store(tmp_path_factory.mktemp("questions") / "store", base=BASE) as store:
        for name, quads in graphs().items():
            store.replace_graph(name, quads)
        yield store


@pytest.fixture(scope="module", params=["oxigraph", "virtuoso"])
def server(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, on_disk: Store
) -> Iterator[tuple[str, Store]]:
    """Return the name of a server, and a store there with the same graphs."""
    start = virtuoso if request.param == "virtuoso" else oxigraph
    shown = Credentials("dba", "dba") if request.param == "virtuoso" else Credentials()
    with (
        start(tmp_path_factory.mktemp("server")) as address,
        RemoteStore.open(address, base=BASE, credentials=shown) as store,
    ):
        for name, quads in graphs().items():
            store.replace_graph(name, quads)
        assert set(store.quads()) == set(on_disk.quads())
        yield request.param, store


def graphs() -> dict[NamedNode, list[Quad]]:
    """Return the graphs of all questions; those of one have its name in all identifiers."""
    found: dict[NamedNode, list[Quad]] = {}
    for path in sorted(CASES.glob("*/data.trig")):
        for accents in (False, True):
            folder = f"{BASE}{path.parent.name}{'-accents' if accents else ''}/"
            for quad in parse(path=str(path), format=RdfFormat.TRIG):
                s, p, o, g = (_moved(term, folder, accents) for term in quad)
                found.setdefault(g, []).append(Quad(s, p, o, g))
    return found


def _moved(term: Any, folder: str, accents: bool) -> Any:
    if isinstance(term, NamedNode) and term.value.startswith(BASE):
        return NamedNode(folder + term.value.removeprefix(BASE))
    if accents and isinstance(term, Literal) and term.datatype.value.endswith("#string"):
        text = term.value.translate(ACCENTS)
        return term if term.value[:4].isdigit() else Literal(text)
    return term


def forms(one: Question) -> list[dict[str, Any]]:
    """Return no parameters, and those of each of the cases of a question."""
    cases = json.loads((CASES / one.name / "expected.json").read_text(encoding="utf-8"))
    found = [{}, *(case["parameters"] for case in cases if "limit" not in case["parameters"])]
    return [given for at, given in enumerate(found) if given not in found[:at]]


@pytest.mark.parametrize("one", questions(), ids=lambda one: one.name)
def test_a_question_has_the_rows_of_the_store_on_disk(
    server: tuple[str, Store], on_disk: Store, one: Question
) -> None:
    name, store = server
    if (name, one.name) in KNOWN:
        pytest.xfail(KNOWN[name, one.name])
    for given in forms(one):
        wanted, found = ask(one.name, on_disk, **given), ask(one.name, store, **given)
        assert found.columns == wanted.columns
        assert _rows(found) == _rows(wanted), given
        assert given or wanted.rows


def _rows(table: Table) -> list[str]:
    """Return the rows in an order that is that of no store."""
    found = []
    for row in table.rows:
        cells: dict[str, object] = dict(zip(table.columns, row, strict=True))
        for column in WITHOUT_ORDER.keys() & cells.keys():
            cells[column] = sorted(str(cells[column]).split(WITHOUT_ORDER[column]))
        found.append(repr(cells))
    return sorted(found)
