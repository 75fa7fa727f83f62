"""A graph in the making: quads, and the spans of the text that have a node already."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from pyoxigraph import Literal, NamedNode, Quad

from sayso.mapping.literals import integer
from sayso.mapping.names import Names
from sayso.model import Span
from sayso.vocabulary import nif, rdf, sayso

_TYPE = NamedNode(rdf.type)
_BEGIN = NamedNode(nif.beginIndex)
_END = NamedNode(nif.endIndex)
_ANCHOR = NamedNode(nif.anchorOf)
_CONTEXT = NamedNode(nif.referenceContext)
_IN_SENTENCE = NamedNode(sayso.inSentence)

# The classes of spans are disjoint, so that a stretch of text has a node for each role it plays.
_ROLES = {
    sayso.EventMention: "event",
    sayso.CueSpan: "cue",
    sayso.ContentSpan: "content",
    sayso.QuotedSpan: "quoted",
    sayso.HedgeSpan: "hedge",
    sayso.TextSpan: "text",
}

_CLASSES = {name: NamedNode(name) for name in (*_ROLES, sayso.EntityMention, sayso.Sentence)}


class Draft:
    """Collects the quads of one article's graph, every span once."""

    def __init__(self, text: str, names: Names) -> None:
        self.names = names
        self._text = text
        self._quads: dict[NamedNode, list[Quad]] = {}
        self._terms: dict[str, NamedNode] = {}
        self._spans: dict[tuple[str, Span], NamedNode] = {}
        self._any: dict[Span, NamedNode] = {}
        self._entities: dict[Span, int] = {}
        self._sentences: Sequence[Span] = ()

    def quads(self) -> tuple[Quad, ...]:
        """Return what was collected, each quad once, those of a subject together."""
        return tuple(quad for about in self._quads.values() for quad in dict.fromkeys(about))

    def add(self, subject: NamedNode, predicate: str, value: NamedNode | Literal) -> None:
        """Add one quad to the article's graph."""
        term = self._terms.get(predicate)
        if term is None:
            term = self._terms[predicate] = NamedNode(predicate)
        quad = Quad(subject, term, value, self.names.graph)
        about = self._quads.get(subject)
        if about is None:
            self._quads[subject] = [quad]
        else:
            about.append(quad)

    def type(self, subject: NamedNode, class_iri: str) -> None:
        """Say of which class `subject` is."""
        self.add(subject, rdf.type, NamedNode(class_iri))

    def words(self, span: Span) -> str:
        """Return the words that the span covers."""
        return span.of(self._text)

    def sentences(self, sentences: Sequence[Span]) -> None:
        """Take note of the sentences: one gets its node when something rests on words in it."""
        self._sentences = sorted(sentences)

    def mention(self, node: NamedNode, span: Span, entity: int) -> None:
        """Write the span of a mention of an entity, given as its position."""
        self._write(node, span, sayso.EntityMention)
        self._any.setdefault(span, node)
        self._entities.setdefault(span, entity)

    def entity_at(self, span: Span) -> int | None:
        """Return the position of the entity that exactly these words mention, if they do."""
        return self._entities.get(span)

    def span(self, span: Span, class_iri: str = sayso.TextSpan) -> NamedNode:
        """Return the node of a span; for a plain text span, any node there is of the same words."""
        node = self._spans.get((class_iri, span))
        if node is None and class_iri == sayso.TextSpan:
            node = self._any.get(span)
        if node is None:
            node = self.names.span(span, _ROLES[class_iri])
            self._write(node, span, class_iri)
        if (class_iri, span) not in self._spans:
            self._spans[class_iri, span] = node
            self._any.setdefault(span, node)
            self._place(node, span)
        return node

    def _write(self, node: NamedNode, span: Span, class_iri: str) -> None:
        if span.end > len(self._text):
            raise ValueError(f"the span [{span.start}, {span.end}) runs beyond the text")
        graph = self.names.graph
        self._quads.setdefault(node, []).extend(
            (
                Quad(node, _TYPE, _CLASSES[class_iri], graph),
                Quad(node, _BEGIN, integer(span.start), graph),
                Quad(node, _END, integer(span.end), graph),
                Quad(node, _ANCHOR, Literal(span.of(self._text)), graph),
                Quad(node, _CONTEXT, self.names.text, graph),
            )
        )

    def _place(self, node: NamedNode, span: Span) -> None:
        """Say in which sentence a span begins that something rests on."""
        position = bisect_right(self._sentences, span.start, key=lambda item: item.start) - 1
        if position < 0 or span.start >= self._sentences[position].end:
            return
        sentence = self._sentences[position]
        home = self._spans.get((sayso.Sentence, sentence))
        if home is None:
            home = self._spans[sayso.Sentence, sentence] = self.names.span(sentence, "sentence")
            self._write(home, sentence, sayso.Sentence)
        self._quads[node].append(Quad(node, _IN_SENTENCE, home, self.names.graph))
