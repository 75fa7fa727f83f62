"""Sayso in three lines of Python: read an article, look at what is said in it, ask it questions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from datetime import date
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import pyoxigraph

from sayso.errors import InputError, UsageError
from sayso.mapping import DEFAULT_BASE, prefixes
from sayso.mapping.discourse import UNNAMED, VOICE
from sayso.model import (
    Article,
    Characterization,
    Extraction,
    QuoteForm,
    Ref,
    RefKind,
    Reject,
    Span,
    Statement,
)
from sayso.pipeline import Processed, process
from sayso.query import Table, ask
from sayso.query.table import Value
from sayso.read import read, read_text

if TYPE_CHECKING:
    from sayso.annotate import Annotator
    from sayso.mapping import ArticleGraph as StoredGraph
    from sayso.validate import Finding, Validator


@dataclass(frozen=True, slots=True)
class Said:
    """A statement in words: who said it, how (the cue), and what; `spans` is where that stands."""

    who: str
    cue: str
    content: str
    form: str
    spans: tuple[Span, ...]

    def __str__(self) -> str:
        return f"{self.who} | {self.cue} | {self.content}"


@dataclass(frozen=True, slots=True)
class Characterized:
    """A characterization in words: who presents whom or what as what, at which place."""

    who: str
    whom: str
    words: str
    polarity: str
    span: Span

    def __str__(self) -> str:
        return f"{self.who} | {self.whom} | {self.words} ({self.polarity})"


Found = TypeVar("Found", bound=Said | Characterized)


class Listing(tuple[Found, ...]):
    """Things found in an article, in the order of the text; notebooks show them as a table."""

    __slots__ = ()

    def to_table(self) -> Table:
        """Return a row for each; `start` and `end` are code points of the text, end-exclusive."""
        return _table_of(self)

    def to_dataframe(self) -> Any:
        """Return a DataFrame of pandas with a row for each.

        Raises:
            MissingPartError: pandas is not installed.
        """
        return self.to_table().to_dataframe()

    def _repr_html_(self) -> str:
        return self.to_table()._repr_html_()


def _table_of(found: Sequence[Said | Characterized]) -> Table:
    names: tuple[str, ...] = ()
    rows: list[tuple[Value, ...]] = []
    for one in found:
        texts = _texts(one)
        names = tuple(texts)
        rows.append((*texts.values(), *_extent(one)))
    return Table((*names, "start", "end"), tuple(rows), names)


def _texts(one: Said | Characterized) -> dict[str, str]:
    return {
        field.name: getattr(one, field.name)
        for field in fields(one)
        if field.name not in ("span", "spans")
    }


def _extent(one: Said | Characterized) -> tuple[int, int]:
    spans = one.spans if isinstance(one, Said) else (one.span,)
    return min(span.start for span in spans), max(span.end for span in spans)


class ArticleGraph:
    """An article with its graph; made by `read_article`. Notebooks show it with its marks."""

    def __init__(self, processed: Processed) -> None:
        self._processed = processed

    @property
    def article(self) -> Article:
        """The article as read, with its text."""
        return self._processed.article

    @property
    def extraction(self) -> Extraction:
        """Everything found, with offsets into the text."""
        return self._processed.extraction

    @property
    def graph(self) -> StoredGraph:
        """The graph with its provenance, as `replace` of a store takes it."""
        return self._processed.graph

    @property
    def quads(self) -> tuple[pyoxigraph.Quad, ...]:
        """The graph and its provenance as quads."""
        graph = self._processed.graph
        return (*graph.quads, *graph.provenance)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What in the graph does not conform to the shapes; nothing if all is well."""
        return self._processed.findings

    @cached_property
    def statements(self) -> Listing[Said]:
        """The statements in words, in the order of the text."""
        said = (self._said(item) for item in self.extraction.statements)
        return Listing(sorted(said, key=lambda item: item.spans))

    @cached_property
    def characterizations(self) -> Listing[Characterized]:
        """The characterizations in words, in the order of the text."""
        found = (self._characterized(item) for item in self.extraction.characterizations)
        return Listing(sorted(found, key=lambda item: item.span))

    def ask(self, question: str, **parameters: str | float | date | None) -> Table:
        """Answer a prepared question, such as "who-characterized-whom", or SPARQL.

        Raises:
            UsageError: there is no such question or parameter, or a mistake in the SPARQL.
        """
        return ask(question, self._store, **parameters)

    def to_turtle(self) -> str:
        """Return the article's graph as Turtle, without the provenance."""
        graph = self._processed.graph
        turtle = pyoxigraph.serialize(
            (quad.triple for quad in graph.quads),
            format=pyoxigraph.RdfFormat.TURTLE,
            prefixes=prefixes(graph),
        )
        assert turtle is not None
        return turtle.decode()

    def _repr_html_(self) -> str:
        """Return the text with its marks as HTML."""
        from sayso.report.display import displayed

        return displayed(self._processed.graph)

    @cached_property
    def _store(self) -> pyoxigraph.Store:
        store = pyoxigraph.Store()
        store.extend(self.quads)
        return store

    def _words(self, spans: Iterable[Span]) -> str:
        return " … ".join(" ".join(span.of(self.article.text).split()) for span in spans)

    def _names(self, entities: Iterable[int]) -> str:
        return ", ".join(self.extraction.entities[index].name for index in entities)

    def _who(self, item: Statement) -> str:
        if item.form is QuoteForm.AUTHORIAL:
            return VOICE
        return self._names(item.speakers) or self._words(item.source) or UNNAMED

    def _said(self, item: Statement) -> Said:
        return Said(
            who=self._who(item),
            cue=self._words(item.cue),
            content=self._words(item.content),
            form=item.form.value,
            spans=tuple(sorted((*item.source, *item.cue, *item.content))),
        )

    def _characterized(self, item: Characterization) -> Characterized:
        statement = self.extraction.statements[item.statement]
        speakers = statement.speakers if item.evaluator is None else (item.evaluator,)
        return Characterized(
            who=self._names(speakers) or self._who(statement),
            whom=self._target(item.characterized) or self._words((item.target,)),
            words=self._words((item.attribute,)),
            polarity=item.polarity.value,
            span=item.attribute,
        )

    def _target(self, ref: Ref | None) -> str:
        return self._names((ref.index,)) if ref and ref.kind is RefKind.ENTITY else ""


def read_article(
    path: str | Path | None = None,
    *,
    text: str | None = None,
    model: str | None = None,
    base: str = DEFAULT_BASE,
    kb: str | Path | None = None,
) -> ArticleGraph:
    """Read the article in a file, or one given as `text`, and return it with its graph.

    The first call loads the language model, which takes a second or two; later calls do not. `kb`
    is a knowledge base to link names with, made by `sayso kb build`.

    Raises:
        UsageError: neither or both of `path` and `text` are given, or the file holds several
            articles: use `read_articles`.
        InputError: the file is not there, or its article cannot be read or annotated.
        MissingPartError: the language model is not installed.
    """
    if (path is None) == (text is None):
        raise UsageError("Give read_article either the path of a file or a text.")
    found = list(read([path])) if path is not None else [read_text(text or "", "text")]
    if len(found) != 1:
        raise UsageError(f"There are {len(found)} articles in {path}. Use read_articles for it.")
    outcome = next(_processed(found, model, base, kb))
    if isinstance(outcome, Reject):
        raise InputError(f"{outcome.origin} was rejected, {outcome.reason}: {outcome.detail}")
    return ArticleGraph(outcome)


def read_articles(
    paths: Iterable[str | Path],
    *,
    model: str | None = None,
    base: str = DEFAULT_BASE,
    kb: str | Path | None = None,
) -> Iterator[ArticleGraph | Reject]:
    """Read the articles of files and folders one by one; what cannot be read comes as a reject.

    Raises:
        InputError: a path does not exist, or a folder has no article in it.
        MissingPartError: the language model is not installed.
    """
    for outcome in _processed(read(paths), model, base, kb):
        yield outcome if isinstance(outcome, Reject) else ArticleGraph(outcome)


def _processed(
    found: Iterable[Article | Reject], model: str | None, base: str, kb: str | Path | None
) -> Iterator[Processed | Reject]:
    annotator = _annotator(model, None if kb is None else str(kb))
    return process(found, annotator, _validator(), base)


@cache
def _annotator(model: str | None, kb: str | None) -> Annotator:
    # spaCy takes a second to import, which somebody who only asks a store need not wait for.
    from sayso.annotate import Annotator

    return Annotator(model=model, kb=kb)


@cache
def _validator() -> Validator:
    from sayso.validate import Validator

    return Validator()
