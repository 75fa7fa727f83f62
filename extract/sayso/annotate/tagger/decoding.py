"""From scores to spans: the likeliest source, cue and content of each attribution."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sayso.annotate.tagger.table import CONTENT, CUE, SOURCE

Scores = NDArray[np.float64]
Stretch = tuple[int, int]

CHANGE = 0.75
"""What it costs, in nats, to enter or to leave a stretch of content."""


def best_stretch(gains: Scores) -> Stretch | None:
    """Return the stretch with the greatest sum, or None where no sum is positive."""
    best, found, total, start = 0.0, None, 0.0, 0
    for i, gain in enumerate(gains):
        if total <= 0:
            total, start = 0.0, i
        total += float(gain)
        if total > best:
            best, found = total, (start, i + 1)
    return found


def stretches(gains: Scores) -> list[Stretch]:
    """Return the stretches that together gain most, where each of their two edges costs `CHANGE`.

    The last edge is free: what is attributed may go on beyond the places that are looked at.
    """
    outside, inside = 0.0, float("-inf")
    entered: list[bool] = []
    left: list[bool] = []
    for gain in gains.tolist():
        entered.append(outside - CHANGE > inside)
        left.append(inside - CHANGE > outside)
        outside, inside = (
            max(outside, inside - CHANGE),
            max(inside, outside - CHANGE) + gain,
        )
    found: list[Stretch] = []
    within, end = inside > outside, len(gains)
    for i in range(len(gains) - 1, -1, -1):
        if within and entered[i]:
            found.append((i, end))
            within = False
        elif not within and left[i]:
            within, end = True, i
    return found[::-1]


def log_shares(scores: Scores) -> Scores:
    """Return the logarithms of the softmax over the last axis."""
    shifted = scores - scores.max(-1, keepdims=True)
    shares: Scores = shifted - np.log(np.exp(shifted).sum(-1, keepdims=True))
    return shares


def decoded(scores: Scores, there: NDArray[np.bool_], anchor: int) -> dict[int, list[Stretch]]:
    """Return the stretches of each role, as places, from the scores (places, 4) of one cue."""
    shares = log_shares(scores)
    shares[~there] = (0.0, -99.0, -99.0, -99.0)
    found: dict[int, list[Stretch]] = {}
    others = {
        role: np.logaddexp.reduce(np.delete(shares, role, axis=1), axis=1)
        for role in (SOURCE, CUE, CONTENT)
    }
    gains = {role: shares[:, role] - others[role] for role in others}
    gains[CUE][anchor] += 5.0
    for role in (SOURCE, CUE):
        best = best_stretch(gains[role])
        found[role] = [best] if best else []
    taken = gains[CONTENT].copy()
    for role in (SOURCE, CUE):
        for start, end in found[role]:
            taken[start:end] = -99.0
    found[CONTENT] = stretches(taken)
    return found
