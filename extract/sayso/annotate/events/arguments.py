"""Read who acts and who is acted on around a trigger from the dependency parse."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from spacy.tokens import Token

from sayso.annotate.events.lexicon import verb_sets
from sayso.annotate.events.triggers import OBJECTS, Trigger

PLACE_PREPOSITIONS = frozenset(
    {"in", "at", "near", "inside", "outside", "across", "around", "off", "throughout", "within"}
)
_ALWAYS = frozenset({"against", "toward", "towards"})
_BOTH_SIDES = frozenset({"Consult", "Agree", "Cooperate", "War"})
# Which prepositions lead to the one an event is directed at, by type.
_TO_RECIPIENT = {
    "Agree": {"with", "to"},
    "Consult": {"with", "to", "on"},
    "Support": {"for", "with", "behind", "to", "of"},
    "Concede": {"to", "for"},
    "Cooperate": {"with"},
    "Aid": {"to", "for", "with"},
    "Retreat": {"to", "with"},
    "Request": {"on", "to", "from", "upon", "with", "of"},
    "Accuse": {"at", "into", "of", "on"},
    "Reject": {"of", "to", "with", "from"},
    "Threaten": {"to", "for", "with", "at"},
    "Protest": {"over", "at", "outside", "with", "on"},
    "Sanction": {"on", "to", "for", "from", "with", "upon"},
    "Mobilize": {"to"},
    "Coerce": {"on", "to", "upon", "in", "over"},
    "Assault": {"on", "at", "upon", "with", "to"},
    "War": {"with", "on"},
    "Speak": {"to", "before", "with"},
}
_OF_RECIPIENT = frozenset({"Assault", "Coerce", "Accuse", "Reject", "Sanction", "Support", "Aid"})
# Modes whose possessor is the one who undergoes them: "his arrest", "the hostages' release".
_UNDERGONE_MODES = frozenset(
    {"arrest", "deport", "release", "expel", "convict", "targeted", "abduct", "torture"}
)
_UNDERGONE = frozenset({"killing", "murder", "execution", "prosecution", "trial", "appointment"})
_SUBJECTS = {"nsubj", "csubj"}


@dataclass(slots=True)
class Arguments:
    """The head words of the arguments of one event, in text order within each role."""

    agents: list[Token] = field(default_factory=list)
    recipients: list[Token] = field(default_factory=list)
    themes: list[Token] = field(default_factory=list)
    places: list[Token] = field(default_factory=list)

    def all(self) -> Iterator[Token]:
        """Yield agents, recipients and themes."""
        yield from self.agents
        yield from self.recipients
        yield from self.themes


def arguments_of(trigger: Trigger) -> Arguments:
    """Return the arguments of a trigger, each coordinated word on its own."""
    found = Arguments()
    if trigger.token.pos_ == "ADJ":
        _state_arguments(trigger.token, found)
    elif trigger.nominal:
        _noun_arguments(trigger, found)
    else:
        _verb_arguments(trigger.token, trigger.type, found)
    for words in (found.agents, found.recipients, found.themes, found.places):
        words[:] = [word for head in words for word in coordinated(head)]
    return found


def coordinated(token: Token) -> Iterator[Token]:
    """Yield a noun and those coordinated with it."""
    yield token
    for child in token.children:
        if child.dep_ == "conj" and child.pos_ in {"NOUN", "PROPN", "PRON", "ADJ"}:
            yield from coordinated(child)


def subject_of(verb: Token) -> Token | None:
    """Return the word that acts in a verb's clause, inherited from the clause above if need be."""
    seen = 0
    passive = any(child.dep_ in {"auxpass", "nsubjpass"} for child in verb.children)
    if passive:
        return None
    while seen < 6:
        seen += 1
        for child in verb.children:
            if child.dep_ in _SUBJECTS:
                return _antecedent(child, verb)
        above = _controller(verb)
        if above is None:
            return None
        if isinstance(above, tuple):
            return above[0]
        verb = above
        for child in verb.children:
            if child.dep_ == "nsubjpass":  # "was accused of stealing": its subject steals
                return _antecedent(child, verb)
    return None


def _antecedent(subject: Token, verb: Token) -> Token:
    if verb.dep_ == "relcl" and subject.tag_ in {"WDT", "WP", "IN"}:
        return verb.head
    return subject


def _controller(verb: Token) -> Token | tuple[Token] | None:
    """Return the verb to look for the subject at, or the subject itself in a tuple."""
    head, dep = verb.head, verb.dep_
    if head.i == verb.i:
        return None
    if dep == "conj":
        return head if head.pos_ in {"VERB", "AUX"} else None
    if dep in {"xcomp", "ccomp"} and head.pos_ in {"VERB", "AUX"}:
        if head.lemma_.lower() in verb_sets()["objectcontrol"]:
            for child in head.children:
                if child.dep_ in {"dobj", "dative"}:
                    return (child,)
        return head
    if dep == "advcl" and head.pos_ in {"VERB", "AUX"}:
        return head
    if dep == "xcomp" and head.pos_ == "ADJ":
        return head.head if head.head.i != head.i else None
    if dep == "acl":
        if verb.tag_ == "VBG":
            return (head,)
        owner = next((child for child in head.children if child.dep_ == "poss"), None)
        if verb.tag_ == "VB" and owner is not None:  # "its right to defend itself"
            return (owner,)
        return head.head if head.head.pos_ == "VERB" and head.dep_ in OBJECTS else None
    if dep == "pcomp" and head.dep_ == "prep":
        return head.head if head.head.pos_ in {"VERB", "AUX"} else None
    return None


def _verb_arguments(verb: Token, kind: str, found: Arguments) -> None:
    subject = subject_of(verb)
    if subject is not None:
        found.agents.append(subject)
    receivers = _TO_RECIPIENT.get(kind, set())
    objects: list[Token] = []
    for child in verb.children:
        dep = child.dep_
        if dep in OBJECTS:
            objects.append(_antecedent(child, verb))
        elif dep == "dative":
            found.recipients.extend(_objects_of(child) if child.pos_ == "ADP" else [child])
        elif dep == "agent":
            found.agents.extend(_objects_of(child))
        elif dep == "prep":
            _prepositional(child, receivers, found)
        elif dep == "ccomp" and kind in {"Request", "Accuse", "Threaten"}:
            found.recipients.extend(c for c in child.children if c.dep_ in {"nsubj", "nsubjpass"})
    participle = verb.dep_ in {"acl", "amod"} and verb.tag_ == "VBN"
    gap = verb.dep_ == "relcl" and not objects
    if participle or (gap and (subject is None or subject.i != verb.head.i)):
        objects.append(verb.head)
    if verb.dep_ == "conj" and not objects and verb.head.pos_ == "VERB":
        objects.extend(child for child in verb.head.children if child.dep_ in OBJECTS)
    # What is given, said or signed is the theme where somebody else receives it.
    (found.themes if found.recipients else found.recipients).extend(objects)


def _prepositional(preposition: Token, receivers: set[str], found: Arguments) -> None:
    word = preposition.lower_
    objects = _objects_of(preposition)
    if word == "between":
        found.agents.extend(objects)
    elif word in receivers or word in _ALWAYS:
        found.recipients.extend(objects)
    if word in PLACE_PREPOSITIONS:
        found.places.extend(objects)


def _objects_of(preposition: Token) -> list[Token]:
    return [child for child in preposition.children if child.dep_ == "pobj"]


def _state_arguments(adjective: Token, found: Arguments) -> None:
    """Take the subject of the copula, or the object described so, as what is in the state."""
    verb = adjective.head
    if verb.pos_ == "ADP":
        verb = verb.head
    described = [child for child in verb.children if child.dep_ in OBJECTS]
    subject = None if described else subject_of(verb)
    found.themes.extend(described if subject is None else [subject])
    for child in adjective.children:
        if child.dep_ == "prep":
            _prepositional(child, {"for", "to"}, found)


def _noun_arguments(trigger: Trigger, found: Arguments) -> None:
    noun, kind = trigger.token, trigger.type
    undergone = trigger.mode in _UNDERGONE_MODES or noun.lemma_.lower() in _UNDERGONE
    for child in noun.children:
        dep = child.dep_
        if dep == "poss":
            _owner(child, kind, undergone, found)
        elif dep in {"amod", "compound", "nmod"} and (
            child.pos_ == "PROPN" or child.ent_type_ in {"NORP", "GPE", "ORG"}
        ):
            found.agents.append(child)
        elif dep == "prep":
            _noun_phrase(child, kind, undergone, found)
        elif dep == "acl" and child.tag_ == "VBN":  # "a war waged by them against us"
            _participle(child, kind, found)
        elif dep == "acl" and child.tag_ == "VB" and kind == "Request":
            found.themes.append(child)
    support = trigger.support
    if support is not None:
        _supported(support, noun, kind, found)


def _owner(owner: Token, kind: str, undergone: bool, found: Arguments) -> None:
    """Take whose event it is as the one who acts, undergoes it or is in the state."""
    if kind == "State":
        found.themes.append(owner)
    else:
        (found.recipients if undergone else found.agents).append(owner)


def _noun_phrase(preposition: Token, kind: str, undergone: bool, found: Arguments) -> None:
    word = preposition.lower_
    objects = _objects_of(preposition)
    if word == "by":
        found.agents.extend(objects)
    elif word == "of":
        directed = undergone or kind in _OF_RECIPIENT
        (found.recipients if directed else found.agents).extend(objects)
    elif word == "from" and kind not in {"Retreat", "Sanction"}:
        found.agents.extend(objects)
    else:
        _prepositional(preposition, _TO_RECIPIENT.get(kind, set()), found)


def _participle(verb: Token, kind: str, found: Arguments) -> None:
    receivers = _TO_RECIPIENT.get(kind, set())
    for child in verb.children:
        if child.dep_ == "agent":
            found.agents.extend(_objects_of(child))
        elif child.dep_ == "prep":
            _prepositional(child, receivers, found)


def _supported(verb: Token, noun: Token, kind: str, found: Arguments) -> None:
    subject = subject_of(verb)
    if subject is not None and subject.i != noun.i:
        if verb.lemma_.lower() in verb_sets()["suffer"] and not found.recipients:
            found.recipients.append(subject)
        elif not found.agents:
            found.agents.append(subject)
        elif kind in _BOTH_SIDES:
            found.agents.insert(0, subject)
    receivers = _TO_RECIPIENT.get(kind, set())
    for child in verb.children:
        if child.dep_ == "agent":
            found.agents.extend(_objects_of(child))
        elif child.dep_ == "nsubjpass" and child.i != noun.i:
            found.recipients.append(child)
        elif child.dep_ == "dative":
            found.recipients.extend(_objects_of(child) if child.pos_ == "ADP" else [child])
        elif child.dep_ == "prep":
            _prepositional(child, receivers, found)
