"""Measure how much surer a whole statement is than its cue: the numbers of frame_confidence.tsv.

    python -m benchmarks.statement_confidence CORPUS.jsonl [--model NAME] [--output FILE]

CORPUS is laid out as for `benchmarks.cue_frames`, and must be a training part too. The share of a
cue in a frame is measured before quotations are taken in and doubtful cues left out; what is left
is right more often. For each frame, with and without a quotation in the content, the difference
between the share of statements that agree with a gold attribution and the mean trust in their cues
is what has to be added to the trust. It is drawn towards zero where a frame is rare.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass

from benchmarks.cue_frames import HALF, corpus_arguments, offsets, parsed, write

from sayso.annotate import Annotator
from sayso.annotate.attribution.build import drafts
from sayso.annotate.attribution.drafts import Draft
from sayso.evaluate.attribution.items import Attribution, AttributionReader, Record
from sayso.evaluate.gold import GoldDocument, read_gold

PRIOR = 10
"""A frame counts as if so many more statements had been exactly as sure as their cues."""

HEADER = """\
# How much surer a statement is than its cue: frame, whether it takes in a quotation, what to add to
# the trust in the cue. Measured by benchmarks/statement_confidence.py on the training part of a
# corpus of political news, {documents} articles with attributions. Compiled for this project, MIT.
"""

Kind = tuple[str, bool]


@dataclass(slots=True)
class Tally:
    """The statements of one kind: how many, how many right, and the sum of the trust in them."""

    found: int = 0
    right: int = 0
    trust: float = 0.0

    @property
    def shift(self) -> float:
        """What has to be added to the trust."""
        return (self.right - self.trust) / (self.found + PRIOR)


def main(arguments: list[str] | None = None) -> int:
    """Measure a corpus and write the file."""
    given = corpus_arguments(__doc__, arguments)
    documents = read_gold(given.corpus)
    tallies = measure(documents, Annotator(model=given.model))
    header = HEADER.format(documents=len(documents))
    write(header + "".join(f"{line}\n" for line in lines(tallies)), given.output)
    return 0


def measure(documents: list[GoldDocument], annotator: Annotator) -> dict[Kind, Tally]:
    """Return the tally of each frame, with and without quotations, in the documents."""
    tallies: dict[Kind, Tally] = {}
    for document, doc in parsed(documents, annotator):
        reader = AttributionReader(document.text)
        gold = [reader.attribution(record) for record in document.fields["gold"]]
        for draft in drafts(doc):
            if draft.content:
                kind = (draft.frame, bool(draft.taken))
                tally = tallies.setdefault(kind, Tally())
                tally.found += 1
                tally.trust += draft.trust
                tally.right += agrees(reader.attribution(record(draft)), gold)
    return tallies


def agrees(found: Attribution, gold: list[Attribution]) -> bool:
    """Tell whether a gold attribution shares half of the words of source and content."""
    return any(
        found.content_overlap(item) >= HALF and found.source_overlap(item) >= HALF for item in gold
    )


def record(draft: Draft) -> Record:
    """Return a draft with the offsets of its words, as predictions are written."""
    doc = draft.cue.doc
    return {
        "source": offsets(doc, [] if draft.source is None else [draft.source]),
        "cue": offsets(doc, [(i, i + 1) for i in draft.cue_tokens]),
        "content": offsets(doc, draft.content),
    }


def lines(tallies: dict[Kind, Tally]) -> Iterator[str]:
    """Yield the lines of the file."""
    for frame, quoted in sorted(tallies):
        yield f"{frame}\t{'yes' if quoted else 'no'}\t{tallies[frame, quoted].shift:+.2f}"


if __name__ == "__main__":
    sys.exit(main())
