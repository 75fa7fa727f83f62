"""What was found in an article, in the layouts in which predictions are exchanged and scored."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from sayso.annotate.characterization.record import to_record
from sayso.annotate.coreference import clusters
from sayso.annotate.events.dyads import root_of
from sayso.errors import UsageError
from sayso.evaluate.gold import GoldDocument
from sayso.evaluate.speed import Annotated
from sayso.model import Certainty, Event, Polarity, QuoteForm, Span, TimeOrientation

Prediction = dict[str, Any]

# The values that annotated corpora of event factuality use.
_CERTAINTY = {certainty: certainty.value.upper() for certainty in Certainty}
_POLARITY = {Polarity.POSITIVE: "POS", Polarity.NEGATIVE: "NEG"}
_TIME = {TimeOrientation.NON_FUTURE: "NON_FUTURE", TimeOrientation.FUTURE: "FUTURE"}
_UNDERSPECIFIED = "UNDERSPECIFIED"


def attributions(document: GoldDocument, found: Annotated | None) -> Prediction:
    """Return the statements with a source or cue; the article's own voice is left out."""
    statements = found.extraction.statements if found else ()
    pred = [
        {
            "source": _offsets(statement.source),
            "cue": _offsets(statement.cue),
            "content": _offsets(statement.content),
        }
        for statement in statements
        if statement.form is not QuoteForm.AUTHORIAL
    ]
    return {"doc": document.name, "pred": pred}


def characterizations(document: GoldDocument, found: Annotated | None) -> Prediction:
    """Return the characterizations that have a holder; the author's own are left out."""
    items = found.extraction.characterizations if found else ()
    records = [to_record(found.doc, item) for item in items if item.holder] if found else []
    return {"id": document.name, "characterizations": records}


def coreference(document: GoldDocument, found: Annotated | None) -> Prediction:
    """Return the clusters of two mentions or more."""
    groups = clusters(found.doc) if found else []
    return {"doc": document.name, "clusters": [_offsets(group) for group in groups]}


def events(document: GoldDocument, found: Annotated | None) -> Prediction:
    """Return the root of the event between source and target, or all events of an article."""
    if is_dyad(document):
        source, target = (_words(document.fields[role]) for role in ("source", "target"))
        root = root_of(found.doc, source, target) if found else None
        return {"id": document.name, "root": root}
    records: list[Prediction] = []
    for event in found.extraction.events if found else ():
        records.extend(_events(document.text, event))
    return {"doc": document.name, "events": sorted(records, key=_place)}


def is_dyad(document: GoldDocument) -> bool:
    """Tell whether a document asks what its source does to its target."""
    return "source" in document.fields and "target" in document.fields


def linking(document: GoldDocument, found: Annotated | None) -> Prediction:
    """Return the mentions with the name of their entity and its Wikidata item, where known."""
    records: list[Prediction] = []
    extraction = found.extraction if found else None
    for mention in extraction.mentions if extraction else ():
        assert extraction is not None
        entity = extraction.entities[mention.entity]
        record = _span(document.text, mention.span)
        name = mention.name
        record.update(kind=mention.kind.value, name=[name.start, name.end] if name else None)
        record.update(type=entity.type.value, entity=entity.name, wikidata=entity.wikidata)
        records.append(record)
    return {"doc": document.name, "mentions": records}


def write(path: Path, predictions: Iterable[Prediction]) -> None:
    """Write predictions as JSON lines.

    Raises:
        UsageError: the file cannot be written.
    """
    lines = (json.dumps(item, ensure_ascii=False) + "\n" for item in predictions)
    try:
        with path.open("w", encoding="utf-8", errors="surrogatepass", newline="\n") as file:
            file.writelines(lines)
    except OSError as error:
        raise UsageError(
            f"The predictions cannot be written to {path}: {error.strerror or error}."
        ) from error


def _events(text: str, event: Event) -> list[Prediction]:
    """Return one record for each trigger of an event."""
    participants = [{"start": span.start, "end": span.end} for span in event.participants]
    return [
        {
            **_span(text, trigger),
            "type": event.type,
            "certainty": _CERTAINTY[event.certainty],
            "polarity": _POLARITY.get(event.polarity, _UNDERSPECIFIED),
            "time": _TIME.get(event.orientation, _UNDERSPECIFIED),
            "participants": participants,
        }
        for trigger in event.triggers
    ]


def _place(record: Prediction) -> tuple[int, int]:
    return record["start"], record["end"]


def _span(text: str, span: Span) -> Prediction:
    return {"start": span.start, "end": span.end, "text": span.of(text)}


def _offsets(spans: Iterable[Span]) -> list[list[int]]:
    return [[span.start, span.end] for span in spans]


def _words(value: object) -> str:
    """Return the words of a source or target, which some corpora give as a list of parts."""
    if isinstance(value, list):
        return str(value[0]) if value else ""
    return str(value or "")
