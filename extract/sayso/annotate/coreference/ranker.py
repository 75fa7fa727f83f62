"""The trained ranker: small neural networks that weigh each earlier phrase, and none of them.

Two kinds of network, several of each, averaged: one for he, she, it and they, one for the rest.
Each has a hidden layer over the features of both phrases and of the pair, and another over those of
the later phrase alone, which gives the weight of meaning nothing that came before. `ranker.npz` is
made by `python -m training.coreference`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from sayso.annotate.coreference.traits import Numbers

WEIGHTS = Path(__file__).with_name("ranker.npz")
# Network parts: of the later phrase, the earlier one, the pair; of the later phrase for "none".
PARTS = ("later", "earlier", "pair", "bias", "out", "direct", "alone", "bias2", "out2", "none")
NETWORKS = ("third", "rest")


@dataclass(frozen=True, slots=True)
class Network:
    """The weights of one network by the names of PARTS."""

    parts: dict[str, Numbers]

    def scores(self, later: Numbers, earlier: Numbers, pairs: Numbers) -> tuple[Numbers, float]:
        """Return the score of each earlier phrase, and that of meaning none of them."""
        own = self.parts
        hidden = pairs @ own["pair"] + earlier @ own["earlier"]
        hidden = np.maximum(hidden + (later @ own["later"] + own["bias"]), 0)
        alone = np.maximum(later @ own["alone"] + own["bias2"], 0)
        none = float(alone @ own["out2"] + own["none"][0])
        return hidden @ own["out"] + pairs @ own["direct"], none


@dataclass(frozen=True, slots=True)
class Ranker:
    """All networks, and what is added to the score of "none" for each of the two kinds."""

    networks: dict[str, list[Network]]
    margins: dict[str, float]

    def scores(
        self, kind: str, later: Numbers, earlier: Numbers, pairs: Numbers
    ) -> tuple[Numbers, float]:
        """Return the mean scores of the networks of a kind, with the margin added to "none"."""
        all_scores = [n.scores(later, earlier, pairs) for n in self.networks[kind]]
        mean: Numbers = np.mean([s for s, _ in all_scores], axis=0)
        return mean, float(np.mean([none for _, none in all_scores])) + self.margins[kind]


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
    return Ranker(networks, margins)


def write(path: Path, made: Ranker) -> None:
    """Write a ranker, its weights in half precision."""
    held: dict[str, object] = {}
    for kind in NETWORKS:
        held[f"{kind} count"] = np.array(len(made.networks[kind]))
        held[f"{kind} margin"] = np.array(made.margins[kind])
        for n, network in enumerate(made.networks[kind]):
            for part in PARTS:
                held[f"{kind} {n} {part}"] = network.parts[part].astype(np.float16)
    np.savez_compressed(path, **held)  # type: ignore[arg-type]
