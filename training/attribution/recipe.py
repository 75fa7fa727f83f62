"""What is learned from, how often and how fast."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared" / "corpora"

CORPORA = {
    "political": SHARED / "polnear" / "train.jsonl",
    "wikinews": ROOT / "benchmarks" / "corpora" / "gum-news" / "attribution.jsonl",
    "own": ROOT / "training" / "texts" / "attribution.jsonl",
}
"""The corpora by name. The first states no licence and is not shipped; the others are open."""


@dataclass(frozen=True, slots=True)
class Stage:
    """A part of the training: how often an epoch goes through each corpus, and how fast it learns.

    `encoder_rate` and `head_rate` are the greatest learning rates; they rise over a twelfth of the
    steps and then fall to nothing. An `averaged` stage ends with the mean of the weights at the
    ends of its epochs (Izmailov et al. 2018, Averaging Weights Leads to Wider Optima and Better
    Generalization).
    """

    name: str
    epochs: int
    times: dict[str, int]
    encoder_rate: float
    head_rate: float
    fresh: bool = False
    averaged: bool = False


STAGES = (
    Stage("political", 3, {"political": 1}, 1.5e-4, 1e-3, fresh=True),
    Stage("mixed", 3, {"political": 1, "own": 2}, 1.1e-4, 7e-4, averaged=True),
)
"""The stages that the shipped weights went through."""

OPEN_STAGES = (Stage("open", 10, {"own": 1}, 1.5e-4, 1e-3, fresh=True),)
"""The same network learned from openly licensed text alone."""

BATCH = 2  # documents
SEED = 1
HIDDEN_WORDS = 0.06  # share of word pieces that are masked
HIDDEN_FEATURES = 0.05  # share of rows, and of whole columns, of the table that are hidden
CLIPPED = 1.0  # greatest norm of a gradient
SAVED_EVERY = 100  # steps
