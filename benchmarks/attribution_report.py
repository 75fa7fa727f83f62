"""Write the report on attribution: figures with confidence intervals and a reliability plot.

    python -m benchmarks.attribution_report

Measures every corpus with attributions that floors.json lists and that is here, by both profiles,
and writes `docs/reference/attribution-figures.md` and the plot beside it. Intervals hold 95% of
1,000 samples of the documents with replacement (percentile bootstrap: Efron 1979), seed 1.
"""

from __future__ import annotations

import hashlib
import json
import random
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from benchmarks.gate import FLOORS, ROOT, Benchmark

from sayso.annotate import PROFILES, Annotator
from sayso.evaluate.attribution.counts import Counts, added, count
from sayso.evaluate.attribution.figures import figures_of
from sayso.evaluate.attribution.items import AttributionReader
from sayso.evaluate.attribution.matching import HALF
from sayso.evaluate.gold import GoldDocument, read_gold
from sayso.model import Extraction, QuoteForm

PAGE = ROOT / "docs" / "reference" / "attribution-figures.md"
PLOT = PAGE.with_name("attribution-reliability.svg")
SAMPLES, SEED, BINS = 1000, 1, 10
MEASURES = ("joint_50", "joint_50/direct", "joint_50/indirect", "joint_50/mixed")

HEAD = """\
# How good attribution is, measured

<!-- Written by `python -m benchmarks.attribution_report`; do not edit. -->

Joint F1: predicted and gold attributions are paired one to one, and a pair counts where contents
and sources each share half of their words. In brackets the interval that holds 95% of {samples:,}
samples of the documents. Exact: all words of a role agree, source / cue / content. What was learned
from which text is in [the model card](../concepts/attribution-model.md).

| corpus | profile | found / gold | joint F1 | direct | indirect | mixed | exact |
|---|---|---|---|---|---|---|---|
"""

Judged = tuple[float, bool]


@dataclass(frozen=True, slots=True)
class Measured:
    """The counts of each document, and each statement's confidence and whether it is right."""

    counts: list[Counts]
    judged: list[Judged]


def main() -> int:
    """Measure, write the page and the plot."""
    stated = json.loads(FLOORS.read_text(encoding="utf-8"))
    annotators = {profile: Annotator(profile=profile) for profile in PROFILES}
    rows: list[str] = []
    plotted: list[Judged] = []
    digests: list[str] = []
    for fields in stated["benchmarks"]:
        benchmark = Benchmark(**fields)
        if benchmark.task != "attribution" or benchmark.path is None:
            continue
        documents = read_gold(benchmark.path)
        digest = hashlib.sha256(benchmark.path.read_bytes()).hexdigest()
        digests.append(f"- {benchmark.name}: {benchmark.about}; SHA-256 `{digest}`")
        for profile, annotator in annotators.items():
            measured = measure(documents, annotator)
            rows.append(row(benchmark.name, profile, measured.counts))
            if profile == PROFILES[0] and not plotted:
                plotted = measured.judged
    model = annotators[PROFILES[0]].provenance
    page = HEAD.format(samples=SAMPLES) + "".join(rows)
    page += f"\nMeasured with {model.model} {model.model_version}. The corpora:\n\n"
    page += "\n".join(digests) + "\n\n" + reliability_text(plotted)
    PAGE.write_text(page, encoding="utf-8")
    PLOT.write_text(reliability_plot(bins_of(plotted)), encoding="utf-8")
    return 0


def measure(documents: Sequence[GoldDocument], annotator: Annotator) -> Measured:
    """Annotate documents and count what agrees with their gold."""
    measured = Measured([], [])
    for document in documents:
        (found,) = annotator.annotate([document.article()])
        reader = AttributionReader(document.text)
        gold = reader.read(document.fields["gold"])
        kept = [record for record in _records(found) if record["content"]]
        predicted = reader.read(kept)
        measured.counts.append(count(reader.index, predicted, gold))
        for record in kept:
            one = reader.attribution(record)
            right = any(
                one.content_overlap(g) >= HALF and one.source_overlap(g) >= HALF for g in gold
            )
            measured.judged.append((record["confidence"], right))
    return measured


def _records(found: object) -> list[dict[str, Any]]:
    if not isinstance(found, Extraction):
        return []
    return [
        {
            "source": [[s.start, s.end] for s in statement.source],
            "cue": [[s.start, s.end] for s in statement.cue],
            "content": [[s.start, s.end] for s in statement.content],
            "confidence": statement.confidence,
        }
        for statement in found.statements
        if statement.form is not QuoteForm.AUTHORIAL
    ]


def row(corpus: str, profile: str, counts: Sequence[Counts]) -> str:
    """Return the row of the table for a corpus and a profile."""
    whole = figures_of(added(counts))
    chance = random.Random(SEED)
    samples: dict[str, list[float]] = {measure: [] for measure in MEASURES}
    for _ in range(SAMPLES):
        figures = figures_of(added(chance.choices(counts, k=len(counts))))
        for measure in MEASURES:
            samples[measure].append(figures[measure]["F"])
    cells = []
    for measure in MEASURES:
        found = sorted(samples[measure])
        low, high = found[round(0.025 * SAMPLES)], found[round(0.975 * SAMPLES) - 1]
        cells.append(f"{100 * whole[measure]['F']:.1f} ({100 * low:.1f}–{100 * high:.1f})")
    exact = " / ".join(
        f"{100 * whole[f'exact_{r}']['F']:.1f}" for r in ("source", "cue", "content")
    )
    sizes = f"{whole['n_pred']} / {whole['n_gold']}"
    return f"| {corpus} | {profile} | {sizes} | {' | '.join(cells)} | {exact} |\n"


def bins_of(judged: Sequence[Judged]) -> list[tuple[float, float, int]]:
    """Return for each tenth of confidence the mean confidence, the share right, and the number."""
    bins: list[list[Judged]] = [[] for _ in range(BINS)]
    for one in judged:
        bins[min(BINS - 1, int(one[0] * BINS))].append(one)
    return [
        (
            sum(c for c, _ in inside) / len(inside),
            sum(r for _, r in inside) / len(inside),
            len(inside),
        )
        for inside in bins
        if inside
    ]


def reliability_text(judged: Sequence[Judged]) -> str:
    """Return the section on confidence: the expected calibration error and the table."""
    bins = bins_of(judged)
    error = sum(abs(told - right) * number for told, right, number in bins) / len(judged)
    lines = [
        "## Confidence\n\n",
        "![Share of statements that are right against the confidence they have]",
        f"({PLOT.name})\n\n",
        "On the first corpus, default profile: of the statements with about this confidence, so ",
        f"many\nare right. Expected calibration error: {error:.3f}. The shares that confidence ",
        "rests on\nwere measured on the same articles (`benchmarks/tagger_confidence.py` prints ",
        "the error\nacross halves of them).\n\n",
        "| confidence | right | statements |\n|---|---|---|\n",
    ]
    lines += [f"| {told:.2f} | {right:.2f} | {number} |\n" for told, right, number in bins]
    return "".join(lines)


def reliability_plot(bins: Sequence[tuple[float, float, int]]) -> str:
    """Return the reliability diagram as SVG: points with areas by number, and the diagonal."""
    side, edge = 320, 46
    most = max(number for _, _, number in bins)

    def x(share: float) -> float:
        return round(edge + share * side, 1)

    def y(share: float) -> float:
        return round(edge / 2 + (1 - share) * side, 1)

    marks = "".join(
        f'<circle cx="{x(told)}" cy="{y(right)}" r="{3 + 9 * (number / most) ** 0.5:.1f}"'
        f' fill="#3b6ea5" fill-opacity=".75"><title>{number} statements: told {told:.2f}, '
        f"right {right:.2f}</title></circle>"
        for told, right, number in bins
    )
    ticks = "".join(
        f'<text x="{x(t / 5)}" y="{y(0) + 16}" text-anchor="middle">{t / 5:.1f}</text>'
        f'<text x="{x(0) - 6}" y="{y(t / 5) + 4}" text-anchor="end">{t / 5:.1f}</text>'
        for t in range(6)
    )
    width, height = side + 2 * edge, side + 2 * edge
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img" '
        'aria-label="Reliability of confidence" font-family="sans-serif" font-size="11">'
        f'<rect width="{width}" height="{height}" fill="#fff"/>'
        f'<rect x="{x(0)}" y="{y(1)}" width="{side}" height="{side}" fill="none" stroke="#999"/>'
        f'<path d="M{x(0)} {y(0)}L{x(1)} {y(1)}" stroke="#999" stroke-dasharray="4 4"/>'
        f'{marks}{ticks}<text x="{x(0.5)}" y="{y(0) + 34}" text-anchor="middle">confidence</text>'
        f'<text transform="translate(12 {y(0.5)}) rotate(-90)" text-anchor="middle">right</text>'
        "</svg>\n"
    )


if __name__ == "__main__":
    sys.exit(main())
