"""The graph as N-Quads, N-Triples, TriG and Turtle, always in the same order.

One article is in memory at a time. What several articles tell of an entity, what people decided and
who is who across articles is sorted in temporary files where it is much.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import BinaryIO

from pyoxigraph import NamedNode

from sayso.export.order import TwoTerms, in_order
from sayso.export.selection import EVERYTHING, Selection, chosen
from sayso.export.sorting import Sorter
from sayso.export.turtle import Turtle, in_ntriples
from sayso.store import Store, Subject

Told = Iterable[tuple[Subject, set[TwoTerms]]]
Reading = Callable[[Store, NamedNode], dict[Subject, set[TwoTerms]]]
"""What gives back an article's graph, by subject."""


def told_in(store: Store, graph: NamedNode) -> dict[Subject, set[TwoTerms]]:
    """Return what a graph tells, by subject, as pairs of predicate and object."""
    found: dict[Subject, set[TwoTerms]] = {}
    for quad in store.quads(graph):
        found.setdefault(quad.subject, set()).add((quad.predicate, quad.object))
    return found


def write_nquads(
    store: Store, file: BinaryIO, selection: Selection = EVERYTHING, reading: Reading = told_in
) -> None:
    """Write a quad a line, article by article, the lines of a graph in order."""
    for graph, told in graphs_told(store, selection, reading):
        _lines(told, f" {graph} .\n", file)


def write_ntriples(
    store: Store, file: BinaryIO, selection: Selection = EVERYTHING, reading: Reading = told_in
) -> None:
    """Write a triple a line, each once: what belongs to an article alone, at last the rest."""
    for _, told in in_one(store, selection, reading):
        _lines(told, " .\n", file)


def write_trig(
    store: Store,
    file: BinaryIO,
    selection: Selection = EVERYTHING,
    reading: Reading = told_in,
    version: str = "",
) -> None:
    """Write a named graph an article and one for its provenance, grouped by subject."""
    turtle = Turtle(store.base)
    file.write(turtle.head(version).encode())
    for graph, told in graphs_told(store, selection, reading):
        file.write(turtle.set_base(graph).encode())
        file.write(f"{turtle.term(graph)} {{\n".encode())
        between = ""
        for subject, pairs in told:
            file.write(f"{between}{turtle.block(subject, pairs, indent='    ')}".encode())
            between = "\n"
        file.write(b"}\n\n")


def write_turtle(
    store: Store,
    file: BinaryIO,
    selection: Selection = EVERYTHING,
    reading: Reading = told_in,
    version: str = "",
) -> None:
    """Write all articles as one graph: first what belongs to one of them alone, then the rest.

    Turtle has no named graphs, so which article a triple comes from is told by its subject's IRI
    alone, and of shared entities not at all.
    """
    turtle = Turtle(store.base)
    file.write(turtle.head(version).encode())
    for article, told in in_one(store, selection, reading):
        file.write(turtle.set_base(article).encode())
        for subject, pairs in told:
            file.write(f"{turtle.block(subject, pairs)}\n".encode())


def graphs_told(
    store: Store, selection: Selection = EVERYTHING, reading: Reading = told_in
) -> Iterator[tuple[NamedNode, Told]]:
    """Yield each graph with what it tells, sorted by subject; to be taken before the next graph.

    The graph of an article comes before that of its provenance. What people decided about all of
    them, and who is who across them, comes last, unless only some articles are wanted.
    """
    for article in chosen(store, selection):
        yield article.iri, in_order(reading(store, article.iri))
        yield article.provenance_iri, in_order(told_in(store, article.provenance_iri))
    for graph in () if selection else across(store):
        with Sorter() as sorter:
            for quad in store.quads(graph):
                sorter.add(quad.subject, ((quad.predicate, quad.object),))
            yield graph, sorter.in_order()


def in_one(
    store: Store, selection: Selection = EVERYTHING, reading: Reading = told_in
) -> Iterator[tuple[NamedNode | None, Told]]:
    """Yield each article with what is told of its own nodes, at last None with all the rest."""
    with Sorter() as sorter:
        for article in chosen(store, selection):
            own: dict[Subject, set[TwoTerms]] = {}
            name = article.iri.value.rpartition("/")[0]
            for told in (
                reading(store, article.iri),
                told_in(store, article.provenance_iri),
            ):
                for subject, pairs in told.items():
                    if _is_own(subject, name):
                        own.setdefault(subject, set()).update(pairs)
                    else:
                        sorter.add(subject, pairs)
            yield article.iri, in_order(own)
        for graph in () if selection else across(store):
            for quad in store.quads(graph):
                sorter.add(quad.subject, ((quad.predicate, quad.object),))
        yield None, sorter.in_order()


def across(store: Store) -> Iterator[NamedNode]:
    """Yield the graphs that are of no single article, where there is anything in them."""
    for graph in (store.curation_graph(), NamedNode(f"{store.base}actors")):
        if next(store.quads(graph), None) is not None:
            yield graph


def _lines(told: Told, end: str, file: BinaryIO) -> None:
    for subject, pairs in told:
        lines = sorted(f"{subject} {name} {in_ntriples(value)}{end}" for name, value in pairs)
        file.write("".join(lines).encode())


def _is_own(subject: Subject, article: str) -> bool:
    """Tell whether a subject belongs to this article alone, by its IRI."""
    return isinstance(subject, NamedNode) and (
        subject.value == article or subject.value.startswith(f"{article}/")
    )
