"""What the words refer to: entities with their mentions and roles, times, and events."""

from pyoxigraph import Literal, NamedNode

from sayso.mapping.draft import Draft
from sayso.mapping.literals import TRUE, date_time, decimal, words
from sayso.mapping.names import wikidata_iri
from sayso.model import Entity, EntityType, Event, Extraction, Mention, RoleHolding
from sayso.vocabulary import EVENT, MODE, SAYSO, org, sayso, schema

_PLACES = {EntityType.PLACE, EntityType.STATE}


def write(extraction: Extraction, draft: Draft) -> None:
    """Write entities, mentions, roles, times and events."""
    # Mentions first: whatever else points to the same words then points to the mention.
    for mention, node in zip(extraction.mentions, draft.names.mentions, strict=True):
        _mention(mention, node, draft)
    for index, entity in enumerate(extraction.entities):
        _entity(entity, draft.names.entities[index], draft)
        if entity.member_of is not None and entity.member_of != index:
            member = actor(extraction, draft, index)
            draft.add(member, sayso.memberOf, actor(extraction, draft, entity.member_of))
    for role, node in zip(extraction.roles, draft.names.roles, strict=True):
        _role(extraction, draft, role, node)
    for expression, node in zip(extraction.times, draft.names.times, strict=True):
        draft.type(node, sayso.Time)
        draft.add(node, sayso.name, words(draft.words(expression.span)))
        draft.add(node, sayso.timexValue, Literal(expression.value))
        draft.add(node, sayso.evidence, draft.span(expression.span))
        if expression.begins:
            draft.add(node, sayso.begins, date_time(expression.begins))
        if expression.ends:
            draft.add(node, sayso.ends, date_time(expression.ends, end=True))
    for event, node in zip(extraction.events, draft.names.events, strict=True):
        _event(extraction, draft, event, node)


def actor(extraction: Extraction, draft: Draft, index: int) -> NamedNode:
    """Return the node of an entity that acts: speaks, is addressed, holds a role, is a member.

    In the ontology a place that acts is a state, and neither a work nor an idea is an actor: where
    the text lets one speak ("the report says"), the actor is whoever stands behind it, and gets a
    node of its own beside the work's.
    """
    node, entity = draft.names.entities[index], extraction.entities[index]
    if entity.type.can_act:
        return node
    if entity.type is EntityType.PLACE:
        draft.type(node, sayso.GeopoliticalEntity)
        return node
    behind = NamedNode(f"{node.value}~behind")
    draft.type(behind, sayso.Actor)
    draft.add(behind, sayso.name, words(entity.name))
    return behind


def _mention(mention: Mention, node: NamedNode, draft: Draft) -> None:
    draft.mention(node, mention.span, mention.entity)
    draft.add(node, sayso.refersTo, draft.names.entities[mention.entity])
    draft.add(node, sayso.mentionType, Literal(mention.kind.value))
    if mention.name and mention.name != mention.span:
        draft.add(node, sayso.nameSpan, draft.span(mention.name))
    if mention.metonym:
        draft.add(node, sayso.metonym, TRUE)
    if mention.confidence != 1:
        draft.add(node, sayso.confidence, decimal(mention.confidence))


def _entity(entity: Entity, node: NamedNode, draft: Draft) -> None:
    acts = entity.type.can_act
    # Persons and organizations are disjoint from pluralities: "officials" is only the latter.
    plural = entity.collective and acts
    draft.type(node, sayso.CollectiveActor if plural else SAYSO + entity.type.value)
    if entity.anonymous and acts:
        draft.type(node, sayso.AnonymousActor)
    draft.add(node, sayso.name, words(entity.name))
    if entity.gender:
        draft.add(node, sayso.gender, Literal(entity.gender))
    if entity.wikidata:
        draft.add(node, schema.sameAs, wikidata_iri(entity.wikidata))


def _role(extraction: Extraction, draft: Draft, role: RoleHolding, node: NamedNode) -> None:
    draft.type(node, sayso.RoleHolding)
    draft.add(node, org.member, actor(extraction, draft, role.holder))
    if role.organization is not None:
        draft.add(node, org.organization, actor(extraction, draft, role.organization))
    draft.add(node, sayso.roleLabel, words(draft.words(role.label)))
    draft.add(node, sayso.evidence, draft.span(role.label))
    if role.time is not None:
        draft.add(node, sayso.evidence, draft.span(role.time))
        for expression, time in zip(extraction.times, draft.names.times, strict=True):
            if role.time.start <= expression.span.start and expression.span.end <= role.time.end:
                draft.add(node, org.memberDuring, time)
    draft.add(node, sayso.evidence, draft.names.mentions[role.mention])


def _event(extraction: Extraction, draft: Draft, event: Event, node: NamedNode) -> None:
    entities = draft.names.entities
    draft.type(node, EVENT + event.type)
    for span in event.triggers:
        draft.add(node, sayso.trigger, draft.span(span, sayso.EventMention))
    draft.add(node, sayso.actuality, NamedNode(SAYSO + event.actuality.value))
    if event.mode:
        draft.add(node, sayso.mode, NamedNode(MODE + event.mode))
    for predicate, participants in (
        (sayso.agent, event.agents),
        (sayso.recipient, event.recipients),
        (sayso.theme, event.themes),
    ):
        for index in participants:
            draft.add(node, predicate, entities[index])
    for span in event.participants:
        draft.add(node, sayso.participantMention, draft.span(span))
    if event.place is not None:
        located = extraction.entities[event.place].type in _PLACES
        predicate = sayso.eventPlace if located else sayso.participant
        draft.add(node, predicate, entities[event.place])
    if event.time is not None:
        draft.add(node, sayso.eventTime, draft.names.times[event.time])
    for index in event.statements:
        draft.add(draft.names.statements[index], sayso.mentionsEvent, node)
    if event.confidence != 1:
        draft.add(node, sayso.confidence, decimal(event.confidence))
