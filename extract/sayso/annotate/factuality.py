"""Tell from the words around an event how sure its teller is that it holds, and when.

The walk goes from the event's word up through the clauses and nouns that govern it: a modal, a
negation, a condition or a governing word ("plans to", "the risk of") changes the reading.
"""

from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache

from spacy.tokens import Doc, Token

from sayso.annotate.factual_clauses import (
    AUXILIARIES,
    has_mark,
    has_to,
    is_negative,
    is_ranked,
    is_reported,
    is_when,
)
from sayso.annotate.lexicon_files import rows
from sayso.model import Certainty, Polarity, TimeOrientation


class Unreal(StrEnum):
    """In which way an event is not presented as having happened."""

    NO = ""
    ATTEMPTED = "attempted"
    PLANNED = "planned"
    HYPOTHETICAL = "hypothetical"
    NEGATED = "negated"


@dataclass(frozen=True, slots=True)
class Factuality:
    """How an event is presented by whoever speaks.

    `polarity` is neutral where it is left open whether the event holds ("if they meet"). `hedged`
    says that the speaker keeps a distance ("alleged").
    """

    certainty: Certainty = Certainty.CERTAIN
    polarity: Polarity = Polarity.POSITIVE
    orientation: TimeOrientation = TimeOrientation.NON_FUTURE
    unreal: Unreal = Unreal.NO
    hedged: bool = False
    generic: bool = False


_REAL = Factuality()
_AHEAD = replace(_REAL, orientation=TimeOrientation.FUTURE)
_PLANNED = replace(_AHEAD, unreal=Unreal.PLANNED)
_THOUGHT_OF = replace(_AHEAD, unreal=Unreal.HYPOTHETICAL)
_OPEN = replace(_THOUGHT_OF, certainty=Certainty.UNDERSPECIFIED, polarity=Polarity.NEUTRAL)
_EXPECTED = replace(_THOUGHT_OF, certainty=Certainty.PROBABLE)
CLASSES = {
    "planned": _PLANNED,
    "future": _PLANNED,
    "wished": replace(_PLANNED, certainty=Certainty.UNDERSPECIFIED, polarity=Polarity.NEUTRAL),
    "prospective": _THOUGHT_OF,
    "ahead": _THOUGHT_OF,
    "enabled": _THOUGHT_OF,
    "needed": _OPEN,
    "condition": _OPEN,
    "expected": _EXPECTED,
    "unlikely": replace(_EXPECTED, polarity=Polarity.NEGATIVE),
    "possible": replace(_THOUGHT_OF, certainty=Certainty.POSSIBLE),
    "able": replace(_REAL, certainty=Certainty.POSSIBLE, unreal=Unreal.HYPOTHETICAL),
    "conative": replace(_AHEAD, certainty=Certainty.POSSIBLE, unreal=Unreal.ATTEMPTED),
    "seeming": replace(_REAL, certainty=Certainty.PROBABLE),
    "negative": replace(_REAL, polarity=Polarity.NEGATIVE, unreal=Unreal.NEGATED),
}
_RANK = (Certainty.CERTAIN, Certainty.PROBABLE, Certainty.POSSIBLE, Certainty.UNDERSPECIFIED)
_UNREAL_RANK = (
    Unreal.NO,
    Unreal.NEGATED,
    Unreal.ATTEMPTED,
    Unreal.PLANNED,
    Unreal.HYPOTHETICAL,
)


@cache
def factuality_words() -> dict[str, dict[str, str]]:
    """Return the lexicon: use ("modal", "governor", …) to word to class."""
    words: dict[str, dict[str, str]] = {}
    for use, kind, word in rows("factuality.tsv"):
        words.setdefault(use, {})[word] = kind
    return words


def both(outer: Factuality, inner: Factuality) -> Factuality:
    """Combine what a governing word says of an event with what the event's own words say."""
    if Polarity.NEUTRAL in {outer.polarity, inner.polarity}:
        polarity = Polarity.NEUTRAL
    elif outer.polarity == inner.polarity:
        polarity = Polarity.POSITIVE
    else:
        polarity = Polarity.NEGATIVE
    future = TimeOrientation.FUTURE in {outer.orientation, inner.orientation}
    unreal = max(outer.unreal, inner.unreal, key=_UNREAL_RANK.index)
    if unreal is Unreal.NEGATED and polarity is Polarity.POSITIVE:  # two negations
        unreal = Unreal.NO
    return Factuality(
        max(outer.certainty, inner.certainty, key=_RANK.index),
        polarity,
        TimeOrientation.FUTURE if future else TimeOrientation.NON_FUTURE,
        unreal,
        outer.hedged or inner.hedged,
        outer.generic or inner.generic,
    )


class FactualityReader:
    """Reads the factuality of the words of one parsed document, each word once."""

    def __init__(self, doc: Doc) -> None:
        words = factuality_words()
        self._modals, self._governors = words["modal"], words["governor"]
        self._transfer, self._modifiers = words["transfer"], words["modifier"]
        self._marks, self._outcomes = words["mark"], words["outcome"]
        self._courtesies = words["courtesy"]
        self._known: dict[int, Factuality] = {}
        self._doc = doc

    def of(self, token: Token) -> Factuality:
        """Return how the event that the token names is presented."""
        known = self._known.get(token.i)
        if known is None:
            self._known[token.i] = _REAL  # a parse is a tree, but be safe against a loop
            verbal = token.pos_ in {"VERB", "AUX"}
            own = self._own_verb(token) if verbal else self._own_word(token)
            outer = self._outer_verb(token) if verbal else self._outer_noun(token)
            known = self._known[token.i] = both(outer, own)
        return known

    def _modified(self, reading: Factuality, kind: str) -> Factuality:
        if kind == "hedged":
            return replace(reading, certainty=Certainty.UNDERSPECIFIED, hedged=True)
        if kind == "habitual":
            return replace(reading, generic=True)
        if kind == "probable":
            return replace(
                reading,
                certainty=max(reading.certainty, Certainty.PROBABLE, key=_RANK.index),
                unreal=reading.unreal or Unreal.HYPOTHETICAL,
            )
        if kind == "negative":
            return both(CLASSES["negative"], reading)
        return both(CLASSES[kind], reading)

    def _own_verb(self, token: Token) -> Factuality:
        reading, perfect, modal = _REAL, False, ""
        for child in token.children:
            dep = child.dep_
            if dep in AUXILIARIES:
                modal = self._modals.get(child.lower_, modal)
                perfect = perfect or child.lower_ in {"have", "'ve"}
                if child.lemma_ == "go" and token.tag_ == "VB":
                    modal = "future"
            elif dep == "neg" or (dep == "advmod" and child.lower_ == "never"):
                reading = both(CLASSES["negative"], reading)
            elif dep == "advmod":
                kind = self._modifiers.get(child.lower_)
                if kind and kind not in {"planned", "ahead"}:
                    reading = self._modified(reading, kind)
            elif dep in {"nsubj", "nsubjpass"} and is_negative(child):
                reading = both(CLASSES["negative"], reading)
            elif dep == "mark" and child.lower_ in self._marks:
                reading = both(CLASSES["condition"], reading)
        if modal:
            if modal == "prospective" and is_reported(token):
                modal = "future"  # "said it would": what was "will" in the speaker's mouth
            shade = CLASSES[modal]
            if perfect:
                shade = replace(shade, orientation=TimeOrientation.NON_FUTURE)
            reading = both(shade, reading)
        return reading

    def _outer_verb(self, token: Token) -> Factuality:
        head, dep = token.head, token.dep_
        infinitive = has_to(token)
        if dep == "ROOT" or head.i == token.i:
            # A headline's infinitive is announced: "Firm to close plant".
            return CLASSES["planned"] if infinitive else _REAL
        if dep == "conj":
            return self._coordinated(token)
        if dep in {"xcomp", "ccomp", "pcomp", "acl", "oprd", "csubj", "prep"}:
            return self._governed(token, head, infinitive)
        if dep == "advcl":
            return self._adverbial(token, head, infinitive)
        if infinitive and dep == "relcl":
            return self._outer_noun(head) if is_ranked(head) else CLASSES["planned"]
        return _REAL

    def _adverbial(self, token: Token, head: Token, infinitive: bool) -> Factuality:
        if infinitive and not has_mark(token):
            # "Shares rose to close at a record": where it led to, not what it was for.
            came = head.tag_ in {"VBD", "VBN"} and token.lemma_.lower() in self._outcomes
            return self.of(head) if came else CLASSES["planned"]
        if token.tag_ == "VBG" and not has_mark(token):
            return self.of(head)
        if is_when(token):  # "will step down when the talks are over"
            above = self.of(head)
            if above.orientation is TimeOrientation.FUTURE and above.unreal is Unreal.PLANNED:
                return above
        return _REAL

    def _coordinated(self, token: Token) -> Factuality:
        own_subject = any(child.dep_ in {"nsubj", "nsubjpass"} for child in token.children)
        own_auxiliary = any(child.dep_ in AUXILIARIES for child in token.children)
        if own_subject and (own_auxiliary or token.tag_ != "VBN"):
            return self._outer_verb(token.head) if token.head.pos_ in {"VERB", "AUX"} else _REAL
        if own_auxiliary or token.tag_ in {"VBD", "VBZ", "VBP"}:
            return self._outer_verb(token.head) if token.head.pos_ in {"VERB", "AUX"} else _REAL
        return self.of(token.head)

    def _governed(self, token: Token, head: Token, infinitive: bool) -> Factuality:
        if head.pos_ == "ADP" and head.dep_ == "prep":
            if head.lower_ == "without":
                return CLASSES["negative"]
            head = head.head
        kind = self._governors.get(head.lemma_.lower())
        if infinitive and token.dep_ == "xcomp":
            if head.lemma_ == "be" or (head.dep_ == "ROOT" and head.pos_ in {"NOUN", "PROPN"}):
                kind = "planned"  # "was to take off"; "Maker to cut jobs", a headline
            elif token.lemma_.lower() in self._courtesies and head.lemma_ in {"like", "want"}:
                return self._outer_verb(
                    head
                )  # Who "would like to thank them" does so by saying it.
        if token.dep_ == "acl" and not infinitive and token.tag_ in {"VBN", "VBG"}:
            return _REAL  # "the plans announced in May"
        if token.dep_ == "acl" and kind is None and is_ranked(head):
            return _REAL
        finite = token.dep_ == "ccomp" and not infinitive
        if kind is None:
            if finite:
                return _REAL
            if token.dep_ == "acl":
                return CLASSES["planned"] if infinitive else _REAL
            if infinitive and head.pos_ == "ADJ":
                return _REAL
            return self.of(head)
        shade = CLASSES[kind]
        if finite:
            if kind not in {"unlikely", "negative", "expected", "possible"}:
                return _REAL
            return replace(shade, orientation=TimeOrientation.NON_FUTURE)
        governing = self.of(head)
        if governing.polarity is Polarity.NEGATIVE and kind == "negative":
            return both(shade, governing)
        return both(shade, replace(governing, unreal=Unreal.NO))

    def _own_word(self, token: Token) -> Factuality:
        reading = _REAL
        for child in token.children:
            dep = child.dep_
            if dep in {"amod", "det", "advmod", "compound"}:
                kind = self._modifiers.get(child.lower_)
                if kind and not (dep == "det" and kind != "negative"):
                    reading = self._modified(reading, kind)
        return reading

    def _outer_noun(self, token: Token) -> Factuality:
        head, dep = token.head, token.dep_
        if head.i == token.i:
            return _REAL
        if dep == "conj":
            return self._outer_noun(head)
        if dep == "compound":
            return self.of(head)
        if dep in {"dobj", "nsubjpass", "nsubj", "attr", "acomp", "oprd", "amod"}:
            return self._verb_argument(token, head)
        if dep == "pobj":
            return self._in_phrase(head, head.head)
        return _REAL

    def _verb_argument(self, token: Token, head: Token) -> Factuality:
        if head.pos_ not in {"VERB", "AUX"}:
            return _REAL
        if token.dep_ in {"acomp", "attr", "oprd"}:
            return self.of(head)
        lemma = head.lemma_.lower()
        kind = self._governors.get(lemma)
        if token.dep_ == "nsubj" and head.lemma_ == "be":
            for child in head.rights:
                if child.dep_ == "acomp" and any(c.dep_ == "xcomp" for c in child.rights):
                    kind = self._governors.get(child.lemma_.lower())
                    if kind in {"expected", "unlikely", "possible"}:  # "growth is likely to slow"
                        return both(CLASSES[kind], self.of(head))
        if token.dep_ in {"dobj", "nsubjpass"} and kind is not None:
            if kind == "planned" and self._governors.get(token.lemma_.lower()) == "planned":
                return self.of(head)  # "announced plans": these are there.
            return both(CLASSES[kind], replace(self.of(head), unreal=Unreal.NO))
        return self.of(head) if lemma in self._transfer else _REAL

    def _in_phrase(self, preposition: Token, head: Token) -> Factuality:
        word = preposition.lower_
        if word == "without":
            return CLASSES["negative"]
        kind = self._governors.get(head.lemma_.lower())
        if word == "to" and head.lower_ == "due":
            kind = None
        if word in {"of", "for", "on", "about", "to", "against", "from"} and kind is not None:
            reading = self.of(head) if head.pos_ in {"VERB", "AUX"} else self._own_word(head)
            return both(CLASSES[kind], replace(reading, unreal=Unreal.NO))
        if head.pos_ in {"VERB", "AUX"} and head.lemma_.lower() in self._transfer:
            return self.of(head)
        return _REAL
