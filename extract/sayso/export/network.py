"""Networks as files: which endings mean one, and what writes each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import BinaryIO, Protocol, TypeAlias

from sayso.export.networks import read_network
from sayso.export.networks.cytoscape import write_cx2, write_cyjs
from sayso.export.networks.gexf import write_gexf
from sayso.export.networks.graphml import write_graphml
from sayso.export.networks.neo4j import write_neo4j
from sayso.export.networks.network import Network
from sayso.export.networks.tables import write_edges, write_nodes
from sayso.export.picture import PLAIN, Look, write_html, write_png, write_svg
from sayso.export.selection import EVERYTHING, Selection
from sayso.store import Store


@dataclass(frozen=True, slots=True)
class NetworkOptions:
    """What a network is to be: its kind, one edge for all evidence between two, and its look."""

    kind: str = "characterizations"
    joined: bool = True
    look: Look = PLAIN


USUAL = NetworkOptions()

_Writer: TypeAlias = Callable[[Network, BinaryIO], None]
_Painter: TypeAlias = Callable[[Network, BinaryIO, Look], None]

_TABLES: dict[str, tuple[str, _Writer]] = {
    ".gexf": ("a network, for Gephi", write_gexf),
    ".graphml": ("a network, for yEd, Cytoscape, igraph and networkx", write_graphml),
    ".cyjs": ("a network, for Cytoscape and Cytoscape.js", write_cyjs),
    ".cx2": ("a network, for Cytoscape and NDEx", write_cx2),
    ".neo4j.zip": ("a network, as tables and a script that loads them into Neo4j", write_neo4j),
    ".nodes.csv": ("the nodes of a network, as a table", write_nodes),
    ".edges.csv": ("the edges of a network, as a table", write_edges),
}
_PICTURES: dict[str, tuple[str, _Painter]] = {
    ".svg": ("a picture of a network", write_svg),
    ".png": ("a picture of a network, made of pixels", write_png),
    ".html": ("a page with a picture of a network and its evidence", write_html),
}
NETWORK_FORMATS: Mapping[str, str] = {
    ending: what for table in (_TABLES, _PICTURES) for ending, (what, _) in table.items()
}
"""What each ending of a file's name that means a network stands for."""


def write_network(
    store: Store,
    file: BinaryIO,
    ending: str,
    selection: Selection = EVERYTHING,
    options: NetworkOptions = USUAL,
) -> int:
    """Write a network of the store in the format of this ending.

    Return how many characterizations, statements or events of the articles are no edge, because
    one of the ends is not known.

    Raises:
        UsageError: there is no such kind, or the selection names what is not there.
        SaysoError: a part that the format takes is not installed.
        StoreError: the store cannot be read.
    """
    with read_network(store, options.kind, selection, joined=options.joined) as network:
        if ending in _PICTURES:
            _PICTURES[ending][1](network, file, options.look)
        else:
            _TABLES[ending][1](network, file)
        return network.unlinked


class _NetworkWriter(Protocol):
    """What writes the usual network of a store."""

    def __call__(self, store: Store, file: BinaryIO, selection: Selection = ..., /) -> None:
        """Write the network of what is selected to the file."""


def network_writer(ending: str) -> _NetworkWriter:
    """Return what writes the usual network in the format of this ending."""

    def write(store: Store, file: BinaryIO, selection: Selection = EVERYTHING, /) -> None:
        write_network(store, file, ending, selection)

    return write
