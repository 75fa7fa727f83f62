"""How each token around a cue stands to it: distance, sentence, quotation, parse and the rules."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sayso.annotate.tagger.table import LABELS, Numbers, Table

BEFORE = AFTER = 64
"""How many tokens before and after the head of a cue are looked at."""
WIDTH = BEFORE + 1 + AFTER

RELATIONS = ("distance", "place", "climb", "branch", "candidate", "draft", "quote")
_STEPS = 11  # of distance, to each side
_CLIMBS = 4
_SELF = len(LABELS) + 1
SIZES = (2 * _STEPS + 1, 15, _CLIMBS + 2, len(LABELS) + 2, 4, 4, 3)


def _distances() -> Numbers:
    away = np.arange(-BEFORE, AFTER + 1)
    steps = np.minimum(np.ceil(2 * np.log2(np.abs(away) + 1)), _STEPS).astype(np.int64)
    distances: Numbers = np.sign(away) * steps + _STEPS
    return distances


DISTANCES = _distances()


def relations(table: Table, cue: int) -> tuple[Numbers, NDArray[np.bool_]]:
    """Return the relations of the tokens around the cue, and which of the places hold a token.

    The first array has the shape (WIDTH, len(RELATIONS)), the second (WIDTH,); row BEFORE is the
    cue's head.
    """
    n = len(table.head)
    first, last = max(0, cue - BEFORE), min(n, cue + AFTER + 1)
    low = BEFORE - (cue - first)
    high = low + (last - first)
    out = np.zeros((WIDTH, len(RELATIONS)), dtype=np.int64)
    there = np.zeros(WIDTH, dtype=np.bool_)
    there[low:high] = True
    out[:, 0] = DISTANCES
    sentences = np.clip(table.sentence[first:last] - table.sentence[cue], -2, 2) + 2
    blocks = np.clip(table.block[first:last] - table.block[cue], -1, 1) + 1
    out[low:high, 1] = 3 * sentences + blocks
    climb, branch = _paths(table, cue, first, last)
    out[low:high, 2], out[low:high, 3] = climb, branch
    for column, found in ((4, table.candidates), (5, table.drafts)):
        for start, end, role in found.get(cue, ()):
            start, end = max(start, first), min(end, last)
            if start < end:
                out[low + start - first : low + end - first, column] = role
    own = table.quote[cue]
    quotes = table.quote[first:last]
    out[low:high, 6] = np.where(quotes < 0, 0, np.where(quotes == own, 1, 2))
    return out, there


def _paths(table: Table, cue: int, first: int, last: int) -> tuple[Numbers, Numbers]:
    """Return how far one climbs from the cue to what holds a token, and down which branch."""
    climb = np.full(last - first, _CLIMBS + 1, dtype=np.int64)
    branch = np.zeros(last - first, dtype=np.int64)
    node, below = cue, -1
    for level in range(_CLIMBS + 1):
        spots = [(node, node, _SELF)] + [
            (table.left[c], table.right[c], table.features[c, 0])
            for c in table.children[node]
            if c != below
        ]
        for left, right, label in spots:
            start, end = max(int(left), first) - first, min(int(right) + 1, last) - first
            if start < end:
                free = climb[start:end] > _CLIMBS
                climb[start:end][free] = level
                branch[start:end][free] = label
        if table.head[node] == node:
            break
        node, below = int(table.head[node]), node
    return climb, branch
