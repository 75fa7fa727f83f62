"""Attitudes without a label: who praises, criticizes, supports, rejects or doubts whom or what."""

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Token
from spacy.tokens import Span as Tokens

from sayso.annotate.characterization import clauses, phrases, targets
from sayso.annotate.characterization.lexicon import stance_words
from sayso.annotate.characterization.polarity import phrase_valence
from sayso.annotate.characterization.sources import Sources
from sayso.annotate.parse_tree import span_of
from sayso.annotate.referents import entity_of
from sayso.model import EntityType, Polarity, Ref, RefKind, Stance

_TOWARDS = frozenset(("for", "to", "of", "about", "toward", "towards", "over", "against", "at"))
# "The plan was met with skepticism by the mayor."
_RECEPTIONS = frozenset(("meet", "greet", "receive", "welcome"))
# Verbs by which a source shows an attitude that their object names.
_EXPRESSIONS = frozenset(
    ("express", "voice", "offer", "reiterate", "outline", "announce", "pledge", "declare", "signal")
) | frozenset(
    ("show", "repeat", "state", "reaffirm", "affirm", "convey", "have", "give", "promise")
)
# Not measured but set by judgement: an attitude that a noun names ("criticism of") is less surely
# the source's own than one that a verb shows.
_VERB_CONFIDENCE, _NOUN_CONFIDENCE = 0.7, 0.6


@dataclass(frozen=True, slots=True)
class _Attitude:
    """An attitude found: its word, who has it (None: the statement's source) and towards what."""

    word: Token
    cue: Token
    holder: Token | None
    target: Tokens
    positive: bool
    act: str
    confidence: float
    adds: bool = False


def find(doc: Doc, sources: Sources, labelled: frozenset[int]) -> list[Stance]:
    """Return the stances of `doc`; `labelled` are statements whose cue already gives a label."""
    found: list[Stance] = []
    for token in doc:
        for attitude in _attitudes(token):
            stance = _resolve(doc, sources, attitude, labelled)
            if stance is not None:
                found.append(stance)
    return found


def _attitudes(token: Token) -> Iterator[_Attitude]:
    if token.pos_ == "VERB" and token.lemma_ in stance_words("verbs"):
        yield from _of_verb(token)
    elif token.pos_ == "NOUN" and token.lower_ in stance_words("nouns"):
        yield from _of_noun(token)


def _of_verb(verb: Token) -> Iterator[_Attitude]:
    word = stance_words("verbs")[verb.lemma_]
    passive = clauses.is_passive(verb)
    head = clauses.subject(verb) if passive else clauses.child(verb, "dobj")
    holder = clauses.agent(verb) if passive else clauses.subject(verb)
    if head is None or holder is None or (head.pos_ == "PRON" and head.lower_ in ("what", "that")):
        return
    if clauses.is_conditional(verb) or clauses.is_asked(verb):
        return
    target = phrases.noun_phrase(head)
    sign = {"+": 1.0, "-": -1.0}.get(word.polarity)
    value = phrase_valence(target) if sign is None else sign
    if abs(value) < 0.8:
        return
    refused = clauses.is_refused(verb)
    if refused and value < 0:
        return  # Whoever does not condemn something is not therefore for it.
    positive = value > 0 and not refused
    adds = word.adds and not any(t.tag_ in ("TO", "MD") for t in verb.lefts)
    yield _Attitude(verb, verb, holder, target, positive, word.act, _VERB_CONFIDENCE, adds)


def _of_noun(noun: Token) -> Iterator[_Attitude]:
    act = stance_words("nouns")[noun.lower_].act
    positive = stance_words("nouns")[noun.lower_].polarity == "+"
    verb = noun.head.head if noun.dep_ == "pobj" else None
    if verb is not None and verb.lemma_ in _RECEPTIONS and clauses.is_passive(verb):
        head, holder = clauses.subject(verb), clauses.agent(verb) or _agent_of(noun)
        if head is not None and holder is not None:
            target = phrases.noun_phrase(head)
            yield _Attitude(noun, verb, holder, target, positive, act, _NOUN_CONFIDENCE, True)
        return
    host = noun.head if noun.dep_ == "compound" else noun
    for preposition in host.rights:
        head = clauses.child(preposition, "pobj")
        if preposition.dep_ == "prep" and preposition.lower_ in _TOWARDS and head is not None:
            target = phrases.noun_phrase(head)
            cue = host.head if host.dep_ == "dobj" else host
            yield _Attitude(noun, cue, None, target, positive, act, _NOUN_CONFIDENCE)
            return


def _agent_of(noun: Token) -> Token | None:
    """Return the agent that the parser hung on the noun: "skepticism by officials"."""
    by = next((t for t in noun.rights if t.lower_ == "by"), None)
    return clauses.child(by, "pobj") if by is not None else None


def _resolve(
    doc: Doc, sources: Sources, attitude: _Attitude, labelled: frozenset[int]
) -> Stance | None:
    index = sources.by_cue.get(attitude.cue.i, sources.by_cue.get(attitude.word.i))
    if index is None and attitude.holder is not None:
        index = sources.of_same_source(attitude.cue, attitude.holder)
    if index is None and attitude.holder is not None and attitude.adds:
        index = sources.add_cue(attitude.cue, attitude.holder, attitude.target, attitude.act)
    if index is None or index in labelled:
        return None
    statement = sources.statements[index]
    if attitude.word.pos_ == "NOUN" and _is_not_own(attitude, statement.cue_lemma):
        return None
    entity = entity_of(doc, attitude.target)
    if entity in statement.speakers:
        return None
    if attitude.act == "doubt" and doc._.sayso_entities[entity].type is EntityType.PERSON:
        return None  # "questioned the student" is an interrogation.
    first = min(attitude.word.i, attitude.target.start)
    last = max(attitude.word.i + 1, attitude.target.end)
    return Stance(
        statement=index,
        target=Ref(RefKind.ENTITY, entity),
        polarity=Polarity.POSITIVE if attitude.positive else Polarity.NEGATIVE,
        evidence=span_of(doc[first:last]),
        evaluator=statement.speakers[0] if statement.speakers else None,
        ultimate=targets.ultimate(doc, attitude.target, entity),
        confidence=attitude.confidence,
    )


def _is_not_own(attitude: _Attitude, cue_lemma: str | None) -> bool:
    """Tell whether an attitude that a noun names is not shown by the statement's source."""
    if attitude.cue.lemma_ in _RECEPTIONS or attitude.cue == attitude.word:
        return False
    if any(child.dep_ == "poss" for child in attitude.word.lefts):
        return True
    return cue_lemma not in _EXPRESSIONS
