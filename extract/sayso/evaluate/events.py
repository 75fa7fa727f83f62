"""Scores events: the root of what a source does to a target, or all events of whole articles."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sayso.evaluate.scores import Scores, best_pairs, line_of, percentages
from sayso.evaluate.words import WordIndex, Words, overlap

Record = Mapping[str, Any]
_ATTRIBUTES = ("certainty", "polarity", "time")
_TOGETHER = "together"
_HALF = 0.5


def score_roots(pairs: Iterable[tuple[str, str]]) -> Scores:
    """Return accuracy and F1 a root, from pairs (gold root, predicted root)."""
    listed = list(pairs)
    gold = Counter(wanted for wanted, _ in listed)
    predicted = Counter(found for _, found in listed)
    right = Counter(wanted for wanted, found in listed if wanted == found)
    roots = {
        root: percentages(right[root], predicted[root], gold[root])
        for root in sorted({*gold, *predicted})
    }
    accuracy = 100 * right.total() / max(1, len(listed))
    macro = sum(roots[root]["F"] for root in gold) / max(1, len(gold))
    lines = [f"rows {len(listed)}  accuracy {accuracy:.1f}  macro F1 {macro:.1f}"]
    lines += [
        f"{root:20s} gold {gold[root]:4d}  pred {predicted[root]:4d}  {line_of(shares)}"
        for root, shares in roots.items()
    ]
    figures = {"rows": len(listed), "accuracy": accuracy, "macro_F": macro, "roots": roots}
    return Scores(figures, tuple(lines), {"root accuracy": accuracy, "root macro F1": macro})


@dataclass(frozen=True, slots=True)
class Scored:
    """One article: its text and the gold and predicted events."""

    text: str
    gold: Sequence[Record]
    predicted: Sequence[Record]


def score_events(articles: Iterable[Scored]) -> Scores:
    """Return how many triggers are found, and of these how much else is right.

    A predicted event is a gold one when their triggers share a word, one to one. Participants are
    compared on these pairs, and agree when they share at least half of their words. An attribute
    is compared where the gold has one, and all three together where it has all of them.

    Raises:
        MissingPartError: SciPy is not installed.
    """
    found = wanted = paired = 0
    people: Counter[str] = Counter()
    right: Counter[str] = Counter()
    compared: Counter[str] = Counter()
    for article in articles:
        index = WordIndex(article.text)
        found += len(article.predicted)
        wanted += len(article.gold)
        for one, other in _pairs(index, article.gold, article.predicted):
            paired += 1
            people.update(_participants(index, one, other))
            for name in _ATTRIBUTES:
                if one.get(name):
                    compared[name] += 1
                    right[name] += one[name] == other.get(name)
            if all(one.get(name) for name in _ATTRIBUTES):
                compared[_TOGETHER] += 1
                right[_TOGETHER] += all(one[name] == other.get(name) for name in _ATTRIBUTES)
    triggers = percentages(paired, found, wanted)
    participants = percentages(people["both"], people["predicted"], people["gold"])
    names = (*_ATTRIBUTES, _TOGETHER)
    accuracies = {name: 100 * right[name] / max(1, compared[name]) for name in names}
    lines = (
        f"events    gold {wanted}  pred {found}  {line_of(triggers)}",
        f"of these: participants {line_of(participants)}",
        "of these: "
        + "  ".join(f"{name} {accuracies[name]:.1f} (n={compared[name]})" for name in names),
    )
    figures = {"triggers": triggers, "participants": participants, "accuracy": accuracies}
    headline = {
        "trigger F1": triggers["F"],
        "participant F1": participants["F"],
        "certainty, polarity and time": accuracies[_TOGETHER],
    }
    return Scores(figures, lines, headline)


def _pairs(
    index: WordIndex, gold: Sequence[Record], predicted: Sequence[Record]
) -> list[tuple[Record, Record]]:
    mine = [_words(index, item) for item in gold]
    theirs = [_words(index, item) for item in predicted]
    weights = [[overlap(one, other) if one else 0.0 for other in theirs] for one in mine]
    return [(gold[row], predicted[column]) for row, column in best_pairs(weights)]


def _participants(index: WordIndex, gold: Record, predicted: Record) -> dict[str, int]:
    mine = [_words(index, item) for item in gold.get("participants") or ()]
    theirs = [_words(index, item) for item in predicted.get("participants") or ()]
    agree = [[float(overlap(one, other) >= _HALF) for other in theirs] for one in mine]
    return {"gold": len(mine), "predicted": len(theirs), "both": len(best_pairs(agree))}


def _words(index: WordIndex, item: Record) -> Words:
    return index.words([(item["start"], item["end"])])
