"""Scores linking: mentions found, their types, and the Wikidata items that they are linked to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sayso.evaluate.scores import Scores, line_of, percentages
from sayso.evaluate.words import WordIndex, Words
from sayso.model import ORGANIZATIONS, EntityType

Record = Mapping[str, Any]
_PLACES = frozenset({EntityType.PLACE, EntityType.STATE})
_NOT_NAMES = ("NOM", "PRO", "ADJ")
"""Mentions that are no names of their own; corpora of linked names have none of them."""


@dataclass(frozen=True, slots=True)
class Scored:
    """One article: its text and the gold and predicted mentions."""

    text: str
    gold: Sequence[Record]
    predicted: Sequence[Record]


@dataclass(slots=True)
class _Count:
    """How many names have an item in the gold, how many were given one, how many the right one."""

    wanted: int = 0
    given: int = 0
    right: int = 0


@dataclass(slots=True)
class _Counts:
    gold: int = 0
    predicted: int = 0
    both: int = 0
    typed: int = 0
    links: dict[str, _Count] = field(default_factory=lambda: defaultdict(_Count))


def group_of(type_: str | None) -> str:
    """Return the group that figures are given for: person, place, organization or other."""
    if type_ == EntityType.PERSON:
        return "person"
    if type_ in _PLACES:
        return "place"
    return "organization" if type_ in ORGANIZATIONS else "other"


def score(articles: Iterable[Scored]) -> Scores:
    """Return how many mentions are found with the same words, and how they are typed and linked.

    A link is right where the gold mention of the same words has the same item. The words are those
    of the name inside a mention, where the prediction gives it, so that "the coast of Aceh" is
    compared as "Aceh". Predictions that say that they are no names are left out, where the gold has
    none on these words. Links are counted by the group of the gold's type; one on words that the
    gold has not is wrong in the group of its own type, if the gold has that group at all.
    """
    counts, articles = _Counts(), list(articles)
    groups = {group_of(item.get("type")) for article in articles for item in article.gold}
    for article in articles:
        index = WordIndex(article.text)
        wanted = _by_words(index, article.gold)
        _count(counts, wanted, _predicted(index, article.predicted, wanted), groups)
    return _figures(counts)


def _count(
    counts: _Counts,
    wanted: Mapping[Words, Record],
    found: Mapping[Words, Record],
    groups: set[str],
) -> None:
    counts.gold += len(wanted)
    counts.predicted += len(found)
    for words, item in wanted.items():
        counts.links[group_of(item.get("type"))].wanted += bool(item.get("wikidata"))
        if words in found:
            counts.both += 1
            counts.typed += item.get("type") == found[words].get("type")
    for words, item in found.items():
        if not item.get("wikidata"):
            continue
        gold = wanted.get(words)
        group = group_of((gold or item).get("type"))
        if group not in groups:
            continue
        count = counts.links[group]
        count.given += 1
        count.right += gold is not None and gold.get("wikidata") == item["wikidata"]


def _figures(counts: _Counts) -> Scores:
    mentions = percentages(counts.both, counts.predicted, counts.gold)
    accuracy = 100 * counts.typed / max(1, counts.both)
    every = counts.links.values()
    sums = [sum(getattr(c, name) for c in every) for name in ("right", "given", "wanted")]
    figures: dict[str, Any] = {"mentions": mentions, "links": percentages(*sums)}
    lines = [
        f"mentions  gold {counts.gold}  pred {counts.predicted}  {line_of(mentions)}",
        f"links     gold {sums[2]}  pred {sums[1]}  {line_of(figures['links'])}",
    ]
    main = {"mention F1": mentions["F"], "link F1": figures["links"]["F"]}
    for group, count in sorted(counts.links.items()):
        if not count.wanted and not count.given:
            continue
        part = percentages(count.right, count.given, count.wanted)
        figures[group] = part
        lines.append(f"  {group:12}  gold {count.wanted}  pred {count.given}  {line_of(part)}")
        if group in ("place", "organization"):
            main |= {f"{group} precision": part["P"], f"{group} recall": part["R"]}
    lines.append(f"type accuracy {accuracy:.1f} on {counts.both} mentions found")
    figures["type_accuracy"] = accuracy
    return Scores(figures, tuple(lines), main)


def _by_words(index: WordIndex, items: Sequence[Record]) -> dict[Words, Record]:
    return {index.words([_place(item)]): item for item in items}


def _place(item: Record) -> tuple[int, int]:
    start, end = item.get("name") or (item["start"], item["end"])
    return start, end


def _predicted(
    index: WordIndex, items: Sequence[Record], wanted: Mapping[Words, Record]
) -> dict[Words, Record]:
    """Return the predictions by their words, without what is no name and none in the gold."""
    found = _by_words(index, items)
    return {
        words: item
        for words, item in found.items()
        if words in wanted or item.get("kind") not in _NOT_NAMES
    }
