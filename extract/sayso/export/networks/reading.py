"""What networks need of one article: its evidence, and what the ends of it are called there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from sayso.export.networks.graph import ArticleGraph
from sayso.export.networks.links import links_of
from sayso.export.networks.model import Article, Link
from sayso.vocabulary import schema


class End(NamedTuple):
    """What an article calls an end of an edge, its class, and its entry in Wikidata or nothing."""

    name: str
    type: str
    same_as: str


@dataclass(frozen=True, slots=True)
class Reading:
    """The evidence of an article by kind of network, and its ends by their IRIs in the article.

    `unlinked` counts what is no edge, because one of its ends is not known.
    """

    article: Article
    links: Mapping[str, tuple[Link, ...]]
    unlinked: Mapping[str, int]
    ends: Mapping[str, End]


def read_links(graph: ArticleGraph, kinds: Iterable[str]) -> Reading:
    """Return the evidence in an article for these kinds of network."""
    links: dict[str, tuple[Link, ...]] = {}
    unlinked: dict[str, int] = {}
    ends: dict[str, End] = {}
    for kind in kinds:
        found = tuple(links_of(graph, kind))
        links[kind] = tuple(link for link in found if link)
        unlinked[kind] = len(found) - len(links[kind])
        for link in links[kind]:
            for iri in (link.source, link.target):
                if iri not in ends:
                    ends[iri] = End(
                        graph.label(iri), graph.type(iri), graph.one(iri, schema.sameAs)
                    )
    return Reading(graph.article, links, unlinked, ends)
