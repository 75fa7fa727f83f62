"""What is known of each phrase by itself, as columns of numbers that the ranker reads."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sayso.annotate import gazetteer
from sayso.annotate.coreference.demands import takes_place
from sayso.annotate.coreference.kinds import (
    GENDERS,
    KINDS,
    NUMBERS,
    ROLES,
    TYPES,
    kind_of,
    role_of,
    type_of,
)
from sayso.annotate.coreference.markables import Markable
from sayso.annotate.coreference.pleonasm import pleonastic
from sayso.annotate.coreference.speakers import speakers
from sayso.annotate.mentions.columns import Columns

Numbers = NDArray[np.float32]
Places = NDArray[np.int64]
Marks = NDArray[np.bool_]

_CONTENT = {"amod", "compound", "nmod", "poss", "nummod"}
_CLAUSES = {
    "ROOT",
    "ccomp",
    "xcomp",
    "advcl",
    "relcl",
    "acl",
    "conj",
    "csubj",
    "pcomp",
    "parataxis",
}
_REFLEXIVE = {"himself", "herself", "itself", "themselves", "myself", "yourself", "ourselves"}
_PLACE_PREPOSITIONS = {"in", "at", "on", "to", "from", "near"}
_BITS = 63


@dataclass(slots=True)
class Traits:
    """One row for each phrase; words and heads are numbered, so that equal ones have one number.

    `bits` has a bit for each word of a phrase, of 63: phrases without a common bit have no common
    word. `acronym` is -1 for a phrase that has none. `relative` is the token that is modified by
    the relative clause around a phrase, or -1.
    """

    kind: Places
    role: Places
    type: Places
    gender: Places
    number: Places
    sentence: Places
    root: Places
    start: Places
    end: Places
    quote: Places
    verb: Places
    clause: Places
    governor: Places
    speaker: Places
    text: Places
    head: Places
    count: Places
    own: Numbers
    modifiers: list[frozenset[str]]
    words: list[frozenset[str]]
    bits: Places
    acronym: Places
    relative: Places
    takes_place: Marks


def traits(table: Columns, found: list[Markable]) -> Traits:
    """Read the traits of all phrases of a document."""
    kinds = [kind_of(one) for one in found]
    texts = _numbered(_text(table, one, kind) for one, kind in zip(found, kinds, strict=True))
    heads = _numbered(_head(table, one, kind) for one, kind in zip(found, kinds, strict=True))
    counts = Counter(heads)
    verbs = [_verb(table, one.root) for one in found]
    said_by = speakers(table)
    words = [_words(table, one) for one in found]

    def column(values: Iterable[int]) -> Places:
        return np.fromiter(values, dtype=np.int64, count=len(found))

    return Traits(
        kind=column(map(KINDS.index, kinds)),
        role=column(ROLES.index(role_of(table.dep[one.root])) for one in found),
        type=column(TYPES.index(_type(one)) for one in found),
        gender=column(GENDERS.index(one.own.gender) for one in found),
        number=column(NUMBERS.index(one.own.number) for one in found),
        sentence=column(table.sentence[one.root] for one in found),
        root=column(one.root for one in found),
        start=column(one.start for one in found),
        end=column(one.end for one in found),
        quote=column(table.quote[one.root] for one in found),
        verb=column(verbs),
        clause=column(_subject(table, verb) for verb in verbs),
        governor=column(_governor(table, verb) for verb in verbs),
        speaker=column(said_by.get(table.quote[one.root], -1) for one in found),
        text=column(texts),
        head=column(heads),
        count=column(counts[head] for head in heads),
        own=np.array(
            [_own(table, one, verb) for one, verb in zip(found, verbs, strict=True)],
            dtype=np.float32,
        ).reshape(len(found), len(OWN)),
        modifiers=[_modifiers(table, one) for one in found],
        words=words,
        bits=column(_bits(words)),
        acronym=column(_numbered(_acronym(table, one) for one in found)),
        relative=column(_relative(table, one.root) for one in found),
        takes_place=np.array([takes_place(table, one.root) for one in found], dtype=bool),
    )


def _numbered(words: Iterable[str]) -> list[int]:
    """Return a number for each word, the same for equal words; -1 for an empty one."""
    numbers: dict[str, int] = {"": -1}
    return [numbers.setdefault(word, len(numbers)) for word in words]


def _bits(phrases: list[frozenset[str]]) -> Iterator[int]:
    numbers: dict[str, int] = {}
    for words in phrases:
        bits = 0
        for word in sorted(words):
            bits |= 1 << numbers.setdefault(word, len(numbers)) % _BITS
        yield bits


def _type(one: Markable) -> str:
    return "time" if one.form == "date" else type_of(one.own.type)


def _text(table: Columns, one: Markable, kind: str) -> str:
    if one.own.known:
        return one.own.known.key
    if one.own.name:
        return one.own.text.lower()
    if kind in KINDS[:9]:
        return kind
    start = one.start
    while start < one.root and table.pos[start] in ("DET", "PRON"):
        start += 1
    return " ".join(table.lower[start : one.end])


def _head(table: Columns, one: Markable, kind: str) -> str:
    if one.own.known:
        return one.own.known.key
    if one.own.name:
        return table.lower[one.own.name[1] - 1]
    return kind if kind in KINDS[:9] else one.own.text or "*several"


def _modifiers(table: Columns, one: Markable) -> frozenset[str]:
    return frozenset(
        table.lower[child] for child in table.children[one.root] if table.dep[child] in _CONTENT
    )


def _words(table: Columns, one: Markable) -> frozenset[str]:
    first, end = one.own.name or (one.start, min(one.end, one.root + 1))
    return frozenset(
        table.lower[i] for i in range(first, end) if table.pos[i] in ("NOUN", "PROPN", "ADJ", "NUM")
    )


def _acronym(table: Columns, one: Markable) -> str:
    if not one.own.name:
        return ""
    words = table.words[slice(*one.own.name)]
    if len(words) == 1:
        letters = words[0].replace(".", "") if words[0].isupper() else ""
    else:
        letters = "".join(w[0] for w in words if w[0].isupper())
    return letters if len(letters) > 1 else ""


def _relative(table: Columns, i: int) -> int:
    """Return the noun that the innermost relative clause around a word modifies, or -1."""
    for _ in range(8):
        if table.dep[i] == "relcl":
            return table.head[i]
        if table.head[i] == i:
            break
        i = table.head[i]
    return -1


def _verb(table: Columns, i: int) -> int:
    """Return the verb whose clause a phrase stands in, or -1."""
    at = table.head[i]
    for _ in range(6):
        if table.pos[at] in ("VERB", "AUX"):
            return at
        if table.head[at] == at:
            return -1
        at = table.head[at]
    return -1


def _subject(table: Columns, verb: int) -> int:
    """Return the subject of a clause, or -1."""
    subject = table.subject_of(verb) if verb >= 0 else None
    return -1 if subject is None else subject


def _governor(table: Columns, verb: int) -> int:
    """Return the subject of the clause that a clause depends on, or -1."""
    if verb < 0:
        return -1
    for _ in range(4):
        if table.dep[verb] in _CLAUSES or table.head[verb] == verb:
            break
        verb = table.head[verb]
    if table.head[verb] == verb:
        return -1
    return _subject(table, table.head[verb])


OWN = (
    *("wills", "group noun", "body noun", "person noun", "unnamed", "office", "listed"),
    *("first sentence", "second sentence", "in quote", "has modifiers", "has clause", "length"),
    *("reflexive", "possessive", "pleonastic", "main clause", "place phrase", "of phrase"),
    *("titled line", "first in sentence", "negated", "every", "another", "nested", "by phrase"),
)


def _own(table: Columns, one: Markable, verb: int) -> list[float]:
    root = one.root
    noun = gazetteer.noun(one.own.text) if one.form == "noun" else None
    head, dep = table.head[root], table.dep[root]
    before = [table.lower[c] for c in table.children[root] if c < root]
    prep = table.lower[head] if dep == "pobj" else ""
    sentence = table.sentence[root]
    wills = dep == "nsubj" and table.lemma[head] in gazetteer.volition_verbs()
    return [
        float(wills),
        float(noun is not None and noun.kind == "group"),
        float(noun is not None and noun.kind == "body"),
        float(noun is not None and noun.kind in ("person", "human")),
        float(one.own.anonymous),
        float(noun is not None and noun.office),
        float(noun is not None),
        float(sentence == 0),
        float(sentence == 1),
        float(table.quote[root] >= 0),
        float(any(table.dep[c] in _CONTENT for c in table.children[root])),
        float(any(table.dep[c] in ("relcl", "acl", "prep") for c in table.children[root])),
        min(one.end - one.start, 20) / 10,
        float(table.lower[root] in _REFLEXIVE),
        float(dep == "poss"),
        float(pleonastic(table, root)),
        float(verb >= 0 and table.dep[verb] == "ROOT"),
        float(prep in _PLACE_PREPOSITIONS),
        float(prep == "of"),
        float(root in table.casing.titled),
        float(one.start == 0 or table.sentence[one.start - 1] != sentence),
        float("no" in before or "any" in before),
        float("every" in before or "each" in before),
        float("another" in before or "other" in before),
        float(dep in ("pobj", "poss") and table.pos[table.head[head]] in ("NOUN", "PROPN")),
        float(prep == "by"),
    ]
