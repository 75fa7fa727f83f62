"""Exports are opened with readers that people use, and hold there what they hold here."""

from __future__ import annotations

import json
import math
import shutil
import subprocess
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Triple, parse

from sayso.export import export
from sayso.export.networks import KINDS, About, Edge, Link, Network
from sayso.export.networks.cytoscape import write_cx2, write_cyjs
from sayso.export.networks.fields import EDGE_FIELDS, NODE_FIELDS, clean, edge_values, node_values
from sayso.export.networks.gexf import write_gexf
from sayso.export.networks.graphml import write_graphml
from sayso.mapping import map_extraction
from sayso.model import Extraction
from sayso.store import Store, store_in_memory

READERS = Path(__file__).parent / "export" / "readers.mjs"
PACKAGES = Path(__file__).parents[1] / "explorer" / "node_modules"
needs_node = pytest.mark.skipif(
    shutil.which("node") is None or not (PACKAGES / "n3").is_dir(),
    reason="the readers of npm are not there; install Node and run `make explorer`",
)
NAMES = ("<b>Ann</b> & \"Co\" 'x'", "a\\b", "line\nbreak\ttab", "\x1b[1m\ufffe", "🚢 עברית", "=1+1")
SAID = ("not <i>so</i>", "„hm“\n\nand more", "a | b", "tab\there", "\x00", "ends in \\")


@pytest.fixture(params=["characterizations", "co-mentions"])
def network(request: pytest.FixtureRequest) -> Iterator[Network]:
    """Give a network with a way and with none, with odd names, and with and without days."""
    ends = [(n, (n + step) % len(NAMES)) for n in range(len(NAMES)) for step in (0, 1, 2)]
    links = [
        Link(
            f"urn:n{min(one, two)}",
            f"urn:n{max(one, two)}",
            "urn:article",
            place,
            place + 4,
            f"urn:c{place}",
            SAID[one],
            day="2024-05-0" + str(one + 1) if two % 2 else "",
            title=SAID[two],
            polarity=("positive", "negative", "neutral", "mixedPolarity", "")[place % 5],
            negated=bool(place % 2),
            confidence=0.5 if place % 3 else None,
            sentence=SAID[one] * 3,
        )
        for place, (one, two) in enumerate(ends)
    ]
    about = {f"urn:n{n}": About({name: 1}) for n, name in enumerate(NAMES)}
    with Network.of(KINDS[request.param], links, about) as made:
        yield made


def written(writer: Callable[..., None], network: Network, file: Path) -> Path:
    with file.open("wb") as opened:
        writer(network, opened)
    return file


def by_npm(*files: Path) -> list[dict[str, Any]]:
    """Return what the readers of npm find in each file."""
    command = ["node", str(READERS), str(PACKAGES), *map(str, files)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return [json.loads(line) for line in done.stdout.splitlines()]


def told(edge: Edge) -> dict[str, Any]:
    return {name: value for (name, _), value in zip(EDGE_FIELDS, edge_values(edge), strict=True)}


def same(found: Mapping[str, Any], wanted: Mapping[str, Any]) -> None:
    """Compare the values of a node or an edge; what is missing may be absent or no number."""
    for name, value in wanted.items():
        here = found.get(name)
        if value is None:
            absent = here in (None, "") or (isinstance(here, float) and math.isnan(here))
            # A column of truths or numbers has no empty places in igraph.
            assert absent or (name == "negated" and here is False), (name, here)
        elif isinstance(value, str):
            assert " ".join(str(here).split()) == " ".join(clean(value).split()), name
        else:
            assert here == value, name


def test_igraph_reads_graphml(network: Network, tmp_path: Path) -> None:
    igraph = pytest.importorskip("igraph")
    found = igraph.Graph.Read_GraphML(str(written(write_graphml, network, tmp_path / "n.graphml")))
    assert found.is_directed() == network.kind.directed
    assert (found.vcount(), found.ecount()) == (len(network.nodes), network.edge_count)
    for node, vertex in zip(network.nodes, found.vs, strict=True):
        same(vertex.attributes(), {"label": node.label, "iri": node.iri, "given": node.given})
    for edge, link in zip(network.edges(), found.es, strict=True):
        assert {link.source, link.target} == {edge.source, edge.target}
        same(link.attributes(), {"weight": edge.weight, **told(edge)})


def test_ndex_reads_cx2(network: Network, tmp_path: Path) -> None:
    cx2 = pytest.importorskip("ndex2.cx2")
    file = written(write_cx2, network, tmp_path / "n.cx2")
    found = cx2.RawCX2NetworkFactory().get_cx2network(str(file))
    assert found.get_name() == network.kind.title
    nodes, edges = found.get_nodes(), found.get_edges()
    assert (len(nodes), len(edges)) == (len(network.nodes), network.edge_count)
    for node in network.nodes:
        assert nodes[node.number]["v"]["name"] == node.label
    for edge in network.edges():
        assert (edges[edge.number]["s"], edges[edge.number]["t"]) == (edge.source, edge.target)
        values = edges[edge.number]["v"]
        assert values["weight"] == edge.weight
        assert {name: values.get(name) for name in told(edge)} == told(edge)


@needs_node
def test_the_reader_of_gephi_lite_reads_gexf(network: Network, tmp_path: Path) -> None:
    (found,) = by_npm(written(write_gexf, network, tmp_path / "n.gexf"))
    assert found["kind"] == ("directed" if network.kind.directed else "undirected")
    assert len(found["nodes"]) == len(network.nodes)
    assert len(found["edges"]) == network.edge_count
    for node, read in zip(network.nodes, found["nodes"], strict=True):
        values = zip(NODE_FIELDS, node_values(node), strict=True)
        same(read, {"id": node.iri, "label": node.label, **{name: v for (name, _), v in values}})
    for edge, read in zip(network.edges(), found["edges"], strict=True):
        ends = (network.nodes[edge.source].iri, network.nodes[edge.target].iri)
        assert (read["source"], read["target"], read["weight"]) == (*ends, edge.weight)
        known = told(edge)
        same(read, known | {"kind": edge.polarity or None, "evidence_kind": known["kind"]})


@needs_node
def test_cytoscape_reads_cyjs(network: Network, tmp_path: Path) -> None:
    (found,) = by_npm(written(write_cyjs, network, tmp_path / "n.cyjs"))
    assert found["kind"] == network.kind.title
    assert [node["name"] for node in found["nodes"]] == [node.label for node in network.nodes]
    assert len(found["edges"]) == network.edge_count
    for edge, read in zip(network.edges(), found["edges"], strict=True):
        assert (read["source"], read["target"]) == (f"n{edge.source}", f"n{edge.target}")
        assert {name: read.get(name) for name in told(edge)} == told(edge)


@pytest.fixture
def store(make_extraction: Callable[..., Extraction], sample_text: str) -> Iterator[Store]:
    later = make_extraction(sample_text + "More.\n", title='A "quote"\\', identifier="doc-2")
    with store_in_memory() as opened:
        opened.replace([map_extraction(one) for one in (make_extraction(), later)])
        yield opened


@needs_node
def test_n3_reads_what_oxigraph_reads(store: Store, tmp_path: Path) -> None:
    kinds = {
        ".nq": RdfFormat.N_QUADS,
        ".nt": RdfFormat.N_TRIPLES,
        ".trig": RdfFormat.TRIG,
        ".ttl": RdfFormat.TURTLE,
    }
    endings = [*kinds, ".rdf12.nq", ".rdf12.trig", ".rdf12.ttl"]
    files = [tmp_path / f"graph{ending}" for ending in endings]
    for file in files:
        export(store, file)
    for file, found in zip(files, by_npm(*files), strict=True):
        wanted = set(parse(path=str(file), format=kinds[file.suffix]))
        assert found["quads"] == len(wanted), file.name
        terms = {_plain(q.object) for q in wanted if isinstance(q.object, Triple)}
        assert {tuple(term) for term in found["terms"]} == terms
        assert bool(terms) == (".rdf12" in file.name)


def _plain(triple: Triple) -> tuple[str, ...]:
    parts = (triple.subject, triple.predicate, triple.object)
    return tuple(part.value for part in parts if isinstance(part, NamedNode | Literal))


@pytest.mark.parametrize("ending", [".full.jsonld", ".jsonld"])
def test_pyld_reads_json_ld_without_a_network(store: Store, tmp_path: Path, ending: str) -> None:
    jsonld = pytest.importorskip("pyld.jsonld")
    file = tmp_path / f"graph{ending}"
    export(store, file)

    def refuse(address: str, options: object) -> None:
        raise AssertionError(f"a document is asked for at {address}")

    options = {"format": "application/n-quads", "documentLoader": refuse}
    lines = jsonld.to_rdf(json.loads(file.read_text("utf-8")), options)
    found = set(parse(lines, format=RdfFormat.N_QUADS))
    wanted: set[Quad] = set(parse(path=str(file), format=RdfFormat.JSON_LD))
    assert found == wanted
    if ending == ".full.jsonld":
        assert found == set(store.quads())
