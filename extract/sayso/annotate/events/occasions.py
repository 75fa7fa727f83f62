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
    """Return the statements with their occasions, and the events with the occasions among them.

    A speaker goes on speaking on the same occasion until another one is named or somebody else
    takes the word.
    """
    if not statements:
        return statements, events
    places = {t.start: number for number, event in enumerate(events) for t in event.triggers}
    places |= {t.end: number for number, event in enumerate(events) for t in event.triggers}
    found = [_occasion_noun(doc, one) if one.cue else None for one in statements]
    changed = list(statements)
    current: tuple[tuple[int, ...], int] | None = None
    for number in sorted(range(len(statements)), key=lambda n: _position(statements[n])):
        statement, noun = statements[number], found[number]
        if statement.occasion is not None:
            continue
        if noun is not None:
            event = places.get(noun.idx, places.get(noun.idx + len(noun)))
            if event is None:
                event = places[noun.idx] = len(events)
                events.append(Event("Speak", (_phrase(noun),), Actuality.ACTUAL))
            events[event] = _spoken_by(events[event], noun, statement)
            current = (statement.speakers, event) if statement.speakers else None
        elif _takes_over(statement, current):
            current = None
        if current is not None and statement.speakers == current[0]:
            changed[number] = replace(statement, occasion=current[1])
        elif noun is not None:
            changed[number] = replace(statement, occasion=places.get(noun.idx))
    return changed, events


def _takes_over(statement: Statement, current: tuple[tuple[int, ...], int] | None) -> bool:
    top = statement.level == 0 and bool(statement.cue)
    return top and current is not None and statement.speakers != current[0]


def _position(statement: Statement) -> int:
    spans = statement.cue or statement.content or statement.source
    return min((span.start for span in spans), default=0)


def _spoken_by(event: Event, noun: Token, statement: Statement) -> Event:
    """Make the statement's speaker the one who speaks where nobody else is named."""
    own = any(child.dep_ == "poss" and child.tag_ == "PRP$" for child in noun.children)
    if event.type == "Speak" and statement.speakers and (own or not event.agents):
        return replace(event, agents=statement.speakers)
    return event


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
