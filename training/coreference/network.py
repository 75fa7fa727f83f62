"""Fitting one network of the ranker: gradient descent in plain numpy, one thread, one seed.

The loss of a phrase is the negative logarithm of the share that falls on the options of its gold
chain, or on "none" where it begins a chain. Units and features are dropped at random against
learning the few documents by heart.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from sayso.annotate.coreference.pairs import PAIR, own_names
from sayso.annotate.coreference.ranker import Network
from sayso.annotate.coreference.traits import Numbers, Places
from training.coreference.documents import Example

_BATCH = 64
_WARM_UP = 100
_LEAST_SHARE = 0.02
_BETA1, _BETA2, _TINY = 0.9, 0.999, 1e-8


@dataclass(frozen=True, slots=True)
class Settings:
    """How a network is fitted; `drop_features` and `drop_units` are shares.

    `nearest` is how many options of a phrase are learned from, the nearest ones.
    """

    hidden: int = 64
    hidden_alone: int = 32
    epochs: int = 40
    rate: float = 2e-3
    decay: float = 1e-2
    drop_units: float = 0.5
    drop_features: float = 0.2
    nearest: int = 100


@dataclass(slots=True)
class _Batch:
    later: Numbers
    earlier: Numbers
    pairs: Numbers
    right: Places
    counts: Places

    @property
    def of(self) -> Places:
        """Return for each option the place of its phrase in the batch."""
        return np.repeat(np.arange(len(self.counts)), self.counts)


def fit(
    examples: Sequence[Example], kinds: frozenset[int], settings: Settings, seed: int
) -> Network:
    """Fit a network to the phrases whose kind is in `kinds`."""
    rng = np.random.default_rng(seed)
    weights = _initial(settings, rng)
    first = {k: np.zeros_like(v) for k, v in weights.items()}
    second = {k: np.zeros_like(v) for k, v in weights.items()}
    places = [
        (n, i)
        for n, example in enumerate(examples)
        for i in range(len(example.gold))
        if int(example.problem.of.kind[i]) in kinds and len(example.problem.options[i])
    ]
    steps = settings.epochs * -(-len(places) // _BATCH)
    done = 0
    for _ in range(settings.epochs):
        for batch in _batches(examples, places, settings.nearest, rng):
            gradient = _gradient(weights, batch, settings, rng)
            done += 1
            share = min(1.0, done / _WARM_UP) * max(_LEAST_SHARE, 1 - done / steps)
            for name, slope in gradient.items():
                first[name] = _BETA1 * first[name] + (1 - _BETA1) * slope
                second[name] = _BETA2 * second[name] + (1 - _BETA2) * slope * slope
                step = (first[name] / (1 - _BETA1**done)) / (
                    np.sqrt(second[name] / (1 - _BETA2**done)) + _TINY
                )
                if weights[name].ndim > 1 or name in ("out", "out2", "direct"):
                    step = step + settings.decay * weights[name]
                weights[name] -= (settings.rate * share * step).astype(np.float32)
    return Network(weights)


def _initial(settings: Settings, rng: np.random.Generator) -> dict[str, Numbers]:
    own, pair = len(own_names()), len(PAIR)
    hidden, alone = settings.hidden, settings.hidden_alone

    def normal(scale: float, *shape: int) -> Numbers:
        return (rng.standard_normal(shape) * scale).astype(np.float32)

    return {
        "later": normal(0.5 * (2 / own) ** 0.5, own, hidden),
        "earlier": normal(0.5 * (2 / own) ** 0.5, own, hidden),
        "pair": normal(0.5 * (2 / pair) ** 0.5, pair, hidden),
        "bias": np.zeros(hidden, np.float32),
        "out": normal(0.1, hidden),
        "direct": np.zeros(pair, np.float32),
        "alone": normal(0.7 * (2 / own) ** 0.5, own, alone),
        "bias2": np.zeros(alone, np.float32),
        "out2": normal(0.1, alone),
        "none": np.zeros(1, np.float32),
    }


def _batches(
    examples: Sequence[Example],
    places: list[tuple[int, int]],
    nearest: int,
    rng: np.random.Generator,
) -> Iterator[_Batch]:
    order = rng.permutation(len(places))
    for start in range(0, len(order), _BATCH):
        chosen = [places[k] for k in order[start : start + _BATCH]]
        yield _Batch(
            np.array([examples[n].problem.own[i] for n, i in chosen]),
            np.concatenate(
                [
                    examples[n].problem.own[examples[n].problem.options[i][-nearest:]]
                    for n, i in chosen
                ]
            ),
            np.concatenate([examples[n].pairs[i][-nearest:] for n, i in chosen]),
            np.concatenate([examples[n].right[i][-nearest:] for n, i in chosen]),
            np.array([min(nearest, len(examples[n].right[i])) for n, i in chosen]),
        )


def _mask(rng: np.random.Generator, share: float, *shape: int) -> Numbers:
    return ((rng.random(shape) >= share) / (1 - share)).astype(np.float32)


def _gradient(
    weights: dict[str, Numbers], batch: _Batch, settings: Settings, rng: np.random.Generator
) -> dict[str, Numbers]:
    of, size = batch.of, len(batch.counts)
    pairs = batch.pairs * _mask(rng, settings.drop_features, batch.pairs.shape[1])
    raw = pairs @ weights["pair"] + batch.earlier @ weights["earlier"]
    raw += (batch.later @ weights["later"] + weights["bias"])[of]
    kept = _mask(rng, settings.drop_units, size, settings.hidden)[of] * (raw > 0)
    hidden = raw * kept
    scores = hidden @ weights["out"] + pairs @ weights["direct"]
    raw_alone = batch.later @ weights["alone"] + weights["bias2"]
    kept_alone = _mask(rng, settings.drop_units, size, settings.hidden_alone) * (raw_alone > 0)
    alone: Numbers = (raw_alone * kept_alone).astype(np.float32)
    none: Numbers = alone @ weights["out2"] + weights["none"]
    slope, slope_none = _slopes(scores.astype(np.float32), none, batch, of)
    inner = np.outer(slope, weights["out"]) * kept
    starts = np.concatenate([[0], np.cumsum(batch.counts)[:-1]])
    later = np.add.reduceat(inner, starts, axis=0)
    inner_alone = np.outer(slope_none, weights["out2"]) * kept_alone
    return {
        "later": batch.later.T @ later,
        "earlier": batch.earlier.T @ inner,
        "pair": pairs.T @ inner,
        "bias": later.sum(axis=0),
        "out": hidden.T @ slope,
        "direct": pairs.T @ slope,
        "alone": batch.later.T @ inner_alone,
        "bias2": inner_alone.sum(axis=0),
        "out2": alone.T @ slope_none,
        "none": slope_none.sum(keepdims=True),
    }


def _slopes(scores: Numbers, none: Numbers, batch: _Batch, of: Places) -> tuple[Numbers, Numbers]:
    """Return the slope of the loss by each score, and by each score of "none"."""
    size = len(none)
    starts = np.concatenate([[0], np.cumsum(batch.counts)[:-1]])
    top = np.maximum(np.maximum.reduceat(scores, starts), none)
    shares, share_none = np.exp(scores - top[of]), np.exp(none - top)
    total = np.bincount(of, shares, size) + share_none
    right = np.bincount(of, shares * batch.right, size)
    linked = np.bincount(of, batch.right, size) > 0
    wanted = np.where(linked[of], shares * batch.right / np.maximum(right, 1e-20)[of], 0)
    slope = (shares / total[of] - wanted) / size
    slope_none = (share_none / total - ~linked) / size
    return slope.astype(np.float32), slope_none.astype(np.float32)
