"""Networks as files: each is read back by a reader that is not ours, and holds the same."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import networkx  # type: ignore[import-untyped]
import pytest
from lxml import etree
from pyoxigraph import NamedNode

from sayso.export import NETWORK_FORMATS, NetworkOptions, export
from sayso.export.network import network_writer
from sayso.export.networks import KINDS, About, Link, Network
from sayso.export.networks.cytoscape import write_cx2, write_cyjs
from sayso.export.networks.gexf import write_gexf
from sayso.export.networks.graphml import write_graphml
from sayso.export.networks.neo4j import write_neo4j
from sayso.export.networks.tables import write_edges, write_nodes
from sayso.store import DEFAULT_BASE, Store, store_in_memory
from sayso.vocabulary import sayso
from stored_cases import stored_case

GEXF_RULES = Path(__file__).parent / "export" / "gexf.rng"
GEXF = "{http://gexf.net/1.3}"
GRAPHML = "{http://graphml.graphdrawing.org/xmlns}"
CASE = "characterization-network"
HOSTILE = (
    "<script>alert(1)</script> & \"quoted\", 'single'; a\\b\\",
    "control \x00\x1b[1m\ufffe end",
    "long " * 2000,
    "line\nbreak\r\nand\ttab",
    "=1+1",
    "🚢 עברית 漢字",
    "",
)


@pytest.fixture
def hostile() -> Iterator[Network]:
    """Give a network in which names and words try to break out of every format."""
    names = {f"urn:n{n}": About({name: 1}) for n, name in enumerate(HOSTILE)}
    count = len(HOSTILE)
    links = [
        Link(
            f"urn:n{n}",
            f"urn:n{(n + 1) % count}",
            "urn:article",
            0,
            4,
            f"urn:c{n}",
            words,
            title=words,
            sentence=words,
            polarity="negative",
        )
        for n, words in enumerate(HOSTILE)
    ]
    with Network.of(KINDS["characterizations"], links, names) as network:
        yield network


def written(writer: Any, network: Network) -> bytes:
    file = io.BytesIO()
    writer(network, file)
    return file.getvalue()


def read_all(files: dict[str, bytes], folder: Path) -> dict[str, tuple[int, int]]:
    """Return how many nodes and edges independent readers find in each format."""
    for ending, content in files.items():
        (folder / f"n{ending}").write_bytes(content)
    gexf = networkx.read_gexf(folder / "n.gexf")
    graphml = networkx.read_graphml(folder / "n.graphml")
    cyjs = networkx.cytoscape_graph(json.loads(files[".cyjs"]))
    cx2 = {key: value for part in json.loads(files[".cx2"]) for key, value in part.items()}
    archive = zipfile.ZipFile(io.BytesIO(files[".neo4j.zip"]))
    assert archive.testzip() is None
    tables = {
        name: list(csv.DictReader(io.StringIO(content.decode(), newline="")))
        for name, content in (
            ("nodes", files[".nodes.csv"]),
            ("edges", files[".edges.csv"]),
            ("neo nodes", archive.read("nodes.csv")),
            ("neo edges", archive.read("edges.csv")),
        )
    }
    return {
        ".gexf": (len(gexf), gexf.number_of_edges()),
        ".graphml": (len(graphml), graphml.number_of_edges()),
        ".cyjs": (len(cyjs), cyjs.number_of_edges()),
        ".cx2": (len(cx2["nodes"]), len(cx2["edges"])),
        ".neo4j.zip": (len(tables["neo nodes"]), len(tables["neo edges"])),
        ".csv": (len(tables["nodes"]), len(tables["edges"])),
    }


WRITERS = {
    ".gexf": write_gexf,
    ".graphml": write_graphml,
    ".cyjs": write_cyjs,
    ".cx2": write_cx2,
    ".neo4j.zip": write_neo4j,
    ".nodes.csv": write_nodes,
    ".edges.csv": write_edges,
}


def test_every_format_has_every_node_and_edge(hostile: Network, tmp_path: Path) -> None:
    files = {ending: written(writer, hostile) for ending, writer in WRITERS.items()}
    counts = read_all(files, tmp_path)
    assert set(counts.values()) == {(len(HOSTILE), len(HOSTILE))}, counts
    again = {ending: written(writer, hostile) for ending, writer in WRITERS.items()}
    assert files == again


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("joined", [True, False])
def test_formats_of_a_store_agree(kind: str, joined: bool, tmp_path: Path) -> None:
    case = {"events": "who-did-what-to-whom", "statements": "who-answered-whom"}.get(kind, CASE)
    options = NetworkOptions(kind, joined)
    with stored_case(case) as store:
        for ending in WRITERS:
            export(store, tmp_path / f"n{ending}", network=options)
    files = {ending: (tmp_path / f"n{ending}").read_bytes() for ending in WRITERS}
    assert len(set(read_all(files, tmp_path).values())) == 1


def test_an_empty_network_can_be_read(tmp_path: Path) -> None:
    with store_in_memory() as store:
        for ending in WRITERS:
            with (tmp_path / f"n{ending}").open("wb") as file:
                network_writer(ending)(store, file)
    files = {ending: (tmp_path / f"n{ending}").read_bytes() for ending in WRITERS}
    assert set(read_all(files, tmp_path).values()) == {(0, 0)}
    assert set(WRITERS) | {".svg", ".png", ".html"} == set(NETWORK_FORMATS)


def gexf_of(case: str, options: NetworkOptions, folder: Path) -> Any:
    with stored_case(case) as store:
        export(store, folder / "n.gexf", network=options)
    return etree.parse(folder / "n.gexf").getroot()


@pytest.mark.parametrize("joined", [True, False])
@pytest.mark.parametrize("case", [CASE, "who-characterized-whom", "loose-ends"])
def test_gexf_follows_its_grammar(tmp_path: Path, case: str, joined: bool) -> None:
    root = gexf_of(case, NetworkOptions(joined=joined), tmp_path)
    rules = etree.RelaxNG(etree.parse(GEXF_RULES))
    assert rules.validate(root), rules.error_log
    ids = [node.get("id") for node in root.iter(f"{GEXF}node")]
    assert len(set(ids)) == len(ids) == int(root.find(f".//{GEXF}nodes").get("count"))
    edges = list(root.iter(f"{GEXF}edge"))
    assert len(edges) == int(root.find(f".//{GEXF}edges").get("count"))
    assert {end for e in edges for end in (e.get("source"), e.get("target"))} <= set(ids)
    assert len({edge.get("id") for edge in edges}) == len(edges)
    declared = {
        (a.getparent().get("class"), a.get("id")): a.get("type")
        for a in root.iter(f"{GEXF}attribute")
    }
    for value in root.iter(f"{GEXF}attvalue"):
        holder = etree.QName(value.getparent().getparent()).localname
        _of_type(value.get("value"), declared[holder, value.get("for")])


def _of_type(text: str, kind: str) -> None:
    if kind in ("integer", "int"):
        int(text)
    elif kind == "double":
        float(text)
    elif kind == "boolean":
        assert text in ("true", "false")
    else:
        assert kind in ("string", "anyURI")


def test_edges_exist_on_the_days_of_their_evidence(tmp_path: Path) -> None:
    root = gexf_of(CASE, NetworkOptions(), tmp_path)
    first, second = root.iter(f"{GEXF}edge")
    days = [spell.get("start") for spell in first.iter(f"{GEXF}spell")]
    assert days == ["2024-05-02", "2024-06-11"]
    assert (second.get("start"), second.get("end")) == ("2024-06-11", "2024-06-11")
    assert root.find(f"{GEXF}graph").get("mode") == "dynamic"
    single = gexf_of(CASE, NetworkOptions(joined=False), tmp_path)
    found = [(e.get("label"), e.get("kind"), e.get("start")) for e in single.iter(f"{GEXF}edge")]
    assert found == [
        ("brave", "positive", "2024-05-02"),
        ("loud", "negative", "2024-05-02"),
        ("stubborn", "negative", "2024-06-11"),
        ("fair but slow", "mixedPolarity", "2024-06-11"),
    ]


def test_the_grammar_finds_what_is_wrong(tmp_path: Path) -> None:
    rules = etree.RelaxNG(etree.parse(GEXF_RULES))
    with stored_case(CASE) as store:
        export(store, tmp_path / "n.gexf")
    text = (tmp_path / "n.gexf").read_text(encoding="utf-8")
    assert rules.validate(etree.fromstring(text.encode()))
    for old, new in (
        (' version="1.3"', ' version="1.2"'),
        ('weight="1.0"', 'weight="heavy"'),
        ('<spell start="2024-05-02"', '<spell start="May"'),
        ('mode="dynamic"', 'mode="lively"'),
        ("spells>", "spell>"),
        (' type="double"', ' type="real"'),
    ):
        assert old in text
        assert not rules.validate(etree.fromstring(text.replace(old, new).encode()))


def test_what_is_characterized_stands_for_who_is_behind_it_or_for_itself(tmp_path: Path) -> None:
    graph, ultimate = NamedNode(f"{DEFAULT_BASE}article/a1/graph"), NamedNode(sayso.ultimateTarget)
    with stored_case("who-characterized-whom") as store:
        behind = read_back(store, tmp_path / "behind.graphml")
        kept = [quad for quad in store.quads(graph) if quad.predicate != ultimate]
        store.replace_graph(graph, kept)
        itself = read_back(store, tmp_path / "itself.graphml")
    assert "surrender … retreat" not in behind
    assert behind["Larkham Council"]["received"] == 1
    assert itself["surrender … retreat"]["type"] == "Concede"
    assert itself["surrender … retreat"]["received"] == 1
    assert itself["Seafarers’ Union"]["type"] == "Organization"


def read_back(store: Store, place: Path) -> dict[str, dict[str, object]]:
    """Return the nodes of a network that was written, by their labels."""
    export(store, place, network=NetworkOptions(joined=False))
    graph = networkx.read_graphml(place)
    words = sorted(told["words"] for _, _, told in graph.edges(data=True))
    assert words == ["a gift", "not greedy", "reckless"]
    return {told["label"]: told for _, told in graph.nodes(data=True)}


def test_graphml_declares_what_it_uses(hostile: Network) -> None:
    root = etree.fromstring(written(write_graphml, hostile))
    keys = {
        key.get("id"): (key.get("for"), key.get("attr.name"), key.get("attr.type"))
        for key in root.iter(f"{GRAPHML}key")
    }
    assert len({(kind, name) for kind, name, _ in keys.values()}) == len(keys)
    for element in root.iter(f"{GRAPHML}node", f"{GRAPHML}edge"):
        assert re.fullmatch(r"[ne]\d+", str(element.get("id")))
        for data in element.iter(f"{GRAPHML}data"):
            kind, _, type_name = keys[data.get("key")]
            assert kind == etree.QName(element).localname
            if type_name:
                _of_type(data.text or "", type_name)


def test_control_characters_do_not_get_into_xml(hostile: Network) -> None:
    for writer in (write_gexf, write_graphml):
        content = written(writer, hostile)
        assert b"\x1b" not in content
        assert b"<script" not in content
        assert b"control [1m end" in content


def test_cx2_is_what_its_specification_says(hostile: Network) -> None:
    parts = json.loads(written(write_cx2, hostile))
    assert parts[0] == {"CXVersion": "2.0", "hasFragments": False}
    assert parts[-1] == {"status": [{"success": True, "error": ""}]}
    names = [next(iter(part)) for part in parts[1:-1]]
    assert names[:2] == ["metaData", "attributeDeclarations"]
    aspects = {name: part[name] for name, part in zip(names, parts[1:-1], strict=True)}
    counts = {one["name"]: one["elementCount"] for one in aspects["metaData"]}
    assert counts == {name: len(content) for name, content in aspects.items() if name != "metaData"}
    types: dict[str, Any] = {"string": str, "integer": int, "double": (int, float), "boolean": bool}
    declared = aspects["attributeDeclarations"][0]
    ids = {node["id"] for node in aspects["nodes"]}
    for kind in ("nodes", "edges"):
        for element in aspects[kind]:
            assert isinstance(element["id"], int)
            for name, value in element["v"].items():
                assert isinstance(value, types[declared[kind][name]["d"]]), (name, value)
    assert {end for edge in aspects["edges"] for end in (edge["s"], edge["t"])} <= ids


def test_the_script_for_neo4j_names_the_columns_there_are(hostile: Network) -> None:
    archive = zipfile.ZipFile(io.BytesIO(written(write_neo4j, hostile)))
    script = archive.read("load.cypher").decode()
    nodes, edges = (archive.read(f"{name}.csv").decode() for name in ("nodes", "edges"))
    headers = {*nodes.splitlines()[0].split(","), *edges.splitlines()[0].split(",")}
    used = set(re.findall(r"row\.`([^`]+)`", script))
    assert headers - used == {":LABEL", ":TYPE"}
    assert used <= headers
    rows = list(csv.reader(io.StringIO(nodes)))
    # Neo4j takes a backslash for an escape, and a line for a row.
    assert "a\\\\b\\\\" in rows[1][1]
    assert rows[2][1] == "control [1m end"
    assert len(nodes.splitlines()) == len(HOSTILE) + 1
