"""One article's graph by subject and by object, and the words that each thing rests on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property

from pyoxigraph import Literal, NamedNode, Triple

from sayso.judgements.record import Kind
from sayso.model import EntityType, Span
from sayso.vocabulary import SAYSO, nif, rdf, sayso

Node = NamedNode | Literal
Part = tuple[str, Span]

CLASSES = frozenset(SAYSO + kind.value for kind in EntityType) | {sayso.Actor, sayso.Entity}
"""The classes of what mentions refer to."""

_MADE_OF = {
    Kind.STATEMENT: sayso.Statement,
    Kind.CHARACTERIZATION: sayso.Characterization,
    Kind.STANCE: sayso.Stance,
    Kind.ROLE: sayso.RoleHolding,
    Kind.MENTION: sayso.EntityMention,
}
_PARTS = {
    Kind.STATEMENT: {
        sayso.cue: "cue",
        sayso.contentSpan: "content",
        sayso.sourceMention: "source",
        sayso.sourceSpan: "source",
    },
    Kind.CHARACTERIZATION: {sayso.attributeSpan: "as", sayso.targetMention: "of"},
    Kind.STANCE: {sayso.evidence: "evidence"},
    Kind.EVENT: {sayso.trigger: "trigger"},
    Kind.ROLE: {sayso.evidence: "evidence"},
}
PRINCIPAL = {
    Kind.STATEMENT: ("content", "cue", "source"),
    Kind.CHARACTERIZATION: ("as",),
    Kind.STANCE: ("evidence",),
    Kind.EVENT: ("trigger",),
    Kind.ROLE: ("evidence",),
    Kind.MENTION: ("mention",),
    Kind.ACTOR: ("mention",),
}
"""The parts by which a thing is known, the first that it has deciding."""


class View:
    """The triples of one article graph."""

    def __init__(self, graph: NamedNode, triples: Iterable[Triple]) -> None:
        self.graph = graph
        self.triples = set(triples)
        self._about: dict[NamedNode, list[Triple]] = {}
        self._into: dict[NamedNode, list[Triple]] = {}
        for triple in self.triples:
            assert isinstance(triple.subject, NamedNode)
            self._about.setdefault(triple.subject, []).append(triple)
            if isinstance(triple.object, NamedNode):
                self._into.setdefault(triple.object, []).append(triple)

    @property
    def prefix(self) -> str:
        """What the identifiers of things that belong to this article alone begin with."""
        return self.graph.value.removesuffix("graph")

    def about(self, node: NamedNode) -> list[Triple]:
        """Return the triples with this subject."""
        return self._about.get(node, [])

    def into(self, node: NamedNode) -> list[Triple]:
        """Return the triples with this object."""
        return self._into.get(node, [])

    def has(self, node: NamedNode) -> bool:
        """Tell whether the graph says anything of or with the node."""
        return node in self._about or node in self._into

    def values(self, node: NamedNode, predicate: str) -> list[Node]:
        """Return the objects of a property, sorted."""
        found = (t.object for t in self.about(node) if t.predicate.value == predicate)
        return sorted((one for one in found if isinstance(one, NamedNode | Literal)), key=str)

    def nodes(self, node: NamedNode, predicate: str) -> list[NamedNode]:
        """Return the objects of a property that are nodes, sorted."""
        return [one for one in self.values(node, predicate) if isinstance(one, NamedNode)]

    def value(self, node: NamedNode, predicate: str) -> str:
        """Return the first object of a property as text, or nothing."""
        return next((one.value for one in self.values(node, predicate)), "")

    def subjects(self, predicate: str, value: NamedNode) -> list[NamedNode]:
        """Return what has this object of a property, sorted."""
        found = (t.subject for t in self.into(value) if t.predicate.value == predicate)
        return sorted((one for one in found if isinstance(one, NamedNode)), key=str)

    def is_a(self, node: NamedNode, class_iri: str) -> bool:
        """Tell whether the node is said to be of a class."""
        return Triple(node, NamedNode(rdf.type), NamedNode(class_iri)) in self.triples

    def of_class(self, class_iri: str) -> list[NamedNode]:
        """Return the nodes of a class, sorted."""
        return self.subjects(rdf.type, NamedNode(class_iri))

    def span(self, node: NamedNode) -> Span | None:
        """Return the offsets of a span, in code points."""
        begin, end = self.value(node, nif.beginIndex), self.value(node, nif.endIndex)
        return Span(int(begin), int(end)) if begin and end else None

    @cached_property
    def text(self) -> str | None:
        """The text of the article, where the graph carries it."""
        for triple in self.triples:
            if triple.predicate.value == nif.isString and isinstance(triple.object, Literal):
                return triple.object.value
        return None

    @cached_property
    def quoted(self) -> str:
        """The text, or where the graph does not carry it, its quoted words at their offsets."""
        if self.text is not None:
            return self.text
        characters: list[str] = []
        for span, words in sorted(self._spans()):
            characters.extend("\n" * (span.end - len(characters)))
            characters[span.start : span.end] = words
        return "".join(characters)

    def _spans(self) -> Iterator[tuple[Span, str]]:
        for node in self._about:
            span = self.span(node)
            if span is not None:
                yield span, self.value(node, nif.anchorOf)

    def kind(self, node: NamedNode) -> Kind | None:
        """Return what sort of thing a judgement on the node would be about."""
        for kind, class_iri in _MADE_OF.items():
            if self.is_a(node, class_iri):
                return kind
        if self.values(node, sayso.trigger):
            return Kind.EVENT
        if any(self.is_a(node, one) for one in CLASSES) or self.is_a(node, sayso.ArticleVoice):
            return Kind.ACTOR
        return None

    def things(self, kind: Kind) -> list[tuple[NamedNode, tuple[Part, ...]]]:
        """Return the things of a kind with the words that they rest on, in the order of IRIs.

        An actor comes once for each of its mentions, or of the words that are evidence for it.
        """
        if kind is Kind.ACTOR:
            return [(actor, (("mention", span),)) for actor, span, _ in self.actors()]
        if kind is Kind.EVENT:
            found = {t.subject for t in self.triples if t.predicate.value == sayso.trigger}
            nodes = sorted((one for one in found if isinstance(one, NamedNode)), key=str)
        else:
            nodes = self.of_class(_MADE_OF[kind])
        return [(node, self.parts(node, kind)) for node in nodes]

    def parts(self, node: NamedNode, kind: Kind) -> tuple[Part, ...]:
        """Return the words that a thing rests on, in the order of the text."""
        if kind is Kind.ACTOR:
            return tuple(("mention", span) for actor, span, _ in self.actors() if actor == node)
        if kind is Kind.MENTION:
            own = self.span(node)
            return (("mention", own),) if own else ()
        found: set[Part] = set()
        for triple in self.about(node):
            role = _PARTS[kind].get(triple.predicate.value)
            if role and isinstance(triple.object, NamedNode):
                span = self.span(triple.object)
                if span is not None:
                    found.add((role, span))
        return tuple(sorted(found))

    def actors(self) -> list[tuple[NamedNode, Span, str]]:
        """Return who or what is mentioned where and how (NAM, NOM, PRO, ADJ, or nothing)."""
        return self._actors

    @cached_property
    def _actors(self) -> list[tuple[NamedNode, Span, str]]:
        found: list[tuple[NamedNode, Span, str]] = []
        for triple in self.triples:
            refers = triple.predicate.value == sayso.refersTo
            if not refers and triple.predicate.value != sayso.evidence:
                continue
            subject, value = triple.subject, triple.object
            assert isinstance(subject, NamedNode) and isinstance(value, NamedNode)
            mention, actor = (subject, value) if refers else (value, subject)
            span = self.span(mention)
            if span is not None and (refers or self.kind(actor) is Kind.ACTOR):
                found.append((actor, span, self.value(mention, sayso.mentionType)))
        return sorted(found, key=lambda one: (one[1], one[0].value))
