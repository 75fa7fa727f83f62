"""How fast the whole way is, from texts to a store, beside the bare spaCy pipeline."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from sayso.annotate import Annotator
from sayso.build import BuildReport, build
from sayso.errors import UsageError
from sayso.evaluate.gold import GoldDocument, read_gold
from sayso.evaluate.report import Report
from sayso.evaluate.scores import Scores
from sayso.evaluate.speed import Speed, Stopwatch, bare
from sayso.evaluate.words import count_words
from sayso.validate import Validator

ARTICLES = 100
"""So many articles are measured, the first of the file."""


def evaluate_throughput(path: Path, annotator: Annotator, articles: int = ARTICLES) -> Report:
    """Build a store from the first documents of a file and return the speed of everything.

    Reading, annotating, mapping, validating and writing to disk count; loading the model and the
    shapes does not. The bare pipeline runs over the same texts after it, and once before without
    being measured, so that both find all words in the caches of the pipeline.

    Raises:
        InputError: the file cannot be read.
        UsageError: nothing of it could be built.
    """
    documents = read_gold(path)[:articles]
    texts = [document.article() for document in documents]
    validator = Validator()
    bare(annotator, texts)
    _build(documents[:1], annotator, validator)
    bare_watch, watch = Stopwatch(), Stopwatch()
    done = watch.time(partial(_build, documents, annotator, validator))
    bare_watch.time(partial(bare, annotator, texts))
    if not done.built:
        raise UsageError(f"No article of {path} could be built, so there is no speed to report.")
    words = sum(count_words(document.text) for document in documents)
    speed = Speed(words, watch.seconds, bare_watch.seconds)
    return Report(
        task="throughput",
        gold=path.name,
        documents=len(documents),
        made_by=annotator.provenance,
        scores=_scores(done, speed),
        speed=speed,
    )


def _build(
    documents: Sequence[GoldDocument], annotator: Annotator, validator: Validator
) -> BuildReport:
    with tempfile.TemporaryDirectory(prefix="sayso-") as folder:
        corpus = Path(folder) / "corpus.jsonl"
        lines = (json.dumps({"id": item.name, "text": item.text}) for item in documents)
        corpus.write_text("".join(line + "\n" for line in lines), encoding="utf-8")
        return build([corpus], Path(folder) / "store", annotator, validator)


def _scores(done: BuildReport, speed: Speed) -> Scores:
    counts = {
        name: getattr(done, name) for name in ("built", "duplicates", "rejected", "quarantined")
    }
    line = "from text to store: " + ", ".join(f"{n} {name}" for name, n in counts.items())
    return Scores(counts, (line,), {"percent of bare spaCy": speed.share})
