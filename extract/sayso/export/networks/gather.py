"""From a store to a network: the evidence of its articles, and what the nodes are called."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from urllib.parse import quote

from pyoxigraph import Literal, NamedNode, QuerySolutions

from sayso.errors import UsageError
from sayso.export.matching import matching
from sayso.export.networks.graph import ArticleGraph, told_by
from sayso.export.networks.model import KINDS, About, Kind, Link
from sayso.export.networks.network import Network
from sayso.export.networks.reading import Reading, read_links
from sayso.export.networks.spool import Spool
from sayso.export.selection import EVERYTHING, Selection, chosen
from sayso.store import Store
from sayso.vocabulary import SAYSO, sayso

VOICE_NAME = "the article’s own voice"

Resolved = Callable[[str], Mapping[str, str]]
"""Tells of an article, by its IRI, which of its entities were found to be which actors."""

# {graph} and {article} are put in as IRIs.
_RESOLVED = f"""
PREFIX sayso: <{SAYSO}>
SELECT ?entity ?actor WHERE {{{{
  GRAPH {{graph}} {{{{
    ?place sayso:appearsIn {{article}} ; sayso:appearanceOf ?entity ; sayso:resolvedTo ?actor .
  }}}}
}}}}
"""
_ACTORS = f"""
PREFIX sayso: <{SAYSO}>
SELECT ?actor ?property ?value WHERE {{{{
  GRAPH {{graph}} {{{{ ?actor a sayso:ResolvedActor ; ?property ?value . }}}}
}}}}
"""


def read_network(
    store: Store,
    kind: str = "characterizations",
    selection: Selection = EVERYTHING,
    *,
    joined: bool = True,
) -> Network:
    """Return the network of a kind in a store; close it when it is no longer needed.

    Where the store says who is who across its articles, a node is such an actor and goes by its
    name; elsewhere it is an entity of the articles. Of the selection, `by` narrows to the evidence
    from whom the name finds, in the way of `sayso ask --by`; the rest narrows the articles.
    `joined` makes one edge of all the evidence between two nodes.

    Raises:
        UsageError: there is no such kind, or the selection names what is not there.
        StoreError: the store cannot be read.
    """
    if kind not in KINDS:
        raise UsageError(f"There is no network '{kind}'. These are: {', '.join(KINDS)}.")
    readings = (
        read_links(ArticleGraph(article.iri.value, told_by(store.quads(article.iri))), (kind,))
        for article in chosen(store, replace(selection, by=""))
    )
    resolved = partial(_resolved, store)
    return gather(store, KINDS[kind], readings, resolved, by=selection.by, joined=joined)


def gather(
    store: Store,
    kind: Kind,
    readings: Iterable[Reading],
    resolved: Resolved,
    *,
    by: str = "",
    joined: bool = True,
) -> Network:
    """Return the network of what was read in articles of the store; see `read_network`.

    Raises:
        UsageError: `by` is nothing but blanks.
        StoreError: the store cannot be read.
    """
    gathering = _Gathering(store, kind, resolved)
    try:
        for reading in readings:
            gathering.take(reading)
        gathering.name_actors()
        gathering.narrow(by)
        return Network(
            kind, gathering.spool, gathering.about, joined=joined, unlinked=gathering.unlinked
        )
    except BaseException:
        gathering.spool.close()
        raise


def voice_of(base: str, outlet: str = "") -> str:
    """Return the IRI of the node that is the voice of an outlet, or of articles that have none."""
    return f"{base}voice" + (f"/{quote(outlet, safe='')}" if outlet else "")


def _resolved(store: Store, article: str) -> Mapping[str, str]:
    actors = NamedNode(f"{store.base}actors")
    answer = store.query(_RESOLVED.format(graph=actors, article=NamedNode(article)))
    assert isinstance(answer, QuerySolutions)
    found: dict[str, str] = {}
    for row in answer:
        entity, actor = row["entity"], row["actor"]
        if isinstance(entity, NamedNode) and isinstance(actor, NamedNode):
            found[entity.value] = actor.value
    return found


class _Gathering:
    """What is known while the articles are read one after the other."""

    def __init__(self, store: Store, kind: Kind, resolved: Resolved) -> None:
        self.spool = Spool()
        self.about: dict[str, About] = {}
        self.unlinked = 0
        self._store = store
        self._kind = kind
        self._resolved = resolved

    def take(self, reading: Reading) -> None:
        """Read the evidence of one article."""
        self.unlinked += reading.unlinked[self._kind.name]
        if reading.links[self._kind.name]:
            self.spool.extend(self._links(reading, self._resolved(reading.article.iri)))

    def _links(self, reading: Reading, resolved: Mapping[str, str]) -> Iterator[Link]:
        for link in reading.links[self._kind.name]:
            source = self._node(reading, link.source, resolved)
            target = self._node(reading, link.target, resolved)
            if self._kind.directed or source < target:
                yield replace(link, source=source, target=target)
            elif target < source:
                yield replace(link, source=target, target=source)

    def _node(self, reading: Reading, iri: str, resolved: Mapping[str, str]) -> str:
        """Return which node an entity of the article is, and remember what it is called there."""
        end, key = reading.ends[iri], resolved.get(iri, iri)
        name = end.name
        if iri == f"{reading.article.iri}/voice":
            # The voice of an outlet is one, in whichever of its articles it narrates.
            outlet = reading.article.publisher
            key = voice_of(self._store.base, outlet)
            name = f"{outlet} (own voice)" if outlet else VOICE_NAME
        about = self.about.setdefault(key, About())
        about.names[name] = about.names.get(name, 0) + 1
        about.type = about.type or end.type
        about.same_as = about.same_as or end.same_as
        return key

    def name_actors(self) -> None:
        """Give the nodes that are resolved actors the name, class and other names of these."""
        actors = NamedNode(f"{self._store.base}actors")
        answer = self._store.query(_ACTORS.format(graph=actors))
        assert isinstance(answer, QuerySolutions)
        for row in answer:
            actor, told, value = row["actor"], row["property"], row["value"]
            if not isinstance(actor, NamedNode) or not isinstance(told, NamedNode):
                continue
            about = self.about.get(actor.value)
            if about is None or not isinstance(value, Literal):
                continue
            if told.value == sayso.canonicalName:
                about.name = " ".join(value.value.split())
            elif told.value == sayso.actorType:
                about.type = value.value
            elif told.value == sayso.alias:
                about.names.setdefault(value.value, 0)

    def narrow(self, by: str) -> None:
        """Forget the evidence that does not come from whom this name finds."""
        if not by:
            return
        called = {name for about in self.about.values() for name in (about.name, *about.names)}
        found = matching(called, by, "by")
        sources = {
            key
            for key, about in self.about.items()
            if about.name in found or not found.isdisjoint(about.names)
        }
        if self._kind.directed:
            self.spool.keep_from(sources)
        else:
            self.spool.keep_touching(sources)
