"""Which articles of a store are exported: some by name, by day or by who speaks in them."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, QuerySolutions

from sayso.errors import UsageError
from sayso.export.matching import matching
from sayso.query.parameters import day
from sayso.store import Store, StoredArticle

_PREFIXES = """\
PREFIX sayso: <https://w3id.org/sayso/ns#>
PREFIX schema: <https://schema.org/>
"""
_DATES = "SELECT ?g ?value WHERE { GRAPH ?g { ?a a sayso:Article ; schema:datePublished ?value } }"
_TITLES = "SELECT ?g ?value WHERE { GRAPH ?g { ?a a sayso:Article ; schema:headline ?value } }"
_VOICES = """SELECT DISTINCT ?g ?value WHERE {
  GRAPH ?g { ?one sayso:source|sayso:evaluator ?who . ?who sayso:name ?value }
}"""
_SHORTEST = 4
"""Fewer characters of a digest than these would name articles by accident."""


@dataclass(frozen=True, slots=True)
class Selection:
    """What of a store is wanted; each part that is empty leaves everything in.

    `by` is a name, or a part of one, of who says or evaluates something, as questions take it:
    "=Ann Lee" is a whole name, "Ann|Bo" either. `since` is a day as
    YYYY, YYYY-MM or YYYY-MM-DD; articles without a date were not published since. `graphs` are
    articles: each a part of a title, the beginning of a digest, or the IRI of an article or graph.
    """

    by: str = ""
    since: str = ""
    graphs: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.by or self.since or self.graphs)

    def names(self, names: Iterable[str]) -> set[str]:
        """Return those of the names that `by` finds; all of them where it is empty.

        Raises:
            UsageError: `by` is nothing but blanks.
        """
        return matching(names, self.by, "by") if self.by else set(names)


EVERYTHING = Selection()


def chosen(store: Store, selection: Selection = EVERYTHING) -> Iterator[StoredArticle]:
    """Yield the articles of a store that a selection wants, in the order of their IRIs.

    Raises:
        UsageError: `since` is no day, or a graph is not in the store.
        StoreError: the store cannot be read.
    """
    since = day("since", selection.since) if selection.since else ""
    kept = list(store.articles())
    if selection.graphs:
        wanted = {iri for name in selection.graphs for iri in _named(store, kept, name)}
        kept = [article for article in kept if article.iri.value in wanted]
    if since:
        dates = _values(store, _DATES)
        kept = [one for one in kept if max(dates.get(one.iri.value, ()), default="")[:10] >= since]
    if selection.by:
        voices = _values(store, _VOICES)
        found = selection.names(name for names in voices.values() for name in names)
        kept = [one for one in kept if not found.isdisjoint(voices.get(one.iri.value, ()))]
    yield from kept


def _named(store: Store, articles: list[StoredArticle], name: str) -> list[str]:
    """Return the IRIs of the graphs that a name means."""
    start = f"{store.base}article/"
    digest = name.removesuffix("/graph").removeprefix(start)
    found = [
        one.iri.value
        for one in articles
        if len(digest) >= _SHORTEST and one.iri.value.removeprefix(start).startswith(digest)
    ]
    titles = {} if found else _values(store, _TITLES)
    found += [graph for graph, held in titles.items() if any(_in(name, title) for title in held)]
    if not found:
        raise UsageError(
            f"There is no article '{name}' in the store. Name a part of its title, the first "
            f"{_SHORTEST} or more characters of its digest, or the IRI of its graph."
        )
    return found


def _values(store: Store, query: str) -> dict[str, list[str]]:
    answer = store.query(_PREFIXES + query)
    assert isinstance(answer, QuerySolutions)
    found: dict[str, list[str]] = {}
    for row in answer:
        graph, value = row["g"], row["value"]
        assert isinstance(graph, NamedNode) and isinstance(value, Literal)
        found.setdefault(graph.value, []).append(value.value)
    return found


def _in(part: str, text: str) -> bool:
    return _folded(part).strip() in _folded(text)


def _folded(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(char for char in plain if not unicodedata.combining(char))
