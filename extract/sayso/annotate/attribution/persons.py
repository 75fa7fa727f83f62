"""Who "I" and "he" are, where the attribution knows better than a reading of names alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from spacy.tokens import Doc

from sayso.model import Entity, EntityType, MentionKind, Ref, RefKind, Span, Statement

_FIRST_PERSONS = frozenset({"i", "me", "my", "mine", "myself"})
_WE = frozenset({"we", "us"})
# Frames whose whole content is spoken, with or without quotation marks.
_SPOKEN = frozenset({"attribution.name-line", "attribution.signature"})
_THIRD_PERSONS = frozenset({"he", "she"})


def part_sources_from_contents(doc: Doc) -> None:
    """Give a pronoun another speaker where its own is named in what it says.

    "He", as a source, cannot be whom the content names: in "Varga, he added, was a bully" he is
    not Varga (Principle C of binding theory: Chomsky, Lectures on Government and Binding, 1981).
    The last speaker before who can be meant takes the place.
    """
    text = doc.text
    places = {mention.span: index for index, mention in enumerate(doc._.sayso_mentions)}
    named = [m for m in doc._.sayso_mentions if m.kind is MentionKind.NAME]
    statements: list[Statement] = doc._.sayso_statements
    for index, statement in enumerate(statements):
        if len(statement.source) != 1 or len(statement.speakers) != 1:
            continue
        source = statement.source[0]
        if source.of(text).lower() not in _THIRD_PERSONS or source not in places:
            continue
        inside = {m.entity for m in named if any(c.contains(m.span) for c in statement.content)}
        if statement.speakers[0] not in inside:
            continue
        other = _speaker_before(doc, statements[:index], inside, statement.speakers[0])
        if other is not None:
            statements[index] = replace(statement, speakers=(other,))
            mention = doc._.sayso_mentions[places[source]]
            doc._.sayso_mentions[places[source]] = replace(mention, entity=other)


def _speaker_before(doc: Doc, earlier: list[Statement], inside: set[int], wrong: int) -> int | None:
    """Return the last person who spoke, is not named in the content and has the same gender."""
    gender = doc._.sayso_entities[wrong].gender
    for statement in reversed(earlier):
        for speaker in statement.speakers:
            entity: Entity = doc._.sayso_entities[speaker]
            fits = entity.gender is None or gender is None or entity.gender == gender
            if entity.type is EntityType.PERSON and fits and speaker not in inside:
                return speaker
    return None


def link_first_persons(doc: Doc) -> None:
    """Let "I" and its forms refer to the speaker, and drop the entities that this leaves bare.

    The innermost quotation with a single speaker decides, or the statement around one whose source
    is "I". "We" keeps its own entity, for it is more than the speaker, but what we are said to say
    inside a statement its speaker says too.
    """
    text = doc.text
    became: dict[int, int] = {}
    statements: list[Statement] = doc._.sayso_statements
    voices = [*_voices(statements), *_nested_voices(statements, text)]
    voices.sort(key=lambda voice: voice[0].end - voice[0].start)
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
        _say_themselves(doc, text)
        _drop_bare(doc, became)
    _speak_for_all(doc, text)


def _source_is(statement: Statement, text: str, words: frozenset[str]) -> bool:
    return len(statement.source) == 1 and statement.source[0].of(text).lower() in words


def _nested_voices(statements: list[Statement], text: str) -> Iterator[tuple[Span, int]]:
    """Yield the sources "I" of nested statements with the speaker of the statement around them."""
    for statement in statements:
        if _source_is(statement, text, _FIRST_PERSONS):
            speaker = _speaker_around(statement, statements, text)
            if speaker is not None:
                yield statement.source[0], speaker


def _speaker_around(statement: Statement, statements: list[Statement], text: str) -> int | None:
    """Return the single speaker of the nearest statement around whose source is no "I" or "we"."""
    outer = statement
    while outer.parent is not None and _source_is(outer, text, _FIRST_PERSONS | _WE):
        outer = statements[outer.parent]
    known = outer is not statement and len(outer.speakers) == 1
    return outer.speakers[0] if known and not _source_is(outer, text, _FIRST_PERSONS) else None


def _speak_for_all(doc: Doc, text: str) -> None:
    """Add the speaker around it to a nested statement whose source is "we"."""
    statements: list[Statement] = doc._.sayso_statements
    found = list(statements)
    for index, statement in enumerate(statements):
        if _source_is(statement, text, _WE):
            speaker = _speaker_around(statement, statements, text)
            if speaker is not None and speaker not in statement.speakers:
                found[index] = replace(statement, speakers=(*statement.speakers, speaker))
    doc._.sayso_statements = found


def _say_themselves(doc: Doc, text: str) -> None:
    """Let the statements whose source is "I" have the speaker that it now refers to."""
    entity_at = {mention.span: mention.entity for mention in doc._.sayso_mentions}
    doc._.sayso_statements = [
        replace(statement, speakers=(entity_at[statement.source[0]],))
        if _source_is(statement, text, _FIRST_PERSONS) and statement.source[0] in entity_at
        else statement
        for statement in doc._.sayso_statements
    ]


def _voices(statements: Iterable[Statement]) -> Iterator[tuple[Span, int]]:
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
            while new not in place and new in became:
                new = became[new]
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
