"""Exports: nothing is lost, the same content gives the same bytes, other tools can read it."""

import json
import os
import random
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, parse

from sayso.errors import UsageError
from sayso.export import FORMATS, NETWORK_FORMATS, export
from sayso.export.networks import KINDS
from sayso.export.turtle import Turtle
from sayso.store import ArticleGraph, Store, open_store, store_in_memory

CASES = Path(__file__).parent / "queries"
BASE = "https://example.org/sayso/"
XSD = "http://www.w3.org/2001/XMLSchema#"


def article(digest: str, triples: list[Quad]) -> ArticleGraph:
    """Return an article's graph made of these triples, with a small provenance."""
    name = f"{BASE}article/{digest}"
    graph, provenance = NamedNode(f"{name}/graph"), NamedNode(f"{name}/provenance")
    run = NamedNode(f"{name}/run/1")
    used = Quad(run, NamedNode("http://www.w3.org/ns/prov#used"), NamedNode(name), provenance)
    quads = tuple(Quad(q.subject, q.predicate, q.object, graph) for q in triples)
    return ArticleGraph(graph, provenance, run, digest, quads, (used,))


def load(path: Path, case: str) -> Store:
    """Open a store with the graphs of a case of tests/queries."""
    store = open_store(path)
    by_graph: dict[str, list[Quad]] = {}
    for quad in parse(path=str(CASES / case / "data.trig"), format=RdfFormat.TRIG):
        assert isinstance(quad.graph_name, NamedNode)
        by_graph.setdefault(quad.graph_name.value.split("/")[-2], []).append(quad)
    store.replace([article(digest, quads) for digest, quads in by_graph.items()])
    return store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with load(tmp_path / "store", "characterization-network") as opened:
        yield opened


def read_back(path: Path) -> set[Quad]:
    kinds = {
        ".trig": RdfFormat.TRIG,
        ".nq": RdfFormat.N_QUADS,
        ".jsonld": RdfFormat.JSON_LD,
    }
    if path.suffix == ".jsonl":
        lines = path.read_text(encoding="utf-8").splitlines()
        return {quad for line in lines for quad in parse(line, format=RdfFormat.JSON_LD)}
    if path.suffix in (".ttl", ".nt"):
        kind = RdfFormat.TURTLE if path.suffix == ".ttl" else RdfFormat.N_TRIPLES
        return set(parse(path=str(path), format=kind))
    return set(parse(path=str(path), format=kinds[path.suffix]))


IRIS = st.sampled_from(
    [
        f"{BASE}article/a1",
        f"{BASE}article/a1/",
        f"{BASE}article/a1/span/4-10-text",
        f"{BASE}article/a1/span/4-9-text",
        f"{BASE}article/a1/../x",
        f"{BASE}article/a1//x",
        f"{BASE}article/a1/x:y/z",
        f"{BASE}article/a1/é%20.",
        f"{BASE}article/b2/thing",
        f"{BASE}entity/Person.Ann_Lee.",
        f"{BASE}entity/Person.Zoë~1",
        "https://w3id.org/sayso/ns#name",
        "https://w3id.org/sayso/ns#",
        "http://www.w3.org/1999/02/22-rdf-syntax-ns#type",
        "urn:x:sayso:name",
    ]
).map(NamedNode)
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
LITERALS = (
    TEXT.map(Literal)
    | st.sampled_from(['"', 'a\n"""b\\', "\r\n", "\t", "\x00\x1b", "'''", "\u2028", "e\u0301"]).map(
        Literal
    )
    | st.integers().map(lambda n: Literal(str(n), datatype=NamedNode(f"{XSD}integer")))
    | st.sampled_from(["007", "+5", "-0", "9" * 40]).map(
        lambda text: Literal(text, datatype=NamedNode(f"{XSD}integer"))
    )
    | st.sampled_from(["1", "0.5", ".5", "1.50"]).map(
        lambda text: Literal(text, datatype=NamedNode(f"{XSD}decimal"))
    )
    | st.booleans().map(Literal)
    | st.sampled_from(["2024-05-02T00:00:00Z", "soon"]).map(
        lambda text: Literal(text, datatype=NamedNode(f"{XSD}dateTime"))
    )
    | TEXT.map(lambda text: Literal(text, language="en-gb"))
    | st.just(Literal("x", datatype=NamedNode("urn:type")))
)
QUADS = st.lists(
    st.builds(
        Quad, IRIS | st.just(BlankNode("b1")), IRIS, IRIS | LITERALS | st.just(BlankNode("b2"))
    ),
    max_size=12,
)


def test_nothing_is_lost_and_the_order_of_arrival_does_not_show(tmp_path: Path) -> None:
    with store_in_memory() as one, store_in_memory() as other:

        @settings(max_examples=60, deadline=None)
        @given(st.lists(QUADS, max_size=3), st.randoms(use_true_random=False))
        def check(contents: list[list[Quad]], chance: random.Random) -> None:
            graphs = [article(f"{'abc'[n]}{n + 1}", quads) for n, quads in enumerate(contents)]
            shuffled = [article(g.digest, chance.sample(g.quads, len(g.quads))) for g in graphs]
            chance.shuffle(shuffled)
            for store in (one, other):
                store.replace([], retire=[kept.iri for kept in store.articles()])
            one.replace(graphs)
            for graph in shuffled:
                other.replace([graph])
            _same_exports(one, other, tmp_path)

        check()


# These hold more or less than the graph itself; what they hold is tested with a sample.
VIEWS = (".jsonld", ".rdf12.trig")


def _same_exports(one: Store, other: Store, folder: Path) -> None:
    kept = set(one.quads())
    for suffix in (".trig", ".nq", ".full.jsonld", ".jsonl", ".ttl", ".nt", *VIEWS):
        file, again = folder / f"1{suffix}", folder / f"2{suffix}"
        export(one, file)
        export(other, again)
        assert file.read_bytes() == again.read_bytes()
        if suffix in VIEWS:
            continue
        wanted = {Quad(*quad.triple) for quad in kept} if suffix in (".ttl", ".nt") else kept
        assert _named(read_back(file)) == _named(wanted), suffix


def _named(quads: set[Quad]) -> set[tuple[str, ...]]:
    """Blank nodes get new labels when they are read; the two here differ in their place."""
    return {
        tuple(
            "_:" if isinstance(term, BlankNode) else str(term) for term in (*q.triple, q.graph_name)
        )
        for q in quads
    }


def test_turtle_is_as_it_was(store: Store, tmp_path: Path) -> None:
    for suffix in (".ttl", ".trig"):
        export(store, tmp_path / f"graph{suffix}")
        golden = Path(__file__).parent / "export" / f"graph{suffix}"
        assert (tmp_path / f"graph{suffix}").read_text("utf-8") == golden.read_text("utf-8")


def test_a_subject_stands_once_in_turtle(store: Store, tmp_path: Path) -> None:
    export(store, tmp_path / "graph.ttl")
    text = (tmp_path / "graph.ttl").read_text(encoding="utf-8")
    assert text.count("\nentity:okafor ") == 1


LOCAL = r"(?:[A-Za-z0-9_:]|{0})(?:(?:[A-Za-z0-9_:.·-]|{0})*(?:[A-Za-z0-9_:·-]|{0}))?".format(
    r"%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?#@%]"
)
"""What may follow the colon of a name, for ASCII: PN_LOCAL of the grammar of Turtle."""


@given(st.text("aZ9_-.~'!é:", min_size=1, max_size=8))
@example("Act~1")
def test_short_names_are_what_the_grammar_allows(name: str) -> None:
    """Lenient readers take more than the grammar, and strict ones stop there."""
    written = Turtle(BASE).term(NamedNode(f"{BASE}entity/{name}"))
    assert written.startswith("<") or re.fullmatch(f"entity:{LOCAL}", written)
    if name == "Act~1":
        assert written == r"entity:Act\~1"
    read = next(parse(f"{Turtle(BASE).head()}{written} a {written} .", format=RdfFormat.TURTLE))
    assert read.subject == NamedNode(f"{BASE}entity/{name}")


def test_a_line_of_json_is_an_article(store: Store, tmp_path: Path) -> None:
    export(store, tmp_path / "graph.jsonl")
    lines = (tmp_path / "graph.jsonl").read_text(encoding="utf-8").splitlines()
    named = [[graph["@id"] for graph in json.loads(line)["@graph"]] for line in lines]
    assert named == [
        [f"{BASE}article/{digest}/{kind}" for kind in ("graph", "provenance")]
        for digest in ("a1", "b2")
    ]


@pytest.mark.parametrize("suffix", [one for one in FORMATS if one not in NETWORK_FORMATS])
def test_an_empty_store_gives_a_valid_file(tmp_path: Path, suffix: str) -> None:
    with open_store(tmp_path / "store") as store:
        export(store, tmp_path / f"out{suffix}")
    assert read_back(tmp_path / f"out{suffix}") == set()


def test_the_extension_may_be_in_capitals(store: Store, tmp_path: Path) -> None:
    export(store, tmp_path / "GRAPH.NQ")
    assert (tmp_path / "GRAPH.NQ").stat().st_size > 0


@pytest.mark.parametrize("name", ["graph.rdf", "graph"])
def test_an_unknown_extension_names_the_known(store: Store, tmp_path: Path, name: str) -> None:
    with pytest.raises(UsageError) as caught:
        export(store, tmp_path / name)
    assert all(suffix in str(caught.value) for suffix in FORMATS)
    assert not (tmp_path / name).exists()


def test_the_hash_seed_does_not_show(tmp_path: Path) -> None:
    load(tmp_path / "store", "characterization-network").close()
    code = (
        "import sys, pathlib, sayso.export, sayso.report, sayso.store\n"
        "store = sayso.store.open_store(pathlib.Path(sys.argv[1]), read_only=True)\n"
        "for suffix in sys.argv[3:]:\n"
        "    kind = suffix.split('.')[0] or 'characterizations'\n"
        "    options = sayso.export.NetworkOptions(kind)\n"
        "    path = pathlib.Path(sys.argv[2] + suffix)\n"
        "    if kind == 'report': path.write_text(sayso.report.report(store), 'utf-8')\n"
        "    else: sayso.export.export(store, path, network=options)\n"
    )
    # PNG takes a package that may not be there.
    suffixes = [suffix for suffix in FORMATS if suffix != ".png"]
    suffixes += [f"{kind}.gexf" for kind in KINDS] + ["report.html"]
    for seed in ("1", "2"):
        environment = os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)}
        arguments = [sys.executable, "-c", code, str(tmp_path / "store"), str(tmp_path / seed)]
        arguments += suffixes
        subprocess.run(arguments, env=environment, check=True)
    for suffix in suffixes:
        assert (tmp_path / f"1{suffix}").read_bytes() == (tmp_path / f"2{suffix}").read_bytes()
