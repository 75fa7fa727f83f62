"""Who "I" is: the first persons inside a quotation refer to the one who speaks it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from spacy.tokens import Doc

from sayso.model import Entity, MentionKind, Ref, RefKind, Span, Statement

_FIRST_PERSONS = frozenset({"i", "me", "my", "mine", "myself"})
# Frames whose whole content is spoken, with or without quotation marks.
_SPOKEN = frozenset({"attribution.name-line", "attribution.signature"})


def link_first_persons(doc: Doc) -> None:
    """Let "I" and its forms refer to the speaker, and drop the entities that this leaves bare.

    The innermost quotation with a single speaker decides. "We" is left alone: who belongs to it is
    more than the speaker.
    """
    text = doc.text
    became: dict[int, int] = {}
    voices = sorted(
        _voices(doc._.sayso_statements), key=lambda voice: voice[0].end - voice[0].start
    )
    for index, mention in enumerate(doc._.sayso_mentions):
        if mention.kind is not MentionKind.PRONOUN:
            continue
        if mention.span.of(text).lower() not in _FIRST_PERSONS:
            continue
        speaker = next((who for span, who in voices if span.contains(mention.span)), None)
        if speaker is not None and speaker != mention.entity:
            became[mention.entity] = speaker
            doc._.sayso_mentions[index] = replace(mention, entity=speaker)
    if became:
        _drop_bare(doc, became)


def _voices(statements: Iterable[Statement]) -> Iterable[tuple[Span, int]]:
    """Yield what is spoken, with its speaker."""
    for statement in statements:
        if len(statement.speakers) != 1:
            continue
        if statement.rule in _SPOKEN:
            yield from ((span, statement.speakers[0]) for span in statement.content)
        for quoted in statement.quoted:
            for content in statement.content:
                start, end = max(quoted.start, content.start), min(quoted.end, content.end)
                if start < end:
                    yield Span(start, end), statement.speakers[0]


def _drop_bare(doc: Doc, became: dict[int, int]) -> None:
    """Drop the entities that no mention refers to any more, in favour of what they became."""
    entities: list[Entity] = doc._.sayso_entities
    used = {mention.entity for mention in doc._.sayso_mentions}
    kept = [index for index in range(len(entities)) if index in used or index not in became]
    place = {old: position for position, old in enumerate(kept)}
    for old, new in became.items():
        if old not in place:
            place[old] = place[new]

    def moved(indexes: tuple[int, ...]) -> tuple[int, ...]:
        return tuple(dict.fromkeys(place[i] for i in indexes))

    doc._.sayso_entities = [
        replace(entities[i], member_of=_moved_index(entities[i].member_of, place)) for i in kept
    ]
    doc._.sayso_mentions = [replace(m, entity=place[m.entity]) for m in doc._.sayso_mentions]
    doc._.sayso_roles = [
        replace(
            role,
            holder=place[role.holder],
            organization=_moved_index(role.organization, place),
        )
        for role in doc._.sayso_roles
    ]
    doc._.sayso_statements = [
        replace(
            statement,
            speakers=moved(statement.speakers),
            addressees=moved(statement.addressees),
            targets=tuple(_moved_ref(target, place) for target in statement.targets),
        )
        for statement in doc._.sayso_statements
    ]


def _moved_index(index: int | None, place: dict[int, int]) -> int | None:
    return None if index is None else place[index]


def _moved_ref(target: Ref, place: dict[int, int]) -> Ref:
    return replace(target, index=place[target.index]) if target.kind is RefKind.ENTITY else target
