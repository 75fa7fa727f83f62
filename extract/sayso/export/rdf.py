"""The graph as N-Quads, TriG and Turtle, always in the same order."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from pyoxigraph import NamedNode

from sayso.export.order import TwoTerms, in_order
from sayso.export.turtle import Turtle
from sayso.store import Store, Subject


def write_nquads(store: Store, file: BinaryIO) -> None:
    """Write a quad a line, article by article, the lines of a graph sorted."""
    for graph in graphs(store):
        lines = sorted(
            f"{q.subject} {q.predicate} {q.object} {graph} .\n" for q in store.quads(graph)
        )
        file.write("".join(lines).encode())


def write_trig(store: Store, file: BinaryIO) -> None:
    """Write a named graph an article and one for its provenance, grouped by subject."""
    turtle = Turtle(store.base)
    file.write(turtle.head().encode())
    for graph in graphs(store):
        file.write(turtle.set_base(graph).encode())
        file.write(f"{turtle.term(graph)} {{\n".encode())
        blocks = (
            turtle.block(subject, told, indent="    ")
            for subject, told in in_order(told_in(store, graph))
        )
        file.write("\n".join(blocks).encode())
        file.write(b"}\n\n")


def write_turtle(store: Store, file: BinaryIO) -> None:
    """Write all articles as one graph: first what belongs to one of them alone, then the rest.

    Turtle has no named graphs, so which article a triple comes from is told by its subject's IRI
    alone, and of shared entities not at all.
    """
    turtle = Turtle(store.base)
    file.write(turtle.head().encode())
    shared: dict[Subject, set[TwoTerms]] = {}
    for article in store.articles():
        file.write(turtle.set_base(article.iri).encode())
        own: dict[Subject, set[TwoTerms]] = {}
        name = article.iri.value.rpartition("/")[0]
        for graph in (article.iri, article.provenance_iri):
            for subject, told in told_in(store, graph).items():
                place = own if _is_own(subject, name) else shared
                place.setdefault(subject, set()).update(told)
        for subject, told_of in in_order(own):
            file.write(f"{turtle.block(subject, told_of)}\n".encode())
    for subject, told in told_in(store, store.curation_graph()).items():
        shared.setdefault(subject, set()).update(told)
    file.write(turtle.set_base(None).encode())
    for subject, told_of in in_order(shared):
        file.write(f"{turtle.block(subject, told_of)}\n".encode())


def _is_own(subject: Subject, article: str) -> bool:
    """Tell whether a subject belongs to this article alone, by its IRI."""
    return isinstance(subject, NamedNode) and (
        subject.value == article or subject.value.startswith(f"{article}/")
    )


def graphs(store: Store) -> Iterator[NamedNode]:
    """Yield the names of the graphs, that of an article before that of its provenance.

    What people decided about all of them comes last, where they decided anything.
    """
    for article in store.articles():
        yield article.iri
        yield article.provenance_iri
    if next(store.quads(store.curation_graph()), None) is not None:
        yield store.curation_graph()


def told_in(store: Store, graph: NamedNode) -> dict[Subject, set[TwoTerms]]:
    """Return what a graph tells, by subject, as pairs of predicate and object."""
    found: dict[Subject, set[TwoTerms]] = {}
    for quad in store.quads(graph):
        found.setdefault(quad.subject, set()).add((quad.predicate, quad.object))
    return found
