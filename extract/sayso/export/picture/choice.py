"""Which nodes and edges of a network are drawn: the ends of the heaviest edges."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from sayso.export.networks.model import Edge, Kind, Node
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


class Described(Protocol):
    """What a picture tells of a network besides the edges that are drawn: its kind, its nodes."""

    @property
    def kind(self) -> Kind:
        """The kind of network."""

    @property
    def nodes(self) -> Sequence[Node]:
        """All nodes, each at its number."""


Rank = tuple[int, int, int]


def rank_of(nodes: Sequence[Node]) -> Callable[[Edge], Rank]:
    """Return what sorts the edges between these nodes, the heaviest first.

    Of edges that weigh the same, those between nodes with more evidence come first, so that what is
    drawn hangs together.
    """

    def rank(edge: Edge) -> Rank:
        ends = nodes[edge.source], nodes[edge.target]
        return -edge.weight, -sum(node.given + node.received for node in ends), edge.number

    return rank


def ends_of(edges: Iterable[Edge], most: int) -> set[int]:
    """Return the ends of the first of these edges, at most so many nodes."""
    wanted: set[int] = set()
    for edge in edges:
        if len(wanted) == most:
            break
        ends = {edge.source, edge.target}
        if len(wanted | ends) <= most:
            wanted |= ends
    return wanted


def choose(network: Network, most: int) -> Chosen:
    """Return at most `most` nodes, those of the heaviest edges, and all edges among them."""
    most = min(most, MOST_NODES)
    rank = rank_of(network.nodes)
    heaviest = heapq.nsmallest(most * _EDGES_A_NODE, network.edges(), key=rank)
    nodes = tuple(network.nodes[number] for number in sorted(ends_of(heaviest, most)))
    edges = tuple(sorted(network.edges_among(nodes), key=rank))
    return Chosen(nodes, edges, len(network.nodes) - len(nodes), network.edge_count - len(edges))
