"""From a page to bytes: HTML from a template, or the same as JSON, Turtle, JSON-LD or CSV."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Mapping
from dataclasses import asdict, is_dataclass
from pathlib import Path

import pyoxigraph
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup
from pyoxigraph import NamedNode, Quad, RdfFormat, Triple

from sayso.errors import UsageError
from sayso.explore.asked import Asked, Page
from sayso.export.order import TwoTerms, in_order
from sayso.export.turtle import Turtle
from sayso.store import Store, Subject
from sayso.version import own_version
from sayso.vocabulary import PREFIXES

MEDIA_TYPES = {
    "html": "text/html",
    "json": "application/json",
    "ttl": "text/turtle",
    "jsonld": "application/ld+json",
    "csv": "text/csv",
}
"""The formats of a page and how they are called in HTTP."""

_ALSO = {
    "application/xhtml+xml": "html",
    "application/x-turtle": "ttl",
    # Turtle is a part of N3, which rdflib asks for.
    "text/n3": "ttl",
    "text/rdf+n3": "ttl",
    "*/*": "html",
    "text/*": "html",
}
_MOST_SUBJECTS = 2_000
# The store's own list of articles is not shown: it may name folders of this machine.
_OWN_LIST = "urn:sayso:store"


class UnacceptableError(UsageError):
    """There is such a page, but in none of the formats that were asked for."""


def format_of(accept: str, formats: Collection[str] = tuple(MEDIA_TYPES)) -> str:
    """Return which of these formats an Accept header prefers; a page unless it prefers data.

    Raises:
        UnacceptableError: it asks for formats that are known here, but for none of these.
    """
    best, found, refused = 0.0, "", ""
    names = {known: name for name, known in MEDIA_TYPES.items()} | _ALSO
    for part in accept.split(","):
        media, *parameters = (piece.strip().lower() for piece in part.split(";"))
        quality = 1.0
        for parameter in parameters:
            if re.fullmatch(r"q=[01](\.\d{0,3})?", parameter):
                quality = float(parameter[2:])
        name = names.get(media)
        if name and quality > best and name in formats:
            best, found = quality, name
        elif name and quality > 0 and name not in formats:
            refused = media
    if refused and not found:
        had = ", ".join(MEDIA_TYPES[name] for name in formats)
        raise UnacceptableError(f"This page is not to be had as {refused}. It is there as {had}.")
    return found or "html"


def render(page: Page, asked: Asked, format_name: str) -> bytes:
    """Return the page in a format.

    Raises:
        UsageError: the page has no such format.
    """
    if format_name == "html":
        return _html(page, asked).encode()
    if format_name == "json":
        data = page.data() if callable(page.data) else page.data
        return (json.dumps(data, ensure_ascii=False, indent=1, default=_plain) + "\n").encode()
    if format_name == "csv":
        if page.table is None:
            raise UsageError("This page is no table and cannot be had as CSV; take .json or .ttl.")
        table = page.table() if callable(page.table) else page.table
        return table.to_csv().encode()
    if not (page.subjects or page.graphs or page.quads):
        raise UsageError("This page has no triples; take .json.")
    if len(page.subjects) > _MOST_SUBJECTS:
        raise UsageError(
            f"These are {len(page.subjects):,} things, and a page gives the triples of at most "
            f"{_MOST_SUBJECTS:,}. Narrow it, take .csv or .json, or the whole graph from /export."
        )
    if format_name == "ttl":
        return _turtle(page, asked.store).encode()
    return _jsonld(page, asked.store)


def formats_of(page: Page) -> list[str]:
    """Return the formats besides HTML that a page can be had in."""
    found = ["json"]
    if page.subjects or page.graphs or page.quads:
        found += ["ttl", "jsonld"]
    return found + (["csv"] if page.table is not None else [])


def _plain(value: object) -> object:
    if is_dataclass(value) and not isinstance(value, type):
        return asdict(value)
    if isinstance(value, tuple | set | frozenset):
        return list(value)
    return str(value)


def _quads(page: Page, store: Store) -> list[Quad]:
    found = list(page.quads)
    found += [quad for graph in page.graphs for quad in store.quads(NamedNode(graph))]
    for subject in page.subjects:
        found += about(store, subject)
    return found


def about(store: Store, subject: str) -> list[Quad]:
    """Return all quads whose subject is this node, from every graph of articles and actors."""
    try:
        node = NamedNode(subject)
    except ValueError:
        return []
    answer = store.query(
        "SELECT ?subject ?p ?o ?g WHERE { GRAPH ?g { ?subject ?p ?o } }",
        {pyoxigraph.Variable("subject"): node},
    )
    assert isinstance(answer, pyoxigraph.QuerySolutions)
    quads = (Quad(node, row["p"], row["o"], row["g"]) for row in answer)
    return [quad for quad in quads if quad.graph_name != NamedNode(_OWN_LIST)]


def _turtle(page: Page, store: Store) -> str:
    told: dict[Subject, set[TwoTerms]] = {}
    for quad in _quads(page, store):
        told.setdefault(quad.subject, set()).add((quad.predicate, quad.object))
    turtle = Turtle(store.base)
    blocks = (turtle.block(subject, pairs) for subject, pairs in in_order(told))
    return turtle.head() + "\n".join(blocks)


def _jsonld(page: Page, store: Store) -> bytes:
    triples: set[Triple] = {quad.triple for quad in _quads(page, store)}
    ordered = sorted(triples, key=str)
    return pyoxigraph.serialize(ordered, format=RdfFormat.JSON_LD, prefixes=PREFIXES) or b""


_ENVIRONMENT = Environment(
    loader=PackageLoader("sayso.explore"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def in_words(term: str) -> str:
    """Return the name of a term as a person reads it: "mixedPolarity" as "mixed"."""
    known = _WORDS.get(term)
    if known:
        return known
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", term).replace("-", " ").lower()


_WORDS = {
    "mixedPolarity": "mixed",
    "GeopoliticalEntity": "state",
    "CollectiveActor": "group",
    "AnonymousActor": "unnamed source",
    "ArticleVoice": "article’s voice",
    "MediaOutlet": "medium",
    "PoliticalParty": "party",
    "GovernmentBody": "public body",
    "IntergovernmentalOrganization": "international body",
}


def many(number: int, one: str, more: str = "") -> str:
    """Return a number with its noun."""
    return f"{number:,} {one if number == 1 else more or one + 's'}"


def _html(page: Page, asked: Asked) -> str:
    content: Mapping[str, object] = {
        "page": page,
        "asked": asked,
        "catalog": asked.catalog,
        "formats": [(name, _data_address(asked, name)) for name in formats_of(page)],
        "version": own_version(),
        "behind": asked.library.behind,
        **page.content,
    }
    return _ENVIRONMENT.get_template(page.template).render(content)


def _data_address(asked: Asked, name: str) -> str:
    path, mark, query = asked.with_values().partition("?")
    if path == "/resource":
        return f"/resource.{name}{mark}{query}"
    return f"{'/index' if path == '/' else path}.{name}{mark}{query}"


def script(name: str) -> Markup:
    """Return the element that loads a script, or nothing where the scripts were not built.

    It is looked for each time, so that `make explorer` shows without a new start.
    """
    if not (_STATIC / "built" / f"{name}.js").is_file():
        return Markup("")
    return Markup('<script type="module" src="/static/built/{}.js"></script>').format(name)


_STATIC = Path(__file__).parent / "static"
_ENVIRONMENT.filters["words"] = in_words
_ENVIRONMENT.globals["script"] = script
_ENVIRONMENT.globals["many"] = many
