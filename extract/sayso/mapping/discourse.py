"""Who said what: statements with their sources and words, and what they say, never asserted."""

from pyoxigraph import Literal, NamedNode

from sayso.mapping.draft import Draft
from sayso.mapping.literals import TRUE, decimal, integer, words
from sayso.mapping.world import actor
from sayso.model import Extraction, Proposition, QuoteForm, Span, Statement
from sayso.vocabulary import SAYSO, sayso

VOICE = "the article’s narrating voice"
UNNAMED = "an unnamed source"


def write(extraction: Extraction, draft: Draft) -> None:
    """Write statements and propositions."""
    for index, statement in enumerate(extraction.statements):
        _statement(extraction, draft, statement, index)
    for index, proposition in enumerate(extraction.propositions):
        _proposition(draft, proposition, draft.names.propositions[index])


def sources(extraction: Extraction, draft: Draft, index: int) -> tuple[NamedNode, ...]:
    """Return the actors a statement comes from; one of them at least, named or not."""
    statement = extraction.statements[index]
    if statement.form is QuoteForm.AUTHORIAL:
        return (voice(draft),)
    speakers = statement.speakers or _named_by(draft, statement.source)
    if speakers:
        return tuple(actor(extraction, draft, speaker) for speaker in speakers)
    return (_unnamed(draft, statement, draft.names.statements[index]),)


def voice(draft: Draft) -> NamedNode:
    """Return the article's own voice, which gets its node when it is first needed."""
    node = draft.names.voice
    draft.type(node, sayso.ArticleVoice)
    draft.add(node, sayso.name, Literal(VOICE))
    return node


def _named_by(draft: Draft, spans: tuple[Span, ...]) -> tuple[int, ...]:
    """Return the entities whose mentions are exactly the words of the source."""
    found = (draft.entity_at(span) for span in spans)
    return tuple(dict.fromkeys(entity for entity in found if entity is not None))


def _unnamed(draft: Draft, statement: Statement, node: NamedNode) -> NamedNode:
    """Return the actor that stands for a source without a name, known by this statement alone."""
    someone = NamedNode(f"{node.value}~source")
    draft.type(someone, sayso.AnonymousActor)
    said = " ".join(draft.words(span) for span in statement.source)
    draft.add(someone, sayso.name, words(said or UNNAMED))
    for span in statement.source:
        draft.add(someone, sayso.evidence, draft.span(span))
    if not statement.source:
        for span in statement.cue:
            draft.add(someone, sayso.evidence, draft.span(span, sayso.CueSpan))
    return someone


def _statement(extraction: Extraction, draft: Draft, statement: Statement, index: int) -> None:
    node = draft.names.statements[index]
    draft.type(node, sayso.Statement)
    draft.add(node, sayso.reportedIn, draft.names.article)
    speaking = sources(extraction, draft, index)
    for source in speaking:
        draft.add(node, sayso.source, source)
    _source_words(draft, statement, node, speaking)
    for class_iri, predicate, spans in (
        (sayso.CueSpan, sayso.cue, statement.cue),
        (sayso.ContentSpan, sayso.contentSpan, statement.content),
        (sayso.QuotedSpan, sayso.quotedSpan, statement.quoted),
        (sayso.HedgeSpan, sayso.hedge, statement.hedges),
    ):
        for span in spans:
            draft.add(node, predicate, draft.span(span, class_iri))
    draft.add(node, sayso.quoteForm, NamedNode(SAYSO + statement.form.value))
    if statement.cue_lemma:
        draft.add(node, sayso.cueLemma, Literal(statement.cue_lemma))
    for act in statement.speech_acts:
        draft.add(node, sayso.speechAct, NamedNode(SAYSO + act))
    draft.add(node, sayso.nestingLevel, integer(_level(extraction, index)))
    if statement.negated:
        draft.add(node, sayso.isNegated, TRUE)
    draft.add(node, sayso.confidence, decimal(statement.confidence))
    if statement.rule:
        draft.add(node, sayso.ruleId, Literal(statement.rule))
    _links(extraction, draft, statement, node)


def _source_words(
    draft: Draft, statement: Statement, node: NamedNode, speaking: tuple[NamedNode, ...]
) -> None:
    """Link the words of the source; as a mention only where they refer to the source itself."""
    for span in statement.source:
        entity = draft.entity_at(span)
        refers = entity is not None and draft.names.entities[entity] in speaking
        draft.add(node, sayso.sourceMention if refers else sayso.sourceSpan, draft.span(span))


def _links(extraction: Extraction, draft: Draft, statement: Statement, node: NamedNode) -> None:
    names = draft.names
    if statement.parent is not None:
        draft.add(node, sayso.embeddedIn, names.statements[statement.parent])
    for index in statement.addressees:
        draft.add(node, sayso.addressee, actor(extraction, draft, index))
    for ref in statement.targets:
        draft.add(node, sayso.target, names.of(ref))
    for index in statement.responds_to:
        draft.add(node, sayso.responseTo, names.statements[index])
    if statement.occasion is not None:
        draft.add(node, sayso.occasion, names.events[statement.occasion])
    if statement.realizes is not None:
        draft.add(node, sayso.realizes, names.events[statement.realizes])


def _level(extraction: Extraction, index: int) -> int:
    """Return how many statements this one lies inside; its own word for it if they go in a ring."""
    seen, level = {index}, 0
    parent = extraction.statements[index].parent
    while parent is not None:
        if parent in seen:
            return extraction.statements[index].level
        seen.add(parent)
        level, parent = level + 1, extraction.statements[parent].parent
    return level


def _proposition(draft: Draft, proposition: Proposition, node: NamedNode) -> None:
    names = draft.names
    draft.type(node, sayso.Proposition)
    draft.add(names.statements[proposition.statement], sayso.says, node)
    draft.add(node, sayso.propSubject, names.of(proposition.subject))
    draft.add(node, sayso.predicateLemma, Literal(proposition.predicate))
    if proposition.object:
        draft.add(node, sayso.propObject, names.of(proposition.object))
    if proposition.value is not None:
        draft.add(node, sayso.propValue, words(proposition.value))
    if proposition.event is not None:
        draft.add(node, sayso.describesEvent, names.events[proposition.event])
    if proposition.negated:
        draft.add(node, sayso.isNegated, TRUE)
    draft.add(node, sayso.evidence, draft.span(proposition.evidence))
