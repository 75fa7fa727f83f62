"""Whether ascribed words speak for or against their target."""

from spacy.tokens import Span, Token

from sayso.annotate.characterization.lexicon import two_word_beginnings, valences
from sayso.model import Polarity

_FLIPS = frozenset(
    ("no", "not", "never", "without", "hardly", "less", "least", "n't", "n’t", "nothing")
)
_DROPS = frozenset(
    ("lack", "loss", "end", "absence", "failure", "decline", "waste", "abuse", "denial")
)
# What a first part makes of a compound that no list has: "well-formed", "ill-timed".
_PREFIXES = {"well": 1.5, "ill": -1.5, "self": 0.0, "non": 0.0, "ex": 0.0, "pro": 0.0, "anti": 0.0}
# That something is important speaks for doing it, but a noun with them may be of any kind.
_WEIGHTY = frozenset(("important", "crucial", "key", "critical", "significant", "major", "main"))
# Below this the words do not tell the attitude.
_THRESHOLD = 0.8


def valence(token: Token) -> float:
    """Return the valence of a word, by its form and else by its lemma; 0 for a neutral one."""
    table = valences()
    if token.i and token.nbor(-1).text == "-" and not token.nbor(-1).whitespace_:
        first = token.nbor(-2).lower_ if token.i > 1 else ""
        joined = table.get(f"{first}-{token.lower_}", _PREFIXES.get(first))
        if joined is not None or token.lower_ == "wise":
            return joined or 0.0
    before = token.nbor(-1).lower_ if token.i else ""
    if before in two_word_beginnings() and f"{before} {token.lower_}" in table:
        return 0.0  # It counts with the word before it: "damaged goods".
    found = table.get(token.lower_)
    if token.lower_ in two_word_beginnings() and token.i + 1 < len(token.doc):
        found = table.get(f"{token.lower_} {token.nbor().lower_}", found)
    return found if found is not None else table.get(token.lemma_.lower(), 0.0)


def is_evaluative(token: Token, floor: float = 1.0) -> bool:
    """Tell whether a word evaluates at least as strongly as `floor`."""
    return token.pos_ != "PROPN" and token.ent_type_ != "NORP" and abs(valence(token)) >= floor


def phrase_valence(phrase: Span) -> float:
    """Return the valence of ascribed words: the head counts most, a negator turns what follows."""
    total, sign, head = 0.0, 1.0, phrase.root
    for token in phrase:
        if token.i == head.i + 1 and abs(total) >= _THRESHOLD:
            break  # "A strong step against crime": what it is about does not count.
        if token.i > head.i and token.dep_ == "pcomp":
            break  # "A basis for dividing it" does not blame.
        value = 0.0 if _is_feared(token) or _only_sorts(token) else valence(token)
        if value:
            total += (2.0 if token == head else 1.0) * sign * value
        if token.lemma_ in _DROPS or (token.lower_ in _FLIPS and not _turns_nothing(token)):
            sign = -1.0
    return total or _measured(phrase)


def _only_sorts(token: Token) -> bool:
    """Tell words before a noun that say which it is: "a support group", "an important witness"."""
    if token.dep_ == "compound":
        return token.tag_ == "NN" and valence(token) > 0
    return token.dep_ == "amod" and token.head.pos_ == "NOUN" and token.lower_ in _WEIGHTY


def _turns_nothing(token: Token) -> bool:
    """Tell "not only wrong", "nothing short of heroic", "least of all" from a negation."""
    following = token.nbor().lower_ if token.i + 1 < len(token.doc) else ""
    return following in ("only", "just", "merely", "short", "but", "simply")


def _is_feared(token: Token) -> bool:
    """Tell what is only the measure: "smaller than feared"."""
    return (
        token.lower_ in ("feared", "expected") and bool(token.i) and token.nbor(-1).lower_ == "than"
    )


def _measured(phrase: Span) -> float:
    """Return the valence of words that evaluate by their measure: "too low", "less than feared"."""
    words = [token.lower_ for token in phrase]
    if any(_is_feared(token) and token.lower_ == "feared" for token in phrase):
        return 1.0
    return -1.0 if "too" in words[:-1] else 0.0


def stance_of(value: float, negated: bool, verb_stance: int = 0) -> Polarity:
    """Return the attitude: the words' valence, turned by negation; else what the verb shows."""
    if abs(value) < _THRESHOLD:
        value = float(verb_stance)
    elif negated:
        value = -value
    if value >= _THRESHOLD:
        return Polarity.POSITIVE
    return Polarity.NEGATIVE if value <= -_THRESHOLD else Polarity.NEUTRAL
