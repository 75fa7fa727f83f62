"""The parts of a named phrase: titles and offices before the name, and the name itself."""

from __future__ import annotations

import re

from sayso.annotate import gazetteer
from sayso.annotate.mentions.columns import Columns

_POSSESSIVE = re.compile(r"\s*['’]s?$")
NAMED_LABELS = frozenset(
    {"PERSON", "ORG", "GPE", "LOC", "FAC", "WORK_OF_ART", "LAW", "PRODUCT", "NORP"}
)
# Adjectives that stand before an office: "Former President Ana Ruiz".
_BEFORE_OFFICE = set(
    "former acting interim retired outgoing incoming senior late vice then".split()
)


_QUOTES = {"“", "”", '"', "‘"}


def clean(text: str) -> str:
    """Return a name for comparison: without article, possessive mark and doubled blanks."""
    return gazetteer.without_article(_POSSESSIVE.sub("", " ".join(text.split())))


def bare(word: str) -> str:
    """Return a word in lower case without a final full stop, as the tables of titles hold it."""
    return word.lower().rstrip(".")


def name_start(columns: Columns, start: int, root: int, entity_start: int | None) -> int:
    """Return where the name begins in [start, root]: after titles and lower-case words."""
    first = root if entity_start is None else max(entity_start, start)
    while first > start and _continues(columns, first - 1, root, labelled=entity_start is not None):
        first -= 1
    titles = gazetteer.titles()
    body = bare(columns.words[root]) in gazetteer.suffixes()
    while first < root and (
        (columns.pos[first] in ("DET", "ADJ", "ADP") and not columns.words[first][0].isupper())
        or columns.lower[first] == "the"
        or bare(columns.words[first]) in titles
        or (not body and _office_word(columns.words[first]))
    ):
        first += 1
    return first


def _office_word(word: str) -> bool:
    """Tell whether a word before a name is an office, and not part of the name."""
    lower = bare(word)
    if lower in _BEFORE_OFFICE:
        return True
    noun = None if word in gazetteer.given_names() else gazetteer.noun(lower)
    return noun is not None and noun.kind == "person"


def name_end(columns: Columns, root: int, entity: tuple[int, int, str] | None) -> int:
    """Return where the name with the head `root` ends: "Church of England" goes on after "of"."""
    end = root + 1
    if entity is not None:
        stop = next((t for t in range(end, entity[1]) if columns.words[t] in _QUOTES), entity[1])
        while stop > end and (
            columns.pos[stop - 1] in ("PART", "PUNCT", "SPACE", "DET")
            or columns.words[stop - 1].islower()
        ):
            stop -= 1
        if entity[2] != "PERSON" or all(columns.pos[t] == "PROPN" for t in range(end, stop)):
            end = max(end, stop)
    if end == root + 1 and columns.lower[root] in gazetteer.suffixes():
        end = _after_of(columns, root)
    return end


def _after_of(columns: Columns, root: int) -> int:
    end = root + 1
    if end < len(columns.words) and columns.lower[end] == "of" and columns.head[end] == root:
        stop = end + 1
        if stop < len(columns.words) and columns.lower[stop] == "the":
            stop += 1
        first = stop
        while stop < len(columns.words) and columns.pos[stop] == "PROPN":
            stop += 1
        return stop if stop > first else end
    return end


def _continues(columns: Columns, token: int, root: int, *, labelled: bool) -> bool:
    """Tell whether the word before what is known of a name belongs to the name."""
    word = columns.words[token]
    if not word[:1].isupper():
        return False
    if not labelled:
        return columns.pos[token] in ("PROPN", "NOUN", "ADJ")
    if columns.pos[token] != "PROPN" or columns.head[token] != root:
        return False
    # The recognizer often keeps only the surname, or takes the first name for a place.
    return columns.label[token] in ("", "GPE", "PERSON") and clean(word) not in gazetteer.names()


def role_span(columns: Columns, start: int, name: int) -> tuple[int, int] | None:
    """Return the words of an office in [start, name), or None if there is none."""
    titles = gazetteer.titles()
    end = name
    while end > start and columns.pos[end - 1] == "PUNCT":
        end -= 1
    if end == start:
        return None
    last = columns.words[end - 1]
    title, noun = titles.get(bare(last)), gazetteer.noun(columns.lemma[end - 1])
    party = last in gazetteer.adjectives() and last + "s" in gazetteer.peoples()
    if not ((title and title.kind != "address") or (noun and noun.kind == "person") or party):
        return None
    first = end - 1
    while first > start and _role_word(columns, first - 1):
        first -= 1
    return first, end


def _role_word(columns: Columns, token: int) -> bool:
    if columns.pos[token] not in ("NOUN", "PROPN", "ADJ", "ADP", "CCONJ"):
        return columns.words[token] in "-–"
    word = columns.words[token]
    return word not in gazetteer.adjectives() and clean(word) not in gazetteer.names()


def gender_of(columns: Columns, start: int, name: int, end: int) -> str:
    """Return the gender that the titles before a name or its first part tell, or ""."""
    titles, nouns = gazetteer.titles(), gazetteer.nouns()
    for i in range(start, name):
        title = titles.get(bare(columns.words[i]))
        noun = nouns.get(columns.lemma[i])
        gender = (title and title.gender) or (noun and noun.gender)
        if gender:
            return gender
    if end - name > 1:
        return gazetteer.given_names().get(columns.words[name].split("-")[0]) or ""
    return ""
