"""Freezing candidates into the mentions, entities and roles of the model."""

from __future__ import annotations

import dataclasses
from collections import Counter

from spacy.tokens import Doc

from sayso.annotate import gazetteer, linking
from sayso.annotate.gazetteer import Known
from sayso.annotate.mentions.candidate import Candidate, Found
from sayso.model import Entity, EntityType, Mention, RoleHolding, Span


def span_of(doc: Doc, start: int, end: int) -> Span:
    """Return the characters of the tokens [start, end)."""
    last = doc[end - 1]
    return Span(doc[start].idx, last.idx + len(last))


def mention_from(doc: Doc, candidate: Candidate, entity: int) -> Mention:
    """Return the mention of a candidate that refers to the entity at position `entity`."""
    made = candidate.mention
    if made is None:
        made = candidate.mention = Mention(
            span=span_of(doc, candidate.start, candidate.end),
            head=span_of(doc, candidate.root, candidate.root + 1),
            kind=candidate.kind,
            entity=entity,
            name=span_of(doc, *candidate.name) if candidate.name else None,
            role=span_of(doc, *candidate.role) if candidate.role else None,
            metonym=candidate.metonym,
            confidence=candidate.confidence,
        )
    return made if made.entity == entity else dataclasses.replace(made, entity=entity)


def entity_of(doc: Doc, group: list[Candidate]) -> Entity:
    """Return the entity that a group of candidates refers to, without what it belongs to."""
    if len(group) == 1 and group[0].entity is not None:
        return group[0].entity
    named = [c for c in group if c.name]
    spoken = [c for c in group if not c.pronoun]
    known = next((c.known for c in named if c.known), None)
    best = _best(named or spoken or group)
    type_ = known.type if known else _type(named or spoken or group)
    name = known.name if known else best.text if named else best.called or _words(doc, best)
    wikidata, gender = linking.item_of(name, type_, known)
    if wikidata and known is None:
        # One item has one name in every article, however each of them calls it.
        name = gazetteer.legislator_names().get(wikidata, name)
    if type_ in (EntityType.PERSON, EntityType.ANONYMOUS):
        gender = next((c.gender for c in [*named, *group] if c.gender), None) or gender
    made = Entity(
        name=" ".join(name.split()),
        type=type_,
        anonymous=not named and bool(spoken) and all(c.anonymous for c in spoken),
        collective=not named and (spoken or group)[0].collective,
        wikidata=wikidata,
        shared=linking.is_shared(name, type_, known, named=bool(named)),
        gender=gender,
    )
    if len(group) == 1:
        group[0].entity = made
    return made


def _best(group: list[Candidate]) -> Candidate:
    """Return the candidate with the fullest name, the earliest of equals."""
    return max(
        group,
        key=lambda c: (
            (c.name[1] - c.name[0]) if c.name else 0,
            not c.text.isupper(),
            c.definite != "bare",  # what a headline leaves without an article, the text gives one
            -c.root,
        ),
    )


def _type(group: list[Candidate]) -> EntityType:
    """Return the most frequent type, of equals the one that comes first."""
    counted = Counter(c.type for c in group if c.type is not None)
    return counted.most_common(1)[0][0] if counted else EntityType.IDEA


def _words(doc: Doc, candidate: Candidate) -> str:
    # Not doc.text, which spaCy puts together from all tokens each time.
    return str(doc[candidate.start : candidate.end].text)


def emit(doc: Doc, found: Found, groups: list[list[int]]) -> None:
    """Write mentions, entities and roles; each group of candidates becomes one entity.

    What an earlier component wrote into the three lists is replaced.
    """
    groups = sorted(([*g] for g in groups), key=min)
    entity_at: dict[int, int] = {}
    keys: dict[str, int] = {}
    entities: list[Entity] = []
    for place, group in enumerate(groups):
        members = [found.candidates[n] for n in sorted(group)]
        entities.append(entity_of(doc, members))
        for candidate in members:
            entity_at[id(candidate)] = place
            if candidate.known:
                keys.setdefault(candidate.known.key, place)
    for place, group in enumerate(groups):
        owner = _owner([found.candidates[n] for n in sorted(group)], entity_at, keys)
        if owner is not None and owner != place:
            entities[place] = dataclasses.replace(entities[place], member_of=owner)
    doc._.sayso_entities = _without_cycles(entities)
    _write_mentions(doc, found, entity_at)


def _owner(group: list[Candidate], entity_at: dict[int, int], keys: dict[str, int]) -> int | None:
    for candidate in group:
        member: Candidate | Known | None = candidate.member
        if member is None and candidate.known and candidate.known.part_of:
            if candidate.known.part_of in keys:
                return keys[candidate.known.part_of]
        elif isinstance(member, Known) and member.key in keys:
            return keys[member.key]
        elif isinstance(member, Candidate) and id(member) in entity_at:
            return entity_at[id(member)]
    return None


def _without_cycles(entities: list[Entity]) -> list[Entity]:
    """Cut memberships that lead back to where they start."""
    for place in range(len(entities)):
        seen, at = {place}, entities[place].member_of
        while at is not None and at not in seen:
            seen.add(at)
            at = entities[at].member_of
        if at is not None:
            entities[place] = dataclasses.replace(entities[place], member_of=None)
    return entities


def _write_mentions(doc: Doc, found: Found, entity_at: dict[int, int]) -> None:
    mentions: list[Mention] = []
    roles: list[RoleHolding] = []
    found.emitted = {}
    for n, candidate in enumerate(found.candidates):
        entity = entity_at.get(id(candidate))
        if entity is None:
            continue
        found.emitted[n] = len(mentions)
        mentions.append(mention_from(doc, candidate, entity))
        if candidate.role and candidate.type is EntityType.PERSON:
            organization = entity_at.get(id(candidate.organization))
            label = span_of(doc, *candidate.role)
            when = span_of(doc, *candidate.role_time) if candidate.role_time else None
            roles.append(RoleHolding(entity, label, len(mentions) - 1, organization, when))
    for office in found.offices:
        holder = entity_at.get(id(office.holder))
        if holder is not None and doc._.sayso_entities[holder].type == EntityType.PERSON:
            at = found.emitted[
                next(n for n, c in enumerate(found.candidates) if c is office.holder)
            ]
            organization = entity_at.get(id(office.organization))
            label = span_of(doc, *office.label)
            time = span_of(doc, *office.time) if office.time else None
            roles.append(RoleHolding(holder, label, at, organization, time))
    doc._.sayso_mentions = mentions
    doc._.sayso_roles = roles


def singletons(found: Found) -> list[list[int]]:
    """Return a group for each candidate that is a mention by itself."""
    return [[n] for n, c in enumerate(found.candidates) if c.type is not None]
