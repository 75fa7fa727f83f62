"""The graph in RDF 1.2: what sources say as triple terms, named by reifiers and asserted nowhere.

The proposition that a statement says, and the characterization that it holds, become reifiers of a
triple term. What is known of them (who says it, where it stands, whether it is denied) is told of
the reifier, as in the graph without triple terms, so that nothing of it gets lost.
"""

from __future__ import annotations

from typing import BinaryIO
from urllib.parse import quote

from pyoxigraph import Literal, NamedNode, Triple

from sayso.export.order import TwoTerms
from sayso.export.rdf import told_in, write_nquads, write_trig, write_turtle
from sayso.export.selection import EVERYTHING, Selection
from sayso.store import Store, Subject, Term
from sayso.vocabulary import RDF, sayso

VERSION = "1.2"
REIFIES = NamedNode(f"{RDF}reifies")

_A = NamedNode(f"{RDF}type")
_SUBJECT, _OBJECT = NamedNode(sayso.propSubject), NamedNode(sayso.propObject)
_LEMMA, _VALUE = NamedNode(sayso.predicateLemma), NamedNode(sayso.propValue)
_CHARACTERIZED, _AS = NamedNode(sayso.characterized), NamedNode(sayso.characterizedAs)


def write_turtle12(store: Store, file: BinaryIO, selection: Selection = EVERYTHING) -> None:
    """Write Turtle of RDF 1.2, all articles in one graph."""
    write_turtle(store, file, selection, reified_in, VERSION)


def write_trig12(store: Store, file: BinaryIO, selection: Selection = EVERYTHING) -> None:
    """Write TriG of RDF 1.2, a named graph an article."""
    write_trig(store, file, selection, reified_in, VERSION)


def write_nquads12(store: Store, file: BinaryIO, selection: Selection = EVERYTHING) -> None:
    """Write N-Quads of RDF 1.2, a statement a line."""
    write_nquads(store, file, selection, reified_in)


def reified_in(store: Store, graph: NamedNode) -> dict[Subject, set[TwoTerms]]:
    """Return what a graph tells, and of propositions and characterizations the triple meant."""
    found = told_in(store, graph)
    for pairs in found.values():
        pairs |= {(REIFIES, triple) for triple in meant(pairs, store.base)}
    return found


def meant(pairs: set[TwoTerms], base: str) -> list[Triple]:
    """Return the triples that a node stands for.

    The predicate of a proposition is its lemma as an IRI below `base`. Where there is no object or
    value, that IRI is the class of those of whom it holds, as a predicate of one place is in RDF.
    Whether the triple is denied is told of the node, not of the triple.
    """
    values: dict[NamedNode, list[Term]] = {}
    for predicate, value in pairs:
        values.setdefault(predicate, []).append(value)
    found = [
        Triple(target, _AS, words)
        for target in values.get(_CHARACTERIZED, ())
        for words in values.get(_AS, ())
        if isinstance(target, NamedNode)
    ]
    about = (*values.get(_OBJECT, ()), *values.get(_VALUE, ()))
    for lemma in values.get(_LEMMA, ()):
        if not isinstance(lemma, Literal):
            continue
        name = NamedNode(f"{base}predicate/{quote(lemma.value, safe='')}")
        said = [(name, value) for value in about] or [(_A, name)]
        found += [
            Triple(subject, predicate, value)
            for subject in values.get(_SUBJECT, ())
            for predicate, value in said
            if isinstance(subject, NamedNode)
        ]
    return found
