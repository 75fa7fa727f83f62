"""Cutting a document into windows that the encoder can take, with context on each side."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sayso.annotate.tagger.table import Numbers
from sayso.annotate.tagger.wordpieces import WordPieces

LENGTH = 256
"""Word pieces in a window, the two marks at its ends included."""
MARGIN = 8
"""Word pieces at the ends of a window that another window is the judge of."""


def windows(pieces: WordPieces, words: list[str]) -> tuple[Numbers, NDArray[np.bool_], Numbers]:
    """Return the pieces of each window, which of the places are filled, and where each word is.

    The shapes are (windows, longest window), the same, and (words,): the place of a word's first
    piece in the windows laid end to end, in the window in which it has most context.
    """
    found = [pieces.of(word) for word in words]
    flat = np.array([n for word in found for n in word], dtype=np.int64)
    lengths = np.array([len(word) for word in found], dtype=np.int64)
    firsts = np.concatenate([[0], np.cumsum(lengths)[:-1]]).astype(np.int64)
    room = LENGTH - 2
    total = len(flat)
    if total <= room:
        starts = [0]
    else:
        step = room - 2 * MARGIN
        count = -(-(total - 2 * MARGIN) // step)
        # Windows of equal length, as short as their number allows.
        room = -(-(total - 2 * MARGIN) // count) + 2 * MARGIN
        starts = [k * (room - 2 * MARGIN) for k in range(count)]
    width = min(total, room) + 2
    ids = np.zeros((len(starts), width), dtype=np.int64)
    filled = np.zeros((len(starts), width), dtype=np.bool_)
    for k, start in enumerate(starts):
        part = flat[start : start + room]
        ids[k, 0], ids[k, len(part) + 1] = pieces.start, pieces.end
        ids[k, 1 : len(part) + 1] = part
        filled[k, : len(part) + 2] = True
    step = room - 2 * MARGIN
    window = (
        np.clip((firsts - MARGIN) // step, 0, len(starts) - 1) if len(starts) > 1 else 0 * firsts
    )
    where = window * width + 1 + firsts - window * step
    return ids, filled, where.astype(np.int64)
