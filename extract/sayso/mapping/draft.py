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


class Draft:
    """Collects the quads of one article's graph, every span once."""

    def __init__(self, text: str, names: Names) -> None:
        self.names = names
        self._text = text
        self._quads: list[Quad] = []
        self._terms: dict[str, NamedNode] = {}
        self._spans: dict[tuple[str, Span], NamedNode] = {}
        self._any: dict[Span, NamedNode] = {}
        self._sentences: Sequence[Span] = ()

    def quads(self) -> tuple[Quad, ...]:
        """Return what was collected, each quad once, those of a subject together."""
        by_subject: dict[object, dict[Quad, None]] = {}
        for quad in self._quads:
            by_subject.setdefault(quad.subject, {})[quad] = None
        return tuple(quad for group in by_subject.values() for quad in group)

    def add(self, subject: NamedNode, predicate: str, value: NamedNode | Literal) -> None:
        """Add one quad to the article's graph."""
        term = self._terms.get(predicate)
        if term is None:
            term = self._terms[predicate] = NamedNode(predicate)
        self._quads.append(Quad(subject, term, value, self.names.graph))

    def type(self, subject: NamedNode, class_iri: str) -> None:
        """Say of which class `subject` is."""
        self.add(subject, rdf.type, NamedNode(class_iri))

    def words(self, span: Span) -> str:
        """Return the words that the span covers."""
        return span.of(self._text)

    def sentences(self, sentences: Sequence[Span]) -> None:
        """Take note of the sentences: one gets its node when something rests on words in it."""
        self._sentences = sorted(sentences)

    def mention(self, node: NamedNode, span: Span) -> None:
        """Write the span of a mention of an entity."""
        self._write(node, span, sayso.EntityMention)
        self._any.setdefault(span, node)

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
        self._quads += (
            Quad(node, _TYPE, NamedNode(class_iri), graph),
            Quad(node, _BEGIN, integer(span.start), graph),
            Quad(node, _END, integer(span.end), graph),
            Quad(node, _ANCHOR, Literal(span.of(self._text)), graph),
            Quad(node, _CONTEXT, self.names.text, graph),
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
        self._quads.append(Quad(node, _IN_SENTENCE, home, self.names.graph))
