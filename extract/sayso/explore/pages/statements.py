"""The table of statements: narrowed by facets, sorted, and given as CSV or JSON just as shown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sayso.explore.addresses import with_query
from sayso.explore.asked import Asked, Page, paged
from sayso.explore.catalog import VOICE, VOICE_NAME, folded
from sayso.explore.records import Statement
from sayso.query import Table

_MOST_VALUES = 12
_OFFERED = 100
_SORTS = ("date", "source", "target", "act", "form", "article", "confidence")


@dataclass(frozen=True, slots=True)
class Choice:
    """A value of a facet: how many statements have it, and where the table narrowed to it is."""

    value: str
    label: str
    count: int
    chosen: bool
    href: str


@dataclass(frozen=True, slots=True)
class Facet:
    """A property that the table can be narrowed by, with its most frequent values."""

    name: str
    title: str
    choices: tuple[Choice, ...]
    more: int


_FACETS = {
    "source": "Source",
    "target": "Target",
    "act": "Act",
    "form": "Form",
    "polarity": "Polarity",
    "publisher": "Publisher",
    "year": "Year",
}
_ACTORS = ("source", "target")


def statements(asked: Asked) -> Page:
    """Return the statements that fit all parameters."""
    chosen = {name: asked.key(name) if name in _ACTORS else asked.value(name) for name in _FACETS}
    since, until = asked.day("since"), asked.day("until")
    words = folded(asked.value("q")).split()
    sort = asked.value("sort") or "-date"
    asked_sort = sort.removeprefix("-")
    if asked_sort not in _SORTS:
        asked.choice("sort", (*_SORTS, *(f"-{name}" for name in _SORTS)), "-date")
    known = asked.catalog.told
    places = known.find(chosen, since, until, words)
    order = known.ordered(places, asked_sort, lambda one: _order(asked, one, asked_sort))
    rows = known.at(order[::-1] if sort.startswith("-") else order)
    listing = paged(asked, rows)
    content = {
        "listing": listing,
        "facets": [_facet(asked, name, places, chosen[name]) for name in _FACETS],
        "chosen": _chosen(asked, chosen),
        "given": {name: asked.called(chosen[name]) for name in _ACTORS},
        "names": [actor.name for actor in asked.catalog.ranked_actors()[:_OFFERED]],
        "words": asked.value("q"),
        "since": since,
        "until": until,
        "sort": sort,
        "sorts": _sorts(asked, sort),
    }
    told = rows if asked.value("all") else listing.rows

    def table() -> Table:
        return _table(asked, told)

    def data() -> object:
        found = table()
        return [dict(zip(found.columns, row, strict=True)) for row in found.rows]

    subjects = tuple(one.iri for one in told)
    return Page("statements.html", "Statements", content, data, subjects, table=table)


def _facet(asked: Asked, name: str, places: Sequence[int], chosen: str) -> Facet:
    ordered, total = asked.catalog.told.counted(name, places, _MOST_VALUES)
    choices = tuple(
        Choice(
            value,
            _name(asked, name, value),
            count,
            value == chosen,
            asked.with_values(
                page=None,
                **{name: None if value == chosen else _parameter(asked, name, value)},
            ),
        )
        for value, count in ordered
    )
    return Facet(name, _FACETS[name], choices, total - len(choices))


def _parameter(asked: Asked, name: str, value: str) -> str:
    return asked.short(value) if name in _ACTORS else value


def _name(asked: Asked, name: str, value: str) -> str:
    if name not in _ACTORS:
        return value
    if value == VOICE:
        return VOICE_NAME
    actor = asked.catalog.actors.get(value)
    if actor:
        return actor.name
    for one in (asked.catalog.statements.get(value), asked.catalog.events.get(value)):
        if one:
            return asked.catalog.label(one.article, value)[:60]
    return value.rsplit("/", 1)[-1]


def _chosen(asked: Asked, chosen: dict[str, str]) -> list[tuple[str, str, str]]:
    """Return what the table is narrowed by: title, value, and the address without it."""
    found = [
        (_FACETS[name], _name(asked, name, value), asked.with_values(page=None, **{name: None}))
        for name, value in chosen.items()
        if value
    ]
    for name in ("q", "since", "until"):
        if asked.value(name):
            address = asked.with_values(page=None, **{name: None})
            found.append(({"q": "Words"}.get(name, name.title()), asked.value(name), address))
    return found


def _sorts(asked: Asked, sort: str) -> dict[str, tuple[str, str]]:
    """Return for each order the address that sorts by it, and how it is sorted now."""
    found = {}
    for name in _SORTS:
        now = {name: "ascending", f"-{name}": "descending"}.get(sort, "none")
        wanted = f"-{name}" if sort == name else name
        found[name] = (asked.with_values(page=None, sort=wanted), now)
    return found


def _order(asked: Asked, one: Statement, sort: str) -> tuple[object, ...]:
    catalog = asked.catalog
    article = catalog.article(one.article)
    first: object = {
        "date": article.published,
        "source": folded("; ".join(catalog.names(one.article, one.sources))),
        "target": folded("; ".join(catalog.names(one.article, one.targets))) or "\uffff",
        "act": ", ".join(one.acts),
        "form": one.form,
        "article": folded(article.title),
        "confidence": one.confidence,
    }[sort]
    return first, article.iri, one.start, one.iri


def _table(asked: Asked, rows: Iterable[Statement]) -> Table:
    catalog = asked.catalog
    columns = (
        "published",
        "publisher",
        "article",
        "source",
        "cue",
        "act",
        "form",
        "negated",
        "content",
        "target",
        "polarity",
        "confidence",
        "start",
        "end",
        "iri",
    )
    found = tuple(
        (
            catalog.article(one.article).published,
            catalog.article(one.article).publisher,
            catalog.article(one.article).title,
            "; ".join(catalog.names(one.article, one.sources)),
            one.cue,
            ", ".join(one.acts),
            one.form,
            one.negated,
            one.content,
            "; ".join(catalog.names(one.article, one.targets)),
            ", ".join(one.polarities),
            one.confidence,
            one.start,
            one.end,
            one.iri,
        )
        for one in rows
    )
    return Table(columns, found)


def narrowed(asked: Asked, **values: str) -> str:
    """Return the address of the table narrowed to these values."""
    return with_query("/statements", **{name: asked.short(value) for name, value in values.items()})
