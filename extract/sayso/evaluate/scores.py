"""What a scorer returns, and the measures that all of them use."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sayso.errors import MissingPartError


@dataclass(frozen=True, slots=True)
class Scores:
    """How good predictions are: every figure, the lines to print, and the figures that count.

    `figures` is made of plain JSON types. `headline` are the few figures, by name, that the quality
    gate holds; shares are in percent.
    """

    figures: dict[str, Any]
    lines: tuple[str, ...]
    headline: dict[str, float]


def f1(precision: float, recall: float) -> float:
    """Return the harmonic mean of precision and recall; 0 where both are."""
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def percentages(right: int, predicted: int, gold: int) -> dict[str, float]:
    """Return precision P, recall R and their harmonic mean F, in percent."""
    precision = right / predicted if predicted else 0.0
    recall = right / gold if gold else 0.0
    return {"P": 100 * precision, "R": 100 * recall, "F": 100 * f1(precision, recall)}


def line_of(shares: Mapping[str, float]) -> str:
    """Return what `percentages` returns as a part of a line."""
    return "  ".join(f"{name} {shares[name]:5.1f}" for name in "PRF")


def best_pairs(weights: Sequence[Sequence[float]]) -> list[tuple[int, int]]:
    """Return the pairs (row, column) of the one-to-one assignment with the greatest sum.

    Pairs of weight 0 are left out.

    Raises:
        MissingPartError: SciPy is not installed.
    """
    if not weights or not weights[0]:
        return []
    try:
        from scipy.optimize import linear_sum_assignment
    except ImportError as error:
        raise MissingPartError(
            "Predictions are matched to gold with SciPy, which is not installed. Install it with "
            "'pip install \"sayso[evaluate]\"', or evaluate texts without gold."
        ) from error
    rows, columns = linear_sum_assignment([[-weight for weight in row] for row in weights])
    pairs = zip(rows.tolist(), columns.tolist(), strict=True)
    return [(row, column) for row, column in pairs if weights[row][column] > 0]
