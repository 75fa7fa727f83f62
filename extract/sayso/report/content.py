"""What a report tells: texts with their marks, lists that lead to the words, and who made it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

from markupsafe import Markup
from pyoxigraph import Literal

from sayso.explore.catalog import VOICE, VOICE_NAME, Catalog
from sayso.explore.marks import paragraphs
from sayso.explore.pages.article import LAYERS, Layer, marks_of
from sayso.explore.reading import read_record
from sayso.explore.records import Article, Characterization, Record, Statement
from sayso.explore.view import ArticleView
from sayso.model import Reject
from sayso.report.entry import Entry
from sayso.report.matrix import Matrix, matrix_of
from sayso.report.picture import picture_of
from sayso.report.stances import Stance, marks_of_stances, stances_of
from sayso.store import Store, StoredArticle
from sayso.vocabulary import sayso


@dataclass(frozen=True, slots=True)
class Part:
    """An article of the report; `name` tells it apart from the others."""

    name: str
    article: Article
    paragraphs: tuple[Markup, ...]
    statements: tuple[Entry, ...]
    characterizations: tuple[Entry, ...]
    stances: tuple[Entry, ...]
    made_by: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Content:
    """All that a report tells; `most` are who says most, with how many statements."""

    parts: tuple[Part, ...]
    matrix: Matrix
    picture: Markup
    layers: tuple[Layer, ...]
    sources: int
    most: tuple[tuple[str, int], ...]
    rejects: tuple[tuple[str, str], ...]

    @property
    def title(self) -> str:
        """What the report is called."""
        if len(self.parts) == 1:
            return self.parts[0].article.title
        return f"What is said in {len(self.parts)} articles"


_SHOWN = ("sources", "cues", "contents", "characterizations")
_KINDS = {"source", "cue", "content", "whom", "as"}
_EVALUATIONS = "characterizations"
_MOST_NAMED = 5
# Without those that look like the numbers of statements.
_ALPHABET = "abcdefghijkmnpqrstuvwxyz"


def content_of(store: Store, rejects: tuple[Reject, ...] = ()) -> Content:
    """Read what there is to tell of the articles of a store, in the order of their days."""
    stored = {one.iri.value: one for one in store.articles()}
    views = {iri: ArticleView(iri, store.quads(one.iri)) for iri, one in stored.items()}
    catalog = Catalog(store, [read_record(view) for view in views.values()])
    parts, speakers = [], []
    for number, (iri, record) in enumerate(catalog.records.items(), start=1):
        graph = f"{iri}/graph"
        writer = _Writer(f"a{number}", catalog, record, views[graph])
        parts.append(writer.part(_made_by(store, stored[graph])))
        speakers += writer.speakers()
    entries = [entry for part in parts for entry in (*part.characterizations, *part.stances)]
    sources, most = _most(speakers)
    return Content(
        tuple(parts),
        matrix_of(entries),
        picture_of(store),
        tuple(map(_layer, (layer for layer in LAYERS if layer.name in _SHOWN))),
        sources,
        most,
        tuple((one.origin.rpartition("/")[2], one.reason) for one in rejects),
    )


def _most(speakers: Iterable[tuple[str, str]]) -> tuple[int, tuple[tuple[str, int], ...]]:
    """Return how many speak, and the names of those who say most, where they say more than once.

    A speaker is given for each statement, as what they go by over all articles and their name.
    """
    counts: Counter[str] = Counter()
    names: dict[str, str] = {}
    for key, name in speakers:
        counts[key] += 1
        names.setdefault(key, name)
    ranked = sorted((-count, names[key]) for key, count in counts.items() if count > 1)
    return len(counts), tuple((name, -count) for count, name in ranked[:_MOST_NAMED])


def _layer(layer: Layer) -> Layer:
    """Return a kind of marks as the report explains it: stances have the same line."""
    if layer.name != _EVALUATIONS:
        return layer
    return replace(
        layer,
        title="Characterizations and stances",
        explained="double lines: “whom” and “as” what, “for” and “against”",
    )


class _Writer:
    """Makes the part of the report that is about one article."""

    def __init__(self, name: str, catalog: Catalog, record: Record, view: ArticleView) -> None:
        self._name, self._catalog, self._record, self._view = name, catalog, record, view
        self._anchor = f"{name}-w"
        self._names = {entity.iri: entity.name for entity in record.entities}
        self._stances = stances_of(view)
        evaluations: tuple[Characterization | Stance, ...] = (
            *record.characterizations,
            *self._stances,
        )
        self._signs = {
            one.iri: (f"{name}-s{number}", str(number))
            for number, one in enumerate(record.statements, start=1)
        } | {
            one.iri: (f"{name}-c{number}", _letters(number))
            for number, one in enumerate(evaluations)
        }
        self._marks = [
            replace(
                mark,
                label=f"{self._signs[mark.node][1]} {mark.label}",
                group=self._signs[mark.node][0],
            )
            for mark in (*marks_of(view), *marks_of_stances(view))
            if mark.kind in _KINDS and mark.node in self._signs
        ]
        self._begins: dict[str, int] = {}
        for mark in self._marks:
            self._begins[mark.node] = min(self._begins.get(mark.node, mark.start), mark.start)

    def part(self, made_by: tuple[tuple[str, str], ...]) -> Part:
        record = self._record
        return Part(
            self._name,
            record.article,
            tuple(paragraphs(self._view.text(), self._marks, self._address, anchor=self._anchor)),
            tuple(map(self._statement, record.statements)),
            tuple(map(self._characterization, record.characterizations)),
            tuple(map(self._stance, self._stances)),
            made_by,
        )

    def speakers(self) -> list[tuple[str, str]]:
        """Return who speaks in each statement: by which key over all articles, and the name."""
        article = self._record.article.iri
        return [
            (self._catalog.key(article, who), self._called(who))
            for one in self._record.statements
            for who in one.sources
        ]

    def _address(self, start: int, end: int) -> str:
        """Return where the narrowest thing is listed that was found at a place of the text."""
        here = (mark for mark in self._marks if mark.start <= start and end <= mark.end)
        return f"#{min(here, key=lambda mark: (mark.end - mark.start, mark.group)).group}"

    def _called(self, iri: str) -> str:
        """Return the name an entity has in this article; other nodes go by their words."""
        article = self._record.article.iri
        if self._catalog.key(article, iri) == VOICE:
            return VOICE_NAME
        return self._names.get(iri) or self._catalog.label(article, iri)

    def _place(self, one: Statement | Characterization | Stance) -> str:
        return f"{self._anchor}{self._begins.get(one.iri, one.start)}"

    def _statement(self, one: Statement) -> Entry:
        name, sign = self._signs[one.iri]
        return Entry(
            name,
            self._place(one),
            ", ".join(map(self._called, one.sources)),
            one.content,
            one.negated,
            one.form,
            one.polarities,
            cue=one.cue,
            whom=", ".join(map(self._called, one.targets)),
            acts=one.acts,
            level=one.level,
            sign=sign,
        )

    def _target(self, one: Characterization | Stance) -> tuple[str, str]:
        """Return what the target is called, and who is behind it where that is another."""
        whom = self._called(one.target)
        behind = self._called(one.ultimate) if one.ultimate else ""
        return whom, behind if behind != whom else ""

    def _characterization(self, one: Characterization) -> Entry:
        name, sign = self._signs[one.iri]
        whom, behind = self._target(one)
        return Entry(
            name,
            self._place(one),
            self._called(one.evaluator) if one.evaluator else "",
            one.words,
            one.negated,
            one.kind,
            (one.polarity,),
            whom=whom,
            behind=behind,
            sentence=one.sentence,
            sign=sign,
        )

    def _stance(self, one: Stance) -> Entry:
        name, sign = self._signs[one.iri]
        whom, behind = self._target(one)
        return Entry(
            name,
            self._place(one),
            ", ".join(map(self._called, one.evaluators)),
            one.words,
            False,
            "stance",
            (one.polarity,),
            whom=whom,
            behind=behind,
            sign=sign,
            side=one.side,
        )


def _made_by(store: Store, article: StoredArticle) -> tuple[tuple[str, str], ...]:
    """Return what made the graph of an article, and from which text."""
    told: dict[str, str] = {}
    for quad in store.quads(article.provenance_iri):
        if isinstance(quad.object, Literal):
            told[quad.predicate.value] = quad.object.value
    model = f"{told.get(sayso.modelName, '')} {told.get(sayso.modelVersion, '')}".strip()
    found = (
        ("Sayso", told.get(sayso.version, "")),
        ("Model of the language", model),
        ("Profile", told.get(sayso.profile, "")),
        ("Text, SHA-256", article.digest),
    )
    return tuple((name, value) for name, value in found if value)


def _letters(number: int) -> str:
    """Return the letters for a number: a for 0, z for 23, aa for 24."""
    first, last = divmod(number, len(_ALPHABET))
    return (_letters(first - 1) if first else "") + _ALPHABET[last]
