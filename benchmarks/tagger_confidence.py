"""Measure how often the tagger is right when it is so sure: the numbers of tagger_confidence.tsv.

    python -m benchmarks.tagger_confidence CORPUS.jsonl [--model NAME] [--output FILE]

CORPUS is laid out as for `benchmarks.cue_frames`; it must be no part of what the tagger learned
from. For each kind of content the statements are sorted by how sure the tagger is and cut into
steps; the share of a step is how many of its statements agree with a gold attribution in half of
the words of source and content. Where a surer step would have a smaller share, the two are joined
(pool adjacent violators: Ayer et al. 1955). Measured on every second article and held against the
others, the shares are off by the expected calibration error that is printed.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable

from benchmarks.cue_frames import corpus_arguments, parsed, write
from benchmarks.statement_confidence import agrees, record

from sayso.annotate import Annotator
from sayso.annotate.attribution.contents import kind_of_content
from sayso.annotate.attribution.joining import joint_drafts
from sayso.annotate.tagger.runtime import tagger
from sayso.evaluate.attribution.items import AttributionReader
from sayso.evaluate.gold import read_gold

KINDS = ("quotation", "clause", "infinitive", "phrase")
STEPS = (0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99, 0.995)

HEADER = """\
# How often an attribution of the tagger is right: kind of content, least probability that the
# tagger gives, share that was right. Measured by benchmarks/tagger_confidence.py on {documents}
# articles of political news that it did not learn from. Compiled for this project, MIT.
"""

Judged = tuple[str, float, bool]
Shares = dict[str, list[tuple[float, float]]]


def main(arguments: list[str] | None = None) -> int:
    """Measure a corpus, print the error of calibration and write the file."""
    given = corpus_arguments(__doc__, arguments)
    documents = read_gold(given.corpus)
    judged: list[list[Judged]] = []
    for document, doc in parsed(documents, Annotator(model=given.model)):
        reader = AttributionReader(document.text)
        gold = [reader.attribution(item) for item in document.fields["gold"]]
        judged.append(
            [
                (
                    kind_of_content(doc, draft.content),
                    draft.valid,
                    agrees(reader.attribution(record(draft)), gold),
                )
                for draft in joint_drafts(doc, tagger())
                if draft.tagged and draft.content
            ]
        )
    halves = [[j for d in judged[start::2] for j in d] for start in (0, 1)]
    errors = [expected_error(shares(halves[a]), halves[b]) for a, b in ((0, 1), (1, 0))]
    print(f"expected calibration error, across halves: {errors[0]:.3f} {errors[1]:.3f}")
    lines = (
        f"{kind}\t{least}\t{share:.2f}\n"
        for kind, steps in shares(j for d in judged for j in d).items()
        for least, share in steps
    )
    write(HEADER.format(documents=len(documents)) + "".join(lines), given.output)
    return 0


def shares(judged: Iterable[Judged]) -> Shares:
    """Return for each kind of content the share that is right, step by step and never falling."""
    found: Shares = {}
    listed = list(judged)
    for kind in KINDS:
        steps: list[list[float]] = []  # least probability, right, all
        for least, above in zip(STEPS, (*STEPS[1:], 1.01), strict=True):
            inside = [right for k, valid, right in listed if k == kind and least <= valid < above]
            if not inside:
                continue
            steps.append([least, sum(inside) + 1.0, len(inside) + 2.0])
            while len(steps) > 1 and steps[-2][1] / steps[-2][2] > steps[-1][1] / steps[-1][2]:
                _, right, number = steps.pop()
                steps[-1][1] += right
                steps[-1][2] += number
        found[kind] = [(least, right / number) for least, right, number in steps]
    return found


def expected_error(measured: Shares, judged: list[Judged], bins: int = 10) -> float:
    """Return the expected calibration error of the shares on other statements: 0 to 1."""
    told: dict[int, list[tuple[float, bool]]] = {}
    for kind, valid, right in judged:
        steps = measured[kind]
        share = next((s for least, s in reversed(steps) if valid >= least), steps[0][1])
        told.setdefault(min(bins - 1, int(share * bins)), []).append((share, right))
    return sum(
        abs(sum(s for s, _ in inside) - sum(r for _, r in inside)) for inside in told.values()
    ) / max(1, len(judged))


if __name__ == "__main__":
    sys.exit(main())
