"""Who does what in a clause: subjects through coordination and raising, negation, modality."""

from spacy.tokens import Token

from sayso.annotate.parse_tree import child as child

_REFUSALS = frozenset(
    (
        "refuse",
        "decline",
        "avoid",
        "stop",
        "hesitate",
        "fail",
        "refrain",
        "forget",
        "deny",
        "cease",
        "reluctant",
    )
)
# Verbs that leave it open whether what depends on them is so.
_OPEN = (
    frozenset(
        ("need", "have", "ought", "want", "hope", "expect", "try", "seek", "intend", "aim", "plan")
    )
    | frozenset(
        (
            "promise",
            "like",
            "help",
            "allow",
            "force",
            "ask",
            "urge",
            "let",
            "make",
            "keep",
            "wish",
            "afford",
        )
    )
    | frozenset(("design", "mean", "suppose", "require", "schedule"))
)
_WANTING = frozenset(
    ("need", "want", "seek", "hope", "deserve", "require", "propose", "demand", "expect", "reject")
)
_WISHES = frozenset(("should", "must", "ought"))
_CONDITIONS = frozenset(("if", "whether", "unless", "lest"))
_NEGATORS = frozenset(("not", "n't", "n’t", "never", "neither", "nor", "hardly", "scarcely"))
# "I do not think that it is so" denies that it is.
OPINIONS = frozenset(("think", "believe", "feel", "consider", "find", "suppose"))
_NOBODY = frozenset(
    ("nobody", "none", "nothing", "neither", "no-one", "anybody", "anyone", "somebody", "whoever")
)
# "Where markets are competitive": of markets in general nothing is said.
_CIRCUMSTANCES = frozenset(("when", "where", "whenever", "wherever", "until", "once"))
# "warned against calling it a crime", "stopped short of calling", "rather than call": not called.
_WITHOUT = frozenset(("against", "without", "from", "short", "than", "instead"))


def is_passive(verb: Token) -> bool:
    """Tell whether the verb is passive: with an auxiliary, or as a participle after its noun."""
    if any(t.dep_ in ("auxpass", "nsubjpass", "agent") for t in verb.children):
        return True
    return verb.tag_ == "VBN" and verb.dep_ == "acl" and child(verb, "dobj") is None


def agent(verb: Token) -> Token | None:
    """Return the head noun of the by-phrase of a passive verb."""
    by = child(verb, "agent") or next(
        (t for t in verb.children if t.dep_ == "prep" and t.lower_ == "by"), None
    )
    return child(by, "pobj") if by is not None else None


def subject(verb: Token) -> Token | None:
    """Return the subject of `verb`, its own or inherited by coordination, raising or participle."""
    for _ in range(5):
        own = child(verb, "nsubj", "nsubjpass", "csubj")
        if own is not None:
            return _antecedent(own, verb)
        if verb.dep_ == "acl":
            return verb.head
        if verb.dep_ not in ("conj", "xcomp", "advcl", "pcomp"):
            return None
        verb = verb.head if verb.dep_ != "pcomp" else verb.head.head
        if verb.dep_ == "dobj" and verb.head.pos_ == "VERB":
            verb = verb.head  # Who "makes apologies for calling it that" calls it that.
        if verb.pos_ not in ("VERB", "AUX"):
            return verb if verb.pos_ in ("NOUN", "PROPN") and verb.dep_ != "pobj" else None
    return None


def _antecedent(pronoun: Token, verb: Token) -> Token:
    """Return what a relative pronoun stands for, or the token itself."""
    if verb.dep_ == "relcl" and pronoun.tag_ in ("WDT", "WP") and pronoun.lower_ != "what":
        return verb.head
    return pronoun


def is_negated(verb: Token) -> bool:
    """Tell whether the clause of `verb` is denied."""
    return any(t.dep_ == "neg" or t.lower_ in _NEGATORS for t in verb.children)


def is_of_nobody(noun: Token) -> bool:
    """Tell "nobody" and "no minister", of whom or by whom nothing is said."""
    if noun.lower_ in _NOBODY or (noun.lower_ == "one" and noun.i and noun.nbor(-1).lower_ == "no"):
        return True
    if noun.pos_ == "VERB":
        return False
    return any(t.lower_ in ("no", "not") and t.dep_ in ("det", "neg") for t in noun.lefts)


def is_withheld(verb: Token) -> bool:
    """Tell whether the act of the verb is not performed: negated, refused, asked or conditional."""
    current = verb
    for _ in range(3):
        if is_negated(current) or is_conditional(current):
            return True
        if current.dep_ != "xcomp":
            break
        current = current.head
        if current.lemma_ in _REFUSALS or is_negated(current):
            return True
    if current.dep_ == "ccomp" and current.head.lemma_ in OPINIONS and is_negated(current.head):
        return True
    doer = agent(verb) if is_passive(verb) else child(verb, "nsubj")
    if doer is not None and is_of_nobody(doer):
        return True
    return is_asked(current) or _is_avoided(verb) or _is_order(verb)


def _is_order(verb: Token) -> bool:
    """Tell "compare that to him": a bare verb without a subject."""
    bare = verb.tag_ == "VB" and verb.dep_ in ("ROOT", "ccomp")
    return bare and not any(t.dep_ in ("aux", "nsubj", "nsubjpass") for t in verb.children)


def _is_avoided(verb: Token) -> bool:
    """Tell an act after "against", "without", "instead of" and the like."""
    if verb.dep_ != "pcomp" or verb.tag_ != "VBG":
        return False
    before = verb.doc[max(verb.head.i - 1, 0) : verb.head.i + 1]
    return any(token.lower_ in _WITHOUT for token in before)


def is_refused(verb: Token) -> bool:
    """Tell whether the act of the verb is denied or refused: "does not back", "refused to back"."""
    return is_negated(verb) or (verb.dep_ == "xcomp" and verb.head.lemma_ in _REFUSALS)


def is_conditional(verb: Token) -> bool:
    """Tell whether the clause of `verb` lies in a condition or an indirect question."""
    if verb.dep_ in ("advcl", "ccomp") and any(
        t.lower_ in _CIRCUMSTANCES for t in verb.children if t.i < verb.i
    ):
        return True
    for _ in range(4):
        if any(t.lower_ in _CONDITIONS for t in verb.children if t.dep_ in ("mark", "advmod")):
            return True
        if verb.dep_ not in ("acl", "ccomp", "xcomp", "dobj", "relcl") or verb.head == verb:
            return False
        verb = verb.head
    return False


def is_wish(verb: Token) -> bool:
    """Tell whether the clause says how things should be."""
    if any(t.lower_ in _WISHES for t in verb.children if t.dep_ == "aux"):
        return True
    if verb.dep_ == "conj" and child(verb, "nsubj", "nsubjpass") is None:
        return is_wish(verb.head)
    # "That was mean, I want to tell you" asserts what goes before.
    return verb.dep_ in ("xcomp", "ccomp") and verb.head.lemma_ in _OPEN and verb.i > verb.head.i


def is_wanted(noun: Token) -> bool:
    """Tell whether somebody needs, wants or should have what the noun names."""
    for _ in range(4):
        if noun.pos_ in ("VERB", "AUX"):
            break
        noun = noun.head
    return noun.lemma_ in _WANTING or is_wish(noun)


def is_asked(verb: Token) -> bool:
    """Tell whether the clause is an open question: the verb or its auxiliary before the subject."""
    own = child(verb, "nsubj", "nsubjpass", "expl")
    first = min([verb.i, *(t.i for t in verb.children if t.dep_ in ("aux", "auxpass"))])
    return own is not None and own.i > first and any(t.text == "?" for t in verb.sent[-4:])
