"""Characterizations in the layout in which they are exchanged and scored."""

from typing import Any

from spacy.tokens import Doc

from sayso.model import Characterization, EntityType, RefKind, Span

_KINDS = {
    EntityType.PERSON: "person",
    EntityType.ANONYMOUS: "person",
    EntityType.COLLECTIVE: "group",
    EntityType.COALITION: "group",
    EntityType.STATE: "place_or_state",
    EntityType.PLACE: "place_or_state",
    EntityType.WORK: "work_or_document",
    EntityType.IDEA: "other",
}


def to_record(doc: Doc, characterization: Characterization) -> dict[str, Any]:
    """Return holder, target, cue, attribute and the rest as plain JSON types, with offsets."""
    item = characterization
    target = _words(doc, item.target)
    ref = item.characterized
    entity = ref.index if ref is not None and ref.kind is RefKind.ENTITY else None
    target["name"] = _name(doc, entity, item.target)
    kind = None if entity is None else doc._.sayso_entities[entity].type
    target["kind"] = "other" if kind is None else _KINDS.get(kind, "organization")
    holder = None
    if item.holder is not None:
        holder = _words(doc, item.holder)
        holder["name"] = _name(doc, item.evaluator, item.holder)
    return {
        "holder": holder,
        "target": target,
        "cue": None if item.cue is None else _words(doc, item.cue),
        "attribute": _words(doc, item.attribute),
        "form": str(item.form),
        "polarity": str(item.polarity),
        "negated": item.negated,
        "quoted": _is_quoted(doc, item.attribute),
        "self": item.self_directed,
        "confidence": item.confidence,
    }


def _is_quoted(doc: Doc, span: Span) -> bool:
    """Tell whether words stand in quotation marks, all of them."""
    quotations = doc._.sayso_quotations
    return any(q.inner.start <= span.start and span.end <= q.inner.end for q in quotations)


def _words(doc: Doc, span: Span) -> dict[str, Any]:
    return {"start": span.start, "end": span.end, "text": span.of(doc.text)}


def _name(doc: Doc, entity: int | None, span: Span) -> str:
    return str(doc._.sayso_entities[entity].name) if entity is not None else span.of(doc.text)
