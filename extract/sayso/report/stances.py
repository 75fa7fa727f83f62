"""Stances of an article: who is for or against whom or what, without a word that labels it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sayso.explore.marks import Mark
from sayso.explore.view import ArticleView, local
from sayso.vocabulary import sayso

SIDES = {
    "positive": "for",
    "negative": "against",
    "mixedPolarity": "for and against",
    "neutral": "neither for nor against",
}
"""What a stance of each polarity is called."""

# The kind of line that characterizations have, for both are evaluations.
_LINE = "as"


@dataclass(frozen=True, slots=True)
class Stance:
    """An attitude of the evaluators to a target; offsets are code points, the end exclusive."""

    iri: str
    evaluators: tuple[str, ...]
    target: str
    ultimate: str
    polarity: str
    words: str
    start: int
    end: int

    @property
    def side(self) -> str:
        """What the stance is called."""
        return SIDES.get(self.polarity, "to")


def stances_of(view: ArticleView) -> tuple[Stance, ...]:
    """Return the stances of an article in the order of its text."""
    found = (_stance(view, node) for node in view.of_class(sayso.Stance))
    return tuple(sorted(found, key=lambda one: (one.start, one.end, one.iri)))


def _stance(view: ArticleView, node: str) -> Stance:
    spans = view.words_of(node, sayso.evidence)
    return Stance(
        node,
        tuple(view.all(node, sayso.evaluator)),
        view.one(node, sayso.stanceTarget),
        view.one(node, sayso.ultimateTarget),
        local(view.one(node, sayso.polarity)),
        view.joined(node, sayso.evidence),
        spans[0].start if spans else 0,
        spans[-1].end if spans else 0,
    )


def marks_of_stances(view: ArticleView) -> Iterator[Mark]:
    """Yield a mark for the words that each stance rests on; its label is the side taken."""
    for one in stances_of(view):
        for words in view.words_of(one.iri, sayso.evidence):
            yield Mark(words.start, words.end, _LINE, one.side, one.iri)
