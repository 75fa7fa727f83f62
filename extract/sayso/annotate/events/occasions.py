"""Find where something was said: in a speech, during an interview, on a network."""

from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Doc, Token

from sayso.annotate.events.lexicon import verb_sets
from sayso.model import Actuality, Event, Span, Statement

_PREPOSITIONS = frozenset({"in", "at", "during", "on", "via", "through", "after"})


def with_occasions(
    doc: Doc, statements: list[Statement], events: list[Event]
) -> tuple[list[Statement], list[Event]]:
    """Return the statements with their occasions, and the events with the occasions among them."""
    if not statements:
        return statements, events
    by_start = {event.triggers[0].start: number for number, event in enumerate(events)}
    by_end = {event.triggers[0].end: number for number, event in enumerate(events)}
    changed = []
    for statement in statements:
        noun = _occasion_noun(doc, statement) if statement.cue else None
        if noun is None or statement.occasion is not None:
            changed.append(statement)
            continue
        number = by_start.get(noun.idx, by_end.get(noun.idx + len(noun)))
        if number is None:
            number = by_start[noun.idx] = len(events)
            events.append(Event("Speak", (_phrase(noun),), Actuality.ACTUAL))
        if events[number].type == "Speak" and statement.speakers and not events[number].agents:
            events[number] = replace(events[number], agents=statement.speakers)
        changed.append(replace(statement, occasion=number))
    return changed, events


def _occasion_noun(doc: Doc, statement: Statement) -> Token | None:
    nouns = verb_sets()["occasion"]
    networks = verb_sets()["network"]
    for cue in statement.cue:
        span = doc.char_span(cue.start, cue.end, alignment_mode="expand")
        if span is None:
            continue
        for noun in _prepositional_objects(span.root, {token.i for token in span}):
            named = noun.lower_ in networks and noun.head.lower_ in {"on", "via"}
            if noun.lemma_.lower() in nouns or named:
                return noun
    return None


def _prepositional_objects(root: Token, cue: set[int]) -> Iterator[Token]:
    """Yield the nouns that hang by a preposition on the cue or on the verb that it depends on."""
    heads = [root, *(child for child in root.children if child.i in cue or child.dep_ == "dobj")]
    if root.dep_ in {"advcl", "xcomp"} and root.head.pos_ == "VERB":
        heads.append(root.head)
    for head in heads:
        for child in head.children:
            if child.dep_ == "prep" and child.lower_ in _PREPOSITIONS:
                yield from (word for word in child.children if word.dep_ == "pobj")


def _phrase(noun: Token) -> Span:
    """Return the noun with its adjectives, without article or possessor."""
    first = noun
    for child in noun.lefts:
        if child.dep_ in {"amod", "compound"}:
            first = child
            break
    return Span(first.idx, noun.idx + len(noun))
