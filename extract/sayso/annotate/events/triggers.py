"""Find the words that name events: verbs in a frame of the lexicon, nouns under a condition."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Token

from sayso.annotate.events.lexicon import (
    NounEntry,
    VerbEntry,
    nouns,
    state_adjectives,
    verb_sets,
    verbs,
)
from sayso.annotate.factuality import factuality_words

OBJECTS = {"dobj", "nsubjpass", "obj"}
# Verbs whose prepositional object names the event: "went on strike", "met with skepticism".
_CARRYING = frozenset(
    {"engage", "carry", "participate", "go", "lead", "meet", "remain", "put", "place"}
)
_NAMED_WARS = {"war", "wars"}
_ARGUMENT_PREPOSITIONS = {"of", "by", "against", "on", "between", "with", "for", "to", "in", "from"}


# Types of conflict: to put an end to such an event is to give way.
HOSTILE = frozenset(
    {"Sanction", "Coerce", "Assault", "Protest", "Mobilize", "Threaten", "Accuse", "War"}
)


@dataclass(frozen=True, slots=True)
class Trigger:
    """A word that names an event: token positions `first` to `last` are its words.

    `support` is the verb that carries a noun's arguments ("held" in "held talks"); `verb` are its
    words where it names the same event too ("signed" in "signed an agreement"). `listed` says that
    the lexicon has the verb with this very object, `specific` that it asks for more than the word.
    """

    token: Token
    type: str
    mode: str | None
    first: int
    last: int
    support: Token | None = None
    specific: bool = False
    listed: bool = False
    verb: tuple[int, int] | None = None

    @property
    def nominal(self) -> bool:
        """Tell whether a noun names the event."""
        return self.token.pos_ not in {"VERB", "AUX"}


def find_triggers(doc: Doc) -> list[Trigger]:
    """Return the triggers of a parsed document in text order, one a word."""
    verb_entries, noun_entries = verbs(), nouns()
    found = []
    for token in doc:
        pos = token.pos_
        if pos == "VERB":
            entries = verb_entries.get(token.lemma_.lower())
            trigger = _verb_trigger(token, entries) if entries else None
        elif pos == "NOUN":
            some = noun_entries.get(token.lemma_.lower())
            trigger = _noun_trigger(token, some) if some else None
        elif pos == "PROPN":
            trigger = _named_trigger(token)
        elif pos == "ADJ":
            trigger = _state_trigger(token)
        else:
            continue
        if trigger is not None:
            found.append(trigger)
    return list(_without_light_verbs(found))


def _without_light_verbs(triggers: list[Trigger]) -> Iterator[Trigger]:
    """Join a verb with the noun that names the same event, and drop one that only carries it."""
    carried = {trigger.support.i: trigger for trigger in triggers if trigger.support is not None}
    joined: dict[int, Trigger] = {}
    kept = []
    for trigger in triggers:
        noun = carried.get(trigger.token.i)
        if noun is None:
            kept.append(trigger)
        elif trigger.type == "Other":
            continue
        elif trigger.type == "Sanction" and noun.type in HOSTILE:
            kept.append(replace(trigger, type="Concede", mode=None))  # "called off the strike"
        elif noun.type == trigger.type or _same_act(trigger):
            joined[noun.token.i] = trigger
        elif noun.token.dep_ != "pobj":
            kept.append(trigger)
    for trigger in kept:
        verb = joined.get(trigger.token.i)
        if verb is None:
            yield trigger
            continue
        mode = verb.mode if verb.type != trigger.type else trigger.mode or verb.mode
        yield replace(trigger, type=verb.type, mode=mode, verb=(verb.first, verb.last))


def _same_act(verb: Trigger) -> bool:
    """Tell whether the lexicon's verb and object are one act, as "sign a treaty" is."""
    return verb.listed and verb.token.lemma_.lower() in verb_sets()["light"]


def _verb_trigger(token: Token, entries: tuple[VerbEntry, ...]) -> Trigger | None:
    if token.dep_ in {"aux", "auxpass", "amod", "compound"} and token.tag_ != "VBN":
        return None
    if token.dep_ == "amod" and token.lower_ in factuality_words()["modifier"]:
        return None
    parts: dict[str, Token] = {}
    objects: list[Token] = []
    infinitive = clause = dative = False
    for child in token.children:
        dep = child.dep_
        if dep in OBJECTS:
            objects.append(child)
        elif dep == "xcomp":
            infinitive = infinitive or child.tag_ == "VB"
        elif dep == "ccomp":
            clause = True
            infinitive = infinitive or any(c.lower_ == "to" for c in child.lefts)
        elif dep == "dative":
            dative = True
        if child.i > token.i and dep not in {"punct", "cc"}:
            parts.setdefault(child.lower_, child)
    participle = token.dep_ in {"acl", "amod"} and token.tag_ == "VBN"
    if participle or (token.dep_ == "relcl" and not objects and _gap_is_object(token)):
        objects.append(token.head)
    for entry in entries:
        part = parts.get(entry.particle) if entry.particle else None
        if entry.particle and (part is None or _is_apart(token, part)):
            continue
        if _fits(entry, objects, parts, infinitive, clause, dative):
            last = part.i if part is not None and part.i - token.i <= 2 else token.i
            listed = entry.frame == "obj" and bool(entry.values)
            return Trigger(
                token, entry.type, entry.mode, token.i, last, None, entry.rank > 1, listed
            )
    return None


def _is_apart(verb: Token, part: Token) -> bool:
    """Tell whether a preposition does not belong to the verb: "given (in May)"."""
    return part.dep_ == "prep" and (part.i - verb.i > 2 or verb.nbor().is_punct)


def _gap_is_object(token: Token) -> bool:
    return any(child.dep_ == "nsubj" and child.tag_ not in {"WDT", "WP"} for child in token.lefts)


def _fits(
    entry: VerbEntry,
    objects: list[Token],
    parts: dict[str, Token],
    infinitive: bool,
    clause: bool,
    dative: bool,
) -> bool:
    frame = entry.frame
    if frame == "-":
        return True
    if frame == "obj":
        if not entry.values:
            return bool(objects)
        return any(_heads(candidate) & entry.values for candidate in objects)
    if frame == "nobj":
        return not objects
    if frame == "prep":
        return not entry.values.isdisjoint(parts)
    if frame == "to":
        return infinitive
    if frame == "that":
        return clause
    return dative


def _heads(token: Token) -> set[str]:
    """Return the lemmas of a noun, of those coordinated with it and of what it is a measure of."""
    lemmas = {token.lemma_.lower()}
    for child in token.children:
        if child.dep_ == "conj" or child.dep_ == "compound":
            lemmas.add(child.lemma_.lower())
        elif child.dep_ == "prep" and child.lower_ == "of":
            lemmas.update(c.lemma_.lower() for c in child.children if c.dep_ == "pobj")
    return lemmas


def _noun_trigger(token: Token, entries: tuple[NounEntry, ...]) -> Trigger | None:
    if token.dep_ == "compound" or (token.i and _is_fixed(token.nbor(-1), token)):
        return None
    support = _support_of(token)
    before: dict[str, Token] = {}
    after: dict[str, Token] = {}
    argued = infinitive = False
    for child in token.children:
        dep = child.dep_
        if child.i < token.i:
            before[child.lemma_.lower()] = child
            before[child.lower_] = child
            argued = argued or dep == "poss" or (dep in {"amod", "compound"} and _names(child))
        elif dep == "prep":
            after[child.lower_] = child
        elif dep in {"acl", "relcl"}:
            infinitive = infinitive or child.tag_ == "VB"
    if not argued:
        argued = support is not None or not _ARGUMENT_PREPOSITIONS.isdisjoint(after)
    for entry in entries:
        if entry.condition == "verb":
            carried = support is not None and support.lemma_.lower() in entry.values
            first = token.i if carried else None
        else:
            first = _noun_fits(entry, token, before, after, argued, infinitive)
        if first is not None:
            specific = entry.rank > 1
            return Trigger(token, entry.type, entry.mode, first, token.i, support, specific)
    return None


def _is_fixed(before: Token, token: Token) -> bool:
    """Tell whether the noun is only a part of a conjunction: "in order to"."""
    return before.lower_ == "in" and token.lower_ == "order"


def _names(token: Token) -> bool:
    return token.ent_type_ in {"NORP", "GPE", "ORG", "PERSON"}


def _noun_fits(
    entry: NounEntry,
    token: Token,
    before: dict[str, Token],
    after: dict[str, Token],
    argued: bool,
    infinitive: bool,
) -> int | None:
    """Return the first token of the trigger if the entry's condition holds, else None."""
    condition = entry.condition
    if condition == "mod":
        modifiers = [before[value] for value in entry.values if value in before]
        return min((word.i for word in modifiers), default=None)
    holds = (
        condition == "-"
        or (condition == "weak" and argued)
        or (condition == "plural" and token.tag_ == "NNS")
        or (condition == "to" and infinitive)
        or (condition == "prep" and not entry.values.isdisjoint(after))
        or (condition == "of" and "of" in after and _of_any(after["of"], entry.values))
    )
    return token.i if holds else None


def _of_any(preposition: Token, lemmas: frozenset[str]) -> bool:
    return any(child.lemma_.lower() in lemmas for child in preposition.children)


def _support_of(token: Token) -> Token | None:
    """Return the verb that carries the noun's arguments, if its object or prepositional object."""
    head = token.head
    if token.dep_ == "conj":
        return _support_of(head) if head.i != token.i and head.pos_ == "NOUN" else None
    if token.dep_ == "pobj" and head.dep_ == "prep":
        verb, known = head.head, _CARRYING
        return verb if verb.pos_ == "VERB" and verb.lemma_ in known else None
    if token.dep_ not in OBJECTS or head.pos_ != "VERB":
        return None
    sets = verb_sets()
    lemma = head.lemma_.lower()
    known_verb = any(lemma in sets[name] for name in ("light", "suffer", "begin", "reverse"))
    if not known_verb:
        particle = next((child.lower_ for child in head.children if child.dep_ == "prt"), "")
        known_verb = f"{lemma} {particle}" in sets["reverse"]
    return head if known_verb else None


def _state_trigger(token: Token) -> Trigger | None:
    """Take an adjective that is said of something as the state it is in, not one before a noun."""
    predicative = token.dep_ in {"acomp", "oprd"} or (
        token.dep_ in {"amod", "pobj"} and token.head.lower_ == "as"
    )
    if predicative and token.lower_ in state_adjectives():
        return Trigger(token, "State", None, token.i, token.i)
    return None


def _named_trigger(token: Token) -> Trigger | None:
    """Take a war that has a name ("World War II") as one event."""
    if token.lower_ not in _NAMED_WARS:
        return None
    first = last = token.i
    doc = token.doc
    while first > 0 and doc[first - 1].pos_ == "PROPN" and doc[first - 1].sent == token.sent:
        first -= 1
    while last + 1 < len(doc) and doc[last + 1].lower_ in {"i", "ii", "one", "two"}:
        last += 1
    return Trigger(token, "War", None, first, last) if last > first else None
