"""What follows when the words of a mention refer to somebody else, or to nobody that is known."""

from __future__ import annotations

from pyoxigraph import Literal, NamedNode, Triple

from sayso.judgements.edits import Described, Triples, rejected, triple
from sayso.judgements.view import View
from sayso.vocabulary import nif, org, rdf, sayso

_TAKING_PART = (sayso.agent, sayso.recipient, sayso.theme, sayso.beneficiary, sayso.participant)
_OF_MENTIONS = frozenset(
    {sayso.refersTo, sayso.mentionType, sayso.metonym, sayso.nameSpan, sayso.headSpan}
)


def reference_set(
    view: View, mention: NamedNode, actor: NamedNode, described: Described
) -> Triples:
    """Let a mention refer to another actor, with everything that rests on its words."""
    return _Repointing(view, mention, actor, described).run()


def mention_rejected(view: View, mention: NamedNode) -> Triples:
    """Let words mention nobody: they stay as words.

    A source or target that was found by them alone is replaced by one that bears the words as its
    name and is known from nothing else, as where no mention was found.
    """
    roles = [
        role
        for role in view.subjects(sayso.evidence, mention)
        if view.is_a(role, sayso.RoleHolding)
    ]
    result = _Repointing(view, mention, None, {}).run()
    for role in roles:
        result = rejected(View(view.graph, result), role)
    return result


class _Repointing:
    """One mention getting another referent; without a new one, a stand-in where one is needed."""

    def __init__(
        self, view: View, mention: NamedNode, new: NamedNode | None, described: Described
    ) -> None:
        self._view = view
        self._mention = mention
        self._new = new
        self._old = view.nodes(mention, sayso.refersTo)
        self._result: Triples = set(view.triples)
        if new is not None and not view.values(new, rdf.type):
            self._result |= described.get(new, frozenset())

    def run(self) -> Triples:
        """Return the triples with the mention's new referent."""
        if self._new is None:
            self._only_words()
        else:
            for old in self._old:
                self._replace(self._mention, sayso.refersTo, old, self._new)
        for old in self._old:
            self._sources(old)
            self._targets(old)
            self._participants(old)
            self._propositions(old)
            if self._new is not None:
                self._roles(old, self._new)
        return self._without_unmentioned()

    def _only_words(self) -> None:
        about = self._view.about(self._mention)
        self._result -= {t for t in about if t.predicate.value in _OF_MENTIONS}
        self._result -= {t for t in about if t.predicate.value in (rdf.type, sayso.confidence)}
        self._result.add(triple(self._mention, rdf.type, NamedNode(sayso.TextSpan)))
        for statement in self._view.subjects(sayso.sourceMention, self._mention):
            self._result.discard(triple(statement, sayso.sourceMention, self._mention))
            self._result.add(triple(statement, sayso.sourceSpan, self._mention))

    def _replace(
        self, node: NamedNode, predicate: str, old: NamedNode, new: NamedNode | None
    ) -> None:
        before = triple(node, predicate, old)
        if before in self._result:
            self._result.discard(before)
            if new is not None:
                self._result.add(triple(node, predicate, new))

    def _alone(self, node: NamedNode, predicate: str, old: NamedNode) -> bool:
        """Tell whether no other mention that the node has in this part refers to the old one."""
        others = (one for one in self._view.nodes(node, predicate) if one != self._mention)
        return not any(old in self._view.nodes(one, sayso.refersTo) for one in others)

    def _sources(self, old: NamedNode) -> None:
        view = self._view
        for predicate in (sayso.sourceMention, sayso.sourceSpan):
            for statement in view.subjects(predicate, self._mention):
                if old not in view.nodes(statement, sayso.source):
                    continue
                if not self._alone(statement, sayso.sourceMention, old):
                    continue
                new = self._new or self._stand_in(f"{statement.value}~source", sayso.AnonymousActor)
                self._replace(statement, sayso.source, old, new)
                for held in view.subjects(sayso.expressedIn, statement):
                    self._replace(held, sayso.evaluator, old, new)

    def _targets(self, old: NamedNode) -> None:
        for one in self._view.subjects(sayso.targetMention, self._mention):
            if old in self._view.nodes(one, sayso.characterized):
                self._replace(one, sayso.characterized, old, self._new or self._thing())

    def _participants(self, old: NamedNode) -> None:
        for event in self._view.subjects(sayso.participantMention, self._mention):
            if self._alone(event, sayso.participantMention, old):
                for predicate in _TAKING_PART:
                    self._replace(event, predicate, old, self._new)

    def _propositions(self, old: NamedNode) -> None:
        for predicate in (sayso.propSubject, sayso.propObject):
            for proposition in self._view.subjects(predicate, old):
                if self._rests_on_this_mention(proposition, old):
                    self._replace(proposition, predicate, old, self._new or self._thing())

    def _rests_on_this_mention(self, proposition: NamedNode, old: NamedNode) -> bool:
        view = self._view
        spans = [view.span(one) for one in view.nodes(proposition, sayso.evidence)]
        within = {
            mention
            for mention in view.subjects(sayso.refersTo, old)
            if (own := view.span(mention)) and any(one and one.contains(own) for one in spans)
        }
        return within == {self._mention}

    def _roles(self, old: NamedNode, new: NamedNode) -> None:
        for role in self._view.subjects(sayso.evidence, self._mention):
            self._replace(role, org.member, old, new)

    def _thing(self) -> NamedNode:
        span = self._view.span(self._mention)
        assert span is not None
        return self._stand_in(f"{self._view.prefix}thing/{span.start}-{span.end}", sayso.Entity)

    def _stand_in(self, iri: str, class_iri: str) -> NamedNode:
        node = NamedNode(iri)
        words = " ".join(self._view.value(self._mention, nif.anchorOf).split())
        self._result |= {
            triple(node, rdf.type, NamedNode(class_iri)),
            triple(node, sayso.name, Literal(words)),
            triple(node, sayso.evidence, self._mention),
        }
        return node

    def _without_unmentioned(self) -> Triples:
        """Take out who was mentioned here alone, unless something else still points there."""
        pointed = {t.object for t in self._result if t.subject not in self._old}
        lonely = {old for old in self._old if old not in pointed and old != self._new}
        result: set[Triple] = {t for t in self._result if t.subject not in lonely}
        return result
