"""An article with what was found in it, ready to be shown: from an extraction, or from a store."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sayso.cli.marks import Mark
from sayso.cli.output import Cell
from sayso.errors import UsageError
from sayso.model import Extraction, Ref, RefKind, Span

if TYPE_CHECKING:
    from sayso.store import Store, StoredArticle

SOURCE, CUE, CONTENT, TARGET, WORDS = "source", "cue", "content", "of", "as"
STYLES = {
    SOURCE: "bold cyan",
    CUE: "yellow",
    CONTENT: "green",
    TARGET: "underline",
    WORDS: "bold magenta",
}
STATEMENT_COLUMNS = ("number", "who", "how said", "form", "content")
CHARACTERIZATION_COLUMNS = ("letter", "who", "whom", "as what", "polarity", "kind")
ELLIPSIS = " … "


@dataclass(frozen=True, slots=True)
class Reading:
    """An article's text with its marks, and the lists of statements and characterizations.

    The marks carry the number of the statement, or the letters of the characterization, they belong
    to: `source 3`, `as b`.
    """

    title: str
    text: str
    marks: tuple[Mark, ...]
    statements: tuple[tuple[Cell, ...], ...]
    characterizations: tuple[tuple[Cell, ...], ...]

    def as_dict(self) -> dict[str, object]:
        """Return the reading as plain JSON types; offsets are code points, end-exclusive."""
        return {
            "title": self.title,
            "text": self.text,
            "marks": [[mark.span.start, mark.span.end, mark.label] for mark in self.marks],
            "statements": [dict(zip(STATEMENT_COLUMNS, r, strict=True)) for r in self.statements],
            "characterizations": [
                dict(zip(CHARACTERIZATION_COLUMNS, r, strict=True)) for r in self.characterizations
            ],
        }


def letters(number: int) -> str:
    """Return a, b, …, z, aa, ab, … for 0, 1, …"""
    name = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        name = chr(ord("a") + rest) + name
    return name


def of_extraction(extraction: Extraction) -> Reading:
    """Return what there is to show of a freshly annotated article."""
    text = extraction.article.text
    return Reading(
        title=extraction.article.title or extraction.article.origin,
        text=text,
        marks=tuple(_marks_of(extraction)),
        statements=tuple(
            (
                number,
                _words(text, statement.source) or _names(extraction, statement.speakers),
                _words(text, statement.cue),
                str(statement.form),
                _words(text, statement.content),
            )
            for number, statement in enumerate(extraction.statements, start=1)
        ),
        characterizations=tuple(
            (
                letters(number),
                _names(extraction, () if one.evaluator is None else (one.evaluator,))
                or (one.holder.of(text) if one.holder else ""),
                _called(extraction, one.characterized) or one.target.of(text),
                one.attribute.of(text),
                str(one.polarity),
                str(one.type),
            )
            for number, one in enumerate(extraction.characterizations)
        ),
    )


def _marks_of(extraction: Extraction) -> Iterator[Mark]:
    for number, statement in enumerate(extraction.statements, start=1):
        roles = ((SOURCE, statement.source), (CUE, statement.cue), (CONTENT, statement.content))
        for role, spans in roles:
            yield from (Mark(span, f"{role} {number}", STYLES[role]) for span in spans)
    for number, one in enumerate(extraction.characterizations):
        yield Mark(one.target, f"{TARGET} {letters(number)}", STYLES[TARGET])
        yield Mark(one.attribute, f"{WORDS} {letters(number)}", STYLES[WORDS])


def _words(text: str, spans: Iterable[Span]) -> str:
    return ELLIPSIS.join(" ".join(span.of(text).split()) for span in spans)


def _names(extraction: Extraction, entities: Iterable[int]) -> str:
    return ", ".join(extraction.entities[entity].name for entity in entities)


def _called(extraction: Extraction, ref: Ref | None) -> str:
    if ref is None or ref.kind is not RefKind.ENTITY:
        return ""
    return extraction.entities[ref.index].name


def find_stored(store: Store, wanted: str) -> StoredArticle:
    """Return the article of the store whose digest begins with `wanted` or whose title has it in it.

    Raises:
        UsageError: no article fits, or several do.
    """
    titles = _titles(store)
    found = [
        article
        for article in store.articles()
        if article.digest.startswith(wanted.lower())
        or article.iri.value == wanted
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


_PREFIXES = """\
PREFIX sayso: <https://w3id.org/sayso/ns#>
PREFIX nif: <http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#>
PREFIX schema: <https://schema.org/>
"""


def _titles(store: Store) -> dict[str, str]:
    """Return the title of each article graph that states one."""
    query = "SELECT ?g ?title WHERE { GRAPH ?g { ?a a sayso:Article ; schema:headline ?title } }"
    return {graph: title for graph, title in _rows(store, query)}


def of_stored(store: Store, article: StoredArticle) -> Reading:
    """Return what there is to show of an article in the store.

    A graph quotes sentences, not the text as a whole; what lies between them shows as white space.
    """
    graph = f"GRAPH <{article.iri.value}>"
    spans = _rows(
        store,
        f"SELECT ?b ?e ?w WHERE {{ {graph} {{ ?x nif:beginIndex ?b ; nif:endIndex ?e ; "
        "nif:anchorOf ?w } } ORDER BY ?b",
    )
    statements = _statements(store, graph)
    evaluations = _rows(
        store,
        f"SELECT ?c ?who ?whom ?how ?polarity ?kind ?b ?e WHERE {{ {graph} {{ "
        "?c a sayso:Characterization ; sayso:characterizedAs ?how ; sayso:evidence ?x . "
        "?x nif:beginIndex ?b ; nif:endIndex ?e ; nif:anchorOf ?how . "
        "OPTIONAL { ?c sayso:evaluator/sayso:name ?who } "
        "OPTIONAL { ?c sayso:characterized/sayso:name ?whom } "
        "OPTIONAL { ?c sayso:polarity ?polarity } "
        "OPTIONAL { ?c sayso:characterizationType ?kind } } } ORDER BY ?b ?e ?c ?who ?whom",
    )
    seen = {row[0]: row for row in reversed(evaluations)}
    ordered = sorted(seen.values(), key=lambda row: (int(row[6]), int(row[7]), row[0]))
    return Reading(
        title=_titles(store).get(article.iri.value, article.origin),
        text=_rebuilt((int(b), int(e), words) for b, e, words in spans),
        marks=(
            *(mark for one in statements for mark in one.marks),
            *(
                Mark(Span(int(row[6]), int(row[7])), f"{WORDS} {letters(number)}", STYLES[WORDS])
                for number, row in enumerate(ordered)
            ),
        ),
        statements=tuple(one.row for one in statements),
        characterizations=tuple(
            (letters(number), row[1], row[2], row[3], _local(row[4]), _local(row[5]))
            for number, row in enumerate(ordered)
        ),
    )


@dataclass(frozen=True, slots=True)
class _Statement:
    row: tuple[Cell, ...]
    marks: tuple[Mark, ...]


def _statements(store: Store, graph: str) -> list[_Statement]:
    """Return the statements of a graph in the order of their first words."""
    query = (
        f"SELECT DISTINCT ?s ?role ?b ?e ?w ?form WHERE {{ {graph} {{ "
        "?s a sayso:Statement ; sayso:quoteForm ?form ; ?p ?x . VALUES (?p ?role) { "
        f'(sayso:sourceMention "{SOURCE}") (sayso:cue "{CUE}") (sayso:contentSpan "{CONTENT}") }} '
        "?x nif:beginIndex ?b ; nif:endIndex ?e ; nif:anchorOf ?w } } ORDER BY ?b ?e ?role ?s"
    )
    parts: dict[str, list[tuple[str, Span, str, str]]] = defaultdict(list)
    for statement, role, begin, end, words, form in _rows(store, query):
        parts[statement].append((role, Span(int(begin), int(end)), words, _local(form)))
    found = []
    for number, spans in enumerate(parts.values(), start=1):
        words_of = {
            role: ELLIPSIS.join(" ".join(w.split()) for r, _, w, _ in spans if r == role)
            for role in (SOURCE, CUE, CONTENT)
        }
        row = (number, words_of[SOURCE], words_of[CUE], spans[0][3], words_of[CONTENT])
        marks = tuple(Mark(span, f"{r} {number}", STYLES[r]) for r, span, _, _ in spans)
        found.append(_Statement(row, marks))
    return found


def _rebuilt(spans: Iterable[tuple[int, int, str]]) -> str:
    """Lay the quoted words at their offsets; where nothing is quoted, a line break stands."""
    letters_at: list[str] = []
    for begin, end, words in spans:
        letters_at.extend("\n" * (end - len(letters_at)))
        letters_at[begin:end] = words
    return "".join(letters_at)


def _local(iri: str) -> str:
    return iri.rsplit("#", 1)[-1]


def _rows(store: Store, query: str) -> Sequence[tuple[str, ...]]:
    """Return the solutions of a SELECT as strings, missing values empty."""
    from pyoxigraph import QuerySolutions

    answer = store.query(_PREFIXES + query)
    assert isinstance(answer, QuerySolutions)
    names = [variable.value for variable in answer.variables]
    return [tuple(getattr(row[name], "value", "") for name in names) for row in answer]
