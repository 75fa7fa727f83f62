"""Train the ranker of coreference and say how good it is on documents it has not seen.

    PYTHONPATH=extract python -m training.coreference GOLD.jsonl [--folds 4] [--seeds 2] [--write]

GOLD.jsonl has a document a line: {"doc", "genre", "text", "clusters": [[[start, end], …], …]}. The
documents of `--genre` (news) are measured by cross-validation: those of a fold by a ranker trained
on all other genres and the other folds. How sure links are is fitted to those of all folds. With
`--write` a ranker is trained on all documents and written, with that certainty or, without folds,
the one that was there, to where the package looks for it. Everything is seeded: the same documents,
pipeline and versions give the same weights.
"""

from __future__ import annotations

import argparse
import dataclasses
import sys
from collections.abc import Sequence
from pathlib import Path

from sayso.annotate.coreference.kinds import KINDS, THIRD
from sayso.annotate.coreference.ranker import WEIGHTS, Ranker, read, write
from sayso.annotate.coreference.resolving import resolve
from sayso.annotate.coreference.traits import Numbers
from sayso.evaluate import coreference
from sayso.evaluate.scores import Scores
from training.coreference.certainty import fitted, links, report
from training.coreference.documents import Example, examples
from training.coreference.network import Settings, fit

_KINDS = {"third": THIRD, "rest": frozenset(range(len(KINDS))) - THIRD}
_SETTINGS = {
    "third": Settings(nearest=30),
    "rest": Settings(epochs=10, drop_units=0.3, drop_features=0.1),
}
# Added to the score of "none": third persons nearly always mean something mentioned.
_MARGINS = {"third": -4.0, "rest": -0.8}


def train(documents: Sequence[Example], seeds: int) -> Ranker:
    """Train the networks of both kinds, one for each seed.

    Those for third persons learn beside chains as a ranker makes them, errors and all: beside the
    gold chains they would learn to trust what they do not get. Each half of the documents is
    resolved by a ranker that was trained on the other half.
    """
    halves = [documents[0::2], documents[1::2]]
    by = [_fitted(half, half, 1) for half in halves]
    beside = [
        dataclasses.replace(one, pairs=_seen(one, by[1 - n]))
        for n, half in enumerate(halves)
        for one in half
    ]
    return _fitted(documents, beside, seeds)


def _fitted(documents: Sequence[Example], beside: Sequence[Example], seeds: int) -> Ranker:
    given = {"third": beside, "rest": documents}
    networks = {
        kind: [fit(given[kind], _KINDS[kind], _SETTINGS[kind], seed) for seed in range(seeds)]
        for kind in _KINDS
    }
    return Ranker(networks, dict(_MARGINS))


def _seen(one: Example, ranker: Ranker) -> list[Numbers]:
    seen: list[Numbers] = []
    resolve(one.problem, ranker, seen)
    return seen


def folds_of(documents: Sequence[Example], genre: str, folds: int) -> list[list[Example]]:
    """Return the documents of a genre in folds, in turn."""
    measured = [one for one in documents if one.genre == genre]
    return [measured[n::folds] for n in range(folds)]


def measured(by: Sequence[tuple[Example, Ranker]]) -> Scores:
    """Score documents, each resolved by its ranker."""
    return coreference.score(
        coreference.Scored(one.text, one.clusters, _chains(one, ranker)) for one, ranker in by
    )


def _chains(one: Example, ranker: Ranker) -> list[list[tuple[int, int]]]:
    resolved = resolve(one.problem, ranker)
    groups = resolved.chains.members.values()
    return [[one.spans[n] for n in group] for group in groups if len(group) > 1]


def _say(*lines: str) -> None:
    sys.stdout.write("\n".join(lines) + "\n")


def main() -> int:
    """Cross-validate, and write the weights if asked to."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("gold", type=Path)
    parser.add_argument("--genre", default="news")
    parser.add_argument("--folds", type=int, default=4)
    parser.add_argument("--seeds", type=int, default=2)
    parser.add_argument("--write", action="store_true")
    chosen = parser.parse_args()
    documents = examples(chosen.gold)
    by: list[tuple[Example, Ranker]] = []
    for fold in folds_of(documents, chosen.genre, chosen.folds) if chosen.folds else []:
        names = {one.name for one in fold}
        ranker = train([one for one in documents if one.name not in names], chosen.seeds)
        by += [(one, ranker) for one in fold]
    certainty = read(WEIGHTS).certainty
    if by:
        linked = links(by)
        certainty = fitted(linked)
        _say(*measured(by).lines, *report(linked))
    if chosen.write:
        made = train(documents, chosen.seeds)
        write(WEIGHTS, dataclasses.replace(made, certainty=certainty))
        own = read(WEIGHTS)
        seen = [(one, own) for one in documents if one.genre == chosen.genre]
        _say("on the documents it was trained on:", *measured(seen).lines)
    return 0


if __name__ == "__main__":
    sys.exit(main())
