"""The small facts about a clause that tell how real its event is: infinitives, ranks, times."""

from spacy.tokens import Token

AUXILIARIES = frozenset({"aux", "auxpass"})
"""The relations of auxiliaries to their verb."""

_NEGATIVE_SUBJECTS = {"nobody", "none", "neither", "nothing"}
_WHEN = {"when", "once", "after", "before", "until", "till"}
_RANKS = {"first", "second", "third", "last", "only", "latest", "youngest", "oldest"}


def is_negative(token: Token) -> bool:
    """Tell "nobody" and "no minister" from other subjects."""
    if token.lower_ in _NEGATIVE_SUBJECTS:
        return True
    return any(
        child.dep_ == "det" and child.lower_ in {"no", "neither"} for child in token.children
    )


def is_ranked(noun: Token) -> bool:
    """Tell whether an infinitive after the noun has come true: "the first woman to lead"."""
    return any(word.lower_ in _RANKS for word in (noun, *noun.lefts))


def has_to(token: Token) -> bool:
    """Tell whether a verb is an infinitive with "to"."""
    return any(child.dep_ == "aux" and child.lower_ == "to" for child in token.children)


def is_when(clause: Token) -> bool:
    """Tell a clause of time in the present tense, which may stand for what is to come."""
    verbs = [clause, *(child for child in clause.children if child.dep_ in AUXILIARIES)]
    present = any(verb.tag_ in {"VBZ", "VBP"} for verb in verbs)
    return present and any(child.lower_ in _WHEN for child in clause.lefts)


def has_mark(token: Token) -> bool:
    """Tell whether a conjunction opens the clause of a verb."""
    return any(child.dep_ == "mark" for child in token.children)


def is_reported(token: Token) -> bool:
    """Tell whether the clause, or the one it is joined to, is what a finite verb reports."""
    while token.dep_ in {"conj", "advcl"} and token.head.pos_ in {"VERB", "AUX"}:
        token = token.head
    return token.dep_ == "ccomp" and token.head.pos_ == "VERB" and token.head.tag_ != "VB"
