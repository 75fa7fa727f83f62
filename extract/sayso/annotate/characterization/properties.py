"""Which predicates ascribe a property, and which only state a fact: a trade, a date, a mood."""

from spacy.tokens import Token

from sayso.annotate.characterization import clauses
from sayso.annotate.characterization.lexicon import plain_words
from sayso.annotate.characterization.polarity import is_evaluative

# What grades a word, and so makes an opinion of it: "strictly limited", "a very emotional day".
DEGREES = frozenset(
    ("very", "so", "too", "extremely", "highly", "deeply", "strictly", "truly", "utterly", "quite")
) | frozenset(("really", "totally", "completely", "absolutely", "incredibly", "pretty", "mostly"))
# Nouns that say of what something is a piece or a case: "part of a long-standing problem".
_SHARES = frozenset(
    ("part", "piece", "kind", "sort", "form", "type", "example", "case", "result", "act", "sign")
) | frozenset(("continuation", "source", "cause", "symbol", "product", "series", "bit", "matter"))
_FACT_ENTITIES = frozenset(
    ("DATE", "TIME", "CARDINAL", "ORDINAL", "MONEY", "PERCENT", "QUANTITY", "NORP", "GPE", "LOC")
)


def rule_of(words: Token, verb: Token) -> str | None:
    """Return the rule by which the predicate ascribes a property, or None for a plain fact."""
    if words == verb:
        plain = plain_words()
        told = plain["fact"] | plain["mind"] | plain["feeling"]
        return None if words.lower_ in told else "participle"
    if words.dep_ == "ccomp":
        return "class"
    if words.dep_ == "prep":
        return "state"
    if words.tag_ == "VBG" and any(t.pos_ == "VERB" for t in words.conjuncts):
        return None  # "not only challenging but beating" are acts.
    if words.tag_ == "VBG" and clauses.child(words, "dobj", "xcomp", "ccomp") is not None:
        return None  # "has been rewarding them" is an act.
    if words.pos_ == "ADJ" or words.tag_ in ("VBN", "VBG", "JJ") or words.dep_ == "acomp":
        return _adjective(words)
    if words.pos_ == "NOUN":
        return _noun(words)
    return None


def _adjective(words: Token) -> str | None:
    plain = plain_words()
    word = words.lower_
    if word == "welcome" and any(t.dep_ == "xcomp" for t in words.rights):
        return None  # "is welcome to come" invites.
    if word == "worth" and not any(t.tag_ == "VBG" for t in words.rights):
        return None  # "worth less than ten dollars" is a price.
    if word == "true" and is_graded(words):
        return "adjective"
    if any(word in plain[kind] for kind in ("fact", "likelihood", "mind", "feeling")):
        return None
    measure = clauses.child(words, "npadvmod")
    counted = measure is not None and measure.lower_ not in ("percent", "%", "lot")
    if words.ent_type_ in _FACT_ENTITIES or counted:
        return None
    if is_evaluative(words) or any(is_evaluative(t) for t in words.conjuncts):
        return "adjective"
    return "plain_adjective" if words.pos_ == "ADJ" and words.tag_ != "VBN" else None


def _noun(words: Token) -> str | None:
    modifiers = [t for t in words.lefts if t.dep_ in ("amod", "compound")]
    if any(is_graded(t) for t in modifiers):
        return "class"
    if any(t.lower_ == "same" for t in modifiers):
        return None
    if words.ent_type_ in _FACT_ENTITIES or any(
        t.dep_ in ("nummod", "poss") or t.ent_type_ in ("PERCENT", "MONEY") for t in words.lefts
    ):
        return None
    inner = [t for child in words.rights if child.dep_ == "prep" for t in child.rights]
    if any(is_evaluative(t) for t in (words, *modifiers)):
        return "noun"
    if words.lemma_ in _SHARES and any(
        is_evaluative(t) for noun in inner for t in (noun, *noun.lefts)
    ):
        return "noun"
    if words.lemma_ in plain_words()["noun"]:
        return None
    if any(is_evaluative(t, 1.5) for t in inner):
        return "noun"
    determiner = clauses.child(words, "det")
    if determiner is None:
        return None
    if determiner.lower_ == "the":
        return "class" if any(t.lower_ == "of" for t in words.rights) else None
    return "class" if determiner.lower_ in ("a", "an") else None


def is_graded(words: Token) -> bool:
    """Tell whether an adverb of degree makes an opinion of a word: "strictly limited"."""
    return any(t.dep_ == "advmod" and t.lower_ in DEGREES for t in words.lefts)


def is_telling_clause(clause: Token) -> bool:
    """Tell "it is what makes us great", "this is not who we are"."""
    first = clause.left_edge
    if first.lower_ == "who":
        return clause.lemma_ == "be" and clauses.child(clause, "nsubj") is not None
    if first.lower_ != "what" or clauses.child(clause, "nsubj") != first:
        return False
    return any(is_evaluative(t, 1.5) for t in clause.subtree)
