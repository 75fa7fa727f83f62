"""The network of who characterizes whom: a node an actor or target, an edge a characterization."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, QuerySolution, QuerySolutions

from sayso.assets import folder
from sayso.errors import MissingPartError
from sayso.store import Store
from sayso.vocabulary import EVENT, MODE, SAYSO

_TYPES = f"""
PREFIX sayso: <{SAYSO}>
SELECT DISTINCT ?node ?type WHERE {{
  GRAPH ?g {{
    ?c a sayso:Characterization ; (sayso:evaluator|sayso:characterized) ?node .
    ?node a ?type .
  }}
}}
"""

# What the files say of a node and an edge besides their ends, in this order, and what kind of value
# that is: text, a count, a number, yes or no, or an IRI.
NODE_FIELDS = (("type", "text"), ("given", "count"), ("received", "count"))
EDGE_FIELDS = (
    ("polarity", "text"),
    ("words", "text"),
    ("negated", "truth"),
    ("type", "text"),
    ("confidence", "number"),
    ("sentence", "text"),
    ("article", "text"),
    ("article_iri", "iri"),
    ("date", "text"),
    ("begin", "count"),
    ("end", "count"),
    ("iri", "iri"),
)

# What XML 1.0 cannot carry, not even escaped.
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Node:
    """An actor, or what is characterized: `type` is a class of the ontology, `iri` its name there.

    `number` counts from 0 in the order of the IRIs. `given` is how often it characterizes,
    `received` how often it is characterized.
    """

    number: int
    iri: str
    label: str
    type: str
    given: int
    received: int


@dataclass(frozen=True, slots=True)
class Edge:
    """A characterization: `source` and `target` are IRIs of nodes, `words` what was ascribed.

    `begin` and `end` are code points of the article's text. `date` is YYYY-MM-DD, or None where the
    article has no full date. `polarity` is the evaluator's attitude after denial.
    """

    number: int
    iri: str
    source: str
    target: str
    polarity: str
    words: str
    negated: bool
    type: str | None
    confidence: float | None
    sentence: str | None
    article: str | None
    article_iri: str | None
    date: str | None
    begin: int
    end: int


@dataclass(frozen=True, slots=True)
class Network:
    """The nodes, sorted by IRI, and how many edges there are; the edges are read when asked for."""

    store: Store
    nodes: tuple[Node, ...]
    edge_count: int
    dated: bool

    def edges(self) -> Iterator[Edge]:
        """Yield the edges in the order of their IRIs, without holding them all."""
        yield from _edges(self.store)


def network(store: Store) -> Network:
    """Find out which nodes the network has.

    Raises:
        StoreError: the store cannot be read.
    """
    labels: dict[str, Counter[str]] = {}
    given: Counter[str] = Counter()
    received: Counter[str] = Counter()
    count, dated = 0, False
    for row in _rows(store):
        source, target = _text(row, "source"), _text(row, "target")
        labels.setdefault(source, Counter())[_text(row, "who")] += 1
        labels.setdefault(target, Counter())[_text(row, "whom")] += 1
        given[source] += 1
        received[target] += 1
        count += 1
        dated = dated or _date(row) is not None
    types = _types(store)
    nodes = (
        Node(number, iri, _best(labels[iri]), types.get(iri, ""), given[iri], received[iri])
        for number, iri in enumerate(sorted(labels))
    )
    return Network(store, tuple(nodes), count, dated)


def xml_value(value: str | float) -> str:
    """Return a value of a field as XML writes it: true and false in lower case."""
    return str(value).lower() if isinstance(value, bool) else xml_text(str(value))


def xml_text(text: str) -> str:
    """Return the text without the characters that XML cannot carry."""
    return _NOT_XML.sub("", text)


def _edges(store: Store) -> Iterator[Edge]:
    for number, row in enumerate(_rows(store)):
        confidence, begin, end = row["confidence"], row["b"], row["e"]
        assert isinstance(begin, Literal) and isinstance(end, Literal)
        yield Edge(
            number=number,
            iri=_text(row, "edge"),
            source=_text(row, "source"),
            target=_text(row, "target"),
            polarity=_text(row, "polarity"),
            words=_text(row, "how"),
            negated=_text(row, "negated") == "true",
            type=_maybe(row, "type"),
            confidence=float(confidence.value) if isinstance(confidence, Literal) else None,
            sentence=_maybe(row, "sentence"),
            article=_maybe(row, "article"),
            article_iri=_maybe(row, "articleIri"),
            date=_date(row),
            begin=int(begin.value),
            end=int(end.value),
        )


def _rows(store: Store) -> Iterator[QuerySolution]:
    """Yield the answer of queries/network-edges.rq, a characterization of one by one only once."""
    path = folder("queries") / "network-edges.rq"
    if not path.is_file():
        raise MissingPartError(f"The query {path} is missing. Reinstall the package.")
    answer = store.query(path.read_text(encoding="utf-8"))
    assert isinstance(answer, QuerySolutions)
    previous: set[tuple[str, str]] = set()
    edge = ""
    # The rows of an edge follow each other: one for each evaluator, target and stretch of evidence.
    for row in answer:
        if _text(row, "edge") != edge:
            edge, previous = _text(row, "edge"), set()
        ends = (_text(row, "source"), _text(row, "target"))
        if ends not in previous:
            previous.add(ends)
            yield row


def _types(store: Store) -> dict[str, str]:
    answer = store.query(_TYPES)
    assert isinstance(answer, QuerySolutions)
    found: dict[str, set[str]] = {}
    for row in answer:
        iri = _text(row, "type")
        for start in (SAYSO, EVENT, MODE):
            iri = iri.removeprefix(start)
        found.setdefault(_text(row, "node"), set()).add(iri)
    return {node: "+".join(sorted(types)) for node, types in found.items()}


def _best(labels: Counter[str]) -> str:
    """Return the most frequent label, of equals the first in the alphabet."""
    return min(labels, key=lambda label: (-labels[label], label))


def _text(row: QuerySolution, name: str) -> str:
    return _maybe(row, name) or ""


def _maybe(row: QuerySolution, name: str) -> str | None:
    term = row[name]
    if isinstance(term, NamedNode | Literal):
        return term.value
    return None if term is None else str(term)


def _date(row: QuerySolution) -> str | None:
    found = re.fullmatch(r"\d{4}-\d\d-\d\d", _maybe(row, "published") or "")
    return found[0] if found else None
