"""Evaluative words on nouns inside a source's words: "this toothless accord", "their lies"."""

from collections.abc import Iterator

from spacy.tokens import Token

from sayso.annotate.characterization import clauses, phrases
from sayso.annotate.characterization.findings import Finding
from sayso.annotate.characterization.lexicon import telling_nouns
from sayso.annotate.characterization.polarity import is_evaluative, valence
from sayso.model import CharacterizationForm

# Praise is often mere description ("great care"), so it must be stronger than blame.
_BLAME, _PRAISE = -1.5, 2.0
# A noun that alone names what it is said of must be as strong as this.
_NAMED = -1.8
_HAPPENINGS = frozenset(
    (
        "crisis",
        "disaster",
        "tragedy",
        "emergency",
        "war",
        "attack",
        "catastrophe",
        "murder",
        "death",
    )
) | frozenset(("killing", "crime", "problem", "violence", "disease", "accident", "loss", "threat"))
_POINTING = frozenset(("this", "these", "such"))
# Nouns that, before another, say what is thought of it; "a fraud inquiry" is no fraud.
_SCORN = frozenset(
    ("puppet", "sham", "rogue", "junk", "crony", "clown", "kangaroo", "nightmare", "gutter", "toy")
) | frozenset(("zombie", "bandit", "lapdog", "stooge", "cowboy", "fantasy", "joke", "monster"))
_DETERMINERS = frozenset(("det", "poss", "predet"))
_DEMONSTRATIVES = frozenset(("this", "that", "these", "those", "such", "what"))
_DEGREES = frozenset(("very", "so", "extremely", "highly", "truly", "incredibly"))
# "An awful lot of cheese" only tells how much.
_AMOUNTS = frozenset(("lot", "deal", "number", "amount", "bit"))
_INDEFINITE = frozenset(("a", "an", "any", "some", "no", "every", "each", "another"))


def modifiers(token: Token) -> Iterator[Finding]:
    """Yield what an adjective ascribes to the noun it modifies."""
    if (
        _is_modifier(token)
        and token.head.pos_ in ("NOUN", "PROPN")
        and not (token.text[:1].isupper() and token.head.text[:1].isupper())
        and _is_strong(token)
        and _is_particular(token)
        and not _is_likeness(token.head)
        and token.head.lemma_ not in _AMOUNTS
    ):
        yield _modifier(token)


def _is_modifier(token: Token) -> bool:
    """Tell adjectives, and nouns of blame before another: "the puppet army"."""
    if token.dep_ == "compound":
        return token.lower_ in _SCORN
    return token.dep_ == "amod" and token.pos_ in ("ADJ", "VERB")


def _is_strong(token: Token) -> bool:
    if token.tag_ == "JJR" or any(t.tag_ in ("RBR", "JJR") for t in token.lefts):
        return False
    return is_evaluative(token) and not _BLAME < valence(token) < _PRAISE


def _is_particular(token: Token) -> bool:
    """Tell whether the noun names something particular: "this toothless accord", "his dirty war".

    "Affordable housing" and "a friendly people" are mere descriptions; blame may be of one thing.
    """
    determiners = [
        t.lower_ for t in token.head.lefts if t.dep_ in _DETERMINERS or t.lower_ == "such"
    ]
    if not determiners:
        # "Foolhardy provocation deserves an answer": one act, named without an article.
        one = token.head.tag_ == "NN" and token.head.dep_ == "nsubj"
        return valence(token) < 0 and (one or valence(token) <= -2 or _is_graded(token))
    if valence(token) > 0 and not _is_graded(token):
        owned = any(t.dep_ == "poss" and t.pos_ in ("NOUN", "PROPN") for t in token.head.lefts)
        return owned or any(word in _DEMONSTRATIVES for word in determiners)
    if determiners[0] not in _INDEFINITE:
        return True
    return not (clauses.is_wanted(token.head) or _is_under_denial(token.head))


def _is_under_denial(noun: Token) -> bool:
    """Tell "I do not mean in a terrible way", in which there need be no such way."""
    while noun.pos_ not in ("VERB", "AUX") and noun.head != noun:
        noun = noun.head
    return clauses.is_negated(noun)


def _is_graded(token: Token) -> bool:
    return any(t.dep_ == "advmod" and t.lower_ in _DEGREES for t in token.lefts)


def _is_likeness(noun: Token) -> bool:
    """Tell "looks like a stolen election", which does not say that it is one."""
    return noun.dep_ == "pobj" and noun.head.lower_ == "like"


def _modifier(token: Token) -> Finding:
    head = token.head
    start = min([token.i, *(t.left_edge.i for t in token.lefts if t.dep_ == "advmod")])
    while start > 1 and token.doc[start - 1].text == "-" and not token.doc[start - 1].whitespace_:
        start -= 2
    end = max([token.i + 1, *(t.i + 1 for t in token.conjuncts if t.i < head.i)])
    return Finding(
        form=CharacterizationForm.EPITHET,
        attribute=token.doc[start:end],
        target=token.doc[head.i : head.i + 1],
        rule="characterization.epithet.modifier",
    )


def labels(token: Token) -> Iterator[Finding]:
    """Yield what a telling noun ascribes to whose it is said to be: "Russian aggression"."""
    if token.pos_ != "NOUN" or token.lower_ not in telling_nouns():
        return
    owner = _owner(token)
    if owner is None:
        return
    start = min(
        [token.i, *(t.i for t in token.lefts if t.dep_ in ("amod", "compound") and t.i > owner.i)]
    )
    yield Finding(
        form=CharacterizationForm.EPITHET,
        attribute=token.doc[start : token.i + 1],
        target=token.doc[owner.i : owner.i + 1]
        if owner.pos_ == "ADJ"
        else phrases.noun_phrase(owner),
        rule="characterization.epithet.owned",
    )


def named(token: Token) -> Iterator[Finding]:
    """Yield what is called by a label alone: "we reject this travesty"."""
    pointed = clauses.child(token, "det")
    if token.pos_ != "NOUN" or pointed is None or pointed.lower_ not in _POINTING:
        return
    if valence(token) > _NAMED or token.dep_ in ("attr", "oprd", "compound"):
        return
    if token.lemma_ in _HAPPENINGS:
        return  # "This crisis" is there, whatever one thinks of it.
    end = phrases.noun_phrase(token).end
    yield Finding(
        form=CharacterizationForm.EPITHET,
        attribute=token.doc[pointed.i + 1 : end],
        target=token.doc[pointed.i : end],
        rule="characterization.epithet.named",
    )


def _owner(noun: Token) -> Token | None:
    """Return whose trait or act the noun names: a possessor or a nation as an adjective."""
    for child in noun.lefts:
        if child.dep_ == "poss" and child.lower_ not in ("my", "our"):
            return child
        if child.dep_ in ("amod", "compound", "nmod") and child.ent_type_ in ("NORP", "GPE"):
            # "anti-Western propaganda" is not the West's.
            return None if child.i and noun.doc[child.i - 1].text == "-" else child
    return None
