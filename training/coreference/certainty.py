"""How sure a link is: its share by the networks, mapped to how often such links are right.

The networks are surer than they are right. For each kind of network the logit of the share is
stretched and moved so that the links of documents it has not seen fit best (Platt 1999,
"Probabilistic outputs for support vector machines").
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sayso.annotate.coreference.kinds import THIRD
from sayso.annotate.coreference.ranker import NETWORKS, Ranker, logit
from sayso.annotate.coreference.resolving import resolve
from training.coreference.documents import Example

_STEPS = 50
_DECAY = 1e-3
_BINS = 10
Doubles = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Link:
    """A phrase and its chain: the fold it is of, the kind of network, its share, if it is right.

    It is right if the phrase of the chain before it is of the same gold chain.
    """

    fold: int
    kind: str
    share: float
    right: bool


def links(by: Sequence[tuple[Example, Ranker]]) -> list[Link]:
    """Return the links of documents, each resolved by its ranker; one ranker makes one fold.

    The rankers are to have no certainty fitted yet.
    """
    folds: dict[int, int] = {}
    made: list[Link] = []
    for one, ranker in by:
        fold = folds.setdefault(id(ranker), len(folds))
        found = resolve(one.problem, ranker)
        for i, share in enumerate(found.confidence.tolist()):
            before = [j for j in found.chains.members[int(found.chains.of[i])] if j < i]
            if before:
                right = int(one.gold[i]) >= 0 and bool(one.gold[before[-1]] == one.gold[i])
                kind = "third" if int(one.problem.of.kind[i]) in THIRD else "rest"
                made.append(Link(fold, kind, share, right))
    return made


def fitted(seen: Sequence[Link]) -> dict[str, tuple[float, float]]:
    """Return for each kind the offset and the slope that fit its links best."""
    return {kind: _fitted([link for link in seen if link.kind == kind]) for kind in NETWORKS}


def _fitted(seen: Sequence[Link]) -> tuple[float, float]:
    rows = np.array([(1.0, logit(link.share)) for link in seen]).reshape(len(seen), 2)
    right = np.array([link.right for link in seen], dtype=np.float64)
    line = np.zeros(2)
    for _ in range(_STEPS):
        likely = 1 / (1 + np.exp(-rows @ line))
        curve = (rows * (likely * (1 - likely))[:, None]).T @ rows + _DECAY * np.eye(2)
        line = line + np.linalg.solve(curve, rows.T @ (right - likely) - _DECAY * line)
    return float(line[0]), float(line[1])


def report(seen: Sequence[Link]) -> list[str]:
    """Return by certainty how many links there are and how many are right.

    First by the share alone, then as mapped by what the links of the other folds fit.
    """
    right = np.array([link.right for link in seen], dtype=np.float64)
    shares = np.array([link.share for link in seen])
    mapped = np.zeros(len(seen))
    for fold in sorted({link.fold for link in seen}):
        lines = fitted([link for link in seen if link.fold != fold])
        for n, link in enumerate(seen):
            if link.fold == fold:
                offset, slope = lines[link.kind]
                mapped[n] = 1 / (1 + np.exp(-offset - slope * logit(link.share)))
    return [*_table("share", shares, right), *_table("mapped, held out", mapped, right)]


def _table(name: str, sure: Doubles, right: Doubles) -> list[str]:
    bins = np.minimum((sure * _BINS).astype(int), _BINS - 1)
    lines: list[str] = []
    error = 0.0
    for n in range(_BINS):
        here = bins == n
        if here.any():
            mean, share = sure[here].mean(), right[here].mean()
            error += abs(mean - share) * here.mean()
            lines.append(
                f"sure {n / _BINS:.1f} and up: {here.sum():5d} links, "
                f"mean {mean:.2f}, right {share:.2f}"
            )
    brier = ((sure - right) ** 2).mean()
    return [f"{name}: expected calibration error {error:.3f}, Brier score {brier:.3f}", *lines]
