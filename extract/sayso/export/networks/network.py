"""A network: nodes in memory, edges read from a spool when they are asked for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from types import TracebackType
from typing import Self

from sayso.export.networks.model import POLARITIES, About, Edge, Kind, Link, Node
from sayso.export.networks.spool import Spool, Totals

_EXAMPLES = 3
_OTHER_NAMES = 8


class Network:
    """Who has to do with whom: `nodes` sorted by IRI, and `edges()`, the same every time.

    `joined` says that an edge is all the evidence between two nodes, in one direction where the
    kind has one; otherwise an edge is a single piece. `unlinked` counts what was found in the
    articles and gave no edge, because the other end is not known. It is a context manager that
    frees the disk.
    """

    def __init__(
        self,
        kind: Kind,
        spool: Spool,
        about: Mapping[str, About],
        *,
        joined: bool = True,
        unlinked: int = 0,
    ) -> None:
        self.kind = kind
        self.joined = joined
        self.unlinked = unlinked
        self._spool = spool
        self.nodes = tuple(
            _node(number, totals, about.get(totals.iri, About()), directed=kind.directed)
            for number, totals in enumerate(spool.nodes())
        )
        self._numbers = {node.iri: node.number for node in self.nodes}
        self.link_count = spool.count()
        self.edge_count = spool.pairs() if joined else self.link_count
        self.article_count = spool.articles()
        self.days = _days(self.nodes)

    @classmethod
    def of(
        cls,
        kind: Kind,
        links: Iterable[Link],
        about: Mapping[str, About],
        *,
        joined: bool = True,
    ) -> Network:
        """Return the network of these links; `about` says what the nodes are called."""
        spool = Spool()
        spool.extend(links)
        return cls(kind, spool, about, joined=joined)

    @property
    def dated(self) -> bool:
        """Tell whether anything in it has a day."""
        return bool(self.days)

    def edges(self) -> Iterator[Edge]:
        """Yield the edges sorted by the IRIs of their ends, without holding them all."""
        yield from self._edges(None)

    def edges_among(self, nodes: Iterable[Node]) -> Iterator[Edge]:
        """Yield the edges both ends of which are among these nodes, numbered for themselves."""
        yield from self._edges({node.iri for node in nodes})

    def bundles(self) -> Iterator[tuple[Edge, tuple[Link, ...]]]:
        """Yield the edges, each with all of its evidence."""
        links = self._spool.links()
        for number, (_, group) in enumerate(groupby(links, key=_ends)):
            evidence = tuple(group)
            yield _edge(number, evidence, self._numbers), evidence

    def _edges(self, among: set[str] | None) -> Iterator[Edge]:
        links = self._spool.links(among)
        groups: Iterable[Iterable[Link]] = (
            (group for _, group in groupby(links, key=_ends))
            if self.joined
            else ((link,) for link in links)
        )
        for number, group in enumerate(groups):
            yield _edge(number, group, self._numbers)

    def close(self) -> None:
        """Free the disk; the edges cannot be read any more."""
        self._spool.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def _ends(link: Link) -> tuple[str, str]:
    return link.source, link.target


def _node(number: int, totals: Totals, about: About, *, directed: bool) -> Node:
    both = totals.given + totals.received
    label = about.label or totals.iri.rpartition("/")[2]
    others = sorted(
        (name for name in about.names if name and name != label),
        key=lambda name: (-about.names[name], name),
    )
    return Node(
        number=number,
        iri=totals.iri,
        label=label,
        type=about.type,
        given=totals.given if directed else both,
        received=totals.received if directed else both,
        articles=totals.articles,
        first=totals.first,
        last=totals.last,
        dated=totals.dated,
        names=" | ".join(others[:_OTHER_NAMES]),
        same_as=about.same_as,
    )


def _days(nodes: Iterable[Node]) -> tuple[str, ...]:
    """Return the first and the last day of all, or nothing."""
    days = sorted(day for node in nodes for day in (node.first, node.last) if day)
    return (days[0], days[-1]) if days else ()


def _edge(number: int, links: Iterable[Link], numbers: Mapping[str, int]) -> Edge:
    """Add up the links of one edge, of which there is at least one."""
    weight, dated = 0, True
    polarities: Counter[str] = Counter()
    types: Counter[str] = Counter()
    articles: set[str] = set()
    days: dict[str, None] = {}
    examples: dict[tuple[str, bool], Link] = {}
    source = target = ""
    for link in links:
        source, target = link.source, link.target
        weight += 1
        polarities[link.polarity] += 1
        types[link.type] += 1
        articles.add(link.article)
        if link.day:
            days[link.day] = None
        dated = dated and bool(link.day)
        if len(examples) < _EXAMPLES:
            examples.setdefault((link.words, link.negated), link)
    positive, negative, neutral, mixed = (polarities[one] for one in POLARITIES)
    return Edge(
        number=number,
        source=numbers[source],
        target=numbers[target],
        weight=weight,
        counts=(positive, negative, neutral, mixed),
        types=tuple(sorted(types.items())),
        articles=len(articles),
        days=tuple(days),
        dated=dated,
        examples=tuple(examples.values()),
    )
