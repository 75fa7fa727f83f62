"""The network as tables: a list of nodes and one of edges, as spreadsheets and Gephi take them."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from sayso.export.networks.fields import EDGE_FIELDS, NODE_FIELDS, edge_values, node_values
from sayso.export.networks.model import Value
from sayso.export.networks.network import Network


def write_nodes(network: Network, file: BinaryIO) -> None:
    """Write a line a node; `Id` is its IRI."""
    write_table(file, _node_rows(network))


def write_edges(network: Network, file: BinaryIO) -> None:
    """Write a line an edge; `Source` and `Target` are the `Id` of nodes."""
    write_table(file, _edge_rows(network))


def write_table(file: BinaryIO, rows: Iterable[Iterable[Value]]) -> None:
    """Write rows as CSV in UTF-8; a missing value is an empty field, truth is true or false."""
    text = io.TextIOWrapper(file, encoding="utf-8", newline="", write_through=True)
    writer = csv.writer(text, lineterminator="\n")
    for row in rows:
        writer.writerow(str(v).lower() if isinstance(v, bool) else v for v in row)
    text.detach()


def _node_rows(network: Network) -> Iterator[Iterable[Value]]:
    yield ("Id", "Label", *(name for name, _ in NODE_FIELDS))
    for node in network.nodes:
        yield (node.iri, node.label, *node_values(node))


def _edge_rows(network: Network) -> Iterator[Iterable[Value]]:
    names = (name for name, _ in EDGE_FIELDS)
    yield ("Source", "Target", "Type", "Weight", "source_label", "target_label", *names)
    type_name = "Directed" if network.kind.directed else "Undirected"
    for edge in network.edges():
        one, other = network.nodes[edge.source], network.nodes[edge.target]
        ends = (one.iri, other.iri, type_name, edge.weight, one.label, other.label)
        yield (*ends, *edge_values(edge))
