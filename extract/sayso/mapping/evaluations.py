"""How sources see things: characterizations, stances, and how sure they are of what happens."""

from pyoxigraph import Literal, NamedNode

from sayso.mapping.discourse import sources, voice
from sayso.mapping.draft import Draft
from sayso.mapping.literals import TRUE, decimal, words
from sayso.mapping.world import actor
from sayso.model import (
    Assessment,
    Certainty,
    Characterization,
    Extraction,
    Polarity,
    Ref,
    RefKind,
    Span,
    Stance,
    TimeOrientation,
)
from sayso.vocabulary import CHARACTERIZATION_FORMS, SAYSO, sayso

_PLAIN = (Certainty.CERTAIN, Polarity.POSITIVE, TimeOrientation.NON_FUTURE)


def write(extraction: Extraction, draft: Draft) -> None:
    """Write characterizations, stances and assessments."""
    names = draft.names
    for item, node in zip(extraction.characterizations, names.characterizations, strict=True):
        _characterization(extraction, draft, item, node)
    for stance, node in zip(extraction.stances, names.stances, strict=True):
        _stance(extraction, draft, stance, node)
    for assessment, node in zip(extraction.assessments, names.assessments, strict=True):
        _assessment(extraction, draft, assessment, node)
    assessed = {item.assesses for item in extraction.assessments}
    for index, event in enumerate(extraction.events):
        ref = Ref(RefKind.EVENT, index)
        reading = (event.certainty, event.polarity, event.orientation)
        # The event's own reading, unless it is the plain one or somebody's is given.
        if ref not in assessed and reading != _PLAIN:
            for statement in event.statements or (None,):
                told = Assessment(ref, *reading, statement=statement)
                _assessment(extraction, draft, told, names.assessment(told))


def _evaluators(
    extraction: Extraction, draft: Draft, given: int | None, statement: int | None
) -> tuple[NamedNode, ...]:
    """Return who evaluates: the one given, else the sources of the statement, else the article."""
    if given is not None:
        return (actor(extraction, draft, given),)
    if statement is not None:
        return sources(extraction, draft, statement)
    return (voice(draft),)


def _characterization(
    extraction: Extraction, draft: Draft, item: Characterization, node: NamedNode
) -> None:
    draft.type(node, sayso.Characterization)
    draft.add(node, sayso.expressedIn, draft.names.statements[item.statement])
    for evaluator in _evaluators(extraction, draft, item.evaluator, item.statement):
        draft.add(node, sayso.evaluator, evaluator)
    target = draft.names.of(item.characterized) if item.characterized else None
    draft.add(node, sayso.characterized, target or _thing(draft, item.target))
    if item.ultimate is not None:
        draft.add(node, sayso.ultimateTarget, actor(extraction, draft, item.ultimate))
    draft.add(node, sayso.characterizedAs, words(draft.words(item.attribute)))
    draft.add(node, sayso.characterizationType, NamedNode(SAYSO + item.type.value))
    form = CHARACTERIZATION_FORMS[item.form.value]
    draft.add(node, sayso.characterizationForm, NamedNode(SAYSO + form))
    draft.add(node, sayso.polarity, NamedNode(SAYSO + item.polarity.value))
    if item.negated:
        draft.add(node, sayso.isNegated, TRUE)
    if item.self_directed:
        draft.add(node, sayso.isSelfDirected, TRUE)
    draft.add(node, sayso.evidence, draft.span(item.attribute))
    draft.add(node, sayso.attributeSpan, draft.span(item.attribute))
    draft.add(node, sayso.targetMention, draft.span(item.target))
    if item.holder:
        draft.add(node, sayso.holderMention, draft.span(item.holder))
    if item.cue:
        draft.add(node, sayso.cue, draft.span(item.cue, sayso.CueSpan))
    draft.add(node, sayso.confidence, decimal(item.confidence))
    if item.rule:
        draft.add(node, sayso.ruleId, Literal(item.rule))


def _thing(draft: Draft, span: Span) -> NamedNode:
    """Return what the words refer to, or a new entity of no known kind that bears them as name."""
    entity = draft.entity_at(span)
    if entity is not None:
        return draft.names.entities[entity]
    node = draft.names.fixed(f"thing/{span.start}-{span.end}")
    draft.type(node, sayso.Entity)
    draft.add(node, sayso.name, words(draft.words(span)))
    draft.add(node, sayso.evidence, draft.span(span))
    return node


def _stance(extraction: Extraction, draft: Draft, item: Stance, node: NamedNode) -> None:
    draft.type(node, sayso.Stance)
    draft.add(node, sayso.expressedIn, draft.names.statements[item.statement])
    for evaluator in _evaluators(extraction, draft, item.evaluator, item.statement):
        draft.add(node, sayso.evaluator, evaluator)
    draft.add(node, sayso.stanceTarget, draft.names.of(item.target))
    if item.ultimate is not None:
        draft.add(node, sayso.ultimateTarget, actor(extraction, draft, item.ultimate))
    draft.add(node, sayso.polarity, NamedNode(SAYSO + item.polarity.value))
    draft.add(node, sayso.evidence, draft.span(item.evidence))
    draft.add(node, sayso.confidence, decimal(item.confidence))


def _assessment(extraction: Extraction, draft: Draft, item: Assessment, node: NamedNode) -> None:
    draft.type(node, sayso.Assessment)
    draft.add(node, sayso.assesses, draft.names.of(item.assesses))
    for evaluator in _evaluators(extraction, draft, item.assessor, item.statement):
        draft.add(node, sayso.evaluator, evaluator)
    if item.statement is not None:
        draft.add(node, sayso.expressedIn, draft.names.statements[item.statement])
    for predicate, value in (
        (sayso.certainty, item.certainty),
        (sayso.contentPolarity, item.polarity),
        (sayso.timeOrientation, item.orientation),
    ):
        draft.add(node, predicate, NamedNode(SAYSO + value.value))
