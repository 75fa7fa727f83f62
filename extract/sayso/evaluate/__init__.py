"""Measures how good and how fast Sayso is: annotates documents and compares with their gold."""

from __future__ import annotations

from pathlib import Path

from sayso.annotate import PROFILES, Annotator
from sayso.errors import UsageError
from sayso.evaluate.gold import read_gold
from sayso.evaluate.predictions import write
from sayso.evaluate.report import Report
from sayso.evaluate.scores import Scores
from sayso.evaluate.speed import Measured, Speed

__all__ = ["TASKS", "Report", "Scores", "Speed", "evaluate", "run"]

TASKS = (
    "attribution",
    "characterization",
    "coreference",
    "events",
    "linking",
    "actors",
    "founding",
    "throughput",
)


def run(
    task: str,
    gold_path: Path | str,
    *,
    profile: str = PROFILES[0],
    model: str | None = None,
    kb: Path | str | None = None,
    predictions_path: Path | str | None = None,
) -> Report:
    """Annotate the documents of a gold file and return the figures, with the speed.

    `gold_path` is a file of JSON lines, each with `doc` or `id`, `text` and, if there is gold, the
    fields of the task; for "founding" it is one JSON file, for "actors" a list of pairs whose texts
    are elsewhere. "throughput" takes texts alone and measures the whole way into a store. With
    `predictions_path` what was found is also written, as JSON lines.

    Raises:
        UsageError: there is no such task or profile, or the predictions cannot be written.
        InputError: the gold or the knowledge base cannot be read.
        MissingPartError: SciPy or the model is not installed.
    """
    if task not in TASKS:
        raise UsageError(f"There is no task '{task}'. Use one of: {', '.join(TASKS)}.")
    annotator = Annotator(model=model, profile=profile, kb=kb)
    predictions = None if predictions_path is None else Path(predictions_path)
    return evaluate(task, Path(gold_path), annotator, predictions_path=predictions)


def evaluate(
    task: str,
    gold_path: Path,
    annotator: Annotator,
    *,
    predictions_path: Path | None = None,
    with_speed: bool = True,
) -> Report:
    """Do what `run` does with an annotator that is there already, if asked without the speed."""
    if task == "founding":
        from sayso.evaluate.founding import evaluate_founding

        return evaluate_founding(gold_path, annotator, predictions_path)
    if task == "actors":
        from sayso.evaluate.actors import evaluate_actors

        return evaluate_actors(gold_path, annotator)
    if task == "throughput":
        from sayso.evaluate.throughput import evaluate_throughput

        return evaluate_throughput(gold_path, annotator)
    return _evaluate_lines(task, gold_path, annotator, predictions_path, with_speed)


def _evaluate_lines(
    name: str,
    gold_path: Path,
    annotator: Annotator,
    predictions_path: Path | None,
    with_speed: bool,
) -> Report:
    from sayso.evaluate.tasks import TASKS as DEFINED

    task = DEFINED[name]
    documents = read_gold(gold_path)
    measured = Measured(annotator, beside_bare=with_speed)
    articles = [document.article() for document in documents]
    found = measured.annotate(articles)
    pairs = [
        (document, task.predict(document, annotated))
        for document, annotated in zip(documents, found, strict=True)
    ]
    if predictions_path is not None:
        write(predictions_path, (prediction for _, prediction in pairs))
    with_gold = [pair for pair in pairs if task.has_gold(pair[0])]
    return Report(
        task=name,
        gold=gold_path.name,
        documents=len(documents),
        made_by=annotator.provenance,
        scores=task.score(with_gold) if with_gold else None,
        speed=measured.speed,
        rejects=tuple(measured.rejects),
    )
