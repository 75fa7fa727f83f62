"""What a judgement changes in an article's graph; every edit returns all triples anew."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from pyoxigraph import Literal, NamedNode, Triple

from sayso.judgements.view import CLASSES, View
from sayso.vocabulary import SAYSO, org, rdf, sayso, schema

Triples = set[Triple]
Described = Mapping[NamedNode, frozenset[Triple]]

DESCRIPTION = frozenset({rdf.type, sayso.name, sayso.gender, schema.sameAs})
"""What is said of an actor itself; after a merger, all of it is what was said of the one kept."""

_BEHIND = "~behind"
_TYPE = NamedNode(rdf.type)


def triple(subject: NamedNode, predicate: str, value: NamedNode | Literal) -> Triple:
    """Return a triple of plain parts."""
    return Triple(subject, NamedNode(predicate), value)


def description(view: View, node: NamedNode) -> frozenset[Triple]:
    """Return what the graph says of an actor itself."""
    return frozenset(t for t in view.about(node) if t.predicate.value in DESCRIPTION)


def renamed(view: View, old: NamedNode, new: NamedNode, described: frozenset[Triple]) -> Triples:
    """Put one actor in the place of another, with its description where the graph has none of it.

    Without a description, the new one takes over that of the old.
    """
    names = {old: new, _behind(old): _behind(new)}
    known = bool(description(view, new)) or bool(described)
    result: Triples = set()
    for found in view.triples:
        if known and found.subject == old and found.predicate.value in DESCRIPTION:
            continue
        subject, value = found.subject, found.object
        assert isinstance(subject, NamedNode)
        if isinstance(value, NamedNode):
            value = names.get(value, value)
        moved = Triple(names.get(subject, subject), found.predicate, value)
        # Nobody is a member of themselves, not even after a merger with whom they belonged to.
        if moved.subject == moved.object and moved.predicate.value == sayso.memberOf:
            continue
        result.add(moved)
    return result if description(view, new) else result | described


def _behind(node: NamedNode) -> NamedNode:
    return NamedNode(node.value + _BEHIND)


def value_set(
    view: View, node: NamedNode, predicate: str, value: NamedNode | Literal, described: Described
) -> Triples:
    """Give a property one value in place of those that it has."""
    result = {
        t
        for t in view.triples
        if not (t.subject == node and t.predicate.value == predicate and _replaceable(t))
    }
    return _swept(
        view, result | {triple(node, predicate, value)} | _introduced(view, value, described)
    )


def _replaceable(found: Triple) -> bool:
    """Tell whether a value goes when another is set; of classes, only those of actors."""
    if found.predicate.value != rdf.type:
        return True
    return isinstance(found.object, NamedNode) and found.object.value in CLASSES


def _introduced(view: View, node: object, described: Described) -> frozenset[Triple]:
    """Return what has to be said of an actor of whom the graph has said nothing yet."""
    if not isinstance(node, NamedNode) or view.values(node, rdf.type):
        return frozenset()
    return described.get(node, frozenset())


def source_set(view: View, node: NamedNode, source: NamedNode, described: Described) -> Triples:
    """Give a statement one source, who then also holds what the statement expresses."""
    earlier = set(view.nodes(node, sayso.source))
    result = {t for t in view.triples if not (t.subject == node and _names_source(t))}
    result.add(triple(node, sayso.source, source))
    for predicate in (sayso.sourceMention, sayso.sourceSpan):
        for words in view.nodes(node, predicate):
            refers = source in view.nodes(words, sayso.refersTo)
            result.add(triple(node, sayso.sourceMention if refers else sayso.sourceSpan, words))
    _held_by(view, node, earlier, source, result)
    return _swept(view, result | _introduced(view, source, described))


def _names_source(found: Triple) -> bool:
    return found.predicate.value in (sayso.source, sayso.sourceMention, sayso.sourceSpan)


def _held_by(
    view: View, statement: NamedNode, earlier: set[NamedNode], now: NamedNode, result: Triples
) -> None:
    """Let what a statement expresses be held by its new source."""
    for held in view.subjects(sayso.expressedIn, statement):
        for evaluator in earlier & set(view.nodes(held, sayso.evaluator)):
            result.discard(triple(held, sayso.evaluator, evaluator))
            result.add(triple(held, sayso.evaluator, now))


def rejected(view: View, node: NamedNode) -> Triples:
    """Take a thing out of the graph with all that hangs on it alone.

    What lay inside a statement that goes now lies inside the one around it.
    """
    doomed = _with_dependents(view, node)
    result = {t for t in view.triples if t.subject not in doomed and t.object not in doomed}
    for inner in (t.subject for t in view.triples if t.predicate.value == sayso.embeddedIn):
        assert isinstance(inner, NamedNode)
        around = view.nodes(inner, sayso.embeddedIn)
        if inner in doomed or not set(around) & doomed:
            continue
        while around and around[0] in doomed:
            around = view.nodes(around[0], sayso.embeddedIn)
        result |= {triple(inner, sayso.embeddedIn, outer) for outer in around}
    return _without_event(view, _swept(view, _levelled(result)))


def _without_event(view: View, triples: Triples) -> Triples:
    """Let words that no event rests on any more, but something else does, be plain words."""
    result = set(triples)
    triggers = {t.object for t in triples if t.predicate.value == sayso.trigger}
    for words in view.of_class(sayso.EventMention):
        marks = [t for t in view.about(words) if t in result and _marks_event(t)]
        if marks and words not in triggers:
            result -= set(marks)
            result.add(triple(words, rdf.type, NamedNode(sayso.TextSpan)))
    return result


def _marks_event(found: Triple) -> bool:
    return found.predicate.value == sayso.mentionType or (
        found.predicate.value == rdf.type and found.object == NamedNode(sayso.EventMention)
    )


def _with_dependents(view: View, node: NamedNode) -> set[NamedNode]:
    """Return the thing and what makes no sense without it."""
    doomed, waiting = {node}, [node]
    while waiting:
        gone = waiting.pop()
        dependents = [
            found
            for predicate in (
                sayso.expressedIn,
                sayso.characterized,
                sayso.stanceTarget,
                sayso.assesses,
                sayso.propSubject,
                org.member,
            )
            for found in view.subjects(predicate, gone)
        ]
        dependents += _unsaid(view, gone, doomed)
        for dependent in dependents:
            if dependent not in doomed:
                doomed.add(dependent)
                waiting.append(dependent)
    return doomed


def _unsaid(view: View, gone: NamedNode, doomed: set[NamedNode]) -> list[NamedNode]:
    """Return propositions that nobody says and claimed events that nobody speaks of any more."""
    found = [
        one for one in view.nodes(gone, sayso.says) if set(view.subjects(sayso.says, one)) <= doomed
    ]
    for event in {*view.nodes(gone, sayso.mentionsEvent), *view.nodes(gone, sayso.realizes)}:
        tellers = {
            *view.subjects(sayso.mentionsEvent, event),
            *view.subjects(sayso.realizes, event),
        }
        claimed = view.value(event, sayso.actuality) == f"{SAYSO}claimed"
        if claimed and tellers <= doomed:
            found.append(event)
    return sorted(found, key=str)


def _levelled(triples: Triples) -> Triples:
    """Say anew how many statements lie around each."""
    around = {t.subject: t.object for t in triples if t.predicate.value == sayso.embeddedIn}
    result = set(triples)
    for found in triples:
        if found.predicate.value != sayso.nestingLevel:
            continue
        level, seen = 0, {found.subject}
        outer = around.get(found.subject)
        while outer is not None and outer not in seen:
            seen.add(outer)  # type: ignore[arg-type]
            level, outer = level + 1, around.get(outer)  # type: ignore[arg-type]
        if outer is None:
            assert isinstance(found.subject, NamedNode)
            assert isinstance(found.object, Literal)
            result.discard(found)
            number = Literal(str(level), datatype=found.object.datatype)
            result.add(triple(found.subject, sayso.nestingLevel, number))
    return result


def _swept(view: View, triples: Triples) -> Triples:
    """Take out the words and stand-ins that only what went before pointed at."""
    result = triples
    removed: Iterable[Triple] = view.triples - triples
    while removed:
        pointed = {t.object for t in result}
        lonely = {
            t.object
            for t in removed
            if isinstance(t.object, NamedNode)
            and t.object not in pointed
            and _only_serves(view, t.object)
        }
        removed = [t for t in result if t.subject in lonely]
        result = result - set(removed)
    return result


def _only_serves(view: View, node: NamedNode) -> bool:
    """Tell whether a node is there only for what points at it."""
    if view.is_a(node, sayso.ArticleVoice) or node.value.endswith("~source"):
        return True
    if node.value.startswith(f"{view.prefix}thing/"):
        return True
    if view.span(node) is None or view.is_a(node, sayso.EntityMention):
        return False
    return not view.values(node, sayso.quoteDepth)
