"""The tasks on JSON lines: what each predicts of a document, and how that is scored."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sayso.evaluate import attribution, characterization, coreference, events, linking, predictions
from sayso.evaluate.gold import GoldDocument
from sayso.evaluate.predictions import Prediction
from sayso.evaluate.scores import Scores
from sayso.evaluate.speed import Annotated

Pairs = Sequence[tuple[GoldDocument, Prediction]]


@dataclass(frozen=True, slots=True)
class Task:
    """How a task predicts and scores; `gold` tells whether a document has gold for it."""

    predict: Callable[[GoldDocument, Annotated | None], Prediction]
    has_gold: Callable[[GoldDocument], bool]
    score: Callable[[Pairs], Scores]


def _attribution(pairs: Pairs) -> Scores:
    return attribution.score(
        attribution.Scored(document.text, document.fields["gold"], found["pred"])
        for document, found in pairs
    )


def _characterization(pairs: Pairs) -> Scores:
    return characterization.score(
        characterization.Scored(
            document.fields["characterizations"],
            found["characterizations"],
            str(document.fields.get("corpus", "")),
        )
        for document, found in pairs
    )


def _coreference(pairs: Pairs) -> Scores:
    return coreference.score(
        coreference.Scored(document.text, document.fields["clusters"], found["clusters"])
        for document, found in pairs
    )


def _events(pairs: Pairs) -> Scores:
    """Score the rows that ask for a root, or else the articles; a file has one or the other."""
    rows = [(document, found) for document, found in pairs if predictions.is_dyad(document)]
    if rows:
        return events.score_roots(
            (str(document.fields["root"]), str(found["root"])) for document, found in rows
        )
    return events.score_events(
        events.Scored(document.text, document.fields["events"], found["events"])
        for document, found in pairs
    )


def _linking(pairs: Pairs) -> Scores:
    return linking.score(
        linking.Scored(document.text, document.fields["mentions"], found["mentions"])
        for document, found in pairs
    )


def _has(*names: str) -> Callable[[GoldDocument], bool]:
    return lambda document: any(name in document.fields for name in names)


TASKS: dict[str, Task] = {
    "attribution": Task(predictions.attributions, _has("gold"), _attribution),
    "characterization": Task(
        predictions.characterizations, _has("characterizations"), _characterization
    ),
    "coreference": Task(predictions.coreference, _has("clusters"), _coreference),
    "events": Task(predictions.events, _has("root", "events"), _events),
    "linking": Task(predictions.linking, _has("mentions"), _linking),
}
