"""From the graph of an article to the evidence in it, one way for each kind of network."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
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
        plain = _plain(graph, node, sayso.characterizationForm, sayso.attributeSpan, sayso.evidence)
        told = replace(
            plain,
            words=" ".join(graph.one(node, sayso.characterizedAs).split()) or plain.words,
            polarity=_tone(graph.one(node, sayso.polarity)),
            type=_local(graph.one(node, sayso.characterizationType)),
        )
        yield from _between(graph.all(node, sayso.evaluator), _characterized(graph, node), told)


def _characterized(graph: ArticleGraph, node: str) -> Sequence[str]:
    """Return who or what is characterized; of an act or idea without a name, who is behind it."""
    found = graph.all(node, sayso.characterized)
    if any(graph.one(one, sayso.name) for one in found):
        return found
    return graph.all(node, sayso.ultimateTarget) or found


def _statements(graph: ArticleGraph) -> Found:
    toward = _attitudes(graph)
    within = _quoted(graph)
    named = _Named(graph)
    for node in graph.of_class(sayso.Statement):
        sources = graph.all(node, sayso.source)
        targets: dict[str, str] = {}
        contents = graph.spans(node, sayso.contentSpan)
        for other, relation in _dealt_with(graph, node, within, named.within(contents)):
            targets.setdefault(other, relation)
        if not sources or not targets:
            yield None
        plain = _plain(graph, node, sayso.quoteForm, sayso.contentSpan, sayso.cue)
        for source in sources:
            for target, relation in targets.items():
                if target != source or relation != "names":
                    tone = toward.get((node, target), "")
                    yield replace(plain, source=source, target=target, type=relation, polarity=tone)


def _answers(graph: ArticleGraph) -> Found:
    yield from _replies(graph, "answers")


def _quotes(graph: ArticleGraph) -> Found:
    yield from _replies(graph, "quotes")


def _replies(graph: ArticleGraph, relation: str) -> Found:
    """Yield the statements that answer or quote others, each toward who made these."""
    toward = _attitudes(graph)
    within = _quoted(graph)
    for node in graph.of_class(sayso.Statement):
        others = graph.all(node, sayso.responseTo) if relation == "answers" else within[node]
        if not others:
            continue
        targets = [source for one in others for source in graph.all(one, sayso.source)]
        plain = _plain(graph, node, sayso.quoteForm, sayso.contentSpan, sayso.cue)
        for link in _between(graph.all(node, sayso.source), targets, replace(plain, type=relation)):
            yield link and replace(link, polarity=toward.get((node, link.target), ""))


def _quoted(graph: ArticleGraph) -> Mapping[str, list[str]]:
    """Return the statements inside of each statement."""
    within: dict[str, list[str]] = defaultdict(list)
    for node in graph.of_class(sayso.Statement):
        within[graph.one(node, sayso.embeddedIn)].append(node)
    return within


def _dealt_with(
    graph: ArticleGraph, node: str, within: Mapping[str, list[str]], named: Iterable[str]
) -> Iterator[tuple[str, str]]:
    """Yield whom a statement deals with and how, what says most about it first."""
    yield from ((target, "about") for target in graph.all(node, sayso.target))
    yield from ((target, "to") for target in graph.all(node, sayso.addressee))
    for answered in graph.all(node, sayso.responseTo):
        yield from ((source, "answers") for source in graph.all(answered, sayso.source))
    for inner in within.get(node, ()):
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
        types = sorted(
            name.removeprefix(EVENT) for name in graph.all(node, rdf.type) if name.startswith(EVENT)
        )
        plain = _plain(graph, node, sayso.actuality, sayso.trigger)
        others = (*graph.all(node, sayso.recipient), *graph.all(node, sayso.theme))
        yield from _between(
            graph.all(node, sayso.agent), others, replace(plain, type="+".join(types))
        )


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


def _plain(graph: ArticleGraph, node: str, status: str, *places: str) -> Link:
    """Return the evidence that a node is, without its ends.

    It stands where the first of the properties `places` leads that leads to words; the property
    `status` says in which form it is expressed.
    """
    spans = next(filter(None, (graph.spans(node, name) for name in places)), [_NOWHERE])
    return Link(
        "",
        "",
        graph.article_iri,
        spans[0].begin,
        spans[0].end,
        node,
        graph.joined(node, places[0]) or spans[0].words,
        status=_local(graph.one(node, status)),
        negated=graph.one(node, sayso.isNegated) == "true",
        confidence=_number(graph.one(node, sayso.confidence)),
        sentence=graph.sentence(node, *places),
    )


def _between(sources: Sequence[str], targets: Iterable[str], plain: Link) -> Found:
    """Yield the evidence from each source to each target, or None where an end is not known."""
    ends = tuple(dict.fromkeys(targets))
    if not sources or not ends:
        yield None
    for source in sources:
        yield from (replace(plain, source=source, target=target) for target in ends)


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
    "answers": _answers,
    "quotes": _quotes,
    "co-mentions": _co_mentions,
    "events": _events,
}
