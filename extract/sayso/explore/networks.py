"""The networks of a snapshot, as `sayso export` defines them, held in memory for pages."""

from __future__ import annotations

import threading
from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import islice
from typing import TypeAlias
from urllib.parse import unquote

from sayso.errors import SaysoError
from sayso.explore.catalog import VOICE, Catalog
from sayso.export.networks import KINDS, About, Edge, Kind, Link, Network, Node
from sayso.export.networks.gather import gather, voice_of
from sayso.export.picture import Chosen, rank_of
from sayso.export.picture.choice import ends_of
from sayso.export.picture.figure import Figure
from sayso.store import Store

_EDGES_A_NODE = 3
"""More lines than these hide each other; the table has them all."""
_KEPT = 12
_LARGEST = "co-mentions"
_DRAWINGS = 64

Wanted: TypeAlias = tuple[str, str, bool]
"""Which network: its kind, the polarity of its evidence or "any", and whether with the voices."""


@dataclass(frozen=True, slots=True, eq=False)
class Held:
    """A network whose edges, the heaviest first, are in memory; `links` has all the evidence.

    `drawings` keeps the last pictures of it.
    """

    kind: Kind
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    links: Mapping[tuple[int, int], tuple[Link, ...]]
    drawings: dict[tuple[object, ...], Figure] = field(default_factory=dict)

    def number(self, iri: str) -> int | None:
        """Return the number of a node, or None if it is none."""
        return next((node.number for node in self.nodes if node.iri == iri), None)

    def around(self, node: int) -> tuple[Edge, ...]:
        """Return the edges of a node, and those between its neighbours."""
        near = {node}
        for edge in self.edges:
            if node in (edge.source, edge.target):
                near.update((edge.source, edge.target))
        return tuple(edge for edge in self.edges if edge.source in near and edge.target in near)

    def ends(self, edges: Collection[Edge]) -> int:
        """Return how many nodes some of the edges have, or all of them."""
        if edges is self.edges:
            return len(self.nodes)
        return len({end for edge in edges for end in (edge.source, edge.target)})

    def keep(self, key: tuple[object, ...], drawing: Figure) -> Figure:
        """Keep a picture, and forget the oldest if there are too many."""
        while len(self.drawings) >= _DRAWINGS:
            self.drawings.pop(next(iter(self.drawings)), None)
        self.drawings[key] = drawing
        return drawing


def chosen_of(held: Held, edges: Collection[Edge], most: int, focus: int | None = None) -> Chosen:
    """Return what is drawn of these edges: at most so many nodes, those of the focus first."""
    first = sorted(edges, key=lambda edge: focus not in (edge.source, edge.target))
    wanted = ends_of(first if focus is not None else edges, most)
    among = (edge for edge in edges if edge.source in wanted and edge.target in wanted)
    kept = tuple(islice(among, _EDGES_A_NODE * most))
    ends = {end for edge in kept for end in (edge.source, edge.target)}
    nodes = tuple(held.nodes[number] for number in sorted(ends))
    return Chosen(nodes, kept, held.ends(edges) - len(nodes), len(edges) - len(kept))


class Networks:
    """Gives the networks of a snapshot; each is gathered when it is first asked for."""

    def __init__(self, store: Store, catalog: Catalog) -> None:
        self._store = store
        self._catalog = catalog
        self._lock = threading.Lock()
        self._held: dict[Wanted, Held] = {}

    def of(self, kind: str, polarity: str = "any", *, voiced: bool = False) -> Held:
        """Return a network of a kind; of its evidence that of a polarity, and what voices say."""
        wanted = (kind, polarity, voiced)
        found = self._held.get(wanted)
        if found is None:
            with self._lock:
                found = self._held.get(wanted) or self._keep(wanted)
        return found

    def prepare(self) -> None:
        """Gather the networks that take a moment, all but the largest, in a thread of its own."""
        threading.Thread(target=self._prepare, daemon=True).start()

    def _prepare(self) -> None:
        with suppress(SaysoError):
            for kind in KINDS:
                if kind != _LARGEST:
                    self.of(kind)

    def is_voice(self, iri: str) -> bool:
        """Tell whether a node is the narrating voice of an outlet."""
        base = voice_of(self._catalog.base)
        return iri == base or iri.startswith(f"{base}/")

    def href_parts(self, iri: str) -> dict[str, str]:
        """Return what the table of statements must be narrowed to for those of a voice."""
        outlet = unquote(iri.removeprefix(voice_of(self._catalog.base)).lstrip("/"))
        return {"source": VOICE, "publisher": outlet}

    def _keep(self, wanted: Wanted) -> Held:
        while len(self._held) >= _KEPT:
            self._held.pop(next(iter(self._held)))
        self._held[wanted] = found = self._found(wanted)
        return found

    def _found(self, wanted: Wanted) -> Held:
        kind, polarity, voiced = wanted
        whole = (kind, "any", True)
        if wanted == whole:
            return self._gathered(KINDS[kind])
        source = self._held.get(whole) or self._keep(whole)
        kept = list(self._narrowed(source, polarity, voiced))
        if len(kept) == sum(map(len, source.links.values())):
            return source
        about = {node.iri: About({}, node.type, node.label, node.same_as) for node in source.nodes}
        with Network.of(source.kind, kept, about) as network:
            return held(network)

    def _narrowed(self, source: Held, polarity: str, voiced: bool) -> Iterator[Link]:
        for links in source.links.values():
            for link in links:
                if polarity in ("any", link.polarity) and (
                    voiced or not (self.is_voice(link.source) or self.is_voice(link.target))
                ):
                    yield link

    def _gathered(self, kind: Kind) -> Held:
        readings = (record.links for record in self._catalog.records.values())
        with gather(self._store, kind, readings, self._catalog.resolved) as network:
            return held(network)


def held(network: Network) -> Held:
    """Return a network in memory."""
    edges: list[Edge] = []
    links: dict[tuple[int, int], tuple[Link, ...]] = {}
    for edge, evidence in network.bundles():
        edges.append(edge)
        links[edge.source, edge.target] = evidence
    edges.sort(key=rank_of(network.nodes))
    return Held(network.kind, network.nodes, tuple(edges), links)
