"""Whether a clause asserts its predicate, or only asks, wants, mentions or supposes it."""

from spacy.tokens import Token

from sayso.annotate.characterization import clauses
from sayso.annotate.characterization.polarity import is_evaluative

_BELIEFS = frozenset(
    ("belief", "idea", "notion", "myth", "stereotype", "perception", "suggestion", "allegation")
) | frozenset(("legend", "rumor", "rumour", "fiction", "illusion", "misconception", "impression"))
# "It is important that they are trained" says how things should be.
_NECESSARY = frozenset(
    ("important", "essential", "critical", "vital", "crucial", "imperative", "necessary", "urgent")
)
# "Proves to be", "is said to be", "claims to be".
_RAISING = (
    frozenset(
        ("seem", "appear", "prove", "continue", "tend", "turn", "happen", "claim", "profess", "go")
    )
    | frozenset(
        ("consider", "believe", "say", "find", "think", "use", "show", "know", "cease", "start")
    )
    | frozenset(
        ("begin", "come", "remain", "report", "pretend", "pledge", "vow", "promise", "deem")
    )
)
# "Make sure that it is fair"; "the only way that it can stay fair".
_ASSURING = frozenset(("ensure", "guarantee", "sure", "secure"))
_ADVERBIAL = frozenset(("way", "reason", "chance"))
_INDEFINITE = frozenset(("a", "an", "any", "some", "no", "every", "each"))
_FIRST_PERSON = frozenset(("i", "we"))


def says_nothing(verb: Token, complements: list[Token]) -> bool:
    """Tell conditions, questions, wishes and purposes, which ascribe nothing."""
    own = clauses.child(verb, "nsubj")
    if verb.dep_ == "pcomp" and own is None and clauses.child(verb, "nsubjpass") is None:
        return True  # "The time for being polite is over" says nothing of the time.
    if own is None and verb.dep_ == "csubj":
        return True  # "To be rich is to be lonely."
    if _is_in_doubt(verb) or _is_bare(verb):
        return True
    if verb.lemma_ == "feel" and own is not None and own.lower_ in _FIRST_PERSON:
        return True
    if clauses.is_conditional(verb) or clauses.is_asked(verb) or clauses.is_wish(verb):
        return True
    if verb.dep_ == "advcl" and clauses.child(verb, "nsubj", "nsubjpass") is None:
        return not _is_outcome(verb)
    if verb.dep_ != "relcl" or not _is_indefinite(verb.head):
        return False
    if clauses.is_wanted(verb.head):
        return True
    return verb.head.pos_ != "NOUN" or not any(is_evaluative(t, 2.0) for t in complements)


def _is_outcome(verb: Token) -> bool:
    """Tell "ended up being a wreck", which tells what became of the subject."""
    return verb.tag_ == "VBG" and any(
        t.dep_ == "prt" and t.lower_ == "up" for t in verb.head.children
    )


def _is_bare(verb: Token) -> bool:
    """Tell an infinitive that asserts nothing: "fights to be free", unlike "seems to be free"."""
    if verb.tag_ != "VB" or any(t.tag_ != "TO" and t.dep_ == "aux" for t in verb.children):
        return False
    if verb.dep_ == "conj":
        return _is_bare(verb.head) or verb.head.tag_ != "VB"
    above = verb.head
    if any(t.dep_ == "expl" for t in above.children):
        return True  # "There is going to be a mission."
    if clauses.child(verb, "nsubj") is not None:
        return False
    return verb.dep_ in ("advcl", "acl", "relcl") or (
        verb.dep_ == "xcomp" and above.pos_ == "VERB" and above.lemma_ not in _RAISING
    )


def _is_in_doubt(verb: Token) -> bool:
    """Tell what is only mentioned: "the belief that they are greedy", "not fair to say that"."""
    above = verb.head
    if (
        verb.dep_ in ("acl", "ccomp", "relcl")
        and above.lemma_ in _BELIEFS
        and not _is_negated_above(above)
    ):
        return clauses.child(above, "poss") is None and clauses.child(verb, "mark") is not None
    if verb.dep_ == "ccomp" and above.lemma_ in _ASSURING:
        return True
    if verb.dep_ in ("relcl", "acl") and above.lemma_ in _ADVERBIAL:
        return clauses.child(verb, "nsubj") is not None
    if above.lemma_ in _NECESSARY or _is_necessary(above):
        return verb.dep_ in ("ccomp", "advcl") and clauses.child(verb, "mark") is not None
    if verb.dep_ != "ccomp" or not any(t.tag_ == "TO" for t in above.lefts):
        return False
    return _is_negated_above(above)


def _is_necessary(verb: Token) -> bool:
    return any(t.dep_ == "acomp" and t.lemma_ in _NECESSARY for t in verb.children)


def _is_negated_above(word: Token) -> bool:
    for _ in range(3):
        word = word.head
        if word.pos_ in ("VERB", "AUX") and clauses.is_negated(word):
            return True
    return False


def _is_indefinite(noun: Token) -> bool:
    """Tell whether a noun names no particular thing, so that a relative clause only selects."""
    determiner = clauses.child(noun, "det", "poss")
    if determiner is None:
        return noun.pos_ in ("NOUN", "PRON")
    return determiner.lower_ in _INDEFINITE


def is_disbelieved(verb: Token) -> bool:
    """Tell "she does not think the plan is wise", which denies that it is."""
    above = verb.head
    return (
        verb.dep_ in ("ccomp", "advcl")
        and above.lemma_ in clauses.OPINIONS
        and clauses.is_negated(above)
    )
