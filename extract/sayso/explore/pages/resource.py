"""What the store says of an identifier, as a table of its properties, whatever it stands for."""

from __future__ import annotations

from dataclasses import dataclass

from pyoxigraph import NamedNode, Quad

from sayso.errors import UsageError
from sayso.explore.asked import Asked, Page, UnknownError
from sayso.explore.pages.ontology import terms
from sayso.explore.reading import label_of
from sayso.explore.records import Words
from sayso.explore.rendering import about
from sayso.explore.view import ArticleView
from sayso.vocabulary import PREFIXES, rdf


@dataclass(frozen=True, slots=True)
class Value:
    """A value of a property: where it leads to if it is a node, and what it is called."""

    text: str
    iri: str = ""
    words: Words | None = None


@dataclass(frozen=True, slots=True)
class Fact:
    """A property of a node with its values; `term` is its IRI, `name` how people read it."""

    term: str
    name: str
    values: tuple[Value, ...]


def resource(asked: Asked) -> Page:
    """Return what the store says of any other identifier; one that has a page leads there.

    Raises:
        UsageError: no identifier was given.
        UnknownError: the store says nothing of it.
    """
    iri = asked.place or asked.value("iri")
    if not iri:
        raise UsageError("Give the identifier that you ask for: /resource?iri=https://…")
    own = _own_page(asked, iri)
    if own:
        return Page("", iri, {}, {}, leads_to=own)
    quads = about(asked.store, iri)
    if not quads:
        raise UnknownError(f"Nothing in this store is called {iri}.")
    return _described(iri, quads, [iri])


def _described(iri: str, quads: list[Quad], nodes: list[str]) -> Page:
    """Return the page that shows what these quads say of some nodes."""
    view = ArticleView("", quads)
    title = label_of(view, iri)
    content = {
        "node": iri,
        "label": title,
        "nodes": [(one, label_of(view, one), facts_of(view, one)) for one in nodes],
    }
    data: dict[str, object] = dict(view.told(iri))
    if nodes != [iri]:
        data = {one: view.told(one) for one in nodes}
    return Page("resource.html", title, content, data, quads=tuple(quads))


def beside(asked: Asked) -> Page:
    """Return the page of an appearance, of a run, or of a graph that tells of runs."""
    quads = about(asked.store, asked.place)
    if quads:
        return _described(asked.place, quads, [asked.place])
    quads = _of_graph(asked)
    if not quads:
        raise UnknownError(
            f"Nothing in this store is called {asked.place}. It may have been in an article that "
            "was taken out, or found otherwise when the article was read again."
        )
    nodes = {quad.subject.value for quad in quads if isinstance(quad.subject, NamedNode)}
    return _described(asked.place, quads, sorted(nodes))


def _of_graph(asked: Asked) -> list[Quad]:
    """Return what is in the graph that is asked for, if it is one of an article."""
    if not asked.place.startswith(f"{asked.catalog.base}article/"):
        return []
    try:
        return list(asked.store.quads(NamedNode(asked.place)))
    except ValueError:
        return []


def _own_page(asked: Asked, iri: str) -> str:
    """Return the address of the page that an identifier has, if it has one."""
    if iri in terms():
        return f"/ontology/{terms()[iri].short}"
    catalog = asked.catalog
    known = (catalog.records, catalog.statements, catalog.characterizations, catalog.events)
    return asked.href(iri) if any(iri in one for one in (*known, catalog.actors)) else ""


def facts_of(view: ArticleView, node: str) -> list[Fact]:
    """Return the properties of a node, its class first."""
    told = view.told(node)
    ordered = sorted(told, key=lambda name: (name != rdf.type, name))
    return [
        Fact(name, prefixed(name), tuple(_value(view, value) for value in told[name]))
        for name in ordered
    ]


def _value(view: ArticleView, value: str) -> Value:
    if not value.startswith(("http://", "https://", "urn:")) or " " in value:
        return Value(value)
    if value in view:
        return Value(label_of(view, value), value, view.words(value))
    return Value(prefixed(value), value)


def prefixed(iri: str) -> str:
    """Return an IRI with its prefix, if it has one."""
    for prefix, start in PREFIXES.items():
        if iri.startswith(start):
            return f"{prefix}:{iri[len(start) :]}"
    return iri
