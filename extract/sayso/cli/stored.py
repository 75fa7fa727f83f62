"""Finds an article in a store and makes what is known of it ready to be shown."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from sayso.cli.output import Cell
from sayso.cli.reading import (
    CONTENT,
    CUE,
    SOURCE,
    TARGET,
    WORDS,
    Found,
    Reading,
    joined,
    reading_of,
)
from sayso.errors import UsageError
from sayso.model import Span

if TYPE_CHECKING:
    from pyoxigraph import NamedNode

    from sayso.store import Store, StoredArticle

_PREFIXES = """\
PREFIX sayso: <https://w3id.org/sayso/ns#>
PREFIX nif: <http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#>
PREFIX schema: <https://schema.org/>
"""
_STATEMENTS = """
SELECT DISTINCT ?s ?p ?b ?e ?w ?form WHERE { GRAPH ?g {
  VALUES ?p { sayso:sourceMention sayso:sourceSpan sayso:cue sayso:contentSpan }
  ?s a sayso:Statement ; sayso:quoteForm ?form ; ?p ?x .
  ?x nif:beginIndex ?b ; nif:endIndex ?e ; nif:anchorOf ?w .
} } ORDER BY ?b ?e ?p ?s
"""
_CHARACTERIZATIONS = """
SELECT DISTINCT ?c ?p ?b ?e ?who ?whom ?how ?polarity ?kind WHERE { GRAPH ?g {
  VALUES ?p { sayso:attributeSpan sayso:targetMention }
  ?c a sayso:Characterization ; sayso:characterizedAs ?how ; ?p ?x .
  ?x nif:beginIndex ?b ; nif:endIndex ?e .
  OPTIONAL { ?c sayso:evaluator/sayso:name ?who }
  OPTIONAL { ?c sayso:characterized/sayso:name ?whom }
  OPTIONAL { ?c sayso:polarity ?polarity }
  OPTIONAL { ?c sayso:characterizationType ?kind }
} } ORDER BY ?b ?e ?p ?c ?who ?whom
"""
_QUOTED = """
SELECT ?b ?e ?w WHERE {
  GRAPH ?g { ?x nif:beginIndex ?b ; nif:endIndex ?e ; nif:anchorOf ?w }
} ORDER BY ?b ?e ?w
"""
_TEXT = "SELECT ?t WHERE { GRAPH ?g { ?x nif:isString ?t } }"
_TITLES = "SELECT ?g ?title WHERE { GRAPH ?g { ?a a sayso:Article ; schema:headline ?title } }"
_ROLES = {
    "sourceMention": SOURCE,
    "sourceSpan": SOURCE,
    "cue": CUE,
    "contentSpan": CONTENT,
    "targetMention": TARGET,
    "attributeSpan": WORDS,
}

Row = tuple[str, ...]


def find_stored(store: Store, wanted: str) -> StoredArticle:
    """Return the article whose digest begins with `wanted`, or whose title has it in it.

    Raises:
        UsageError: no article fits, or several do.
    """
    titles = titles_of(store)
    found = [
        article
        for article in store.articles()
        if article.digest.startswith(wanted.lower())
        or wanted == article.iri.value
        or wanted.casefold() in titles.get(article.iri.value, "").casefold()
    ]
    if not found:
        raise UsageError(
            f"'{wanted}' is neither a file nor the digest or title of an article in the store. "
            "`sayso stats --articles` lists the articles that are there."
        )
    if len(found) > 1:
        some = "; ".join(f"{a.digest[:12]} {titles.get(a.iri.value, a.origin)}" for a in found[:5])
        raise UsageError(
            f"{len(found)} articles fit '{wanted}'. Give more of the title, or the digest: {some}."
        )
    return found[0]


def of_stored(store: Store, article: StoredArticle) -> Reading:
    """Return what there is to show of an article in the store.

    Where the graph was made without the text, the quoted words stand at their offsets, and what
    lies between them shows as white space.
    """
    graph = article.iri
    whole = _rows(store, _TEXT, graph)
    quoted = () if whole else _rows(store, _QUOTED, graph)
    text = whole[0][0] if whole else rebuilt((int(b), int(e), w) for b, e, w in quoted)
    return reading_of(
        titles_of(store).get(graph.value, article.origin),
        text,
        _statements(_rows(store, _STATEMENTS, graph)),
        _characterizations(_rows(store, _CHARACTERIZATIONS, graph)),
    )


def titles_of(store: Store) -> dict[str, str]:
    """Return the title of each article that has one, by the IRI of its graph."""
    return {row[0]: row[1] for row in _rows(store, _TITLES)}


def rebuilt(quoted: Iterable[tuple[int, int, str]]) -> str:
    """Lay quoted words, given as (begin, end, words) in order, at their offsets on empty lines."""
    characters: list[str] = []
    for begin, end, words in quoted:
        characters.extend("\n" * (end - len(characters)))
        characters[begin:end] = words
    return "".join(characters)


def _statements(found: list[Row]) -> Iterator[Found]:
    parts: dict[str, list[tuple[str, Span, str, str]]] = defaultdict(list)
    for node, predicate, begin, end, words, form in found:
        role = _ROLES[_local(predicate)]
        parts[node].append((role, Span(int(begin), int(end)), words, _local(form)))
    for spans in parts.values():
        source, cue, content = (
            joined(words for role, _, words, _ in spans if role == wanted)
            for wanted in (SOURCE, CUE, CONTENT)
        )
        words_of = tuple((role, span) for role, span, _, _ in spans)
        yield Found(words_of, (source, cue, spans[0][-1], content))


def _characterizations(found: list[Row]) -> Iterator[Found]:
    cells: dict[str, tuple[Cell, ...]] = {}
    spans: dict[str, dict[tuple[str, Span], None]] = defaultdict(dict)
    for node, predicate, begin, end, who, whom, how, polarity, kind in found:
        spans[node][_ROLES[_local(predicate)], Span(int(begin), int(end))] = None
        cells.setdefault(node, (who, whom, joined([how]), _local(polarity), _local(kind)))
    for node, ordered in spans.items():
        yield Found(tuple(ordered), cells[node])


def _local(iri: str) -> str:
    return iri.rsplit("#", 1)[-1]


def _rows(store: Store, query: str, graph: NamedNode | None = None) -> list[Row]:
    """Return the solutions of a SELECT as strings, missing values empty; `?g` is the graph."""
    from pyoxigraph import QuerySolutions

    answer = store.query(_PREFIXES + (query.replace("?g", str(graph)) if graph else query))
    assert isinstance(answer, QuerySolutions)
    names = [variable.value for variable in answer.variables]
    return [tuple(getattr(row[name], "value", "") for name in names) for row in answer]
