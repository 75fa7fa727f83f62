"""From the graph of an article to the evidence in it, one way for each kind of network."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import combinations
from typing import get_args

from sayso.export.networks.graph import ArticleGraph, Paragraphs, Words
from sayso.export.networks.model import Link, Tone
from sayso.vocabulary import EVENT, SAYSO, rdf, sayso

Found = Iterator[Link | None]
"""Evidence for edges; None for what is in the article and leads nowhere."""

_NOWHERE = Words(0, 0, "")
_NAME = "NAM"


def links_of(graph: ArticleGraph, kind: str) -> Found:
    """Yield the evidence that an article has for a kind of network, with its day and title.

    Nodes are the IRIs of the article's graph. None stands for a characterization, statement or
    event that is no edge, because one of its ends is not known.
    """
    article = graph.article
    for link in _READERS[kind](graph):
        yield link and replace(link, day=article.day, title=article.title)


def _characterizations(graph: ArticleGraph) -> Found:
    for node in graph.of_class(sayso.Characterization):
        sources = graph.all(node, sayso.evaluator)
        targets = graph.all(node, sayso.characterized)
        if not sources or not targets:
            yield None
        place = _first(graph.spans(node, sayso.attributeSpan) or graph.spans(node, sayso.evidence))
        plain = Link(
            "",
            "",
            graph.article_iri,
            place.begin,
            place.end,
            node,
            " ".join(graph.one(node, sayso.characterizedAs).split()) or place.words,
            polarity=_tone(graph.one(node, sayso.polarity)),
            type=_local(graph.one(node, sayso.characterizationType)),
            status=_local(graph.one(node, sayso.characterizationForm)),
            negated=graph.one(node, sayso.isNegated) == "true",
            confidence=_number(graph.one(node, sayso.confidence)),
            sentence=graph.sentence(node, sayso.attributeSpan, sayso.evidence),
        )
        yield from (replace(plain, source=s, target=t) for s in sources for t in targets)


def _statements(graph: ArticleGraph) -> Found:
    toward = _attitudes(graph)
    within: dict[str, list[str]] = defaultdict(list)
    for node in graph.of_class(sayso.Statement):
        within[graph.one(node, sayso.embeddedIn)].append(node)
    named = _Named(graph)
    for node in graph.of_class(sayso.Statement):
        contents = graph.spans(node, sayso.contentSpan)
        place = _first(contents or graph.spans(node, sayso.cue))
        sources = graph.all(node, sayso.source)
        targets: dict[str, str] = {}
        for other, relation in _dealt_with(graph, node, within[node], named.within(contents)):
            targets.setdefault(other, relation)
        if not sources or not targets:
            yield None
        plain = Link(
            "",
            "",
            graph.article_iri,
            place.begin,
            place.end,
            node,
            graph.joined(node, sayso.contentSpan) or place.words,
            status=_local(graph.one(node, sayso.quoteForm)),
            negated=graph.one(node, sayso.isNegated) == "true",
            confidence=_number(graph.one(node, sayso.confidence)),
            sentence=graph.sentence(node, sayso.contentSpan, sayso.cue),
        )
        for source in sources:
            for target, relation in targets.items():
                if target != source or relation != "names":
                    tone = toward.get((node, target), "")
                    yield replace(plain, source=source, target=target, type=relation, polarity=tone)


def _dealt_with(
    graph: ArticleGraph, node: str, quoted: Iterable[str], named: Iterable[str]
) -> Iterator[tuple[str, str]]:
    """Yield whom a statement deals with and how, what says most about it first."""
    yield from ((target, "about") for target in graph.all(node, sayso.target))
    yield from ((target, "to") for target in graph.all(node, sayso.addressee))
    for answered in graph.all(node, sayso.responseTo):
        yield from ((source, "answers") for source in graph.all(answered, sayso.source))
    for inner in quoted:
        yield from ((source, "quotes") for source in graph.all(inner, sayso.source))
    yield from ((entity, "names") for entity in named)


def _attitudes(graph: ArticleGraph) -> Mapping[tuple[str, str], Tone]:
    """Return which attitude a statement shows to whom, where its evaluations agree."""
    found: dict[tuple[str, str], set[Tone]] = defaultdict(set)
    for name, target in (
        (sayso.Characterization, sayso.characterized),
        (sayso.Stance, sayso.stanceTarget),
    ):
        for node in graph.of_class(name):
            ends = {*graph.all(node, target), *graph.all(node, sayso.ultimateTarget)}
            tone = _tone(graph.one(node, sayso.polarity))
            for statement in graph.all(node, sayso.expressedIn):
                for end in ends:
                    found[statement, end].add(tone)
    agreed: dict[tuple[str, str], Tone] = {}
    for pair, tones in found.items():
        signed = tones - {"neutral", ""} or tones - {""}
        agreed[pair] = "mixedPolarity" if len(signed) > 1 else next(iter(signed), "")
    return agreed


def _events(graph: ArticleGraph) -> Found:
    for node in graph.having(sayso.trigger):
        agents = graph.all(node, sayso.agent)
        others = (*graph.all(node, sayso.recipient), *graph.all(node, sayso.theme))
        if not agents or not others:
            yield None
        place = _first(graph.spans(node, sayso.trigger))
        types = sorted(
            name.removeprefix(EVENT) for name in graph.all(node, rdf.type) if name.startswith(EVENT)
        )
        plain = Link(
            "",
            "",
            graph.article_iri,
            place.begin,
            place.end,
            node,
            graph.joined(node, sayso.trigger),
            type="+".join(types),
            status=_local(graph.one(node, sayso.actuality)),
            confidence=_number(graph.one(node, sayso.confidence)),
            sentence=graph.sentence(node, sayso.trigger),
        )
        for agent in agents:
            yield from (replace(plain, source=agent, target=one) for one in dict.fromkeys(others))


def _co_mentions(graph: ArticleGraph) -> Found:
    """Yield a link for each two that are named in one paragraph, from one name to the other."""
    paragraphs = Paragraphs(graph.text())
    found: dict[int, dict[str, tuple[Words, str]]] = defaultdict(dict)
    for place, node, entity in _Named(graph).mentions:
        found[paragraphs.number(place.begin)].setdefault(entity, (place, node))
    for _, there in sorted(found.items()):
        for one, other in combinations(sorted(there), 2):
            (first, node), (last, _) = sorted((there[one], there[other]))
            begin, end = first.begin, max(first.end, last.end)
            words = paragraphs.words(begin, end) or f"{first.words} … {last.words}"
            yield Link(one, other, graph.article_iri, begin, end, node, words, type="named with")


class _Named:
    """Where an article names whom and what, in the order of the text."""

    def __init__(self, graph: ArticleGraph) -> None:
        self.mentions: list[tuple[Words, str, str]] = []
        for node in graph.of_class(sayso.EntityMention):
            place, entity = graph.words(node), graph.one(node, sayso.refersTo)
            if place and entity and graph.one(node, sayso.mentionType) == _NAME:
                self.mentions.append((place, node, entity))
        self.mentions.sort()

    def within(self, spans: Iterable[Words]) -> list[str]:
        """Return whom and what is named inside of spans."""
        return [
            entity
            for span in spans
            for place, _, entity in self.mentions
            if span.begin <= place.begin and place.end <= span.end
        ]


def _first(spans: list[Words]) -> Words:
    return spans[0] if spans else _NOWHERE


def _local(iri: str) -> str:
    return iri.removeprefix(SAYSO)


def _tone(iri: str) -> Tone:
    name = _local(iri)
    return next((one for one in get_args(Tone) if one == name), "")


def _number(text: str) -> float | None:
    return float(text) if text else None


_READERS: Mapping[str, Callable[[ArticleGraph], Found]] = {
    "characterizations": _characterizations,
    "statements": _statements,
    "co-mentions": _co_mentions,
    "events": _events,
}
