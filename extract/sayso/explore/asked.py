"""What a page is made from, and what it is: a request's values in, a page out."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar
from urllib.parse import urlencode

from pyoxigraph import Quad

from sayso.errors import UsageError
from sayso.explore.addresses import path_of, with_query
from sayso.explore.catalog import VOICE, Catalog
from sayso.explore.networks import Networks
from sayso.explore.snapshot import Library, Shelf
from sayso.explore.view import ArticleView
from sayso.query import Table
from sayso.query.parameters import day
from sayso.store import Store

Row = TypeVar("Row")

_OFFSETS = re.compile(r"(\d{1,9})(?:-(\d{1,9}))?")


class UnknownError(UsageError):
    """There is nothing at the address that was asked for."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A request for a page: the snapshot to answer from, and the values in the URL.

    `many` are the parameters of the query with all their values, `place` the part of the path that
    names what is asked for, as an IRI or a plain name.
    """

    library: Library
    shelf: Shelf
    path: str
    place: str = ""
    many: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def catalog(self) -> Catalog:
        """What the store holds, sorted and looked up."""
        return self.shelf.catalog

    @property
    def networks(self) -> Networks:
        """Who has to do with whom."""
        return self.shelf.networks

    @property
    def store(self) -> Store:
        """The snapshot of the store."""
        return self.shelf.store

    def value(self, name: str) -> str:
        """Return a parameter of the query without white space around, or nothing."""
        values = self.many.get(name)
        return values[-1].strip() if values else ""

    def choice(self, name: str, choices: Iterable[str], default: str) -> str:
        """Return a parameter that is one of a few words.

        Raises:
            UsageError: it is another word.
        """
        value, known = self.value(name) or default, tuple(choices)
        if value not in known:
            raise UsageError(f"“{name}” must be one of {', '.join(known)}, not “{value}”.")
        return value

    def number(self, name: str, default: int, most: int) -> int:
        """Return a parameter that is a number from 1 to `most`.

        Raises:
            UsageError: it is no number; one that is too large counts as `most`.
        """
        value = self.value(name)
        if not value:
            return default
        if re.fullmatch(r"0*[1-9][0-9]{0,30}", value) is None:
            raise UsageError(f"“{name}” must be a whole number from 1, not “{value[:40]}”.")
        return min(int(value), most)

    def day(self, name: str) -> str:
        """Return a parameter that is a day, a month or a year.

        Raises:
            UsageError: it is none of these.
        """
        value = self.value(name)
        return day(name, value) if value else ""

    def offsets(self, name: str) -> tuple[int, int] | None:
        """Return a parameter that gives code points of a text, as 59 or 59-73.

        Raises:
            UsageError: it is neither.
        """
        value = self.value(name)
        if not value:
            return None
        found = _OFFSETS.fullmatch(value)
        if found is None:
            raise UsageError(f"“{name}” must be offsets like 59-73, not “{value}”.")
        start = int(found[1])
        return start, max(int(found[2] or start + 1), start + 1)

    def key(self, name: str) -> str:
        """Return the IRI that a parameter gives: whole, what follows the base in it, or a name.

        A name stands for the actor that is called so, or else for the first that is found by it.
        """
        value, catalog = self.value(name), self.catalog
        if not value or value == VOICE or "://" in value:
            return value
        key = catalog.base + value
        if key in catalog.actors or value.startswith("article/"):
            return key
        found = [actor.key for actor in catalog.search_actors(value, 1)]
        return catalog.bearers.get(value) or next(iter(found), key)

    def called(self, key: str) -> str:
        """Return how a parameter gives an actor: by its name, if that stands for no other."""
        actor = self.catalog.actors.get(key)
        alone = actor and self.catalog.bearers.get(actor.name) == key
        return actor.name if actor and alone else self.short(key)

    def href(self, iri: str) -> str:
        """Return the path of the page about an IRI."""
        return "/statements?source=voice" if iri == VOICE else path_of(iri, self.catalog.base)

    def short(self, iri: str) -> str:
        """Return an IRI of the store as parameters have it, without the base."""
        return iri.removeprefix(self.catalog.base)

    def words_href(self, article: str, start: int, end: int) -> str:
        """Return where the words at these offsets can be read, marked, in their article."""
        return f"{self.href(article)}?at={start}-{end}#w{start}"

    def with_values(self, **changed: object) -> str:
        """Return the address of this page with other values; None takes a parameter away."""
        values = {name: given[-1] for name, given in self.many.items() if given}
        return with_query(self.path, **{**values, **changed})

    def with_these(self, path: str, names: Collection[str]) -> str:
        """Return another address with those values of this one that have these names."""
        kept = [
            (name, value)
            for name, values in self.many.items()
            for value in values
            if name in names and value.strip()
        ]
        return f"{path}?{urlencode(kept)}" if kept else path

    def view(self, article: str) -> ArticleView:
        """Return the graph of an article."""
        return self.shelf.view(article)


@dataclass(frozen=True, slots=True)
class Page:
    """What is shown, and the same as data: JSON, the triples about `subjects`, rows for CSV.

    A page without a template is data alone. In RDF `graphs` are shown whole, and `quads` too.
    `leads_to` sends the reader to another page. Data and a table that cost time are given as
    functions.
    """

    template: str
    title: str
    content: Mapping[str, object]
    data: object | Callable[[], object]
    subjects: tuple[str, ...] = ()
    graphs: tuple[str, ...] = ()
    table: Table | Callable[[], Table] | None = None
    status: int = 200
    leads_to: str = ""
    quads: tuple[Quad, ...] = ()


@dataclass(frozen=True, slots=True)
class Listing(Generic[Row]):
    """A part of a long list: the rows of one page, and where the others are."""

    rows: tuple[Row, ...]
    total: int
    page: int
    pages: int
    earlier: str
    later: str

    @property
    def first(self) -> int:
        """The number of the first row, from 1."""
        return (self.page - 1) * SIZE + 1

    @property
    def last(self) -> int:
        """The number of the last row."""
        return self.first + len(self.rows) - 1


SIZE = 50
"""Rows on a page."""


def paged(asked: Asked, rows: Sequence[Row]) -> Listing[Row]:
    """Return the page of `rows` that was asked for; one beyond the end is the last."""
    pages = max(1, -(-len(rows) // SIZE))
    page = min(asked.number("page", 1, 10**6), pages)
    return Listing(
        tuple(rows[(page - 1) * SIZE : page * SIZE]),
        len(rows),
        page,
        pages,
        asked.with_values(page=page - 1) if page > 1 else "",
        asked.with_values(page=page + 1) if page < pages else "",
    )
