"""Scores characterizations: who presents whom as what, against a gold that says so.

(a) A prediction agrees on the attribute when the two spans share at least half of their words.
(b) It agrees in full when holder and target are right too. (c) Of the pairs of (a), the share with
the right polarity. Predictions that only gold marked as doubtful agrees with are left out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sayso.evaluate.characterization.matching import Record, match
from sayso.evaluate.scores import Scores, f1

Figures = dict[str, Any]
FORMS = ("as", "naming", "predicative", "epithet", "evaluative_verb")
# The names of the figures, and the fields that they compare.
_FIELDS = ("polarity", "form", "negated", "quoted", "self")

__all__ = ["Scored", "score"]


@dataclass(frozen=True, slots=True)
class Scored:
    """One article: the gold and predicted characterizations, and the corpus it is from."""

    gold: Sequence[Record]
    predicted: Sequence[Record]
    corpus: str = ""


def score(articles: Iterable[Scored], *, loose_names: bool = False) -> Scores:
    """Return the figures over all articles, and for each corpus where there are several."""
    listed = list(articles)
    figures = {"all": _figures(listed, loose_names)}
    corpora = sorted({article.corpus for article in listed})
    if len(corpora) > 1:
        for corpus in corpora:
            part = [article for article in listed if article.corpus == corpus]
            figures[corpus] = _figures(part, loose_names)
    lines = tuple(line for title, part in figures.items() for line in _lines(title, part))
    whole = figures["all"]
    headline = {
        "attribute F1": 100 * whole["attribute"]["f1"],
        "full F1": 100 * whole["full"]["f1"],
        "polarity": 100 * (whole["polarity_accuracy"] or 0.0),
    }
    return Scores(figures, lines, headline)


class _Tally:
    """What is counted over articles."""

    def __init__(self) -> None:
        self.attribute = self.full = self.predicted = self.gold = self.neutral = self.doubtful = 0
        self.agreed: Counter[str] = Counter()
        self.forms: dict[str, Counter[str | None]] = {}

    def form(self, name: str, item: Record) -> None:
        """Count an item under its form."""
        self.forms.setdefault(name, Counter())[item.get("form")] += 1

    def of_form(self, name: str, form: str | None) -> int:
        """Return how many were counted."""
        return self.forms.get(name, Counter())[form]

    def add(self, article: Scored, loose_names: bool) -> None:
        """Count what was found in one article."""
        found = match(article.gold, article.predicted, loose_names=loose_names)
        self.attribute += len(found.by_attribute)
        self.full += len(found.in_full)
        self.predicted += len(article.predicted) - len(found.neutral)
        self.gold += len(found.firm)
        self.neutral += len(found.neutral)
        self.doubtful += found.doubtful
        for item in found.firm:
            self.form("gold", item)
        for position, item in enumerate(article.predicted):
            if position not in found.neutral:
                self.form("predicted", item)
        for wanted, position in found.by_attribute.items():
            self._compare(found.firm[wanted], article.predicted[position])
        for wanted, position in found.in_full.items():
            self.form("full gold", found.firm[wanted])
            self.form("full predicted", article.predicted[position])

    def _compare(self, wanted: Record, found: Record) -> None:
        self.form("attribute gold", wanted)
        self.form("attribute predicted", found)
        for field in _FIELDS[:2]:
            self.agreed[field] += wanted.get(field) == found.get(field)
        for field in _FIELDS[2:]:
            self.agreed[field] += bool(wanted.get(field)) == bool(found.get(field))
        if wanted.get("polarity") == found.get("polarity"):
            self.form("polarity", wanted)


def _figures(articles: Sequence[Scored], loose_names: bool) -> Figures:
    tally = _Tally()
    for article in articles:
        tally.add(article, loose_names)
    matched = tally.attribute
    accuracies = {
        f"{field}_accuracy": tally.agreed[field] / matched if matched else None for field in _FIELDS
    }
    return {
        "attribute": _shares(tally.attribute, tally.predicted, tally.gold),
        "full": _shares(tally.full, tally.predicted, tally.gold),
        **accuracies,
        "matched": matched,
        "doubtful_gold": tally.doubtful,
        "neutral_predictions": tally.neutral,
        "by_form": dict(_by_form(tally)),
    }


def _shares(found: int, predicted: int, gold: int) -> Figures:
    precision = found / predicted if predicted else 0.0
    recall = found / gold if gold else 0.0
    return {
        "tp": found,
        "predicted": predicted,
        "gold": gold,
        "precision": precision,
        "recall": recall,
        "f1": f1(precision, recall),
    }


def _by_form(tally: _Tally) -> Iterator[tuple[Any, Figures]]:
    """Yield the figures of each form: recall over gold, precision over predictions of the form."""
    seen = {*tally.forms.get("gold", ()), *tally.forms.get("predicted", ())}
    for form in (*FORMS, *sorted(seen - set(FORMS), key=str)):
        gold, predicted = tally.of_form("gold", form), tally.of_form("predicted", form)
        if not gold and not predicted:
            continue
        found = tally.of_form("attribute gold", form)
        figures: Figures = {"gold": gold, "predicted": predicted}
        for name in ("attribute", "full"):
            recalled, correct = (
                tally.of_form(f"{name} gold", form),
                tally.of_form(f"{name} predicted", form),
            )
            recall = recalled / gold if gold else 0.0
            precision = correct / predicted if predicted else 0.0
            figures[name] = {
                "precision": precision,
                "recall": recall,
                "f1": f1(precision, recall),
            }
        agreed = tally.of_form("polarity", form)
        figures["polarity_accuracy"] = agreed / found if found else None
        yield form, figures


def _lines(title: str, figures: Figures) -> Iterator[str]:
    yield f"== {title}"
    attribute = figures["attribute"]
    yield (
        f"gold {attribute['gold']} (+{figures['doubtful_gold']} doubtful), predictions counted "
        f"{attribute['predicted']} (+{figures['neutral_predictions']} neutral), "
        f"matched {figures['matched']}"
    )
    for letter, name in (("a", "attribute"), ("b", "full")):
        part = figures[name]
        yield (
            f"({letter}) {name:<9s} P {_percent(part['precision'])}  "
            f"R {_percent(part['recall'])}  F1 {_percent(part['f1'])}   tp {part['tp']}"
        )
    polarity, *others = (_percent(figures[f"{field}_accuracy"]) for field in _FIELDS)
    named = ", ".join(f"{f} {value}" for f, value in zip(_FIELDS[1:], others, strict=True))
    yield f"(c) polarity  acc {polarity}   [{named}] on matches"
    yield (
        f"{'form':<16s} {'gold':>5s} {'pred':>5s} "
        "| attribute P    R    F1 | full    P    R    F1 | pol"
    )
    for form, part in figures["by_form"].items():
        yield (
            f"{form!s:<16s} {part['gold']:5d} {part['predicted']:5d} |    "
            f"{_three(part['attribute'])} |     {_three(part['full'])} "
            f"| {_percent(part['polarity_accuracy'])}"
        )


def _three(part: Figures) -> str:
    return " ".join(_percent(part[name]) for name in ("precision", "recall", "f1"))


def _percent(share: float | None) -> str:
    return "   --" if share is None else f"{100 * share:5.1f}"
