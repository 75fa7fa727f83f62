"""Measure how often a cue in a construction is an attribution: the numbers of cue_frames.tsv.

    python -m benchmarks.cue_frames CORPUS.jsonl [--model NAME] [--output FILE]

CORPUS has a document a line, {"doc", "text", "gold": [{"source", "cue", "content"}, ...]}, with
spans as lists of [start, end]. Every candidate that the rules propose in it is compared with the
gold: it counts as an attribution when a gold attribution whose cue shares a word with it has at
least half of the content words and half of the source words in common. The same corpus and model
give the same file. Measure on texts for training alone: what is tuned on a text cannot be measured
on it.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from spacy.tokens import Doc

from sayso.annotate import Annotator
from sayso.annotate.attribution.candidates import Candidate, candidates
from sayso.annotate.attribution.clauses import Stretch, phrase
from sayso.annotate.attribution.lexicon import part_of_speech, speech_acts
from sayso.evaluate.attribution.items import Attribution, AttributionReader, Record
from sayso.evaluate.gold import GoldDocument, read_gold

HALF = 0.5
RARE = 20
"""Cues that are seen more often say nothing about cues that are not seen at all."""
FEWEST = 3
"""Cues that are seen less often get the share of the rare cues of their kind."""
PRIOR = 4
"""The share of the rare cues counts as much as so many observations."""
LEAST_SHARE = 0.28
"""Cues with a smaller share are never kept as attributions, so they need no line."""
UNREAL_LISTED, UNREAL_UNLISTED = 1.0, 0.2
"""Attributions added to those of rare cues: a frame that is hardly seen is not ruled out."""

HEADER = """\
# How often a cue in a frame is an attribution: frame, cue, share (0 to 1), smoothed towards the
# share of rare cues of its kind. Measured by benchmarks/cue_frames.py on the training part of a
# corpus of political news, {documents} articles with attributions. "(listed)" and "(unlisted)" are
# the shares of rare cues that speech_acts.tsv lists or does not list. Compiled for this project,
# MIT.
"""

Cue = tuple[str, str]
"""A frame and the key of a cue in it."""


@dataclass(slots=True)
class Counts:
    """How often each cue was proposed in each frame, and how often that was an attribution."""

    documents: int = 0
    proposed: Counter[Cue] = field(default_factory=Counter)
    right: Counter[Cue] = field(default_factory=Counter)


def main(arguments: list[str] | None = None) -> int:
    """Measure a corpus and write the file."""
    given = corpus_arguments(__doc__, arguments)
    counts = measure(read_gold(given.corpus), Annotator(model=given.model))
    write("".join(f"{line}\n" for line in lines(counts)), given.output)
    return 0


def corpus_arguments(doc: str | None, arguments: list[str] | None) -> argparse.Namespace:
    """Return corpus, model and output as the command line gives them; `doc` is the help."""
    parser = argparse.ArgumentParser(
        description=doc, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--model", help="spaCy pipeline; the bundled one if not given")
    parser.add_argument("--output", type=Path, help="file to write; standard output if not given")
    return parser.parse_args(arguments)


def write(text: str, output: Path | None) -> None:
    """Write a measured table to a file, or to standard output."""
    if output is None:
        sys.stdout.write(text)
    else:
        output.write_text(text, encoding="utf-8")


def parsed(
    documents: list[GoldDocument], annotator: Annotator
) -> Iterator[tuple[GoldDocument, Doc]]:
    """Yield each document with its parse and quotations, without what comes after the parser."""
    names = annotator.nlp.pipe_names
    needless = [name for name in names[names.index("ner") :] if name.startswith("sayso_")]
    with annotator.nlp.select_pipes(disable=needless):
        for document in documents:
            yield document, annotator.doc(document.article())


def measure(documents: list[GoldDocument], annotator: Annotator) -> Counts:
    """Return how often each cue was proposed and right in the documents."""
    counts = Counts(documents=len(documents))
    for document, doc in parsed(documents, annotator):
        _count(counts, doc, AttributionReader(document.text), document.fields["gold"])
    return counts


def _count(counts: Counts, doc: Doc, reader: AttributionReader, gold: list[Record]) -> None:
    by_word: dict[int, list[Attribution]] = defaultdict(list)
    for record in gold:
        item = reader.attribution(record)
        for word in item.words["cue"]:
            by_word[word].append(item)
    for candidate in candidates(doc):
        found = reader.attribution(_record(doc, candidate))
        near = [item for word in found.words["cue"] for item in by_word[word]]
        cue = (candidate.frame, candidate.key)
        counts.proposed[cue] += 1
        counts.right[cue] += any(_agree(found, item) for item in near)


def _agree(one: Attribution, other: Attribution) -> bool:
    return one.content_overlap(other) >= HALF and one.source_overlap(other) >= HALF


def _record(doc: Doc, candidate: Candidate) -> Record:
    source = [] if candidate.source is None else [phrase(candidate.source)]
    return {
        "source": offsets(doc, source),
        "cue": offsets(doc, [(i, i + 1) for i in candidate.cue_tokens]),
        "content": offsets(doc, candidate.content),
    }


def offsets(doc: Doc, stretches: Iterable[Stretch]) -> list[tuple[int, int]]:
    """Return stretches of tokens as offsets into the text."""
    return [
        (doc[start].idx, doc[end - 1].idx + len(doc[end - 1]))
        for start, end in stretches
        if start < end
    ]


def lines(counts: Counts) -> Iterator[str]:
    """Yield the lines of the file: first the shares of rare cues by frame, then cue by cue."""
    yield from HEADER.format(documents=counts.documents).splitlines()
    listed = _rare_shares(counts, listed=True, unreal=UNREAL_LISTED)
    unlisted = _rare_shares(counts, listed=False, unreal=UNREAL_UNLISTED)
    for frame in sorted(listed):
        yield f"{frame}\t(listed)\t{listed[frame]:.2f}"
        yield f"{frame}\t(unlisted)\t{unlisted[frame]:.2f}"
    for cue in sorted(counts.proposed):
        frame, key = cue
        proposed = counts.proposed[cue]
        if proposed < FEWEST or not _is_words(key):
            continue
        base = listed[frame] if _is_listed(frame, key) else unlisted[frame]
        share = (counts.right[cue] + PRIOR * base) / (proposed + PRIOR)
        if share >= LEAST_SHARE or base >= LEAST_SHARE:
            yield f"{frame}\t{key}\t{share:.2f}"


def _rare_shares(counts: Counts, *, listed: bool, unreal: float) -> dict[str, float]:
    """Return for each frame the smoothed share of rare cues that the lexicon lists, or does not."""
    proposed: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for (frame, key), number in counts.proposed.items():
        if number <= RARE and _is_listed(frame, key) == listed:
            proposed[frame] += number
            right[frame] += counts.right[frame, key]
    frames = {frame for frame, _ in counts.proposed}
    return {frame: (right[frame] + unreal) / (proposed[frame] + PRIOR) for frame in frames}


def _is_listed(frame: str, key: str) -> bool:
    part = part_of_speech(frame)
    return (key, part) in speech_acts() or (key.split()[0], part) in speech_acts()


def _is_words(key: str) -> bool:
    return all(char.isalpha() or char in " -’" for char in key) and any(map(str.isalpha, key))


if __name__ == "__main__":
    raise SystemExit(main())
