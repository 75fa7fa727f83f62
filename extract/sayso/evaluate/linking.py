"""Scores linking: mentions found, their types, and the Wikidata items that they are linked to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sayso.evaluate.scores import Scores, line_of, percentages
from sayso.evaluate.words import WordIndex, Words

Record = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Scored:
    """One article: its text and the gold and predicted mentions."""

    text: str
    gold: Sequence[Record]
    predicted: Sequence[Record]


def score(articles: Iterable[Scored]) -> Scores:
    """Return how many mentions are found with the same words, and how they are typed and linked.

    Links are compared over all mentions: a predicted link is right where the gold mention of the
    same words has the same item.
    """
    gold = predicted = both = typed = links = wanted_links = right_links = 0
    for article in articles:
        index = WordIndex(article.text)
        wanted, found = _by_words(index, article.gold), _by_words(index, article.predicted)
        gold += len(wanted)
        predicted += len(found)
        wanted_links += sum(bool(item.get("wikidata")) for item in wanted.values())
        links += sum(bool(item.get("wikidata")) for item in found.values())
        for words in wanted.keys() & found.keys():
            one, other = wanted[words], found[words]
            both += 1
            typed += one.get("type") == other.get("type")
            right_links += bool(one.get("wikidata")) and one["wikidata"] == other.get("wikidata")
    mentions = percentages(both, predicted, gold)
    linked = percentages(right_links, links, wanted_links)
    accuracy = 100 * typed / max(1, both)
    lines = (
        f"mentions  gold {gold}  pred {predicted}  {line_of(mentions)}",
        f"links     gold {wanted_links}  pred {links}  {line_of(linked)}",
        f"type accuracy {accuracy:.1f} on {both} mentions found",
    )
    figures = {"mentions": mentions, "links": linked, "type_accuracy": accuracy}
    return Scores(figures, lines, {"mention F1": mentions["F"], "link F1": linked["F"]})


def _by_words(index: WordIndex, items: Sequence[Record]) -> dict[Words, Record]:
    return {index.words([(item["start"], item["end"])]): item for item in items}
