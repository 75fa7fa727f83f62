"""A document as the ranker sees it: its phrases, what is known of each, and what it may mean."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sayso.annotate.coreference.clusters import Clusters
from sayso.annotate.coreference.markables import Markable, markables
from sayso.annotate.coreference.names import join_names
from sayso.annotate.coreference.nominals import join_nominals
from sayso.annotate.coreference.options import options
from sayso.annotate.coreference.pairs import own_features
from sayso.annotate.coreference.traits import Numbers, Places, Traits, traits
from sayso.annotate.mentions.candidate import Found


@dataclass(slots=True)
class Problem:
    """A document as the ranker sees it: its phrases, what is known of them, what each may mean.

    `rules` are for each phrase the chain that the rules for names give it, and the one that the
    rules for names and nouns give it, or -1.
    """

    phrases: list[Markable]
    of: Traits
    own: Numbers
    rules: tuple[Places, Places]
    options: list[Places]


def problem(found: Found) -> Problem:
    """Prepare a document for the ranker."""
    phrases = markables(found)
    of = traits(found.columns, phrases)
    rules = _rules(found, phrases)
    return Problem(phrases, of, own_features(of), rules, options(of, rules))


def _rules(found: Found, phrases: list[Markable]) -> tuple[Places, Places]:
    parts = Clusters(found.candidates)
    join_names(parts)
    names = [parts.of(n) for n in range(len(found.candidates))]
    join_nominals(parts, found)
    nouns = [parts.of(n) for n in range(len(found.candidates))]
    called: dict[str, int] = {}
    for n, candidate in enumerate(found.candidates):
        if candidate.name:
            called.setdefault(_key(candidate.text, candidate.known), n)
    at = [
        one.candidate
        if one.candidate >= 0
        else called.get(_key(one.own.text, one.own.known), -1)
        if one.form == "adjective"
        else -1
        for one in phrases
    ]
    return (
        np.array([names[n] if n >= 0 else -1 for n in at], dtype=np.int64),
        np.array([nouns[n] if n >= 0 else -1 for n in at], dtype=np.int64),
    )


def _key(text: str, known: object) -> str:
    return str(getattr(known, "key", None) or text.lower())
