"""Which statements, characterizations, stances and events of the gold are found."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from sayso.evaluate.attribution.items import Attribution, AttributionReader, Record
from sayso.evaluate.attribution.matching import CRITERIA, HALF, matched
from sayso.evaluate.founding.alignment import Alignment, meet
from sayso.evaluate.founding.gold import FoundingGold, Item, places
from sayso.evaluate.scores import best_pairs
from sayso.evaluate.words import WordIndex, overlap
from sayso.model import Characterization, Event, Extraction, QuoteForm, Span, Stance

AUTHORIAL = "authorial"
_Found = TypeVar("_Found")


@dataclass(frozen=True, slots=True)
class Outcome:
    """Which gold items were found, by identifier, of which, and how many items were predicted."""

    found: tuple[str, ...]
    gold: tuple[str, ...]
    predicted: int

    @property
    def missed(self) -> tuple[str, ...]:
        """The gold items that were not found."""
        return tuple(name for name in self.gold if name not in self.found)

    def as_dict(self) -> dict[str, Any]:
        """Return counts and identifiers as plain JSON types."""
        return {
            "found": len(self.found),
            "gold": len(self.gold),
            "predicted": self.predicted,
            "missed": list(self.missed),
        }


def statements(gold: FoundingGold, extraction: Extraction) -> Outcome:
    """Find the attributed statements: contents and sources each share half of their words.

    Where the gold statement has no content, the cues must meet and the sources agree.
    """
    wanted = [item for item in gold.items["statements"] if item["quote_form"] != AUTHORIAL]
    reader = AttributionReader(gold.text)
    predicted = [
        reader.attribution(_record(item.source, item.cue, item.content))
        for item in extraction.statements
        if item.form is not QuoteForm.AUTHORIAL
    ]
    own = [(str(item["id"]), reader.attribution(_gold_record(gold, item))) for item in wanted]
    with_content = [pair for pair in own if pair[1].words["content"]]
    pairs = matched(
        [item for item in predicted if item.words["content"]],
        [item for _, item in with_content],
        CRITERIA["joint_50"],
    )
    used = [id(one) for one, _ in pairs]
    reached = [id(other) for _, other in pairs]
    found = [name for name, item in with_content if id(item) in reached]
    for name, item in own:
        if item.words["content"]:
            continue
        free = [one for one in predicted if id(one) not in used and _same_cue(one, item)]
        if free:
            used.append(id(free[0]))
            found.append(name)
    return Outcome(tuple(sorted(found)), tuple(name for name, _ in own), len(predicted))


def _record(*roles: Sequence[Span]) -> Record:
    offsets = [[(span.start, span.end) for span in spans] for spans in roles]
    return dict(zip(("source", "cue", "content"), offsets, strict=True))


def _gold_record(gold: FoundingGold, item: Item) -> Record:
    mention = item["source_mention"]
    return {
        "source": [gold.mentions[mention]] if mention else [],
        "cue": places(item["cue"]),
        "content": places(item["content"]),
    }


def _same_cue(one: Attribution, other: Attribution) -> bool:
    return one.cues_meet(other) and one.source_overlap(other) >= HALF


def characterizations(
    gold: FoundingGold, extraction: Extraction, alignment: Alignment, salience: str
) -> tuple[Outcome, int]:
    """Find the characterizations of a salience, and count those with the right polarity.

    The attribute shares half of its words with the evidence of the gold, and evaluator and target
    are those of the gold.
    """
    wanted = [i for i in gold.items["characterizations"] if i["salience"] == salience]
    index = WordIndex(gold.text)

    def agree(item: Item, found: Characterization) -> float:
        evidence = index.words(places(item["evidence"]))
        share = overlap(evidence, index.words([_place(found.attribute)]))
        if share < HALF or not _same_evaluator(item["characterizer"], found, alignment):
            return 0.0
        right = alignment.is_target(item["characterized"], found.target, found.characterized)
        return share * right

    pairs = _paired(wanted, extraction.characterizations, agree)
    right = sum(item["polarity"] == _plain(found.polarity) for item, found in pairs)
    return _outcome(wanted, pairs, len(extraction.characterizations)), right


def _same_evaluator(wanted: str, found: Characterization, alignment: Alignment) -> bool:
    return alignment.is_source(wanted, found.holder, found.evaluator)


def stances(gold: FoundingGold, extraction: Extraction, alignment: Alignment) -> Outcome:
    """Find the stances: evidence that meets the gold's, the same holder and polarity."""

    def agree(item: Item, found: Stance) -> float:
        return float(
            meet(places(item["evidence"]), [found.evidence])
            and item["polarity"] == _plain(found.polarity)
            and alignment.is_source(item["holder"], None, found.evaluator)
        )

    wanted = gold.items["stances"]
    pairs = _paired(wanted, extraction.stances, agree)
    return _outcome(wanted, pairs, len(extraction.stances))


def events(gold: FoundingGold, extraction: Extraction) -> tuple[Outcome, dict[str, int]]:
    """Find the events by their triggers, and count of these the right types and actualities."""
    index = WordIndex(gold.text)

    def agree(item: Item, found: Event) -> float:
        mine = index.words(places(item["triggers"]))
        theirs = index.words([_place(span) for span in found.triggers])
        return overlap(mine, theirs) + (item["type"] == found.type) * 1e-3 if mine & theirs else 0.0

    wanted = gold.items["events"]
    pairs = _paired(wanted, extraction.events, agree)
    right = {
        "type": sum(item["type"] == found.type for item, found in pairs),
        "actuality": sum(item["actuality"] == found.actuality.value for item, found in pairs),
    }
    return _outcome(wanted, pairs, len(extraction.events)), right


def _paired(
    wanted: Sequence[Item], found: Sequence[_Found], agree: Callable[[Item, _Found], float]
) -> list[tuple[Item, _Found]]:
    weights = [[agree(item, other) for other in found] for item in wanted]
    return [(wanted[row], found[column]) for row, column in best_pairs(weights)]


def _outcome(
    wanted: Sequence[Item], pairs: Sequence[tuple[Item, object]], predicted: int
) -> Outcome:
    found = tuple(sorted(str(item["id"]) for item, _ in pairs))
    return Outcome(found, tuple(str(item["id"]) for item in wanted), predicted)


def _place(span: Span) -> tuple[int, int]:
    return span.start, span.end


def _plain(polarity: object) -> str:
    """Return a polarity as the gold names it."""
    return str(polarity).removesuffix("Polarity")
