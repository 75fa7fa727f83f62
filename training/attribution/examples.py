"""Turning a corpus of attributions into what the tagger learns from."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc

from sayso.annotate.annotator import load_pipeline, parse_text
from sayso.annotate.attribution.build import drafts
from sayso.annotate.attribution.candidates import candidates
from sayso.annotate.attribution.drafts import quoted_stretches
from sayso.annotate.tagger.table import CONTENT, CUE, SOURCE, Numbers, Table, table
from sayso.model import Article
from sayso.read import blocks

_ROLES = (("content", CONTENT), ("source", SOURCE), ("cue", CUE))
_UNUSED = (
    "times",
    "mentions",
    "coreference",
    "linking",
    "attribution",
    "characterization",
    "events",
    "certainty",
)


@dataclass(frozen=True, slots=True)
class Example:
    """A document to learn from.

    `gold` has for the head of each cue the tokens of its attribution with their roles.
    """

    name: str
    words: list[str]
    table: Table
    gold: dict[int, list[tuple[int, int]]]


def parser(model: str | None) -> Language:
    """Return the pipeline up to what the tagger needs; there may be no trained tagger yet."""
    nlp = load_pipeline(model, profile="fast")
    for part in _UNUSED:
        nlp.disable_pipe(f"sayso_{part}")
    return nlp


def parsed(nlp: Language, text: str) -> Doc:
    """Return the text parsed as the annotator would parse it."""
    digest = hashlib.sha256(text.encode()).hexdigest()
    article = Article(text=text, digest=digest, blocks=blocks(text))
    doc = nlp.make_doc(parse_text(article))
    doc._.sayso_blocks = list(article.blocks)
    return nlp(doc)


def example(name: str, doc: Doc, attributions: list[dict[str, Any]]) -> Example:
    """Return a parsed document with its annotated attributions as an example."""
    found = table(doc, quoted_stretches(doc), list(candidates(doc)), drafts(doc))
    starts = np.array([t.idx for t in doc])
    ends = np.array([t.idx + len(t) for t in doc])
    spaces = np.array([t.is_space for t in doc])
    gold: dict[int, list[tuple[int, int]]] = {}
    for attribution in attributions:
        roles: dict[int, int] = {}
        for name_of_role, role in _ROLES:
            for start, end in attribution.get(name_of_role) or []:
                for i in np.nonzero((starts < end) & (ends > start) & ~spaces)[0]:
                    roles[int(i)] = role
        cue = sorted(i for i, role in roles.items() if role == CUE)
        if cue:
            gold[doc[cue[0] : cue[-1] + 1].root.i] = sorted(roles.items())
    return Example(name, [t.text for t in doc], found, gold)


def read(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the documents of a corpus: name, text and attributions with their spans."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def roles_of(gold: list[tuple[int, int]], cue: int, before: int, width: int) -> Numbers:
    """Return the roles of the places around a cue."""
    out = np.zeros(width, dtype=np.int64)
    for i, role in gold:
        place = i - cue + before
        if 0 <= place < width:
            out[place] = role
    return out
