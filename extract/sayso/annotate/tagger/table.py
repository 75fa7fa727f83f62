"""What the tagger sees of a parsed document: a table of small numbers, a row a token.

The columns say what the parse, the names, the quotation marks and the rules make of a token. The
numbers are positions in the lists below, which the weights were trained with: a change to a list
needs a new training.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray
from spacy.strings import StringStore
from spacy.tokens import Doc

from sayso.annotate.attribution.candidates import Candidate
from sayso.annotate.attribution.clauses import phrase
from sayso.annotate.attribution.drafts import Draft, Quoted
from sayso.annotate.attribution.lexicon import speech_acts

LABELS = tuple(
    "ROOT acl acomp advcl advmod agent amod appos attr aux auxpass case cc ccomp compound conj "
    "csubj csubjpass dative dep det dobj expl intj mark meta neg nmod npadvmod nsubj nsubjpass "
    "nummod oprd parataxis pcomp pobj poss preconj predet prep prt punct quantmod relcl "
    "xcomp".split()
)
PARTS = tuple(
    "ADJ ADP ADV AUX CCONJ DET INTJ NOUN NUM PART PRON PROPN PUNCT SCONJ SYM VERB X SPACE".split()
)
ENTITIES = (
    "PERSON",
    "ORG",
    "GPE",
    "NORP",
    "LOC",
    "DATE",
    "TIME",
    "FAC",
    "EVENT",
    "WORK_OF_ART",
    "LAW",
)
FRAMES = tuple(
    "that obj to after as obj-prep wh prep ing obj-to l-prep pass-as name a-that n-prep n-that "
    "a-prep inside pass-to pass-prep pass-obj subj-to pass-that n-to pass-name l-that pass-wh "
    "according a-to reaction pass-subj-to pass-obj-to pass-obj-prep pass-complement pass-after "
    "l-to complement quote signature name-line".split()
)
SHAPES = (
    "lower",
    "title",
    "upper",
    "digits",
    "quote",
    "comma",
    "stop",
    "colon",
    "dash",
    "bracket",
    "space",
    "break",
    "other",
)

COLUMNS = ("label", "part", "entity", "shape", "quoted", "frame", "act", "kept")

_QUOTES = frozenset("\"'“”‘’«»„`") | {"''", "``"}
_STOPS = frozenset(".!?…") | {"...", ".."}
_DASHES = frozenset("-–—―") | {"--"}
_BRACKETS = frozenset("()[]{}")

# Roles as numbers: what the rules take a token for, and what the tagger takes it for.
NONE, SOURCE, CUE, CONTENT = range(4)

Numbers = NDArray[np.int64]
Proposals = dict[int, list[tuple[int, int, int]]]
"""Stretches of tokens with their roles, for the heads of cues."""


@dataclass(frozen=True, slots=True)
class Table:
    """A document as the tagger sees it.

    `features` has a row a token and a column for each of `COLUMNS`; `head`, `left` and `right` are
    the parse (positions of tokens; both edges inclusive), `sentence`, `block` and `quote` number
    what a token lies in (quote −1 for none). `candidates` and `drafts` are what the rules propose
    for the token that they take for the head of a cue: stretches of tokens with their roles.
    """

    features: Numbers
    head: Numbers
    left: Numbers
    right: Numbers
    children: list[list[int]]
    sentence: Numbers
    block: Numbers
    quote: Numbers
    candidates: Proposals
    drafts: Proposals


@cache
def acts() -> tuple[str, ...]:
    """Return the speech acts of the lexicon in order."""
    return tuple(sorted({found[0] for found in speech_acts().values()}))


def sizes() -> tuple[int, ...]:
    """Return how many values each column of the table can take."""
    return (
        len(LABELS) + 1,
        len(PARTS) + 1,
        len(ENTITIES) + 1,
        len(SHAPES),
        4,
        len(FRAMES) + 1,
        len(acts()) + 1,
        2,
    )


def table(
    doc: Doc, quotes: list[Quoted], candidates: list[Candidate], drafts: list[Draft]
) -> Table:
    """Return the table of a parsed document and of what the rules have found in it."""
    n = len(doc)
    raw = np.asarray(
        doc.to_array(["DEP", "POS", "ENT_TYPE", "LEMMA", "HEAD", "SENT_START"]), dtype=np.uint64
    )
    features = np.zeros((n, len(COLUMNS)), dtype=np.int64)
    strings = doc.vocab.strings
    for column, listed in ((0, LABELS), (1, PARTS), (2, ENTITIES)):
        features[:, column] = _numbered(raw[:, column], listed, strings)
    features[:, 3] = [_shape(token.text) for token in doc]
    features[:, 6] = _acts_of(raw[:, 3], strings)
    quote = _number_quotes(quotes, features)
    proposed = _note_candidates(candidates, features)
    kept = _note_drafts(drafts, features)
    head = np.arange(n) + raw[:, 4].astype(np.int64)
    children = _children(head)
    left, right = _edges(head, children)
    return Table(
        features=features,
        head=head,
        left=left,
        right=right,
        children=children,
        sentence=np.cumsum(raw[:, 5].astype(np.int64) == 1),
        block=_number_blocks(doc),
        quote=quote,
        candidates=proposed,
        drafts=kept,
    )


def _number_quotes(quotes: list[Quoted], features: Numbers) -> Numbers:
    """Return the number of the quotation around each token; note in `features` what it is."""
    quote = np.full(len(features), -1, dtype=np.int64)
    for quoted in quotes:
        quote[quoted.start : quoted.end] = quoted.number
        features[quoted.start : quoted.end, 4] = 2 if quoted.speech else 1
        features[quoted.start, 4] = 3
        if not quoted.open_ended:
            features[quoted.end - 1, 4] = 3
    return quote


def _note_candidates(candidates: list[Candidate], features: Numbers) -> Proposals:
    """Return the first candidate of each cue; note its frame in `features`."""
    proposed: Proposals = {}
    for candidate in candidates:
        i = candidate.cue.i
        if i in proposed or not candidate.content:
            continue
        features[i, 5] = _frame(candidate.frame)
        noun = candidate.source
        source = [phrase(noun)] if noun is not None else []
        proposed[i] = _roles(source, candidate.content)
    return proposed


def _note_drafts(drafts: list[Draft], features: Numbers) -> Proposals:
    """Return what the rules keep for each cue; note in `features` that they do."""
    kept: Proposals = {}
    for draft in drafts:
        i = draft.cue.i
        features[i, 5] = _frame(draft.frame)
        features[i, 7] = 1
        kept[i] = _roles([draft.source] if draft.source else [], draft.content)
    return kept


def _children(head: Numbers) -> list[list[int]]:
    children: list[list[int]] = [[] for _ in head]
    for i, h in enumerate(head.tolist()):
        if h != i:
            children[h].append(i)
    return children


def _number_blocks(doc: Doc) -> Numbers:
    starts = np.array([block.start for block in doc._.sayso_blocks], dtype=np.int64)
    places = np.array([token.idx for token in doc], dtype=np.int64)
    return np.searchsorted(starts, places, side="right")


def _numbered(values: NDArray[np.uint64], listed: tuple[str, ...], strings: StringStore) -> Numbers:
    """Return for each hash the place of its string in the list, from 1; 0 for all others."""
    places = {strings[name]: place for place, name in enumerate(listed, start=1)}
    kinds, inverse = np.unique(values, return_inverse=True)
    return np.array([places.get(int(kind), 0) for kind in kinds], dtype=np.int64)[inverse]


def _acts_of(lemmas: NDArray[np.uint64], strings: StringStore) -> Numbers:
    kinds, inverse = np.unique(lemmas, return_inverse=True)
    listed, order = speech_acts(), acts()
    numbers = []
    for kind in kinds:
        lemma = strings[int(kind)].lower()
        found = next(
            (
                listed[lemma, part]
                for part in ("verb", "noun", "adjective")
                if (lemma, part) in listed
            ),
            None,
        )
        numbers.append(order.index(found[0]) + 1 if found else 0)
    return np.array(numbers, dtype=np.int64)[inverse]


@cache
def _shape(text: str) -> int:
    if text.isspace():
        return SHAPES.index("break" if "\n" in text else "space")
    for name, members in (
        ("quote", _QUOTES),
        ("stop", _STOPS),
        ("dash", _DASHES),
        ("bracket", _BRACKETS),
    ):
        if text in members:
            return SHAPES.index(name)
    if text in (",", ";"):
        return SHAPES.index("comma")
    if text == ":":
        return SHAPES.index("colon")
    if text[:1].isdigit():
        return SHAPES.index("digits")
    if text.islower():
        return SHAPES.index("lower")
    if len(text) > 1 and text.isupper():
        return SHAPES.index("upper")
    return SHAPES.index("title" if text[:1].isupper() else "other")


def _frame(name: str) -> int:
    return FRAMES.index(name) + 1 if name in FRAMES else 0


def _roles(
    source: list[tuple[int, int]], content: list[tuple[int, int]]
) -> list[tuple[int, int, int]]:
    return [(a, b, CONTENT) for a, b in content] + [(a, b, SOURCE) for a, b in source]


def _edges(head: Numbers, children: list[list[int]]) -> tuple[Numbers, Numbers]:
    """Return the first and the last token of the subtree of each token."""
    n = len(head)
    left, right = list(range(n)), list(range(n))
    order = [i for i in range(n) if head[i] == i]
    for i in order:  # grows while it is read: parents before their children
        order.extend(children[i])
    for i in reversed(order):
        for c in children[i]:
            left[i] = min(left[i], left[c])
            right[i] = max(right[i], right[c])
    return np.array(left, dtype=np.int64), np.array(right, dtype=np.int64)
