"""Scores attributions: who is found to say what, against a gold that says so.

The headline is `joint_50`: predicted and gold attributions are paired one to one, and a pair counts
where contents and sources each share at least half of their words. The other measures are those of
the published papers on quotation extraction, so that figures can be compared with theirs.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sayso.evaluate.attribution.counts import added, count
from sayso.evaluate.attribution.figures import figures_of, lines_of
from sayso.evaluate.attribution.items import AttributionReader, Record
from sayso.evaluate.scores import Scores

__all__ = ["Scored", "score"]


@dataclass(frozen=True, slots=True)
class Scored:
    """One document: its text and the gold and predicted attributions."""

    text: str
    gold: tuple[Record, ...]
    predicted: tuple[Record, ...]


def score(documents: Iterable[Scored]) -> Scores:
    """Return the figures over all documents.

    Raises:
        MissingPartError: SciPy is not installed.
    """
    counted = []
    for document in documents:
        reader = AttributionReader(document.text)
        predicted, gold = reader.read(document.predicted), reader.read(document.gold)
        counted.append(count(reader.index, predicted, gold))
    figures = figures_of(added(counted))
    headline = {
        "joint F1": 100 * figures["joint_50"]["F"],
        "content F1": 100 * figures["detect_50"]["F"],
    }
    return Scores(figures, tuple(lines_of(figures)), headline)
