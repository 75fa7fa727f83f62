"""The terms of the graph: classes in their tree, properties, values, with what each means."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cache

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse

from sayso import vocabulary
from sayso.assets import folder
from sayso.explore.addresses import with_query
from sayso.explore.asked import Asked, Page, UnknownError
from sayso.explore.catalog import folded
from sayso.explore.view import local
from sayso.vocabulary import CONTEXT, EVENT, MODE, OWL, PREFIXES, RDFS, SAYSO, SKOS, rdf

_OWN = {"sayso": SAYSO, "ev": EVENT, "mode": MODE, "ctx": CONTEXT}


@dataclass(frozen=True, slots=True)
class Term:
    """A term of the ontology; `above` are the classes or properties that it is a kind of."""

    iri: str
    short: str
    kind: str
    label: str
    definition: str
    example: str
    above: tuple[str, ...]
    domain: tuple[str, ...]
    range: tuple[str, ...]


@cache
def _quads() -> tuple[Quad, ...]:
    files = sorted(folder("ontology").glob("*.ttl"))
    return tuple(quad for file in files for quad in parse(path=file, format=RdfFormat.TURTLE))


@cache
def terms() -> dict[str, Term]:
    """Return the terms that the ontology defines, by IRI."""
    told: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for quad in _quads():
        value = quad.object
        if isinstance(quad.subject, NamedNode) and isinstance(value, NamedNode | Literal):
            told[quad.subject.value][quad.predicate.value].append(value.value)
    found = {}
    for iri in sorted(told):
        if any(iri.startswith(start) and len(iri) > len(start) for start in _OWN.values()):
            found[iri] = _term(iri, told[iri])
    return found


def _term(iri: str, told: dict[str, list[str]]) -> Term:
    types = {local(one) for one in told[rdf.type]}
    kind = "class" if "Class" in types else "value"
    if any("Property" in one for one in types):
        kind = "property"

    def first(name: str) -> str:
        return told[name][0] if told[name] else ""

    own = tuple(one for one in told[RDFS + "subClassOf"] if one.startswith("http"))
    own += tuple(told[RDFS + "subPropertyOf"]) + tuple(told[SKOS + "broader"])
    if kind == "value":
        own += tuple(one for one in told[rdf.type] if not one.startswith(OWL))
    return Term(
        iri,
        short(iri),
        kind,
        first(RDFS + "label") or local(iri),
        first(SKOS + "definition"),
        first(SKOS + "example"),
        own,
        tuple(one for one in told[RDFS + "domain"] if one.startswith("http")),
        tuple(one for one in told[RDFS + "range"] if one.startswith("http")),
    )


def short(iri: str) -> str:
    """Return an IRI with its prefix, as SPARQL has it."""
    for prefix, start in PREFIXES.items():
        if iri.startswith(start):
            return f"{prefix}:{iri[len(start) :]}"
    return iri


@cache
def _offered() -> dict[str, object]:
    """Return what an editor offers: own terms with their meaning, and known ones of others."""
    own = [
        {"name": one.short, "kind": one.kind, "about": one.definition} for one in terms().values()
    ]
    known = {one["name"] for one in own}
    others = {
        short(value)
        for group in vars(vocabulary).values()
        if isinstance(group, type)
        for name, value in vars(group).items()
        if not name.startswith("_") and isinstance(value, str)
    }
    own += [{"name": name, "kind": "", "about": ""} for name in sorted(others - known)]
    return {"prefixes": PREFIXES, "terms": own}


def offered(asked: Asked) -> Page:
    """Return the terms and prefixes that the editor of queries completes, as data alone."""
    return Page("", "Terms", {}, _offered())


def ontology(asked: Asked) -> Page:
    """Return the terms: classes as a tree, properties and values as lists; or those with words."""
    found = terms()
    below: dict[str, list[Term]] = defaultdict(list)
    for term in found.values():
        for above in term.above:
            below[above].append(term)
    roots = [
        term
        for term in found.values()
        if term.kind == "class" and not any(above in found for above in term.above)
    ]
    values = [term for term in found.values() if term.kind == "value"]
    words = folded(asked.value("q")).split()
    told = [term for term in found.values() if all(word in _words(term) for word in words)]
    content = {
        "roots": roots,
        "below": below,
        "classes": sum(term.kind == "class" for term in found.values()),
        "properties": [term for term in found.values() if term.kind == "property"],
        "values": values,
        "grouped": _grouped(values),
        "words": asked.value("q"),
        "found": told,
    }
    return Page("ontology.html", "Ontology", content, told, quads=_quads())


def _words(term: Term) -> str:
    return folded(f"{term.label} {term.short} {term.definition}")


def _grouped(values: list[Term]) -> list[tuple[str, str, list[Term]]]:
    """Return the values of each class: its label, its short name, the values."""
    classes = {iri: one for iri, one in terms().items() if one.kind == "class"}
    groups: dict[str, list[Term]] = defaultdict(list)
    for value in values:
        groups[next((above for above in value.above if above in classes), "")].append(value)
    named = [
        (classes[iri].label if iri else "others", classes[iri].short if iri else "", members)
        for iri, members in groups.items()
    ]
    return sorted(named)


@dataclass(frozen=True, slots=True)
class Here:
    """How much of a store is of a term, and where that is listed."""

    count: int
    what: str
    href: str


def _here(asked: Asked, term: Term) -> Here | None:
    """Return where the things of a term are listed, if a page lists them."""
    catalog, name = asked.catalog, local(term.iri)
    types = {local(above) for above in term.above}
    if SAYSO + "SpeechActType" in term.above:
        found = sum(name in one.acts for one in catalog.statements.values())
        return Here(found, "statement", with_query("/statements", act=name))
    if "QuoteForm" in types:
        found = sum(one.form == name for one in catalog.statements.values())
        return Here(found, "statement", with_query("/statements", form=name))
    if "Polarity" in types:
        found = sum(name in one.polarities for one in catalog.statements.values())
        return Here(found, "statement", with_query("/statements", polarity=name))
    if "ActualityValue" in types:
        found = sum(one.actuality == name for one in catalog.events.values())
        return Here(found, "event", with_query("/events", actuality=name))
    if term.iri.startswith(EVENT) and term.kind == "class":
        found = sum(one.kind == name for one in catalog.events.values())
        return Here(found, "event", with_query("/events", type=name)) if found else None
    whole = {
        "Statement": Here(len(catalog.statements), "statement", "/statements"),
        "Characterization": Here(len(catalog.characterizations), "characterization", "/graph"),
        "Event": Here(len(catalog.events), "event", "/events"),
    }
    if name in whole:
        return whole[name]
    found = sum(one.kind == name for one in catalog.actors.values()) if term.kind == "class" else 0
    return Here(found, "actor", with_query("/actors", type=name)) if found else None


def term(asked: Asked) -> Page:
    """Return one term, given as "sayso:Statement" or "Statement".

    Raises:
        UnknownError: the ontology has no such term.
    """
    found = terms()
    prefix, colon, name = asked.place.partition(":")
    names = [_OWN[prefix] + name] if colon and prefix in _OWN else []
    names += [start + asked.place for start in _OWN.values()]
    one = next((found[iri] for iri in names if iri in found), None)
    if one is None:
        raise UnknownError(f"The ontology has no term {asked.place}.")
    content = {
        "term": one,
        "terms": found,
        "short": short,
        "below": [other for other in found.values() if one.iri in other.above],
        "here": _here(asked, one),
        "used_by": [other for other in found.values() if one.iri in (*other.domain, *other.range)],
    }
    about = tuple(quad for quad in _quads() if quad.subject == NamedNode(one.iri))
    return Page("term.html", one.label, content, one, quads=about)
