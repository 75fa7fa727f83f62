"""Documents with gold chains, made into examples: phrases, their options, and which are right."""

from __future__ import annotations

import itertools
import json
import re
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from spacy.tokens import Doc

from sayso.annotate.annotator import Annotator
from sayso.annotate.coreference.chains import Chains
from sayso.annotate.coreference.pairs import blocks as blocks_of_pairs
from sayso.annotate.coreference.problem import Problem, problem
from sayso.annotate.coreference.standing import chain_features, whole
from sayso.annotate.coreference.traits import Numbers, Places
from sayso.annotate.mentions.candidate import found_in
from sayso.model import Article
from sayso.read import blocks

Place = tuple[int, int]
_POSSESSIVE = re.compile(r"\s*[’']s?$")


@dataclass(slots=True)
class Example:
    """A document: `gold` is the chain of each phrase or -1; `pairs` and `right` go by option."""

    name: str
    genre: str
    text: str
    clusters: list[list[Place]]
    problem: Problem
    spans: list[Place]
    gold: Places
    pairs: list[Numbers]
    right: list[Places]


def examples(path: Path) -> list[Example]:
    """Read and annotate the documents of a file with coreference."""
    annotator = Annotator()
    for pipe in annotator.nlp.pipe_names[annotator.nlp.pipe_names.index("sayso_mentions") + 1 :]:
        annotator.nlp.remove_pipe(pipe)
    with path.open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    return [_example(row, _doc(annotator, row["text"])) for row in rows]


def _doc(annotator: Annotator, text: str) -> Doc:
    return annotator.doc(Article(text=text, digest="", blocks=blocks(text)))


def _example(row: dict[str, object], doc: Doc) -> Example:
    found = found_in(doc)
    assert found is not None
    given = problem(found)
    text = str(row["text"])
    spans = [_cleaned(text, doc[p.start].idx, _end(doc, p.end)) for p in given.phrases]
    clusters: list[list[Place]] = [[(s, e) for s, e in c] for c in row["clusters"]]  # type: ignore[attr-defined]
    gold = _gold(doc, given, spans, clusters)
    pairs, right = _options(given, gold)
    return Example(
        str(row["doc"]), str(row["genre"]), text, clusters, given, spans, gold, pairs, right
    )


def _end(doc: Doc, end: int) -> int:
    return int(doc[end - 1].idx) + len(doc[end - 1])


def _cleaned(text: str, start: int, end: int) -> Place:
    ending = _POSSESSIVE.search(text[start:end])
    if ending and end - start > len(ending.group()):
        end -= len(ending.group())
    return start, end


def _gold(doc: Doc, given: Problem, spans: list[Place], clusters: list[list[Place]]) -> Places:
    """Return the gold chain of each phrase: the one with its words, or else with its head."""
    text = doc.text
    chain = {_cleaned(text, s, e): n for n, places in enumerate(clusters) for s, e in places}
    gold = np.array([chain.get(span, -1) for span in spans], dtype=np.int64)
    met = set(spans)
    by_root: dict[int, list[int]] = {}
    for k, phrase in enumerate(given.phrases):
        by_root.setdefault(phrase.root, []).append(k)
    for place, number in chain.items():
        words = doc.char_span(*place, alignment_mode="expand")
        if place in met or words is None:
            continue
        for k in by_root.get(words.root.i, []):
            if gold[k] < 0 and given.phrases[k].form != "several":
                gold[k] = number
                break
    return gold


def _options(given: Problem, gold: Places) -> tuple[list[Numbers], list[Places]]:
    """Return the features of each option, with gold chains before it, and which are right."""
    chains = Chains(given.of)
    latest: dict[int, int] = {}
    pairs: list[Numbers] = []
    right: list[Places] = []
    fixed = (
        block.rows[start:end]
        for block in blocks_of_pairs(given.of, given.rules, given.options)
        for start, end in itertools.pairwise(block.starts)
    )
    for i, (js, rows) in enumerate(zip(given.options, fixed, strict=True)):
        own = int(gold[i])
        pairs.append(whole(rows, chain_features(given.of, chains, i, js)))
        right.append((gold[js] == own) & (own >= 0))
        if own >= 0:
            if own in latest:
                chains.join(i, latest[own])
            latest[own] = i
    return pairs, right
