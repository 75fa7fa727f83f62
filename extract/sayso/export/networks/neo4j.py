"""The network for Neo4j: two tables and a script that loads them, in one ZIP archive."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Iterator
from typing import BinaryIO, cast

from sayso.export.networks.fields import (
    EDGE_FIELDS,
    NODE_FIELDS,
    Fields,
    clean,
    edge_values,
    node_values,
)
from sayso.export.networks.model import Value, ValueKind
from sayso.export.networks.network import Network
from sayso.export.networks.tables import write_table

NODES, EDGES, SCRIPT = "nodes.csv", "edges.csv", "load.cypher"

_EARLIEST = (1980, 1, 1, 0, 0, 0)
_RELATIONS = {
    "characterizations": "CHARACTERIZES",
    "statements": "SPEAKS_OF",
    "answers": "ANSWERS",
    "quotes": "QUOTES",
    "co-mentions": "NAMED_WITH",
    "events": "ACTS_UPON",
}
_TYPES: dict[ValueKind, str] = {
    "text": "string",
    "count": "int",
    "number": "double",
    "truth": "boolean",
    "iri": "string",
}
_FUNCTIONS = {"int": "toInteger", "double": "toFloat", "boolean": "toBoolean", "date": "date"}
_DAYS = frozenset({"first", "last"})


def write_neo4j(network: Network, file: BinaryIO) -> None:
    """Write nodes.csv and edges.csv with the headers of `neo4j-admin import`, and load.cypher."""
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        _store(archive, SCRIPT, (_script(network.kind.name),))
        for name, rows in ((NODES, _nodes(network)), (EDGES, _edges(network))):
            with archive.open(_entry(name), "w", force_zip64=True) as table:
                write_table(cast(BinaryIO, table), rows)


def _entry(name: str) -> zipfile.ZipInfo:
    # Always the same time and rights, so that the same store gives the same bytes.
    entry = zipfile.ZipInfo(name, _EARLIEST)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.create_system = 3
    entry.external_attr = 0o644 << 16
    return entry


def _store(archive: zipfile.ZipFile, name: str, texts: Iterable[str]) -> None:
    archive.writestr(_entry(name), "".join(texts).encode())


def _typed(fields: Fields) -> list[tuple[str, str]]:
    return [(name, "date" if name in _DAYS else _TYPES[kind]) for name, kind in fields]


_NODE_COLUMNS = [("name", "string"), *_typed(NODE_FIELDS)]
_EDGE_COLUMNS = [("weight", "int"), *_typed(EDGE_FIELDS)]


def _headers(columns: list[tuple[str, str]]) -> list[str]:
    return [f"{name}:{kind}" for name, kind in columns]


def _nodes(network: Network) -> Iterator[Iterable[Value]]:
    yield ("iri:ID", *_headers(_NODE_COLUMNS), ":LABEL")
    for node in network.nodes:
        values = (node.iri, node.label, *node_values(node))
        yield (*map(_plain, values), "Entity")


def _edges(network: Network) -> Iterator[Iterable[Value]]:
    yield (":START_ID", ":END_ID", ":TYPE", *_headers(_EDGE_COLUMNS))
    relation = _RELATIONS[network.kind.name]
    for edge in network.edges():
        ends = (network.nodes[edge.source].iri, network.nodes[edge.target].iri, relation)
        yield map(_plain, (*ends, edge.weight, *edge_values(edge)))


def _plain(value: Value) -> Value:
    """Return text on one line, as Neo4j wants it, with what it takes for an escape doubled.

    Engines end a text at its first zero character: those go, as they do in XML.
    """
    if not isinstance(value, str):
        return value
    return " ".join(clean(value).split()).replace("\\", "\\\\")


def _script(kind: str) -> str:
    nodes = _assignments("n", _NODE_COLUMNS)
    edges = _assignments("e", _EDGE_COLUMNS)
    return f"""\
// Put {NODES} and {EDGES} into the import folder of Neo4j, then run this script:
//   cypher-shell -f {SCRIPT}
// Loading twice makes the edges anew. neo4j-admin reads the same tables into an empty database:
//   neo4j-admin database import full --nodes={NODES} --relationships={EDGES} \
--legacy-style-quoting=true
CREATE CONSTRAINT sayso_node IF NOT EXISTS FOR (n:Entity) REQUIRE n.iri IS UNIQUE;

MATCH (:Entity)-[e:{_RELATIONS[kind]}]->(:Entity) DELETE e;

LOAD CSV WITH HEADERS FROM 'file:///{NODES}' AS row
MERGE (n:Entity {{iri: row.`iri:ID`}})
SET {nodes};

LOAD CSV WITH HEADERS FROM 'file:///{EDGES}' AS row
MATCH (a:Entity {{iri: row.`:START_ID`}})
MATCH (b:Entity {{iri: row.`:END_ID`}})
CREATE (a)-[e:{_RELATIONS[kind]}]->(b)
SET {edges};
"""


def _assignments(variable: str, columns: list[tuple[str, str]]) -> str:
    lines = []
    for name, kind in columns:
        value = f"row.`{name}:{kind}`"
        function = _FUNCTIONS.get(kind)
        if function:
            value = f"{function}({value})"
        if kind == "date":
            # Only of an empty text there is no day; empty numbers are taken for none.
            value = f"CASE row.`{name}:{kind}` WHEN '' THEN null ELSE {value} END"
        lines.append(f"{variable}.`{name}` = {value}")
    return ",\n    ".join(lines)
