"""Which nodes and edges of a network are drawn: the ends of the heaviest edges."""

from __future__ import annotations

import heapq
from dataclasses import dataclass

from sayso.export.networks.model import Edge, Node
from sayso.export.networks.network import Network

MOST_NODES = 300
_EDGES_A_NODE = 30


@dataclass(frozen=True, slots=True)
class Chosen:
    """What is drawn, and how much of the network is not."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    nodes_left_out: int
    edges_left_out: int


def choose(network: Network, most: int) -> Chosen:
    """Return at most `most` nodes, those of the heaviest edges, and all edges among them.

    Of edges that weigh the same, those between nodes with more evidence come first, so that what is
    drawn hangs together.
    """
    most = min(most, MOST_NODES)

    def rank(edge: Edge) -> tuple[int, int, int]:
        ends = network.nodes[edge.source], network.nodes[edge.target]
        return -edge.weight, -sum(node.given + node.received for node in ends), edge.number

    wanted: dict[int, None] = {}
    for edge in heapq.nsmallest(most * _EDGES_A_NODE, network.edges(), key=rank):
        ends = {edge.source, edge.target}
        if len(wanted.keys() | ends) <= most:
            wanted.update(dict.fromkeys(sorted(ends)))
    nodes = tuple(network.nodes[number] for number in sorted(wanted))
    edges = tuple(sorted(network.edges_among(nodes), key=rank))
    return Chosen(nodes, edges, len(network.nodes) - len(nodes), network.edge_count - len(edges))
