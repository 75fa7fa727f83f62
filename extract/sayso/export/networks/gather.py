"""From a store to a network: the evidence of its articles, and what the nodes are called."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import quote

from pyoxigraph import Literal, NamedNode, QuerySolutions

from sayso.errors import UsageError
from sayso.export.matching import matching
from sayso.export.networks.graph import ArticleGraph
from sayso.export.networks.links import links_of
from sayso.export.networks.model import KINDS, About, Kind, Link
from sayso.export.networks.network import Network
from sayso.export.networks.spool import Spool
from sayso.export.selection import EVERYTHING, Selection, chosen
from sayso.store import Store
from sayso.vocabulary import SAYSO, sayso, schema

VOICE_NAME = "the article’s own voice"

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
    gathering = _Gathering(store, KINDS[kind])
    try:
        for article in chosen(store, replace(selection, by="")):
            gathering.take(ArticleGraph(article.iri.value, store.quads(article.iri)))
        gathering.name_actors()
        gathering.narrow(selection.by)
        return Network(
            KINDS[kind],
            gathering.spool,
            gathering.about,
            joined=joined,
            unlinked=gathering.unlinked,
        )
    except BaseException:
        gathering.spool.close()
        raise


class _Gathering:
    """What is known while the articles are read one after the other."""

    def __init__(self, store: Store, kind: Kind) -> None:
        self.spool = Spool()
        self.about: dict[str, About] = {}
        self.unlinked = 0
        self._store = store
        self._kind = kind
        self._actors = NamedNode(f"{store.base}actors")

    def take(self, graph: ArticleGraph) -> None:
        """Read the evidence of one article."""
        resolved = dict(self._resolved(graph.article_iri))
        self.spool.extend(self._links(graph, resolved))

    def _links(self, graph: ArticleGraph, resolved: dict[str, str]) -> Iterator[Link]:
        for link in links_of(graph, self._kind.name):
            if link is None:
                self.unlinked += 1
                continue
            source = self._node(graph, link.source, resolved)
            target = self._node(graph, link.target, resolved)
            if self._kind.directed or source < target:
                yield replace(link, source=source, target=target)
            elif target < source:
                yield replace(link, source=target, target=source)

    def _node(self, graph: ArticleGraph, iri: str, resolved: dict[str, str]) -> str:
        """Return which node an entity of the article is, and remember what it is called there."""
        name, key = graph.label(iri), resolved.get(iri, iri)
        if iri == f"{graph.article_iri}/voice":
            # The voice of an outlet is one, in whichever of its articles it narrates.
            outlet = graph.article.publisher
            key = f"{self._store.base}voice" + (f"/{quote(outlet, safe='')}" if outlet else "")
            name = f"{outlet} (own voice)" if outlet else VOICE_NAME
        about = self.about.setdefault(key, About())
        about.names[name] = about.names.get(name, 0) + 1
        about.type = about.type or graph.type(iri)
        about.same_as = about.same_as or graph.one(iri, schema.sameAs)
        return key

    def _resolved(self, article: str) -> Iterator[tuple[str, str]]:
        answer = self._store.query(_RESOLVED.format(graph=self._actors, article=NamedNode(article)))
        assert isinstance(answer, QuerySolutions)
        for row in answer:
            entity, actor = row["entity"], row["actor"]
            if isinstance(entity, NamedNode) and isinstance(actor, NamedNode):
                yield entity.value, actor.value

    def name_actors(self) -> None:
        """Give the nodes that are resolved actors the name, class and other names of these."""
        answer = self._store.query(_ACTORS.format(graph=self._actors))
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
