"""The trained ranker: small neural networks that weigh each earlier phrase, and none of them.

Two kinds of network, several of each, averaged: one for he, she, it and they, one for the rest.
Each has a hidden layer over the features of both phrases and of the pair, and another over those of
the later phrase alone, which gives the weight of meaning nothing that came before. `ranker.npz` is
made by `python -m training.coreference`.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import numpy as np

from sayso.annotate.coreference.traits import Numbers

WEIGHTS = Path(__file__).with_name("ranker.npz")
# Network parts: of the later phrase, the earlier one, the pair; of the later phrase for "none".
PARTS = ("later", "earlier", "pair", "bias", "out", "direct", "alone", "bias2", "out2", "none")
NETWORKS = ("third", "rest")
# Multiplications from which on OpenBLAS begins to use several threads.
_ONE_THREAD = 200_000
# The certainty of links before it has been measured: the share itself.
_AS_SHARED = dict.fromkeys(NETWORKS, (0.0, 1.0))
_SUREST = 0.99  # beyond this and its complement shares are taken for equal


@dataclass(frozen=True, slots=True)
class Network:
    """The weights of one network by the names of PARTS."""

    parts: dict[str, Numbers]


@dataclass(frozen=True, slots=True)
class Ensemble:
    """Networks of one kind side by side, which give the mean of their scores.

    What adds up is computed for many pairs at once, before it is known which chains they meet: the
    hidden units, with the direct weights of the pair as a last unit.
    """

    parts: dict[str, Numbers]
    margin: float
    certainty: tuple[float, float]

    def sure(self, share: float) -> float:
        """Return how often a link is right that has such a share of the options."""
        offset, slope = self.certainty
        return 1 / (1 + math.exp(-offset - slope * logit(share)))

    def hidden(self, later: Numbers, earlier: Numbers, pairs: Numbers) -> Numbers:
        """Return what the three give to the hidden units, a row for each pair.

        `later` and `earlier` are what `of_later` and `of_earlier` gave for the phrases of a pair.
        """
        units = _product(pairs, self.parts["pair"])
        units += later
        units += earlier
        return units

    def of_later(self, own: Numbers) -> Numbers:
        """Return what phrases give to the hidden units as the later ones of pairs."""
        return _product(own, self.parts["later"]) + self.parts["bias"]

    def of_earlier(self, own: Numbers) -> Numbers:
        """Return what phrases give to the hidden units as the earlier ones of pairs."""
        return _product(own, self.parts["earlier"])

    def scores(self, hidden: Numbers) -> Numbers:
        """Return the score of each pair."""
        made: Numbers = np.maximum(hidden[:, :-1], 0) @ self.parts["out"] + hidden[:, -1]
        return made

    def none(self, own: Numbers) -> Numbers:
        """Return for each phrase the score of meaning none, with the margin of the kind."""
        alone = np.maximum(_product(own, self.parts["alone"]) + self.parts["bias2"], 0)
        constant = self.parts["none"][0] + np.float32(self.margin)
        made: Numbers = alone @ self.parts["out2"] + constant
        return made


@dataclass(frozen=True, slots=True)
class Ranker:
    """All networks, and for each kind what is added to the score of "none", and its certainty.

    The certainty is the offset and the slope of a line: the logit of how often links are right, by
    the logit of the share that the networks give them.
    """

    networks: dict[str, list[Network]]
    margins: dict[str, float]
    certainty: dict[str, tuple[float, float]] = field(default_factory=lambda: dict(_AS_SHARED))

    def ensemble(self, kind: str) -> Ensemble:
        """Return the networks of a kind side by side."""
        networks = [network.parts for network in self.networks[kind]]
        count = len(networks)

        def beside(part: str, direct: Numbers | None = None) -> Numbers:
            held = [network[part] for network in networks]
            if held[0].ndim == 1:
                return np.concatenate(held)
            last = np.zeros(len(held[0]), np.float32) if direct is None else direct
            return np.concatenate([*held, last[:, None]], axis=1)

        return Ensemble(
            {
                "later": beside("later"),
                "earlier": beside("earlier"),
                "pair": beside("pair", np.mean([n["direct"] for n in networks], axis=0)),
                "bias": np.append(beside("bias"), np.float32(0)),
                "out": beside("out") / np.float32(count),
                "alone": np.concatenate([n["alone"] for n in networks], axis=1),
                "bias2": beside("bias2"),
                "out2": beside("out2") / np.float32(count),
                "none": np.mean([n["none"] for n in networks], axis=0),
            },
            self.margins[kind],
            self.certainty[kind],
        )


def logit(share: float) -> float:
    """Return the logit of a share, held off from 0 and 1."""
    held = min(max(share, 1 - _SUREST), _SUREST)
    return math.log(held / (1 - held))


def _product(rows: Numbers, weights: Numbers) -> Numbers:
    """Return the product of two matrices, some rows at a time.

    Threads would cost more here than they save, and might round otherwise on another machine.
    """
    step = max(1, _ONE_THREAD // weights.size)
    made = np.empty((len(rows), weights.shape[1]), dtype=np.float32)
    for start in range(0, len(rows), step):
        np.matmul(rows[start : start + step], weights, out=made[start : start + step])
    return made


@cache
def ranker() -> Ranker:
    """Return the ranker that comes with the package."""
    return read(WEIGHTS)


def read(path: Path) -> Ranker:
    """Read a ranker from a file that `write` made."""
    networks: dict[str, list[Network]] = {kind: [] for kind in NETWORKS}
    with np.load(path) as held:
        for kind in NETWORKS:
            for n in range(int(held[f"{kind} count"])):
                parts = {p: held[f"{kind} {n} {p}"].astype(np.float32) for p in PARTS}
                networks[kind].append(Network(parts))
        margins = {kind: float(held[f"{kind} margin"]) for kind in NETWORKS}
        lines = {kind: held[f"{kind} certainty"].tolist() for kind in NETWORKS}
    return Ranker(networks, margins, {kind: (line[0], line[1]) for kind, line in lines.items()})


def write(path: Path, made: Ranker) -> None:
    """Write a ranker, its weights in half precision."""
    held: dict[str, object] = {}
    for kind in NETWORKS:
        held[f"{kind} count"] = np.array(len(made.networks[kind]))
        held[f"{kind} margin"] = np.array(made.margins[kind])
        held[f"{kind} certainty"] = np.array(made.certainty[kind])
        for n, network in enumerate(made.networks[kind]):
            for part in PARTS:
                held[f"{kind} {n} {part}"] = network.parts[part].astype(np.float16)
    np.savez_compressed(path, **held)  # type: ignore[arg-type]
