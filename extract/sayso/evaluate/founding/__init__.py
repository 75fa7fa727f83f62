"""Scores all that is found in one article with a full gold annotation: the founding article."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

from sayso.annotate import Annotator
from sayso.errors import UsageError
from sayso.evaluate.founding import items
from sayso.evaluate.founding.alignment import Alignment
from sayso.evaluate.founding.gold import FoundingGold, read_founding
from sayso.evaluate.founding.questions import Answered, answers
from sayso.evaluate.gold import article_of
from sayso.evaluate.predictions import write
from sayso.evaluate.report import Report
from sayso.evaluate.scores import Scores, percentages
from sayso.mapping import map_extraction
from sayso.model import Extraction, Reject
from sayso.store import open_store

__all__ = ["evaluate_founding", "score"]


def evaluate_founding(
    path: Path, annotator: Annotator, predictions_path: Path | None = None
) -> Report:
    """Annotate the article of a gold file, build its graph, and compare all of it with the gold.

    The article's text and `competency.json`, with the questions and their rows, lie beside the
    file. With `predictions_path` the extraction is written, as one line of JSON.

    Raises:
        InputError: a file cannot be read, or is not what it should be.
        UsageError: the article cannot be annotated, or the predictions cannot be written.
        MissingPartError: SciPy is not installed.
    """
    gold = read_founding(path)
    article = article_of(gold.text, str(path), path.stem)
    (extraction,) = annotator.annotate([article])
    if isinstance(extraction, Reject):
        raise UsageError(f"The article of {path} could not be annotated: {extraction.detail}.")
    if predictions_path is not None:
        write(predictions_path, [extraction.as_dict()])
    return Report(
        task="founding",
        gold=path.name,
        documents=1,
        made_by=annotator.provenance,
        scores=score(gold, extraction),
    )


def score(gold: FoundingGold, extraction: Extraction) -> Scores:
    """Return what of the gold is found in an extraction of its article.

    Raises:
        MissingPartError: SciPy is not installed.
    """
    alignment = Alignment(gold, extraction)
    statements = items.statements(gold, extraction)
    core, core_right = items.characterizations(gold, extraction, alignment, "core")
    secondary, secondary_right = items.characterizations(gold, extraction, alignment, "secondary")
    stances = items.stances(gold, extraction, alignment)
    events, right = items.events(gold, extraction)
    asked = _ask(gold, alignment, extraction)
    outcomes = {
        "statements": (statements, ""),
        "core characterizations": (core, f"polarity right {core_right}"),
        "secondary characterizations": (secondary, f"polarity right {secondary_right}"),
        "stances": (stances, ""),
        "events": (events, f"type right {right['type']}, actuality right {right['actuality']}"),
    }
    rows = {name: sum(getattr(one, name) for one in asked) for name in ("found", "missed", "wrong")}
    figures = {
        **{name: outcome.as_dict() for name, (outcome, _) in outcomes.items()},
        "rows": rows,
        "questions": [one.as_dict() for one in asked],
    }
    headline = {
        f"{name} of {len(outcome.gold)}": float(len(outcome.found))
        for name, (outcome, _) in outcomes.items()
    }
    if asked:
        answered = rows["found"] + rows["wrong"], rows["found"] + rows["missed"]
        headline[f"rows of {answered[1]}"] = float(rows["found"])
        headline["F1 of the rows"] = percentages(rows["found"], *answered)["F"]
    return Scores(figures, tuple(_lines(outcomes, asked, rows)), headline)


def _ask(gold: FoundingGold, alignment: Alignment, extraction: Extraction) -> tuple[Answered, ...]:
    if not gold.questions:
        return ()
    with (
        tempfile.TemporaryDirectory(prefix="sayso-") as folder,
        open_store(Path(folder) / "store") as store,
    ):
        store.replace([map_extraction(extraction, store.base)])
        return tuple(answers(gold, alignment, store))


def _lines(
    outcomes: dict[str, tuple[items.Outcome, str]],
    asked: tuple[Answered, ...],
    rows: dict[str, int],
) -> Iterator[str]:
    for name, (outcome, more) in outcomes.items():
        missed = f"; missed {' '.join(outcome.missed)}" if outcome.missed else ""
        yield (
            f"{name:28s} {len(outcome.found):3d} of {len(outcome.gold):3d} found, "
            f"{outcome.predicted} predicted{'; ' if more else ''}{more}{missed}"
        )
    if not asked:
        yield "There are no questions beside the gold."
        return
    yield f"rows: {rows['found']} found, {rows['missed']} missed, {rows['wrong']} wrong"
    for one in asked:
        yield (
            f"{one.id}  found {one.found:3d}  missed {one.missed:3d}  wrong {one.wrong:3d}  "
            f"{one.question}"
        )
