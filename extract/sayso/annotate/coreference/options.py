"""Which earlier phrases a phrase may mean: the nearest ones, and those with its words, however far.

Their number is bounded, so that the work grows with the length of a document and not its square.
"""

from __future__ import annotations

from collections import defaultdict

import numpy as np

from sayso.annotate.coreference.kinds import PRONOUNS
from sayso.annotate.coreference.traits import Places, Traits

_NEAREST = 25
_PRONOUN_NEAREST = 50
_ALIKE = 6


def options(of: Traits, rules: tuple[Places, Places]) -> list[Places]:
    """Return for each phrase the earlier phrases it may mean, in the order of the text."""
    by_key: dict[tuple[str, int | str], list[int]] = defaultdict(list)
    found: list[Places] = []
    for i in range(len(of.root)):
        pronoun = int(of.kind[i]) in PRONOUNS
        near = range(max(0, i - (_PRONOUN_NEAREST if pronoun else _NEAREST)), i)
        chosen = set(near)
        keys: list[tuple[str, int | str]] = [("head", int(of.head[i]))]
        keys += [("rule", int(r[i])) for r in rules[1:] if r[i] >= 0]
        if not pronoun:
            keys += [("word", word) for word in sorted(of.words[i])]
            if of.acronym[i] >= 0:
                keys.append(("acronym", int(of.acronym[i])))
        for key in keys:
            before = by_key[key]
            chosen.update(before[-_ALIKE:])
            chosen.update(before[:1])
            before.append(i)
        found.append(np.array(sorted(chosen), dtype=np.int64))
    return found
