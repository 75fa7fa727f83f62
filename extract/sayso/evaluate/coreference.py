"""Scores coreference: MUC, B³, CEAF-e, their mean (CoNLL F1), and pronouns resolved."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from sayso.evaluate.scores import Scores, best_pairs, f1
from sayso.evaluate.words import Offsets

Place = tuple[int, int]
Cluster = list[Place]
_PRONOUNS = frozenset(
    "he him his himself she her hers herself they them their theirs it its".split()
)
_POSSESSIVE = re.compile(r"\s*[’']s?$")
MEASURES = ("MUC", "B3", "CEAFe")


@dataclass(frozen=True, slots=True)
class Scored:
    """One document: its text and the gold and predicted clusters, as offsets of their mentions."""

    text: str
    gold: Sequence[Sequence[Offsets]]
    predicted: Sequence[Sequence[Offsets]]


@dataclass(slots=True)
class _Tally:
    """What is found and how much there is to find, once seen from the gold, once from the rest."""

    recalled: float = 0.0
    gold: float = 0.0
    correct: float = 0.0
    predicted: float = 0.0

    def shares(self) -> tuple[float, float, float]:
        precision = self.correct / self.predicted if self.predicted else 0.0
        recall = self.recalled / self.gold if self.gold else 0.0
        return 100 * precision, 100 * recall, 100 * f1(precision, recall)


def score(documents: Iterable[Scored]) -> Scores:
    """Return the figures over all documents.

    Mentions are compared by their offsets, without white space and a possessive ending. Pronoun
    accuracy: of the third-person pronouns whose gold cluster has an earlier nominal, the share
    whose nearest earlier nominal in the predicted cluster is in the gold cluster.

    Raises:
        MissingPartError: SciPy is not installed.
    """
    tallies = {name: _Tally() for name in MEASURES}
    mentions, pronouns, resolved = _Tally(), 0, 0
    for document in documents:
        gold = _clusters(document.text, document.gold)
        predicted = _clusters(document.text, document.predicted)
        _add(tallies, gold, predicted)
        found, wanted = _members(predicted), _members(gold)
        mentions.correct += len(found.keys() & wanted.keys())
        mentions.predicted += len(found)
        mentions.gold += len(wanted)
        for right in _pronouns(document.text, gold, predicted):
            pronouns += 1
            resolved += right
    mentions.recalled = mentions.correct
    return _scores(tallies, mentions, pronouns, resolved)


def _clusters(text: str, clusters: Sequence[Sequence[Offsets]]) -> list[Cluster]:
    cleaned = (sorted({_cleaned(text, s, e) for s, e in cluster}) for cluster in clusters)
    return [cluster for cluster in cleaned if len(cluster) > 1]


def _cleaned(text: str, start: int, end: int) -> Place:
    inner = text[start:end]
    start += len(inner) - len(inner.lstrip())
    end -= len(inner) - len(inner.rstrip())
    ending = _POSSESSIVE.search(text[start:end])
    if ending and end - start > len(ending.group()):
        end -= len(ending.group())
    return start, max(start, end)


def _members(clusters: Sequence[Cluster]) -> dict[Place, int]:
    return {mention: n for n, cluster in enumerate(clusters) for mention in cluster}


def _add(tallies: dict[str, _Tally], gold: list[Cluster], predicted: list[Cluster]) -> None:
    for measure, function in (("MUC", _muc), ("B3", _b_cubed)):
        tally = tallies[measure]
        found, size = function(gold, predicted)
        tally.recalled += found
        tally.gold += size
        found, size = function(predicted, gold)
        tally.correct += found
        tally.predicted += size
    similarity = _ceaf(gold, predicted)
    tally = tallies["CEAFe"]
    tally.recalled += similarity
    tally.correct += similarity
    tally.gold += len(gold)
    tally.predicted += len(predicted)


def _muc(keys: list[Cluster], others: list[Cluster]) -> tuple[float, float]:
    """Return the links of the keys that the others keep, and the links there are."""
    member = _members(others)
    kept = links = 0
    for cluster in keys:
        parts = {member[mention] for mention in cluster if mention in member}
        missing = sum(mention not in member for mention in cluster)
        kept += len(cluster) - len(parts) - missing
        links += len(cluster) - 1
    return kept, links


def _b_cubed(keys: list[Cluster], others: list[Cluster]) -> tuple[float, float]:
    """Return the sum over mentions of the share of their cluster that is kept, and their number."""
    member, sets = _members(others), [set(cluster) for cluster in others]
    kept, mentions = 0.0, 0
    for cluster in keys:
        whole = set(cluster)
        mentions += len(cluster)
        for mention in cluster:
            if mention in member:
                kept += len(whole & sets[member[mention]]) / len(cluster)
    return kept, mentions


def _ceaf(gold: list[Cluster], predicted: list[Cluster]) -> float:
    """Return the summed similarity of the clusters under the best one-to-one assignment."""
    weights = [
        [2 * len(set(one) & set(other)) / (len(one) + len(other)) for other in predicted]
        for one in gold
    ]
    return sum(weights[row][column] for row, column in best_pairs(weights))


def _pronouns(text: str, gold: list[Cluster], predicted: list[Cluster]) -> Iterator[bool]:
    """Yield for each pronoun that can be resolved whether it was."""
    member = _members(predicted)
    for cluster in gold:
        nominals = [place for place in cluster if _is_nominal(text, place)]
        for mention in cluster:
            if _is_nominal(text, mention) or not any(place < mention for place in nominals):
                continue
            before = [
                place
                for place in (predicted[member[mention]] if mention in member else ())
                if place < mention and _is_nominal(text, place)
            ]
            yield bool(before) and max(before) in cluster


def _is_nominal(text: str, place: Place) -> bool:
    return text[place[0] : place[1]].lower() not in _PRONOUNS


def _scores(tallies: dict[str, _Tally], mentions: _Tally, pronouns: int, resolved: int) -> Scores:
    shares = {name: tally.shares() for name, tally in tallies.items()}
    precision, recall, _ = mentions.shares()
    accuracy = 100 * resolved / max(1, pronouns)
    conll = sum(f for _, _, f in shares.values()) / len(MEASURES)
    figures = {
        **{name: {"P": p, "R": r, "F": f} for name, (p, r, f) in shares.items()},
        "mention": {"P": precision, "R": recall},
        "pronoun_accuracy": accuracy,
        "pronouns": pronouns,
        "CoNLL": conll,
    }
    lines = [f"{name:6s} P {p:5.1f} R {r:5.1f} F {f:5.1f}" for name, (p, r, f) in shares.items()]
    lines.append(f"mention P {precision:.1f} R {recall:.1f}")
    lines.append(f"pronoun accuracy {accuracy:.1f} (n={pronouns})")
    lines.append(f"CoNLL F1 {conll:.1f}")
    return Scores(figures, tuple(lines), {"CoNLL F1": conll, "pronoun accuracy": accuracy})
