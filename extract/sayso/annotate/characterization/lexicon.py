"""The word lists that characterizations are found and judged with, read from the data files."""

from dataclasses import dataclass
from functools import cache

from sayso.annotate.lexicon_files import rows, words
from sayso.model import CharacterizationForm, CharacterizationType

_STANCE = {"+": 1, "-": -1, "0": 0}


@dataclass(frozen=True, slots=True)
class Frame:
    """One construction of a verb that carries ascribed words.

    `kind` is as, compare, terms, naming or conduct; `prepositions` introduce the words; `stance` is
    -1, 0 or 1, what the verb alone says of the source's attitude.
    """

    kind: str
    prepositions: frozenset[str]
    stance: int
    form: CharacterizationForm
    act: str


@dataclass(frozen=True, slots=True)
class StanceWord:
    """A word of attitude.

    `act` is the speech act, `polarity` is +, - or v (its object decides), `adds` tells whether a
    verb makes a statement where none was found.
    """

    act: str
    polarity: str
    adds: bool = False


@cache
def verb_frames() -> dict[str, tuple[Frame, ...]]:
    """Return the frames of each characterizing verb by its lemma."""
    frames: dict[str, tuple[Frame, ...]] = {}
    for lemma, kind, prepositions, stance, form, act in rows("characterizing_verbs.tsv"):
        frame = Frame(
            kind,
            frozenset(prepositions.split(",")),
            _STANCE[stance],
            CharacterizationForm(form),
            act,
        )
        frames[lemma] = (*frames.get(lemma, ()), frame)
    return frames


@cache
def valences() -> dict[str, float]:
    """Return the valence of each evaluative word, from about -4 (negative) to 4 (positive)."""
    table = {word: float(value) for word, value in rows("valence_vader.tsv")}
    table.update((row[0], float(row[1])) for row in rows("evaluative_words.tsv"))
    return table


@cache
def two_word_beginnings() -> frozenset[str]:
    """Return the words with which the entries of two words begin: "critical of"."""
    return frozenset(word.partition(" ")[0] for word in valences() if " " in word)


@cache
def typical_types() -> dict[str, CharacterizationType]:
    """Return the type of characterization that a word usually makes."""
    table = rows("evaluative_words.tsv")
    return {row[0]: CharacterizationType(row[2]) for row in table if row[2] != "-"}


@cache
def telling_nouns() -> frozenset[str]:
    """Return the nouns that characterize whoever they are said to be of."""
    return words("telling_nouns.txt")


@cache
def stance_words(word_class: str) -> dict[str, StanceWord]:
    """Return the "verbs" or the "nouns" that show an attitude."""
    table = rows(f"stance_{word_class}.tsv")
    return {row[0]: StanceWord(row[1], row[2], row[3:] == ["yes"]) for row in table}


@cache
def plain_words() -> dict[str, frozenset[str]]:
    """Return predicates that ascribe no property: fact, likelihood, mind, feeling, noun."""
    found: dict[str, set[str]] = {}
    for (line,) in rows("plain_predicates.txt"):
        kind, _, listed = line.partition(":")
        found.setdefault(kind, set()).update(listed.split())
    return {kind: frozenset(listed) for kind, listed in found.items()}
