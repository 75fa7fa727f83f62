"""When a predicted attribution is one of the gold: the criteria, from lenient to exact."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from sayso.evaluate.attribution.items import ROLES, Attribution
from sayso.evaluate.scores import best_pairs

Compare = Callable[[Attribution, Attribution], bool]
Weigh = Callable[[Attribution, Attribution], float]
HALF = 0.5


@dataclass(frozen=True, slots=True)
class Criterion:
    """What a pair must fulfil, and which pairs to prefer among those that do."""

    fulfilled: Compare
    preference: Weigh


def _contents_agree(one: Attribution, other: Attribution) -> bool:
    return one.content_overlap(other) >= HALF


def _both_agree(one: Attribution, other: Attribution) -> bool:
    return _contents_agree(one, other) and one.source_overlap(other) >= HALF


def _content_and_source(one: Attribution, other: Attribution) -> float:
    return one.content_overlap(other) + one.source_overlap(other)


CRITERIA: Mapping[str, Criterion] = {
    "detect_any": Criterion(lambda one, other: True, Attribution.content_overlap),
    "detect_50": Criterion(_contents_agree, Attribution.content_overlap),
    "joint_any": Criterion(
        lambda one, other: _contents_agree(one, other) and one.sources_meet(other),
        _content_and_source,
    ),
    "joint_50": Criterion(_both_agree, _content_and_source),
    "full_50": Criterion(
        lambda one, other: _both_agree(one, other) and one.cues_meet(other), _content_and_source
    ),
    "exact_all": Criterion(
        lambda one, other: one.same_words(other, *ROLES), Attribution.content_overlap
    ),
}


def matched(
    predicted: Sequence[Attribution], gold: Sequence[Attribution], criterion: Criterion
) -> list[tuple[Attribution, Attribution]]:
    """Return pairs (predicted, gold), each item in one at most: as many as fulfil the criterion."""
    weights = [
        [
            1 + 1e-3 * criterion.preference(one, other)
            if one.words["content"] & other.words["content"] and criterion.fulfilled(one, other)
            else 0.0
            for other in gold
        ]
        for one in predicted
    ]
    return [(predicted[row], gold[column]) for row, column in best_pairs(weights)]
