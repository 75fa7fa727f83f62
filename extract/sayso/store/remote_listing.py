"""What a store on a server says of itself: its base, its list of articles and its graphs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pyoxigraph import Literal, NamedNode, Quad

from sayso.errors import UsageError
from sayso.store import StoredArticle, Term, listing
from sayso.store.listing import DIGEST, LIST, ORIGIN, PROVENANCE, RUN
from sayso.store.server import Server

# Servers limit the rows of an answer.
_PAGE = 2_000
_NAMED_AT_A_TIME = 200
_ENTRY = f"?x {DIGEST} ?d ; {ORIGIN} ?o ; {PROVENANCE} ?p ; {RUN} ?r"


def base(server: Server) -> str | None:
    """Return the base of the store on the server, if there is one."""
    query = f"SELECT ?base {{ GRAPH {LIST} {{ {LIST} {listing.BASE} ?base }} }}"
    for row in server.rows(query):
        found = row["base"]
        assert isinstance(found, Literal)
        return found.value
    return None


def make(server: Server, base: str) -> str:
    """Say on the server that there is a store, and return its base.

    Raises:
        UsageError: no IRI can begin with the base.
    """
    try:
        NamedNode(base + "x")
    except ValueError as error:
        raise UsageError(f"The base {base!r} cannot begin an IRI: {error}.") from error
    server.update(list(listing.insert([Quad(LIST, listing.BASE, Literal(base), LIST)])))
    return base


def graphs(server: Server, base: str) -> Iterator[NamedNode]:
    """Yield the names of the graphs that begin with the base, in their order."""
    pattern = (
        f"SELECT DISTINCT ?x {{ GRAPH ?x {{ ?s ?p ?o }} FILTER(STRSTARTS(STR(?x), {Literal(base)})"
    )
    for (name,) in _pages(server, pattern):
        assert isinstance(name, NamedNode)
        yield name


def articles(server: Server) -> Iterator[StoredArticle]:
    """Yield what the list says of each article, in the order of their IRIs."""
    pattern = f"SELECT ?x ?d ?o ?p ?r {{ GRAPH {LIST} {{ {_ENTRY} }} FILTER(true"
    yield from map(_article, _pages(server, pattern))


def known(server: Server, wanted: Iterable[NamedNode]) -> list[StoredArticle]:
    """Return what the list says of those of these articles that it has."""
    names = list(wanted)
    found: list[StoredArticle] = []
    for start in range(0, len(names), _NAMED_AT_A_TIME):
        values = " ".join(str(name) for name in names[start : start + _NAMED_AT_A_TIME])
        rows = server.rows(
            f"SELECT ?x ?d ?o ?p ?r {{ VALUES ?x {{ {values} }} GRAPH {LIST} {{ {_ENTRY} }} }} "
            "ORDER BY STR(?x)"
        )
        found += [_article(tuple(row)) for row in rows]
    return found


def _article(row: tuple[Term, ...]) -> StoredArticle:
    iri, digest, origin, provenance, run = row
    assert isinstance(iri, NamedNode) and isinstance(provenance, NamedNode)
    assert isinstance(run, NamedNode)
    assert isinstance(digest, Literal) and isinstance(origin, Literal)
    return StoredArticle(iri, provenance, run, digest.value, origin.value)


def _pages(server: Server, pattern: str) -> Iterator[tuple[Term, ...]]:
    """Yield rows in the order of `?x`, asked for page by page; `pattern` ends within a FILTER."""
    last = ""
    while True:
        after = f" && STR(?x) > {Literal(last)})}}" if last else ")}"
        found = server.rows(f"{pattern}{after} ORDER BY STR(?x) LIMIT {_PAGE}")
        page = [tuple(row) for row in found]
        yield from page
        if len(page) < _PAGE:
            return
        first = page[-1][0]
        assert isinstance(first, NamedNode)
        last = first.value
