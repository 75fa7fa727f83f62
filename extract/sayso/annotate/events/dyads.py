"""Say in one word what a source does to a target in a sentence: the root of their event."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from sayso.annotate.events.arguments import Arguments, arguments_of, subject_of
from sayso.annotate.events.lexicon import verb_sets
from sayso.annotate.events.triggers import HOSTILE, Trigger, find_triggers
from sayso.annotate.factuality import FactualityReader
from sayso.model import Polarity

# The corpora of the PLOVER family score these two roots as one.
JOINED = {
    "Concede": "CONCEDE_OR_RETREAT",
    "Retreat": "CONCEDE_OR_RETREAT",
    "War": "ASSAULT",  # the family has no root for a war as a whole
}
_UNSCORED = frozenset({"Other", "State", "Speak"})
_FRIENDLY = frozenset({"Agree", "Consult", "Support", "Concede", "Cooperate", "Aid", "Retreat"})
_ASKED = frozenset({"must", "should", "need", "ought"})
_PROMISING = frozenset({"will", "'ll", "shall", "would"})
_DEFAULT = "Accuse"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A trigger with its arguments and how well it links the source to the target."""

    trigger: Trigger
    arguments: Arguments
    score: float


def root_of(doc: Doc, source: str, target: str) -> str:
    """Return the PLOVER root of the event that links source to target, in capitals.

    `source` and `target` are words of the text; either may be empty. CONCEDE and RETREAT are given
    as one, CONCEDE_OR_RETREAT. Where no trigger is found the most frequent root is returned, so the
    answer is never empty.
    """
    sources, targets = _places(doc, source), _places(doc, target)
    reader = FactualityReader(doc)
    candidates = [
        _candidate(trigger, sources, targets)
        for trigger in find_triggers(doc)
        if trigger.type not in _UNSCORED
    ]
    asked = _asked(doc, sources)
    if asked and not any(c.score >= 4 for c in candidates):
        return "REQUEST"
    if not candidates:
        return _name(_DEFAULT)
    best = max(candidates, key=lambda c: (c.score, -c.trigger.token.i))
    return _name(_composed(best, reader, candidates))


def _name(kind: str) -> str:
    return JOINED.get(kind, kind.upper())


def _places(doc: Doc, words: str) -> set[int]:
    """Return the positions of the tokens of every occurrence of the words."""
    found: set[int] = set()
    start = doc.text.find(words) if words else -1
    while start >= 0:
        span = doc.char_span(start, start + len(words), alignment_mode="expand")
        if span is not None:
            found.update(range(span.start, span.end))
        start = doc.text.find(words, start + 1)
    return found


def _candidate(trigger: Trigger, sources: set[int], targets: set[int]) -> Candidate:
    arguments = arguments_of(trigger)
    token = trigger.token
    score = 0.0
    if _any_in(arguments.agents, sources):
        score += 3
    elif any(_any_in(token.subtree, sources) for token in arguments.agents):
        score += 2
    elif _any_in(arguments.recipients, sources):
        score -= 1
    undergoers = [*arguments.recipients, *arguments.themes, *arguments.places]
    if _any_in(undergoers, targets):
        score += 2
    elif any(_any_in(word.subtree, targets) for word in undergoers):
        score += 1.5
    elif _any_in((trigger.support or token).subtree, targets):
        score += 1
    if token.i in sources or token.i in targets:
        score -= 2
    for ancestor in token.ancestors:
        score -= 1.0 if ancestor.pos_ in {"VERB", "AUX"} else 0.1
    if trigger.type == "War":
        score -= 1
    if trigger.specific:
        score += 0.25
    return Candidate(trigger, arguments, score)


def _any_in(tokens: Iterable[Token], places: set[int]) -> bool:
    return any(token.i in places for token in tokens)


def _composed(candidate: Candidate, reader: FactualityReader, others: list[Candidate]) -> str:
    """Return the type after what the words around it make of it: promised, refused, ended."""
    trigger = candidate.trigger
    verb = trigger.support or trigger.token
    kind = _reversed(trigger)
    if kind in _FRIENDLY and reader.of(verb).polarity is Polarity.NEGATIVE:
        return "Reject"
    if kind == "Request":
        return _requested(trigger, others)
    return _promised(kind) if _is_promised(verb) else kind


def _requested(trigger: Trigger, others: list[Candidate]) -> str:
    """Return what a call for a hostile act is: a threat, or an accusation."""
    if trigger.nominal:
        return "Request"
    for other in others:
        noun = other.trigger.token
        above = noun.head.head if noun.dep_ == "pobj" and noun.head.lower_ == "for" else noun.head
        if other.trigger.nominal and above.i == trigger.token.i:
            if other.trigger.type == "Accuse":
                return "Accuse"
            if other.trigger.type in {"Sanction", "Protest", "Assault"}:
                return "Threaten"
    return "Request"


def _is_promised(verb: Token) -> bool:
    """Tell whether the verb's subject will, or has offered to, do it."""
    while verb.dep_ == "conj" and verb.head.pos_ == "VERB":
        verb = verb.head
    for child in verb.children:
        if child.dep_ == "aux" and child.lower_ in _PROMISING:
            return True
    return verb.dep_ == "xcomp" and verb.head.lemma_.lower() in verb_sets()["commit"]


def _promised(kind: str) -> str:
    if kind in {"Aid", "Cooperate", "Concede", "Retreat", "Consult"}:
        return "Agree"
    if kind in {"Assault", "Coerce", "Sanction", "Protest", "Mobilize"}:
        return "Threaten"
    return kind


def _reversed(trigger: Trigger) -> str:
    """Return what ending an event is: to end aid is a sanction, to end a siege is a retreat."""
    kind = trigger.type
    verb = trigger.support
    if verb is None:
        for ancestor in _governors(trigger.token):
            if _ends(ancestor):
                verb = ancestor
                break
    if verb is None or not _ends(verb):
        return kind
    if kind in HOSTILE:
        return "Retreat"
    if trigger.mode == "visit" and verb.lemma_.lower() == "end":  # a visit ends by itself
        return kind
    return "Sanction" if kind in {"Aid", "Cooperate", "Consult", "Support", "Agree"} else kind


def _ends(verb: Token) -> bool:
    """Tell whether the verb, with its particle if it has one, puts an end to its object."""
    particle = next((child.lower_ for child in verb.children if child.dep_ == "prt"), "")
    return f"{verb.lemma_.lower()} {particle}".strip() in verb_sets()["reverse"]


def _governors(token: Token) -> Iterator[Token]:
    """Yield the verb whose object the event is, or whose complement."""
    if token.dep_ in {"dobj", "nsubjpass", "xcomp"} and token.head.pos_ == "VERB":
        yield token.head


def _asked(doc: Doc, sources: set[int]) -> bool:
    """Tell whether the source says what the target must do."""
    for token in doc:
        if token.dep_ != "ccomp" or token.head.pos_ != "VERB":
            continue
        if token.head.dep_ not in {"ROOT", "conj"}:
            continue
        if not any(c.dep_ == "aux" and c.lemma_.lower() in _ASKED for c in token.children):
            continue
        speaker = subject_of(token.head)
        if speaker is not None and (speaker.i in sources or _any_in(speaker.subtree, sources)):
            return True
    return False
