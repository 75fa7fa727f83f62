"""The reader: the text of an article with everything that was found in it, marked in its place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sayso.explore.addresses import with_query
from sayso.explore.asked import Asked, Page, UnknownError
from sayso.explore.marks import Mark, paragraphs
from sayso.explore.records import Characterization, Entity, Event, Record, Statement
from sayso.explore.view import ArticleView
from sayso.query import Table
from sayso.vocabulary import sayso


@dataclass(frozen=True, slots=True)
class Layer:
    """A kind of marks that can be switched on and off."""

    name: str
    title: str
    explained: str
    kinds: tuple[str, ...]
    shown: bool


LAYERS = (
    Layer("sources", "Sources", "who speaks: a solid line, “who”", ("source",), True),
    Layer("cues", "Cues", "the words that report: a wavy line, “cue”", ("cue",), True),
    Layer("contents", "Contents", "what is said: a dotted line, “says”", ("content",), True),
    Layer(
        "characterizations",
        "Characterizations",
        "whom and as what: double lines, “whom” and “as”",
        ("whom", "as"),
        True,
    ),
    Layer("mentions", "Mentions", "whom or what words mean: a thin line", ("mention",), False),
    Layer("events", "Events", "what happens: a dashed line, and its type", ("event",), False),
)


@dataclass(frozen=True, slots=True)
class Covering:
    """What was found at a place of the text, the narrowest first."""

    statements: tuple[Statement, ...]
    characterizations: tuple[Characterization, ...]
    events: tuple[Event, ...]
    entities: tuple[Entity, ...]

    def __bool__(self) -> bool:
        return any((self.statements, self.characterizations, self.events, self.entities))


def article(asked: Asked) -> Page:
    """Return an article with its marks; `at` selects a place, `layer` what is marked."""
    record = asked.catalog.records.get(asked.place)
    if record is None:
        raise UnknownError(f"There is no article {asked.place} in this store.")
    view = asked.view(asked.place)
    text, at = view.text(), asked.offsets("at")
    chosen = _layers(asked)
    marks = list(marks_of(view))
    wanted = {kind for layer in LAYERS if layer.name in chosen for kind in layer.kinds}
    shown = [mark for mark in marks if mark.kind in wanted]
    covering = _covering(record, marks, at) if at else None
    if at:
        shown += _selection(marks, covering, at)

    def address(start: int, end: int) -> str:
        return f"{asked.with_values(at=f'{start}-{end}')}#w{start}"

    content = {
        "record": record,
        "article": record.article,
        "paragraphs": list(paragraphs(text, shown, address)),
        "layers": LAYERS,
        "chosen": chosen,
        "at": at,
        "covering": covering,
        "nothing_found": not record.statements,
        "cards": {one.iri: one for one in record.characterizations},
    }
    graphs = (f"{asked.place}/graph", f"{asked.place}/provenance")
    return Page(
        "article.html",
        record.article.title,
        content,
        lambda: _data(record, text),
        (),
        graphs,
        lambda: _table(asked, record),
    )


def marks_of(view: ArticleView) -> Iterator[Mark]:
    """Yield every mark of an article."""
    for node in view.of_class(sayso.Statement):
        for kind, label, predicates in (
            ("content", "says", (sayso.contentSpan,)),
            ("source", "who", (sayso.sourceMention, sayso.sourceSpan)),
            ("cue", "cue", (sayso.cue,)),
        ):
            for words in view.words_of(node, *predicates):
                yield Mark(words.start, words.end, kind, label, node)
    for node in view.of_class(sayso.Characterization):
        for words in view.words_of(node, sayso.targetMention):
            yield Mark(words.start, words.end, "whom", "whom", node)
        for words in view.words_of(node, sayso.attributeSpan):
            yield Mark(words.start, words.end, "as", "as", node)
    for node in view.of_class(sayso.EntityMention):
        found = view.words(node)
        if found:
            yield Mark(found.start, found.end, "mention", "", view.one(node, sayso.refersTo))
    for node in view.subjects():
        for words in view.words_of(node, sayso.trigger):
            label = node.rsplit("-", 1)[-1].split("~")[0].lower()
            yield Mark(words.start, words.end, "event", label, node)


def _layers(asked: Asked) -> set[str]:
    known = {layer.name for layer in LAYERS}
    given = asked.many.get("layer", ())
    if not given:
        return {layer.name for layer in LAYERS if layer.shown}
    return known & {name for value in given for name in value.split(",")}


def _covering(record: Record, marks: list[Mark], at: tuple[int, int]) -> Covering:
    nodes: dict[str, int] = {}
    for mark in marks:
        if mark.start <= at[0] < mark.end:
            width = mark.end - mark.start
            nodes[mark.node] = min(nodes.get(mark.node, width), width)

    def found(items: tuple[object, ...]) -> list[object]:
        here = [item for item in items if getattr(item, "iri", None) in nodes]
        return sorted(here, key=lambda item: nodes[str(getattr(item, "iri", ""))])

    return Covering(
        tuple(found(record.statements)),  # type: ignore[arg-type]
        tuple(found(record.characterizations)),  # type: ignore[arg-type]
        tuple(found(record.events)),  # type: ignore[arg-type]
        tuple(found(record.entities)),  # type: ignore[arg-type]
    )


def _selection(marks: list[Mark], covering: Covering | None, at: tuple[int, int]) -> Iterator[Mark]:
    """Yield what is lit up: the place itself, and the narrowest statement around it, whole."""
    yield Mark(at[0], at[1], "selected", "")
    if covering and covering.statements:
        for mark in marks:
            if mark.node == covering.statements[0].iri:
                yield Mark(mark.start, mark.end, "selected", "")


def _data(record: Record, text: str) -> object:
    return {
        "article": record.article,
        "text": text,
        "statements": record.statements,
        "characterizations": record.characterizations,
        "events": record.events,
        "entities": record.entities,
    }


def _table(asked: Asked, record: Record) -> Table:
    columns = ("who", "cue", "acts", "form", "content", "start", "end", "iri")
    rows = tuple(
        (
            "; ".join(asked.catalog.names(one.article, one.sources)),
            one.cue,
            ", ".join(one.acts),
            one.form,
            one.content,
            one.start,
            one.end,
            one.iri,
        )
        for one in record.statements
    )
    return Table(columns, rows)


def reading_address(asked: Asked, iri: str, start: int, end: int, layers: str = "") -> str:
    """Return the address of words in the reader, with some layers on."""
    return with_query(asked.href(iri), layer=layers, at=f"{start}-{end}") + f"#w{start}"
