"""The first page, the search over everything, and the lists of articles and actors."""

from __future__ import annotations

from itertools import islice

from sayso.explore.asked import Asked, Page, paged
from sayso.explore.catalog import Actor, folded
from sayso.explore.records import Article
from sayso.explore.rendering import in_words
from sayso.query import Table
from sayso.vocabulary import PREFIXES

_EXAMPLES = (
    "who-characterized-whom",
    "who-said-what",
    "who-answered-whom",
    "where-sources-disagree",
    "balance-of-sources",
    "verbatim-quotations",
)
_FIRST = """\
PREFIX sayso: <https://w3id.org/sayso/ns#>

SELECT ?who (COUNT(DISTINCT ?statement) AS ?statements) WHERE {
  GRAPH ?article { ?statement a sayso:Statement ; sayso:source/sayso:name ?who }
}
GROUP BY ?who
ORDER BY DESC(?statements)
LIMIT 25
"""
_SUGGESTED = 8
_FOUND = 30


def home(asked: Asked) -> Page:
    """Return the first page: what is in the store, and ways into it."""
    from sayso.query import questions

    catalog = asked.catalog
    counts = {
        "articles": len(catalog.articles),
        "statements": len(catalog.statements),
        "characterizations": len(catalog.characterizations),
        "events": len(catalog.events),
        "actors": len(catalog.actors),
        "triples": catalog.triples,
    }
    known = {question.name: question for question in questions()}
    content = {
        "counts": counts,
        "questions": [known[name] for name in _EXAMPLES if name in known],
        "articles": list(reversed(catalog.articles))[:10],
        "actors": [actor for actor in catalog.ranked_actors()[:12] if actor.weight],
    }
    data = {"counts": counts, "articles": [article.iri for article in catalog.articles]}
    return Page("home.html", "Home", content, data)


def search(asked: Asked) -> Page:
    """Return the actors, articles and statements that have the words of `q`."""
    words, catalog = asked.value("q"), asked.catalog
    actors = catalog.search_actors(words, _FOUND)
    articles = list(islice(catalog.search_articles(words), _FOUND))
    statements = catalog.search_statements(words)
    content = {
        "words": words,
        "actors": actors,
        "articles": articles,
        "statements": statements[:_FOUND],
        "more": len(statements) > _FOUND,
    }
    data = {
        "actors": [{"iri": one.key, "name": one.name, "type": one.kind} for one in actors],
        "articles": articles,
        "statements": statements[:_FOUND],
    }
    found = (*(one.key for one in actors), *(one.iri for one in articles))
    return Page("search.html", f"Search: {words}" if words else "Search", content, data, found)


def suggest(asked: Asked) -> Page:
    """Return a few actors and articles for what is being typed, as data alone."""
    words = asked.value("q")
    found = [
        {"label": one.name, "kind": in_words(one.kind), "href": asked.href(one.key)}
        for one in asked.catalog.search_actors(words, _SUGGESTED)
    ]
    found += [
        {"label": one.title, "kind": "article", "href": asked.href(one.iri)}
        for one in islice(asked.catalog.search_articles(words), _SUGGESTED - 4)
    ]
    return Page("", "Search", {}, found)


def sparql(asked: Asked) -> Page:
    """Return the page on which SPARQL is written; the service at the same address answers it."""
    from sayso.query import questions

    content = {"prefixes": PREFIXES, "questions": questions(), "given": asked.value("example")}
    chosen = next((one.sparql for one in questions() if one.name == asked.value("example")), "")
    content["text"] = chosen or _FIRST
    return Page("sparql.html", "SPARQL", content, {"prefixes": PREFIXES})


def articles(asked: Asked) -> Page:
    """Return the list of articles, the newest first."""
    wanted, publisher = folded(asked.value("q")), asked.value("publisher")
    rows: list[Article] = [
        one
        for one in reversed(asked.catalog.articles)
        if wanted in folded(one.title) and publisher in ("", one.publisher)
    ]
    listing = paged(asked, rows)
    table = Table(
        ("published", "publisher", "title", "iri"),
        tuple((one.published, one.publisher, one.title, one.iri) for one in rows),
    )
    content = {"listing": listing, "words": asked.value("q"), "publisher": publisher}
    shown = tuple(one.iri for one in listing.rows)
    return Page("articles.html", "Articles", content, list(rows), shown, table=table)


def actors(asked: Asked) -> Page:
    """Return the list of actors, those first of which there is most to tell."""
    kind, words = asked.value("type"), asked.value("q")
    found = asked.catalog.search_actors(words, 10**6) if words else asked.catalog.ranked_actors()
    rows = [one for one in found if kind == one.kind] if kind else found
    listing = paged(asked, rows)
    columns = ("name", "type", "said", "characterizes", "characterized", "articles", "iri")

    def table() -> Table:
        return Table(columns, tuple(_row(one) for one in rows))

    def data() -> object:
        return [dict(zip(columns, row, strict=True)) for row in table().rows]

    content = {"listing": listing, "kinds": asked.catalog.kinds, "kind": kind, "words": words}
    shown = tuple(one.key for one in listing.rows)
    return Page("actors.html", "Actors", content, data, shown, table=table)


def _row(one: Actor) -> tuple[str | int, ...]:
    articles = len({entity.article for entity in one.entities})
    given, received = len(one.given), len(one.received)
    return one.name, one.kind, len(one.said), given, received, articles, one.key
